package store

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"compromisos/compromiso"
)

func informeDe(t testing.TB, codigo, dia string, filas ...compromiso.FilaInforme) compromiso.Informe {
	t.Helper()
	return compromiso.Informe{
		Comision: "CVMRE", SesionInforme: codigo, FechaInforme: fecha(t, dia), HoraInforme: "10:00", Compromisos: filas,
		Glosario: map[string]string{"vmre": "otra cosa", "PEP": "Paquete Electoral Postal"},
	}
}

func fila(t testing.TB, numero string, estatus compromiso.Estatus, texto, atencion string) compromiso.FilaInforme {
	t.Helper()
	return compromiso.FilaInforme{
		Numero: ref(numero).Numero, Sesion: "03SE-CVMRE", FechaSesion: fecha(t, "2023-10-20"), Estatus: estatus, Texto: texto,
		Atencion: atencion, Eje: "Difusión", Solicitantes: []string{"CPL-PT", "CE-ACL, Presidente de la CVMRE"}, Areas: []string{},
	}
}

func importar(t testing.TB, s *Store, cuando string, inf compromiso.Informe) compromiso.ResultadoImportacion {
	t.Helper()
	r, err := s.Importar(t.Context(), sol(t, "importar", cuando), inf, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// todo is everything that is stored, to compare.
func todo(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	for _, tabla := range []string{
		"config_version", "vocabulario", "comisiones", "sesiones", "areas", "solicitantes", "ejes", "glosario", "contadores", "compromisos", "incisos",
		"seguimientos", "evidencias", "prorrogas", "escalones", "importaciones", "bitacora", "bitacora_cabeza", "avisos", "solicitudes",
	} {
		var filas []string
		if err := s.db.SelectContext(t.Context(), &filas, `SELECT t::text FROM `+tabla+` t ORDER BY 1`); err != nil {
			t.Fatal(err)
		}
		out = append(out, tabla)
		out = append(out, filas...)
	}
	return out
}

func TestImportarNuevos(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	r := importar(t, s, "2024-02-01 12:00", informeDe(
		t, "01SE-CVMRE", "2023-11-17",
		fila(t, "03/2023", compromiso.EnProceso, "Presentar un análisis.", "La DERFE lo pidió con el oficio INE/UTSI/0214/2024."),
		fila(t, "12/2023", compromiso.Cumplido, "Convocar a una reunión.", "Se hizo; la DERFE avisó."),
	))
	if r.Nuevos != 2 || len(r.Choques) != 0 || len(r.Advertencias) != 0 {
		t.Fatalf("got %+v", r)
	}
	n, err := s.Compromiso(t.Context(), ref("3/2023"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(n.AreasPropuestas, []string{"DERFE"}) || len(n.Areas) != 0 || !n.FechaLimite.IsZero() || n.RegistradoPor != "" ||
		!n.AvisarDesde.Equal(en(t, "2024-02-01 12:00")) || n.Sesion == nil || n.Sesion.Codigo.String() != "03SE-CVMRE" {
		t.Fatalf("got %+v", n)
	}
	c, err := s.Compromiso(t.Context(), ref("12/2023"))
	if err != nil || len(c.AreasPropuestas) != 0 || !c.Cerrado.Equal(en(t, "2023-11-17 10:00")) {
		t.Fatalf("got %+v (%v)", c, err)
	}
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sol, ok := d.Solicitante("CE-ACL")
	if !ok || sol.Cargo != "Presidente de la CVMRE" || d.Glosario["PEP"] == "" || d.Glosario["vmre"] != "" || !slices.Contains(d.Ejes, "Difusión") {
		t.Fatalf("got %+v", d)
	}
	if contar(t, s, `SELECT count(*) FROM avisos`)+contar(t, s, `SELECT count(*) FROM escalones`) != 0 {
		t.Fatal("an import sends nothing")
	}
	if a := contar(t, s, `SELECT ultimo FROM contadores WHERE anio = 2023`); a != 12 {
		t.Fatalf("counter at %d", a)
	}
	verificada(t, s)
}

func TestImportarDosVecesNoCambiaNada(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	inf := informeDe(t, "01SE-CVMRE", "2023-11-17", fila(t, "03/2023", compromiso.EnProceso, "Presentar un análisis.", "En curso."))
	inf.Compromisos[0].Seguimientos = []compromiso.SegInforme{{Fecha: fecha(t, "2023-11-01"), Clase: compromiso.SegActividad, Texto: "Se pidió."}}
	simulado, err := s.Importar(t.Context(), sol(t, "importar", "2024-02-01 11:00"), inf, true)
	if err != nil {
		t.Fatal(err)
	}
	if contar(t, s, `SELECT count(*) FROM compromisos`) != 0 {
		t.Fatal("a simulation left something")
	}
	primero := importar(t, s, "2024-02-01 12:00", inf)
	if diff := cmp.Diff(simulado, primero); diff != "" {
		t.Fatalf("simulated and done differ: %s", diff)
	}
	antes := todo(t, s)
	r := importar(t, s, "2024-02-02 12:00", inf)
	if r.Iguales != 1 || r.Nuevos+r.Cambiados+len(r.Choques) != 0 {
		t.Fatalf("got %+v", r)
	}
	if diff := cmp.Diff(antes, todo(t, s)); diff != "" {
		t.Fatalf("the same file changed: %s", diff)
	}
}

func TestImportarMezcla(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	importar(t, s, "2024-02-01 12:00", informeDe(
		t, "01SE-CVMRE", "2023-11-17",
		fila(t, "03/2023", compromiso.EnProceso, "Presentar un análisis.", "En curso."),
		fila(t, "04/2023", compromiso.Pendiente, "Otra cosa.", ""),
	))
	// Somebody works on 03 here.
	if _, _, err := s.Cambiar(t.Context(), sol(t, "U0ST", "2024-02-03 10:00"), ref("3/2023"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		prosa := "Lo que escribió la ST."
		return n.Validar(sol(t, "U0ST", "2024-02-03 10:00").Acto, "", compromiso.Fecha{}, &prosa)
	}); err != nil {
		t.Fatal(err)
	}
	cumplido := fila(t, "04/2023", compromiso.Cumplido, "Otra cosa, precisada.", "Se hizo.")
	cumplido.FechaCumplimiento = fecha(t, "2024-02-10")
	cumplido.Areas = []string{"derfe", "XYZ"}
	r := importar(t, s, "2024-02-20 12:00", informeDe(
		t, "02SE-CVMRE", "2024-02-15", fila(t, "03/2023", compromiso.Parcial, "Presentar un análisis.", "Casi."), cumplido,
	))
	var choques []string
	for _, c := range r.Choques {
		choques = append(choques, c.Numero.String()+" "+c.Campo)
	}
	if r.Cambiados != 1 || r.Iguales != 1 || !slices.Equal(choques, []string{"03/2023 estatus", "03/2023 atencion"}) {
		t.Fatalf("got %+v", r)
	}
	if len(r.Advertencias) != 1 || r.Advertencias[0].Campo != "areas" || !strings.Contains(r.Advertencias[0].Mensaje, "XYZ") {
		t.Fatalf("got %+v", r.Advertencias)
	}
	n, err := s.Compromiso(t.Context(), ref("4/2023"))
	if err != nil || n.Estatus != compromiso.Cumplido || n.Texto != "Otra cosa, precisada." || n.Atencion != "Se hizo." ||
		!slices.Equal(n.Areas, []string{"DERFE"}) || !slices.Equal(n.AreasPropuestas, []string{"XYZ"}) {
		t.Fatalf("got %+v (%v)", n, err)
	}
	n, err = s.Compromiso(t.Context(), ref("3/2023"))
	if err != nil || n.Estatus != compromiso.Cumplido || n.Atencion != "Lo que escribió la ST." {
		t.Fatalf("got %+v (%v)", n, err)
	}
	// An older one changes no state.
	r = importar(t, s, "2024-02-21 12:00", informeDe(t, "01SO-CVMRE", "2024-01-25", fila(t, "04/2023", compromiso.EnProceso, "Otra cosa.", "Viejo.")))
	n, err = s.Compromiso(t.Context(), ref("4/2023"))
	if err != nil || n.Estatus != compromiso.Cumplido || n.Atencion != "Se hizo." || len(r.Advertencias) == 0 || r.Iguales != 1 {
		t.Fatalf("got %+v, %+v (%v)", n, r, err)
	}
	verificada(t, s)
}

func TestImportarRechaza(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	inf := informeDe(t, "01SE-CVMRE", "2023-11-17", fila(t, "03/2023", compromiso.EnProceso, "x", ""))
	inf.Comision = "COVE"
	_, err := s.Importar(t.Context(), sol(t, "importar", "2024-02-01 12:00"), inf, false)
	rechazado(t, err, compromiso.NoEncontrado)
	if !strings.Contains(err.Error(), "configurar") {
		t.Fatal(err)
	}
	inf.Comision = "CVMRE"
	inf.Compromisos = append(inf.Compromisos, fila(t, "03/2023", compromiso.Pendiente, "y", ""))
	_, err = s.Importar(t.Context(), sol(t, "importar", "2024-02-01 12:00"), inf, false)
	rechazado(t, err, compromiso.Conflicto)
}

// An export, imported into an empty database, gives it all back.
func TestExportarIdaYVuelta(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{
		Texto: "Entregar:\n1. El guion.\n2. La relación.", Solicitantes: []string{"CE-ACL, Presidente"}, Areas: []string{"DERFE", "UTSI"},
	})
	registrar(t, s, "2024-02-05 12:01", compromiso.Alta{Texto: "Que la DECEyEC explique.", Areas: []string{"DERFE"}, Tipo: compromiso.TipoAcuerdo})
	cambiar(t, s, "U0DERFE", "2024-02-06 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Avanzar(a, compromiso.Avance{
			Inciso: "a", Area: "DERFE", Texto: "Listo.",
			Evidencias: []compromiso.Evidencia{{Clase: compromiso.EvOficio, Oficio: "INE/1/2024", Titulo: "Oficio"}},
		})
	})
	cambiar(t, s, "U0DERFE", "2024-02-07 12:00", "2/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.PedirProrroga(a, "", fecha(t, "2024-05-10"), "falta un dato")
	})
	cambiar(t, s, "U0ST", "2024-02-08 12:00", "2/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.ConcederProrroga(a, "", compromiso.Fecha{}, "")
	})
	cambiar(t, s, "U0DERFE", "2024-02-09 12:00", "2/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.PedirProrroga(a, "", fecha(t, "2024-06-10"), "otra vez")
	})
	exportado := exportarTodo(t, s)

	otra, _ := casa(t)
	r := importar(t, otra, "2024-03-01 12:00", exportado)
	if r.Nuevos != 2 || len(r.Choques)+len(r.Advertencias) != 0 {
		t.Fatalf("got %+v", r)
	}
	if diff := cmp.Diff(exportado, exportarTodo(t, otra), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("it comes back otherwise: %s", diff)
	}
	n, err := otra.Compromiso(t.Context(), ref("2/2024"))
	if err != nil || n.Prorroga == nil || n.FechaLimiteOrig == n.FechaLimite || n.FechaLimiteOrig.IsZero() {
		t.Fatalf("got %+v (%v)", n, err)
	}
	if r := importar(t, otra, "2024-03-02 12:00", exportado); r.Iguales != 2 {
		t.Fatalf("got %+v", r)
	}
}

func exportarTodo(t testing.TB, s *Store) compromiso.Informe {
	t.Helper()
	var out compromiso.Informe
	err := s.Exportar(context.Background(), "", func(i compromiso.Informe) error {
		out = i
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func cambiar(t testing.TB, s *Store, actor, cuando, numero string, fn func(*compromiso.Compromiso, compromiso.Acto) error) (*compromiso.Compromiso, []int64) {
	t.Helper()
	so := sol(t, actor, cuando)
	n, ids, err := s.Cambiar(t.Context(), so, ref(numero), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error { return fn(n, so.Acto) })
	if err != nil {
		t.Fatal(err)
	}
	return n, ids
}
