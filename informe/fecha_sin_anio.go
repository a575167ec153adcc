package informe

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"compromisos/compromiso"
)

// diaYMes is a date that does not say its year: «8 de noviembre».
type diaYMes struct {
	dia     int
	mes     time.Month
	escrita string
}

func (d diaYMes) vacia() bool { return d.escrita == "" }

// en is that day of a year, the zero Fecha when the year has none.
func (d diaYMes) en(anio int) compromiso.Fecha {
	if d.vacia() || anio == 0 {
		return compromiso.Fecha{}
	}
	return fechaDePartes(strconv.Itoa(anio), strconv.Itoa(int(d.mes)), strconv.Itoa(d.dia))
}

// entre is the only such day between two others, the zero Fecha when there is none or
// more than one: then nobody can tell the year.
func (d diaYMes) entre(desde, hasta compromiso.Fecha) compromiso.Fecha {
	var unica compromiso.Fecha
	if desde.IsZero() || hasta.IsZero() || hasta.Anio-desde.Anio > 50 {
		return unica
	}
	for a := desde.Anio; a <= hasta.Anio; a++ {
		f := d.en(a)
		if f.IsZero() || f.Compare(desde) < 0 || f.Compare(hasta) > 0 {
			continue
		}
		if !unica.IsZero() {
			return compromiso.Fecha{}
		}
		unica = f
	}
	return unica
}

var reSinAnio = regexp.MustCompile(`(?i)\b(?:el\s+)?(` + patronDia + `)(?:\s+(?:d[ií]as?\s+)?(?:del?\s+)?(?:mes\s+de\s+)?|[-/.])(` + patronMes + `)\b\.?`)

// fechaSinAnio finds the only date of a short text that does not say its year, and gives
// the text without it.
func fechaSinAnio(s string) (d diaYMes, sin string, hay bool) {
	if len(s) > 200 || !strings.ContainsAny(s, "0123456789") && !strings.Contains(compromiso.Plegar(s), "primero") {
		return d, s, false
	}
	l := reSinAnio.FindAllStringSubmatchIndex(s, 2)
	if len(l) != 1 {
		return d, s, false
	}
	m := l[0]
	dia := strings.TrimRight(compromiso.Plegar(s[m[2]:m[3]]), ".°ºero")
	if dia == "prim" {
		dia = "1"
	}
	d = diaYMes{dia: entero(dia), mes: mesDe(compromiso.Plegar(s[m[4]:m[5]])), escrita: strings.TrimSpace(s[m[0]:m[1]])}
	// A leap year tells whether some year has that day.
	if d.en(2024).IsZero() {
		return diaYMes{}, s, false
	}
	return d, strings.TrimSpace(s[:m[0]] + " " + s[m[1]:]), true
}
