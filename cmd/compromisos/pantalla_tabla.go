package main

import (
	"fmt"
	"slices"
	"strings"

	"compromisos/slacksim"
)

// filasDe draws a table: columns as wide as what they hold, numbers at the right. One
// that is too wide for the page has its widest columns cut.
func filasDe(b map[string]any, n int) []string {
	var filas [][]string
	var anchos []int
	numeros := map[int]bool{}
	for _, f := range lista(b["rows"]) {
		celdas := lista(f)
		if m, ok := f.(map[string]any); ok {
			celdas = lista(m["cells"])
		}
		var fila []string
		for k, c := range celdas {
			m, _ := c.(map[string]any)
			if k == len(anchos) {
				anchos = append(anchos, 0)
			}
			texto := strings.ReplaceAll(celda(m), "\n", " ")
			anchos[k] = max(anchos[k], ancho(texto))
			_, esNumero := m["value"].(float64)
			numeros[k] = numeros[k] || esNumero
			fila = append(fila, texto)
		}
		filas = append(filas, fila)
	}
	encoger(anchos, n-2-2*max(0, len(anchos)-1))
	var out []string
	for _, fila := range filas {
		var s []string
		for k, c := range fila {
			s = append(s, rellenado(recortado(c, anchos[k]), anchos[k], numeros[k]))
		}
		out = append(out, strings.TrimRight("  "+strings.Join(s, "  "), " "))
	}
	return fijas(out)
}

// encoger takes columns from the widest until all of them fit into n.
func encoger(anchos []int, n int) {
	for {
		total, k := 0, 0
		for i, a := range anchos {
			total += a
			if a > anchos[k] {
				k = i
			}
		}
		if total <= n || anchos[k] <= 1 {
			return
		}
		anchos[k]--
	}
}

// celda is one cell: a text, a number or a rich text.
func celda(m map[string]any) string {
	switch v := m["value"].(type) {
	case float64:
		return fmt.Sprintf("%g", v)
	case string:
		return v
	}
	if t := textoDe(m); t != "" {
		return t
	}
	return strings.Join(append(ricos(lista(m["elements"])), slacksim.BlockTexts(m)...), " ")
}

// trazos fill the bars of a chart, a series each.
var trazos = []string{"█", "▓", "▒", "░"}

// grafica draws the bars of a chart: one for each of its categories, made of its series.
func grafica(b map[string]any, n int) []string {
	g, _ := b["chart"].(map[string]any)
	type barra struct {
		nombre  string
		valores []float64
		total   float64
	}
	var barras []barra
	var leyenda []string
	mayor, nombres := 1.0, 0
	series := lista(g["series"])
	if len(series) == 0 || len(series) > len(trazos) {
		return []string{"  (gráfica: " + textoDe(b["title"]) + ")"}
	}
	for k, s := range series {
		m, _ := s.(map[string]any)
		leyenda = append(leyenda, junto(trazos[k]+" "+textoDe(m["name"])))
		for _, d := range lista(m["data"]) {
			punto, _ := d.(map[string]any)
			nombre := textoDe(punto["label"])
			valor, _ := punto["value"].(float64)
			i := slices.IndexFunc(barras, func(x barra) bool { return x.nombre == nombre })
			if i < 0 {
				barras, i = append(barras, barra{nombre: nombre, valores: make([]float64, len(series))}), len(barras)
			}
			barras[i].valores[k] += valor
			barras[i].total += valor
			mayor, nombres = max(mayor, barras[i].total), max(nombres, ancho(nombre))
		}
	}
	escala := min(3, float64(max(1, n-nombres-14))/mayor)
	out := []string{"  " + textoDe(b["title"])}
	for _, x := range barras {
		s := "  " + rellenado(x.nombre, nombres, false) + "  "
		for k, v := range x.valores {
			s += strings.Repeat(trazos[k], int(v*escala+0.5))
		}
		out = append(out, s+fmt.Sprintf(" %g", x.total))
	}
	return append(fijas(out), "  "+strings.Join(leyenda, "  "))
}

// fijas are lines whose spaces are part of a drawing.
func fijas(lineas []string) []string {
	for k, l := range lineas {
		sin := strings.TrimLeft(l, " ")
		lineas[k] = l[:len(l)-len(sin)] + junto(sin)
	}
	return lineas
}
