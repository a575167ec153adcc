package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// Slack tells the sockets to go, for each of its reasons, and the network cuts them:
// commands are answered and reminders arrive all the same.
func TestHistoria_socketsQueSeVan(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	for k, p := range []struct {
		que    string
		pasa   func()
		dia    string
		faltan string
	}{
		{"warning", func() { c.sala.Sim.Disconnect("warning") }, "2026-11-06T09:00", "faltan 5 días hábiles"},
		{"refresh_requested", func() { c.sala.Sim.Disconnect("refresh_requested") }, "2026-11-10T09:00", "faltan 3 días hábiles"},
		{"link_disabled", func() { c.sala.Sim.Disconnect("link_disabled") }, "2026-11-12T09:00", "vence mañana"},
		{"cut", c.sala.Sim.DropSockets, "2026-11-13T09:00", "vence hoy"},
	} {
		p.pasa()
		c.reloj.Mover(c.momento(p.dia))
		if err := c.apps[0].sch.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		texto := fmt.Sprintf("Avance número %d", k+1)
		c.insistir(c.derfe.ID, "avance 01/2026 "+texto)
		dm := c.derfe.ExpectDM("01/2026", p.faltan)
		c.sala.WaitConnected()
		c.derfe.Press(dm, "Registrar avance")
		c.derfe.ExpectModal("avance").Cancel()
		// Who types again because no answer came may have been heard the first time.
		if got := slices.Compact(textos(c.ficha("01/2026"))); len(got) != k+1 || !strings.HasSuffix(got[k], texto) {
			t.Fatalf("after %s: progress %q", p.que, got)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := c.sala.Sim.WaitSockets(ctx, 2); err != nil {
		t.Errorf("the bot has not come back with all its sockets: %v", err)
	}
}

// insistir types a command until Slack finds somebody to give it to, as a person does.
func (c *casa) insistir(persona, texto string) {
	c.t.Helper()
	c.espera("somebody answers "+texto, func() bool {
		o, err := c.sala.Sim.Slash(c.t.Context(), persona, "C0CVD", "/compromiso", texto)
		return err == nil && o.Acked
	})
}

// What Slack did not sign is refused, and nothing is done.
func TestHistoria_firmaMala(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{http: true, conf: confSinResumen})
	cuerpo := url.Values{
		"team_id": {c.sala.Sim.TeamID()}, "user_id": {"U0ST"}, "channel_id": {"C0CVD"}, "command": {"/compromiso"},
		"text": {"nuevo Una cosa áreas:DERFE"}, "trigger_id": {"1.2.abc"},
	}.Encode()
	ahora := time.Now()
	for _, p := range []struct {
		que, secreto string
		cuando       time.Time
		firmado      string
		quiero       int
	}{
		{"another secret", "otro", ahora, cuerpo, http.StatusUnauthorized},
		{"another body", c.sala.Sim.SigningSecret(), ahora, cuerpo + "&x=1", http.StatusUnauthorized},
		{"an old one", c.sala.Sim.SigningSecret(), ahora.Add(-6 * time.Minute), cuerpo, http.StatusUnauthorized},
		{"one of tomorrow", c.sala.Sim.SigningSecret(), ahora.Add(6 * time.Minute), cuerpo, http.StatusUnauthorized},
		{"no secret", "", ahora, cuerpo, http.StatusUnauthorized},
		{"a good one", c.sala.Sim.SigningSecret(), ahora, cuerpo, http.StatusOK},
	} {
		antes := c.leer(`SELECT count(*) FROM compromisos`)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+c.apps[0].Addr()+"/slack/events", strings.NewReader(cuerpo))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(p.cuando.Unix(), 10))
		r.Header.Set("X-Slack-Signature", slacksim.Sign(p.secreto, p.cuando, []byte(p.firmado)))
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		despues := c.leer(`SELECT count(*) FROM compromisos`)
		if res.StatusCode != p.quiero || (despues == antes) != (p.quiero != http.StatusOK) {
			t.Errorf("%s: status %d, and %s compromisos became %s", p.que, res.StatusCode, antes, despues)
		}
	}
}

// The same signed request again, of each kind, also to another process: it is answered
// and not done twice.
func TestHistoria_peticionRepetida(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{http: true, conf: confSinResumen})
	otraVez := func(que string) {
		t.Helper()
		for range 2 {
			if status, err := c.sala.Sim.ResendLast(t.Context()); err != nil || status != http.StatusOK {
				t.Fatalf("%s again: %d, %v", que, status, err)
			}
		}
	}
	c.st.Slash("C0CVD", "/compromiso", "nuevo Entregar el padrón áreas:DERFE vence:2026-11-13").Contains(t, "01/2026")
	otraVez("a command")
	if n := c.leer(`SELECT count(*) FROM compromisos`); n != "1" {
		t.Errorf("%s compromisos, want 1", n)
	}
	c.asentar()
	c.alas("2026-11-06T09:00")
	dm := c.derfe.ExpectDM("faltan 5 días hábiles")
	c.derfe.Press(dm, "Enterado")
	c.derfe.ExpectEphemeral("Anotado")
	otraVez("a button")
	c.derfe.Press(dm, "Registrar avance")
	c.derfe.ExpectModal("avance").Fill("texto", "Se entregó una parte").Submit()
	c.derfe.ExpectEphemeral("avance")
	otraVez("a form")
	if got := textos(c.ficha("01/2026")); len(got) != 1 {
		t.Errorf("progress: %q, want it once", got)
	}
	c.st.Slash("C0CVD", "/compromiso", "recordar 01/2026").Contains(t, "DERFE")
	otraVez("a command")
	c.derfe.ExpectDM("Se pide atender")
	c.asentar()
	if n := c.dms(c.derfe, "Se pide atender"); n != 1 {
		t.Errorf("reminded %d times", n)
	}
	if n := c.leer(`SELECT count(*) FROM bitacora WHERE accion = 'enterado'`); n != "1" {
		t.Errorf("«Enterado» is %s times in the record", n)
	}
}
