package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// tamanoLote is how many rows are read, decided and written together: enough for the
// ways to the database not to count, few enough to be held at once.
const tamanoLote = 2000

// carga is what is written of one file, in all its informes, and what has to wait until
// the last row: what many wait for is locked as late as can be, and in one order.
type carga struct {
	tx       *sqlx.Tx
	acto     compromiso.Acto
	hechos   []hechoImportado
	momentos map[int64]time.Time             // the rungs of what was written; none: it is closed
	porVenir map[string]*compromiso.Comision // those that got a session that is still to come
	subir    bool                            // the configuration is another one
	palabras map[string]struct{}             // for the vocabulary
}

func nuevaCarga(tx *sqlx.Tx, acto compromiso.Acto) *carga {
	return &carga{tx: tx, acto: acto, momentos: map[int64]time.Time{}, porVenir: map[string]*compromiso.Comision{}, palabras: map[string]struct{}{}}
}

// hechoImportado is an entry of the bitácora to be. Of what is new it is the compromiso
// itself, that shares its texts with the informe: 100,000 entries written out would be
// as long as the file.
type hechoImportado struct {
	comision, motivo string
	n                *compromiso.Compromiso // nil: the import as a whole
	nuevo            bool
	fecha            compromiso.Fecha
	antes, despues   map[string]any
}

func (c *carga) asiento(h hechoImportado) (filaAsiento, error) {
	hecho := compromiso.Hecho{
		Accion: compromiso.Importar, Actor: c.acto.Actor, En: c.acto.En, Motivo: h.motivo, Antes: h.antes, Despues: h.despues,
	}
	if h.n == nil {
		return asientoDe(hecho, h.comision, compromiso.Numero{})
	}
	if h.nuevo {
		hecho.Antes, hecho.Despues = map[string]any{}, h.n.Foto()
	}
	// An imported state counts from the day of its informe, not from that of the import.
	hecho.Despues["fecha_informe"] = h.fecha.String()
	return asientoDe(hecho, h.comision, h.n.Numero)
}

// terminar writes what had to wait: the words and the rungs, each in the order in which all
// who lock them do; then the version; and the bitácora, whose head everybody wants, last
// of all. It gives the words that the vocabulary did not have.
func (c *carga) terminar(ctx context.Context, v *vocablos) ([]string, error) {
	palabras := v.desconocidos(slices.Collect(maps.Keys(c.palabras)))
	for ps := range slices.Chunk(palabras, 5*tamanoLote) {
		if err := guardarVocablos(ctx, c.tx, ps); err != nil {
			return nil, err
		}
	}
	return palabras, c.guardarResto(ctx)
}

func (c *carga) guardarResto(ctx context.Context) error {
	if err := c.guardarMomentos(ctx); err != nil {
		return err
	}
	for _, siglas := range slices.Sorted(maps.Keys(c.porVenir)) {
		if err := recalcular(ctx, c.tx, c.porVenir[siglas], c.acto.En); err != nil {
			return err
		}
	}
	if c.subir {
		if err := subirVersion(ctx, c.tx); err != nil {
			return err
		}
	}
	return c.asentarTodo(ctx)
}

// asentarTodo writes the entries, and makes some while those before are written: it is
// the time for which everybody waits.
func (c *carga) asentarTodo(ctx context.Context) error {
	type hechos struct {
		fs  []filaAsiento
		err error
	}
	ctx, parar := context.WithCancel(ctx)
	defer parar()
	listos := make(chan hechos, 1)
	go func() {
		defer close(listos)
		for hs := range slices.Chunk(c.hechos, tamanoLote) {
			x := hechos{fs: make([]filaAsiento, len(hs))}
			for k := 0; k < len(hs) && x.err == nil; k++ {
				x.fs[k], x.err = c.asiento(hs[k])
			}
			select {
			case listos <- x:
			case <-ctx.Done():
				return
			}
		}
	}()
	for x := range listos {
		if x.err != nil {
			return x.err
		}
		if err := asentar(ctx, c.tx, x.fs); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// guardarMomentos has the sweep look at what was written. What is closed and has a rung
// is written to as well, and loses it then: so all that is there is locked in order.
func (c *carga) guardarMomentos(ctx context.Context) error {
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(c.momentos)), 5*tamanoLote) {
		var cerrados []int64
		momentos := make([]instante, len(ids))
		for k, id := range ids {
			momentos[k] = instante(c.momentos[id])
			if c.momentos[id].IsZero() {
				cerrados = append(cerrados, id)
			}
		}
		if _, err := c.tx.ExecContext(ctx, `
			INSERT INTO escalones (compromiso_id, momento)
			SELECT n.id, coalesce(n.momento, e.momento)
			FROM unnest($1::bigint[], $2::timestamptz[]) AS n (id, momento) LEFT JOIN escalones e ON e.compromiso_id = n.id
			WHERE n.momento IS NOT NULL OR e.momento IS NOT NULL
			ORDER BY n.id
			ON CONFLICT (compromiso_id) DO UPDATE SET momento = least(escalones.momento, excluded.momento)`,
			pq.Array(ids), pq.Array(momentos)); err != nil {
			return envolver(err, "write rungs")
		}
		if _, err := c.tx.ExecContext(ctx, `DELETE FROM escalones WHERE compromiso_id = ANY($1)`, pq.Array(cerrados)); err != nil {
			return envolver(err, "remove rungs")
		}
	}
	return nil
}
