package main

import (
	"database/sql"
	"slices"

	"compromisos/compromiso"
	"compromisos/store"
)

// base is a connection of the story's own to its database.
func (c *casa) base() *sql.DB {
	c.t.Helper()
	if c.db == nil {
		var err error
		if c.db, err = sql.Open("postgres", c.url); err != nil {
			c.t.Fatal(err)
		}
		c.t.Cleanup(func() { _ = c.db.Close() })
	}
	return c.db
}

// leer gives the one value that a query of the story finds, as text.
func (c *casa) leer(consulta string) string {
	c.t.Helper()
	var s string
	if err := c.base().QueryRowContext(c.t.Context(), consulta).Scan(&s); err != nil {
		c.t.Fatal(err)
	}
	return s
}

// tienda is the store, as the operator's commands open it.
func (c *casa) tienda() *store.Store {
	c.t.Helper()
	st, err := store.Open(c.t.Context(), c.url, store.Options{MaxConns: 2})
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = st.Close() })
	return st
}

// ficha is the whole record of a compromiso.
func (c *casa) ficha(numero string) *compromiso.Ficha {
	c.t.Helper()
	f, err := c.apps[len(c.apps)-1].st.Ficha(c.t.Context(), nil, ref(numero))
	if err != nil {
		c.t.Fatal(err)
	}
	return f
}

// avisos are the avisos of one kind to somebody about a compromiso, the newest first.
func (c *casa) avisos(numero string, clase compromiso.ClaseAviso, destino string) []compromiso.Aviso {
	c.t.Helper()
	todos, err := c.apps[len(c.apps)-1].st.AvisosDe(c.t.Context(), ref(numero), 100)
	if err != nil {
		c.t.Fatal(err)
	}
	return slices.DeleteFunc(todos, func(a compromiso.Aviso) bool { return a.Clase != clase || a.Destino != destino })
}

// pendientes tells what is known of the avisos that are not delivered, and of River's jobs.
func (c *casa) pendientes() string {
	return c.leer(`
		SELECT coalesce((SELECT string_agg(row_to_json(a)::text, E'\n') FROM avisos a WHERE estado IN ('pendiente', 'enviando')), '') || E'\n' ||
			coalesce((SELECT string_agg(concat_ws(' ', id, kind, args, state, scheduled_at, attempted_at, attempted_by, errors), E'\n') FROM river_job), '')`)
}
