package store

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lib/pq"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

var actualizarPlanes = flag.Bool("update", false, "rewrite the goldens in testdata")

// delPlan finds how a plan gets at its rows.
var delPlan = regexp.MustCompile(`((?:Index Only Scan|Index Scan)(?: Backward)? using \S+|Bitmap Index Scan on \S+|Seq Scan on \S+)`)

// accesos are the scans of a plan, in its order.
func accesos(t *testing.T, s *Store, consulta string, args ...any) []string {
	t.Helper()
	var lineas []string
	if err := s.db.SelectContext(t.Context(), &lineas, "EXPLAIN (COSTS OFF) "+consulta, args...); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range lineas {
		if m := delPlan.FindString(l); m != "" {
			out = append(out, m)
		}
	}
	return out
}

// TestPlanes keeps how each query that people wait for gets at its rows, with 20,000
// compromisos of which one in twenty is open: a lost index, or a condition that no index
// serves any more, fails here. (go test ./store -run Planes -update rewrites the golden.)
func TestPlanes(t *testing.T) {
	t.Parallel()
	s, _ := casaCVD(t)
	if _, err := s.Importar(t.Context(), sol(t, "importar", "2026-11-02 12:00"), muestra.Grande(20_000), false); err != nil {
		t.Fatal(err)
	}
	for _, relleno := range []string{
		`INSERT INTO incisos SELECT id, 'a', 0, 'x', '{}', 'pendiente', NULL, NULL, NULL FROM compromisos WHERE id % 4 = 0`,
		`INSERT INTO seguimientos (compromiso_id, inciso, area, persona, clase, texto, en) SELECT id, '', '', 'U0', 'actividad', 'x', now() FROM compromisos`,
		`INSERT INTO evidencias (compromiso_id, clase, titulo, liga, oficio, persona, en) SELECT id, 'oficio', '', '', 'x', 'U0', now() FROM compromisos`,
		`INSERT INTO prorrogas (compromiso_id, inciso, motivo, estado, persona, respuesta, en) SELECT id, '', 'x', 'negada', 'U0', '', now() FROM compromisos`,
		`UPDATE escalones SET momento = timestamptz '2026-11-25' + compromiso_id * interval '1 minute'`,
		`INSERT INTO avisos (clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo)
			SELECT k::text, 'asignacion', 'CVD', 'U0', '2026-11-01', now(), now(), '', '', '', '{}', 'enviado', '' FROM generate_series(1, 20000) k`,
		`INSERT INTO informes (comision, sesion_id, numero, corte, por, en, asiento, huella, datos)
			SELECT 'CVD', 1, k, '2026-11-01', 'U0', now(), k, '', '{}' FROM generate_series(1, 2000) k`,
		`INSERT INTO informe_cerrados SELECT c.comision, c.anio, c.cons, i.id FROM compromisos c, informes i WHERE NOT c.abierto AND i.id <= 3`,
		`VACUUM ANALYZE`,
	} {
		if _, err := s.db.ExecContext(t.Context(), relleno); err != nil {
			t.Fatal(err)
		}
	}
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	anotar := func(que string, plan []string) {
		fmt.Fprintf(&b, "%s\n", que)
		for _, l := range plan {
			if l == "Seq Scan on compromisos" || l == "Seq Scan on bitacora" {
				t.Errorf("%s reads a whole table: %s", que, l)
			}
			fmt.Fprintf(&b, "    %s\n", l)
		}
	}
	hoy, ahora := fecha(t, "2026-11-23"), en(t, "2026-11-23 09:00")
	despues := compromiso.Cursor{FechaLimite: fecha(t, "2026-12-05"), Numero: compromiso.Numero{Cons: 21, Anio: 2026}}
	for _, c := range []struct {
		que string
		f   compromiso.Filtro
	}{
		{"lista", compromiso.Filtro{}},
		{"lista, next page", compromiso.Filtro{Despues: despues}},
		{"lista vencidos", compromiso.Filtro{Estado: compromiso.FiltroVencidos}},
		{"lista cumplidos", compromiso.Filtro{Estado: compromiso.FiltroCumplidos}},
		{"lista todos", compromiso.Filtro{Estado: compromiso.FiltroTodos}},
		{"lista míos", compromiso.Filtro{Estado: compromiso.FiltroMios, Persona: "U0UTSI"}},
		{"lista área:UTSI", compromiso.Filtro{Areas: []string{"UTSI"}}},
		{"lista sesión:01SO", compromiso.Filtro{Sesion: &d.Comisiones[0].Sesiones[0]}},
		{"lista todos año:2026", compromiso.Filtro{Estado: compromiso.FiltroTodos, Anio: 2026}},
		{"lista todos solicita:NADIE", compromiso.Filtro{Estado: compromiso.FiltroTodos, Solicitante: "NADIE"}},
		{"lista todos eje:…", compromiso.Filtro{Estado: compromiso.FiltroTodos, Eje: "Eje que nadie usa"}},
	} {
		c.f.Comision, c.f.Hoy, c.f.Limite = "CVD", hoy, 10
		donde, err := filtrar(c.f, d)
		if err != nil {
			t.Fatal(err)
		}
		consulta := consultaLista(donde, c.f)
		anotar(c.que, accesos(t, s, consulta, donde.args...))
	}
	anotar("ver", accesos(t, s, consultaFicha, "CVD", 2026, 3, "03/2026", historiaMaxima))
	for _, palabras := range []string{"INE/DERFE/0123/2026", "informe"} {
		bq := busqueda{siglas: []string{"CVD"}}
		for _, p := range pregunta(palabras) {
			bq.pide = append(bq.pide, []string{p})
		}
		consulta, quien := consultaBusqueda(bq.siglas)
		anotar("buscar "+palabras, accesos(t, s, consulta, quien, bq.tsquery(), 0, 11))
	}
	inicio := en(t, "2027-01-01 00:00")
	anotar("informe: what is in it", accesos(t, s, consultaReporte, "CVD", 2027, 2027, pq.Array([]int64{1, 2, 3}), instante(inicio)))
	anotar("informe: what was later", accesos(t, s, consultaPosteriores, "CVD", pq.Array(numerosHasta(300)), instante(inicio), dia(hoy), "America/Mexico_City"))
	anotar("informe: an issued one", accesos(t, s, consultaEmitido+`i.sesion_id = $1 AND i.numero = $2`, 1, 1))
	anotar("informe: the last one issued", accesos(t, s, consultaEmitido+`i.comision = $1 ORDER BY i.id DESC LIMIT 1`, "CVD"))
	anotar("what resembles", accesos(t, s, consultaParecidos, pq.Array(compromiso.Huella("CVD", "Un texto nuevo")), "CVD"))
	anotar("the sweep: is there any rung", accesos(t, s, consultaHayEscalones, instante(ahora)))
	anotar("the sweep: what is to be delivered", accesos(t, s, consultaPorEntregar, instante(ahora), instante(ahora), instante(ahora), 100))
	var version int
	if err := s.db.GetContext(t.Context(), &version, `SELECT current_setting('server_version_num')::int / 10000`); err != nil {
		t.Fatal(err)
	}
	comparar(t, fmt.Sprintf("planes-%d", version), b.String())
}

// numerosHasta are the first n numbers of a year.
func numerosHasta(n int) []string {
	out := make([]string, n)
	for k := range out {
		out[k] = compromiso.Numero{Cons: k + 1, Anio: 2026}.String()
	}
	return out
}

// comparar holds a text against its golden.
func comparar(t *testing.T, nombre, texto string) {
	t.Helper()
	ruta := filepath.Join("testdata", nombre+".golden")
	if *actualizarPlanes {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(ruta, []byte(texto), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	quiero, err := os.ReadFile(ruta)
	if errors.Is(err, fs.ErrNotExist) { // every version of Postgres plans in its own way
		t.Skipf("there is no %s: only that no whole table is read was checked", ruta)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(quiero), texto); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkConsultas is what people ask for, with ten thousand compromisos and with a
// hundred times as many: it must cost the same. (The million takes some minutes to make,
// and is left out with -short.)
func BenchmarkConsultas(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, _ := casaCVD(b)
			if _, err := s.Importar(b.Context(), sol(b, "importar", "2026-11-02 12:00"), muestra.Grande(n), false); err != nil {
				b.Fatal(err)
			}
			if _, err := s.db.ExecContext(b.Context(), `VACUUM ANALYZE`); err != nil {
				b.Fatal(err)
			}
			consultas(b, s, n)
		})
	}
}

func consultas(b *testing.B, s *Store, n int) {
	d, err := s.Directorio(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	ctx, hoy, k := b.Context(), fecha(b, "2026-11-23"), 0
	for _, c := range []struct {
		que string
		haz func(context.Context) error
	}{
		{"lista", func(ctx context.Context) error {
			_, err := s.Lista(ctx, d, compromiso.Filtro{Comision: "CVD", Hoy: hoy})
			return err
		}},
		{"ver", func(ctx context.Context) error {
			k++
			_, err := s.Ficha(ctx, d, compromiso.Referencia{Comision: "CVD", Numero: compromiso.Numero{Cons: 1 + k*7919%10_000, Anio: 2026}})
			return err
		}},
		{"buscar-rara", func(ctx context.Context) error {
			k++
			_, err := s.Buscar(ctx, d, "CVD", fmt.Sprintf("%04d DERFE", k%10_000), 0, 11)
			return err
		}},
		{"buscar-comun", func(ctx context.Context) error {
			_, err := s.Buscar(ctx, d, "CVD", "informe", 0, 11)
			return err
		}},
		{"parecidos", func(ctx context.Context) error {
			_, err := s.Parecidos(ctx, d, "CVD", "Presentar un informe de los avances de la credencialización", 3)
			return err
		}},
		{"nuevo", func(ctx context.Context) error {
			k++
			_, _, err := s.Registrar(ctx, sol(b, "U0ST", "2026-11-23 10:00"), compromiso.Alta{
				Comision: "CVD", Texto: fmt.Sprintf("Presentar el informe %d de los avances de la credencialización", k), Areas: []string{"DERFE"},
			})
			return err
		}},
		{"barrido", func(ctx context.Context) error {
			_, err := s.PlanearRecordatorios(ctx, en(b, "2026-11-02 13:00"))
			return err
		}},
	} {
		b.Run(c.que, func(b *testing.B) {
			for b.Loop() {
				if err := c.haz(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
