package informe

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
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
