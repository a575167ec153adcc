package store

import (
	"context"
	"errors"
	"syscall"
	"testing"
	"time"

	"compromisos/store/puente"
)

// What a machine that is gone does not acknowledge is not waited for until this machine
// gives up by itself, which takes a quarter of an hour.
func TestMaquinaQueNoEsta(t *testing.T) {
	t.Parallel()
	_, url := vacio(t)
	p := puente.New(t, url)
	con, err := marcador(time.Second).DialContext(t.Context(), "tcp", p.Host())
	if err != nil {
		t.Fatal(err)
	}
	defer con.Close()
	if err := con.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	// An answer to the question whether there is TLS: the way is open before it is cut.
	if _, err := con.Write([]byte{0, 0, 0, 8, 4, 210, 22, 47}); err != nil {
		t.Fatal(err)
	}
	if _, err := con.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	p.Vanish()
	if _, err := con.Write([]byte("hola")); err != nil {
		t.Fatal(err)
	}
	if _, err := con.Read(make([]byte, 1)); !errors.Is(err, syscall.ETIMEDOUT) {
		t.Errorf("it ended with %v", err)
	}
}

// A call ends with its context, and a moment, though the server says nothing to it either:
// a query, a transaction between two statements and at its end, a connection that is made.
func TestServidorMudo(t *testing.T) {
	t.Parallel()
	_, url := casa(t)
	for nombre, haz := range map[string]func(ctx context.Context, s *Store, calla func()) error{
		"a query": func(ctx context.Context, s *Store, calla func()) error {
			calla()
			_, err := s.Directorio(ctx)
			return err
		},
		"a commit": func(ctx context.Context, s *Store, calla func()) error {
			tx, err := s.db.BeginTxx(ctx, nil)
			if err != nil {
				return err
			}
			calla()
			return errorCommit(tx.Commit())
		},
		"a rollback": func(ctx context.Context, s *Store, calla func()) error {
			tx, err := s.db.BeginTxx(ctx, nil)
			if err != nil {
				return err
			}
			calla()
			return tx.Rollback()
		},
		"a new connection": func(ctx context.Context, s *Store, calla func()) error {
			s.db.SetMaxIdleConns(0)
			calla()
			return s.Ping(ctx)
		},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			p := puente.New(t, url)
			otro := open(t, p.URL())
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			fin := make(chan error, 1)
			go func() { fin <- haz(ctx, otro, func() { p.Swallow(true); time.AfterFunc(time.Second, cancel) }) }()
			select {
			case err := <-fin:
				if err == nil {
					t.Error("done, by a server that says nothing")
				}
				if nombre == "a commit" && !incierto(err) {
					t.Errorf("nobody knows, and the answer is %v", err)
				}
			case <-time.After(20 * time.Second):
				p.Swallow(false)
				p.Cut()
				t.Fatalf("it waits for ever, and then says %v", <-fin)
			}
			p.Swallow(false)
			if _, err := otro.Directorio(t.Context()); err != nil {
				t.Errorf("and after: %v", err)
			}
		})
	}
}
