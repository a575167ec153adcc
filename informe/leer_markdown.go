package informe

import (
	"regexp"
	"strings"
)

var (
	// reDivision is the line below the headings of a table, also as org-mode writes it.
	reDivision = regexp.MustCompile(`^\s*[|:]?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)+\|?\s*$`)
	// reDivisionLarga is such a line wherever it stands; «- | -» may be a row.
	reDivisionLarga = regexp.MustCompile(`^\s*\|?\s*:?-{3,}:?\s*(?:[|+]\s*:?-{3,}:?\s*)*\|?\s*$`)
	// reCuadricula is a line of a table drawn with signs.
	reCuadricula   = regexp.MustCompile(`^\s*\+(?:[-=:]+\+)+\s*$`)
	reAlmohadillas = regexp.MustCompile(`^ {0,3}(#{1,6})(?:\s+(.*?))??(?:\s+#+)?\s*$`)
	reSubrayado    = regexp.MustCompile(`^ {0,3}(?:=+|-{2,})\s*$`)
	reRayaSuelta   = regexp.MustCompile(`^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$`)
	reCerca        = regexp.MustCompile("^ {0,3}(?:```+|~~~+)[^`]*$")
	reItem         = regexp.MustCompile(`^\s*(?:[-*+]|(\d{1,9})[.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$`)
	reDefinicion   = regexp.MustCompile(`^ {0,3}[:~]\s+(\S.*)$`)
	reReferencia   = regexp.MustCompile(`^ {0,3}\[([^\]]{1,200})\]:\s*<?(\S+?)>?(?:\s+["'(].*)?$`)
)

// pareceMarkdown tells whether a text has a table of Markdown: a row, and the line that
// divides the headings from what is below. A heading alone makes no Markdown.
func pareceMarkdown(s string) bool {
	antes := ""
	for l := range strings.SplitSeq(s, "\n") {
		if t := sinCita(l); strings.Contains(l, "-") && len(l) < maxDivision && strings.Contains(antes, "|") && (reDivision.MatchString(t) || reCuadricula.MatchString(t)) {
			return true
		}
		antes = l
	}
	return !tieneTabuladores(s) && hayTabla(s)
}

const (
	maxDivision = 8 << 10 // the longest line below the headings
	// What a text may have of lines, and a line of characters.
	maxLineas = 4_000_000
	maxLinea  = 8 << 20
)

// leerMarkdown reads a text with tables of Markdown, and those of HTML that it may have
// inside.
func leerMarkdown(s string) (grilla, error) {
	if strings.Count(s, "\n") > maxLineas {
		return grilla{}, rechazo("El documento tiene más de %d líneas, que es el máximo.", maxLineas)
	}
	l := &lectorMarkdown{lineas: strings.Split(s, "\n")}
	for l.i = 0; l.i < len(l.lineas); {
		avanza, err := l.linea()
		if err != nil {
			return grilla{}, err
		}
		l.i += avanza
		if len(l.g.renglones) > maxFilas || l.celdas > maxCeldas {
			return grilla{}, rechazo("línea %d: el documento tiene demasiadas filas: el máximo es de %d filas y %d celdas.", l.i, maxFilas, maxCeldas)
		}
	}
	l.soltarAvisos()
	l.g.sinFin = !strings.HasSuffix(s, "\n")
	return l.g, nil
}

// lectorMarkdown walks through a text from line to line.
type lectorMarkdown struct {
	g      grilla
	lineas []string
	i      int // the line at hand, from 0
	celdas int

	columnas int  // of the table at hand, 0 outside of any
	sinBorde bool // its rows do not begin with a bar
	junto    bool // the line above is a row, or goes on with one
	sigue    bool // the line above says something

	glosario      bool
	nivelGlosario int
	avisos        []string // of lines that say nothing else

	sinCierre bool // no comment ends from here on
}

// sinCita takes the marks of a quotation away.
func sinCita(l string) string {
	for {
		t := strings.TrimLeft(l, " ")
		if len(l)-len(t) > 3 || !strings.HasPrefix(t, ">") {
			return l
		}
		l = strings.TrimPrefix(t[1:], " ")
	}
}

func (l *lectorMarkdown) en(i int) string {
	if i >= len(l.lineas) {
		return ""
	}
	return sinCita(l.lineas[i])
}

// linea reads the line at hand and tells how many lines it took.
func (l *lectorMarkdown) linea() (int, error) {
	t := l.en(l.i)
	if len(t) > maxLinea {
		return 0, rechazo("línea %d: la línea mide más de %d MiB, que es el máximo.", l.i+1, maxLinea>>20)
	}
	if strings.HasPrefix(strings.TrimSpace(t), "<!--") && !l.sinCierre {
		if n := l.comentario(); n >= 0 {
			return n, nil
		}
	}
	siguiente := l.en(l.i + 1)
	switch {
	case strings.TrimSpace(t) == "":
		l.columnas, l.junto, l.sigue = 0, false, false
	case l.esDivision(t):
	case l.esFila(t, siguiente):
		return 1, l.fila(t)
	case reCerca.MatchString(t), reRayaSuelta.MatchString(t):
		l.junto, l.sigue = false, false
	case strings.HasPrefix(t, "<") && hayTabla(t):
		return l.tablaHTML()
	default:
		return l.texto(t, siguiente), nil
	}
	return 1, nil
}

// esDivision tells the lines that only draw the table.
func (l *lectorMarkdown) esDivision(t string) bool {
	if len(t) > maxDivision || !strings.Contains(t, "-") && !strings.Contains(t, "=") {
		return false
	}
	if reCuadricula.MatchString(t) {
		return true
	}
	return strings.Contains(t, "|") && reDivision.MatchString(t) && (reDivisionLarga.MatchString(t) || l.junto && l.primera())
}

// esFila tells whether a line is a row: it begins with a bar, it goes on with a table, or
// the line below divides it from the rest.
func (l *lectorMarkdown) esFila(t, siguiente string) bool {
	if !strings.Contains(t, "|") {
		return false
	}
	return l.columnas > 0 && l.junto || strings.HasPrefix(strings.TrimSpace(t), "|") && strings.Count(t, "|") > 1 ||
		len(siguiente) < maxDivision && reDivision.MatchString(siguiente)
}

// primera tells whether the line above is the first of its table.
func (l *lectorMarkdown) primera() bool {
	return l.i < 2 || !strings.Contains(l.en(l.i-2), "|")
}

// fila reads a row. Where the rows have no bar at their edges, one that begins with a bar
// has an empty cell there.
func (l *lectorMarkdown) fila(t string) error {
	conBorde := strings.HasPrefix(strings.TrimSpace(t), "|")
	partes := celdasEntreBarras(t)
	if l.columnas == 0 {
		l.sinBorde = !conBorde
	} else if l.sinBorde && conBorde && len(partes) < l.columnas {
		partes = append([]string{""}, partes...)
	}
	if len(partes) > maxColumnas {
		return rechazo("línea %d: la fila tiene %d celdas y el máximo es de %d.", l.i+1, len(partes), maxColumnas)
	}
	r := renglon{linea: l.i + 1, celdas: make([]celda, len(partes))}
	for i, p := range partes {
		r.celdas[i] = celdaMarkdown(p)
	}
	l.celdas += len(partes)
	l.columnas, l.junto, l.sigue = max(l.columnas, len(partes)), true, true
	if encabezados(r) != nil {
		l.glosario = false
	} else if !l.glosario && esEncabezadoGlosario(r) {
		l.glosario, l.nivelGlosario = true, 7
	}
	if esTituloGlosario(r) {
		l.glosario, l.nivelGlosario = true, 7
	}
	l.poner(r)
	return nil
}

// celdasEntreBarras cuts a row at its bars; a bar after a backslash is one that somebody wrote.
func celdasEntreBarras(t string) []string {
	t = strings.TrimSpace(t)
	t = strings.TrimPrefix(t, "|")
	var l []string
	var c strings.Builder
	desde := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '\\':
			if i+1 < len(t) && t[i+1] == '|' {
				c.WriteString(t[desde:i])
				desde = i + 1
			}
			i++
		case '|':
			c.WriteString(t[desde:i])
			l = append(l, strings.TrimSpace(c.String()))
			c.Reset()
			desde = i + 1
		}
	}
	c.WriteString(t[min(desde, len(t)):])
	if resto := strings.TrimSpace(c.String()); resto != "" || desde < len(t) || len(l) == 0 {
		l = append(l, resto)
	}
	return l
}

// poner adds a line to the grid, with what the lines that say nothing left to tell.
func (l *lectorMarkdown) poner(r renglon) {
	if len(l.avisos) > 0 {
		r.celdas[0].avisos = append(l.avisos, r.celdas[0].avisos...)
		l.avisos = nil
	}
	l.g.renglones = append(l.g.renglones, r)
}

func (l *lectorMarkdown) soltarAvisos() {
	if n := len(l.g.renglones); n > 0 && len(l.avisos) > 0 {
		c := &l.g.renglones[n-1].celdas[0]
		c.avisos = append(c.avisos, l.avisos...)
	}
}

// comentario passes over comments, which may take many lines, and tells how many lines it
// took; -1 when the comment has no end. What stands after one on its last line is left there.
func (l *lectorMarkdown) comentario() int {
	t := l.lineas[l.i]
	for n := 0; ; {
		_, despues, hay := strings.Cut(t, "-->")
		switch {
		case hay && strings.TrimSpace(despues) == "":
			return n + 1
		case hay && strings.HasPrefix(strings.TrimSpace(despues), "<!--"):
			t = despues
		case hay:
			l.lineas[l.i+n] = despues
			return n
		default:
			if n++; l.i+n >= len(l.lineas) {
				l.sinCierre = true
				return -1
			}
			t = l.lineas[l.i+n]
		}
	}
}

// tablaHTML reads a table of HTML inside the text, up to its end.
func (l *lectorMarkdown) tablaHTML() (int, error) {
	n, abiertas := 0, 0
	for l.i+n < len(l.lineas) {
		t := strings.ToLower(l.lineas[l.i+n])
		abiertas += strings.Count(t, "<table") - strings.Count(t, "</table")
		n++
		if abiertas <= 0 {
			break
		}
	}
	g, err := leerHTMLDesde(strings.Join(l.lineas[l.i:l.i+n], "\n"), l.i+1)
	if err != nil {
		return 0, err
	}
	for _, r := range g.renglones {
		l.poner(r)
	}
	l.g.cortada = l.g.cortada || g.cortada
	l.junto, l.sigue = false, false
	return n, nil
}
