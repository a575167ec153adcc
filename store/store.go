// Package store keeps what the field decides, in Postgres. A method is one unit of
// work: it locks what it is about, hands the domain object to whoever decides, and
// writes back what changed, the entry of the bitácora and the avisos that follow, in
// one transaction. It knows no rule of the field; it calls them.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Options are the settings of a Store. The zero value is fine.
type Options struct {
	MaxConns int // connections at once; 0: 10
	Log      *slog.Logger
}

// Store is one process's door to the database. It is safe for concurrent use.
type Store struct {
	db   *sqlx.DB
	prep *preparadas
	log  *slog.Logger

	altas    altas
	vocablos vocablos
	miradas  miradas
	base     atomic.Pointer[string] // how it is asked which database this is
	// parecidos are the places for those who look for likeness.
	parecidos chan struct{}

	mu  sync.Mutex
	dir *compromiso.Directorio // as of dir.Version

	repasado int64 // the last aviso that the round of cleaning looked at
}

// conexion is what a query needs: the pool and a transaction both are one.
type conexion interface {
	GetContext(ctx context.Context, dest any, query string, args ...any) error
	SelectContext(ctx context.Context, dest any, query string, args ...any) error
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Keys of the advisory locks, all under one number of ours.
const (
	cerrojos     = 0x636f6d70 // "comp"
	cerrojoConf  = 1          // shared: who relies on the configuration; alone: who changes it
	cerrojoSweep = 2
	cerrojoMigra = 3
	cerrojoTurno = 4 // alone: who configures or imports, one after the other
)

// deTrabajo is what a connection that answers people has besides: what is not prepared
// takes one round trip, not two, and no query is compiled for longer than it runs.
const deTrabajo = "&binary_parameters=yes&jit=off"

// Open connects. When it cannot, the error says in a sentence what is wrong: no
// server, no such database, a wrong password.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	url, err := NormalizeURL(url)
	if err != nil {
		return nil, err
	}
	if err := revisarRaiz(url); err != nil {
		return nil, err
	}
	a, err := pq.NewConnector(url + deTrabajo)
	if err != nil {
		return nil, errorURL()
	}
	db := sqlx.NewDb(sql.OpenDB(conector{a}), "postgres")
	if o.MaxConns == 0 {
		o.MaxConns = 10
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	db.SetMaxOpenConns(o.MaxConns)
	db.SetMaxIdleConns(o.MaxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(errorConexion(err, url), db.Close())
	}
	return &Store{db: db, prep: newPreparadas(db), log: o.Log, parecidos: make(chan struct{}, parecidosAlaVez)}, nil
}

// Close lets go of the database.
func (s *Store) Close() error { return errors.Join(s.prep.cerrar(), s.db.Close()) }

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return fmt.Errorf("store: ping: %w", err)
	}
	return nil
}

// tx runs fn in one transaction: all of it stands, or nothing. What the database
// refuses under the name of a constraint becomes a sentence.
func (s *Store) tx(ctx context.Context, fn func(*sqlx.Tx) error) error {
	return s.txCon(ctx, nil, fn)
}

// foto runs fn on one unchanging picture of the database.
func (s *Store) foto(ctx context.Context, fn func(*sqlx.Tx) error) error {
	return s.txCon(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (s *Store) txCon(ctx context.Context, o *sql.TxOptions, fn func(*sqlx.Tx) error) (err error) {
	tx, err := s.db.BeginTxx(ctx, o)
	if err != nil {
		return fmt.Errorf("store: begin: %w", err)
	}
	defer func() {
		// After a commit this says that the transaction is done, which is no news.
		if e := tx.Rollback(); e != nil && !errors.Is(e, sql.ErrTxDone) && err == nil {
			err = fmt.Errorf("store: rollback: %w", e)
		}
	}()
	if err := fn(tx); err != nil {
		return traducir(err)
	}
	return errorCommit(tx.Commit())
}

// errorCommit is what is known after a commit that failed: that nothing stands, where the
// server says so or was never asked; else that nobody knows.
func errorCommit(err error) error {
	switch {
	case err == nil:
		return nil
	case pgError(err) != nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, sql.ErrTxDone):
		return traducir(fmt.Errorf("store: commit: %w", err))
	}
	return Incierto{fmt.Errorf("store: commit: %w", err)}
}

// usarConf keeps the configuration as it is until the transaction ends.
func usarConf(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock_shared($1, $2)`, cerrojos, cerrojoConf)
	return envolver(err, "lock the configuration")
}

// turnoConf has those who configure and those who import take turns. While an import is
// long, everybody else goes on: who waits for the configuration waits here, in nobody's way.
func turnoConf(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, $2)`, cerrojos, cerrojoTurno)
	return envolver(err, "wait for a turn to change the configuration")
}

// cambiarConf keeps everybody else from relying on the configuration until the
// transaction ends.
func cambiarConf(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, $2)`, cerrojos, cerrojoConf)
	return envolver(err, "lock the configuration")
}
