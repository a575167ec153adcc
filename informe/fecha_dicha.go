package informe

import (
	"regexp"
	"strconv"
	"strings"

	"compromisos/compromiso"
)

const (
	patronUnidad = `uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve`
	patronCifra  = patronUnidad + `|diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinte|` +
		`veinti(?:uno|[uú]n|d[oó]s|tr[eé]s|cuatro|cinco|s[eé]is|siete|ocho|nueve)|treinta(?:\s+y\s+(?:` + patronUnidad + `))?`
	patronAnioDicho = `dos\s+mil(?:\s+(?:` + patronCifra + `))?`
)

var (
	// reFechaDicha finds the dates of acts: «dieciocho de julio de dos mil veinticuatro».
	reFechaDicha = regexp.MustCompile(`(?i)\b(?:` + patronDia + `|` + patronCifra + `)\s+(?:d[ií]as\s+)?del?\s+(?:mes\s+de\s+)?` +
		patronMes + `\s+del?\s+(?:año\s+)?(?:\d{4}|` + patronAnioDicho + `)\b`)
	reAnioDicho = regexp.MustCompile(`(?i)\b` + patronAnioDicho + `\b`)
	reCifra     = regexp.MustCompile(`(?i)\b(?:` + patronCifra + `)\b`)
)

// hayDichas tells at little cost the texts that reFechaDicha is worth trying on.
func hayDichas(s string) bool {
	return strings.Contains(s, " mil") || strings.Contains(s, " MIL") || strings.Contains(s, " de 20") || strings.Contains(s, " DE 20")
}

// leerFechaDicha reads one date as reFechaDicha finds it.
func leerFechaDicha(s string) compromiso.Fecha {
	return leerFecha(reCifra.ReplaceAllStringFunc(aniosEnCifras(s), func(w string) string { return strconv.Itoa(deCifra(w)) }))
}

// aniosEnCifras is a text with its years in digits: «de dos mil veinticuatro».
func aniosEnCifras(s string) string {
	if !hayDichas(s) {
		return s
	}
	return reAnioDicho.ReplaceAllStringFunc(s, func(w string) string {
		return strconv.Itoa(2000 + deCifra(strings.Join(strings.Fields(w)[2:], " ")))
	})
}

// cifras are the numbers in words that are not of the form «treinta y dos».
var cifras = map[string]int{
	"un": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11,
	"doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
	"treinta": 30,
}

// deCifra is the value of a number that patronCifra takes; 0 for "".
func deCifra(s string) int {
	p := strings.Fields(compromiso.Plegar(s))
	if len(p) == 0 {
		return 0
	}
	if u, ok := strings.CutPrefix(p[0], "veinti"); ok {
		return 20 + cifras[u]
	}
	return cifras[p[0]] + cifras[p[len(p)-1]]*min(1, len(p)-1)
}
