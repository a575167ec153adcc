package informe

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"compromisos/compromiso/bound"
)

// FuzzNadaSePierdeWeb makes pages and Markdown of this family out of what comes: cells that
// span, nest, lack their ends, hide. Each word of the source ends in a field or in a warning,
// or the document is refused.
func FuzzNadaSePierdeWeb(f *testing.F) {
	f.Add([]byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08"))
	f.Add([]byte("una página que nadie esperaba ver con su tabla y lo demás que la rodea"))
	f.Add(bytes.Repeat([]byte("\x05\x09\x02\x07\x11"), 40))
	f.Add(bytes.Repeat([]byte("\xff\x03\x80\x41\x0c"), 50))
	f.Fuzz(func(t *testing.T, b []byte) {
		for nombre, hacer := range map[string]func(*dado) string{"html": (*dado).pagina, "markdown": (*dado).markdown} {
			d := &dado{b: b[:min(len(b), 400)]}
			doc := hacer(d)
			bound.Run(t, len(doc), func() {
				for _, o := range []Opciones{{}, {Parcial: true}} {
					informes, err := Leer("", []byte(doc), o)
					if err != nil {
						unaLinea(t, err)
						continue
					}
					todo := fmt.Sprintf("%+v", informes)
					for _, p := range d.palabras {
						if !strings.Contains(todo, p) {
							t.Errorf("%s %+v: «%s» se perdió:\n%s\n%s", nombre, o, p, doc, todo)
						}
					}
				}
			})
		}
	})
}

func (d *dado) pagina() string {
	var s strings.Builder
	s.WriteString("<h1>Comisión de Archivo y Memoria (CAM)</h1>\n")
	cols := []string{"SESIÓN", "NÚMERO", "ESTATUS", "EJE", "COMPROMISO", "ATENCIÓN"}[d.tirar(2):]
	encabezado := "<table><tr><th>" + strings.Join(cols, "<th>") + "</tr>\n"
	if d.tirar(4) == 0 {
		encabezado = "<table><caption>" + d.palabra() + "</caption><thead><tr><th rowspan=2>NÚMERO<th colspan=2>CUMPLIMIENTO<th rowspan=2>COMPROMISO<th rowspan=2>ATENCIÓN</tr>" +
			"<tr><th>Estatus<th>Fecha</tr></thead><tbody>\n"
		cols = []string{"NÚMERO", "ESTATUS", "FECHA", "COMPROMISO", "ATENCIÓN"}
	}
	s.WriteString(encabezado)
	for n := 1; d.queda(); n++ {
		switch d.tirar(14) {
		case 0:
			s.WriteString("</table>" + d.trozoHTML() + encabezado)
		case 1:
			fmt.Fprintf(&s, "<tr><td colspan=%d>%s</tr>\n", 2+d.tirar(7), d.celdaHTML())
		case 2:
			fmt.Fprintf(&s, "</table><h2>Glosario</h2><%s>%s<dl><dt>%s<dd>%s</dl>%s", []string{"p", "h3", "h1", "b"}[d.tirar(4)], d.palabra(), d.palabra(), d.palabra(), encabezado)
		case 3:
			s.WriteString("<tr " + []string{"hidden", "style='display:none'"}[d.tirar(2)] + "><td>" + d.palabra() + "<td>" + d.palabra() + "</tr>\n")
		case 4:
			s.WriteString(d.palabra() + d.trozoHTML())
		default:
			d.filaHTML(&s, cols, n)
		}
	}
	return s.String()
}

func (d *dado) filaHTML(s *strings.Builder, cols []string, n int) {
	normal := d.tirar(3) > 0
	s.WriteString("<tr>")
	for _, c := range cols {
		s.WriteString("<td")
		if d.tirar(6) == 0 {
			fmt.Fprintf(s, " %s=%d", []string{"rowspan", "colspan"}[d.tirar(2)], d.tirar(4))
		}
		s.WriteString(">")
		switch {
		case normal && c == "NÚMERO":
			fmt.Fprintf(s, "%d/2025", n)
		case normal && c == "ESTATUS":
			s.WriteString([]string{"Pendiente", "<b>Cumplido</b> 03.02.2025", "En proceso"}[d.tirar(3)])
		default:
			s.WriteString(d.celdaHTML())
		}
	}
	switch d.tirar(4) {
	case 0:
		s.WriteString("</tr>")
	case 1:
		s.WriteString("</td></tr></tbody><tbody>")
	case 2:
		s.WriteString("<td>" + d.palabra())
	}
	s.WriteString("\n")
}

func (d *dado) celdaHTML() string {
	if d.tirar(3) == 0 {
		return d.trozoHTML()
	}
	// What a script says is no part of a page.
	return strings.NewReplacer("<script>", "<u>", "</script>", "</u>").Replace(d.celda())
}

func (d *dado) trozoHTML() string {
	switch d.tirar(12) {
	case 0:
		return "<table><tr><td>" + d.palabra() + "<td>" + d.palabra() + "</table>"
	case 1:
		return "<span style='display:none'>" + d.palabra() + "</span>"
	case 2:
		return "<p hidden>" + d.palabra() + "<p>" + d.palabra()
	case 3:
		return "<a href='" + d.palabra() + "'>" + d.palabra() + "</a>"
	case 4:
		return "<img alt=" + d.palabra() + "><x-y>" + d.palabra() + "</x-y><o:p>" + d.palabra() + "</o:p>"
	case 5:
		return "<dl><dt>" + d.palabra() + "<dd>" + d.palabra() + "<dd>" + d.palabra() + "<dt>" + d.palabra() + "</dl>"
	case 6:
		return "<h2>" + d.palabra() + "</h2>"
	case 7:
		return "<pre>" + d.palabra() + "\n" + d.palabra() + "</pre>"
	case 8:
		return "<p class=MsoListParagraph>·&nbsp;" + d.palabra() + "<p class=MsoListParagraph>" + d.palabra()
	case 9:
		return "<table>" + d.palabra() + "<caption>" + d.palabra() + "</caption><tr>" + d.palabra() + "<td>" + d.palabra() + "</table>"
	case 10:
		return "<div hidden>" + d.palabra() + "<table><tr><td>" + d.palabra() + "</table></div>"
	}
	return "<" + d.palabra() + ">" + d.palabra() + "</3"
}

func (d *dado) markdown() string {
	var s strings.Builder
	s.WriteString("# Comisión de Archivo y Memoria (CAM)\n\n")
	borde := []string{"|", ""}[d.tirar(2)]
	cols := []string{"SESIÓN", "NÚMERO", "ESTATUS", "EJE", "COMPROMISO", "ATENCIÓN"}[d.tirar(2):]
	encabezado := "\n" + borde + strings.Join(cols, " | ") + borde + "\n" + borde + strings.Repeat("---|", len(cols)-1) + "---" + borde + "\n"
	s.WriteString(encabezado)
	for n := 1; d.queda(); n++ {
		switch d.tirar(12) {
		case 0:
			s.WriteString("\n" + d.celdaMarkdown() + "\n" + encabezado)
		case 1:
			s.WriteString(d.celdaMarkdown() + "\n")
		case 2:
			s.WriteString("\n## Glosario\n\n- **" + d.palabra() + "**: " + d.palabra() + "\n\n" + d.palabra() + "\n: " + d.palabra() + "\n\n### " + d.palabra() + "\n")
		case 3:
			s.WriteString("\n" + d.palabra() + "\n" + []string{"===", "---", "[a]: b"}[d.tirar(3)] + "\n" + encabezado)
		default:
			d.filaMarkdown(&s, cols, borde, n)
		}
	}
	return s.String()
}

func (d *dado) filaMarkdown(s *strings.Builder, cols []string, borde string, n int) {
	normal := d.tirar(3) > 0
	s.WriteString(borde)
	for i, c := range cols {
		if i > 0 {
			s.WriteString(" | ")
		}
		switch {
		case normal && c == "NÚMERO":
			fmt.Fprintf(s, "%d/2025", n)
		case normal && c == "ESTATUS":
			s.WriteString([]string{"Pendiente", "**Cumplido** 03.02.2025", "En proceso"}[d.tirar(3)])
		default:
			s.WriteString(d.celdaMarkdown())
		}
	}
	if d.tirar(6) == 0 {
		s.WriteString(" | " + d.palabra())
	}
	s.WriteString(borde + "\n")
}

func (d *dado) celdaMarkdown() string {
	switch d.tirar(9) {
	case 0:
		return "**" + d.palabra() + " *" + d.palabra() + "** " + d.palabra() + "*"
	case 1:
		return "`" + d.palabra() + "` ``" + d.palabra()
	case 2:
		return "[" + d.palabra() + "](" + d.palabra() + ") ![" + d.palabra() + "](" + d.palabra() + ") [" + d.palabra() + "]"
	case 3:
		return "<br>" + d.palabra() + `\|` + d.palabra() + `\\`
	case 4:
		return "<" + d.palabra() + "> <" + d.palabra() + "@x.mx> <!-- --> ~~" + d.palabra() + "~~"
	case 5:
		return "<ul><li>" + d.palabra() + "</ul>_" + d.palabra() + "_"
	case 6:
		return ""
	case 7:
		return valoresFuzz[d.tirar(len(valoresFuzz))] + " " + d.palabra()
	}
	return d.palabra() + " " + d.palabra()
}
