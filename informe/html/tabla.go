package html

import (
	"fmt"
	"strconv"

	"compromisos/informe/documento"
)

// anchaDesde is how many columns are too many for a telephone: such a table is read there
// as one card for each row.
const anchaDesde = 4

// tabla writes a table. The rows that share a cell of the first column are a group, and
// that cell heads it; a telephone draws each group in a frame.
func (e *escritor) tabla(t documento.Tabla) {
	e.tablas++
	ancha := len(t.Columnas) >= anchaDesde
	clase := ""
	if ancha {
		clase = ` class="ancha"`
	}
	fmt.Fprintf(e, "<table id=\"t%d\"%s%s>\n", e.tablas, clase, papel(ancha, "table"))
	if t.Descripcion != "" {
		e.pon(`<caption class="oculto">`)
		e.texto(t.Descripcion)
		e.pon("</caption>\n")
	}
	e.encabezados(t, ancha)
	grupos := agrupada(t)
	for i, f := range t.Filas {
		if i == 0 || (ancha || grupos) && len(f.Celdas) > 0 && f.Celdas[0] != nil {
			if i > 0 {
				e.pon("</tbody>\n")
			}
			e.pon("<tbody" + papel(ancha, "rowgroup") + ">\n")
		}
		e.fila(t, f, ancha, grupos, i)
	}
	if len(t.Filas) > 0 {
		e.pon("</tbody>\n")
	}
	e.pon("</table>\n")
}

// papel says what an element is: drawn as cards, browsers forget that it is of a table.
func papel(ancha bool, que string) string {
	if !ancha {
		return ""
	}
	return ` role="` + que + `"`
}

func (e *escritor) encabezados(t documento.Tabla, ancha bool) {
	e.pon("<colgroup>")
	for range t.Columnas {
		e.pon("<col>")
	}
	e.pon("</colgroup>\n<thead" + papel(ancha, "rowgroup") + ">\n<tr" + papel(ancha, "row") + ">")
	for _, c := range t.Columnas {
		e.pon(`<th scope="col"` + papel(ancha, "columnheader") + ">")
		e.texto(c.Titulo)
		e.pon("</th>")
	}
	e.pon("</tr>\n</thead>\n")
}

// agrupada tells whether cells of the first column stand for several rows.
func agrupada(t documento.Tabla) bool {
	for _, f := range t.Filas {
		if len(f.Celdas) > 0 && f.Celdas[0] != nil && f.Celdas[0].Filas > 1 {
			return true
		}
	}
	return false
}

func (e *escritor) fila(t documento.Tabla, f documento.Fila, ancha, grupos bool, n int) {
	e.pon("<tr" + papel(ancha, "row") + ">")
	for i, c := range f.Celdas {
		if c == nil {
			continue
		}
		etiqueta := "td"
		switch {
		case i == 0 && grupos:
			etiqueta = "th"
			e.pon(`<th scope="rowgroup"` + papel(ancha, "rowheader"))
		default:
			e.pon("<td" + papel(ancha, "cell"))
		}
		// A cell never reaches past the end of its table.
		if filas := min(c.Filas, len(t.Filas)-n); filas > 1 {
			e.pon(` rowspan="` + strconv.Itoa(filas) + `"`)
		}
		if ancha && i < len(t.Columnas) {
			e.pon(` data-columna="`)
			e.texto(t.Columnas[i].Titulo)
			e.pon(`"`)
		}
		e.pon(">")
		e.celda(c.Bloques)
		e.pon("</" + etiqueta + ">")
	}
	e.pon("</tr>\n")
}

// celda writes what a cell holds; a lone paragraph needs no element of its own.
func (e *escritor) celda(l []documento.Bloque) {
	if len(l) == 1 {
		if p, ok := l[0].(documento.Parrafo); ok && p.Clase == documento.Cuerpo && !p.Centrado {
			e.trozos(p.Trozos)
			return
		}
	}
	e.bloques(l)
}
