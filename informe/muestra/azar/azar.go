// Package azar makes informes out of chance, for the property tests of the rooms that
// read and write them: what people write is in them, and every state, list and span.
//
// Their texts are as reading leaves them: a paragraph or item a line, single blanks, no
// tags. So what is printed in any layout and read again must be the same.
package azar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"compromisos/compromiso"
)

// glosario defines the siglas that the texts use.
var glosario = [][2]string{
	{"UAR", "Unidad de Archivo Reservado"},
	{"DIF", "Dirección de Información y Fomento"},
	{"CNDI", "Coordinación Nacional de Diseño e Imagen"},
	{"DPTyC", "Dirección de Planeación, Territorio y Cartografía"},
	{"CE", "Persona(s) Consejera(s) Electoral(es)"},
	{"RPP", "Persona(s) Representante(s) de Partido(s) Político(s)"},
	{"SO", "Sesión(es) Ordinaria(s)"},
	{"LND", "Lista Nominal Definitiva"},
}

var (
	ejes = []string{
		"Acervo y digitalización", "Difusión de la niñez lectora", "Vinculación con las y los archivistas, actores institucionales y aliados",
		"Planeación, organización e instrumentación del registro", "Normatividad «interna»", "Ñandúes & otros 🦤",
	}
	claves = []string{
		"CE-ABC", "CE-JMFT, Presidenta de la CAM", "CPL-PTQ", "RPP-MORENA", "CE-ÑUÑ", "RPP-PVX, Representante propietario",
	}
	areas    = []string{"UAR", "DIF", "CNDI", "DPTyC"}
	verbos   = []string{"Presentar", "Remitir", "Elaborar", "Convocar a", "Publicar", "Revisar", "Sistematizar", "Señalar"}
	palabras = []string{
		"acervo", "niñez", "diagnóstico", "catálogo", "reunión", "vinculación", "archivística", "calendario", "pingüino", "difusión", "informe", "sección",
		"consulta", "depósito", "trimestre", "presupuesto", "lámina", "convocatoria", "señalización", "quincena", "año", "índice", "módulo", "cédula",
	}
	// raras come now and then in the middle of a sentence.
	raras = []string{
		"“entre comillas”", "‘simples’", "«angulares»", "🙂", "<b>", "</p>", "a<b", "&amp;", "50 %", "(sic)", "INE/UAR/0214/2024", "el 08.12.2023", "UAR", "DIF",
		"https://ejemplo.mx/a?b=c&d=e", "1.5", "núm. 3", "x|y", "\\", "*no*", "`código`", "_así_", "C++", "2023-2024", "teórico-práctico", "\"rectas\"", "o'clock",
	}
	enlaces = []string{"de", "del", "en el", "para la", "y los", "con la", "a las", "por el", "sobre la", "que", "sin", "ante los"}
)

// Informe draws an informe of the commission CAM, with at least one compromiso.
func Informe(t *rapid.T) compromiso.Informe {
	inf := compromiso.Informe{
		Comision: "CAM", ComisionNombre: "Comisión de Archivo y Memoria", SesionInforme: "05SE-CAM",
		FechaInforme: compromiso.NewFecha(2024, time.November, 17), HoraInforme: "10:00",
		Glosario: map[string]string{}, Advertencias: []compromiso.Advertencia{}, Compromisos: []compromiso.FilaInforme{},
	}
	for _, g := range glosario {
		inf.Glosario[g[0]] = g[1]
		inf.GlosarioOrden = append(inf.GlosarioOrden, g[0])
	}
	inf.Glosario["CAM"] = inf.ComisionNombre
	inf.GlosarioOrden = append(inf.GlosarioOrden, "CAM")
	n := rapid.IntRange(1, 6).Draw(t, "compromisos")
	cons, anio, sesion := 0, 2023, 0
	var codigo string
	var fecha compromiso.Fecha
	for range n {
		if codigo == "" || rapid.IntRange(0, 2).Draw(t, "otra sesión") == 0 {
			if anio == 2023 && sesion > 0 && rapid.IntRange(0, 3).Draw(t, "otro año") == 0 {
				anio, sesion, cons = 2024, 0, 0
			}
			sesion++
			codigo = fmt.Sprintf("%02d%s-CAM", sesion, rapid.SampledFrom([]string{"SO", "SE", "SEU"}).Draw(t, "clase"))
			fecha = compromiso.NewFecha(anio, time.Month(sesion), rapid.IntRange(1, 28).Draw(t, "día"))
		}
		cons++
		inf.Compromisos = append(inf.Compromisos, fila(t, compromiso.Numero{Cons: cons, Anio: anio}, codigo, fecha))
	}
	return inf
}

// fila draws a compromiso.
func fila(t *rapid.T, n compromiso.Numero, sesion string, dia compromiso.Fecha) compromiso.FilaInforme {
	f := compromiso.FilaInforme{
		Numero: n, Sesion: sesion, FechaSesion: dia, Tipo: compromiso.TipoCompromiso,
		Estatus: rapid.SampledFrom([]compromiso.Estatus{
			compromiso.Pendiente, compromiso.EnProceso, compromiso.PorValidar, compromiso.Parcial, compromiso.Cumplido, compromiso.SinEfecto,
		}).Draw(t, "estatus"),
		Eje: rapid.SampledFrom(ejes).Draw(t, "eje"), Texto: Prosa(t, false),
		Solicitantes: varios(t, claves, "solicitantes"), Areas: varios(t, areas, "áreas"), Atencion: Prosa(t, true),
	}
	if f.Estatus == compromiso.Cumplido || f.Estatus == compromiso.Parcial {
		if rapid.IntRange(0, 4).Draw(t, "con fecha") > 0 {
			f.FechaCumplimiento = dia.AddDias(rapid.IntRange(1, 90).Draw(t, "días"))
		}
	}
	if rapid.Bool().Draw(t, "con límite") {
		f.FechaLimite = dia.AddDias(rapid.IntRange(1, 200).Draw(t, "plazo"))
	}
	return f
}

func varios(t *rapid.T, de []string, que string) []string {
	return rapid.Map(rapid.SliceOfNDistinct(rapid.SampledFrom(de), 1, 3, rapid.ID[string]), slices.Clone[[]string]).Draw(t, que)
}

// Prosa draws the text of a cell: paragraphs, and lists of both kinds. It may be empty if
// that is allowed.
func Prosa(t *rapid.T, vacia bool) string {
	var l []string
	switch n := rapid.IntRange(0, 9).Draw(t, "forma"); {
	case n == 0 && vacia:
		return ""
	case n <= 4:
		l = append(l, Oracion(t))
	case n <= 6:
		l = append(l, Oracion(t), Oracion(t))
	case n == 7:
		l = append(l, "En relación con el acervo:")
		for i := range rapid.IntRange(2, 4).Draw(t, "incisos") {
			l = append(l, fmt.Sprintf("%d. %s", i+1, Oracion(t)))
		}
	case n == 8:
		l = append(l, "Se hizo lo siguiente:")
		for range rapid.IntRange(2, 4).Draw(t, "viñetas") {
			l = append(l, "• "+Oracion(t))
		}
		l = append(l, Oracion(t))
	default:
		for range rapid.IntRange(3, 12).Draw(t, "párrafos") {
			l = append(l, Oracion(t))
		}
	}
	return strings.Join(l, "\n")
}

// Oracion draws a sentence: it begins with a capital and ends with a full stop.
func Oracion(t *rapid.T) string {
	l := []string{rapid.SampledFrom(verbos).Draw(t, "verbo")}
	for i := range rapid.IntRange(3, 12).Draw(t, "palabras") {
		switch {
		case i%2 == 0:
			l = append(l, rapid.SampledFrom(enlaces).Draw(t, "enlace"))
		case rapid.IntRange(0, 7).Draw(t, "rara") == 0:
			l = append(l, rapid.SampledFrom(raras).Draw(t, "raro"))
		default:
			l = append(l, rapid.SampledFrom(palabras).Draw(t, "palabra"))
		}
	}
	return strings.Join(append(l, "acervo."), " ")
}
