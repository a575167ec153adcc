package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"

	"compromisos/compromiso"
	"compromisos/store/privado/pgtest"
)

func TestMigrarSubeBajaSube(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, nil)
	estado := func() []string {
		s := open(t, url)
		var cosas []string
		if err := s.db.SelectContext(t.Context(), &cosas, `
			SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name <> 'goose_db_version'
			UNION ALL SELECT indexname || ' ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'goose_db_version'
			UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
				WHERE connamespace = 'public'::regnamespace AND conrelid <> 'goose_db_version'::regclass
			ORDER BY 1`); err != nil {
			t.Fatal(err)
		}
		return cosas
	}
	if err := migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	primero := estado()
	err := conMigrador(t.Context(), url, func(p *goose.Provider, _ *sqlx.DB) error {
		_, err := p.DownTo(t.Context(), 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if quedan := estado(); len(quedan) != 0 {
		t.Fatalf("down leaves %v", quedan)
	}
	antes, despues, err := Migrate(t.Context(), url, nil)
	if err != nil || antes != 0 || despues == 0 {
		t.Fatalf("from %d to %d: %v", antes, despues, err)
	}
	segundo := estado()
	if len(primero) == 0 || len(primero) != len(segundo) {
		t.Fatalf("%d things the first time, %d the second", len(primero), len(segundo))
	}
	for k := range primero {
		if primero[k] != segundo[k] {
			t.Errorf("first %s\nthen %s", primero[k], segundo[k])
		}
	}
}

func TestMigrarALaVez(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, nil)
	var wg sync.WaitGroup
	var mu sync.Mutex
	dentro, rios := 0, 0
	for range 4 {
		wg.Go(func() {
			_, _, err := Migrate(t.Context(), url, func(context.Context) error {
				mu.Lock()
				defer mu.Unlock()
				if dentro++; dentro > 1 {
					t.Error("two at once")
				}
				rios++
				dentro--
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if rios != 4 {
		t.Fatalf("%d of 4", rios)
	}
	if _, _, err := Migrate(t.Context(), url, func(context.Context) error { return errors.New("no") }); err == nil {
		t.Fatal("what River says is lost")
	}
}

// futuro has a newer program at work: a schema with a number that nobody here knows.
func futuro(t *testing.T, s *Store, minimo int) {
	t.Helper()
	for _, c := range []string{
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`, fmt.Sprint(`UPDATE esquema_minimo SET version = `, minimo),
	} {
		if _, err := s.db.ExecContext(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
}

// A newer schema is refused only where it says that programs of this one's age do not
// work on it.
func TestEsquemaDelFuturo(t *testing.T) {
	t.Parallel()
	s, url := vacio(t)
	if err := s.RevisarEsquema(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, conocido, err := s.Esquema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	futuro(t, s, int(conocido))
	if err := s.RevisarEsquema(t.Context()); err != nil {
		t.Errorf("a schema that is for this program too: %v", err)
	}
	nada := func(context.Context) error { t.Error("River was migrated on a newer schema"); return nil }
	if antes, despues, err := Migrate(t.Context(), url, nada); antes != 9999 || despues != 9999 || err != nil {
		t.Errorf("from %d to %d: %v", antes, despues, err)
	}
	futuro(t, s, int(conocido)+1)
	rechazado(t, s.RevisarEsquema(t.Context()), compromiso.Conflicto)
	_, _, err = Migrate(t.Context(), url, nada)
	rechazado(t, err, compromiso.Conflicto)
	virgen := open(t, pgtest.Database(t, nil))
	rechazado(t, virgen.RevisarEsquema(t.Context()), compromiso.Conflicto)
}

// siguiente is a migration to come: it wants the strongest lock of a table that every
// request reads.
func siguiente() fs.FS {
	return fstest.MapFS{"9001_siguiente.sql": {Data: []byte("-- +goose Up\nALTER TABLE compromisos ADD COLUMN nota text NOT NULL DEFAULT '';\n" +
		"-- +goose Down\nALTER TABLE compromisos DROP COLUMN nota;\n")}}
}

// A migration that must wait for a table does not have everybody else wait behind it.
func TestMigrarNoEstorba(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	respaldo := enTx(t, s)    // as pg_dump does, for as long as it takes
	defer respaldo.Rollback() //nolint:errcheck // a second one changes nothing
	alterar(t, respaldo, `SELECT count(*) FROM compromisos`)
	hecho := make(chan error, 1)
	go func() {
		_, _, err := Migrate(t.Context(), url, nil, siguiente())
		hecho <- err
	}()
	esperan := `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%ADD COLUMN nota%'`
	hasta(t, "the migration waits", func() bool { return contar(t, s, esperan) == 1 })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := s.db.ExecContext(ctx, `SELECT count(*) FROM compromisos`); err != nil {
		t.Fatalf("whoever reads waits for the migration: %v", err)
	}
	hasta(t, "it has given up once", func() bool { return contar(t, s, esperan) == 0 })
	hasta(t, "it tries again", func() bool { return contar(t, s, esperan) == 1 })
	if err := respaldo.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-hecho; err != nil {
		t.Fatal(err)
	}
	if v, _, err := s.Esquema(t.Context()); err != nil || v != 9001 {
		t.Fatalf("schema %d: %v", v, err)
	}
}

func hasta(t *testing.T, que string, cierto func() bool) {
	t.Helper()
	for fin := time.Now().Add(20 * time.Second); !cierto(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(fin) {
			t.Fatalf("waited in vain until %s", que)
		}
	}
}
