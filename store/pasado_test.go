package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

// azar plays a history at random: days on which things are registered, reported, proposed,
// validated, rejected, edited, put off, reopened and imported, whatever comes first.
type azar struct {
	*rand.Rand
	t       *testing.T
	s       *Store
	numeros []compromiso.Numero
	hora    time.Time
}

func (a *azar) sol() compromiso.Solicitud {
	a.hora = a.hora.Add(time.Duration(1+a.IntN(40)) * time.Minute)
	return compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0ST", En: a.hora, Hoy: compromiso.FechaDe(a.hora)}}
}

func (a *azar) uno(l ...string) string { return l[a.IntN(len(l))] }

// texto is one that has incisos, or has none.
func (a *azar) texto() string {
	s := fmt.Sprintf("Presentar «%d»: <b>ñandú</b> & compañía", a.IntN(1000))
	for k := range a.IntN(4) {
		s += fmt.Sprintf("\n%d. Parte %d", k+1, a.IntN(5))
	}
	return s
}

// paso is one thing that somebody does; a refusal is one too.
func (a *azar) paso() {
	so := a.sol()
	if len(a.numeros) == 0 || a.IntN(6) == 0 {
		alta := compromiso.Alta{Comision: "CVMRE", Texto: a.texto(), Areas: []string{a.uno("DERFE", "UTSI", "DECEyEC")}, Eje: a.uno("", "Difusión")}
		d, err := a.s.Directorio(a.t.Context())
		if err != nil {
			a.t.Fatal(err)
		}
		if hay := d.Comisiones[0].Sesiones; a.IntN(3) > 0 {
			alta.Sesion = &hay[a.IntN(len(hay)-1)]
		}
		n, _, err := a.s.Registrar(a.t.Context(), so, alta)
		if err != nil {
			a.t.Fatal(err)
		}
		a.numeros = append(a.numeros, n.Numero)
		return
	}
	cual := a.numeros[a.IntN(len(a.numeros))]
	if a.IntN(12) == 0 {
		a.importar(so, cual)
		return
	}
	_, _, err := a.s.Cambiar(a.t.Context(), so, compromiso.Referencia{Comision: "CVMRE", Numero: cual}, func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		return a.cambio(n, so.Acto)
	})
	if err != nil && compromiso.CodigoDe(err) == "" {
		a.t.Fatal(err)
	}
}

func (a *azar) cambio(n *compromiso.Compromiso, acto compromiso.Acto) error {
	inciso := ""
	if len(n.Incisos) > 0 && a.IntN(2) == 0 {
		inciso = n.Incisos[a.IntN(len(n.Incisos))].Letra
	}
	texto, atencion := a.texto(), a.uno("", "Se atendió.", "Se entregó la nota.")
	av := compromiso.Avance{Inciso: inciso, Area: "DERFE", Texto: a.uno("", "Se pidió", "Se entregó"), Evidencias: []compromiso.Evidencia{{Clase: compromiso.EvOficio, Oficio: a.uno("INE/1", "INE/2")}}}
	luego := acto.Hoy.AddDias(1 + a.IntN(40))
	switch a.IntN(11) {
	case 0, 1:
		return n.Avanzar(acto, av)
	case 2:
		return n.Proponer(acto, av)
	case 3:
		return n.Validar(acto, inciso, compromiso.Fecha{}, &atencion)
	case 4:
		return n.Rechazar(acto, inciso, "falta")
	case 5:
		return n.Cancelar(acto, inciso, "ya no")
	case 6:
		return n.Reabrir(acto, "otra vez")
	case 7:
		e := compromiso.Edicion{Atencion: &atencion, Solicitantes: &[]string{a.uno("CE-A", "CE-B, Presidenta")}}
		if a.IntN(2) == 0 {
			e.Texto, e.Eje = &texto, &atencion
		}
		return n.Editar(acto, e)
	case 8:
		return n.Asignar(acto, compromiso.Asignacion{Inciso: inciso, Areas: []string{a.uno("DERFE", "UTSI")}, FechaLimite: luego})
	case 9:
		return n.PedirProrroga(acto, inciso, luego.AddDias(30), "falta un dato")
	}
	if a.IntN(2) == 0 {
		return n.NegarProrroga(acto, "no")
	}
	return n.ConcederProrroga(acto, "", luego.AddDias(60), "sí")
}

// importar brings an informe of the same day, about one that is there or about a new one.
func (a *azar) importar(so compromiso.Solicitud, cual compromiso.Numero) {
	if a.IntN(2) == 0 {
		cual = compromiso.Numero{Anio: so.Acto.Hoy.Anio, Cons: 100 + a.IntN(5)}
		if !slices.Contains(a.numeros, cual) {
			a.numeros = append(a.numeros, cual)
		}
	}
	f := compromiso.FilaInforme{
		Numero: cual, Estatus: compromiso.Estatus(a.uno("pendiente", "en_proceso", "cumplido", "sin_efecto", "parcial")), Texto: a.texto(),
		Atencion: a.uno("", "Según el informe."), Sesion: a.uno("", "01SO-CVMRE"), Eje: a.uno("", "Registro"),
	}
	if a.IntN(2) == 0 {
		f.Incisos = []compromiso.IncisoInforme{{Letra: "a", Texto: "Una", Estatus: f.Estatus}, {Letra: "b", Texto: "Otra", Estatus: compromiso.Cumplido, FechaCumplimiento: so.Acto.Hoy}}
		f.Prorrogas = []compromiso.ProrrogaInforme{{Anterior: so.Acto.Hoy, Nueva: so.Acto.Hoy.AddDias(9), Motivo: a.uno("x", "y"), Estado: a.uno("pedida", "concedida", "negada"), Persona: "U0X"}}
		f.Seguimientos = []compromiso.SegInforme{{Clase: compromiso.SegAcuerdo, Texto: a.uno("Se acordó", "Se dijo")}}
	}
	inf := compromiso.Informe{Comision: "CVMRE", FechaInforme: so.Acto.Hoy, Compromisos: []compromiso.FilaInforme{f}}
	if _, err := a.s.Importar(a.t.Context(), so, inf, false); err != nil {
		a.t.Fatal(err)
	}
}

// todas are the rows of everything there is, as they are now.
func (a *azar) todas() map[compromiso.Numero]compromiso.FilaInforme {
	out := map[compromiso.Numero]compromiso.FilaInforme{}
	if err := a.s.Exportar(a.t.Context(), "CVMRE", func(inf compromiso.Informe) error {
		for _, f := range inf.Compromisos {
			out[f.Numero] = f
		}
		return nil
	}); err != nil {
		a.t.Fatal(err)
	}
	return out
}

// Whatever happens, a report of a day that is past is what the store held at the end of
// that day: all that was adopted in the year, and what of the year before was open.
func TestReporteEsLoQueHabia(t *testing.T) {
	t.Parallel()
	for semilla := range uint64(3) {
		t.Run(fmt.Sprint(semilla), func(t *testing.T) {
			t.Parallel()
			s, _ := casa(t)
			configurar(t, s, "2024-11-15 07:00", func(d *compromiso.Directorio) {
				d.Comisiones[0].Sesiones = append(d.Comisiones[0].Sesiones,
					sesion("03SO-CVMRE", compromiso.Ordinaria, 3, fecha(t, "2024-11-20")), sesion("09SO-CVMRE", compromiso.Ordinaria, 9, fecha(t, "2024-12-31")),
					sesion("01SO-CVMRE", compromiso.Ordinaria, 1, fecha(t, "2025-01-10")), sesion("09SO-CVMRE", compromiso.Ordinaria, 9, fecha(t, "2025-12-31")))
			})
			a := &azar{Rand: rand.New(rand.NewPCG(semilla, 7)), t: t, s: s}
			fotos := map[compromiso.Fecha]map[compromiso.Numero]compromiso.FilaInforme{}
			ultimo := fecha(t, "2025-01-25")
			for dia := fecha(t, "2024-11-28"); !dia.Despues(ultimo); dia = dia.AddDias(1 + a.IntN(3)) {
				a.hora = dia.En(mx, compromiso.Hora{})
				for range 1 + a.IntN(12) {
					a.paso()
				}
				fotos[dia] = a.todas()
			}
			if len(a.numeros) < 10 {
				t.Fatalf("little happened: %v", a.numeros)
			}
			for dia := fecha(t, "2024-11-28"); !dia.Despues(ultimo); dia = dia.AddDias(1) {
				r, err := s.Reporte(t.Context(), compromiso.PedidoReporte{Comision: "CVMRE", Sesion: "09SO-CVMRE", Anio: dia.Anio, Corte: dia, Hoy: ultimo})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(debidas(fotos, dia), r.Compromisos); diff != "" {
					t.Fatalf("%s: %s", dia, diff)
				}
			}
			verificada(t, s)
		})
	}
}

// debidas are the rows that a report of the last session of the year has in it on a day, by
// what was there that day and when the year began.
func debidas(fotos map[compromiso.Fecha]map[compromiso.Numero]compromiso.FilaInforme, dia compromiso.Fecha) []compromiso.FilaInforme {
	foto := func(d compromiso.Fecha) map[compromiso.Numero]compromiso.FilaInforme {
		for k := range 60 {
			if f := fotos[d.AddDias(-k)]; f != nil {
				return f
			}
		}
		return nil
	}
	inicio := compromiso.NewFecha(dia.Anio, 1, 1)
	out := []compromiso.FilaInforme{}
	for n, f := range foto(dia) {
		anio := n.Anio
		if !f.FechaSesion.IsZero() {
			anio = f.FechaSesion.Anio
		}
		antes, estaba := foto(inicio.AddDias(-1))[n]
		switch {
		case anio > dia.Anio, f.FechaSesion == compromiso.NewFecha(dia.Anio, 12, 31): // of later, and of the session itself
			continue
		case anio == dia.Anio:
		case estaba && antes.Estatus.Abierto():
		case !estaba && (f.FechaCumplimiento.IsZero() || !f.FechaCumplimiento.Antes(inicio)):
		default:
			continue
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(x, y compromiso.FilaInforme) int { return x.Numero.Compare(y.Numero) })
	return out
}
