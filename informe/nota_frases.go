package informe

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
)

// fechaEnPalabras is «28 de septiembre de 2021», "" when there is no date.
func fechaEnPalabras(f compromiso.Fecha) string {
	_, s, _ := strings.Cut(f.Larga(), " ")
	return s
}

// masculinos are the words with which names of institutions and people begin that take «el».
var masculinos = []string{
	"centro", "comite", "consejero", "consejo", "departamento", "encargado", "grupo", "instituto", "organo", "organismo", "partido", "presidente",
	"registro", "representante", "secretario", "senador", "diputado", "servicio", "tribunal", "frente",
}

// femeninos take «la».
var femeninos = []string{
	"comision", "consejera", "consejeria", "coordinacion", "direccion", "encargada", "junta", "oficina", "presidenta", "representacion", "secretaria",
	"senadora", "diputada", "subdireccion", "subcoordinacion", "unidad", "vocalia",
}

// articulo is the article of a name, and with «de» before it; porDefecto (la, el or none)
// where its first word does not tell.
func articulo(nombre, porDefecto string) (el, de string) {
	palabra, _, _ := strings.Cut(compromiso.Plegar(nombre), " ")
	el = porDefecto
	if slices.Contains(masculinos, palabra) {
		el = "el"
	} else if slices.Contains(femeninos, palabra) {
		el = "la"
	}
	switch el {
	case "el":
		return el, "del"
	case "":
		return "", "de"
	}
	return el, "de " + el
}

// enumeracion is «a, b y c»; with semicolons where an item has a comma of its own.
func enumeracion(l []string) string {
	if len(l) == 1 {
		return l[0]
	}
	sep, fin := ", ", " "
	if slices.ContainsFunc(l, func(s string) bool { return strings.Contains(s, ",") }) {
		sep, fin = "; ", "; "
		if len(l) == 2 {
			fin = ", "
		}
	}
	ultimo := l[len(l)-1]
	y := "y "
	if r := compromiso.Plegar(ultimo); strings.HasPrefix(r, "i") || strings.HasPrefix(r, "hi") && !strings.HasPrefix(r, "hie") {
		y = "e "
	}
	return strings.Join(l[:len(l)-1], sep) + fin + y + ultimo
}

// conPunto ends a sentence.
func conPunto(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// reInfinitivo is a verb with which what is asked for begins: «Convocar», «Informarles».
var reInfinitivo = regexp.MustCompile(`^\p{Lu}\p{Ll}*[aeií]r(?:se|les?|l[oa]s?|nos)?$`)

// entreComillas quotes what was asked for within a sentence, as notas do: it begins with
// a small letter where that is an infinitive, and its full stop is the sentence's.
func entreComillas(s string) string {
	if palabra, _, _ := strings.Cut(s, " "); reInfinitivo.MatchString(palabra) {
		s = minuscula(s)
	}
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") {
		s = strings.TrimSuffix(s, ".")
	}
	if strings.ContainsAny(s, "“”") {
		return "«" + s + "»"
	}
	return "“" + s + "”"
}

func minuscula(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// abreOracion are the words with which a sentence begins that may follow a date and a
// comma.
var abreOracion = map[string]bool{
	"Se": true, "La": true, "Las": true, "El": true, "Los": true, "En": true, "Con": true, "Mediante": true, "Durante": true,
	"Por": true, "Derivado": true, "Mediante,": true, "A": true, "Ante": true, "Conforme": true, "Tras": true,
}

// reDiceCuando begins a sentence that says by itself on which days it happened, the year
// understood: «Los días 6 y 19 de octubre, …», «El 11 de noviembre se …».
var (
	reDiceCuando  = regexp.MustCompile(`^(?i:(?:el|los|con fecha|del|entre el)(?: d[ií]as?)?(?: \d{1,2},?| y| al| el| de)* \d{1,2} de (` + patronMes + `))\b`)
	reAnioDespues = regexp.MustCompile(`^\s+(?:del?\s+)?\d`)
)

// conFecha begins a sentence with its day: «El 6 de octubre de 2021, se celebró …», or
// «El 6 de octubre de 2021: Reunión …» where what was written is no sentence. Where it
// names that day itself, it stays as it is, but for the year.
func conFecha(f compromiso.Fecha, aclara, s string) string {
	if aclara != "" {
		aclara = " (" + aclara + ")"
	}
	if f.IsZero() {
		return strings.TrimSpace(s + aclara)
	}
	if l := buscarFechas(s[:min(len(s), 120)]); len(l) > 0 && l[0].desde < 40 && l[0].fecha == f {
		return s + aclara
	}
	cuando := "El " + fechaEnPalabras(f) + aclara
	if m := reDiceCuando.FindStringSubmatch(s); m != nil {
		if mesDe(compromiso.Plegar(m[1])) != f.Mes || reAnioDespues.MatchString(s[len(m[0]):]) {
			return cuando + ": " + s
		}
		return m[0] + " de " + strconv.Itoa(f.Anio) + s[len(m[0]):] + aclara
	}
	palabra, _, _ := strings.Cut(s, " ")
	if r, _ := utf8.DecodeRuneInString(s); abreOracion[palabra] || unicode.IsLower(r) {
		return cuando + ", " + minuscula(s)
	}
	return cuando + ": " + s
}

// deInciso is « del inciso a)», or nothing.
func deInciso(letra string) string {
	if letra == "" {
		return ""
	}
	return " del inciso " + letra + ")"
}
