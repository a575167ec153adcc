package informe

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// vaciar makes loose lines of the paragraphs outside of tables that have ended.
func (l *lectorHTML) vaciar() {
	a := &l.suelta
	if a.abierto || len(a.bloques) == 0 || l.enDT || l.enDD {
		return
	}
	for i, b := range a.bloques {
		c := celda{bloques: []bloque{b}}
		if i == 0 {
			c.avisos, a.avisos = a.avisos, nil
		}
		l.suelto(c)
	}
	a.bloques, l.indice = nil, false
}

// suelto adds a loose line, as what it is in the place where it stands.
func (l *lectorHTML) suelto(c celda) {
	r := renglon{linea: l.desde, celdas: []celda{c}, suelto: true, titulo: l.titulo > 0}
	texto := r.texto()
	esGlosario := esTituloGlosario(r)
	if esGlosario && l.indice {
		// The line of a table of contents: no glossary begins here.
		l.suelta.avisar("Se omitió una línea del índice de la página: «%s».", cita(texto))
		return
	}
	switch {
	case esGlosario:
		l.glosario, l.nivelGlosario = true, si(l.titulo > 0, l.titulo, 7)
	case !l.glosario:
	case l.titulo > 0 && l.titulo <= l.nivelGlosario:
		l.glosario = false
	case l.titulo > 0:
		r.suelto, r.titulo = false, false // a group of the glossary
	default:
		r = l.deGlosario(r, texto)
	}
	l.g.renglones = append(l.g.renglones, r)
}

// deGlosario reads a paragraph or an item of a glossary: bold throughout it is a group,
// bold at its beginning that is the sigla.
func (l *lectorHTML) deGlosario(r renglon, texto string) renglon {
	b := &r.celdas[0].bloques[0]
	if b.esItem() {
		b.marca, b.contado, b.lista, b.orden = "", false, 0, 0
		texto = string(b.texto)
	}
	switch {
	case reEntrada.MatchString(texto):
	case l.bold > 0 && l.claras == 0 && !esSigla(texto):
		r.suelto = false
	case l.bold > 0 && l.bold < len(b.texto) && l.bold <= 40 && !strings.Contains(string(b.texto[:l.bold]), " "):
		sigla, resto := string(b.texto[:l.bold]), strings.Trim(string(b.texto[l.bold:]), " :–—-")
		if resto != "" {
			r.suelto, r.celdas = false, l.entrada(sigla, resto, r.celdas[0].avisos)
		}
	}
	return r
}

// entrada is a row of the glossary that belongs to the group above it, if there is one.
func (l *lectorHTML) entrada(sigla, significado string, avisos []string) []celda {
	c := []celda{{}, enCelda(sigla), enCelda(significado)}
	c[0].avisos = avisos
	return c
}

func enCelda(s string) celda {
	if s == "" {
		return celda{}
	}
	return celda{bloques: []bloque{{texto: []byte(s)}}}
}

// deDefinicion reads the parts of a definition list outside of tables.
func (l *lectorHTML) deDefinicion(at atom.Atom, abre bool) bool {
	if len(l.tablas) > 0 || at != atom.Dt && at != atom.Dd && at != atom.Dl {
		return false
	}
	a := &l.suelta
	a.cerrar()
	if l.enDT {
		l.termino, l.lineaTermino = celda{bloques: a.bloques}.enLinea(), l.desde
		a.bloques, l.enDT = nil, false
	}
	if l.enDD {
		l.cerrarTermino()
	}
	l.vaciar()
	switch {
	case at == atom.Dl && !abre && l.termino != "":
		l.definicion("")
	case at == atom.Dt && abre:
		if l.termino != "" {
			l.definicion("")
		}
		l.enDT = true
	case at == atom.Dd && abre:
		l.enDD = true
	}
	return true
}

func (l *lectorHTML) cerrarTermino() {
	a := &l.suelta
	a.cerrar()
	if l.enDT || l.enDD {
		s := celda{bloques: a.bloques}.enLinea()
		a.bloques, l.enDT, l.enDD = nil, false, false
		l.definicion(s)
	}
}

// definicion adds a term with its definition: an entry of the glossary, which may begin
// here without a title.
func (l *lectorHTML) definicion(s string) {
	t := l.termino
	linea := si(t != "", l.lineaTermino, l.desde)
	l.termino = ""
	if t == "" && s == "" {
		return
	}
	if !l.glosario && esSigla(t) {
		l.glosario, l.nivelGlosario = true, 7
		l.g.renglones = append(l.g.renglones, renglon{linea: linea, celdas: []celda{enCelda("Glosario")}, suelto: true})
	}
	avisos := l.suelta.avisos
	l.suelta.avisos = nil
	r := renglon{linea: linea, celdas: l.entrada(t, s, avisos)}
	if !l.glosario {
		r.suelto, r.celdas = true, []celda{enCelda(strings.Trim(strings.TrimSuffix(t, ":")+": "+s, ": "))}
		r.celdas[0].avisos = avisos
	}
	l.g.renglones = append(l.g.renglones, r)
}
