package informe

import (
	"strconv"
	"strings"
)

// leerTexto reads the text layout: markdown-like headings, and rows whose cells
// are separated by tabs and may hold HTML.
func leerTexto(s string) (grilla, error) {
	l := lectorTexto{sueltoEn: -1}
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
	fallidas      int  // quotes that nothing closed
	pagina        bool // a page feed came and no row took it
}

// siguiente reads a line, or the several lines of a row whose cells are quoted.
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
		partes := strings.Split(linea, "\t")
		primera := l.linea
		if len(partes) <= maxColumnas && strings.Contains(linea, `"`) {
			var mas int
			partes, resto, mas = l.celdasEntreComillas(linea, resto)
			l.linea += mas
		}
		if n := len(partes); n > maxColumnas {
			return rechazo("línea %d: la fila tiene %d celdas y el máximo es de %d.", primera, n, maxColumnas)
		}
		r := renglon{linea: primera, celdas: make([]celda, 0, len(partes)), pagina: l.pagina}
		for _, c := range partes {
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

// maxEntreComillas bounds a quoted cell: past it, the quote was only a quote. A document
// in which that happens maxFallidas times quotes nothing over several lines.
const (
	maxEntreComillas = 50_000
	maxFallidas      = 500
)

// celdasEntreComillas cuts a row some of whose cells a spreadsheet put between quotes,
// because they hold line breaks or quotes themselves. mas is how many lines more it took.
func (l *lectorTexto) celdasEntreComillas(linea, resto string) (partes []string, queda string, mas int) {
	for {
		texto, n, lineas := "", 0, 0
		if strings.HasPrefix(linea, `"`) {
			texto, n, lineas = l.citada(linea, resto)
		}
		if n == 0 {
			celda, despues, hay := strings.Cut(linea, "\t")
			partes = append(partes, celda)
			if !hay {
				return partes, resto, mas
			}
			linea = despues
			continue
		}
		partes = append(partes, texto)
		if lineas > 0 { // the row goes on after the quote, some lines below
			mas += lineas
			linea, resto, _ = strings.Cut(resto[n-len(linea)-1:], "\n")
		} else {
			linea = linea[n:]
		}
		if linea == "" {
			return partes, resto, mas
		}
		linea = linea[1:] // the tab
	}
}

// citada reads a cell that begins with a quote: its text, the bytes it took and the line
// breaks among them; 0 when nothing closes it, or when no spreadsheet would have quoted it.
func (l *lectorTexto) citada(c, resto string) (texto string, n, lineas int) {
	todo := c
	if i := strings.IndexByte(c[1:], '"'); resto != "" && len(c) < maxEntreComillas && l.fallidas < maxFallidas &&
		(i < 0 || strings.Count(c, `"`)%2 == 1) {
		todo = c + "\n" + resto[:min(len(resto), maxEntreComillas-len(c))]
	}
	dobles := false
	for i := 1; i < len(todo); i++ {
		if todo[i] != '"' {
			continue
		}
		if i+1 < len(todo) && todo[i+1] == '"' {
			dobles = true
			i++
			continue
		}
		dentro := todo[1:i]
		fin := i+1 == len(todo) || todo[i+1] == '\t' || todo[i+1] == '\n'
		lineas = strings.Count(dentro, "\n")
		if !fin || lineas == 0 && !dobles && !strings.Contains(dentro, "\t") {
			l.fallidas += min(lineas, 1)
			return "", 0, 0
		}
		dentro = strings.ReplaceAll(dentro, `""`, `"`)
		return strings.ReplaceAll(dentro, "\n", "<br>"), i + 1, lineas
	}
	l.fallidas++
	return "", 0, 0
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
