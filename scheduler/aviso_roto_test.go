package scheduler

import (
	"context"
	"errors"
	"testing"
	"time"

	"compromisos/compromiso"
)

// What cannot even be made into a message, time after time, is given up after the same
// time as what Slack does not take: the record says so, and somebody is told.
func TestEntrega_rota(t *testing.T) {
	t.Parallel()
	for nombre, rompe := range map[string]func(m *memoria, c *correo){
		"the store does not give it": func(m *memoria, _ *correo) { m.roto = func() error { return errors.New("a row that is none") } },
		"a panic in the store":       func(m *memoria, _ *correo) { m.roto = func() error { panic("nil") } },
		"a panic in composing it":    func(_ *memoria, c *correo) { c.enviar = func(context.Context, int) error { panic("nil") } },
		"a panic in looking for it": func(m *memoria, c *correo) {
			m.avisos[1].BuscarDesde = time.Now().Add(-time.Hour)
			c.buscar = func() (bool, error) { panic("nil") }
			c.enviar = func(context.Context, int) error { return errors.New("not reached") }
		},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			m, c := nuevaMemoria(1, 2), &correo{}
			m.avisos[2].Estado = compromiso.AvisoOmitido
			rompe(m, c)
			s := abrir(t, m, c, Options{Arriendo: 400 * time.Millisecond, Envio: 50 * time.Millisecond, Plazo: 300 * time.Millisecond})
			hasta(t, m, 1, "given up", func(f fila) bool {
				if err := s.Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
				return f.Estado == compromiso.AvisoFallido
			})
		})
	}
}

// Of what was sent, and could not be written down, it is never said that it failed.
func TestEntrega_sinAnotar(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{buscar: func() (bool, error) { return true, nil }}
	m.sinAnotar = 2
	s := abrir(t, m, c, Options{Plazo: time.Nanosecond})
	s.Nudge(1)
	hasta(t, m, 1, "sent", estado(compromiso.AvisoEnviado))
	if n := c.cuantos(); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}
