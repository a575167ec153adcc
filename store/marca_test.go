package store

import (
	"context"
	"sync"
	"testing"
	"time"
)

// Whoever asks after something was written is told of it, however many share the look. A
// look that was under way when somebody came may be older than what they know.
func TestMarcaDeLoEscrito(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	const gente, veces = 12, 25
	var wg sync.WaitGroup
	for range gente {
		wg.Go(func() {
			for range veces {
				var mia int64
				if err := s.db.GetContext(t.Context(), &mia, `UPDATE config_version SET version = version + 1 RETURNING version`); err != nil {
					t.Error(err)
					return
				}
				if v, cabeza, err := s.Marca(t.Context()); err != nil || v < mia || cabeza == "" {
					t.Errorf("version %d, head %q, %v; at least %d was written", v, cabeza, err, mia)
				}
			}
		})
	}
	wg.Wait()
}

// Those who wait do not wait for the one who gives up, nor give up with it.
func TestMarcaDeQuienSeVa(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	tx, err := s.db.BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(t.Context(), `LOCK TABLE config_version IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	ctx, irse := context.WithCancel(t.Context())
	seFue, queda := make(chan error, 1), make(chan error, 1)
	go func() { _, _, err := s.Marca(ctx); seFue <- err }()
	irse()
	if err := <-seFue; err == nil {
		t.Error("answered what could not be read")
	}
	go func() { _, _, err := s.Marca(t.Context()); queda <- err }()
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-queda:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("whoever stayed has no answer")
	}
}
