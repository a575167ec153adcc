// Package markdown draws a document as Markdown, with the tables of GitHub. Whatever a
// person typed reads back to the letter: no sign of theirs is taken for a mark.
package markdown

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"compromisos/informe/documento"
)

// Write writes the document. What stands at the foot of a page has no place in it.
func Write(w io.Writer, d documento.Documento) error {
	e := &escritor{Writer: bufio.NewWriterSize(w, 32<<10)}
	e.bloques(d.Bloques, "")
	return e.Flush()
}

// escritor writes Markdown. The errors of its writer stay in it until Flush tells them.
type escritor struct {
	*bufio.Writer
	nivel   int  // of the last heading
	escrito bool // something was, and the next block leaves a line
}

func (e *escritor) pon(s string) { _, _ = e.WriteString(s) }

// separar leaves a blank line between two blocks.
func (e *escritor) separar() {
	if e.escrito {
		e.pon("\n")
	}
	e.escrito = true
}

func (e *escritor) bloques(l []documento.Bloque, sangria string) {
	var antes documento.Bloque
	for _, b := range l {
		switch b := b.(type) {
		case documento.Encabezado:
			e.separar()
			e.encabezado(b, sangria)
		case documento.Parrafo:
			if t := trozos(b.Trozos); t != "" {
				e.separar()
				e.pon(sangria + inicio(t) + "\n")
			}
		case documento.Lista:
			if len(b.Items) > 0 {
				e.separar()
				if _, si := antes.(documento.Lista); si {
					// Without it the second list would go on with the first.
					e.pon(sangria + "<!-- -->\n\n")
				}
				e.lista(b, sangria)
			}
		case documento.Tabla:
			e.separar()
			e.tabla(b, sangria)
		case documento.Glosario:
			e.glosario(b, sangria)
		}
		antes = b
	}
}

// encabezado writes a heading; the same levels as a page has.
func (e *escritor) encabezado(h documento.Encabezado, sangria string) {
	e.nivel = max(1, min(h.Nivel, e.nivel+1, 6))
	t := strings.TrimSpace(escapar(h.Texto))
	if sin := strings.TrimRight(t, "#"); sin != t {
		t = sin + strings.Repeat(`\#`, len(t)-len(sin)) // at the end they would be part of the mark
	}
	e.pon(sangria + strings.Repeat("#", e.nivel) + " " + t + "\n")
}

func (e *escritor) lista(l documento.Lista, sangria string) {
	for n, i := range l.Items {
		marca := "- "
		switch {
		case l.Ordenada && l.Cuenta != documento.Numeros:
			marca += l.Marca(n) + " " // which Markdown does not count
		case l.Ordenada:
			marca = strconv.Itoa(max(l.Desde, 1)+n) + ". "
		}
		e.pon(sangria + marca + inicio(trozos(i.Trozos)) + "\n")
		if len(i.Dentro) > 0 {
			// What hangs below an item stands under its text.
			e.bloques(i.Dentro, sangria+strings.Repeat(" ", sangriaDe(l, marca)))
		}
	}
}

// sangriaDe is how far the text of an item stands in.
func sangriaDe(l documento.Lista, marca string) int {
	if l.Cuenta != documento.Numeros {
		return len("- ")
	}
	return len(marca)
}

// glosario writes the siglas as a list, below the heading of their group.
func (e *escritor) glosario(g documento.Glosario, sangria string) {
	de := e.nivel
	for _, grupo := range g.Grupos {
		e.nivel = de
		if grupo.Titulo != "" {
			e.separar()
			e.encabezado(documento.Encabezado{Nivel: de + 1, Texto: grupo.Titulo}, sangria)
		}
		if len(grupo.Entradas) == 0 {
			continue
		}
		e.separar()
		for _, n := range grupo.Entradas {
			e.pon(sangria + "- " + trozos([]documento.Trozo{{Texto: n.Sigla, Negrita: true}, {Texto: ": " + n.Definicion}}) + "\n")
		}
	}
	e.nivel = de
}
