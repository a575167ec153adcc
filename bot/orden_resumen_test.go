package bot

import (
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
)

// The ST sees the digest first and publishes it with a button, once; a reader sees it
// alone.
func TestPublicarResumen(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		o := c.slash(uST, "resumen")
		if _, err := c.sim.Press(t.Context(), uST, o.Messages[0], accionPublicar); err != nil {
			t.Fatal(err)
		}
		c.dijo(uST, "El resumen de la CVD se publica en")
		var a compromiso.Aviso
		c.st.con(func() { a = c.st.planeados[0] })
		_, marca, _ := strings.Cut(a.Clave, hoyFijo.String()+":")
		r, err := c.pedir(peticion{clase: claseBoton, nombre: accionPublicar, persona: uST, valor: "CVD " + marca, clave: "boton:2"})
		if err != nil || !strings.Contains(r.mensaje.Texto, "ya se había publicado") || len(c.st.hechos()) != 1 {
			t.Fatalf("%+v %v %v", r.mensaje, err, c.st.hechos())
		}
		if a.Clase != compromiso.AvisoResumen || a.Destino != "C0CVD" || a.Actor != uST || a.Dia != hoyFijo || !a.NoAntes.Equal(ahoraFijo()) {
			t.Errorf("%+v", a)
		}
		lector := c.slash(uLector, "resumen").Messages[0]
		if _, err := c.sim.Press(t.Context(), uLector, lector, accionPublicar); err == nil {
			t.Error("a reader is offered the button")
		}
		if h := c.st.hechos(); len(h) != 1 {
			t.Errorf("done %v", h)
		}
	})
}

func TestPublicarFueraDeHoras(t *testing.T) {
	c := nuevaCasa(t, func(o *Options) { o.Ahora = func() time.Time { return alas(time.March, 9, 12, 0) } }) // a Saturday
	r, err := c.pedir(peticion{clase: claseBoton, nombre: accionPublicar, persona: uST, valor: "CVD 01", clave: "boton:1"})
	if err != nil || !strings.Contains(r.mensaje.Texto, "lunes 11 de marzo de 2024 a las 08:00") {
		t.Fatalf("%+v %v", r.mensaje, err)
	}
	if a := c.st.planeados[0]; a.Dia != hoyFijo || !a.NoAntes.Equal(alas(time.March, 11, 8, 0)) {
		t.Errorf("%+v", a)
	}
	_, err = c.pedir(peticion{clase: claseBoton, nombre: accionPublicar, persona: uLector, valor: "CVD 02", clave: "boton:2"})
	if compromiso.CodigoDe(err) != compromiso.SinPermiso || !strings.Contains(err.Error(), "publicar el resumen") {
		t.Errorf("got %v", err)
	}
	c.st.dir.Comisiones[0].Canal = ""
	if _, err := c.pedir(peticion{clase: claseBoton, nombre: accionPublicar, persona: uST, valor: "CVD 03", clave: "boton:3"}); compromiso.CodigoDe(err) != compromiso.Conflicto {
		t.Errorf("got %v", err)
	}
	if r, err := c.orden(uST, "cvd resumen"); err != nil || strings.Contains(string(cuerpoMensaje(*r.mensaje)), accionPublicar) {
		t.Errorf("without a channel: %v", err)
	}
}
