package store

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// One pace for all processes: no two turns of a channel within a second, none of the
// workspace within 20 ms.
func TestTurno(t *testing.T) {
	t.Parallel()
	s, url := vacio(t)
	otro := open(t, url)
	m := time.Date(2024, 3, 8, 15, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	var canal, general []time.Duration
	var wg sync.WaitGroup
	for k := range 40 {
		st := []*Store{s, otro}[k%2]
		wg.Go(func() {
			e, _, err := st.Turno(t.Context(), "C1", m, time.Minute)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			canal = append(canal, e)
		})
		wg.Go(func() {
			e, _, err := st.Turno(t.Context(), fmt.Sprintf("U%d", k), m, time.Minute)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			general = append(general, e)
		})
	}
	wg.Wait()
	slices.Sort(canal)
	slices.Sort(general)
	for k := range canal {
		if k > 0 && canal[k]-canal[k-1] < time.Second-20*time.Millisecond*80 {
			t.Fatalf("the channel: %v", canal)
		}
		if k > 0 && general[k]-general[k-1] < 20*time.Millisecond {
			t.Fatalf("the workspace: %v", general)
		}
	}
	if canal[39] < 39*time.Second {
		t.Fatalf("the last of forty after %v", canal[39])
	}
}

func TestTurnoLejano(t *testing.T) {
	t.Parallel()
	s, _ := vacio(t)
	m := time.Date(2024, 3, 8, 15, 0, 0, 0, time.UTC)
	pedir := func(canal string, cuando time.Time) time.Duration {
		e, _, err := s.Turno(t.Context(), canal, cuando, 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	for k, want := range []time.Duration{0, time.Second, 2 * time.Second} {
		if e := pedir("C1", m); e != want {
			t.Fatalf("turn %d after %v", k, e)
		}
	}
	// What is too far away is not taken, however often it is asked for.
	for range 3 {
		if e := pedir("C1", m); e <= 2*time.Second || e > 3*time.Second+time.Millisecond {
			t.Fatalf("got %v", e)
		}
	}
	if e := pedir("C1", m.Add(3*time.Second+time.Millisecond)); e != 0 {
		t.Fatalf("come back when told to, and wait %v", e)
	}
	if err := s.Frenar(t.Context(), m, m.Add(30*time.Second)); err != nil {
		t.Fatal(err)
	}
	if err := s.Frenar(t.Context(), m, m.Add(20*time.Second)); err != nil {
		t.Fatal(err)
	}
	if e := pedir("C2", m.Add(4*time.Second)); e < 26*time.Second || e > 26*time.Second+time.Millisecond {
		t.Fatalf("in a pause: %v", e)
	}
	if e := pedir("C2", m.Add(31*time.Second)); e != 0 {
		t.Fatalf("after it: %v", e)
	}
}

// The turns that were taken before a pause that Slack asks for are void, and given anew
// from its end on, none of them lost.
func TestFrenarAnulaLosTurnos(t *testing.T) {
	t.Parallel()
	s, _ := vacio(t)
	m := time.Date(2024, 3, 8, 15, 0, 0, 0, time.UTC)
	pedir := func(k int, cuando time.Time) (time.Duration, time.Time) {
		e, freno, err := s.Turno(t.Context(), fmt.Sprintf("U%d", k), cuando, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return e, freno
	}
	var antes time.Time
	for k := range 100 {
		_, antes = pedir(k, m)
	}
	if err := s.Frenar(t.Context(), m, m.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if freno, err := s.Freno(t.Context()); err != nil || freno.Equal(antes) {
		t.Fatalf("who has a turn does not see that it is void: %v", err)
	}
	if e, _ := pedir(100, m); e != time.Second {
		t.Fatalf("the first one after the pause waits %s", e)
	}
}

// A clock that ran ahead for a while has written turns and a pause that are far away once
// it is set back: nobody waits for them.
func TestTurnoRelojAtras(t *testing.T) {
	t.Parallel()
	s, _ := vacio(t)
	m := time.Date(2024, 3, 8, 15, 0, 0, 0, time.UTC)
	pedir := func(cuando time.Time) time.Duration {
		e, _, err := s.Turno(t.Context(), "C1", cuando, 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	adelante := m.Add(30 * time.Minute)
	pedir(adelante)
	if err := s.Frenar(t.Context(), adelante, adelante.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if e := pedir(adelante); e <= 2*time.Second {
		t.Fatalf("the pause does not hold: %s", e)
	}
	if e := pedir(m); e != 0 {
		t.Fatalf("the clock was set back, and all wait %s", e)
	}
	if err := s.Frenar(t.Context(), m, m.Add(20*time.Second)); err != nil {
		t.Fatal(err)
	}
	if e := pedir(m.Add(time.Second)); e < 19*time.Second || e > 20*time.Second {
		t.Fatalf("a pause asked for after that: %s", e)
	}
}
