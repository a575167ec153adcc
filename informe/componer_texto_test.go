package informe

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

func dibujado(s string) string {
	var b strings.Builder
	dibujarBloques(&b, "", bloquesDe(s))
	return b.String()
}

// TestBloquesDe makes paragraphs and lists of the texts of the contract.
func TestBloquesDe(t *testing.T) {
	for _, c := range []struct{ que, texto, quiero string }{
		{"nada", " \n\t\n", ""},
		{"párrafos", "Uno.\n\nDos.", "Uno.\nDos.\n"},
		{"ordenada", "Así:\n1. a\n2. b\nFin.", "Así:\n  1. a\n  2. b\nFin.\n"},
		{"no empieza en uno", "3. c\n4. d", "  3. c\n  4. d\n"},
		{"un salto empieza otra", "1. a\n2. b\n7. g", "  1. a\n  2. b\n  7. g\n"},
		{"un párrafo la corta y sigue", "1. a\nentre\n2. b", "  1. a\nentre\n  2. b\n"},
		{"viñetas", "• a\n• b", "  • a\n  • b\n"},
		{"viñetas dentro", "1. a:\n• x\n• y\n2. b", "  1. a:\n      • x\n      • y\n  2. b\n"},
		{"viñetas al final", "1. a\n• x\n2. b\n• y", "  1. a\n      • x\n  2. b\n      • y\n"},
		{"viñetas después", "1. a\n2. b\n• x", "  1. a\n  2. b\n  • x\n"},
		{"viñetas y salto", "1. a\n• x\n5. b", "  1. a\n  • x\n  5. b\n"},
		{"números dentro", "• a:\n1. x\n2. y\n• b", "  • a:\n      1. x\n      2. y\n  • b\n"},
		{"salto dentro", "• a:\n1. x\n5. y\n• b", "  • a:\n      1. x\n      5. y\n  • b\n"},
		{"letras", "Así:\na) x\nb) y\nFin.", "Así:\n  a) x\n  b) y\nFin.\n"},
		{"romanos y mayúsculas", "I. x\nII. y\nIII. z\nA. u\nB. v", "  I. x\n  II. y\n  III. z\n  A. u\n  B. v\n"},
		{"letras dentro", "1. x:\na) u\nb) v\n2. y", "  1. x:\n      a) u\n      b) v\n  2. y\n"},
		{"romanos dentro de letras", "a. x\ni. u\nii. v\nb. y", "  a. x\n      i. u\n      ii. v\n  b. y\n"},
		{"la i tras la h", "a) 1\nb) 2\nc) 3\nd) 4\ne) 5\nf) 6\ng) 7\nh) 8\ni) 9\nj) 10", "  a) 1\n  b) 2\n  c) 3\n  d) 4\n  e) 5\n  f) 6\n  g) 7\n  h) 8\n  i) 9\n  j) 10\n"},
		{"letras sueltas", "A. Pérez\na) x\nc) y\nb) z\na.  x\nb.  y", "A. Pérez\na) x\nc) y\nb) z\na.  x\nb.  y\n"},
		{"no son listas", "0. a\n01. b\n2023. c\n1.5 d\n- e\n•f\n• \n1. \na) g", "0. a\n01. b\n2023. c\n1.5 d\n- e\n•f\n•\n1.\na) g\n"},
		{"a la letra", "El «<b>no</b>» 😀 “así”,,", "El «<b>no</b>» 😀 “así”,,\n"},
		{"saltos y controles", "a\r\nb\vc\u2028d\x00e\tf\uFEFF", "a\nb\nc\nde f\n"},
		{"letras rotas", "a\xffb", "a\uFFFDb\n"},
	} {
		if d := cmp.Diff(c.quiero, dibujado(c.texto)); d != "" {
			t.Errorf("%s (-quiero +leo):\n%s", c.que, d)
		}
	}
}

// TestTrozosDe finds the addresses of a line, and nothing else that looks like one.
func TestTrozosDe(t *testing.T) {
	for texto, quiero := range map[string]string{
		"Vea https://a.mx/x?v=1.2&l=es.":         "Vea [https://a.mx/x?v=1.2&l=es](https://a.mx/x?v=1.2&l=es).",
		"(http://a.mx/b_(c)), y «https://b.mx»":  "([http://a.mx/b_(c)](http://a.mx/b_(c))), y «[https://b.mx](https://b.mx)»",
		"javascript://alert(1) ftp://a.mx":       "javascript://alert(1) ftp://a.mx",
		"https://u:c@a.mx/ https:// http://":     "https://u:c@a.mx/ https:// http://",
		"https://a.mx":                           "[https://a.mx](https://a.mx)",
		"<https://a.mx>":                         "<[https://a.mx](https://a.mx)>",
		"sin dirección: a://b y www.ejemplo.mx.": "sin dirección: a://b y www.ejemplo.mx.",
	} {
		if leo := dibujarTrozos(trozosDe(texto)); leo != quiero {
			t.Errorf("%s\n  %s\n  %s", texto, leo, quiero)
		}
	}
}

// aplanado gives back the lines of a tree, as the readers do.
func aplanado(l []documento.Bloque) []string {
	var r []string
	for _, b := range l {
		switch b := b.(type) {
		case documento.Parrafo:
			r = append(r, textoDe(b.Trozos))
		case documento.Lista:
			for i, it := range b.Items {
				marca := "• "
				if b.Ordenada {
					marca = b.Marca(i) + " "
				}
				r = append(r, marca+textoDe(it.Trozos))
				r = append(r, aplanado(it.Dentro)...)
			}
		}
	}
	return r
}

func textoDe(l []documento.Trozo) string {
	s := ""
	for _, t := range l {
		s += t.Texto
	}
	return s
}

// TestNadaSePierdeAlComponer: whatever the text, its lines come out of the tree in the
// same order, to the letter.
func TestNadaSePierdeAlComponer(t *testing.T) {
	linea := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"", "1. ", "2. ", "3. ", "7. ", "• ", "• ", "a) ", "b) ", "c) ", "a. ", "b. ", "i) ", "ii) ", "I. ", "II. ", "A) ", "B) ", "https://a.mx/?"}).Draw(t, "marca") +
			rapid.StringMatching(`[a-c<«•1.]{0,6}`).Draw(t, "texto")
	})
	rapid.Check(t, func(t *rapid.T) {
		lineas := rapid.SliceOfN(linea, 0, 12).Draw(t, "líneas")
		s := strings.Join(lineas, "\n")
		if d := cmp.Diff(renglones(s), aplanado(bloquesDe(s))); d != "" {
			t.Fatalf("%q (-quiero +leo):\n%s", s, d)
		}
	})
}

// TestAtencionImpresa prints the seguimientos while the Secretaría has written nothing.
func TestAtencionImpresa(t *testing.T) {
	f := compromiso.FilaInforme{Seguimientos: []compromiso.SegInforme{
		{Fecha: compromiso.NewFecha(2026, 9, 2), Area: "DERFE", Persona: "U0DERFE", Texto: "Segundo.\n1. a\n2. b", En: "2026-09-02T10:00:00Z"},
		{Fecha: compromiso.NewFecha(2026, 9, 1), Texto: "Primero.", En: "2026-09-03T10:00:00Z"},
		{Fecha: compromiso.NewFecha(2026, 9, 2), Area: "UTSI", Texto: "Antes que el segundo.", En: "2026-09-02T09:00:00Z"},
		{Area: "UTSI", Texto: " "},
		{Fecha: compromiso.NewFecha(2026, 9, 4), Clase: compromiso.SegCalendario, Texto: "Sede\tDía\nNorte\t1 de mayo"},
		{Area: "UTSI", Texto: "Sin fecha."},
	}}
	const quiero = "• UTSI: Sin fecha.\n• 01.09.2026: Primero.\n• 02.09.2026, UTSI: Antes que el segundo.\n• 02.09.2026, DERFE: Segundo.\n1. a\n2. b\n" +
		"• 04.09.2026: Sede | Día\nNorte | 1 de mayo"
	if d := cmp.Diff(quiero, AtencionImpresa(f)); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
	var b strings.Builder
	dibujarBloques(&b, "", bloquesDeAtencion(f))
	const arbol = "  • UTSI: Sin fecha.\n  • 01.09.2026: Primero.\n  • 02.09.2026, UTSI: Antes que el segundo.\n  • 02.09.2026, DERFE: Segundo.\n" +
		"      1. a\n      2. b\n  • 04.09.2026: Sede | Día\n    Norte | 1 de mayo\n"
	if d := cmp.Diff(arbol, b.String()); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
	f.Atencion = "Lo que dice la Secretaría,,"
	if s := AtencionImpresa(f); s != f.Atencion {
		t.Error(s)
	}
	if s := AtencionImpresa(compromiso.FilaInforme{}); s != "" {
		t.Error(s)
	}
}
