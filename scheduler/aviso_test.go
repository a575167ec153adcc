package scheduler

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"compromisos/compromiso"
)

func estado(e compromiso.EstadoAviso) func(fila) bool {
	return func(f fila) bool { return f.Estado == e }
}

// However often and from however many sides an aviso is nudged, it is sent once.
func TestEntrega_unaVez(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1, 2, 3), &correo{}
	s := abrir(t, m, c, Options{})
	for range 20 {
		s.Nudge(1, 2, 3)
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for id := range m.avisos {
		hasta(t, m, id, "sent", estado(compromiso.AvisoEnviado))
	}
	if n := c.cuantos(); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
}

// What each failure means: tried again, looked for, given up, or everybody held back.
func TestEntrega_fallos(t *testing.T) {
	t.Parallel()
	casos := map[string]struct {
		primero  error
		buscar   func() (bool, error)
		estado   compromiso.EstadoAviso
		envios   int
		frena    bool
		conTS    string
		conPlazo time.Duration
	}{
		"passes": {
			primero: &compromiso.FalloEnvio{Motivo: "http_500", Reintentar: true}, estado: compromiso.AvisoEnviado, envios: 2, conTS: "1.1",
		},
		"says nothing of itself, and was out": {
			primero: errors.New("EOF"), buscar: func() (bool, error) { return true, nil }, estado: compromiso.AvisoEnviado, envios: 1, conTS: "2.2",
		},
		"uncertain, and was not out": {
			primero: &compromiso.FalloEnvio{Motivo: "timeout", Reintentar: true, Incierto: true}, estado: compromiso.AvisoEnviado, envios: 2, conTS: "1.1",
		},
		"too much": {
			primero: &compromiso.FalloEnvio{Motivo: compromiso.FalloRitmo, Reintentar: true, Despues: 50 * time.Millisecond},
			estado:  compromiso.AvisoEnviado, envios: 2, frena: true, conTS: "1.1",
		},
		"final": {
			primero: &compromiso.FalloEnvio{Motivo: "account_inactive", Inalcanzable: true}, estado: compromiso.AvisoFallido, envios: 1,
		},
		"too late": {
			primero: &compromiso.FalloEnvio{Motivo: "http_500", Reintentar: true}, estado: compromiso.AvisoFallido, envios: 1,
			conPlazo: time.Nanosecond,
		},
		"cannot be looked for until too late": {
			primero: &compromiso.FalloEnvio{Motivo: "timeout", Reintentar: true, Incierto: true},
			buscar:  func() (bool, error) { return false, errors.New("EOF") }, estado: compromiso.AvisoFallido, envios: 1,
			conPlazo: time.Nanosecond,
		},
	}
	for nombre, k := range casos {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			m, c := nuevaMemoria(1), &correo{buscar: k.buscar}
			c.enviar = func(_ context.Context, n int) error {
				if n == 1 {
					return k.primero
				}
				return nil
			}
			s := abrir(t, m, c, Options{Plazo: k.conPlazo})
			s.Nudge(1)
			hasta(t, m, 1, string(k.estado), func(f fila) bool {
				if err := s.Sweep(t.Context()); err != nil { // more often than every minute
					t.Fatal(err)
				}
				return f.Estado == k.estado
			})
			if n := c.cuantos(); n != k.envios {
				t.Errorf("%d attempts, want %d", n, k.envios)
			}
			if frenado := !m.frenado.IsZero(); frenado != k.frena {
				t.Errorf("everybody held back: %v", frenado)
			}
			if ts := m.de(1).TS; ts != k.conTS {
				t.Errorf("the record has the message at %q, want %q", ts, k.conTS)
			}
		})
	}
}

// Of what may be out already, though no attempt is on record, the mark is looked for
// before it is sent.
func TestEntrega_trasUnHueco(t *testing.T) {
	t.Parallel()
	for nombre, k := range map[string]struct {
		buscar func() (bool, error)
		envios int
		conTS  string
	}{
		"it is out":            {func() (bool, error) { return true, nil }, 0, "2.2"},
		"it is not out":        {func() (bool, error) { return false, nil }, 1, "1.1"},
		"nobody is told":       {func() (bool, error) { return false, &compromiso.FalloEnvio{Motivo: "missing_scope"} }, 1, "1.1"},
		"only the second time": {dosVeces(&compromiso.FalloEnvio{Motivo: compromiso.FalloRitmo, Reintentar: true, Incierto: true, Despues: time.Millisecond}), 0, "2.2"},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			m, c := nuevaMemoria(1), &correo{buscar: k.buscar}
			m.avisos[1].BuscarDesde = time.Now().Add(-time.Hour)
			s := abrir(t, m, c, Options{})
			hasta(t, m, 1, "sent", func(f fila) bool {
				if err := s.Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
				return f.Estado == compromiso.AvisoEnviado
			})
			if n, ts := c.cuantos(), m.de(1).TS; n != k.envios || ts != k.conTS {
				t.Errorf("%d attempts, on record as %q; want %d and %q", n, ts, k.envios, k.conTS)
			}
		})
	}
}

// dosVeces fails the first time, and finds it the second.
func dosVeces(err error) func() (bool, error) {
	var n atomic.Int32
	return func() (bool, error) {
		if n.Add(1) == 1 {
			return false, err
		}
		return true, nil
	}
}

// What is not wanted any more is not sent, and what must not leave now waits.
func TestEntrega_noAhora(t *testing.T) {
	t.Parallel()
	t.Run("not wanted", func(t *testing.T) {
		t.Parallel()
		m, c := nuevaMemoria(1), &correo{}
		m.noQuiere = "cerrado"
		abrir(t, m, c, Options{})
		hasta(t, m, 1, "dropped", func(f fila) bool { return f.Estado == compromiso.AvisoOmitido && f.Motivo == "cerrado" })
		if c.cuantos() != 0 {
			t.Error("sent all the same")
		}
	})
	t.Run("outside the hours", func(t *testing.T) {
		t.Parallel()
		m, c := nuevaMemoria(1), &correo{}
		m.com.Horario = compromiso.Horario{Desde: compromiso.Hora{Hora: 12}, Hasta: compromiso.Hora{Hora: 20}}
		abrir(t, m, c, Options{})
		hasta(t, m, 1, "put off", func(f fila) bool { return !f.NoAntes.IsZero() })
		if h := m.de(1).NoAntes.In(m.com.Zona).Hour(); h != 12 || c.cuantos() != 0 {
			t.Errorf("put off to %d o'clock, %d sent", h, c.cuantos())
		}
	})
	t.Run("a reminder of another day", func(t *testing.T) {
		t.Parallel()
		m, c := nuevaMemoria(1), &correo{}
		m.avisos[1].Clase, m.avisos[1].Dia = compromiso.AvisoRecordatorio, compromiso.NewFecha(2026, time.November, 2)
		abrir(t, m, c, Options{})
		hasta(t, m, 1, "dropped", func(f fila) bool { return f.Estado == compromiso.AvisoOmitido && f.Motivo == caduco })
	})
	t.Run("a long wait for its turn", func(t *testing.T) {
		t.Parallel()
		m, c := nuevaMemoria(1), &correo{}
		m.espera = time.Hour
		abrir(t, m, c, Options{})
		hasta(t, m, 1, "put off", func(f fila) bool { return f.Motivo == "ritmo" })
		if c.cuantos() != 0 {
			t.Error("sent all the same")
		}
	})
}

// A process that died holding an aviso: the next one takes it once the lease is over.
func TestEntrega_arriendoVencido(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	if _, ok, _ := m.TomarAviso(t.Context(), compromiso.PorEntregar{ID: 1}, time.Now(), 300*time.Millisecond); !ok {
		t.Fatal("not taken")
	}
	s := abrir(t, m, c, Options{Arriendo: 300 * time.Millisecond, Envio: 100 * time.Millisecond})
	s.Nudge(1) // the dead one's turn: nobody's job
	hasta(t, m, 1, "sent", func(f fila) bool {
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		return f.Estado == compromiso.AvisoEnviado
	})
	if n := c.cuantos(); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

// A stop waits for what was begun, writes its outcome down, and can be called twice.
func TestStop(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	empezo := make(chan struct{})
	c.enviar = func(ctx context.Context, _ int) error {
		close(empezo)
		return dormir(ctx, 300*time.Millisecond)
	}
	s := abrir(t, m, c, Options{})
	<-empezo
	parar(t, s)
	if f := m.de(1); f.Estado != compromiso.AvisoEnviado {
		t.Errorf("after the stop the aviso is %s", f.Estado)
	}
	parar(t, s)
}

// A process that was slow to take an aviso does not send it once its lease may be over:
// another one has it by then.
func TestEntrega_lentoEnTomar(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	m.lento = 700 * time.Millisecond
	c.enviar = func(ctx context.Context, _ int) error { return dormir(ctx, 300*time.Millisecond) }
	s := abrir(t, m, c, Options{Arriendo: 800 * time.Millisecond, Envio: 500 * time.Millisecond})
	time.Sleep(900 * time.Millisecond) // the first one's lease is over, whatever it is doing
	m.mu.Lock()
	m.lento = 0
	m.mu.Unlock()
	hasta(t, m, 1, "sent", func(f fila) bool {
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		return f.Estado == compromiso.AvisoEnviado
	})
	if n := c.cuantos(); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

// An aviso that nobody was there to try is not late: it is tried.
func TestEntrega_nadieLoIntento(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	f := m.avisos[1]
	f.Estado, f.Intentos, f.PrimerIntent = compromiso.AvisoEnviando, 1, time.Now().Add(-48*time.Hour)
	abrir(t, m, c, Options{Arriendo: 300 * time.Millisecond, Envio: 100 * time.Millisecond})
	hasta(t, m, 1, "sent", estado(compromiso.AvisoEnviado))
}

// Being told to wait in a search holds that aviso back, and nobody else's messages: Slack's
// limits are by method.
func TestEntrega_buscarNoFrena(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(1), &correo{}
	m.avisos[1].Estado, m.avisos[1].PrimerIntent = compromiso.AvisoEnviando, time.Now()
	c.buscar = func() (bool, error) {
		return false, &compromiso.FalloEnvio{Motivo: compromiso.FalloRitmo, Reintentar: true, Despues: time.Hour}
	}
	abrir(t, m, c, Options{Arriendo: 300 * time.Millisecond, Envio: 100 * time.Millisecond})
	hasta(t, m, 1, "put off", func(f fila) bool { return f.reintento.After(time.Now().Add(time.Minute)) })
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.frenado.IsZero() || c.cuantos() > 0 {
		t.Errorf("everybody waits until %s; %d sent", m.frenado, c.cuantos())
	}
}

// What follows from a message leaves right after it, without waiting for a sweep.
func TestEntrega_loQueSigue(t *testing.T) {
	m, c := nuevaMemoria(1, 2), &correo{}
	m.siguen = map[int64][]int64{1: {2}}
	m.avisos[2].reintento = time.Now().Add(time.Hour) // until it is written: no sweep takes it
	c.enviar = func(context.Context, int) error {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.avisos[2].reintento = time.Time{}
		return nil
	}
	s := abrir(t, m, c, Options{})
	s.Nudge(1)
	hasta(t, m, 2, "sent", func(f fila) bool { return f.Estado == compromiso.AvisoEnviado })
}
