package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"compromisos/compromiso"
)

// An import writes every column that there is to write: whoever adds one finds this.
func TestColumnasDeImportar(t *testing.T) {
	t.Parallel()
	s, _ := vacio(t)
	var hay []string
	if err := s.db.SelectContext(t.Context(), &hay, `
		SELECT column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = 'compromisos' AND is_generated = 'NEVER' AND is_identity = 'NO'
		ORDER BY 1`); err != nil {
		t.Fatal(err)
	}
	escritas := nombres(slices.Concat(columnasCompromiso, columnasImportado))
	slices.Sort(escritas)
	if diff := cmp.Diff(hay, escritas); diff != "" {
		t.Fatal(diff)
	}
	if n := len(valoresCompromiso(&compromiso.Compromiso{}, derivado{})); n != len(columnasCompromiso) {
		t.Fatalf("%d values for %d columns", n, len(columnasCompromiso))
	}
}

// rebelde is a text that says something else to whoever forgets to quote it.
const rebelde = "una\ttabulación, \\N, \\., {llaves}, \"comillas\", 'simples', \\b\n\\.\ny otra línea"

// What is written in bulk comes back to the letter, new or changed.
func TestImportarTextosRebeldes(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	f := fila(t, "03/2023", compromiso.EnProceso, rebelde, rebelde)
	f.Areas, f.AreasPropuestas, f.Solicitantes = []string{"DERFE"}, []string{`a,b`, `c"d`, "NULL", "{}"}, []string{`X\Y, con "cargo"`}
	f.FechaLimite = fecha(t, "2024-05-10")
	f.Incisos = []compromiso.IncisoInforme{{Letra: "a", Texto: rebelde, Areas: []string{"UTSI"}, Estatus: compromiso.Pendiente, FechaLimite: fecha(t, "2024-05-11")}}
	f.Seguimientos = []compromiso.SegInforme{{Fecha: fecha(t, "2023-11-01"), Area: `D"`, Clase: compromiso.SegActividad, Texto: rebelde, En: "2023-11-01T10:00:00.123456Z"}}
	f.Evidencias = []compromiso.EvidenciaInforme{{Clase: compromiso.EvOficio, Titulo: rebelde, Oficio: `\N`, En: "2023-11-01T10:00:00Z"}}
	f.Prorrogas = []compromiso.ProrrogaInforme{{
		Anterior: fecha(t, "2024-04-01"), Nueva: fecha(t, "2024-05-10"), Motivo: rebelde, Estado: "concedida", En: "2023-11-01T10:00:00Z",
	}}
	comparar := func(f compromiso.FilaInforme) {
		t.Helper()
		f.Tipo = compromiso.TipoCompromiso
		if diff := cmp.Diff([]compromiso.FilaInforme{f}, exportarTodo(t, s).Compromisos, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	}
	importar(t, s, "2024-02-01 12:00", informeDe(t, "01SE-CVMRE", "2023-11-17", f))
	comparar(f)
	f.Texto, f.Atencion, f.AreasPropuestas = "otra vez: "+rebelde, "ya: "+rebelde, []string{`e\`, "NULL"}
	f.Estatus, f.FechaCumplimiento, f.Permanente = compromiso.Cumplido, fecha(t, "2024-02-03"), true
	f.Incisos = append(f.Incisos, compromiso.IncisoInforme{Letra: "b", Texto: rebelde, Estatus: compromiso.Cumplido})
	if r := importar(t, s, "2024-02-20 12:00", informeDe(t, "02SE-CVMRE", "2024-02-15", f)); r.Cambiados != 1 || len(r.Choques) > 0 {
		t.Fatalf("got %+v", r)
	}
	comparar(f)
	if n := contar(t, s, `SELECT count(*) FROM vocabulario WHERE palabra = ANY('{tabulacion,simples,otra}')`); n != 3 {
		t.Errorf("%d of three words are in the vocabulary", n)
	}
	verificada(t, s)
}

// More rows than one lot holds are one import: all of them or none, and no row twice.
func TestImportarVariosLotes(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	var filas []compromiso.FilaInforme
	for k := range tamanoLote + 3 {
		f := fila(t, fmt.Sprintf("%d/2023", k+1), compromiso.EnProceso, "Pedir.", "")
		f.Areas, f.FechaLimite = []string{"DERFE"}, fecha(t, "2024-06-03")
		filas = append(filas, f)
	}
	inf := informeDe(t, "01SE-CVMRE", "2023-11-17", filas...)
	inf.Compromisos[tamanoLote+2].Incisos = []compromiso.IncisoInforme{{Letra: "a", Texto: "x", Estatus: "nada"}}
	vacia := todo(t, s)
	_, err := s.Importar(t.Context(), sol(t, "importar", "2024-02-01 12:00"), inf, false)
	rechazado(t, err, compromiso.Invalido)
	if diff := cmp.Diff(vacia, todo(t, s)); diff != "" {
		t.Fatalf("a refused file left something: %s", diff)
	}
	inf.Compromisos[tamanoLote+2].Incisos = nil
	if r := importar(t, s, "2024-02-01 12:00", inf); r.Nuevos != len(filas) {
		t.Fatalf("got %d", r.Nuevos)
	}
	if n := verificada(t, s); n != int64(len(filas)+2) { // the configuration, each row, the import
		t.Fatalf("%d entries", n)
	}
	antes := todo(t, s)
	if r := importar(t, s, "2024-02-02 12:00", inf); r.Iguales != len(filas) {
		t.Fatalf("got %d", r.Iguales)
	}
	if diff := cmp.Diff(antes, todo(t, s)); diff != "" {
		t.Fatalf("the same file changed: %s", diff)
	}
	inf = informeDe(t, "02SE-CVMRE", "2024-02-15", filas...)
	for k := range inf.Compromisos {
		inf.Compromisos[k].Estatus = compromiso.SinEfecto
	}
	if r := importar(t, s, "2024-02-20 12:00", inf); r.Cambiados != len(filas) {
		t.Fatalf("got %d", r.Cambiados)
	}
	if n := contar(t, s, `SELECT count(*) FROM compromisos WHERE NOT abierto AND importado = '2024-02-15'`); n != len(filas) {
		t.Fatalf("%d are closed", n)
	}
	if n := contar(t, s, `SELECT count(*) FROM escalones`); n != 0 {
		t.Fatalf("%d rungs of what is closed", n)
	}
	verificada(t, s)
}

// While an import is on its way, what has nothing to do with it goes on: registrations of
// another year, changes to what it does not bring, groups.
func TestImportarNoEstorba(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Que la DERFE explique."})
	ctx, cancelar := context.WithTimeout(t.Context(), time.Minute)
	defer cancelar()
	veces := 0
	paso := func(int, int) {
		if veces++; veces > 1 {
			return
		}
		if n, _, err := s.Registrar(ctx, sol(t, "U0ST", "2024-02-06 12:00"), compromiso.Alta{Comision: "CVMRE", Texto: "Otro.", Areas: []string{"UTSI"}}); err != nil || n.Numero.String() != "02/2024" {
			t.Errorf("registering meanwhile: %v (%v)", n, err)
		}
		so := sol(t, "U0ST", "2024-02-06 12:01")
		if _, _, err := s.Cambiar(ctx, so, ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
			return n.Cancelar(so.Acto, "", "ya no hace falta")
		}); err != nil {
			t.Errorf("changing meanwhile: %v", err)
		}
		if err := s.GuardarGrupo(ctx, "S0UTSI", []string{"U0UTSI"}); err != nil {
			t.Errorf("a group meanwhile: %v", err)
		}
		if _, err := s.PlanearRecordatorios(ctx, en(t, "2024-02-06 12:02")); err != nil {
			t.Errorf("sweeping meanwhile: %v", err)
		}
	}
	inf := informeDe(t, "01SE-CVMRE", "2023-11-17", fila(t, "03/2023", compromiso.EnProceso, "Pedir.", ""), fila(t, "04/2023", compromiso.EnProceso, "Pedir.", ""))
	rs, err := s.ImportarTodos(ctx, sol(t, "importar", "2024-02-06 12:00"), []compromiso.Informe{inf}, false, paso)
	if err != nil || rs[0].Nuevos != 2 || veces != 2 {
		t.Fatalf("got %+v (%v)", rs, err)
	}
	verificada(t, s)
}

// Whoever registers in a year that an import brings waits for it: there is no gap and no
// double, whichever comes first, and whether the import stands or not.
func TestImportarDaElNumeroDespues(t *testing.T) {
	t.Parallel()
	for nombre, simular := range map[string]bool{"07/2024": false, "01/2024": true} {
		s, _ := casa(t)
		dado := make(chan string, 1)
		paso := func(n, _ int) {
			if n > 1 {
				return
			}
			go func() {
				n, _, err := s.Registrar(t.Context(), sol(t, "U0ST", "2024-02-06 12:00"), compromiso.Alta{Comision: "CVMRE", Texto: "Otro.", Areas: []string{"UTSI"}})
				if err != nil {
					dado <- err.Error()
					return
				}
				dado <- n.Numero.String()
			}()
			esperar(t, s, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
		}
		inf := informeDe(t, "01SE-CVMRE", "2023-11-17", fila(t, "05/2024", compromiso.EnProceso, "Pedir.", ""), fila(t, "06/2024", compromiso.EnProceso, "Pedir.", ""))
		if _, err := s.ImportarTodos(t.Context(), sol(t, "importar", "2024-02-06 12:00"), []compromiso.Informe{inf}, simular, paso); err != nil {
			t.Fatal(err)
		}
		if n := <-dado; n != nombre {
			t.Fatalf("got %s, want %s", n, nombre)
		}
		verificada(t, s)
	}
}

// esperar waits until something is so.
func esperar(t testing.TB, s *Store, consulta string) {
	t.Helper()
	for limite := time.Now().Add(30 * time.Second); contar(t, s, consulta) == 0; {
		if time.Now().After(limite) {
			t.Fatalf("never so: %s", consulta)
		}
	}
}

// A session that is still to come owes a rung to what is open: what is registered
// meanwhile waits, and gets it.
func TestImportarSesionPorVenir(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	configurar(t, s, "2024-01-03 08:00", func(d *compromiso.Directorio) { d.Comisiones[0].Resumen.AntesDeSesion = []int{1} })
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Que la DERFE explique.", FechaLimite: fecha(t, "2024-08-01")})
	inf := informeDe(t, "09SE-CVMRE", "2024-03-15", fila(t, "03/2023", compromiso.EnProceso, "Pedir.", ""))
	veces := 0
	if _, err := s.ImportarTodos(t.Context(), sol(t, "importar", "2024-02-06 12:00"), []compromiso.Informe{inf}, false, func(int, int) {
		veces += contar(t, s, `SELECT CASE WHEN pg_try_advisory_lock_shared($1, $2) THEN 0 ELSE 1 END`, cerrojos, cerrojoConf)
	}); err != nil || veces != 1 {
		t.Fatalf("nobody waits for a session that is to come (%v)", err)
	}
	if m := contar(t, s, `SELECT count(*) FROM escalones WHERE momento = $1`, en(t, "2024-03-14 09:00")); m != 1 {
		var hay []string
		if err := s.db.SelectContext(t.Context(), &hay, `SELECT e::text FROM escalones e`); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("no rung before the new session: %v", hay)
	}
}
