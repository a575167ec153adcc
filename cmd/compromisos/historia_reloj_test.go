package main

import (
	"context"
	"strings"
	"testing"
	"time"
)

// The clocks of the commission's zone go forward, and back: nine is nine, once.
func TestHistoria_cambioDeHora(t *testing.T) {
	t.Parallel()
	tijuana, err := time.LoadLocation("America/Tijuana")
	if err != nil {
		t.Fatal(err)
	}
	conf := strings.Replace(confSinResumen, "    canal: C0CVD\n", "    canal: C0CVD\n    zona: America/Tijuana\n", 1)
	for nombre, k := range map[string]struct{ antes, vence, dia string }{
		"forward": {"2026-03-06T10:00", "2026-03-10", "2026-03-09"}, // the Sunday between is 8 March
		"back":    {"2026-10-30T10:00", "2026-11-03", "2026-11-02"},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			c := abrirCasa(t, "2026-03-05T10:00", opcionesCasa{conf: conf})
			c.zona = tijuana
			c.alas(k.antes)
			c.registrar("01/2026", "áreas:DERFE vence:"+k.vence)
			c.asentar()
			c.alas(k.dia + "T08:59")
			if n := c.dms(c.derfe, "vence mañana"); n != 0 {
				t.Errorf("%d reminders before nine", n)
			}
			c.alas(k.dia + "T09:00")
			c.derfe.ExpectDM("01/2026", "vence mañana")
			c.alas(k.dia + "T10:00") // nine by the clock of before, one way or the other
			c.alas(k.dia + "T19:59")
			if n := c.dms(c.derfe, "vence mañana"); n != 1 {
				t.Errorf("%d reminders, want 1", n)
			}
		})
	}
}

// The field's clock jumps days ahead and comes back: what it caused was sent once, early,
// is not sent again, and what comes after it is sent in its day.
func TestHistoria_relojQueSalta(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	c.alas("2026-11-12T09:00") // the eve, says the clock
	c.derfe.ExpectDM("01/2026", "vence mañana")
	c.reloj.mu.Lock()
	c.reloj.t = c.momento("2026-11-05T10:00")
	c.reloj.mu.Unlock()
	for _, m := range []string{"2026-11-05T10:01", "2026-11-06T09:00", "2026-11-10T09:00", "2026-11-12T09:00", "2026-11-12T10:00"} {
		c.alas(m)
	}
	if n := c.dms(c.derfe, "por atender"); n != 1 {
		t.Errorf("%d reminders until the eve is over, want the one that left early", n)
	}
	c.alas("2026-11-13T09:00")
	c.derfe.ExpectDM("01/2026", "vence hoy")
	c.alas("2026-11-17T09:00")
	c.derfe.ExpectDM("01/2026", "venció")
}

// Whoever registers is answered although the nudge of the deliveries hangs, and the sweep
// has them delivered.
func TestHistoria_empujonColgado(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	tx, err := c.base().BeginTx(context.WithoutCancel(t.Context()), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // a second one changes nothing
	if _, err := tx.ExecContext(t.Context(), `LOCK TABLE river_job IN SHARE MODE`); err != nil {
		t.Fatal(err)
	}
	a := c.st.Slash("C0CVD", "/compromiso", "nuevo Presentar el informe áreas:DERFE vence:2026-12-11")
	if a.AckLatency >= 3*time.Second {
		t.Errorf("acknowledged after %s", a.AckLatency)
	}
	a.Contains(t, "01/2026")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	c.asentar()
	c.derfe.ExpectDM("01/2026", "Nuevo asunto")
}
