package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

const (
	// sinCerrojo is Postgres' word for a lock that was not to be had in time.
	sinCerrojo = "55P03"
	// Between two tries those who waited behind have their turn. A backup, or a long query,
	// may hold a table for as long as all of them take.
	pausaCerrojo   = 2 * time.Second
	intentosMigrar = 100
)

// sinEspera is a pool whose sessions give up a lock that is not to be had at once. Whoever
// waits for a table's strongest lock keeps everybody else waiting behind, for as long as
// the longest query takes: the processes that run meanwhile answer people within seconds.
func sinEspera(url string) (*sqlx.DB, error) {
	url, err := NormalizeURL(url)
	if err != nil {
		return nil, err
	}
	conector, err := pq.NewConnector(url)
	if err != nil {
		return nil, errorURL()
	}
	db := sqlx.NewDb(sql.OpenDB(impaciente{conector}), "postgres")
	db.SetMaxOpenConns(2)
	return db, nil
}

type impaciente struct{ driver.Connector }

// Connect connects, and bounds what the session waits for a lock.
func (i impaciente) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := i.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	e, ok := c.(driver.ExecerContext)
	if !ok {
		return nil, errors.Join(fmt.Errorf("store: the driver's connection is a %T", c), c.Close())
	}
	if _, err := e.ExecContext(ctx, `SET lock_timeout = '1s'`, nil); err != nil {
		return nil, errors.Join(envolver(err, "bound the wait for a lock"), c.Close())
	}
	return c, nil
}

// conPaciencia tries again what gave up for a lock, with a pause. What fn did before is
// kept by it or undone whole.
func conPaciencia(ctx context.Context, fn func() error) error {
	for intento := 1; ; intento++ {
		err := fn()
		if sqlState(err) != sinCerrojo || intento == intentosMigrar {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pausaCerrojo):
		}
	}
}
