package main

import (
	"testing"
	"time"
)

// A clock that is moved knows what it showed before, also what it was told of another day.
func TestRelojCorriente(t *testing.T) {
	ayer := puestaEnHora{time.Now().Add(-24 * time.Hour), time.Date(2026, time.November, 3, 9, 0, 0, 0, time.UTC)}
	inicio := time.Date(2026, time.November, 5, 9, 0, 0, 0, time.UTC)
	r := nuevoRelojCorriente(inicio, ayer)
	empieza := time.Now()
	if got := r.En(ayer.Maquina.Add(time.Minute)); !got.Equal(ayer.Muestra.Add(time.Minute)) {
		t.Errorf("a minute after it was set yesterday it showed %s", got)
	}
	if got := r.Ahora(); got.Before(inicio) || got.After(inicio.Add(time.Minute)) {
		t.Errorf("it goes on at %s, want %s", got, inicio)
	}
	r.Mover(inicio.Add(-time.Hour))
	if got := r.Ahora(); got.Before(inicio) {
		t.Errorf("it went back to %s", got)
	}
	r.Mover(inicio.Add(48 * time.Hour))
	if got := r.Ahora(); got.Before(inicio.Add(48 * time.Hour)) {
		t.Errorf("it was moved, and shows %s", got)
	}
	if got := r.En(empieza); got.Before(inicio) || got.After(inicio.Add(time.Minute)) {
		t.Errorf("before it was moved it showed %s, want %s", got, inicio)
	}
	if n := len(r.Puesto()); n != 3 {
		t.Errorf("it was set %d times, not 3", n)
	}
}
