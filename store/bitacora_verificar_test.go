package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// columnasBitacora are what is changed in the test below, and how.
var columnasBitacora = map[string]string{
	"seq": "seq + 1000", "en": "en + interval '1 microsecond'", "actor": "actor || ' '", "accion": "'x' || accion",
	"comision": "comision || 'X'", "numero": "numero || '0'", "inciso": "'a'", "motivo": "motivo || '.'",
	"antes": `(antes::jsonb || '{"x": 1}')::text`, "despues": `(despues::jsonb || '{"x": 1}')::text`,
	"previo": "reverse(previo) || '0'", "hash": "reverse(hash)",
}

// dano is one way to tamper with the bitácora, and the entry at which it must show; 0 for
// what no chain can tell from inside.
type dano struct {
	que  string
	hace []string
	en   int64
}

// danos are every single change, removal, addition and swap in a chain of n.
func danos(n int64, fila map[int64]filaAsiento) []dano {
	mover := func(desde, cuanto int64) []string { // in two steps: the key is unique at each one
		return []string{
			fmt.Sprintf(`UPDATE bitacora SET seq = -(seq + %d) WHERE seq >= %d`, cuanto, desde), `UPDATE bitacora SET seq = -seq WHERE seq < 0`,
		}
	}
	var out []dano
	for k := int64(1); k <= n; k++ {
		for columna, valor := range columnasBitacora {
			out = append(out, dano{"change " + columna, []string{fmt.Sprintf(`UPDATE bitacora SET %s = %s WHERE seq = %d`, columna, valor, k)}, k})
		}
		otro, sellado := min(k+1, n), fila[k]
		sellado.Motivo = "otro"
		sello, _ := sellado.sello()
		mal := dano{"change and seal", []string{fmt.Sprintf(`UPDATE bitacora SET motivo = 'otro', hash = '%s' WHERE seq = %d`, sello, k)}, otro}
		if k == n { // the head still names the old hash
			mal.en = n + 1
		}
		out = append(
			out, mal,
			dano{"no moment", []string{fmt.Sprintf(`UPDATE bitacora SET en = 'infinity' WHERE seq = %d`, k)}, k},
			dano{"not to be read", []string{
				`ALTER TABLE bitacora DROP CONSTRAINT bitacora_antes_es_objeto`, fmt.Sprintf(`UPDATE bitacora SET antes = '{' WHERE seq = %d`, k),
			}, k},
			dano{"delete", []string{fmt.Sprintf(`DELETE FROM bitacora WHERE seq = %d`, k)}, k},
			dano{"delete and close up", append([]string{fmt.Sprintf(`DELETE FROM bitacora WHERE seq = %d`, k)}, mover(k+1, -1)...), k},
			dano{"cut off", []string{fmt.Sprintf(`DELETE FROM bitacora WHERE seq >= %d`, k)}, k},
		)
		for j := k + 1; j <= n; j++ {
			out = append(out, dano{fmt.Sprint("swap with ", j), []string{
				fmt.Sprintf(`UPDATE bitacora SET seq = -seq WHERE seq IN (%d, %d)`, k, j),
				fmt.Sprintf(`UPDATE bitacora SET seq = %d + seq WHERE seq < 0`, k+j),
			}, k})
		}
	}
	for k := int64(1); k <= n+1; k++ { // one more before entry k, rightly chained to the one before
		f := fila[min(k, n)]
		f.Seq, f.Previo, f.Motivo = k, fila[k-1].Hash, "de más"
		f.Hash, _ = f.sello()
		en := k + 1 // its own seal is right; who follows does not know it
		out = append(out, dano{"insert", append(mover(k, 1), insertarUno(f)), en})
	}
	for _, seq := range []int64{0, -7} {
		f := fila[1]
		f.Seq = seq
		f.Hash, _ = f.sello()
		out = append(out, dano{fmt.Sprint("insert as ", seq), []string{insertarUno(f)}, seq})
	}
	return append(
		out,
		dano{"no head", []string{`DELETE FROM bitacora_cabeza`}, n + 1},
		dano{"head moved", []string{`UPDATE bitacora_cabeza SET seq = seq + 1`}, n + 1},
		dano{"head changed", []string{`UPDATE bitacora_cabeza SET hash = reverse(hash)`}, n + 1},
		dano{"emptied", []string{`DELETE FROM bitacora`}, 1},
	)
}

func insertarUno(f filaAsiento) string {
	return fmt.Sprintf(`INSERT INTO bitacora (seq, en, actor, accion, comision, numero, inciso, motivo, antes, despues, previo, hash)
		VALUES (%d, '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s')`,
		f.Seq, f.En.hora().Format("2006-01-02T15:04:05.999999Z07:00"), f.Actor, f.Accion, f.Comision, f.Numero, f.Inciso, f.Motivo,
		strings.ReplaceAll(f.Antes, "'", "''"), strings.ReplaceAll(f.Despues, "'", "''"), f.Previo, f.Hash)
}

// cadena is a store with a bitácora of a few entries, and what they are.
func cadena(t testing.TB, mas int) (*Store, map[int64]filaAsiento) {
	t.Helper()
	s, _ := casa(t)
	for range mas {
		registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "ñandú «á» <b>&</b> \u2028 \\ \"x\" 1e3", Enlace: "https://x"})
	}
	var filas []filaAsiento
	if err := s.db.SelectContext(t.Context(), &filas, `
		SELECT seq, en, actor, accion, comision, numero, inciso, motivo, antes, despues, previo, hash FROM bitacora ORDER BY seq`); err != nil {
		t.Fatal(err)
	}
	fila := map[int64]filaAsiento{}
	for _, f := range filas {
		fila[f.Seq] = f
	}
	return s, fila
}

// alterar runs the statements, past the trigger, as only the highest rights can.
func alterar(t testing.TB, tx *sqlx.Tx, consultas ...string) {
	t.Helper()
	for _, c := range consultas {
		if _, err := tx.ExecContext(t.Context(), c); err != nil {
			t.Fatalf("%s: %v", c, err)
		}
	}
}

// Every single change, removal, addition and swap is found, at its place.
func TestVerificarEncuentra(t *testing.T) {
	t.Parallel()
	s, fila := cadena(t, 4)
	n := int64(len(fila))
	if k := verificada(t, s); k != n || n != 5 {
		t.Fatalf("%d of %d entries hold", k, n)
	}
	tx := enTx(t, s)
	defer tx.Rollback() //nolint:errcheck // nothing of it is to stay
	alterar(t, tx, `ALTER TABLE bitacora DISABLE TRIGGER bitacora_intocable`)
	for _, d := range danos(n, fila) {
		alterar(t, tx, `SAVEPOINT antes`)
		alterar(t, tx, d.hace...)
		for _, pagina := range []int{2, 100} {
			k, rota, err := verificar(t.Context(), tx, pagina)
			if err != nil || rota == nil || rota.Seq != d.en {
				t.Errorf("%s, pages of %d: %d hold, broken at %+v (%v), want %d", d.que, pagina, k, rota, err, d.en)
			}
			if rota != nil && k != max(rota.Seq-1, 0) {
				t.Errorf("%s: %d hold, and it breaks at %d", d.que, k, rota.Seq)
			}
		}
		alterar(t, tx, `ROLLBACK TO SAVEPOINT antes`)
	}
}

// What is wrong in itself from some entry on holds from inside: a tail cut off, or
// written anew, with the head row to match. A head that was kept elsewhere tells.
func TestCabezasFalsas(t *testing.T) {
	t.Parallel()
	s, fila := cadena(t, 4)
	n := int64(len(fila))
	var todas []compromiso.CabezaBitacora
	for k := n; k > 0; k-- {
		todas = append(todas, compromiso.CabezaBitacora{Seq: k, Hash: fila[k].Hash}, compromiso.CabezaBitacora{Seq: k, Hash: fila[k].Hash}.Corta())
	}
	if f, err := s.CabezasFalsas(t.Context(), todas); err != nil || len(f) != 0 {
		t.Fatalf("on a chain that holds: %v, %v", f, err)
	}
	tx := enTx(t, s)
	defer tx.Rollback() //nolint:errcheck // nothing of it is to stay
	alterar(t, tx, `ALTER TABLE bitacora DISABLE TRIGGER bitacora_intocable`)
	for k := int64(1); k <= n; k++ {
		for que, consultas := range map[string][]string{"cut off": cortar(k, fila), "written anew": reescribir(k, n, fila)} {
			alterar(t, tx, `SAVEPOINT antes`)
			alterar(t, tx, consultas...)
			if h, rota, err := verificar(t.Context(), tx, 100); err != nil || rota != nil {
				t.Errorf("%s from %d: %d hold, broken at %+v (%v): the test does not do what it says", que, k, h, rota, err)
			}
			falsas, err := cabezasFalsas(t.Context(), tx, todas)
			if err != nil || len(falsas) != int(2*(n-k+1)) || slices.ContainsFunc(falsas, func(c compromiso.CabezaBitacora) bool { return c.Seq < k }) {
				t.Errorf("%s from %d: %v, %v", que, k, falsas, err)
			}
			alterar(t, tx, `ROLLBACK TO SAVEPOINT antes`)
		}
	}
}

func cortar(k int64, fila map[int64]filaAsiento) []string {
	return []string{
		fmt.Sprintf(`DELETE FROM bitacora WHERE seq >= %d`, k),
		fmt.Sprintf(`UPDATE bitacora_cabeza SET seq = %d, hash = '%s'`, k-1, fila[k-1].Hash),
	}
}

// reescribir says something else in entry k and seals it and all that follow.
func reescribir(k, n int64, fila map[int64]filaAsiento) []string {
	out, previo := []string{}, fila[k-1].Hash
	for j := k; j <= n; j++ {
		f := fila[j]
		f.Previo = previo
		if j == k {
			f.Motivo = "otro"
		}
		f.Hash, _ = f.sello()
		previo = f.Hash
		out = append(out, fmt.Sprintf(`UPDATE bitacora SET motivo = '%s', previo = '%s', hash = '%s' WHERE seq = %d`, f.Motivo, f.Previo, f.Hash, j))
	}
	return append(out, fmt.Sprintf(`UPDATE bitacora_cabeza SET hash = '%s'`, previo))
}

// llenarBitacora has so many entries, sealed as asentar does it, in the shape of those of
// a registration.
func llenarBitacora(b testing.TB, s *Store, n int) {
	b.Helper()
	const lote = 2000
	for k := 0; k < n; k += lote {
		fs := make([]filaAsiento, min(lote, n-k))
		for j := range fs {
			fs[j] = filaAsiento{
				En: instante(en(b, "2024-02-05 12:00")), Actor: "U0ST", Accion: "registrar", Comision: "CVMRE", Numero: fmt.Sprintf("%02d/2024", k+j+1),
				Antes: "{}", Despues: `{"areas":["DERFE"],"estatus":"pendiente","fecha_limite":"2024-03-11","sesion":"01SO-CVMRE","texto":"` +
					strings.Repeat("Presentar el informe de avances. ", 8) + `"}`,
			}
		}
		if err := s.tx(b.Context(), func(tx *sqlx.Tx) error { return asentar(b.Context(), tx, fs) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerificar goes along a chain of 100,000 entries; a longer one takes as long
// by entry, and no more memory.
func BenchmarkVerificar(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, _ := casa(b)
			llenarBitacora(b, s, n)
			b.ReportAllocs()
			total := 0
			for b.Loop() {
				k, rota, err := s.Verificar(b.Context())
				if err != nil || rota != nil {
					b.Fatal(rota, err)
				}
				total += int(k)
			}
			b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}
