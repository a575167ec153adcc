package scheduler

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"time"

	"compromisos/compromiso"
)

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

// cadaBarrido is how often a process asks what should have been sent and was not.
const cadaBarrido = time.Minute

// limpiezaCada is every how many sweeps what is kept no longer is taken away.
const limpiezaCada = 10

// cadaMinuto sweeps at every minute of the clock, until the context ends. Each process
// does: which of them plans is settled by a lock, and the others find nothing to do.
func (s *Scheduler) cadaMinuto(ctx context.Context) {
	for n := 1; ; n++ {
		ahora := s.o.Maquina()
		// Never much longer than a minute, whatever the clock shows, and never in a hurry.
		espera := min(max(s.plan.Next(ahora).Sub(ahora), time.Second), cadaBarrido)
		if dormir(ctx, espera) != nil {
			return
		}
		s.sinCaer(ctx, s.barrerYa)
		if n%limpiezaCada == 0 {
			s.sinCaer(ctx, s.limpiarYa)
		}
	}
}

// sinCaer does what is done again within minutes: a fault in it ends neither the process
// nor what comes after.
func (s *Scheduler) sinCaer(ctx context.Context, fn func(context.Context)) {
	ctx, cancel := context.WithTimeout(ctx, cadaBarrido)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			s.o.Log.ErrorContext(ctx, "panic in the work of every minute; it is done again", "panic", r, "stack", string(debug.Stack()))
		}
	}()
	fn(ctx)
}

func (s *Scheduler) barrerYa(ctx context.Context) {
	if err := s.Sweep(ctx); err != nil && !errors.Is(err, context.Canceled) {
		s.o.Log.ErrorContext(ctx, "sweep failed; the next one is within a minute", "error", err)
	}
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
// returns at once: whoever calls it has an answer to give.
func (s *Scheduler) Nudge(ids ...int64) {
	s.o.Observar.Planeados(DeActo, len(ids))
	por := make([]compromiso.PorEntregar, len(ids))
	for k, id := range ids {
		por[k] = compromiso.PorEntregar{ID: id}
	}
	s.encargos.poner(por)
}
