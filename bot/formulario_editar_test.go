package bot

import (
	"strings"
	"testing"

	"compromisos/compromiso"
)

// abierto is the form of editing as it opens for the ST.
func (c *casa) abierto(n *compromiso.Compromiso) (*turno, map[string]string) {
	c.t.Helper()
	tn := turnoDe(c.t, c.b, formEditar(), n)
	r, err := abrirEditar(c.t.Context(), tn)
	if err != nil {
		c.t.Fatal(err)
	}
	o, err := leerProcedencia(r.vista.PrivateMetadata)
	if err != nil || len(r.vista.PrivateMetadata) > maxMetadatos {
		c.t.Fatalf("%v, metadata of %d", err, len(r.vista.PrivateMetadata))
	}
	tn.origen, tn.p.clase, tn.p.clave = o, claseFormulario, ""
	hay := map[string]string{}
	for _, id := range idsDe(r.vista.Blocks.BlockSet) {
		hay[id] = "offered"
	}
	return tn, hay
}

func TestEditarSoloLoCambiado(t *testing.T) {
	c := nuevaCasa(t)
	n := planFijo()
	n.Atencion = ""
	c.st.ns[n.Numero] = n
	tn, _ := c.abierto(n)
	lleno := func(cambios map[string]string) valores {
		v := conValores(map[string]string{
			idTexto: n.Texto, idTipo: "compromiso", idEje: n.Eje, idOtros: "CE-MRV, Presidenta de la CVD; RPP-AZUL", idAtencion: "• 11.03.2024: Se envió el oficio.",
		})
		for k, s := range cambios {
			v.m[k] = valor{texto: s}
		}
		return v
	}
	// As it was: nothing is noted, and the prose made of the seguimientos is not frozen.
	r, err := guardarEditar(t.Context(), tn, lleno(nil))
	if err != nil || !strings.Contains(r.mensaje.Texto, "no cambió nada") || len(c.st.hechos()) > 0 {
		t.Fatalf("%+v %v %v", r.mensaje, err, c.st.hechos())
	}
	// Only an accent is a change.
	if _, err := guardarEditar(t.Context(), tn, lleno(map[string]string{idEje: "Difusion"})); err != nil || c.st.ns[n.Numero].Eje != "Difusion" {
		t.Fatalf("%v %q", err, c.st.ns[n.Numero].Eje)
	}
	// Somebody else changed the eje and the form is from before: the texto goes in, the
	// eje of the form does not go back.
	if _, err := guardarEditar(t.Context(), tn, lleno(map[string]string{idTexto: "Entregar el plan"})); err != nil {
		t.Fatal(err)
	}
	if x := c.st.ns[n.Numero]; x.Eje != "Difusion" || x.Texto != "Entregar el plan" || x.Atencion != "" || strings.Join(x.Solicitantes, "|") != strings.Join(n.Solicitantes, "|") {
		t.Errorf("%+v", x)
	}
	// Both changed the same field.
	_, err = guardarEditar(t.Context(), tn, lleno(map[string]string{idTexto: "Entregar otro plan"}))
	if compromiso.CodigoDe(err) != compromiso.Conflicto || !strings.Contains(err.Error(), "Alguien más") {
		t.Errorf("got %v", err)
	}
	if h := strings.Join(c.st.hechos(), " "); h != "editar editar" {
		t.Errorf("done: %s", h)
	}
}

// What an input does not hold is not offered, so that it cannot be cut; the rest is.
func TestEditarLargos(t *testing.T) {
	c := nuevaCasa(t)
	n := planFijo()
	n.Texto, n.Atencion, n.Eje = strings.Repeat("ñ", maxSeccion+1), strings.Repeat("x", maxSeccion), strings.Repeat("Eje muy largo ", 20)
	n.Solicitantes = []string{"CE-MRV", strings.Repeat("y", maxSeccion+1)}
	c.st.ns[n.Numero] = n
	tn, hay := c.abierto(n)
	if hay[idTexto] != "" || hay[idOtros] != "" || hay[idSolicitantes] != "" || hay[idAtencion] == "" || hay[idEje] == "" || hay[idTipo] == "" {
		t.Errorf("offered: %v", hay)
	}
	v := conValores(map[string]string{idTipo: "acuerdo", idEje: ejeEnOpcion(tn.dir, n.Eje), idAtencion: n.Atencion})
	if _, err := guardarEditar(t.Context(), tn, v); err != nil {
		t.Fatal(err)
	}
	if x := c.st.ns[n.Numero]; x.Tipo != compromiso.TipoAcuerdo || x.Texto != n.Texto || x.Eje != n.Eje || len(x.Solicitantes) != 2 {
		t.Errorf("%+v", x)
	}
}

func TestHistoriaEditar(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		c.st.dir.Solicitantes = []compromiso.Solicitante{{Clave: "CE-JLP", Nombre: "Consejera"}}
		ficha := c.slash(uST, "ver 03/2024").Messages[0]
		if _, err := c.sim.Press(t.Context(), uST, ficha, accionEditar); err != nil {
			t.Fatal(err)
		}
		v := c.vista(uST, "editar")
		o, err := c.sim.Submit(t.Context(), uST, v.ID, map[string]any{idTexto: "  "})
		if err != nil || !strings.Contains(o.Errors[idTexto], "Escriba qué se pidió") {
			t.Fatalf("%+v %v", o, err)
		}
		o, err = c.sim.Submit(t.Context(), uST, v.ID, map[string]any{
			idTexto: "Entregar un plan de carteles y <!channel>", idTipo: "acuerdo", idEje: "", idSolicitantes: []string{"CE-JLP"}, idOtros: "RPP-AZUL",
			idAtencion: "Se entregó.",
		})
		if err != nil || len(o.Views) != 0 {
			t.Fatalf("%+v %v", o, err)
		}
		c.dijo(uST, "Quedaron guardados los cambios")
		var n *compromiso.Compromiso
		c.st.con(func() { n = c.st.ns[planFijo().Numero] })
		if n.Texto != "Entregar un plan de carteles y <!channel>" || n.Tipo != compromiso.TipoAcuerdo || n.Eje != "" ||
			strings.Join(n.Solicitantes, "|") != "CE-JLP|RPP-AZUL" || n.Atencion != "Se entregó." {
			t.Errorf("%+v", n)
		}
		c.slash(uST, "editar 03/2024")
		if v := c.vista(uST, "editar"); !strings.Contains(strings.Join(v.Texts(), " "), "Atención para el informe") {
			t.Errorf("%v", v.Texts())
		}
		if o := c.slash(uEnlace, "editar 03/2024"); !strings.Contains(o.Messages[0].Text, "Solo la Secretaría Técnica puede editarlo") {
			t.Errorf("%+v", o)
		}
	})
}
