package informe

import (
	"cmp"
	"slices"
)

// SiglasSinDefinir are the siglas that the texts use and that nothing defines, the most
// used first. What stands in the number of an oficio needs no definition.
func SiglasSinDefinir(textos []string, definida func(sigla string) bool) []string {
	veces := map[string]int{}
	for _, t := range textos {
		for _, m := range menciones(t, definida) {
			if !m.oficial && !definida(m.sigla) {
				veces[m.sigla]++
			}
		}
	}
	out := make([]string, 0, len(veces))
	for s := range veces {
		out = append(out, s)
	}
	slices.SortFunc(out, func(x, y string) int { return cmp.Or(veces[y]-veces[x], cmp.Compare(x, y)) })
	return out
}
