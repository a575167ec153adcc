package informe

import (
	"strconv"
	"strings"
)

// leerTexto reads the text layout: markdown-like headings, and rows whose cells
// are separated by tabs and may hold HTML.
func leerTexto(s string) (grilla, error) {
	l := lectorTexto{g: grilla{porLineas: true}, sueltoEn: -1}
	for l.resto = s; l.resto != "" || l.linea == 0; {
		if err := l.siguiente(); err != nil {
			return grilla{}, err
		}
		if l.celdas > maxCeldas || len(l.g.renglones) > maxFilas {
			return grilla{}, rechazo("línea %d: el documento tiene demasiadas filas: el máximo es de %d filas y %d celdas.",
				l.linea, maxFilas, maxCeldas)
		}
	}
	l.g.cortada = terminaAbierta(l.g)
	l.g.sinFin = !strings.HasSuffix(s, "\n")
	return l.g, nil
}

type lectorTexto struct {
	g             grilla
	resto         string
	linea, celdas int
	enFila        bool // the line above is a row, or goes on with one
	sueltoEn      int  // last line that was a loose one
	pagina        bool // a page feed came and no row took it
}

// siguiente reads a line.
func (l *lectorTexto) siguiente() error {
	l.linea++
	linea, resto, _ := strings.Cut(l.resto, "\n")
	if strings.Contains(linea, "\f") {
		l.pagina = true
		linea = strings.ReplaceAll(linea, "\f", "")
	}
	switch {
	case strings.TrimSpace(linea) == "":
		l.enFila = l.enFila && linea != "" && strings.Contains(linea, "\t")
	case strings.Contains(linea, "\t"):
		n := strings.Count(linea, "\t") + 1
		if n > maxColumnas {
			return rechazo("línea %d: la fila tiene %d celdas y el máximo es de %d.", l.linea, n, maxColumnas)
		}
		r := renglon{linea: l.linea, celdas: make([]celda, 0, n), pagina: l.pagina}
		for c := range strings.SplitSeq(linea, "\t") {
			r.celdas = append(r.celdas, aplanar(c))
		}
		l.celdas += len(r.celdas)
		l.g.renglones = append(l.g.renglones, r)
		l.enFila, l.pagina = true, false
	default:
		r := renglonSuelto(linea, l.linea)
		r.pegado = l.enFila && !r.titulo
		r.seguido = l.sueltoEn == l.linea-1
		r.pagina, l.pagina = l.pagina, false
		l.enFila, l.sueltoEn = r.pegado, l.linea
		l.g.renglones = append(l.g.renglones, r)
	}
	l.resto = resto
	return nil
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
