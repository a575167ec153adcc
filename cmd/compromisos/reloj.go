package main

import (
	"sync"
	"time"
)

// reloj makes the field's clock: the machine's, or one that starts to run at the given
// instant when the process does. It is the only place, with the machine's own clock,
// that asks what time it is.
func reloj(desde string) func() time.Time {
	if desde == "" {
		return time.Now
	}
	inicio, err := time.Parse(time.RFC3339, desde)
	if err != nil {
		return time.Now // paraServir has refused it already
	}
	arranque := time.Now()
	return func() time.Time { return inicio.Add(time.Since(arranque)) }
}

// relojMovil is a field's clock that stands still until it is moved: the demo's, and
// that of the stories.
type relojMovil struct {
	mu sync.Mutex
	t  time.Time
}

// Ahora is what it shows.
func (r *relojMovil) Ahora() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.t
}

// Mover sets it; it never goes back.
func (r *relojMovil) Mover(t time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if t.After(r.t) {
		r.t = t
	}
}
