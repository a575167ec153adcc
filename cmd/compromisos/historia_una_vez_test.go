package main

import (
	"net/http"
	"testing"
	"time"

	"compromisos/scheduler"
	"compromisos/slacksim"
)

// The process was down at the hour: on its return there is one message, not a backlog.
func TestHistoria_caidoALaHora(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.registrar("02/2026", "áreas:DERFE vence:2026-11-11")
	c.asentar()
	c.parar(c.apps[0])
	c.reloj.Mover(c.momento("2026-11-11T15:20"))
	a := c.abrirApp(opcionesCasa{})
	c.apps = append(c.apps[:0], a)
	c.asentar()
	dm := c.derfe.ExpectDM("01/2026", "02/2026", "vence hoy", "faltan 2 días hábiles")
	_ = dm
	c.alas("2026-11-11T18:00")
	if n := c.dms(c.derfe, "por atender"); n != 1 {
		t.Errorf("%d reminders on return, want 1", n)
	}
}

// Two processes on one database: one DM, one digest.
func TestHistoria_dosProcesos(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.abrirApp(opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.reloj.Mover(c.momento("2026-11-09T09:00"))
	errs := make(chan error, 8)
	for range 4 {
		for _, a := range c.apps {
			go func() { errs <- a.sch.Sweep(t.Context()) }()
		}
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	c.asentar()
	c.derfe.ExpectDM("01/2026", "vence hoy")
	c.sala.ExpectChannel("C0CVD", "Resumen")
	c.alas("2026-11-09T09:10")
	if n := c.dms(c.derfe, "vence hoy"); n != 1 {
		t.Errorf("%d reminders, want 1", n)
	}
	if n := len(c.sala.Sim.Messages("C0CVD")); n != 2 {
		t.Errorf("%d messages in the channel, want the registration and one digest", n)
	}
}

// Slack took the message and the answer was lost: the bot finds its mark and does not
// send again.
func TestHistoria_respuestaPerdida(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.LostAnswer, Times: 1})
	c.alas("2026-11-09T09:00")
	if n := c.dms(c.derfe, "vence hoy"); n != 1 {
		t.Errorf("%d reminders, want 1", n)
	}
	c.st.Slash("C0CVD", "/compromiso", "avisos 01/2026").Contains(t, "U0DERFE")
}

// 429, 500 and a lost connection slow the bot down and lose nothing.
func TestHistoria_slackSeQueja(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{motor: scheduler.Options{Retroceso: 50 * time.Millisecond}})
	c.registrar("01/2026", "áreas:DERFE,UTSI,DECEyEC vence:2026-11-09")
	c.asentar()
	for _, m := range []slacksim.Mishap{
		{Kind: slacksim.RateLimited, RetryAfter: time.Second},
		{Kind: slacksim.ServerError},
		{Kind: slacksim.Reset},
		{Kind: slacksim.SlackError, Error: "internal_error"},
		{Kind: slacksim.RateLimitedSilent},
	} {
		m.Method, m.Times = "chat.postMessage", 1
		c.sala.Sim.Inject(m)
	}
	c.alas("2026-11-09T09:00")
	for _, u := range []string{"U0DERFE", "U0UTSI", "U0DECEYEC"} {
		if n := c.dms(c.sala.User(u), "vence hoy"); n != 1 {
			t.Errorf("%s has %d reminders, want 1", u, n)
		}
	}
}

// A button pressed twice, a form sent twice: the work is done once.
func TestHistoria_dosVeces(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{http: true})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	dm := c.derfe.ExpectDM("01/2026")
	c.derfe.Press(dm, "Está cumplido")
	c.derfe.ExpectModal("cumplido").Submit()
	c.st.ExpectDM("Por validar", "01/2026")
	status, err := c.sala.Sim.ResendLast(t.Context())
	if err != nil || status != http.StatusOK {
		t.Fatalf("the same submission again: %d, %v", status, err)
	}
	c.asentar()
	if n := c.dms(c.st, "Por validar"); n != 1 {
		t.Errorf("the ST was told %d times", n)
	}
	c.sala.ExpectEdit(dm, "Se propuso como cumplido") // the button is gone; who still had it before them presses it
	if s := c.forjarBoton("U0DERFE", "DM", "cumplir", "CVD 01/2026"); !contiene(s, "ya está por validar") {
		t.Errorf("the button pressed again: %q", s)
	}

	c.st.Slash("C0CVD", "/compromiso", "nuevo Otra cosa áreas:UTSI vence:2026-11-20").Contains(t, "02/2026")
	if _, err := c.sala.Sim.ResendLast(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.st.Slash("C0CVD", "/compromiso", "nuevo Una más áreas:UTSI vence:2026-11-20").Contains(t, "03/2026")
}
