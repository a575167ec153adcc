package store

import (
	"context"
	"database/sql"
	"sync"

	"github.com/jmoiron/sqlx"
)

// preparadas are the statements that are asked often: the server parses and plans them
// once a connection. Their texts are written in this package, so they are few.
type preparadas struct {
	db  *sqlx.DB
	mu  sync.RWMutex
	por map[string]*sql.Stmt
}

func newPreparadas(db *sqlx.DB) *preparadas {
	return &preparadas{db: db, por: map[string]*sql.Stmt{}}
}

// de gives the statement, prepared.
func (p *preparadas) de(ctx context.Context, consulta string) (*sql.Stmt, error) {
	p.mu.RLock()
	st := p.por[consulta]
	p.mu.RUnlock()
	if st != nil {
		return st, nil
	}
	st, err := p.db.PrepareContext(ctx, consulta)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if otra := p.por[consulta]; otra != nil { // somebody else was quicker
		defer st.Close()
		return otra, nil
	}
	p.por[consulta] = st
	return st, nil
}

// filas asks a prepared statement.
func (p *preparadas) filas(ctx context.Context, consulta string, args ...any) (*sql.Rows, error) {
	st, err := p.de(ctx, consulta) //nolint:sqlclosecheck // it stays prepared until the store closes
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// cerrar lets go of them all.
func (p *preparadas) cerrar() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var primero error
	for _, st := range p.por {
		if err := st.Close(); err != nil && primero == nil {
			primero = err
		}
	}
	clear(p.por)
	return primero
}
