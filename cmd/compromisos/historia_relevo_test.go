package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"compromisos/slacksim/slacktest"
	"compromisos/store"
)

// porVenir is the schema of a version to come: what it adds stands in the way of every
// request while it is added.
var porVenir = fstest.MapFS{"9001_por_venir.sql": {Data: []byte(`-- +goose Up
ALTER TABLE compromisos ADD COLUMN nota text NOT NULL DEFAULT '';
ALTER TABLE avisos ADD COLUMN nota text NOT NULL DEFAULT '';
ALTER TABLE bitacora ADD COLUMN nota text NOT NULL DEFAULT '';
CREATE INDEX compromisos_con_nota ON compromisos (nota) WHERE nota <> '';
CREATE TABLE notas (compromiso_id bigint PRIMARY KEY REFERENCES compromisos (id), texto text NOT NULL);
-- +goose Down
DROP TABLE notas;
ALTER TABLE bitacora DROP COLUMN nota;
ALTER TABLE avisos DROP COLUMN nota;
ALTER TABLE compromisos DROP COLUMN nota;
`)}}

// relevo counts what was registered while processes come and go.
type relevo struct {
	*casa
	n int
}

// por has each of the processes register one compromiso, and be ready.
func (r *relevo) por(as ...*app) {
	r.t.Helper()
	quien := []*slacktest.User{r.derfe, r.utsi, r.ajena}
	areas := []string{"DERFE", "UTSI", "DECEyEC"}
	for _, a := range as {
		if s := pedir("http://" + a.Addr() + "/readyz"); !strings.HasPrefix(s, "200 ") {
			r.t.Errorf("a process at work is not ready: %s", s)
		}
		r.sala.Sim.UseHTTP("http://" + a.Addr() + "/slack/events")
		k := r.n % len(areas)
		r.n++
		numero := fmt.Sprintf("%02d/2026", r.n)
		r.st.Slash("C0CVD", "/compromiso", "nuevo Presentar el informe áreas:"+areas[k]+" vence:2026-12-11").Contains(r.t, numero)
		quien[k].Slash("C0CVD", "/compromiso", "avance "+numero+" Ya empezamos").Contains(r.t, numero)
	}
}

// Two processes of this version at work, a third one of the next brings the schema up to
// date under them, and they are replaced one by one: no command fails, no message is
// lost or doubled.
func TestHistoria_relevo(t *testing.T) {
	t.Parallel()
	r := &relevo{casa: abrirCasa(t, "2026-11-03T10:00", opcionesCasa{http: true, conf: confSinResumen})}
	a, b := r.apps[0], r.abrirApp(opcionesCasa{http: true})
	r.por(a, b)

	consulta, err := r.base().BeginTx(t.Context(), nil) // a long query, for which the migration must wait
	if err != nil {
		t.Fatal(err)
	}
	defer consulta.Rollback() //nolint:errcheck // a second one changes nothing
	if _, err := consulta.ExecContext(t.Context(), `SELECT count(*) FROM compromisos, avisos, bitacora`); err != nil {
		t.Fatal(err)
	}
	hecho := make(chan error, 1)
	go func() {
		_, _, err := store.Migrate(t.Context(), r.url, migrarRiver(r.url), porVenir)
		hecho <- err
	}()
	r.espera("the migration waits", func() bool {
		return r.leer(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%ADD COLUMN nota%'`) == "1"
	})
	r.por(a, b)
	if err := consulta.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-hecho; err != nil {
		t.Fatal(err)
	}
	r.por(a, b)

	r.parar(a)
	otraA := r.abrirApp(opcionesCasa{http: true})
	r.por(otraA, b)
	r.parar(b)
	otraB := r.abrirApp(opcionesCasa{http: true})
	r.por(otraB)
	r.asentar()
	r.todoUnaVez()
}

// todoUnaVez wants each registration posted and told once, and the chain whole.
func (r *relevo) todoUnaVez() {
	r.t.Helper()
	quien := []*slacktest.User{r.derfe, r.utsi, r.ajena}
	for k := range r.n {
		numero := fmt.Sprintf("%02d/2026", k+1)
		r.sala.ExpectChannel("C0CVD", numero)
		quien[k%len(quien)].ExpectDM(numero, "Nuevo asunto")
	}
	if n := len(r.sala.Sim.Messages("C0CVD")); n != r.n {
		r.t.Errorf("%d posts, want %d", n, r.n)
	}
	for k, u := range quien {
		if n, quiero := r.dms(u, "Nuevo asunto"), (r.n+len(quien)-1-k)/len(quien); n != quiero {
			r.t.Errorf("%s was told %d times, want %d", u.ID, n, quiero)
		}
	}
	if n, rota, err := r.apps[len(r.apps)-1].st.Verificar(r.t.Context()); err != nil || rota != nil || n != int64(1+2*r.n) {
		r.t.Errorf("%d entries hold, broken at %+v (%v)", n, rota, err)
	}
}
