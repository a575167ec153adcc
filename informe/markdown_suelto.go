package informe

import (
	"strconv"
	"strings"
)

// texto reads a line outside the tables: a heading, an item, a definition, a paragraph. It
// tells how many lines it took.
func (l *lectorMarkdown) texto(t, siguiente string) int {
	r := renglon{linea: l.i + 1, suelto: true, pegado: l.junto || l.glosario && l.sigue}
	nivel, toma := 0, 1
	switch m := reAlmohadillas.FindStringSubmatch(t); {
	case m != nil:
		nivel, t = len(m[1]), m[2]
	case reReferencia.MatchString(t):
		m := reReferencia.FindStringSubmatch(t)
		l.avisos = append(l.avisos, "El texto no conserva la dirección de un enlace: «"+cita(m[2])+"».")
		return 1
	case reSubrayado.MatchString(siguiente) && reItem.FindString(t) == "" && !l.sigue:
		nivel, toma = 2, 2
		if strings.Contains(siguiente, "=") {
			nivel = 1
		}
	case l.definicion(t):
		return l.definiciones()
	}
	if r.titulo = nivel > 0; r.titulo {
		r.pegado = false
	}
	marca := ""
	if m := reItem.FindStringSubmatch(t); m != nil && !r.titulo {
		r.pegado = false
		marca, t = "• ", m[2]
		if m[1] != "" {
			marca = strconv.Itoa(entero(m[1])) + ". "
		}
	}
	c := celdaMarkdown(t)
	if c.vacia() {
		l.avisos = append(l.avisos, c.avisos...)
		return toma
	}
	l.junto, l.sigue, l.columnas = r.pegado && l.junto, true, 0
	r.celdas = []celda{c}
	l.enGlosario(&r, nivel, enteraNegrita(t))
	if marca != "" && !l.glosario {
		c.bloques[0].marca = marca
	}
	l.partir(r)
	return toma
}

// partir adds a loose line, or several where it has line breaks of its own.
func (l *lectorMarkdown) partir(r renglon) {
	bloques := r.celdas[0].bloques
	for i := range bloques {
		otro := r
		otro.celdas = []celda{{bloques: bloques[i : i+1 : i+1]}}
		if i == 0 {
			otro.celdas[0].avisos = r.celdas[0].avisos
		}
		l.poner(otro)
	}
}

// enGlosario follows the glossary: where it begins, its groups, where it ends.
func (l *lectorMarkdown) enGlosario(r *renglon, nivel int, negrita bool) {
	texto := r.texto()
	switch {
	case esTituloGlosario(*r):
		l.glosario, l.nivelGlosario = true, si(nivel > 0, nivel, 7)
		r.pegado = false
	case !l.glosario:
	case nivel > 0 && nivel <= l.nivelGlosario:
		l.glosario = false
	case nivel > 0, negrita && !reEntrada.MatchString(texto) && !esSigla(texto):
		r.suelto, r.titulo, r.pegado = false, false, false
	case reEntrada.MatchString(texto):
		r.pegado = false
	}
}

// enteraNegrita tells whether a line is bold throughout.
func enteraNegrita(t string) bool {
	t = strings.TrimSpace(t)
	return len(t) > 4 && strings.HasPrefix(t, "**") && strings.HasSuffix(t, "**") && !strings.Contains(t[2:len(t)-2], "**")
}

// definicion tells whether a line is a term whose definition stands below it.
func (l *lectorMarkdown) definicion(t string) bool {
	if len(t) > 200 || l.junto || reItem.MatchString(t) {
		return false
	}
	abajo := l.en(l.i + 1)
	if strings.TrimSpace(abajo) == "" {
		abajo = l.en(l.i + 2)
	}
	return reDefinicion.MatchString(abajo)
}

// definiciones reads a term with its definition, which may go on in lines set further in.
func (l *lectorMarkdown) definiciones() int {
	termino := celdaMarkdown(l.en(l.i))
	n := 1
	if strings.TrimSpace(l.en(l.i+1)) == "" {
		n = 2
	}
	dice := reDefinicion.FindStringSubmatch(l.en(l.i + n))[1]
	for n++; l.i+n < len(l.lineas); n++ {
		t := l.en(l.i + n)
		if strings.TrimSpace(t) == "" || !strings.HasPrefix(t, "  ") && !strings.HasPrefix(t, "\t") {
			break
		}
		dice += " " + strings.TrimSpace(t)
	}
	c := celdaMarkdown(dice)
	l.junto, l.sigue, l.columnas = false, false, 0
	linea := l.i + 1
	if !l.glosario && esSigla(termino.enLinea()) {
		l.glosario, l.nivelGlosario = true, 7
		l.poner(renglon{linea: linea, celdas: []celda{enCelda("Glosario")}, suelto: true})
	}
	if l.glosario {
		l.poner(renglon{linea: linea, celdas: []celda{{}, termino, enUna(c)}})
		return n
	}
	entera := enCelda(strings.TrimSuffix(termino.enLinea(), ":") + ": " + c.enLinea())
	entera.avisos = append(termino.avisos, c.avisos...)
	l.poner(renglon{linea: linea, celdas: []celda{entera}, suelto: true})
	return n
}

// enUna is the cell as one paragraph.
func enUna(c celda) celda {
	d := enCelda(c.enLinea())
	d.avisos = c.avisos
	return d
}
