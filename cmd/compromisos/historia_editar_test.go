package main

import (
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
)

// What was written is corrected by the ST: every field of the form is stored, the
// history says who changed what, and nobody is written to.
func TestHistoria_editar(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13 solicita:CE-TLG eje:Difusión")
	c.derfe.ExpectDM("01/2026")
	c.asentar()
	ficha := c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Message()
	c.st.Press(ficha, "Editar")
	f := c.st.ExpectModal("Editar")
	f.Fill("texto", "Presentar dos cosas:\n1. El diagnóstico\n2. El plan de módulos").Fill("tipo", "acuerdo").Fill("eje", "Módulos").
		Fill("otros", "CE-TLG; RPP-AZUL").Fill("atencion", "Se presentó el diagnóstico.").Submit()
	c.st.ExpectEphemeral("guardados", "CVD 01/2026")
	c.sala.ExpectNothingElse(200 * time.Millisecond)

	n := c.ficha("01/2026").Compromiso
	if n.Texto != "Presentar dos cosas:\n1. El diagnóstico\n2. El plan de módulos" || n.Tipo != compromiso.TipoAcuerdo || n.Eje != "Módulos" ||
		strings.Join(n.Solicitantes, "|") != "CE-TLG|RPP-AZUL" || n.Atencion != "Se presentó el diagnóstico." || len(n.Incisos) != 2 {
		t.Errorf("stored %+v", n)
	}
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").
		Contains(t, "lo editó (el texto, el tipo, el eje, quién lo pidió y la atención)", "El plan de módulos", "RPP-AZUL", "Se presentó el diagnóstico.")
	c.st.Slash("C0CVD", "/compromiso", "lista solicita:RPP-AZUL eje:módulos").Contains(t, "01/2026")
	if _, rota, err := c.tienda().Verificar(t.Context()); rota != nil || err != nil {
		t.Errorf("the bitácora: %+v %v", rota, err)
	}
	c.derfe.Slash("C0CVD", "/compromiso", "editar 01/2026").Contains(t, "Solo la Secretaría Técnica")
}

// The ST publishes the digest: it reaches the channel once, and a digest that is asked
// for outside the hours waits for them.
func TestHistoria_publicarResumen(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-05")
	c.derfe.ExpectDM("01/2026")
	c.asentar()
	digest := c.st.Slash("C0CVD", "/compromiso", "resumen")
	c.st.Press(digest.Message(), "Publicar en el canal")
	c.sala.ExpectChannel("C0CVD", "Resumen de la CVD", "01/2026")
	c.st.ExpectEphemeral("se publica en")
	c.asentar()
	c.derfe.Slash("C0CVD", "/compromiso", "resumen").Lacks(t, "Publicar")
	c.alas("2026-11-03T21:00")
	tarde := c.st.Slash("C0CVD", "/compromiso", "resumen")
	c.st.Press(tarde.Message(), "Publicar en el canal")
	c.st.ExpectEphemeral("se publica en", "miércoles 4 de noviembre de 2026 a las 08:00")
	c.sala.ExpectNothingElse(300 * time.Millisecond)
	c.alas("2026-11-04T08:00")
	c.sala.ExpectChannel("C0CVD", "Resumen de la CVD", "04.11.2026")
	c.asentar()
	if n := c.leer(`SELECT count(*) FROM avisos WHERE clase = 'resumen' AND estado = 'enviado'`); n != "2" {
		t.Errorf("%s digests went out", n)
	}
}
