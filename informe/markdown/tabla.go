package markdown

import (
	"strings"

	"compromisos/informe/documento"
)

// tabla writes a table of GitHub: a line for each row. It has no cell that spans rows, so
// the cells below one are left empty.
func (e *escritor) tabla(t documento.Tabla, sangria string) {
	e.pon(sangria + "|")
	for _, c := range t.Columnas {
		e.pon(" " + escapar(c.Titulo) + " |")
	}
	e.pon("\n" + sangria + "|" + strings.Repeat(" --- |", len(t.Columnas)) + "\n")
	for _, f := range t.Filas {
		e.pon(sangria + "|")
		for _, c := range f.Celdas {
			e.pon(" ")
			if c != nil {
				e.pon(strings.Join(lineas(nil, c.Bloques, ""), "<br>"))
			}
			e.pon(" |")
		}
		e.pon("\n")
	}
}

// lineas are the lines of a cell, in which Markdown knows no blocks: an item is a line
// with its mark.
func lineas(l []string, bloques []documento.Bloque, sangria string) []string {
	for _, b := range bloques {
		switch b := b.(type) {
		case documento.Encabezado:
			l = append(l, sangria+escapar(b.Texto))
		case documento.Parrafo:
			if t := trozos(b.Trozos); t != "" {
				l = append(l, sangria+t)
			}
		case documento.Lista:
			for n, i := range b.Items {
				marca := "• "
				if b.Ordenada {
					marca = b.Marca(n) + " "
				}
				l = append(l, sangria+marca+trozos(i.Trozos))
				l = lineas(l, i.Dentro, sangria+"&nbsp;&nbsp;&nbsp;")
			}
		case documento.Tabla:
			l = lineasDeTabla(l, b, sangria)
		case documento.Glosario:
			for _, g := range b.Grupos {
				if g.Titulo != "" {
					l = append(l, sangria+escapar(g.Titulo))
				}
				for _, n := range g.Entradas {
					l = append(l, sangria+escapar(n.Sigla)+": "+escapar(n.Definicion))
				}
			}
		}
	}
	return l
}

// lineasDeTabla are the rows of a table inside a cell, which Markdown does not have.
func lineasDeTabla(l []string, t documento.Tabla, sangria string) []string {
	var titulos []string
	for _, c := range t.Columnas {
		titulos = append(titulos, escapar(c.Titulo))
	}
	l = append(l, sangria+strings.Join(titulos, " · "))
	for _, f := range t.Filas {
		var celdas []string
		for _, c := range f.Celdas {
			if c != nil {
				celdas = append(celdas, strings.Join(lineas(nil, c.Bloques, ""), " "))
			}
		}
		l = append(l, sangria+strings.Join(celdas, " · "))
	}
	return l
}
