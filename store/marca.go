package store

import (
	"context"
	"errors"
	"sync"
	"time"
)

// maxMirada is how long one look at the marks may take.
const maxMirada = 5 * time.Second

// Marca tells how far everything goes at this moment: the version of the configuration and
// the hash of the last entry of the bitácora. Every change moves one of them, so that what
// was read at the same mark is still what there is.
//
// Those who ask while a look is under way share the next one, which begins after they came:
// however many ask, two looks wait for nobody.
func (s *Store) Marca(ctx context.Context) (version int64, cabeza string, err error) {
	m, primera := s.miradas.unirse()
	if primera {
		go s.mirar(context.WithoutCancel(ctx), m)
	}
	select {
	case <-m.lista:
		return m.version, m.cabeza, m.err
	case <-ctx.Done():
		return 0, "", envolver(ctx.Err(), "read how far everything goes")
	}
}

// miradas are the looks at the marks: the one under way, and the one that comes next.
type miradas struct {
	mu      sync.Mutex
	mirando bool
	proxima *mirada
}

// mirada is one look, for all who wait for it. What it saw may be read once lista is closed.
type mirada struct {
	lista   chan struct{}
	version int64
	cabeza  string
	err     error
}

// unirse gives the look that begins next; primera tells that none is under way, and that
// whoever asked is to begin it.
func (ms *miradas) unirse() (m *mirada, primera bool) {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	if !ms.mirando {
		ms.mirando = true
		return &mirada{lista: make(chan struct{})}, true
	}
	if ms.proxima == nil {
		ms.proxima = &mirada{lista: make(chan struct{})}
	}
	return ms.proxima, false
}

// seguir gives the look that somebody waits for meanwhile, or nil, and then none is under way.
func (ms *miradas) seguir() *mirada {
	ms.mu.Lock()
	defer ms.mu.Unlock()
	m := ms.proxima
	ms.proxima, ms.mirando = nil, m != nil
	return m
}

// mirar looks, and looks again as long as somebody waits: not on the time of whoever began
// it, who may give up.
func (s *Store) mirar(ctx context.Context, m *mirada) {
	for ; m != nil; m = s.miradas.seguir() {
		m.version, m.cabeza, m.err = s.leerMarca(ctx)
		close(m.lista)
	}
}

func (s *Store) leerMarca(ctx context.Context) (version int64, cabeza string, err error) {
	ctx, soltar := context.WithTimeout(ctx, maxMirada)
	defer soltar()
	rows, err := s.prep.filas(ctx, `SELECT version, (SELECT hash FROM bitacora_cabeza) FROM config_version`)
	if err != nil {
		return 0, "", envolver(err, "read how far everything goes")
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&version, &cabeza)
	}
	return version, cabeza, envolver(errors.Join(err, rows.Err()), "read how far everything goes")
}
