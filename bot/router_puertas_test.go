package bot

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// porLasDosPuertas runs f over both doors: Socket Mode and signed HTTP.
func porLasDosPuertas(t *testing.T, f func(t *testing.T, c *casa), cambiar ...func(*Options)) {
	t.Run("socket", func(t *testing.T) {
		c := nuevaCasa(t, cambiar...)
		c.escuchar()
		f(t, c)
		c.sinQuejas()
	})
	t.Run("http", func(t *testing.T) {
		c := nuevaCasa(t, append(cambiar, func(o *Options) { o.AppToken = "" })...)
		c.servirHTTP()
		f(t, c)
		c.sinQuejas()
	})
}

// servirHTTP has Slack send signed requests, until the test ends.
func (c *casa) servirHTTP() {
	srv := httptest.NewServer(c.b.Handler())
	c.t.Cleanup(srv.Close)
	c.sim.UseHTTP(srv.URL + "/slack/events")
}

// escuchar opens the sockets, and closes them at the end of the test.
func (c *casa) escuchar() {
	c.t.Helper()
	ctx, parar := context.WithCancel(context.Background())
	fin := make(chan error, 1)
	go func() { fin <- c.b.RunSocket(ctx) }()
	c.t.Cleanup(func() {
		parar()
		if err := <-fin; err != nil {
			c.t.Errorf("RunSocket: %v", err)
		}
	})
	plazo, cancelar := context.WithTimeout(c.t.Context(), 5*time.Second)
	defer cancelar()
	if err := c.sim.WaitConnected(plazo); err != nil {
		c.t.Fatal(err)
	}
	hasta(c.t, c.b.Listo)
}

func (c *casa) sinQuejas() {
	c.t.Helper()
	for _, q := range c.sim.Complaints() {
		c.t.Errorf("Slack complains: %s", q)
	}
	for _, secreto := range []string{c.sim.BotToken(), c.sim.AppToken(), c.sim.SigningSecret(), "/hooks/"} {
		if strings.Contains(c.registro(), secreto) {
			c.t.Errorf("the log holds %q", secreto)
		}
	}
}

func hasta(t testing.TB, que func() bool) {
	t.Helper()
	for range 500 {
		if que() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it did not happen in 5 s")
}

// dijo waits until the person saw a message with the text.
func (c *casa) dijo(persona, texto string) {
	c.t.Helper()
	for range 300 {
		for _, m := range append(c.sim.Ephemerals(persona), c.sim.DM(persona)...) {
			if strings.Contains(m.Text, texto) {
				return
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	c.t.Fatalf("nobody told %s %q; the log: %s", persona, texto, c.registro())
}

func (c *casa) slash(persona, texto string) *slacksim.Outcome {
	c.t.Helper()
	o, err := c.sim.Slash(c.t.Context(), persona, "C0CVD", "/compromiso", texto)
	if err != nil {
		c.t.Fatalf("%s: %v", texto, err)
	}
	return o
}

// vista waits for the modal on top of what the person sees.
func (c *casa) vista(persona, id string) slacksim.View {
	c.t.Helper()
	var v slacksim.View
	hasta(c.t, func() bool {
		vs := c.sim.Views(persona)
		if len(vs) == 0 {
			return false
		}
		v = vs[len(vs)-1]
		return v.CallbackID == id
	})
	return v
}
