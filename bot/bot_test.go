package bot

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// The same signed request again is answered, and not done twice.
func TestDosVeces(t *testing.T) {
	c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
	srv := httptest.NewServer(c.b.Handler())
	t.Cleanup(srv.Close)
	c.sim.UseHTTP(srv.URL + "/slack/events")
	c.slash(uST, "nuevo Algo áreas:DERFE")
	for range 3 {
		if status, err := c.sim.ResendLast(t.Context()); err != nil || status != 200 {
			t.Fatalf("%d %v", status, err)
		}
	}
	if h := c.st.hechos(); len(h) != 1 {
		t.Errorf("done %v", h)
	}
}

// A store that does not answer: an acknowledgement in time, the answer later.
func TestAlmacenLento(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		t.Parallel()
		c.st.antes = func(ctx context.Context) error {
			select {
			case <-time.After(2300 * time.Millisecond):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		o := c.slash(uST, "ver 03/2024")
		if !strings.Contains(o.Text, "Sigo trabajando") || o.AckLatency > 2500*time.Millisecond {
			t.Errorf("%v %q", o.AckLatency, o.Text)
		}
		c.dijo(uST, "plan de carteles")
		// A form shows within the life of its trigger, and its data when they are there.
		c.slash(uEnlace, "avance 03/2024")
		v := c.vista(uEnlace, "avance")
		o, err := c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se envió"})
		if err != nil || len(o.Views) != 1 || !strings.Contains(strings.Join(o.Views[0].Texts(), " "), "Sigo trabajando") {
			t.Fatalf("%+v %v", o, err)
		}
		hasta(t, func() bool {
			vs := c.sim.Views(uEnlace)
			return len(vs) == 1 && strings.Contains(strings.Join(vs[0].Texts(), " "), "Quedó registrado")
		})
	})
}

// A store that fails: what was typed stays, and the person reads that it was not saved.
func TestAlmacenCaido(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		c.slash(uEnlace, "avance 03/2024")
		v := c.vista(uEnlace, "avance")
		c.st.mu.Lock()
		c.st.antes = func(context.Context) error { return context.DeadlineExceeded }
		c.st.mu.Unlock()
		o, err := c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se envió"})
		if err != nil || len(o.Views) != 1 || len(o.Errors) != 1 {
			t.Fatalf("%+v %v", o, err)
		}
		for _, e := range o.Errors {
			if !strings.Contains(e, "sigue aquí") {
				t.Errorf("%q", e)
			}
		}
		if o := c.slash(uEnlace, "ver 03/2024"); !strings.Contains(o.Text, "falló") {
			t.Errorf("%q", o.Text)
		}
	})
}

// Past the load that it can serve it says so at once; a stop waits for what was begun.
func TestCargaYParada(t *testing.T) {
	c := nuevaCasa(t, func(o *Options) { o.AppToken, o.Cupo = "", 1 })
	srv := httptest.NewServer(c.b.Handler())
	t.Cleanup(srv.Close)
	c.sim.UseHTTP(srv.URL + "/slack/events")
	c.slash(uST, "ayuda") // people are known from now on
	dentro, seguir := make(chan struct{}), make(chan struct{})
	c.st.antes = func(context.Context) error {
		close(dentro)
		<-seguir
		return nil
	}
	primera := make(chan *slacksim.Outcome, 1)
	go func() {
		o, _ := c.sim.Slash(context.Background(), uST, "C0CVD", "/compromiso", "nuevo Algo áreas:DERFE")
		primera <- o
	}()
	<-dentro
	if o := c.slash(uST, "lista"); !strings.Contains(o.Text, "demasiadas solicitudes") || o.AckLatency > time.Second {
		t.Errorf("%v %q", o.AckLatency, o.Text)
	}
	parado := make(chan error, 1)
	go func() { parado <- c.b.Stop(context.Background()) }()
	hasta(t, func() bool { c.b.mu.Lock(); defer c.b.mu.Unlock(); return c.b.cerrado })
	if o := c.slash(uST, "lista"); !strings.Contains(o.Text, "reiniciando") {
		t.Errorf("%q", o.Text)
	}
	select {
	case err := <-parado:
		t.Errorf("it did not wait: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(seguir)
	if err := <-parado; err != nil {
		t.Error(err)
	}
	if o := <-primera; !strings.Contains(o.Text, "Quedó registrado") {
		t.Errorf("%q", o.Text)
	}
}

func TestResponseURL(t *testing.T) {
	c := nuevaCasa(t)
	for _, x := range []struct {
		url           string
		local, lejano bool
	}{
		{"https://hooks.slack.com/commands/T/1/x", true, true},
		{"https://hooks.slack.com.evil.mx/x", false, false},
		{"https://hooks.slack.com@evil.mx/x", false, false},
		{"https://u:p@hooks.slack.com/x", false, false},
		{"http://hooks.slack.com/x", false, false},
		{"https://hooks.slack.com:8443/x", false, false},
		{"http://127.0.0.1:9/x", true, false},
		{"http://[::1]:9/x", true, false},
		{"http://169.254.169.254/x", false, false},
		{"file:///etc/passwd", false, false},
		{"", false, false},
		{"%zz", false, false},
	} {
		if err := c.b.revisarURL(x.url); (err == nil) != x.local {
			t.Errorf("here: %q: %v", x.url, err)
		}
		c.b.loop = false
		if err := c.b.revisarURL(x.url); (err == nil) != x.lejano {
			t.Errorf("with Slack's API: %q: %v", x.url, err)
		}
		c.b.loop = true
	}
	// A response_url that is spent: the answer goes another way, and is not tried for ever.
	c.escuchar()
	c.slash(uEnlace, "avance 03/2024")
	v := c.vista(uEnlace, "avance")
	c.sim.ExpireResponseURLs()
	if _, err := c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se envió"}); err != nil {
		t.Fatal(err)
	}
	c.dijo(uEnlace, "Quedó registrado")
	if n := c.sim.Calls("response_url"); n != 1 {
		t.Errorf("%d tries", n)
	}
}
