package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// People of these tests, besides those of the samples.
const (
	uLector  = "U0LECTOR"
	uInvita  = "U0INVITADA"
	uSeFue   = "U0SEFUE"
	uAjena   = "U0AJENA"
	uMaquina = "U0ROBOT"
)

// falso is a store in memory: the rules are the domain's own, and a field that is set
// takes the place of what it would do.
type falso struct {
	mu        sync.Mutex
	dir       *compromiso.Directorio
	ns        map[compromiso.Numero]*compromiso.Compromiso
	hechas    map[string]compromiso.Numero
	escrito   []string // what was written, in order
	personas  map[string]compromiso.Persona
	parecidos []compromiso.Parecido
	aviso     *compromiso.Aviso
	grupos    int // times that a group was written
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
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "numero", "No existe el compromiso %s.", n)
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

func (f *falso) Ficha(ctx context.Context, ref compromiso.Referencia) (*compromiso.Ficha, error) {
	n, err := f.Compromiso(ctx, ref)
	if err != nil {
		return nil, err
	}
	return &compromiso.Ficha{Compromiso: n, Seguimientos: []compromiso.Seguimiento{{Fecha: hoyFijo, Texto: "Se envió el oficio."}}}, nil
}

func (f *falso) Lista(ctx context.Context, _ compromiso.Filtro) (compromiso.Pagina, error) {
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

func (f *falso) Parecidos(context.Context, string, string, int) ([]compromiso.Parecido, error) {
	return f.parecidos, nil
}

func (f *falso) AvisosDe(context.Context, compromiso.Referencia, int) ([]compromiso.Aviso, error) {
	return nil, nil
}

func (f *falso) Resumen(_ context.Context, c *compromiso.Comision, desde, hasta compromiso.Fecha) (compromiso.DatosResumen, error) {
	return compromiso.DatosResumen{Comision: c, Desde: desde, Hasta: hasta}, nil
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

func (f *falso) AvisoPorMensaje(context.Context, string, string) (*compromiso.Aviso, error) {
	return f.aviso, nil
}

func (f *falso) hechos() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.escrito...)
}

// casa is the bot with a practice Slack and a store in memory.
type casa struct {
	t   *testing.T
	sim *slacksim.Sim
	st  *falso
	b   *Bot
	log *lockedBuffer
}

func nuevaCasa(t *testing.T, cambiar ...func(*Options)) *casa {
	t.Helper()
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	for _, id := range []string{uST, uEnlace, uSupl, uTit, uUTSI, uLector} {
		sim.AddUser(slacksim.User{ID: id, Name: id, TZ: "America/Mexico_City"})
	}
	sim.AddUser(slacksim.User{ID: uInvita, Name: "invitada", Restricted: true})
	sim.AddUser(slacksim.User{ID: uSeFue, Name: "sefue", Deleted: true})
	sim.AddUser(slacksim.User{ID: uAjena, Name: "ajena", TeamID: "T0OTRO"})
	sim.AddUser(slacksim.User{ID: uMaquina, Name: "robot", Bot: true})
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{uST, uEnlace, uUTSI, uLector, sim.BotUserID()}})
	sim.AddChannel(slacksim.Channel{ID: "C0OTRO", Name: "otro", Members: []string{uST, uEnlace, uLector, uInvita}})
	plan := planFijo()
	st := &falso{
		dir: directorioFijo(comisionFija()), hechas: map[string]compromiso.Numero{}, personas: map[string]compromiso.Persona{},
		ns: map[compromiso.Numero]*compromiso.Compromiso{plan.Numero: plan},
	}
	log := &lockedBuffer{}
	o := Options{
		BotToken: sim.BotToken(), AppToken: sim.AppToken(), SigningSecret: sim.SigningSecret(), APIURL: sim.URL(),
		Ahora: ahoraFijo, Maquina: time.Now, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range cambiar {
		f(&o)
	}
	b, err := New(o, st)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Auth(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Stop(context.Background()) })
	return &casa{t: t, sim: sim, st: st, b: b, log: log}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// pedir runs a request through everything but the time-outs of the acknowledgement.
func (c *casa) pedir(p peticion) (respuesta, error) {
	if p.equipo == "" {
		p.equipo = c.sim.TeamID()
	}
	return c.b.hacer(c.t.Context(), p, &espera{b: c.b, peticion: p})
}

// orden is a slash command typed in the commission's channel.
func (c *casa) orden(persona, texto string) (respuesta, error) {
	return c.pedir(peticion{clase: claseOrden, persona: persona, canal: "C0CVD", texto: texto, clave: "orden:" + persona + texto})
}

// estadoDe makes view.state.values of what was filled in.
func estadoDe(t *testing.T, valores map[string]any) map[string]map[string]json.RawMessage {
	t.Helper()
	out := map[string]map[string]json.RawMessage{}
	for id, v := range valores {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out[id] = map[string]json.RawMessage{id: b}
	}
	return out
}

func escribe(s string) map[string]any { return map[string]any{"type": "plain_text_input", "value": s} }

func fechado(s string) map[string]any {
	return map[string]any{"type": "datepicker", "selected_date": s}
}

func elige(s string) map[string]any {
	return map[string]any{"type": "static_select", "selected_option": map[string]any{"value": s}}
}

func eligeVarios(ss ...string) map[string]any {
	var l []map[string]any
	for _, s := range ss {
		l = append(l, map[string]any{"value": s})
	}
	return map[string]any{"type": "multi_static_select", "selected_options": l}
}

func (c *casa) registro() string { return c.log.String() }

func slacksimUser(id string) slacksim.User { return slacksim.User{ID: id, Name: id} }
