package informe

import (
	"regexp"
	"strings"
	"unicode"

	"compromisos/compromiso"
)

var (
	// rePie is the foot of a page, which falls between two rows.
	rePie = regexp.MustCompile(`(?i)^[-–—|\s]*(?:p[áa]g(?:ina|\.)?|hoja|p\.)?\s*\d{1,4}(?:\s*(?:de|/)\s*\d{1,4})?[-–—|\s.]*$`)
	// reMarca is the number of a page that says so, alone or beside a running head.
	reMarca = regexp.MustCompile(`(?i)[-–—|·,(\s]*\b(?:p[áa]g(?:ina|\.)?|hoja)\s*(?:n[úu]m\.?\s*)?\d{1,4}(?:\s*(?:de|/)\s*\d{1,4})?[-–—|·,.)\s]*`)
	// reSigue are the words that say that a table goes on.
	reSigue = regexp.MustCompile(`^\(?(?:continua(?:cion)?|sigue|pasa a la siguiente pagina|viene de la pagina anterior|continua en la (?:siguiente pagina|pagina siguiente))(?: (?:de la tabla|del cuadro|del informe|la tabla|en la pagina siguiente))?\)?[. …]*$`)
)

// sinCifras is a loose line without its numbers, by which those that every page repeats
// are known.
func sinCifras(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, s)
}

// sueltasDe counts the loose lines of a document.
func sueltasDe(g grilla) map[string]int {
	m := map[string]int{}
	for _, r := range g.renglones {
		if len(r.celdas) > 0 && r.celdas[0].runas() <= 200 && (r.suelto || r.llenas() <= 4 && reMarca.MatchString(r.texto())) {
			m[sinCifras(r.texto())]++
		}
	}
	return m
}

// esMarcaDePagina recognises what stands at the edge of a page: its number, by itself or
// beside a running head that came before, and the words that say that the table goes on.
func (t *interprete) esMarcaDePagina(r renglon) bool {
	if !r.suelto && r.llenas() > 4 || r.celdas[primeraLlena(r)].runas() > 300 {
		return false
	}
	texto := strings.Join(strings.Fields(strings.ReplaceAll(r.texto(), " | ", " ")), " ")
	switch {
	case rePie.MatchString(texto) && (r.suelto || reMarca.MatchString(texto)), reSigue.MatchString(compromiso.Plegar(texto)):
		t.avs.add(r.linea, "", "Se omitió el pie de una página: «%s».", cita(texto))
		return true
	case !reMarca.MatchString(texto):
		return false
	}
	resto := strings.TrimSpace(reMarca.ReplaceAllString(texto, " "))
	if resto == "" || !t.portada.lineas[resto] && !t.portada.lineas[r.texto()] && t.sueltas[sinCifras(r.texto())] < 2 {
		return false
	}
	t.avs.add(r.linea, "", "Se omitió el pie de una página: «%s».", cita(texto))
	return true
}
