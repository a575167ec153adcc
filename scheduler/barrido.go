package scheduler

import (
	"context"
	"errors"
	"fmt"
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
	ids, errRec := s.st.PlanearRecordatorios(ctx, ahora)
	s.o.Observar.Planeados(DeRecordatorio, len(ids))
	errRes := s.planearResumenes(ctx, ahora)
	por, err := s.st.AvisosPorEntregar(ctx, ahora, s.o.Maquina(), porBarrido)
	if err == nil {
		err = s.avisar(ctx, por, time.Time{})
	}
	return errors.Join(errRec, errRes, err)
}

// Nudge has avisos that were just written delivered without waiting for the sweep. It
// may fail to: then the sweep does it.
func (s *Scheduler) Nudge(ctx context.Context, ids ...int64) {
	s.o.Observar.Planeados(DeActo, len(ids))
	por := make([]compromiso.PorEntregar, len(ids))
	for k, id := range ids {
		por[k] = compromiso.PorEntregar{ID: id}
	}
	if err := s.avisar(ctx, por, time.Time{}); err != nil {
		s.o.Log.WarnContext(ctx, "nudge failed; the sweep will deliver", "avisos", len(ids), "error", err)
	}
}

// avisar inserts a job per aviso, to run at the given moment (zero: now).
func (s *Scheduler) avisar(ctx context.Context, por []compromiso.PorEntregar, cuando time.Time) error {
	params := make([]river.InsertManyParams, len(por))
	for k, p := range por {
		params[k] = river.InsertManyParams{
			Args: argsEntrega{Aviso: p.ID, Vuelta: p.Vuelta}, InsertOpts: &river.InsertOpts{ScheduledAt: cuando},
		}
	}
	return s.insertar(ctx, params)
}

// insertar inserts the jobs that are not there yet. A job that a process was given long
// ago, of an aviso that nobody has taken, died with that process: another takes its place
// now, rather than when River notices.
func (s *Scheduler) insertar(ctx context.Context, params []river.InsertManyParams) error {
	const lote = 500
	for len(params) > 0 {
		n := min(lote, len(params))
		hechos, err := s.river.InsertMany(ctx, params[:n])
		if err != nil {
			return fmt.Errorf("scheduler: insert jobs: %w", err)
		}
		var otros []river.InsertManyParams
		for k, h := range hechos {
			if args, ok := params[k].Args.(argsEntrega); ok && s.muerto(h) {
				args.Tras = h.Job.ID
				otros = append(otros, river.InsertManyParams{Args: args, InsertOpts: params[k].InsertOpts})
			}
		}
		params = append(otros, params[n:]...)
	}
	return nil
}

// muerto tells whether the job that kept another one from being inserted has been with
// a process for longer than it takes to take an aviso.
func (s *Scheduler) muerto(h *rivertype.JobInsertResult) bool {
	return h.UniqueSkippedAsDuplicate && h.Job.State == rivertype.JobStateRunning && h.Job.AttemptedAt != nil &&
		s.o.Maquina().Sub(*h.Job.AttemptedAt) > s.o.Envio
}

// sinTerminar are the states of a job that count for its uniqueness. River's default
// counts finished ones too, which would swallow the next nudge.
func sinTerminar() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
		rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}
}
