package bot

import (
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

func TestHistoriaFormularios(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		// The ST registers in the form; an error stays by its field, what is typed stays.
		c.slash(uST, "nuevo")
		v := c.vista(uST, "nuevo")
		o, err := c.sim.Submit(t.Context(), uST, v.ID, map[string]any{idTexto: "Presentar un informe", idAreas: []string{"DERFE"}, idVence: "2020-01-01"})
		if err != nil || o.Errors[idVence] == "" {
			t.Fatalf("%+v %v", o, err)
		}
		c.st.con(func() { c.st.parecidos = []compromiso.Parecido{{Compromiso: planFijo(), Semejanza: 0.9}} })
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
		c.st.con(func() {
			if n := c.st.ns[planFijo().Numero]; n.Estatus != compromiso.Cumplido || n.Atencion == "" {
				t.Errorf("%+v", n)
			}
		})
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
