package informe

import (
	"slices"

	"compromisos/compromiso"
)

// enOrdenGlosario gives the siglas of the glossary: first in the order of the
// document, where it is known, then the others by the alphabet.
func enOrdenGlosario(inf compromiso.Informe) []string {
	vistas := make(map[string]bool, len(inf.Glosario))
	l := make([]string, 0, len(inf.Glosario))
	for _, s := range inf.GlosarioOrden {
		if _, ok := inf.Glosario[s]; ok && !vistas[s] {
			vistas[s] = true
			l = append(l, s)
		}
	}
	n := len(l)
	for s := range inf.Glosario {
		if !vistas[s] {
			l = append(l, s)
		}
	}
	slices.Sort(l[n:])
	return l
}
