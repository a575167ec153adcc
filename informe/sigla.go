package informe

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// mencion is a sigla used in a text.
type mencion struct {
	sigla   string
	oficial bool // inside the number of an oficio or agreement: INE/DERFE/0214/2024
}

var (
	reLiga = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+|\S+@\S+`)
	// reTrozo is a run of what siglas are made of, with the bars and hyphens that
	// tie them: «ST-CCyOE», «PEF23-24», «INE/CVMRE/005/2023».
	reTrozo = regexp.MustCompile(`[\pL\d]+(?:[-/.][\pL\d]+)*`)
	// reOficial is a number of an oficio, one part of which is digits; «PEF23-24/PEL23-24» is none.
	reOficial  = regexp.MustCompile(`/\d+(?:/|$)|^\d+/`)
	rePalabras = regexp.MustCompile(`[\pL\d]+`)
	// reClaveSola is the clave of a consejería or representation.
	reClaveSola = regexp.MustCompile(`^(CE|CPL|RPP)-(\pL+)$`)
	reRomano    = regexp.MustCompile(`^[IVXLCDM]+$`)
	reCorrida   = regexp.MustCompile(`^\d{0,3}(?:SO|SEU|SE)$`)
	// reSoloSiglas is a cell that holds siglas and nothing else.
	reSoloSiglas = regexp.MustCompile(`^\p{Lu}[\pL\d]{1,11}(?:\s*(?:[,;/•·]|\s[ye])?\s*\p{Lu}[\pL\d]{1,11}){0,9}$`)
)

// comunes are written in capitals and are nobody's siglas.
var comunes = map[string]bool{"TV": true, "PDF": true, "USB": true, "URL": true, "EUA": true, "CD": true, "DVD": true, "WEB": true, "AM": true, "PM": true, "TCM": true}

// menciones gives the siglas that a text uses, in order, with repetitions. conocida
// tells the siglas with a definition, which may hold a hyphen (LNE-Extranjero).
// Addresses are skipped, and so is a text that is all in capitals.
func menciones(s string, conocida func(string) bool) []mencion {
	if s = sinLigas(s); grita(s) {
		return nil
	}
	var l []mencion
	for w := range strings.FieldsSeq(s) {
		l = append(l, mencionesDePalabra(w, conocida)...)
	}
	return l
}

// sinLigas is a text without its addresses.
func sinLigas(s string) string {
	if strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "@") {
		return reLiga.ReplaceAllString(s, " ")
	}
	return s
}

// mencionesDePalabra reads what stands between two blanks.
func mencionesDePalabra(w string, conocida func(string) bool) []mencion {
	// Nearly every word ends here, before any pattern is tried.
	if !tieneMayusculas(w) && !conocida(strings.TrimFunc(w, unicode.IsPunct)) {
		return nil
	}
	var l []mencion
	for _, t := range reTrozo.FindAllString(w, -1) {
		l = append(l, mencionesDeTrozo(t, conocida)...)
	}
	return l
}

func mencionesDeTrozo(t string, conocida func(string) bool) []mencion {
	if conocida(t) {
		return []mencion{{sigla: t}}
	}
	if !tieneMayusculas(t) {
		return nil
	}
	var l []mencion
	oficial := esOficial(t)
	for _, parte := range strings.FieldsFunc(t, func(r rune) bool { return r == '/' || r == '.' }) {
		l = append(l, mencionesDeParte(parte, oficial, conocida)...)
	}
	return l
}

// esOficial tells the number of an oficio or agreement, and its like.
func esOficial(t string) bool { return strings.Contains(t, "/") && reOficial.MatchString(t) }

// mencionesDeParte reads what a bar separates: known with its hyphen, or piece by
// piece, each without the digits of a year or an ordinal (PEF23, 02SE).
func mencionesDeParte(parte string, oficial bool, conocida func(string) bool) []mencion {
	if conocida(parte) {
		return []mencion{{parte, oficial}}
	}
	// Of a requester nothing of whom is known, the clave says more than its halves.
	if m := reClaveSola.FindStringSubmatch(parte); m != nil && !oficial && esSigla(m[2]) && !conocida(m[1]) && !conocida(m[2]) {
		return []mencion{{parte, oficial}}
	}
	var l []mencion
	for _, w := range rePalabras.FindAllString(parte, -1) {
		if !conocida(w) {
			w = strings.TrimFunc(w, unicode.IsDigit)
		}
		if conocida(w) || esSigla(w) {
			l = append(l, mencion{w, oficial})
		}
	}
	return l
}

func tieneMayusculas(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

// esSigla tells whether a word looks like siglas: two capitals or more, at most
// three small letters (CCyOE, DECEyEC, UTIGyND), and is neither a Roman number nor
// the code of a session.
func esSigla(w string) bool {
	mayusculas, minusculas := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			mayusculas++
		case unicode.IsLower(r):
			minusculas++
		}
	}
	return mayusculas >= 2 && minusculas <= 3 && minusculas < mayusculas && len(w) <= 20 &&
		!comunes[w] && !reRomano.MatchString(w) && !reCorrida.MatchString(w)
}

// grita tells whether a text is written in capitals throughout, so that none of
// them means anything.
func grita(s string) bool {
	mayusculas, letras, palabras := 0, 0, 0
	for w := range strings.FieldsSeq(s) {
		palabras++
		for _, r := range w {
			switch {
			case unicode.IsUpper(r):
				mayusculas++
				letras++
			case unicode.IsLetter(r):
				letras++
			}
		}
	}
	return palabras > 5 && mayusculas*10 > letras*7
}

// enOrden removes repetitions and keeps the order of the first ones.
func enOrden(l []string) []string {
	var r []string
	vistas := make(map[string]bool, len(l))
	for _, s := range l {
		if !vistas[s] {
			vistas[s] = true
			r = append(r, s)
		}
	}
	return slices.Clip(r)
}
