package scheduler

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"compromisos/compromiso"
)

// espera is what this process comes back to by itself: what it put off, what broke off in
// its hands, and what it has seen in the hands of somebody who may be dead. It goes by
// time that passes, not by what a clock shows: a clock that jumps, or another machine's,
// neither wakes it early nor late. All of it is in memory; the sweep finds it again in
// another process.
type espera struct {
	mu      sync.Mutex
	avisos  map[int64]*aplazado
	cerrada bool
	plazas  chan struct{} // as many deliveries at once as there are workers
	wg      sync.WaitGroup
	ctx     context.Context
	cancel  context.CancelFunc
}

type aplazado struct {
	p compromiso.PorEntregar
	t *time.Timer
}

func newEspera(plazas int) *espera {
	e := &espera{avisos: map[int64]*aplazado{}, plazas: make(chan struct{}, plazas)}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	return e
}

// luego delivers the aviso after a while, unless somebody has taken it by then. Who had it
// in hand knows best when: this takes the place of what was to be done with it.
func (s *Scheduler) luego(p compromiso.PorEntregar, pausa time.Duration) { s.esperar(p, pausa, true) }

// acaso does so for what was only seen from outside; what is waited for already stays.
func (s *Scheduler) acaso(p compromiso.PorEntregar, pausa time.Duration) { s.esperar(p, pausa, false) }

func (s *Scheduler) esperar(p compromiso.PorEntregar, pausa time.Duration, propio bool) {
	e := s.espera
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.cerrada {
		return
	}
	switch antes := e.avisos[p.ID]; {
	case antes == nil:
	case antes.p.Vuelta > p.Vuelta, antes.p.Vuelta == p.Vuelta && !propio:
		return
	case antes.t.Stop():
		e.wg.Done()
	}
	a := &aplazado{p: p}
	e.avisos[p.ID] = a
	e.wg.Add(1)
	a.t = time.AfterFunc(pausa, func() {
		defer e.wg.Done()
		if !e.entrar(a) {
			return
		}
		defer func() { <-e.plazas }()
		defer func() { // as River does for its own: of this aviso, and of no other
			if x := recover(); x != nil {
				s.o.Log.Error("panic in a delivery; it is tried again", "aviso", p.ID, "stack", string(debug.Stack()))
				s.luego(p, s.o.Incierto)
			}
		}()
		_ = s.atender(e.ctx, p) // it has said so, and comes back
	})
}

// entrar waits for a place to work in, which none is given in when all is being stopped.
func (e *espera) entrar(a *aplazado) bool {
	e.mu.Lock()
	if e.avisos[a.p.ID] == a {
		delete(e.avisos, a.p.ID)
	}
	cerrada := e.cerrada
	e.mu.Unlock()
	if cerrada {
		return false
	}
	select {
	case e.plazas <- struct{}{}:
		return true
	case <-e.ctx.Done():
		return false
	}
}

// cerrar lets nothing more begin.
func (e *espera) cerrar() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cerrada = true
	for id, a := range e.avisos {
		if a.t.Stop() {
			e.wg.Done()
		}
		delete(e.avisos, id)
	}
}

// terminar waits for what was begun, and cancels it when the context ends.
func (e *espera) terminar(ctx context.Context) {
	hecho := make(chan struct{})
	go func() { e.wg.Wait(); close(hecho) }()
	select {
	case <-hecho:
	case <-ctx.Done():
	}
	e.cancel()
	<-hecho
}
