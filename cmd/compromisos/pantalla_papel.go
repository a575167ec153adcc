package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// The widths that the tour writes for: a line longer than the last is tiring to read.
const (
	anchoNormal = 80
	anchoMinimo = 40
	anchoMaximo = 100
)

// papel is where the tour writes: nothing on it is wider than ancho.
type papel struct {
	w     io.Writer
	ancho int
}

// nuevoPapel takes the width of the terminal, if it is one.
func nuevoPapel(w io.Writer) papel {
	ancho, final := anchoNormal, w
	if v, ok := w.(*vigilada); ok {
		final = v.w
	}
	if f, ok := final.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			ancho = max(anchoMinimo, min(n, anchoMaximo))
		}
	}
	return papel{w, ancho}
}

// linea writes text, broken where it does not fit; what begins with spaces stays under
// them.
func (p papel) linea(s string) {
	for _, l := range ajustar(s, p.ancho) {
		fmt.Fprintln(p.w, suelto(l))
	}
}

func (p papel) salto() { fmt.Fprintln(p.w) }

// recuadro frames what somebody sees.
func (p papel) recuadro(titulo string, lineas []string) {
	for k, l := range ajustar(titulo, p.ancho-4) {
		if k == 0 {
			l = "┌─ " + l + " " + strings.Repeat("─", max(0, p.ancho-4-ancho(l)))
		} else {
			l = "│  " + l
		}
		fmt.Fprintln(p.w, suelto(l))
	}
	for _, l := range lineas {
		for _, parte := range ajustar(l, p.ancho-2) {
			fmt.Fprintln(p.w, strings.TrimRight("│ "+suelto(parte), " "))
		}
	}
	fmt.Fprintln(p.w, "└"+strings.Repeat("─", p.ancho-1))
	p.salto()
}

// junto keeps words together when a line is broken; suelto makes them words again.
func junto(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

func suelto(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0':
			return ' '
		case unicode.IsControl(r): // an informe may hold what a terminal would obey
			return -1
		}
		return r
	}, s)
}

// ancho is how many columns of a terminal a text takes.
func ancho(s string) int { return uniseg.StringWidth(s) }

var reVineta = regexp.MustCompile(`^ *(?:[•»] |\d+\. )?`)

// ajustar breaks a line at spaces so that no part is wider than n; what follows stands
// under where the text began, beyond its bullet. A word that is wider by itself is cut.
func ajustar(s string, n int) []string {
	cabeza := reVineta.FindString(s)
	if ancho(s) <= n {
		return []string{s}
	}
	sangria := strings.Repeat(" ", min(ancho(cabeza), n/2))
	if strings.Contains(cabeza, "»") {
		sangria = cabeza // a quotation is marked on each of its lines
	}
	var out []string
	linea, vacia := cabeza, true
	cerrar := func() {
		out = append(out, strings.TrimRight(linea, " "))
		linea, vacia = sangria, true
	}
	for _, palabra := range strings.Split(s[len(cabeza):], " ") {
		if palabra == "" {
			continue
		}
		if !vacia && ancho(linea)+1+ancho(palabra) > n {
			cerrar()
		}
		if !vacia {
			linea += " "
		}
		for vacia && ancho(linea)+ancho(palabra) > n {
			cabe, resto := partir(palabra, n-ancho(linea))
			linea += cabe
			cerrar()
			palabra = resto
		}
		linea += palabra
		vacia = false
	}
	return append(out, linea)
}

// partir cuts a word so that its first part takes at most n columns, and at least one
// character.
func partir(s string, n int) (cabe, resto string) {
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		_, fin := g.Positions()
		if cabe != "" && ancho(s[:fin]) > n {
			break
		}
		cabe = s[:fin]
	}
	return cabe, s[len(cabe):]
}

// recortado is a text of at most n columns.
func recortado(s string, n int) string {
	if ancho(s) <= n {
		return s
	}
	cabe, _ := partir(s, n-1)
	return cabe + "…"
}

// rellenado is a text of exactly n columns, at the left or at the right of them.
func rellenado(s string, n int, derecha bool) string {
	hueco := strings.Repeat(" ", max(0, n-ancho(s)))
	if derecha {
		return hueco + s
	}
	return s + hueco
}
