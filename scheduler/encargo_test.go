package scheduler

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"compromisos/compromiso"
)

// agregar writes one more aviso into the store, and nudges nobody.
func (m *memoria) agregar(id int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.avisos[id] = &fila{Aviso: compromiso.Aviso{
		ID: id, Clase: compromiso.AvisoAsignacion, Comision: "CVD", Destino: "U0DERFE", Estado: compromiso.AvisoPendiente,
	}}
}

// Nudges that come one upon the other are all heard of at once: none waits for River's
// poll, which is ten seconds away, nor for the sweep of the minute.
func TestNudge_seguidos(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(), &correo{}
	s := abrir(t, m, c, Options{})
	const n = 60
	for id := int64(1); id <= n; id++ {
		m.agregar(id)
		s.Nudge(id)
		if err := dormir(t.Context(), 3*time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	for fin := time.Now().Add(6 * time.Second); c.cuantos() < n; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(fin) {
			t.Fatalf("%d of %d sent: the rest was not heard of", c.cuantos(), n)
		}
	}
}

// What another process nudges is heard of too.
func TestNudge_deOtroProceso(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(), &correo{}
	s := abrir(t, m, c, Options{})
	otro, err := New(t.Context(), s.o, m, c) // it never starts: it only nudges
	if err != nil {
		t.Fatal(err)
	}
	defer parar(t, otro)
	m.agregar(1)
	otro.Nudge(1)
	por, _ := otro.encargos.sacar(time.Now())
	otro.encargarYa(t.Context(), por)
	for fin := time.Now().Add(6 * time.Second); c.cuantos() < 1; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(fin) {
			t.Fatal("not heard of")
		}
	}
}

// A job that waits for a leader of River's, as an older version of this program left it,
// does not keep its aviso from leaving.
func TestNudge_trabajoDeOtraVersion(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(), &correo{}
	s := abrir(t, m, c, Options{Envio: time.Second})
	m.agregar(1)
	if _, err := s.river.Insert(t.Context(), argsEntrega{Aviso: 1}, &river.InsertOpts{ScheduledAt: time.Now().Add(200 * time.Millisecond)}); err != nil {
		t.Fatal(err)
	}
	hasta(t, m, 1, "sent", func(f fila) bool {
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		return f.Estado == compromiso.AvisoEnviado
	})
}

// What was nudged right before a stop is with the next process, at the latest.
func TestStop_dejaLoDebido(t *testing.T) {
	t.Parallel()
	m, c := nuevaMemoria(), &correo{}
	s := abrir(t, m, c, Options{})
	m.agregar(1)
	s.cancel() // as if the stop came before it was looked at
	s.obra.Wait()
	s.Nudge(1)
	parar(t, s)
	otro, err := New(t.Context(), s.o, m, c) // it never starts: it only looks
	if err != nil {
		t.Fatal(err)
	}
	defer parar(t, otro)
	if n := trabajos(t, otro); n != 1 {
		t.Errorf("%d jobs, want that of what was due, and no more", n)
	}
}

// What goes wrong in a sweep does not end the process.
func TestSinCaer(t *testing.T) {
	t.Parallel()
	s := &Scheduler{}
	s.o.defaults()
	s.sinCaer(t.Context(), func(context.Context) { panic("a fault") })
}

// River's jobs are kept as long as somebody may look at them, and no longer.
func TestLimpiarTrabajos(t *testing.T) {
	t.Parallel()
	s := abrir(t, nuevaMemoria(), &correo{}, Options{})
	_, err := s.pool.Exec(t.Context(), `
		INSERT INTO river_job (kind, queue, args, max_attempts, state, created_at, attempted_at, finalized_at, scheduled_at)
		SELECT 'vieja', 'de_nadie', jsonb_build_object('estado', e, 'horas', h), 1, e::river_job_state, now() - make_interval(hours => h), now() - make_interval(hours => h),
			CASE WHEN e IN ('completed', 'discarded', 'cancelled') THEN now() - make_interval(hours => h) END, now() - make_interval(hours => h)
		FROM unnest(ARRAY['available', 'running', 'scheduled', 'retryable', 'pending', 'completed', 'discarded', 'cancelled']) AS e,
			unnest(ARRAY[0, 2, 25, 24*8]) AS h`)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.limpiar(t.Context()); err != nil {
		t.Fatal(err)
	}
	filas, err := s.pool.Query(t.Context(), `SELECT state || ' ' || (args->>'horas') FROM river_job ORDER BY state::text, created_at DESC`)
	if err != nil {
		t.Fatal(err)
	}
	defer filas.Close()
	var quedan []string
	for filas.Next() {
		var q string
		if err := filas.Scan(&q); err != nil {
			t.Fatal(err)
		}
		quedan = append(quedan, q)
	}
	if filas.Err() != nil {
		t.Fatal(filas.Err())
	}
	want := []string{
		"available 0", "available 2", "cancelled 0", "cancelled 2", "cancelled 25", "completed 0", "discarded 0", "discarded 2", "discarded 25",
		"pending 0", "pending 2", "retryable 0", "retryable 2", "running 0", "running 2", "scheduled 0", "scheduled 2",
	}
	if !slices.Equal(quedan, want) {
		t.Errorf("left %q, want %q", quedan, want)
	}
}

func trabajos(t *testing.T, s *Scheduler) (n int) {
	t.Helper()
	if err := s.pool.QueryRow(t.Context(), `SELECT count(*) FROM river_job`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestEncargos_paso lets a burst go at once and the rest at the pace, and drops what no pace
// would bring before the sweep does.
func TestEncargos_paso(t *testing.T) {
	t.Parallel()
	e := newEncargos()
	e.poner(make([]compromiso.PorEntregar, encargosDeGolpe+100))
	t0 := time.Date(2026, 11, 3, 10, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		pasa   time.Duration
		salen  int
		espera bool
	}{
		{0, encargosDeGolpe, true},
		{0, 0, true},
		{time.Second, encargosPorSegundo, true},
		{-time.Hour, 0, true},
		{-59 * time.Minute, 100 - encargosPorSegundo, false},
		{0, 0, false},
	} {
		por, espera := e.sacar(t0.Add(x.pasa))
		if len(por) != x.salen || (espera > 0) != x.espera {
			t.Errorf("at %v: %d go, and the others wait %v", x.pasa, len(por), espera)
		}
	}
	e.poner(make([]compromiso.PorEntregar, 3*encargosMaximos))
	e.poner(make([]compromiso.PorEntregar, 1))
	if len(e.cola) != encargosMaximos {
		t.Errorf("%d wait in memory", len(e.cola))
	}
}
