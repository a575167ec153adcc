package bot

import (
	"sync"
	"time"
)

const (
	// memoriaEventos is longer than Slack goes on delivering an event.
	memoriaEventos = 15 * time.Minute
	// ultimoIntento is the number of the last time that Slack delivers an event.
	ultimoIntento = 3
)

// eventosVistos keeps an event that is delivered again from being served again by this
// process. What is written is protected in the store, for all processes.
type eventosVistos struct {
	mu sync.Mutex
	m  map[string]eventoVisto
}

type eventoVisto struct {
	cuando time.Time
	hecho  bool // false: under way
}

// abrir takes note of an event; with visto, a says how to answer one that is known:
// done is acknowledged, under way is to come again.
func (e *eventosVistos) abrir(clave string, ahora time.Time) (a acuse, visto bool) {
	if clave == "" {
		return acuse{}, false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if v, ok := e.m[clave]; ok && ahora.Sub(v.cuando) < memoriaEventos {
		return acuse{reintenta: !v.hecho}, true
	}
	if e.m == nil {
		e.m = map[string]eventoVisto{}
	}
	if len(e.m) > maxRecuerdos {
		for k, v := range e.m {
			if v.hecho {
				delete(e.m, k)
			}
		}
	}
	e.m[clave] = eventoVisto{cuando: ahora}
	return acuse{}, false
}

// cerrar says what became of an event: done, or to be served again.
func (e *eventosVistos) cerrar(clave string, hecho bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	v, ok := e.m[clave]
	switch {
	case !ok:
	case hecho:
		v.hecho = true
		e.m[clave] = v
	default:
		delete(e.m, clave)
	}
}
