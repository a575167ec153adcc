package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

// fechaHallada is a date found in a text: where, and which; cero when what looks
// like a date is none (31.02.2023).
type fechaHallada struct {
	desde, hasta int
	escrita      string
	fecha        compromiso.Fecha
}

var reFecha = regexp.MustCompile(`(?i)\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|` +
	`(?:\d{1,2}|1[°ºo]|primero)\s+(?:de\s+)?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)` +
	`\s+(?:del?\s+)?(?:año\s+)?\d{4})\b`)

// buscarFechas finds the dates of a short text, written in digits or in words.
func buscarFechas(s string) []fechaHallada {
	var l []fechaHallada
	for _, m := range reFecha.FindAllStringIndex(s, 8) {
		escrita := s[m[0]:m[1]]
		l = append(l, fechaHallada{desde: m[0], hasta: m[1], escrita: escrita, fecha: leerFecha(escrita)})
	}
	return l
}

var reDigitos = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$`)

// leerFecha reads one date as reFecha finds it; the zero Fecha when there is no
// such day.
func leerFecha(s string) compromiso.Fecha {
	if m := reDigitos.FindStringSubmatch(s); m != nil {
		anio := m[3]
		if len(anio) == 2 {
			anio = "20" + anio
		}
		s = m[1] + "." + m[2] + "." + anio
	}
	if f, err := compromiso.ParseFecha(s); err == nil {
		return f
	}
	f, err := compromiso.ParseFechaLarga(s)
	if err != nil {
		return compromiso.Fecha{}
	}
	return f
}

// sinFechas takes the dates out of the text they were found in.
func sinFechas(s string, l []fechaHallada) string {
	for i := len(l) - 1; i >= 0; i-- {
		s = s[:l[i].desde] + " " + s[l[i].hasta:]
	}
	return strings.TrimSpace(s)
}

// soloFecha tells whether a text is one date and nothing else.
func soloFecha(s string) bool {
	if len(s) > 60 {
		return false
	}
	l := buscarFechas(s)
	return len(l) == 1 && strings.Trim(sinFechas(s, l), " .()*") == ""
}

// sinValor tells the ways of leaving a cell empty in writing.
func sinValor(s string) bool {
	switch compromiso.Plegar(strings.Trim(s, " .")) {
	case "", "-", "–", "—", "--", "---", "n/a", "na", "no aplica", "s/f", "sin fecha", "ninguna", "ninguno":
		return true
	}
	return false
}
