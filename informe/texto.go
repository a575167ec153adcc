package informe

import (
	"strconv"
	"strings"
)

// leerTexto reads the text layout: markdown-like headings, and rows whose cells
// are separated by tabs and may hold HTML.
func leerTexto(s string) (grilla, error) {
	var g grilla
	linea, celdas, filas := 0, 0, 0
	enFila := false // the line above is a row, or goes on with one
	for l := range strings.SplitSeq(s, "\n") {
		linea++
		switch {
		case strings.TrimSpace(l) == "":
			enFila = enFila && l != "" && strings.Contains(l, "\t")
		case strings.Contains(l, "\t"):
			r, err := renglonDeTabla(l, linea)
			if err != nil {
				return grilla{}, err
			}
			celdas += len(r.celdas)
			filas++
			g.renglones = append(g.renglones, r)
			enFila = true
		default:
			r := renglonSuelto(l, linea)
			r.pegado = enFila && !r.titulo
			enFila = r.pegado
			filas++
			g.renglones = append(g.renglones, r)
		}
		if celdas > maxCeldas || filas > maxFilas {
			return grilla{}, rechazo("línea %d: el documento tiene demasiadas filas: el máximo es de %d filas y %d celdas.",
				linea, maxFilas, maxCeldas)
		}
	}
	g.cortada = terminaAbierta(g)
	g.sinFin = !strings.HasSuffix(s, "\n")
	return g, nil
}

func renglonDeTabla(l string, linea int) (renglon, error) {
	if n := strings.Count(l, "\t") + 1; n > maxColumnas {
		return renglon{}, rechazo("línea %d: la fila tiene %d celdas y el máximo es de %d.", linea, n, maxColumnas)
	}
	r := renglon{linea: linea, celdas: make([]celda, 0, strings.Count(l, "\t")+1)}
	for c := range strings.SplitSeq(l, "\t") {
		r.celdas = append(r.celdas, aplanar(c))
	}
	return r, nil
}

// renglonSuelto reads a line outside the tables, without the marks of Markdown.
func renglonSuelto(l string, linea int) renglon {
	t := strings.TrimSpace(l)
	sin := strings.TrimLeft(t, "#")
	titulo := sin != t && strings.HasPrefix(sin, " ")
	if titulo {
		t = strings.TrimSpace(sin)
	}
	if len(t) > 4 && strings.HasPrefix(t, "**") && strings.HasSuffix(t, "**") {
		t = t[2 : len(t)-2]
	}
	return renglon{linea: linea, celdas: []celda{aplanar(t)}, suelto: true, titulo: titulo}
}

// terminaAbierta tells whether the last cell of the document, and no other, ends inside
// a tag or before what it opened is closed: whoever writes so does it all over.
func terminaAbierta(g grilla) bool {
	if len(g.renglones) == 0 {
		return false
	}
	abiertas := 0
	for _, r := range g.renglones {
		for _, c := range r.celdas {
			if c.abierta {
				abiertas++
			}
		}
	}
	c := g.renglones[len(g.renglones)-1].celdas
	return c[len(c)-1].abierta && abiertas == 1
}

func entero(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n > 1_000_000 {
		return 0
	}
	return n
}
