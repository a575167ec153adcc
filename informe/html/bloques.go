package html

import (
	"fmt"
	"strconv"
	"strings"

	"compromisos/informe/documento"
)

func (e *escritor) bloques(l []documento.Bloque) {
	for _, b := range l {
		switch b := b.(type) {
		case documento.Encabezado:
			e.encabezado(b)
		case documento.Parrafo:
			e.parrafo(b)
		case documento.Lista:
			e.lista(b)
		case documento.Tabla:
			e.tabla(b)
		case documento.Glosario:
			e.glosario(b)
		}
	}
}

// encabezado writes a heading; levels are not skipped, whatever the document says, since
// who listens to the page moves by them.
func (e *escritor) encabezado(h documento.Encabezado) {
	e.nivel = max(1, min(h.Nivel, e.nivel+1, 6))
	n := strconv.Itoa(e.nivel)
	e.pon("<h" + n + centro(h.Centrado) + ">")
	e.texto(h.Texto)
	e.pon("</h" + n + ">\n")
}

func centro(si bool) string {
	if si {
		return ` class="centro"`
	}
	return ""
}

func (e *escritor) parrafo(p documento.Parrafo) {
	var clases []string
	switch p.Clase {
	case documento.Subtitulo:
		clases = append(clases, "subtitulo")
	case documento.Nota:
		clases = append(clases, "nota")
	case documento.Cuerpo:
	}
	if p.Centrado {
		clases = append(clases, "centro")
	}
	e.pon("<p")
	if len(clases) > 0 {
		e.pon(` class="` + strings.Join(clases, " ") + `"`)
	}
	e.pon(">")
	e.trozos(p.Trozos)
	e.pon("</p>\n")
}

func (e *escritor) trozos(l []documento.Trozo) {
	for _, t := range l {
		liga := esLiga(t.Liga)
		if liga {
			e.pon(`<a rel="noopener noreferrer" href="`)
			e.texto(t.Liga)
			e.pon(`">`)
		}
		if t.Negrita {
			e.pon("<strong>")
		}
		if t.Cursiva {
			e.pon("<em>")
		}
		e.texto(t.Texto)
		if t.Cursiva {
			e.pon("</em>")
		}
		if t.Negrita {
			e.pon("</strong>")
		}
		if liga {
			e.pon("</a>")
		}
	}
}

// esLiga tells the addresses that a page may lead to from those that would do something.
func esLiga(s string) bool {
	for _, esquema := range []string{"https://", "http://", "mailto:"} {
		if len(s) > len(esquema) && strings.EqualFold(s[:len(esquema)], esquema) {
			return true
		}
	}
	return false
}

// cuentas are the lists that do not count in digits: their attribute, and the class that
// closes their numbers with a bracket.
var cuentas = map[documento.Cuenta]struct{ tipo, clase string }{
	documento.Letras: {"a", "letras"}, documento.Mayusculas: {"A", "mayusculas"},
	documento.Romanos: {"i", "romanos"}, documento.RomanosMayusculas: {"I", "romanos-mayusculas"},
}

func (e *escritor) lista(l documento.Lista) {
	etiqueta := "ul"
	if l.Ordenada {
		etiqueta = "ol"
	}
	e.pon("<" + etiqueta)
	if c := cuentas[l.Cuenta]; l.Ordenada && c.tipo != "" {
		e.pon(` type="` + c.tipo + `"`)
		if l.Parentesis {
			e.pon(` class="` + c.clase + `-parentesis"`)
		}
	}
	if l.Ordenada && l.Desde > 1 {
		fmt.Fprintf(e, ` start="%d"`, l.Desde)
	}
	e.pon(">\n")
	for _, i := range l.Items {
		e.pon("<li>")
		e.trozos(i.Trozos)
		e.bloques(i.Dentro)
		e.pon("</li>\n")
	}
	e.pon("</" + etiqueta + ">\n")
}

// glosario writes the siglas with their meanings, each group below its heading.
func (e *escritor) glosario(g documento.Glosario) {
	de := e.nivel
	for _, grupo := range g.Grupos {
		e.nivel = de
		if grupo.Titulo != "" {
			e.encabezado(documento.Encabezado{Nivel: de + 1, Texto: grupo.Titulo})
		}
		if len(grupo.Entradas) == 0 {
			continue
		}
		e.pon("<dl>\n")
		for _, n := range grupo.Entradas {
			e.pon("<div><dt>")
			e.texto(n.Sigla)
			e.pon("</dt><dd>")
			e.texto(n.Definicion)
			e.pon("</dd></div>\n")
		}
		e.pon("</dl>\n")
	}
	e.nivel = de
}
