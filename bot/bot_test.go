package bot

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// porLasDosPuertas runs f over both doors: Socket Mode and signed HTTP.
func porLasDosPuertas(t *testing.T, f func(t *testing.T, c *casa)) {
	t.Run("socket", func(t *testing.T) {
		c := nuevaCasa(t)
		c.escuchar()
		f(t, c)
		c.sinQuejas()
	})
	t.Run("http", func(t *testing.T) {
		c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
		srv := httptest.NewServer(c.b.Handler())
		t.Cleanup(srv.Close)
		c.sim.UseHTTP(srv.URL + "/slack/events")
		f(t, c)
		c.sinQuejas()
	})
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

func hasta(t *testing.T, que func() bool) {
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

func TestHistoriaFormularios(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		// The ST registers in the form; an error stays by its field, what is typed stays.
		c.slash(uST, "nuevo")
		v := c.vista(uST, "nuevo")
		o, err := c.sim.Submit(t.Context(), uST, v.ID, map[string]any{idTexto: "Presentar un informe", idAreas: []string{"DERFE"}, idVence: "2020-01-01"})
		if err != nil || o.Errors[idVence] == "" {
			t.Fatalf("%+v %v", o, err)
		}
		c.st.parecidos = []compromiso.Parecido{{Compromiso: planFijo(), Semejanza: 0.9}}
		o, err = c.sim.Submit(t.Context(), uST, v.ID, map[string]any{idVence: "2024-06-03"})
		if err != nil || len(o.Views) != 1 || !strings.Contains(strings.Join(o.Views[0].Texts(), " "), "Se parece a") {
			t.Fatalf("likeness: %+v %v", o, err)
		}
		o, err = c.sim.Submit(t.Context(), uST, v.ID, nil)
		if err != nil || len(o.Views) != 0 {
			t.Fatalf("confirmed: %+v %v", o, err)
		}
		c.dijo(uST, "Quedó registrado")

		// The enlace proposes; the ST sends it back and then closes it.
		c.slash(uEnlace, "cumplir 03/2024")
		v = c.vista(uEnlace, "cumplir")
		if _, err = c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se entregó", idLiga: "no es liga"}); err != nil {
			t.Fatal(err)
		}
		if _, err = c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idLiga: "https://ejemplo.mx/plan.pdf", idOficio: "INE/DERFE/1/2024"}); err != nil {
			t.Fatal(err)
		}
		c.dijo(uEnlace, "Quedó propuesto")
		c.slash(uST, "cumplir 03/2024")
		v = c.vista(uST, "validar")
		if o, err = c.sim.Submit(t.Context(), uST, v.ID, nil); err != nil || len(o.Views) != 0 {
			t.Fatalf("%+v %v", o, err)
		}
		c.dijo(uST, "Quedó validado")
		if n := c.st.ns[planFijo().Numero]; n.Estatus != compromiso.Cumplido || n.Atencion == "" {
			t.Errorf("%+v", n)
		}
		if h := strings.Join(c.st.hechos(), " "); h != "registrar proponer validar" {
			t.Errorf("done: %s", h)
		}
	})
}

// The buttons of the card, pressed by whoever sees them.
func TestHistoriaBotones(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		o := c.slash(uEnlace, "ver 03/2024")
		if len(o.Messages) != 1 {
			t.Fatalf("%+v", o)
		}
		ficha := o.Messages[0]
		if _, err := c.sim.Press(t.Context(), uEnlace, ficha, accionAvance); err != nil {
			t.Fatal(err)
		}
		v := c.vista(uEnlace, "avance")
		if o, err := c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se envió"}); err != nil || len(o.Views) != 0 {
			t.Fatalf("%+v %v", o, err)
		}
		c.dijo(uEnlace, "Quedó registrado el avance")
		// It changes meanwhile: the button answers with the state of now.
		c.st.mu.Lock()
		c.st.ns[planFijo().Numero].Estatus = compromiso.Cumplido
		c.st.mu.Unlock()
		if _, err := c.sim.Press(t.Context(), uEnlace, ficha, accionAvance); err != nil {
			t.Fatal(err)
		}
		c.dijo(uEnlace, "está «Cumplido»")
	})
}

func TestHistoriaHilo(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		dm := c.sim.DMID(uEnlace)
		_, ts, err := c.b.api.PostMessageContext(t.Context(), uEnlace, mensajeHecho("Recordatorio").conBloques(nil)...)
		if err != nil {
			t.Fatal(err)
		}
		n := planFijo()
		c.st.aviso = &compromiso.Aviso{Clase: compromiso.AvisoRecordatorio, Asuntos: []compromiso.Recordatorio{{Comision: "CVD", Compromiso: n}}}
		if _, err := c.sim.Say(t.Context(), uEnlace, dm, "Ya se mandó el oficio", ts); err != nil {
			t.Fatal(err)
		}
		c.dijo(uEnlace, "Quedó registrado el avance")
		// Two of them: it asks, and the answer is in the button.
		otro := simple(5, "Otra cosa", dia(3, 14), compromiso.Pendiente)
		otro.Areas = []string{"DERFE"}
		c.st.mu.Lock()
		c.st.ns[otro.Numero] = otro
		c.st.aviso.Asuntos = append(c.st.aviso.Asuntos, compromiso.Recordatorio{Comision: "CVD", Compromiso: otro})
		c.st.mu.Unlock()
		if _, err := c.sim.Say(t.Context(), uEnlace, dm, "Quedó listo <el borrador>", ts); err != nil {
			t.Fatal(err)
		}
		c.dijo(uEnlace, "¿De cuál")
		var pregunta slacksim.Message
		for _, m := range c.sim.DM(uEnlace) {
			if strings.Contains(m.Text, "¿De cuál") {
				pregunta = m
			}
		}
		if _, err := c.sim.Press(t.Context(), uEnlace, pregunta, accionHilo, "CVD 05/2024\nQuedó listo <el borrador>"); err != nil {
			t.Fatal(err)
		}
		hasta(t, func() bool { return strings.Join(c.st.hechos(), " ") == "avanzar avanzar" })
		// The number in the answer chooses.
		if _, err := c.sim.Say(t.Context(), uEnlace, dm, "05/2024: se publicó", ts); err != nil {
			t.Fatal(err)
		}
		hasta(t, func() bool { return len(c.st.hechos()) == 3 })
	})
}

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
