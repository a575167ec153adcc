package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"compromisos/compromiso"
)

const colaBarrido = "barrido"

// porBarrido is how many undelivered avisos one sweep nudges: more than the workspace's
// pace can send until the next one.
const porBarrido = 5000

// planificador is what the sweep asks of the store.
type planificador interface {
	Directorio(ctx context.Context) (*compromiso.Directorio, error)
	PlanearRecordatorios(ctx context.Context, ahora time.Time) ([]int64, error)
	PlanearAviso(ctx context.Context, a compromiso.Aviso) (int64, bool, error)
	AvisosPorEntregar(ctx context.Context, ahora, maquina time.Time, limite int) ([]compromiso.PorEntregar, error)
}

// argsBarrido asks for one sweep.
type argsBarrido struct{}

// Kind names the job.
func (argsBarrido) Kind() string { return "barrido" }

// InsertOpts keeps one sweep a minute, and never retries one: the next minute brings
// another, even where the process died that ran this one.
func (argsBarrido) InsertOpts() river.InsertOpts {
	return river.InsertOpts{
		Queue: colaBarrido, MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByPeriod: time.Minute, ByState: sinTerminar()},
	}
}

type barrido struct {
	river.WorkerDefaults[argsBarrido]
	s *Scheduler
}

// Work runs the sweep.
func (b *barrido) Work(ctx context.Context, _ *river.Job[argsBarrido]) error {
	if err := b.s.Sweep(ctx); err != nil {
		b.s.o.Log.ErrorContext(ctx, "sweep failed; the next one is within a minute", "error", err)
		return err
	}
	return nil
}

func (s *Scheduler) barrer(ctx context.Context) error {
	if err := s.latir(ctx); err != nil {
		return err
	}
	ahora := s.o.Ahora()
	if err := s.revisarZonas(ctx, ahora); err != nil {
		return err
	}
	ids, errRec := s.st.PlanearRecordatorios(ctx, ahora)
	s.o.Observar.Planeados(DeRecordatorio, len(ids))
	errRes := s.planearResumenes(ctx, ahora)
	por, err := s.st.AvisosPorEntregar(ctx, ahora, s.o.Maquina(), porBarrido)
	if err == nil {
		err = s.avisar(ctx, slices.DeleteFunc(por, s.enManos))
	}
	return errors.Join(errRec, errRes, err)
}

// zonas is where what was worked out by a zone's former rules is found.
type zonas interface {
	RevisarEscalones(ctx context.Context, ahora time.Time) (int, error)
}

// revisarZonas does so once in the life of a process: the rules come with the program.
func (s *Scheduler) revisarZonas(ctx context.Context, ahora time.Time) error {
	s.mu.Lock()
	ya := s.revisado
	s.mu.Unlock()
	if ya {
		return nil
	}
	n, err := s.st.RevisarEscalones(ctx, ahora)
	if err != nil {
		return err
	}
	if n > 0 {
		s.o.Log.WarnContext(ctx, "reminders waited for a moment that is no hour of reminders any more: a zone has new rules", "looked_at_again", n)
	}
	s.mu.Lock()
	s.revisado = true
	s.mu.Unlock()
	return nil
}

// enManos comes back to what somebody holds, or may have sent, when it has been so for as
// long as one may hold it; false where nobody does.
func (s *Scheduler) enManos(p compromiso.PorEntregar) bool {
	if p.EnMano {
		s.acaso(p, max(s.o.Arriendo, s.o.Incierto))
	}
	return p.EnMano
}

// Nudge has avisos that were just written delivered without waiting for the sweep. It
// may fail to: then the sweep does it.
func (s *Scheduler) Nudge(ctx context.Context, ids ...int64) {
	s.o.Observar.Planeados(DeActo, len(ids))
	por := make([]compromiso.PorEntregar, len(ids))
	for k, id := range ids {
		por[k] = compromiso.PorEntregar{ID: id}
	}
	if err := s.avisar(ctx, por); err != nil {
		s.o.Log.WarnContext(ctx, "nudge failed; the sweep will deliver", "avisos", len(ids), "error", err)
	}
}

// avisar inserts a job per aviso that has none. A job that is there already may have died
// with its process, or be one for a moment that the clock has been set back from: whoever
// asks delivers the aviso itself if nobody has taken it by the time it should have been.
func (s *Scheduler) avisar(ctx context.Context, por []compromiso.PorEntregar) error {
	for lote := range slices.Chunk(por, 500) {
		params := make([]river.InsertManyParams, len(lote))
		for k, p := range lote {
			params[k].Args = argsEntrega{Aviso: p.ID, Vuelta: p.Vuelta}
		}
		hechos, err := s.river.InsertMany(ctx, params)
		if err != nil {
			return fmt.Errorf("scheduler: insert jobs: %w", err)
		}
		for k, h := range hechos {
			if h.UniqueSkippedAsDuplicate && (h.Job.State == rivertype.JobStateRunning || h.Job.ScheduledAt.After(s.o.Maquina().Add(time.Minute))) {
				s.acaso(lote[k], s.o.Envio)
			}
		}
	}
	return nil
}

// sinTerminar are the states of a job that count for its uniqueness. River's default
// counts finished ones too, which would swallow the next nudge.
func sinTerminar() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
		rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}
}
