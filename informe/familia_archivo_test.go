package informe

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// archivo writes the parts in the drawn layout.
func (p *imprenta) archivo() string {
	switch p.forma {
	case "csv", "csv;":
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if p.forma == "csv;" {
			w.Comma = ';'
		}
		for _, x := range p.partes {
			r := []string{escapaHTML(x.suelta)}
			if x.celdas != nil {
				r = nil
				for _, c := range x.celdas {
					r = append(r, escapaHTML(strings.Join(c.lineas, "\n")))
				}
			}
			if err := w.Write(r); err != nil {
				p.t.Fatal(err)
			}
		}
		w.Flush()
		return b.String()
	case "html":
		return p.pagina()
	case "markdown":
		return p.markdown()
	case "xlsx":
		return p.libro()
	case "docx":
		return p.palabra()
	}
	var b strings.Builder
	for _, x := range p.partes {
		if x.celdas == nil {
			if x.nivel > 0 {
				b.WriteString(strings.Repeat("#", x.nivel) + " ")
			}
			b.WriteString(escapaHTML(x.suelta) + "\n")
			continue
		}
		for i, c := range x.celdas {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(c.enHTML())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func escapaHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// enHTML writes the lines as paragraphs and lists.
func (c celdaImpresa) enHTML() string {
	if len(c.lineas) == 1 && !c.marca && !strings.HasPrefix(c.lineas[0], "• ") && !reOrdinal.MatchString(c.lineas[0]) {
		return escapaHTML(c.lineas[0])
	}
	var b strings.Builder
	lista := ""
	for _, l := range c.lineas {
		tipo, texto := "", l
		if s, es := strings.CutPrefix(l, "• "); es {
			tipo, texto = "ul", s
		} else if m := reOrdinal.FindString(l); m != "" {
			tipo, texto = "ol", strings.TrimPrefix(l, m)
		}
		if tipo != lista {
			if lista != "" {
				fmt.Fprintf(&b, " </%s> ", lista)
			}
			if tipo != "" {
				fmt.Fprintf(&b, " <%s>", tipo)
			}
			lista = tipo
		}
		if tipo == "" {
			fmt.Fprintf(&b, "<p>%s</p>", escapaHTML(texto))
		} else {
			fmt.Fprintf(&b, " <li>%s</li>", escapaHTML(texto))
		}
	}
	if lista != "" {
		fmt.Fprintf(&b, " </%s>", lista)
	}
	return b.String()
}

// pagina writes an HTML page: the rows that follow one another are a table.
func (p *imprenta) pagina() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"es\"><head><meta charset=\"utf-8\"><title>x</title></head><body>\n")
	abierta := false
	for _, x := range p.partes {
		if (x.celdas != nil) != abierta {
			if abierta = !abierta; abierta {
				b.WriteString("<table border=1>\n")
			} else {
				b.WriteString("</table>\n")
			}
		}
		switch {
		case x.celdas != nil && x.une:
			fmt.Fprintf(&b, "<tr><td colspan=\"%d\">%s</td></tr>\n", len(x.celdas), x.celdas[0].enHTML())
		case x.celdas != nil:
			b.WriteString("<tr>")
			for _, c := range x.celdas {
				fmt.Fprintf(&b, "<td>%s</td>", c.enHTML())
			}
			b.WriteString("</tr>\n")
		case x.suelta != "" && x.nivel > 0:
			fmt.Fprintf(&b, "<h%d>%s</h%d>\n", x.nivel, escapaHTML(x.suelta), x.nivel)
		case x.suelta != "":
			fmt.Fprintf(&b, "<p>%s</p>\n", escapaHTML(x.suelta))
		}
	}
	if abierta {
		b.WriteString("</table>\n")
	}
	return b.String() + "</body></html>\n"
}

// markdown writes the rows that follow one another as a table; the first is its headings.
func (p *imprenta) markdown() string {
	var b strings.Builder
	escapa := strings.NewReplacer(`\`, `\\`, "|", `\|`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`)
	abierta := false
	for _, x := range p.partes {
		if x.celdas == nil {
			if x.nivel > 0 {
				b.WriteString("\n" + strings.Repeat("#", x.nivel) + " ")
			}
			b.WriteString(escapa.Replace(x.suelta) + "\n\n")
			abierta = false
			continue
		}
		if !abierta {
			b.WriteByte('\n')
		}
		for _, c := range x.celdas {
			b.WriteString("| " + strings.Join(mapear(c.lineas, escapa.Replace), "<br>") + " ")
		}
		b.WriteString("|\n")
		if !abierta {
			b.WriteString(strings.Repeat("|---", len(x.celdas)) + "|\n")
		}
		abierta = true
	}
	return b.String()
}

func mapear(l []string, f func(string) string) []string {
	r := make([]string, len(l))
	for i, s := range l {
		r[i] = f(s)
	}
	return r
}

// libro writes a workbook of one sheet.
func (p *imprenta) libro() string {
	return string(libroDe(p.tb, func(f *excelize.File) {
		for i, x := range p.partes {
			celdas := x.celdas
			if celdas == nil {
				celdas = []celdaImpresa{impresa(x.suelta)}
			}
			for j, c := range celdas {
				en, err := excelize.CoordinatesToCellName(j+1, i+1)
				bien(p.tb, err, f.SetCellStr("Sheet1", en, escapaHTML(strings.Join(c.lineas, "\n"))))
			}
		}
	}))
}

// palabra writes a document of Word.
func (p *imprenta) palabra() string {
	var b strings.Builder
	parrafo := func(s string, nivel int) {
		estilo := ""
		if nivel > 0 {
			estilo = fmt.Sprintf(`<w:pPr><w:pStyle w:val="Heading%d"/></w:pPr>`, nivel)
		}
		fmt.Fprintf(&b, `<w:p>%s<w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, estilo, escapaHTML(s))
	}
	abierta := false
	for _, x := range p.partes {
		if (x.celdas != nil) != abierta {
			if abierta = !abierta; abierta {
				b.WriteString("<w:tbl>")
			} else {
				b.WriteString("</w:tbl>")
			}
		}
		if x.celdas == nil {
			parrafo(x.suelta, x.nivel)
			continue
		}
		b.WriteString("<w:tr>")
		for i, c := range x.celdas {
			if x.une && i > 0 {
				break
			}
			b.WriteString("<w:tc>")
			if x.une {
				fmt.Fprintf(&b, `<w:tcPr><w:gridSpan w:val="%d"/></w:tcPr>`, len(x.celdas))
			}
			for _, l := range c.lineas {
				parrafo(l, 0)
			}
			if len(c.lineas) == 0 {
				b.WriteString("<w:p/>")
			}
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	if abierta {
		b.WriteString("</w:tbl>")
	}
	return string(wordDe(p.tb, b.String(), nil))
}
