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

// An event is not acknowledged before it is written: had the process ended, it would
// have come again. What comes again meanwhile, and after, is not done twice.
func TestEventoLento(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		t.Parallel()
		ts := c.recordatorio(uEnlace, planFijo())
		c.st.con(func() {
			c.st.antes = func(ctx context.Context) error {
				select {
				case <-time.After(2300 * time.Millisecond):
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		})
		if _, err := c.sim.Say(t.Context(), uEnlace, c.sim.DMID(uEnlace), "Se envió el oficio", ts); err != nil {
			t.Fatal(err)
		}
		// Of each delivery, in order, whether it was acknowledged.
		entregas := func() (acusadas []bool) {
			for _, x := range c.sim.Traffic() {
				if x.ToApp && x.Name == "message" && strings.Contains(x.Request, "Se envió el oficio") {
					acusadas = append(acusadas, x.Err == "" && (x.Status == 0 || x.Status == 200))
				}
			}
			return acusadas
		}
		hasta(t, func() bool { e := entregas(); return len(e) > 1 && e[len(e)-1] })
		if e := entregas(); e[0] {
			t.Errorf("acknowledged before it was written: %v", e)
		}
		c.unaVez(uEnlace, "Quedó registrado el avance")
		if h := c.st.hechos(); len(h) != 1 {
			t.Errorf("done %v", h)
		}
	})
}

// The second delivery of an event, while the first is under way and once it is done; an
// event that cannot be known again is not asked for again.
func TestEventoLentoHTTP(t *testing.T) {
	t.Parallel()
	c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
	cuerpo := c.evento("Ev1", "Se envió el oficio")
	dentro, seguir := make(chan struct{}, 9), make(chan struct{})
	c.st.con(func() {
		c.st.antes = func(context.Context) error { dentro <- struct{}{}; <-seguir; return nil }
	})
	for k := range 2 {
		if w := c.postear(tipoJSON, cuerpo); w.Code != 503 {
			t.Errorf("delivery %d while it is under way: %d", k, w.Code)
		}
	}
	close(seguir)
	hasta(t, func() bool { return c.postear(tipoJSON, cuerpo).Code == 200 })
	if h := c.st.hechos(); len(h) != 1 || len(dentro) != 1 {
		t.Errorf("done %v, begun %d times", h, len(dentro))
	}
	if a := c.b.acuseTarde(peticion{clase: claseEvento}); a.reintenta {
		t.Error("an event without an id would be done twice")
	}
}

// What fails each time is said when Slack delivers it for the last time, and not before.
func TestEventoQueFalla(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		t.Parallel()
		ts := c.recordatorio(uEnlace, planFijo())
		c.st.con(func() { c.st.antes = func(context.Context) error { return context.DeadlineExceeded } })
		if _, err := c.sim.Say(t.Context(), uEnlace, c.sim.DMID(uEnlace), "Se envió el oficio", ts); err != nil {
			t.Fatal(err)
		}
		for range 1500 { // on a socket each delivery is waited for
			if strings.Contains(c.registro(), "request failed") && len(c.sim.DM(uEnlace)) > 2 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		c.unaVez(uEnlace, "no quedó registrada")
		if n := strings.Count(c.registro(), "request failed"); n != ultimoIntento+1 {
			t.Errorf("served %d times", n)
		}
	})
}
