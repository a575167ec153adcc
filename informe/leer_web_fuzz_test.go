package informe

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
	"compromisos/informe/documento"
	"compromisos/informe/html"
	"compromisos/informe/markdown"
)

// paginasHostiles are pages, longer with n, that would cost far more than their length to a
// careless reader. Some are refused, each in one line; others are read.
func paginasHostiles() map[string]func(n int) string {
	const enc = "<table><tr><td>NÚMERO<td>ESTATUS<td>COMPROMISO<td>ATENCIÓN</tr>"
	const abierta = enc + "<tr><td>1/2025<td>Pendiente<td>x<td>"
	filas := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<tr><td>%d/2025<td>Pendiente<td>x<td>y", i+1)
		}
		return b.String()
	}
	otra := enc + filas(2)
	return map[string]func(n int) string{
		"tablas en tablas":      repetida("", "<table><tr><td>", otra),
		"tablas en una celda":   repetida(abierta, "<table><tr><td>a</table>", ""),
		"tablas con encabezado": repetida("", enc+"<td>", ""),
		"etiquetas sin cerrar":  repetida("", "<div><b><ul><li>", otra),
		"colspan":               repetida(enc, "<tr><td colspan=1000000000>a", ""),
		"rowspan":               func(n int) string { return enc + "<tr><td rowspan=999999999>" + strings.Repeat("a", n) + filas(n/10) },
		"rowspan y colspan":     repetida(enc, "<tr><td rowspan=0 colspan=0>", ""),
		"filas vacías":          repetida(enc, "<tr><td><td><td>", ""),
		"filas sin celdas":      repetida(enc, "<tr>", ""),
		"un atributo enorme":    repetida(enc+"<tr><td title='", "aaaaaaaaaa", "'>"+filas(2)),
		"muchos atributos":      repetida(enc+"<tr><td ", "a b=c ", ">"+filas(2)),
		"una celda que se repite": func(n int) string {
			return abierta[:len(abierta)-1] + " rowspan=9999>" + strings.Repeat("a ", n) + filas(n/10)
		},
		"párrafos":                repetida(abierta, "<p>a", ""),
		"saltos":                  repetida("", "a<br>", enc),
		"ocultos":                 repetida("", "<div hidden>", "</div>"+otra),
		"ocultos uno tras otro":   repetida("", "<p hidden>a", otra),
		"enlaces":                 repetida(abierta, "<a href=b>", ""),
		"definiciones":            repetida("", "<dl><dt>a<dd>b", enc),
		"comentarios":             repetida("", "<!-- a", enc),
		"signos":                  repetida("", "<", enc),
		"entidades":               repetida(abierta, "&aacute&", ""),
		"guion sin fin":           repetida(otra+"<script>", "</scrip", ""),
		"títulos de varias filas": repetida("", "<table><tr><td rowspan=4>NÚMERO<td rowspan=4>ESTATUS", enc),
	}
}

// textosHostiles are the same for Markdown.
func textosHostiles() map[string]func(n int) string {
	const enc = "| NÚMERO | ESTATUS | COMPROMISO | ATENCIÓN |\n|---|---|---|---|\n"
	const celda = enc + "| 1/2025 | Pendiente | x | "
	m := map[string]func(n int) string{
		"acentos": func(n int) string {
			var b strings.Builder
			for i := 1; b.Len() < n; i++ {
				b.WriteString(strings.Repeat("`", i) + " ")
			}
			return celda + b.String()
		},
		"filas": repetida(enc, "| | | |\n", ""), "líneas": repetida(enc, "\n", ""), "comentarios sin fin": repetida("", "<!--\n", enc),
		"comentarios juntos": repetida("", "<!-- -->", "\n"+enc), "tablas": repetida("", "<table></table>\n", enc), "tablas abiertas": repetida("", "<table>\n", enc),
		"citas": repetida("", ">", "\n"+enc), "divisiones": repetida(enc, "|---|---|\n", ""), "definiciones": repetida(enc, "a\n: b\n", ""),
		"títulos": repetida(enc, "# \n", ""), "almohadillas": repetida(enc, "#", "\n"),
	}
	for _, s := range []string{
		"*a ", "*a **b _c __d ~~e ", "a* _b ", "[", "[a](", "[a](<b ", "![a](b", "[a](b '", "<", "<b ", "<!--", `\*`, "&", "`", "|",
	} {
		m["celda de "+s] = repetida(celda, s, " |\n")
	}
	return m
}

func repetida(antes, s, despues string) func(int) string {
	return func(n int) string { return antes + strings.Repeat(s, n) + despues }
}

// formasWeb are all of them.
func formasWeb() map[string]func(n int) string {
	m := map[string]func(n int) string{}
	for nombre, f := range paginasHostiles() {
		m["html/"+nombre] = f
	}
	for nombre, f := range textosHostiles() {
		m["markdown/"+nombre] = f
	}
	return m
}

// TestFormasWeb reads them within the bounds of any input; BenchmarkFormasWeb shows how
// their cost grows.
func TestFormasWeb(t *testing.T) {
	for nombre, hacer := range formasWeb() {
		t.Run(nombre, func(t *testing.T) {
			s := hacer(10_000)
			bound.Run(t, len(s), func() {
				if _, err := Leer("", []byte(s), Opciones{Parcial: true}); err != nil {
					unaLinea(t, err)
				}
			})
		})
	}
}

func BenchmarkFormasWeb(b *testing.B) {
	for nombre, hacer := range formasWeb() {
		for _, n := range []int{10_000, 40_000} {
			b.Run(fmt.Sprintf("%s/%d", nombre, n), func(b *testing.B) {
				doc := []byte(hacer(n))
				b.SetBytes(int64(len(doc)))
				for b.Loop() {
					leerHostil(b, doc)
				}
			})
		}
	}
}

// TestLimitesWeb refuses what is too large, and says where and how much there may be.
func TestLimitesWeb(t *testing.T) {
	const enc = "<table><tr><td>NÚMERO<td>ESTATUS<td>COMPROMISO</tr>\n"
	const md = "|NÚMERO|ESTATUS|COMPROMISO|\n|---|---|---|\n"
	for quiero, s := range map[string]string{
		"línea 2: la fila tiene más de 256 celdas":                 enc + "<tr>" + strings.Repeat("<td>", 300),
		"línea 200001: el documento tiene demasiadas filas":        enc + strings.Repeat("<tr><td>a\n", 200_002),
		"línea 2: hay tablas dentro de tablas a más de 64 niveles": enc + strings.Repeat("<tr><td><table>", 65),
		"línea 2: una etiqueta o un texto de la página mide más":   enc + "<td title='" + strings.Repeat("a", maxEtiqueta+1),
		"repiten demasiado texto":                                  enc + "<tr><td>1/2025<td>Pendiente<td rowspan=999>" + strings.Repeat("a", 1<<20) + strings.Repeat("<tr><td>2/2025<td>Pendiente", 100),
		"línea 3: la fila tiene 300 celdas y el máximo es de 256":  md + "|" + strings.Repeat("a|", 300),
		"línea 200002: el documento tiene demasiadas filas":        md + strings.Repeat("||||\n", 200_002),
		"línea 3: la línea mide más de 8 MiB":                      md + "|" + strings.Repeat("a", maxLinea),
		"más de 4000000 líneas":                                    md + strings.Repeat("\n", maxLineas),
	} {
		_, err := Leer("", []byte(s), Opciones{Parcial: true})
		if err == nil || !strings.Contains(err.Error(), quiero) {
			t.Errorf("%s: %.300v", quiero, err)
			continue
		}
		unaLinea(t, err)
	}
}

func unaLinea(t *testing.T, err error) {
	t.Helper()
	if m := err.Error(); compromiso.CodigoDe(err) != compromiso.Invalido || strings.Contains(m, "\n") || len(m) > 4000 {
		t.Fatalf("%.4000q", m)
	}
}

// FuzzLeerHTML reads anything as a page.
func FuzzLeerHTML(f *testing.F) {
	f.Add("<table><tr><th rowspan=2>NÚMERO<th colspan=2>ESTATUS<th>COMPROMISO<tr><td>a<td>b<td>c<tr><td colspan=9>Eje<tr><td rowspan=0>1/2025<td>Cumplido<td>1.2.25<td><ol start=3><li value=9>x</table>")
	f.Add("<p hidden>a<div style='display:none'>b</div><dl><dt>UAR<dd>Unidad</dl><table><caption>Glosario</caption><tr><td><table><tr><td>NÚMERO<td>ESTATUS<td>ACUERDO</table></table>")
	f.Add("<pre>a\nb</pre><p class=MsoListParagraph style='mso-list:l0'>·&nbsp;x<!--[if x]>y<![endif]--><![if y]><o:p>z</o:p><a href=b>c</a><img src=data:x><script><table></script>")
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() {
			g, err := leerHTML(s)
			if err != nil {
				unaLinea(t, err)
				return
			}
			grillaCabal(t, g, s)
			leerYEscribir(t, []byte(s), OpcionesJSON{})
		})
	})
}

// FuzzLeerMarkdown reads anything as Markdown.
func FuzzLeerMarkdown(f *testing.F) {
	f.Add("# A\n\nb\n===\n\nNÚMERO | ESTATUS | ACUERDO\n-|-|-\n1/2025 | *Cumplido* | `a` [b](c \"d\") ![e](f) <g@h> \\| &lt; <br> ~~i~~\n | |\nj\n\n## Glosario\n- **UAR**: Unidad\n\nCE\n: Consejería\n[a]: b\n")
	f.Add("<!-- \n --> <!-- -->a\n> ```\n> |a|b|\n> |---+---|\n+--+--+\n<table>\n<tr><td>NÚMERO<td>ESTATUS<td>ACUERDO\n</table>\n<!-- b")
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() {
			g, err := leerMarkdown(s)
			if err != nil {
				unaLinea(t, err)
				return
			}
			grillaCabal(t, g, s)
			leerYEscribir(t, []byte(s), OpcionesJSON{})
		})
	})
}

// grillaCabal checks what any grid must be: its lines are of the text, its loose lines and
// the rows that go across have one cell, which says something.
func grillaCabal(t *testing.T, g grilla, s string) {
	t.Helper()
	lineas := strings.Count(s, "\n") + 1
	for _, r := range g.renglones {
		if r.linea < 1 || r.linea > lineas {
			t.Fatalf("línea %d de %d: %s", r.linea, lineas, r.texto())
		}
		if len(r.celdas) > 2*maxColumnas || (r.suelto || r.abarca || r.titulo) && (len(r.celdas) != 1 || r.celdas[0].vacia()) {
			t.Fatalf("línea %d: %d celdas: %s", r.linea, len(r.celdas), r.texto())
		}
	}
}

// FuzzLoEscritoVuelve writes anything that a person may type into a document, and reads it
// back to the letter.
func FuzzLoEscritoVuelve(f *testing.F) {
	for _, s := range []string{"a", "<b>a</b> & &amp;", "*a* _b_ `c` [d](e) ~~f~~", `a|b \| \\`, "1. a\n• b\nc", "https://x.mx/a_b?c=1&d=2.", "# a", "- a", "**a**b", "<!-- a -->", "&nbsp;a", "a  b", "::", "|"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, texto, otro string) {
		// What any reader takes away: blanks, what is no character, and the marks of an item.
		linea := func(s string) string {
			a := &aplanador{}
			a.runas([]byte(strings.ToValidUTF8(s, "\uFFFD")))
			return a.fin().enLinea()
		}
		texto, otro = linea(texto), linea(otro)
		if texto == "" || utf8.RuneCountInString(texto+otro) > 2000 {
			return
		}
		negrita := documento.Trozo{Texto: otro, Negrita: true}
		fila := []*documento.Celda{
			celdaCon(documento.Parrafo{Trozos: documento.Texto("1/2025")}), celdaCon(documento.Parrafo{Trozos: documento.Negrita("Pendiente")}),
			celdaCon(documento.Parrafo{Trozos: documento.Texto(texto)}, documento.Parrafo{Trozos: documento.Texto("fin")}),
			celdaCon(documento.Parrafo{Trozos: []documento.Trozo{{Texto: texto + " "}, negrita, {Texto: " y " + texto, Cursiva: true}}}),
		}
		d := documento.Documento{Bloques: []documento.Bloque{documento.Tabla{
			Columnas: []documento.Columna{{Titulo: "NÚMERO"}, {Titulo: "ESTATUS"}, {Titulo: "COMPROMISO"}, {Titulo: "ATENCIÓN"}},
			Filas:    []documento.Fila{{Celdas: fila}},
		}}}
		junto := linea(texto + " " + otro + " y " + texto)
		var h, m bytes.Buffer
		if err := html.Write(&h, d); err != nil {
			t.Fatal(err)
		}
		if err := markdown.Write(&m, d); err != nil {
			t.Fatal(err)
		}
		leer := map[string]func() (grilla, error){
			"html":     func() (grilla, error) { return leerHTML(h.String()) },
			"markdown": func() (grilla, error) { return leerMarkdown(m.String()) },
		}
		for nombre, f := range leer {
			g, err := f()
			if err != nil {
				t.Fatal(err)
			}
			c := g.renglones[len(g.renglones)-1].celdas
			if len(c) != 4 || c[2].String() != texto+"\nfin" || c[3].String() != junto {
				t.Errorf("%s: %q y %q\n%q\n%s", nombre, texto, junto, c, m.String())
			}
		}
	})
}
