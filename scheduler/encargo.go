package scheduler

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"compromisos/compromiso"
)

// pasoEncargos is the least time between two insertions of a process, and between two
// looks of River's at its queue: it tells nobody of a job that is inserted within that time
// of another one. What comes in between goes together, a moment later.
const pasoEncargos = 25 * time.Millisecond

// The pace of insertions: about what Slack lets leave, and a burst that a quiet workspace
// may have at once. What goes sooner would only wait, and ask for its turn again and again.
const (
	encargosPorSegundo = 60
	encargosDeGolpe    = 200
	encargosMaximos    = 10_000 // past them, the sweep
)

// plazoEncargos bounds one insertion.
const plazoEncargos = 10 * time.Second

// encargos are the avisos that somebody has just written and that are to have a job.
type encargos struct {
	mu    sync.Mutex
	cola  []compromiso.PorEntregar
	nuevo chan struct{} // there are some

	fichas float64   // how many may go now
	desde  time.Time // when that was reckoned

	turno  chan struct{} // held by who inserts
	ultimo time.Time     // when that was, the last time
}

func newEncargos() *encargos {
	return &encargos{nuevo: make(chan struct{}, 1), turno: make(chan struct{}, 1), fichas: encargosDeGolpe}
}

// poner takes note of some, and returns at once.
func (e *encargos) poner(por []compromiso.PorEntregar) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cola = append(e.cola, por[:min(len(por), encargosMaximos-len(e.cola))]...)
	select {
	case e.nuevo <- struct{}{}:
	default: // it is to look already
	}
}

// sacar takes those that may go now, and tells how long the others wait; 0 where there are
// none left.
func (e *encargos) sacar(ahora time.Time) (por []compromiso.PorEntregar, espera time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if paso := ahora.Sub(e.desde); paso > 0 || paso < -time.Minute { // a clock that was set back
		e.fichas = min(encargosDeGolpe, e.fichas+max(0, paso.Seconds())*encargosPorSegundo)
		e.desde = ahora
	}
	n := min(len(e.cola), int(e.fichas))
	por, e.cola = e.cola[:n:n], e.cola[n:]
	e.fichas -= float64(n)
	if len(e.cola) > 0 {
		return por, time.Second / 4
	}
	e.cola = nil
	return por, 0
}

// encargarse has a job inserted for each, until the context ends.
func (s *Scheduler) encargarse(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.encargos.nuevo:
		}
		for {
			por, espera := s.encargos.sacar(s.o.Maquina())
			s.encargarYa(ctx, por)
			if espera == 0 || dormir(ctx, espera) != nil {
				break
			}
		}
	}
}

// encargarYa inserts their jobs. What fails is left to the sweep.
func (s *Scheduler) encargarYa(ctx context.Context, por []compromiso.PorEntregar) {
	if len(por) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), plazoEncargos)
	defer cancel()
	if err := s.avisar(ctx, por); err != nil {
		s.o.Log.WarnContext(ctx, "nudge failed; the sweep will deliver", "avisos", len(por), "error", err)
	}
}

// avisar inserts a job per aviso that has none. A job that is there already may have died
// with its process, wait for a leader of River's, of a version of this program that had
// one, or be one for a moment that the clock has been set back from: whoever asks delivers
// the aviso itself if nobody has taken it by the time it should have been.
func (s *Scheduler) avisar(ctx context.Context, por []compromiso.PorEntregar) error {
	for lote := range slices.Chunk(por, 500) {
		params := make([]river.InsertManyParams, len(lote))
		for k, p := range lote {
			params[k].Args = argsEntrega{Aviso: p.ID, Vuelta: p.Vuelta}
		}
		hechos, err := s.insertar(ctx, params)
		if err != nil {
			return fmt.Errorf("scheduler: insert jobs: %w", err)
		}
		for k, h := range hechos {
			if h.UniqueSkippedAsDuplicate && (h.Job.State != rivertype.JobStateAvailable || h.Job.ScheduledAt.After(s.o.Maquina().Add(time.Minute))) {
				s.acaso(lote[k], s.o.Envio)
			}
		}
	}
	return nil
}

// insertar is one insertion, a step after the one before.
func (s *Scheduler) insertar(ctx context.Context, params []river.InsertManyParams) ([]*rivertype.JobInsertResult, error) {
	e := s.encargos
	select {
	case e.turno <- struct{}{}:
		defer func() { <-e.turno }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	espera := pasoEncargos + time.Millisecond - s.o.Maquina().Sub(e.ultimo)
	if err := dormir(ctx, min(espera, 2*pasoEncargos)); err != nil { // whatever a clock shows
		return nil, err
	}
	defer func() { e.ultimo = s.o.Maquina() }()
	return s.river.InsertMany(ctx, params)
}

// sinTerminar are the states of a job that count for its uniqueness. River's default
// counts finished ones too, which would swallow the next nudge.
func sinTerminar() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
		rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}
}
