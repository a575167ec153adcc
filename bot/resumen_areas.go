package bot

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// Limits of Slack's charts, and how many areas stay readable in one.
const (
	maxEtiqueta   = 20
	areasGrafica  = 12
	areasEnTabla  = 50
	filasPorVista = 10
)

// areasDe are the areas that owe something, with names that can be shown.
func areasDe(d compromiso.DatosResumen) []compromiso.ConteoArea {
	var out []compromiso.ConteoArea
	for _, a := range d.PorArea {
		if a.Abiertos <= 0 {
			continue
		}
		if a.Area = unaLinea(a.Area); a.Area == "" {
			a.Area = "Sin área"
		}
		out = append(out, a)
	}
	return agrupar(out, areasEnTabla)
}

// agrupar keeps the first areas and sums up the others.
func agrupar(as []compromiso.ConteoArea, caben int) []compromiso.ConteoArea {
	if len(as) <= caben {
		return as
	}
	out := slices.Clone(as[:caben-1])
	otras := compromiso.ConteoArea{Area: fmt.Sprintf("Otras %d", len(as)-caben+1)}
	for _, a := range as[caben-1:] {
		otras.Abiertos += a.Abiertos
		otras.Vencidos += a.Vencidos
		otras.PorVencer += a.PorVencer
		otras.PorValidar += a.PorValidar
	}
	return append(out, otras)
}

// graficaAreas is a bar for each area and state; nil where it would be empty.
func graficaAreas(as []compromiso.ConteoArea) slack.Block {
	as = agrupar(as, areasGrafica)
	series := []struct {
		nombre string
		valor  func(compromiso.ConteoArea) int
	}{
		{"Vencidos", func(a compromiso.ConteoArea) int { return a.Vencidos }},
		{"Por vencer", func(a compromiso.ConteoArea) int { return a.PorVencer }},
		{"Por validar", func(a compromiso.ConteoArea) int { return a.PorValidar }},
		{"Con tiempo", conTiempo},
	}
	var nombres []string
	for _, a := range as {
		nombres = append(nombres, etiqueta(a.Area, nombres))
	}
	var datos []slack.DataVisualizationDataSeries
	for _, s := range series {
		var puntos []slack.DataVisualizationDataPoint
		for k, a := range as {
			puntos = append(puntos, slack.NewDataVisualizationDataPoint(nombres[k], float64(s.valor(a))))
		}
		datos = append(datos, slack.NewDataVisualizationDataSeries(s.nombre, puntos...))
	}
	g := slack.DataVisualizationBlock{
		Type: slack.MBTDataVisualization, BlockID: "grafica-areas", Title: "Compromisos abiertos por área",
		Chart: slack.NewDataVisualizationBarChart(
			slack.NewDataVisualizationAxisConfig(nombres...).WithXLabel("Área").WithYLabel("Compromisos"), datos...),
	}
	if g.Validate() != nil {
		return nil
	}
	return g
}

// conTiempo are those that are in none of the other states.
func conTiempo(a compromiso.ConteoArea) int {
	return max(0, a.Abiertos-a.Vencidos-a.PorVencer-a.PorValidar)
}

// etiqueta is a name that fits into a chart and is not among those already there.
func etiqueta(s string, usadas []string) string {
	e := recortar(s, maxEtiqueta)
	for k := 2; slices.Contains(usadas, e); k++ {
		e = fmt.Sprintf("%s %d", recortar(s, maxEtiqueta-4), k)
	}
	return e
}

// tablaAreas is the same as a table that can be sorted.
func tablaAreas(as []compromiso.ConteoArea) slack.Block {
	t := slack.NewDataTableBlock("Compromisos abiertos por área", slack.DataTableBlockOptionBlockID("tabla-areas"))
	t.WithPageSize(filasPorVista)
	t.AddRow(celda("Área"), celda("Abiertos"), celda("Vencidos"), celda("Por vencer"), celda("Por validar"))
	for _, a := range as {
		t.AddRow(celda(recortar(a.Area, 100)), cifra(a.Abiertos), cifra(a.Vencidos), cifra(a.PorVencer), cifra(a.PorValidar))
	}
	return t
}

func celda(s string) slack.DataTableCell { return slack.NewDataTableRawTextCell(s) }

func cifra(n int) slack.DataTableCell { return slack.NewDataTableRawNumberCell(float64(n)) }

// renglonesAreas are the same in words.
func renglonesAreas(as []compromiso.ConteoArea) []linea {
	var out []linea
	for _, a := range as {
		s := ": " + plural(a.Abiertos, "abierto", "abiertos")
		for _, x := range []struct {
			n           int
			uno, varios string
		}{{a.Vencidos, "vencido", "vencidos"}, {a.PorVencer, "por vencer", "por vencer"}, {a.PorValidar, "por validar", "por validar"}} {
			if x.n > 0 {
				s += "; " + plural(x.n, x.uno, x.varios)
			}
		}
		out = append(out, linea{negrita(recortar(a.Area, 100)), llano(s)})
	}
	return out
}
