package compromiso

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Referencia is how people name a compromiso: its number and, where needed, the
// siglas of its commission before it. The siglas are kept as they were typed: they
// are compared with Plegar, and need not be those of a commission that exists.
type Referencia struct {
	Comision string // "" when not said
	Numero   Numero
}

// String is the reference as people write it: CVMRE 03/2023, or 03/2023.
func (r Referencia) String() string {
	if r.Comision == "" {
		return r.Numero.String()
	}
	return r.Comision + " " + r.Numero.String()
}

// Mencion is a reference within a text, from the byte Desde up to Hasta.
type Mencion struct {
	Referencia
	Desde, Hasta int
}

var (
	reReferencia = regexp.MustCompile(`(?i)^\s*(?:(?:compromiso|n[uú]mero|n[uú]m\.?|no\.|n\.º)\s+)*` +
		`(?:(\pL(?:[\pL\d_-]{0,38}?[\pL\d])??)(?:\s+|\s*-\s*|\s*#))?\s*#?\s*(\d{1,6}\s*/\s*\d{4})`)
	reMencion = regexp.MustCompile(`\d{1,6}/\d{4}`)
	// What stands before a mention: siglas have two capital letters.
	reSiglasAntes = regexp.MustCompile(`(?:^|[^\pL\d_/-])(\pL[\pL\d]*(?:-\pL[\pL\d]*)*) $`)
	reDocumento   = regexp.MustCompile(`(?:^|[^\pL])(?:oficios?|circular(?:es)?|expedientes?|exp|folios?|tarjetas?|memorandum|` +
		`contratos?|convenios?|licitacion|facturas?|tesis|jurisprudencia|ley|decreto)\.?(?: (?:numero|num\.?|no\.?|n\.º|nro\.?))? ?$`)
)

// ParseReferencia reads the reference at the head of s: 03/2023, 3/2023, #3/2023,
// CVMRE 03/2023; resto is the text after it, trimmed. The error is Invalido.
func ParseReferencia(s string) (r Referencia, resto string, err error) {
	m := reReferencia.FindStringSubmatchIndex(s)
	if m == nil || !terminaNumero(s[m[1]:]) {
		return Referencia{}, "", Errorf(Invalido, "numero",
			"«%s» no empieza con el número de un compromiso: escríbalo con su año, como 03/2023, o CVMRE 03/2023 si la comisión es otra.", cita(s))
	}
	if r.Numero, err = ParseNumero(s[m[4]:m[5]]); err != nil {
		return Referencia{}, "", err
	}
	if m[2] >= 0 {
		r.Comision = s[m[2]:m[3]]
	}
	return r, strings.TrimSpace(s[m[1]:]), nil
}

// FindReferencias gives the references that a text mentions, each once, in order.
// See FindMenciones.
func FindReferencias(texto string) []Referencia {
	var r []Referencia
	vistas := map[Referencia]bool{}
	for _, m := range FindMenciones(texto) {
		if !vistas[m.Referencia] {
			vistas[m.Referencia] = true
			r = append(r, m.Referencia)
		}
	}
	return r
}

// FindMenciones gives every reference in a text with its place. Dates (12/03/2023),
// the numbers of oficios and agreements (INE/DERFE/0214/2024) and what lies within a
// link are none. A word of two capital letters or more before the number is taken
// for the siglas; a caller that knows no such commission disregards them.
func FindMenciones(texto string) []Mencion {
	var r []Mencion
	for _, m := range reMencion.FindAllStringIndex(texto, -1) {
		desde, hasta := m[0], m[1]
		n, err := ParseNumero(texto[desde:hasta])
		if err != nil || n.Anio < 1900 || n.Anio > 2199 || texto[desde] == '0' && hasta-desde > len("00/0000") ||
			!terminaNumero(texto[hasta:]) || enLiga(texto, desde, hasta) {
			continue
		}
		antes := texto[max(0, desde-80):desde]
		if s, ok := strings.CutSuffix(antes, "#"); ok {
			antes, desde = s, desde-1
		}
		ultima, _ := utf8.DecodeLastRuneInString(antes)
		if unicode.IsLetter(ultima) || unicode.IsDigit(ultima) || antes != "" && strings.ContainsRune(`/-–_.:=&%\#+`, ultima) ||
			reDocumento.MatchString(Plegar(antes)+" ") {
			continue
		}
		mencion := Mencion{Referencia{Numero: n}, desde, hasta}
		if s := reSiglasAntes.FindStringSubmatchIndex(antes); s != nil && sonSiglas(antes[s[2]:s[3]]) {
			mencion.Comision = antes[s[2]:s[3]]
			mencion.Desde = desde - (len(antes) - s[2])
		}
		r = append(r, mencion)
	}
	return r
}

// terminaNumero tells whether a number may end where this rest of the text begins.
func terminaNumero(resto string) bool {
	r, n := utf8.DecodeRuneInString(resto)
	if n == 0 {
		return true
	}
	if r == '.' || r == ',' || r == '-' {
		d, _ := utf8.DecodeRuneInString(resto[n:])
		return !unicode.IsDigit(d)
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`/_=&%\`, r)
}

// enLiga tells whether the word around the place is a link or an address.
func enLiga(texto string, desde, hasta int) bool {
	// No link that matters is longer; the bound keeps a text without blanks cheap.
	const maximo = 2048
	antes := texto[max(0, desde-maximo):desde]
	antes = antes[strings.LastIndexAny(antes, " \t\r\n\"'()«»")+1:]
	despues := texto[hasta:min(len(texto), hasta+maximo)]
	if i := strings.IndexAny(despues, " \t\r\n\"'()«»"); i >= 0 {
		despues = despues[:i]
	}
	palabra := strings.ToLower(antes + despues)
	return strings.Contains(palabra, "://") || strings.HasPrefix(palabra, "www.") || strings.Contains(palabra, "@") ||
		strings.HasPrefix(palabra, "mailto:")
}

// sonSiglas tells whether a word of a text looks like the siglas of a commission.
func sonSiglas(s string) bool {
	if utf8.RuneCountInString(s) > 40 { // nor would ParseReferencia take them
		return false
	}
	mayusculas := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			mayusculas++
		}
	}
	return mayusculas >= 2
}
