package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"compromisos/store/puente"
)

// porPuente is a house whose process reaches the database by a way that fails on demand;
// the story's own looks go straight there.
func porPuente(t *testing.T) (*casa, *puente.Puente) {
	t.Helper()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen, sinApp: true})
	c.base()
	p, directo := puente.New(t, c.url), c.url
	c.url = p.URL()
	c.abrirApp(opcionesCasa{http: true})
	c.url = directo
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	return c, p
}

// listo is what /readyz says: the status, within the time that those who ask give it.
func (c *casa) listo() int {
	r, err := (&http.Client{Timeout: 10 * time.Second}).Get("http://" + c.apps[0].Addr() + "/readyz")
	if err != nil {
		c.t.Error(err)
		return 0
	}
	_ = r.Body.Close()
	return r.StatusCode
}

// The database says nothing any more, or is gone without a word. Whoever asks hears within
// Slack's time that it takes longer, and then that it failed; /readyz says 503. When the
// database is there again all goes on by itself, and what was due meanwhile arrives once.
func TestHistoria_baseMuda(t *testing.T) {
	t.Parallel()
	for nombre, k := range map[string]struct{ irse, volver func(*puente.Puente) }{
		"says nothing": {func(p *puente.Puente) { p.Swallow(true) }, func(p *puente.Puente) { p.Swallow(false) }},
		"is gone":      {(*puente.Puente).Vanish, (*puente.Puente).Return},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			c, p := porPuente(t)
			k.irse(p)
			a := c.st.Slash("C0CVD", "/compromiso", "nuevo Otra cosa áreas:UTSI").Contains(t, "Sigo trabajando")
			if a.AckLatency >= 3*time.Second {
				t.Errorf("acknowledged after %s", a.AckLatency)
			}
			if n := c.listo(); n != http.StatusServiceUnavailable {
				t.Errorf("/readyz says %d", n)
			}
			c.reloj.Mover(c.momento("2026-11-09T09:00"))
			if err := c.apps[0].sch.Sweep(t.Context()); err == nil {
				t.Error("it swept without a database")
			}
			c.esperaHasta(time.Minute, "the person is told", func() bool {
				for _, m := range c.sala.Sim.Ephemerals("U0ST") {
					if strings.Contains(m.Text, "No pude hacerlo") {
						return true
					}
				}
				return false
			})
			c.st.ExpectEphemeral("No pude hacerlo")
			k.volver(p)
			c.espera("/readyz says 200", func() bool { return c.listo() == http.StatusOK })
			c.alas("2026-11-09T09:00")
			if n := c.dms(c.derfe, "vence hoy"); n != 1 {
				t.Errorf("%d reminders, want 1", n)
			}
			c.st.Slash("C0CVD", "/compromiso", "nuevo Otra cosa áreas:UTSI").Contains(t, "02/2026")
		})
	}
}

// A stop does not wait for a database that says nothing: what was under way is on record as
// such, and whoever comes next takes it up.
func TestHistoria_paradaSinBase(t *testing.T) {
	t.Parallel()
	c, p := porPuente(t)
	p.Swallow(true)
	c.st.Slash("C0CVD", "/compromiso", "nuevo Otra cosa áreas:UTSI").Contains(t, "Sigo trabajando")
	fin := make(chan error, 1)
	a := c.apps[0]
	c.apps = nil
	go func() { fin <- parada(t.Context(), a) }()
	select {
	case err := <-fin:
		if err == nil {
			t.Error("work was cut short, and nothing is said of it")
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the stop waits for ever")
	}
	c.st.ExpectEphemeral("No pude hacerlo")
}
