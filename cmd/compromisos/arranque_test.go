package main

import "testing"

// A process that has nothing to migrate does not wait for one that migrates, nor for a lock
// that somebody forgot.
func TestArranque_nadaQueMigrar(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{sinApp: true, conf: confSinResumen})
	tx, err := c.base().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // it only holds a lock
	if _, err := tx.ExecContext(t.Context(), `SELECT pg_advisory_xact_lock(x'636f6d70'::int, 3)`); err != nil {
		t.Fatal(err)
	}
	// What would wait is broken off, and the start with it.
	if _, err := c.base().ExecContext(t.Context(), `ALTER DATABASE `+c.leer(`SELECT quote_ident(current_database())`)+` SET lock_timeout = '2s'`); err != nil {
		t.Fatal(err)
	}
	c.abrirApp(opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
}
