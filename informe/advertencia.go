package informe

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"
)

// avisos collects the warnings of one reading. Past maxAdvertencias it only
// counts: a file that earns so many is not an informe, and memory is bounded.
type avisos struct {
	lista    []compromiso.Advertencia
	sobran   int
	primera  int  // line of the first one that was only counted
	quitados int  // characters that were no text and were dropped
	cortado  bool // the file ends in the middle of a character
}

func (a *avisos) add(linea int, campo, formato string, args ...any) {
	if len(a.lista) >= maxAdvertencias {
		if a.sobran++; a.sobran == 1 {
			a.primera = linea
		}
		return
	}
	a.lista = append(a.lista, compromiso.Advertencia{Linea: linea, Campo: campo, Mensaje: fmt.Sprintf(formato, args...)})
}

// ordenadas gives the warnings by line.
func (a *avisos) ordenadas() []compromiso.Advertencia {
	l := slices.Clone(a.lista)
	slices.SortStableFunc(l, func(x, y compromiso.Advertencia) int { return x.Linea - y.Linea })
	return append(l, a.resto()...)
}

func (a *avisos) resto() []compromiso.Advertencia {
	if a.sobran == 0 {
		return nil
	}
	return []compromiso.Advertencia{{Linea: a.primera, Campo: "", Mensaje: fmt.Sprintf(
		"Hay otras %d advertencias que no se muestran, desde la línea %d.", a.sobran, a.primera)}}
}

// ilegible is a row that cannot be read: where, why, and what it says.
type ilegible struct {
	linea int
	campo string
	falla string
	dice  string
}

// rechazar turns the rows that could not be read into a refusal or, when the
// reading is partial, into warnings that hold all they say.
func (a *avisos) rechazar(filas []ilegible, leidas int, parcial bool) *compromiso.Error {
	if len(filas) == 0 {
		return nil
	}
	if parcial && leidas > 0 {
		for _, f := range filas {
			a.add(f.linea, f.campo, "La fila no se tomó: %s. Dice: «%s».", f.falla, cita(f.dice))
		}
		return nil
	}
	f := filas[0]
	otras := ""
	switch n := len(filas) - 1; {
	case n == 1:
		otras = " Otra fila tiene problemas."
	case n > 1:
		otras = fmt.Sprintf(" Otras %d filas tienen problemas.", n)
	}
	remedio := " Corríjala, o importe con --parcial para tomar las demás."
	if leidas == 0 {
		remedio = ""
	}
	return compromiso.Errorf(compromiso.Invalido, f.campo, "línea %d: %s (la fila dice «%s»).%s%s",
		f.linea, f.falla, recorte(f.dice), otras, remedio)
}

func esError(err error, e **compromiso.Error) bool { return errors.As(err, e) }

// cita shows a piece of the document inside a message: on one line, and whole
// unless it is very long, since the message may be the only place that keeps it.
func cita(s string) string {
	const maximo = 2000
	s = enUnaLinea(s)
	if len(s) <= maximo {
		return s
	}
	r := []rune(s)
	if len(r) <= maximo {
		return s
	}
	return string(r[:maximo]) + "…"
}

// recorte is a short quotation, for what is kept elsewhere.
func recorte(s string) string {
	const maximo = 60
	s = enUnaLinea(s[:min(len(s), 8*maximo)])
	if r := []rune(s); len(r) > maximo {
		return string(r[:maximo]) + "…"
	}
	return s
}

func enUnaLinea(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}
