package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/pressly/goose/v3"

	"compromisos/compromiso"
)

//go:embed migraciones/*.sql
var migraciones embed.FS

// Migrate brings the schema up to date and tells from which version to which. It holds
// a lock meanwhile, so that of many processes that start at once one migrates and the
// others find it done; river runs under the same lock, and may be nil.
func Migrate(ctx context.Context, url string, river func(ctx context.Context) error) (antes, despues int64, err error) {
	err = conMigrador(ctx, url, func(p *goose.Provider, db *sqlx.DB) error {
		if antes, err = esquema(ctx, db); err != nil {
			return err
		}
		if esperado := esquemaEsperado(p); antes > esperado {
			return errorFuturo(antes, esperado)
		}
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("store: migrate: %w", err)
		}
		if despues, err = esquema(ctx, db); err != nil || river == nil {
			return err
		}
		return river(ctx)
	})
	if err != nil {
		err = errorMigrar(err, url, antes)
	}
	return antes, despues, err
}

// conMigrador runs fn with a migrator, while no other process migrates.
func conMigrador(ctx context.Context, url string, fn func(*goose.Provider, *sqlx.DB) error) (err error) {
	s, err := Open(ctx, url, Options{MaxConns: 2})
	if err != nil {
		return err
	}
	defer func() {
		if e := s.Close(); err == nil {
			err = e
		}
	}()
	guardia, err := s.db.Conn(ctx)
	if err != nil {
		return envolver(err, "connect")
	}
	// The lock is the session's: it is gone with the connection, however that ends.
	defer soltar(guardia)
	if _, err := guardia.ExecContext(ctx, `SELECT pg_advisory_lock($1, $2)`, cerrojos, cerrojoMigra); err != nil {
		return envolver(err, "wait for the migration of another process")
	}
	p, err := migrador(s.db.DB)
	if err != nil {
		return err
	}
	return fn(p, s.db)
}

func soltar(c *sql.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, _ = c.ExecContext(ctx, `SELECT pg_advisory_unlock($1, $2)`, cerrojos, cerrojoMigra)
	_ = c.Close() // either way the pool is closed next, and the session ends
}

func migrador(db *sql.DB) (*goose.Provider, error) {
	sub, err := fs.Sub(migraciones, "migraciones")
	if err != nil {
		return nil, envolver(err, "find the migrations")
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, sub, goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	return p, envolver(err, "read the migrations")
}

// Esquema tells which version the schema has and which one this program expects.
func (s *Store) Esquema(ctx context.Context) (actual, esperado int64, err error) {
	p, err := migrador(s.db.DB)
	if err != nil {
		return 0, 0, err
	}
	actual, err = esquema(ctx, s.db)
	return actual, esquemaEsperado(p), err
}

func esquemaEsperado(p *goose.Provider) int64 {
	var v int64
	for _, m := range p.ListSources() {
		v = max(v, m.Version)
	}
	return v
}

// esquema is the version of the schema; 0 where nothing was migrated yet.
func esquema(ctx context.Context, q conexion) (int64, error) {
	var v int64
	err := q.GetContext(ctx, &v, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`)
	if p := pq.As(err); p != nil && p.Code == "42P01" { // no such table
		return 0, nil
	}
	return v, envolver(err, "read the version of the schema")
}

// RevisarEsquema refuses a schema that is not this program's: one from before, that
// `migrar` brings up to date, and one from the future.
func (s *Store) RevisarEsquema(ctx context.Context) error {
	actual, esperado, err := s.Esquema(ctx)
	switch {
	case err != nil:
		return err
	case actual > esperado:
		return errorFuturo(actual, esperado)
	case actual < esperado:
		return compromiso.Errorf(compromiso.Conflicto, "",
			"La base de datos tiene el esquema %d y este programa necesita el %d: ejecute «compromisos migrar».", actual, esperado)
	}
	return nil
}

func errorFuturo(actual, esperado int64) error {
	return compromiso.Errorf(compromiso.Conflicto, "",
		"La base de datos tiene el esquema %d, de una versión más nueva; este programa conoce hasta el %d: use la versión nueva.", actual, esperado)
}
