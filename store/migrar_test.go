package store

import (
	"context"
	"errors"
	"sync"
	"testing"

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

func TestEsquemaDelFuturo(t *testing.T) {
	t.Parallel()
	s, url := vacio(t)
	if err := s.RevisarEsquema(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`); err != nil {
		t.Fatal(err)
	}
	rechazado(t, s.RevisarEsquema(t.Context()), compromiso.Conflicto)
	_, _, err := Migrate(t.Context(), url, nil)
	rechazado(t, err, compromiso.Conflicto)
	virgen := open(t, pgtest.Database(t, nil))
	rechazado(t, virgen.RevisarEsquema(t.Context()), compromiso.Conflicto)
}
