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
