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

// alistar prepares statements, before a transaction that asks them: within it, a second
// connection might be one too many.
func (p *preparadas) alistar(ctx context.Context, consultas ...string) error {
	for _, c := range consultas {
		if _, err := p.de(ctx, c); err != nil { //nolint:sqlclosecheck // they stay prepared until the store closes
			return err
		}
	}
	return nil
}

// en gives a statement for a transaction, which lets go of it at its end.
func (p *preparadas) en(ctx context.Context, tx *sqlx.Tx, consulta string) (*sql.Stmt, error) {
	st, err := p.de(ctx, consulta)
	if err != nil {
		return nil, err
	}
	return tx.StmtContext(ctx, st), nil
}

// filasEn asks a prepared statement within a transaction.
func (p *preparadas) filasEn(ctx context.Context, tx *sqlx.Tx, consulta string, args ...any) (*sql.Rows, error) {
	st, err := p.en(ctx, tx, consulta) //nolint:sqlclosecheck // the transaction lets go of it
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
