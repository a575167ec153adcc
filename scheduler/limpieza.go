package scheduler

import (
	"context"
	"errors"
	"time"
)

// How long River's jobs are kept. A job is a nudge: once it was worked it tells nothing
// that the record of the aviso does not, and one that nobody worked within a day was
// followed by others.
const (
	guardaHechos   = time.Hour
	guardaSueltos  = 24 * time.Hour
	guardaFallidos = 7 * 24 * time.Hour // with their errors, to be looked at
)

// The bounds of one cleaning: what is over waits for the next one.
const (
	loteLimpieza  = 1000
	lotesLimpieza = 10
)

// limpieza is what takes away of the store what is kept no longer.
type limpieza interface {
	// Limpiar takes away a part, and tells how much that was.
	Limpiar(ctx context.Context, ahora, maquina time.Time) (int, error)
}

func (s *Scheduler) limpiarYa(ctx context.Context) {
	if err := s.limpiar(ctx); err != nil && !errors.Is(err, context.Canceled) {
		s.o.Log.WarnContext(ctx, "cleaning failed; the next one is within minutes", "error", err)
	}
}

// limpiar takes away what is kept no longer: jobs of River's, and what the store has kept
// for long enough. Any number of processes may do it at once.
func (s *Scheduler) limpiar(ctx context.Context) error {
	trabajos, errT := s.limpiarTrabajos(ctx)
	filas, errF := s.st.Limpiar(ctx, s.o.Ahora(), s.o.Maquina())
	if trabajos+filas > 0 {
		s.o.Log.DebugContext(ctx, "cleaned", "jobs", trabajos, "rows", filas)
	}
	return errors.Join(errT, errF)
}

// limpiarTrabajos takes away River's old jobs. River's own cleaner belongs to a leader,
// and there is none.
func (s *Scheduler) limpiarTrabajos(ctx context.Context) (total int, err error) {
	ahora := s.o.Maquina()
	for range lotesLimpieza {
		r, err := s.pool.Exec(ctx, `
			DELETE FROM river_job WHERE id IN (
				SELECT id FROM river_job
				WHERE (state = 'completed' AND finalized_at < $1)
					OR (state IN ('cancelled', 'discarded') AND finalized_at < $2)
					OR (state IN ('available', 'pending', 'retryable', 'running', 'scheduled') AND created_at < $3)
				LIMIT $4 FOR UPDATE SKIP LOCKED)`,
			ahora.Add(-guardaHechos), ahora.Add(-guardaFallidos), ahora.Add(-guardaSueltos), loteLimpieza)
		if err != nil {
			return total, err
		}
		total += int(r.RowsAffected())
		if r.RowsAffected() < loteLimpieza {
			break
		}
	}
	return total, nil
}
