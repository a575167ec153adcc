package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// hastaElFin is a store that answers no more: each call lasts as long as it may.
func (f *falso) hastaElFin() {
	f.con(func() {
		f.antes = func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}
	})
}

// Work whose time is up is answered all the same: what had said that it was coming says
// that it failed, and what was typed is given back.
func TestPlazoVencido(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		t.Parallel()
		c.b.plazo = plazoAcuse + 100*time.Millisecond
		c.slash(uEnlace, "avance 03/2024")
		v := c.vista(uEnlace, "avance")
		c.st.hastaElFin()
		const largo = "nuevo Presentar el informe de los avances de la promoción del voto áreas:DERFE"
		if o := c.slash(uST, largo); !strings.Contains(o.Text, "Sigo trabajando") {
			t.Errorf("%q", o.Text)
		}
		c.dijo(uST, "No pude hacerlo")
		c.dijo(uST, "promoción del voto")
		if _, err := c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se envió"}); err != nil {
			t.Fatal(err)
		}
		hasta(t, func() bool {
			vs := c.sim.Views(uEnlace)
			return len(vs) == 1 && strings.Contains(strings.Join(vs[0].Texts(), " "), "No pude guardarlo")
		})
	})
}

// A stop that has no more time for what was begun has it end, and says so to whoever waits.
func TestParadaQueCorta(t *testing.T) {
	t.Parallel()
	c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
	c.servirHTTP()
	c.slash(uST, "ayuda")
	c.st.hastaElFin()
	primera := make(chan *slacksim.Outcome, 1)
	go func() {
		o, _ := c.sim.Slash(context.Background(), uST, "C0CVD", "/compromiso", "nuevo Algo áreas:DERFE")
		primera <- o
	}()
	if o := <-primera; !strings.Contains(o.Text, "Sigo trabajando") {
		t.Errorf("%q", o.Text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.b.Stop(ctx); err == nil {
		t.Error("a stop that cut work short says nothing of it")
	}
	c.dijo(uST, "No pude hacerlo")
}

type nadieSabe struct{ error }

func (nadieSabe) Incierto() bool { return true }

// Where the store cannot tell whether it was written, nobody is told that it was not.
func TestIncierto(t *testing.T) {
	t.Parallel()
	c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
	c.servirHTTP()
	c.slash(uEnlace, "avance 03/2024")
	v := c.vista(uEnlace, "avance")
	c.st.con(func() {
		c.st.antes = func(context.Context) error { return nadieSabe{errors.New("connection lost")} }
	})
	o := c.slash(uST, "nuevo Presentar el informe de los avances de la promoción del voto áreas:DERFE")
	if !strings.Contains(o.Text, "No se sabe si quedó hecho") || !strings.Contains(o.Text, "promoción del voto") || strings.Contains(o.Text, "No pude") {
		t.Errorf("%q", o.Text)
	}
	// A form is sent again under the same key: what was written is not written twice.
	f, err := c.sim.Submit(t.Context(), uEnlace, v.ID, map[string]any{idTexto: "Se envió"})
	if err != nil || len(f.Errors) != 1 {
		t.Fatalf("%+v %v", f, err)
	}
	for _, e := range f.Errors {
		if !strings.Contains(e, "No se sabe si quedó guardado") || !strings.Contains(e, "no se repite") {
			t.Errorf("%q", e)
		}
	}
}
