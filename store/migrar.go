package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"
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
// others find it done; river runs under the same lock, and may be nil. A newer schema on
// which this program works is left as it is. After the program's own migrations come
// those of mas: of a version to come, in a rehearsal.
func Migrate(ctx context.Context, url string, river func(ctx context.Context) error, mas ...fs.FS) (antes, despues int64, err error) {
	err = conMigrador(ctx, url, func(p *goose.Provider, db *sqlx.DB) error {
		if antes, err = esquema(ctx, db); err != nil {
			return err
		}
		esperado, err := esperada()
		if err != nil {
			return err
		}
		if antes > esperado && len(mas) == 0 {
			despues = antes
			return compatible(ctx, db, antes, esperado)
		}
		ps := []*goose.Provider{p}
		for _, f := range mas {
			otro, err := migrador(db.DB, f)
			if err != nil {
				return err
			}
			ps = append(ps, otro)
		}
		for _, p := range ps {
			if err := conPaciencia(ctx, func() error { _, err := p.Up(ctx); return err }); err != nil {
				return fmt.Errorf("store: migrate: %w", err)
			}
		}
		if despues, err = esquema(ctx, db); err != nil || river == nil {
			return err
		}
		return conPaciencia(ctx, func() error { return river(ctx) })
	})
	if err != nil {
		err = errorMigrar(err, url, antes)
	}
	return antes, despues, err
}

// conMigrador runs fn with a migrator, while no other process migrates.
func conMigrador(ctx context.Context, url string, fn func(*goose.Provider, *sqlx.DB) error) (err error) {
	s, err := Open(ctx, url, Options{MaxConns: 1})
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
	if err := guardar(ctx, guardia); err != nil {
		return envolver(err, "wait for the migration of another process")
	}
	db, err := sinEspera(url)
	if err != nil {
		return err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	p, err := migrador(db.DB, propias())
	if err != nil {
		return err
	}
	return fn(p, db)
}

// guardar waits for the lock by asking for it: a statement that waits would be one more
// that an index, made beside those who work, waits for.
func guardar(ctx context.Context, c *sql.Conn) error {
	const cada = 50 * time.Millisecond
	for {
		var mio bool
		if err := c.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1, $2)`, cerrojos, cerrojoMigra).Scan(&mio); err != nil || mio {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(cada):
		}
	}
}

func soltar(c *sql.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, _ = c.ExecContext(ctx, `SELECT pg_advisory_unlock($1, $2)`, cerrojos, cerrojoMigra)
	_ = c.Close() // either way the pool is closed next, and the session ends
}

// propias are this program's migrations.
func propias() fs.FS {
	sub, err := fs.Sub(migraciones, "migraciones")
	if err != nil {
		panic(err) // the name is not one that a folder can have
	}
	return sub
}

func migrador(db *sql.DB, de fs.FS) (*goose.Provider, error) {
	p, err := goose.NewProvider(goose.DialectPostgres, db, de, goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	return p, envolver(err, "read the migrations")
}

// Esquema tells which version the schema has and which one this program expects.
func (s *Store) Esquema(ctx context.Context) (actual, esperado int64, err error) {
	if esperado, err = esperada(); err != nil {
		return 0, 0, err
	}
	actual, err = esquema(ctx, s.db)
	return actual, esperado, err
}

// esperada is the version of the program's last migration.
var esperada = sync.OnceValues(func() (int64, error) {
	nombres, err := fs.Glob(propias(), "*.sql")
	if err != nil || len(nombres) == 0 {
		return 0, envolver(err, "find the migrations")
	}
	v, err := goose.NumericComponent(slices.Max(nombres))
	return v, envolver(err, "read the migrations")
})

// esquema is the version of the schema; 0 where nothing was migrated yet.
func esquema(ctx context.Context, q conexion) (int64, error) {
	var v int64
	err := q.GetContext(ctx, &v, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`)
	if p := pq.As(err); p != nil && p.Code == "42P01" { // no such table
		return 0, nil
	}
	return v, envolver(err, "read the version of the schema")
}

// RevisarEsquema refuses a schema on which this program does not work: one from before,
// that `migrar` brings up to date, and one from the future that it cannot use any more.
func (s *Store) RevisarEsquema(ctx context.Context) error {
	actual, esperado, err := s.Esquema(ctx)
	switch {
	case err != nil:
		return err
	case actual > esperado:
		return compatible(ctx, s.db, actual, esperado)
	case actual < esperado:
		return compromiso.Errorf(compromiso.Conflicto, "",
			"La base de datos tiene el esquema %d y este programa necesita el %d: ejecute «compromisos migrar».", actual, esperado)
	}
	return nil
}

// compatible refuses a newer schema that says that programs of this one's age do not
// work on it. Processes are replaced one by one, and a version that disappoints is taken
// back: to be newer is no reason.
func compatible(ctx context.Context, q conexion, actual, esperado int64) error {
	var minimo int64
	if err := q.GetContext(ctx, &minimo, `SELECT version FROM esquema_minimo`); err != nil {
		return envolver(err, "read which programs the schema is for")
	}
	if esperado < minimo {
		return errorFuturo(actual, esperado)
	}
	return nil
}

func errorFuturo(actual, esperado int64) error {
	return compromiso.Errorf(compromiso.Conflicto, "",
		"La base de datos tiene el esquema %d, de una versión más nueva; este programa conoce hasta el %d: use la versión nueva.", actual, esperado)
}
