package informe

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"compromisos/compromiso"
)

// fechaHallada is a date found in a text: where, and which; cero when what looks
// like a date is none (31.02.2023).
type fechaHallada struct {
	desde, hasta int
	escrita      string
	fecha        compromiso.Fecha
}

const (
	patronMes  = `(?:enero|ene|febrero|feb|marzo|mar|abril|abr|mayo|may|junio|jun|julio|jul|agosto|ago|sep?tiembre|sept|sep|set|octubre|oct|noviembre|nov|diciembre|dic)`
	patronDia  = `(?:\d{1,2}|1[°ºo]\.?|1er\.?|1ro\.?|primero)`
	patronAnio = `(?:\d{4}|\d{2})`
	// patronMesRomano is a month as stamps have it: 8-XI-2023.
	patronMesRomano = `(?:X(?:I{1,2})?|IX|IV|V(?:I{1,3})?|I{1,3})`
	// patronCero is the midnight that spreadsheets write after a date.
	patronCero = `(?:0?0:00(?::00)?(?:\.0+)?Z?|12:00(?::00)? ?[aA]\.? ?[mM]\.?)`
)

// reFecha finds 2023-11-08 (with the midnight that spreadsheets write after it),
// 08.11.2023, 8/11/23, 8 de noviembre de 2023, 08-nov-2023 and noviembre 8, 2023.
var reFecha = regexp.MustCompile(`(?i)\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]` + patronCero + `)?|` +
	`\d{1,2}(?:[.-]| ?/ ?)\d{1,2}(?:[.-]| ?/ ?)` + patronAnio + `(?: ` + patronCero + `)?|` +
	`\d{1,2}[-/. ]` + patronMesRomano + `[-/. ]\d{4}|` +
	patronDia + `\s+(?:d[ií]as?\s+)?(?:del?\s+)?(?:mes\s+de\s+)?` + patronMes + `\.?,?\s+(?:del?\s+)?(?:año\s+)?\d{4}|` +
	patronDia + `[-/.]` + patronMes + `\.?[-/.]` + patronAnio + `|` +
	patronMes + `\.?\s+` + patronDia + `(?:,\s*|\s+)(?:del?\s+)?(?:año\s+)?\d{4})\b`)

// buscarFechas finds the dates of a short text, written in digits or in words.
func buscarFechas(s string) []fechaHallada {
	dichas := hayDichas(s)
	if !dichas && !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	var l []fechaHallada
	for _, m := range reFecha.FindAllStringIndex(s, 8) {
		escrita := s[m[0]:m[1]]
		l = append(l, fechaHallada{desde: m[0], hasta: m[1], escrita: escrita, fecha: leerFecha(escrita)})
	}
	if !dichas || len(l) > 0 {
		return l
	}
	for _, m := range reFechaDicha.FindAllStringIndex(s, 8) {
		escrita := s[m[0]:m[1]]
		l = append(l, fechaHallada{desde: m[0], hasta: m[1], escrita: escrita, fecha: leerFechaDicha(escrita)})
	}
	return l
}

var (
	reHoraCero   = regexp.MustCompile(`[ T]` + patronCero + `$`)
	reAnioMesDia = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	reDigitos    = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$`)
	rePiezaFecha = regexp.MustCompile(`[\pL\d]+`)
)

// leerFecha reads one date as reFecha finds it; the zero Fecha when there is no
// such day.
func leerFecha(s string) compromiso.Fecha {
	s = reHoraCero.ReplaceAllString(s, "")
	if m := reAnioMesDia.FindStringSubmatch(s); m != nil {
		return fechaDePartes(m[1], m[2], m[3])
	}
	if m := reDigitos.FindStringSubmatch(strings.ReplaceAll(s, " ", "")); m != nil {
		return fechaDePartes(m[3], m[2], m[1])
	}
	var anio, dia string
	mes := time.Month(0)
	for _, p := range rePiezaFecha.FindAllString(compromiso.Plegar(s), -1) {
		switch {
		case mesDe(p) > 0:
			mes = mesDe(p)
		case mesesRomanos[p] > 0 && dia != "":
			mes = mesesRomanos[p]
		case p == "primero" || p == "1o" || p == "1er" || p == "1ro" || p == "1º":
			dia = "1"
		case p[0] < '0' || p[0] > '9':
		case dia == "" && len(p) <= 2:
			dia = p
		default:
			anio = p
		}
	}
	return fechaDePartes(anio, strconv.Itoa(int(mes)), dia)
}

var mesesRomanos = map[string]time.Month{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}

// mesDe is the month that a folded word names by its first three letters at least; reFecha
// has checked the others.
func mesDe(p string) time.Month {
	if len(p) < 3 || p[0] <= '9' {
		return 0
	}
	const iniciales = "enefebmarabrmayjunjulagosepoctnovdic"
	i := strings.Index(iniciales, strings.Replace(p[:3], "set", "sep", 1))
	if i < 0 || i%3 != 0 {
		return 0
	}
	return time.Month(i/3 + 1)
}

func fechaDePartes(anio, mes, dia string) compromiso.Fecha {
	if len(anio) == 2 {
		anio = "20" + anio
	}
	a, m, d := entero(anio), entero(mes), entero(dia)
	f := compromiso.Fecha{Anio: a, Mes: time.Month(m), Dia: d}
	if a == 0 || m == 0 || d == 0 || compromiso.NewFecha(a, time.Month(m), d) != f {
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

// soloFecha tells whether a text is one date and nothing else, but for the day of the
// week and what ties it.
func soloFecha(s string) bool {
	if len(s) > 60 {
		return false
	}
	l := buscarFechas(s)
	return len(l) == 1 && strings.Trim(reDia.ReplaceAllString(sinFechas(s, l), " "), " .,()*") == ""
}

// sinValor tells the ways of leaving a cell empty in writing.
func sinValor(s string) bool {
	switch compromiso.Plegar(strings.Trim(s, " .()")) {
	case "", "-", "–", "—", "--", "---", "n/a", "na", "n.a", "no aplica", "s/f", "sin fecha", "ninguna", "ninguno", "s/d", "sin dato", "no hay", "por definir", "pd", "nd", "n/d":
		return true
	}
	return false
}

// soloRayas tells a cell that holds dashes and nothing else.
func soloRayas(s string) bool { return strings.Trim(s, " -_–—") == "" }
