package pdf

import (
	"strings"

	"compromisos/informe/documento"
)

// repartir gives each column its part of the width, and at least that of its longest
// short word, if the others can spare it.
func repartir(t documento.Tabla, ancho float64, mide func(string, cara) float64) []float64 {
	n := len(t.Columnas)
	suma := 0.0
	for _, c := range t.Columnas {
		suma += max(c.Parte, 0)
	}
	anchos := make([]float64, n)
	for i, c := range t.Columnas {
		anchos[i] = ancho / float64(n)
		if suma > 0 {
			anchos[i] = ancho * max(c.Parte, 0) / suma
		}
	}
	if mide == nil {
		return anchos
	}
	minimos := make([]float64, n)
	for i := range minimos {
		minimos[i] = min(minimo(t, i, mide), ancho/float64(n))
	}
	ceder(anchos, minimos)
	return anchos
}

// minimo is the widest word of a column's heading.
func minimo(t documento.Tabla, i int, mide func(string, cara) float64) float64 {
	m := 0.0
	for _, palabra := range strings.FieldsFunc(t.Columnas[i].Titulo, func(r rune) bool { return r == ' ' || r == '/' }) {
		m = max(m, mide(palabra, negrita))
	}
	return m
}

// ceder widens the columns below their least width, at the cost of what the others
// have above theirs.
func ceder(anchos, minimos []float64) {
	falta, sobra := 0.0, 0.0
	for i := range anchos {
		if d := minimos[i] - anchos[i]; d > 0 {
			falta += d
		} else {
			sobra -= d
		}
	}
	if falta == 0 || sobra <= 0 {
		return
	}
	parte := min(1, falta/sobra)
	for i := range anchos {
		if d := minimos[i] - anchos[i]; d > 0 {
			anchos[i] += d * min(1, sobra/falta)
		} else {
			anchos[i] += d * parte
		}
	}
}
