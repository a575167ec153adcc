package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"compromisos/compromiso"
)

// falso is a store in memory: the rules are the domain's own, and a field that is set
// takes the place of what it would do.
type falso struct {
	serie     atomic.Int64
	mu        sync.Mutex
	dir       *compromiso.Directorio
	ns        map[compromiso.Numero]*compromiso.Compromiso
	hechas    map[string]compromiso.Numero
	escrito   []string // what was written, in order
	personas  map[string]compromiso.Persona
	parecidos []compromiso.Parecido
	aviso     *compromiso.Aviso
	planeados []compromiso.Aviso
	segs      []compromiso.Seguimiento // of every compromiso; nil is one
	emitido   *compromiso.Emision
	pedido    compromiso.PedidoReporte        // of the last informe
	grupos    int                             // times that a group was written
	antes     func(ctx context.Context) error // before every call
}

type yaHecha struct{ n compromiso.Numero }

func (y yaHecha) Error() string                       { return "done before" }
func (y yaHecha) YaDado() (string, compromiso.Numero) { return "CVD", y.n }
func (f *falso) una(sol compromiso.Solicitud) error {
	if n, ok := f.hechas[sol.Clave]; ok && sol.Clave != "" {
		return yaHecha{n}
	}
	return nil
}

func (f *falso) entrar(ctx context.Context) (func(), error) {
	if f.antes != nil {
		if err := f.antes(ctx); err != nil {
			return func() {}, err
		}
	}
	f.mu.Lock()
	return f.mu.Unlock, nil
}

func (f *falso) Directorio(context.Context) (*compromiso.Directorio, error) { return f.dir, nil }

// Recordado knows nothing: every door is judged by Directorio.
func (f *falso) Recordado() *compromiso.Directorio { return nil }

// Marca is never the same: nothing that was answered before counts.
func (f *falso) Marca(context.Context) (version int64, cabeza string, err error) {
	return f.dir.Version, fmt.Sprint(f.serie.Add(1)), nil
}

func (f *falso) Personas(context.Context, []string) (map[string]compromiso.Persona, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := map[string]compromiso.Persona{}
	for k, v := range f.personas {
		m[k] = v
	}
	return m, nil
}

func (f *falso) GuardarPersonas(_ context.Context, ps []compromiso.Persona) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range ps {
		f.personas[p.ID] = p
	}
	return nil
}

func (f *falso) GuardarGrupo(_ context.Context, grupo string, miembros []string) error {
	if f.dir.Grupos == nil {
		f.dir.Grupos = map[string][]string{}
	}
	f.dir.Grupos[grupo] = miembros
	f.grupos++
	return nil
}

func (f *falso) copia(n compromiso.Numero) (*compromiso.Compromiso, error) {
	x, ok := f.ns[n]
	if !ok {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "numero", "No hay un compromiso %s.", n)
	}
	c := *x
	c.Incisos = append([]compromiso.Inciso(nil), x.Incisos...)
	return &c, nil
}

func (f *falso) Compromiso(ctx context.Context, ref compromiso.Referencia) (*compromiso.Compromiso, error) {
	salir, err := f.entrar(ctx)
	defer salir()
	if err != nil {
		return nil, err
	}
	return f.copia(ref.Numero)
}

func (f *falso) Ficha(ctx context.Context, _ *compromiso.Directorio, ref compromiso.Referencia) (*compromiso.Ficha, error) {
	n, err := f.Compromiso(ctx, ref)
	if err != nil {
		return nil, err
	}
	segs := f.segs
	if segs == nil {
		segs = []compromiso.Seguimiento{{Fecha: hoyFijo, Texto: "Se envió el oficio."}}
	}
	return &compromiso.Ficha{Compromiso: n, Seguimientos: segs}, nil
}

func (f *falso) Lista(ctx context.Context, _ *compromiso.Directorio, _ compromiso.Filtro) (compromiso.Pagina, error) {
	salir, err := f.entrar(ctx)
	defer salir()
	if err != nil {
		return compromiso.Pagina{}, err
	}
	var p compromiso.Pagina
	for _, n := range f.ns {
		p.Filas = append(p.Filas, n)
	}
	p.Total = len(p.Filas)
	return p, nil
}

func (f *falso) Parecidos(context.Context, *compromiso.Directorio, string, string, int) ([]compromiso.Parecido, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.parecidos, nil
}

func (f *falso) Buscar(_ context.Context, _ *compromiso.Directorio, _, palabras string, _, _ int) (compromiso.Pagina, error) {
	var p compromiso.Pagina
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, x := range f.parecidos {
		if strings.Contains(x.Compromiso.Texto, palabras) {
			p.Filas = append(p.Filas, x.Compromiso)
		}
	}
	return p, nil
}

func (f *falso) AvisosDe(context.Context, compromiso.Referencia, int) ([]compromiso.Aviso, error) {
	return nil, nil
}

func (f *falso) Resumen(_ context.Context, c *compromiso.Comision, desde, hasta compromiso.Fecha) (compromiso.DatosResumen, error) {
	return compromiso.DatosResumen{Comision: c, Desde: desde, Hasta: hasta}, nil
}

func (f *falso) PlanearAviso(_ context.Context, a compromiso.Aviso) (int64, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, x := range f.planeados {
		if x.Clave == a.Clave {
			return 9, false, nil
		}
	}
	f.planeados = append(f.planeados, a)
	f.escrito = append(f.escrito, "publicar")
	return 9, true, nil
}

func (f *falso) Apartar(_ context.Context, sol compromiso.Solicitud) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.una(sol); err != nil {
		return err
	}
	f.hechas[sol.Clave] = compromiso.Numero{}
	return nil
}

func (f *falso) Reporte(ctx context.Context, p compromiso.PedidoReporte) (compromiso.Reporte, error) {
	salir, err := f.entrar(ctx)
	defer salir()
	f.pedido = p
	return reporteFijo(), err
}

func (f *falso) Emitido(context.Context, compromiso.PedidoReporte, int) (compromiso.Reporte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.emitido == nil {
		return compromiso.Reporte{}, compromiso.Errorf(compromiso.NoEncontrado, "emitido", "De la 01SO-CVD no se ha emitido ningún informe.")
	}
	return compromiso.Reporte{Emision: f.emitido}, nil
}

func (f *falso) DatosNota(ctx context.Context, _ string, numero compromiso.Numero, hoy compromiso.Fecha) (compromiso.DatosNota, error) {
	salir, err := f.entrar(ctx)
	defer salir()
	n := compromiso.DatosNota{Comision: "CVD", Fecha: hoy}
	n.Fila.Numero = numero
	return n, err
}

func (f *falso) UltimoResumen(context.Context, string, time.Time) (compromiso.Fecha, error) {
	return compromiso.Fecha{}, nil
}

func (f *falso) Registrar(ctx context.Context, sol compromiso.Solicitud, alta compromiso.Alta) (*compromiso.Compromiso, []int64, error) {
	salir, err := f.entrar(ctx)
	defer salir()
	if err != nil {
		return nil, nil, err
	}
	if err := f.una(sol); err != nil {
		return nil, nil, err
	}
	c, _ := f.dir.Comision(alta.Comision)
	n, err := compromiso.New(c, f.dir, sol.Acto, alta)
	if err != nil {
		return nil, nil, err
	}
	n.Numero = compromiso.Numero{Cons: 20 + len(f.hechas), Anio: 2024}
	f.ns[n.Numero], f.hechas[sol.Clave] = n, n.Numero
	f.escrito = append(f.escrito, "registrar")
	return n, []int64{1}, nil
}

func (f *falso) Cambiar(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia,
	fn func(*compromiso.Compromiso, *compromiso.Directorio) error,
) (*compromiso.Compromiso, []int64, error) {
	salir, err := f.entrar(ctx)
	defer salir()
	if err != nil {
		return nil, nil, err
	}
	if err := f.una(sol); err != nil {
		return nil, nil, err
	}
	n, err := f.copia(ref.Numero)
	if err != nil {
		return nil, nil, err
	}
	antes := len(n.Hechos()) // a copy keeps those of before
	if err := fn(n, f.dir); err != nil {
		return nil, nil, err
	}
	f.ns[n.Numero], f.hechas[sol.Clave] = n, n.Numero
	for _, h := range n.Hechos()[antes:] {
		f.escrito = append(f.escrito, string(h.Accion))
	}
	return n, []int64{2}, nil
}

func (f *falso) silenciar(sol compromiso.Solicitud, ref compromiso.Referencia, que string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.una(sol); err != nil {
		return err
	}
	f.hechas[sol.Clave] = ref.Numero
	f.escrito = append(f.escrito, que)
	return nil
}

func (f *falso) Posponer(_ context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, _ string, hasta compromiso.Fecha) error {
	return f.silenciar(sol, ref, "posponer "+hasta.String())
}

func (f *falso) Enterado(_ context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, _ string) error {
	return f.silenciar(sol, ref, "enterado")
}

func (f *falso) AvisoPorMensaje(_ context.Context, _, ts string) (*compromiso.Aviso, error) {
	if ts == "" {
		return nil, nil
	}
	return f.aviso, nil
}

func (f *falso) EnvioDeMensaje(context.Context, string, string, time.Time) (*compromiso.Envio, error) {
	return nil, nil
}

// con looks at the store, or changes it, while nobody else does.
func (f *falso) con(mirar func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	mirar()
}

func (f *falso) hechos() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.escrito...)
}
