package main

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"compromisos/slacksim"
)

// trabar holds the rows of the compromisos from another connection, until it is told to
// let go.
func (c *casa) trabar() (soltar func()) {
	c.t.Helper()
	tx, err := c.base().BeginTx(context.WithoutCancel(c.t.Context()), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = tx.Rollback() })
	if _, err := tx.ExecContext(c.t.Context(), `SELECT id FROM compromisos FOR UPDATE`); err != nil {
		c.t.Fatal(err)
	}
	return func() {
		if err := tx.Rollback(); err != nil && err != sql.ErrTxDone { //nolint:errorlint // it is never wrapped
			c.t.Error(err)
		}
	}
}

// The store takes four seconds: the command is acknowledged in time, and answered when
// the work is done.
func TestHistoria_baseLenta(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	soltar := c.trabar()
	time.AfterFunc(4*time.Second, soltar)
	antes := time.Now()
	a := c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Se remitió el oficio").Contains(t, "Sigo trabajando")
	if a.AckLatency >= 3*time.Second {
		t.Errorf("acknowledged after %s", a.AckLatency)
	}
	c.derfe.ExpectEphemeral("Quedó registrado el avance", "01/2026")
	if d := time.Since(antes); d < 3900*time.Millisecond {
		t.Errorf("answered after %s, while the row was held for four seconds", d)
	}
	if got := textos(c.ficha("01/2026")); len(got) != 1 {
		t.Errorf("progress: %q, want it once", got)
	}
}

// A form that takes long says so, and shows in its place what became of it.
func TestHistoria_formaLenta(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen, http: true})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	c.derfe.Slash("C0CVD", "/compromiso", "cumplir 01/2026")
	f := c.derfe.ExpectModal("cumplido")
	f.Fill("texto", "Se presentó en la sesión.")
	soltar := c.trabar()
	time.AfterFunc(4*time.Second, soltar)
	if a := f.Submit(); a.AckLatency >= 3*time.Second {
		t.Errorf("acknowledged after %s", a.AckLatency)
	}
	c.derfe.ExpectModal("cumplido", "Sigo trabajando")
	c.derfe.ExpectModal("cumplido", "Quedó propuesto")
	c.st.ExpectDM("Por validar", "Se presentó en la sesión.")
}

// Stopped while work is under way: what was accepted is finished, within the time that a
// supervisor gives; what was being sent is sent once.
func TestHistoria_paradaAMedias(t *testing.T) {
	t.Parallel()
	for _, modo := range []struct {
		nombre string
		http   bool
	}{{"socket", false}, {"http", true}} {
		t.Run(modo.nombre, func(t *testing.T) {
			t.Parallel()
			c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen, http: modo.http})
			c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
			c.asentar()
			// A reminder whose answer is slow, and a command whose row is held.
			c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.Hang, Delay: 2 * time.Second})
			antes := c.sala.Sim.Calls("chat.postMessage")
			c.reloj.Mover(c.momento("2026-11-06T09:00"))
			if err := c.apps[0].sch.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			c.espera("the reminder is on its way", func() bool { return c.sala.Sim.Calls("chat.postMessage") > antes })
			soltar := c.trabar()
			time.AfterFunc(4*time.Second, soltar)
			c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Se remitió el oficio").Contains(t, "Sigo trabajando")

			inicio := time.Now()
			c.parar(c.apps[0])
			if d := time.Since(inicio); d >= 10*time.Second {
				t.Errorf("the stop took %s", d)
			}
			soltar()
			c.derfe.ExpectEphemeral("Quedó registrado el avance", "01/2026")
			c.apps = nil
			c.abrirApp(opcionesCasa{http: modo.http})
			c.asentar()
			if got := textos(c.ficha("01/2026")); len(got) != 1 {
				t.Errorf("progress: %q, want it once", got)
			}
			if n := c.dms(c.derfe, "por atender"); n != 1 {
				t.Errorf("%d reminders, want 1", n)
			}
		})
	}
}
