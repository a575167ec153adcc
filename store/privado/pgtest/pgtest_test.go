package pgtest

import (
	"context"
	"database/sql"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/lib/pq" // the driver
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(Wrap(m)) }

var migrations atomic.Int32

func migrate(ctx context.Context, url string) error {
	migrations.Add(1)
	db, err := sql.Open("postgres", url)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "CREATE TABLE t (id int PRIMARY KEY)")
	return err
}

// TestDatabase runs two at once: each has the migrated table to itself, and the migration ran once.
func TestDatabase(t *testing.T) {
	Server(t) // skips here, if at all, and not only in the subtests
	t.Run("grupo", func(t *testing.T) {
		for range 2 {
			t.Run("una", func(t *testing.T) {
				t.Parallel()
				began := time.Now()
				db := open(t, Database(t, migrate))
				t.Logf("database in %s", time.Since(began).Round(time.Millisecond))
				if _, err := db.ExecContext(t.Context(), "INSERT INTO t VALUES (1)"); err != nil {
					t.Fatal(err)
				}
			})
		}
	})
	if n := migrations.Load(); n != 1 {
		t.Errorf("migrated %d times, want once", n)
	}
}

// TestDatabase_dropped looks for databases of tests that have ended: only the template stays.
func TestDatabase_dropped(t *testing.T) {
	Server(t)
	var name string
	t.Run("otra", func(t *testing.T) {
		if err := open(t, Database(t, nil)).QueryRowContext(t.Context(), "SELECT current_database()").Scan(&name); err != nil {
			t.Fatal(err)
		}
	})
	var n int
	db := open(t, Server(t))
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM pg_database WHERE datname = $1", name).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n != 0 {
		t.Errorf("database %s is still there", name)
	}
}

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
