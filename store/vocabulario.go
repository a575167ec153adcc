package store

import (
	"context"
	"slices"
	"sync"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// maxVocablos is how many words a process remembers to be in the vocabulary.
const maxVocablos = 100_000

// vocablos are the words that this process knows to be in the vocabulary, so that a text
// of common words writes none.
type vocablos struct {
	mu     sync.Mutex
	vistos map[string]struct{}
}

// desconocidos are those of the words that may be new, in order: as all who write them do.
func (v *vocablos) desconocidos(palabras []string) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []string
	for _, p := range palabras {
		if _, visto := v.vistos[p]; !visto {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// recordar is told what was written, once it stands.
func (v *vocablos) recordar(palabras []string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.vistos == nil || len(v.vistos) > maxVocablos {
		v.vistos = map[string]struct{}{}
	}
	for _, p := range palabras {
		v.vistos[p] = struct{}{}
	}
}

// guardarVocablos adds words to the vocabulary; it takes them in order.
func guardarVocablos(ctx context.Context, tx *sqlx.Tx, palabras []string) error {
	if len(palabras) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO vocabulario (palabra) SELECT * FROM unnest($1::text[]) ON CONFLICT DO NOTHING`, lista(palabras))
	return envolver(err, "add to the vocabulary")
}

// How many compromisos of a process of the version before a sweep makes up for, so many at
// a time.
const (
	sinDerivar    = 500
	vecesADerivar = 20
)

// completar works out what such a process did not write: what texts are found by.
func (s *Store) completar(ctx context.Context) error {
	for range vecesADerivar {
		n := 0
		err := s.tx(ctx, func(tx *sqlx.Tx) (err error) {
			n, err = completar(ctx, tx)
			return err
		})
		if err != nil || n < sinDerivar {
			return err
		}
	}
	return nil
}

func completar(ctx context.Context, tx *sqlx.Tx) (n int, err error) {
	var ids []int64
	if err := tx.SelectContext(ctx, &ids, `
		SELECT id FROM compromisos WHERE huella IS NULL ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`, sinDerivar); err != nil || len(ids) == 0 {
		return 0, envolver(err, "look for what is not derived")
	}
	ns, err := leer(ctx, tx, ids)
	if err != nil {
		return 0, err
	}
	var palabras []string
	for _, n := range ns {
		palabras = append(palabras, vocablosDe(n)...)
		if _, err := tx.ExecContext(ctx, `UPDATE compromisos SET huella = $2, partes = $3 WHERE id = $1`,
			n.ID, arreglo(compromiso.Huella(n.Comision, n.Texto)), len(n.Incisos)); err != nil {
			return 0, envolver(err, "write what is derived")
		}
	}
	slices.Sort(palabras)
	return len(ids), guardarVocablos(ctx, tx, slices.Compact(palabras))
}
