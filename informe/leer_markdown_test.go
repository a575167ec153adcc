package informe

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGrillaMarkdown(t *testing.T) {
	const enc = "| NÚMERO | ESTATUS | COMPROMISO |\n| --- | :---: | ---: |\n"
	const dijo = "1| NÚMERO | ESTATUS | COMPROMISO\n"
	for _, c := range []struct{ nombre, md, quiero string }{
		{"llana", enc + "| **1/2025** | *Pendiente* | Abrir la sala |\n", dijo + "3| 1/2025 | Pendiente | Abrir la sala\n"},
		{"sin bordes", "NÚMERO | ESTATUS | COMPROMISO\n-|-|-\n1/2025 | Pendiente | x\n | | y\n", dijo + "3| 1/2025 | Pendiente | x\n4|  |  | y\n"},
		{"saltos y listas", enc + "| 1/2025 | Pendiente | a:<br>1. uno<br/>• dos<BR>- tres<ul><li>b</li></ul> |", dijo + "3| 1/2025 | Pendiente | a:⏎1. uno⏎• dos⏎- tres⏎• b\n"},
		{"barras", enc + `| 1/2025 | Pendiente | a\|b \\| sobra |` + "\n", dijo + `3| 1/2025 | Pendiente | a|b \ | sobra` + "\n"},
		{"guiones que son una fila", enc + "| - | - | - |\n|---|---|---|\n", dijo + "3| - | - | -\n"},
		{"títulos", "# Comisión (CAM) #\n\nSesión\n======\nviernes  \nhoy\n***\n\n" + enc, "1# Comisión (CAM)\n3# Sesión\n5- viernes\n6- hoy\n9| NÚMERO | ESTATUS | COMPROMISO\n"},
		{"varias tablas", enc + "| 1/2025 | Pendiente | x\n\nPágina 2 de 3\n\n" + enc + "| 2/2025 | Pendiente | y\n", dijo + "3| 1/2025 | Pendiente | x\n5- Página 2 de 3\n7| NÚMERO | ESTATUS | COMPROMISO\n9| 2/2025 | Pendiente | y\n"},
		{"una línea sin barras", enc + "| 1/2025 | Pendiente | x\nque sigue\n", dijo + "3| 1/2025 | Pendiente | x\n4- que sigue\n"},
		{
			"glosario", enc + "\n## Glosario\n\n### Áreas\n\n- **UAR**: Unidad de\n  Archivo\n- `DIF` – Dirección\n\n**Otras**\n\n* CE = Consejería\n\n## Anexo\n\n1. fin\n",
			dijo + "4# Glosario\n6| Áreas\n8- UAR: Unidad de\n9- Archivo\n10- DIF – Dirección\n12| Otras\n14- CE = Consejería\n16# Anexo\n18- 1. fin\n",
		},
		{"glosario de definiciones", enc + "\nUAR\n: Unidad de\n  Archivo\n\nCE\n\n:   Consejería\n", dijo + "4- Glosario\n4|  | UAR | Unidad de Archivo\n8|  | CE | Consejería\n"},
		{"glosario en tabla", enc + "\nSigla | Significado\n--- | ---\nUAR | Unidad\n", dijo + "4| Sigla | Significado\n6| UAR | Unidad\n"},
		{"cita, cerca y comentario", "> ```\n> " + "NÚMERO | ESTATUS | COMPROMISO\n> --|--|--\n> 1/2025 | Pendiente | x\n> ```\n<!-- no\nni esto --> <!-- -->\ny\n", "2| NÚMERO | ESTATUS | COMPROMISO\n4| 1/2025 | Pendiente | x\n8- y\n"},
		{"comentario sin fin", enc + "\n<!-- y\n", dijo + "4- <!-- y\n"},
		{"de org y con signos", "|NÚMERO|ESTATUS|COMPROMISO|\n|---+---+---|\n|1/2025|Pendiente|x|\n\n+--+--+--+\n| 2/2025 | Pendiente | y |\n|  |  | z |\n+==+==+==+\n", dijo + "3| 1/2025 | Pendiente | x\n6| 2/2025 | Pendiente | y\n7|  |  | z\n"},
		{"una tabla de HTML", "# Comisión (CAM)\n\n<table><tr><td>NÚMERO<td>ESTATUS<td>COMPROMISO</tr>\n<tr><td>1/2025<td>Pendiente<td>x</tr></table>\n\nfin\n", "1# Comisión (CAM)\n3| NÚMERO | ESTATUS | COMPROMISO\n4| 1/2025 | Pendiente | x\n6- fin\n"},
	} {
		t.Run(c.nombre, func(t *testing.T) {
			if !pareceMarkdown(c.md) {
				t.Error("no se reconoce")
			}
			g, err := leerMarkdown(c.md)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.quiero, dicho(g)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestCeldaMarkdown reads what Markdown writes inside a line.
func TestCeldaMarkdown(t *testing.T) {
	for md, quiero := range map[string]string{
		"llano":                             "llano",
		"**a** *b* ***c*** _d_ __e__ ~~f~~": "a b c d e f",
		"a*b*c a_b_c 2 * 3 * 4 * *":         "abc a_b_c 2 * 3 * 4 * *",
		"**a*":                              "*a", "*a **b* c**": "a b c", "**a *b* c**": "a b c", "*(a)*b": "*(a)*b", "~a~ ~~~b~~~": "~a~ ~~~b~~~",
		`\*a\* \_ \\ \a \`: `*a* _ \ \a \`, `1\. a`: "1. a",
		"`a*b*` ``c`d`` `e":                                          "a*b* c`d `e",
		"&lt;b&gt; \\&amp; &aacute; &copy x?a=1&lang=2":              "<b> &amp; á &copy x?a=1&lang=2",
		"<b>a</b> <juan@x.mx> <https://x.mx/a_b*c?d&e> <Nombre> < 3": "a juan@x.mx https://x.mx/a_b*c?d&e <Nombre> < 3",
		"[a *b*](https://x.mx/(c)_d_ \"t\") [e] [f][g] [h](i":        "a b [e] [f][g] [h](i",
		"![a](b.png)c": "c", "a <!-- no --> b": "a b", "[[x]](y)": "[x]", `[a\](b)`: "[a](b)",
	} {
		if leo := celdaMarkdown(md).String(); leo != quiero {
			t.Errorf("%q → %q, no %q", md, leo, quiero)
		}
	}
	for md, quiero := range map[string]int{
		"[a](https://x.mx)": 1, "[https://x.mx](https://x.mx/)": 0, "[a](#b)": 0, "![a](b)": 1, "<https://x.mx>": 0,
	} {
		if n := len(celdaMarkdown(md).avisos); n != quiero {
			t.Errorf("%s: %d avisos, no %d", md, n, quiero)
		}
	}
}

// TestIdaYVueltaMarkdown reads our own Markdown as it was written, in every field that it
// shows.
func TestIdaYVueltaMarkdown(t *testing.T) { idaYVuelta(t, MD) }

// TestNiHTMLNiMarkdown leaves the text layout to its own reader, whatever its cells hold.
func TestNiHTMLNiMarkdown(t *testing.T) {
	const doc = "## Comisión de Archivo y Memoria (CAM)\n\nNÚMERO\tESTATUS\tCOMPROMISO\tATENCIÓN\n" +
		"1/2025\t<b>Cumplido</b> 01.02.2025\t<p>a | b</p> <table><tr><td>c</td></tr></table>\t**no** <ul> <li>d</li> </ul>\n"
	informes, err := Leer("", []byte(doc), Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	f := informes[0].Compromisos[0]
	if f.Linea != 4 || f.Texto != "a | b\nc" || f.Atencion != "**no**\n• d" {
		t.Errorf("%+v", f)
	}
}
