package store

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
)

// limpiarTodo cleans until nothing is left to be taken away, and tells how much was.
func limpiarTodo(t testing.TB, s *Store, cuando string) (total int) {
	t.Helper()
	m := en(t, cuando)
	for vacias := 0; vacias < 2; {
		n, err := s.Limpiar(t.Context(), m, m)
		if err != nil {
			t.Fatal(err)
		}
		if vacias++; n > 0 {
			vacias = 0
		}
		total += n
	}
	return total
}

// repartir delivers all that is due.
func repartir(t testing.TB, s *Store, cuando string) {
	t.Helper()
	planear1(t, s, cuando)
	por, err := s.AvisosPorEntregar(t.Context(), en(t, cuando), en(t, cuando), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range por {
		entregar(t, s, p.ID, cuando)
	}
}

func lineas(t testing.TB, s *Store, consulta string, args ...any) []string {
	t.Helper()
	var ls []string
	if err := s.db.SelectContext(t.Context(), &ls, consulta, args...); err != nil {
		t.Fatal(err)
	}
	return ls
}

// vida is a year and more of a commission: 01 stays open, 02 is closed in its first March,
// 03 lately, 04 is another area's and closed in its first March too.
func vida(t *testing.T) *Store {
	s, _ := casa(t)
	for k, areas := range [][]string{{"DERFE"}, {"DERFE"}, {"DERFE"}, {"DECEyEC"}} {
		registrar(t, s, "2024-03-01 12:0"+string(rune('0'+k)), compromiso.Alta{Texto: "Presentar el análisis.", Areas: areas, FechaLimite: fecha(t, "2024-03-15")})
	}
	cancelar := func(cuando, numero string) {
		cambiar(t, s, "U0ST", cuando, numero, func(n *compromiso.Compromiso, a compromiso.Acto) error { return n.Cancelar(a, "", "Ya no hace falta.") })
	}
	for _, semana := range []string{"2024-03-04", "2024-03-11"} {
		m := en(t, semana+" 09:00")
		if _, _, err := s.PlanearAviso(t.Context(), compromiso.Aviso{
			Clave: compromiso.ClaveResumen("CVMRE", fecha(t, semana)), Clase: compromiso.AvisoResumen, Comision: "CVMRE", Destino: "C0CVMRE",
			Dia: fecha(t, semana), Creado: m, NoAntes: m,
		}); err != nil {
			t.Fatal(err)
		}
		repartir(t, s, semana+" 09:00")
	}
	repartir(t, s, "2024-03-12 09:00")
	cancelar("2024-03-13 10:00", "02/2024")
	cancelar("2024-03-13 10:01", "04/2024") // told to its area, and never sent
	repartir(t, s, "2024-03-14 09:00")
	cancelar("2025-05-30 10:00", "03/2024")
	return s
}

// What is left after a year and more: all that the open and the lately closed are reckoned
// from, what was not delivered, and the last digest. The rules decide the same with it.
func TestLimpiar(t *testing.T) {
	t.Parallel()
	const hoy, avisosDe = "2025-06-02 08:00", `SELECT clave FROM avisos ORDER BY id`
	con, sin := vida(t), vida(t)
	antes := lineas(t, con, avisosDe)
	if n := limpiarTodo(t, con, "2025-03-01 08:00"); n != 0 || len(lineas(t, con, avisosDe)) != len(antes) {
		t.Fatalf("%d rows gone within the year", n)
	}
	limpiarTodo(t, con, hoy)
	var quedan []string
	for _, q := range lineas(t, con, `SELECT concat_ws(' ', clase, numero, destino, dia) FROM avisos WHERE creado < '2025-01-01' ORDER BY id`) {
		quedan = append(quedan, strings.TrimSpace(q))
	}
	want := []string{
		"registro 01/2024 C0CVMRE 2024-03-01", "asignacion 01/2024 U0DERFE 2024-03-01",
		"registro 03/2024 C0CVMRE 2024-03-01", "asignacion 03/2024 U0DERFE 2024-03-01",
		"resumen  C0CVMRE 2024-03-11", "recordatorio  U0DERFE 2024-03-11", "recordatorio  U0DERFE 2024-03-12",
		"recordatorio  U0DERFE 2024-03-14",
	}
	if !slices.Equal(quedan, want) {
		t.Errorf("left\n%s\nwant\n%s\nof\n%s", strings.Join(quedan, "\n"), strings.Join(want, "\n"), strings.Join(antes, "\n"))
	}
	if n := contar(t, con, `SELECT count(*) FROM aviso_asuntos WHERE aviso_id NOT IN (SELECT id FROM avisos)`); n != 0 {
		t.Errorf("%d asuntos of nothing", n)
	}
	if c, s := planDespues(t, con), planDespues(t, sin); !slices.Equal(c, s) || len(c) == 0 {
		t.Errorf("with cleaning\n%s\nwithout\n%s", strings.Join(c, "\n"), strings.Join(s, "\n"))
	}
}

// planDespues is what the rules decide from then on, what is reopened included.
func planDespues(t *testing.T, s *Store) []string {
	cambiar(t, s, "U0ST", "2025-06-02 09:00", "04/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error { return n.Reabrir(a, "Faltó.") })
	d, err := s.UltimoResumen(t.Context(), "CVMRE", en(t, "2025-06-02 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	for _, cuando := range []string{"2025-06-02 09:01", "2025-06-03 09:00", "2025-06-04 09:00", "2025-06-05 09:00", "2025-06-06 09:00"} {
		repartir(t, s, cuando)
	}
	return append(lineas(t, s, `
		SELECT concat_ws(' ', a.clave, a.estado, a.motivo, c.cons, s.inciso, s.persona, s.papel, s.regla, s.dias, s.momento, s.suprimido)
		FROM avisos a LEFT JOIN aviso_asuntos s ON s.aviso_id = a.id LEFT JOIN compromisos c ON c.id = s.compromiso_id
		WHERE a.creado > '2025-05-31' ORDER BY 1`), d.String())
}

// The round goes through all that is old, a page at a time, past what must stay, and
// begins again; who holds a row holds nobody up.
func TestLimpiarPorPaginas(t *testing.T) {
	t.Parallel()
	s, url := vacio(t)
	llenar := func(n int, estado string) {
		if _, err := s.db.ExecContext(t.Context(), `
			INSERT INTO avisos (clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo)
			SELECT $2 || k || random(), 'registro', 'CVMRE', 'C0', '2024-01-02', '2024-01-02', '2024-01-02', '', '', '', '{}', $2, ''
			FROM generate_series(1, $1) AS k`, n, estado); err != nil {
			t.Fatal(err)
		}
	}
	llenar(porLimpiar, "pendiente")
	llenar(2*porLimpiar+5, "enviado")
	ocupada := enTx(t, open(t, url))
	defer ocupada.Rollback() //nolint:errcheck // it only looked
	var id int64
	if err := ocupada.GetContext(t.Context(), &id, `SELECT id FROM avisos WHERE estado = 'enviado' ORDER BY id LIMIT 1 FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	var borrados []int
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for range 6 {
		n, err := s.Limpiar(ctx, en(t, "2026-01-02 08:00"), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		borrados = append(borrados, n)
	}
	if want := []int{0, porLimpiar - 1, porLimpiar, 5, 0, 0}; !slices.Equal(borrados, want) {
		t.Errorf("gone by page: %v, want %v", borrados, want)
	}
	if err := ocupada.Rollback(); err != nil {
		t.Fatal(err)
	}
	if n := limpiarTodo(t, s, "2026-01-02 08:00"); n != 1 || contar(t, s, `SELECT count(*) FROM avisos`) != porLimpiar {
		t.Errorf("%d gone in the second round, %d left", n, contar(t, s, `SELECT count(*) FROM avisos`))
	}
}

// The small things go too: requests after a week, turns that passed, people not seen.
func TestLimpiarLoPequeno(t *testing.T) {
	t.Parallel()
	s, _ := vacio(t)
	for _, consulta := range []string{
		`INSERT INTO solicitudes VALUES ('vieja', '', '', '2025-05-25 12:00Z'), ('nueva', '', '', '2025-05-28 12:00Z')`,
		`INSERT INTO turnos VALUES ('c:U0VIEJA', '2025-05-30 12:00Z'), ('c:U0NUEVA', '2025-06-02 12:00Z'), ('', '2025-01-02 12:00Z'), ('!', '2025-01-02 12:00Z')`,
		`INSERT INTO personas SELECT id, id, '', false, false, false, visto FROM (VALUES ('U0VIEJA', '2024-04-20 12:00Z'::timestamptz), ('U0NUEVA', '2024-05-20 12:00Z')) AS v (id, visto)`,
	} {
		if _, err := s.db.ExecContext(t.Context(), consulta); err != nil {
			t.Fatal(err)
		}
	}
	if n := limpiarTodo(t, s, "2025-06-02 08:00"); n != 3 {
		t.Errorf("%d rows gone, want 3", n)
	}
	quedan := lineas(t, s, `SELECT clave FROM solicitudes UNION ALL SELECT clave FROM turnos UNION ALL SELECT id FROM personas`)
	slices.Sort(quedan)
	if want := []string{"", "!", "U0NUEVA", "c:U0NUEVA", "nueva"}; !slices.Equal(quedan, want) {
		t.Errorf("left %q, want %q", quedan, want)
	}
}
