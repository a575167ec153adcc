package scheduler

import (
	"context"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

// What was put off leaves when its pause is over, in the process that put it off: it waits
// for no sweep, nor for what the sweep thought while it was in hand.
func TestLuego_aSuHora(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	var s *Scheduler
	listo := make(chan struct{})
	c.enviar = func(_ context.Context, n int) error {
		<-listo
		if n > 1 {
			return nil
		}
		if err := s.Sweep(t.Context()); err != nil { // another process's, so to say: it sees it in hand
			t.Error(err)
		}
		return &compromiso.FalloEnvio{Motivo: "timeout", Reintentar: true, Incierto: true}
	}
	s = abrir(t, m, c, Options{})
	close(listo)
	hasta(t, m, 1, "sent", estado(compromiso.AvisoEnviado))
	if n := c.cuantos(); n != 2 {
		t.Errorf("%d attempts, want 2", n)
	}
}

// However the machine's clock jumps, what another process holds is not taken from it
// before it has been seen so for the length of a lease; and then it is.
func TestLuego_relojQueSalta(t *testing.T) {
	t.Parallel()
	for nombre, salto := range map[string]time.Duration{"forward": 3 * 24 * time.Hour, "back": -3 * 24 * time.Hour} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			m, c := nuevaMemoria(1, 2), &correo{}
			const arriendo = 1500 * time.Millisecond
			if _, ok, _ := m.TomarAviso(t.Context(), compromiso.PorEntregar{ID: 1}, time.Now(), arriendo); !ok {
				t.Fatal("not taken")
			}
			f := m.avisos[2] // and the other one may be on its way
			f.Estado, f.Intentos, f.PrimerIntent, f.PlazoDesde = compromiso.AvisoEnviando, 1, time.Now(), time.Now()
			var mu sync.Mutex
			reloj := time.Now
			maquina := func() time.Time {
				mu.Lock()
				defer mu.Unlock()
				return reloj()
			}
			inicio := time.Now()
			s := abrirCon(t, m, c, Options{Arriendo: arriendo, Envio: 200 * time.Millisecond, Maquina: maquina})
			mu.Lock()
			reloj = func() time.Time { return time.Now().Add(salto) }
			mu.Unlock()
			for range 5 {
				if err := s.Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for id := range m.avisos {
				hasta(t, m, id, "sent", estado(compromiso.AvisoEnviado))
			}
			if d, n := time.Since(inicio), c.cuantos(); d < arriendo || n != 2 {
				t.Errorf("%d messages within %s, want 2 and not before %s", n, d, arriendo)
			}
		})
	}
}

// A pause that Slack asks for while an aviso waits for its turn makes that turn void.
func TestLuego_turnoAnulado(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	m.espera = 300 * time.Millisecond
	abrir(t, m, c, Options{})
	hasta(t, m, 1, "in hand", func(f fila) bool { return !f.arriendo.IsZero() })
	if err := m.Frenar(t.Context(), time.Now(), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	hasta(t, m, 1, "sent", estado(compromiso.AvisoEnviado))
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.turnos != 2 {
		t.Errorf("%d turns were taken, want another one after the pause", m.turnos)
	}
}
