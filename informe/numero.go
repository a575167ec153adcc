package informe

import (
	"regexp"
	"strconv"
	"strings"

	"compromisos/compromiso"
)

var (
	// The letters before a number are a word or siglas: «Compromiso núm.», «CVMRE/».
	reNumeroSuelto = regexp.MustCompile(`^(?:[\p{L}.°º:#]+[\s/_-]+|[\p{L}]+[.°º:#]+|#)*0*(\d{1,6})\s*[/_–-]\s*(\d{4}|\d{2})\.?$`)
	// The year first: «CVMRE-2023-01».
	reNumeroAlReves = regexp.MustCompile(`^(?:[\p{L}.°º:#]+[\s/_-]+|[\p{L}]+[.°º:#]+|#)*(\d{4})\s*[/_–-]\s*0*(\d{1,3})\.?$`)
	// The session within it: «CPC/SO/03/2025/01» is the first of that year.
	reNumeroDeSesion = regexp.MustCompile(`^(?i:(?:\pL[\pL\d]*[-/ ])*(?:so|seu?|ord|ext|urg)[-/ ]?\d{1,3}[-/](\d{4})[-/]0*(\d{1,4}))\.?$`)
	reNumeroSolo     = regexp.MustCompile(`^(?:(?:[\p{L}.°º:#]+[\s/_-]+|[\p{L}]+[.°º:#]+|#)*)0*(\d{1,4})\s*[.°º)-]*$`)
	reEsSesion       = regexp.MustCompile(`(?i)^(?:so|seu?|ord|ext|extra|urg|ordinaria|extraordinaria|sesi[oó]n)\b`)
	reContinua       = regexp.MustCompile(`(?i)\s*[(\[]?\s*\bcont(?:\.|in[uú]a(?:ci[oó]n)?\.?)?\s*[)\]]?\s*\.{0,3}$`)
	rePrefijoTipo    = regexp.MustCompile(`^(compromiso|solicitud|acuerdo)\b`)
	reNumeroDeAnio   = regexp.MustCompile(`(?i)^(.*\d)\s+del?\s+(?:año\s+)?(\d{4})\.?$`)
)

// leerNumero reads the number of a compromiso as documents write it: 01/2023,
// 1-2023, «Compromiso núm. 1/23», «CVMRE/01/2023», «3 de 2023».
func leerNumero(s string) (compromiso.Numero, bool) {
	if len(s) > 80 || !strings.ContainsAny(s, "0123456789") {
		return compromiso.Numero{}, false
	}
	s = strings.TrimSpace(reContinua.ReplaceAllString(s, ""))
	if m := reNumeroDeSesion.FindStringSubmatch(s); m != nil {
		n, err := compromiso.ParseNumero(m[2] + "/" + m[1])
		return n, err == nil
	}
	if reNumeroDeHoja.MatchString(s) {
		return compromiso.Numero{}, false
	}
	if reEsSesion.MatchString(s) {
		return compromiso.Numero{}, false
	}
	if m := reNumeroDeAnio.FindStringSubmatch(s); m != nil && reNumeroSolo.MatchString(m[1]) {
		s = m[1] + "/" + m[2]
	}
	if m := reNumeroAlReves.FindStringSubmatch(s); m != nil && (m[1][:2] == "20" || m[1][:2] == "19") {
		n, err := compromiso.ParseNumero(m[2] + "/" + m[1])
		return n, err == nil
	}
	if m := reNumeroSuelto.FindStringSubmatch(s); m != nil {
		anio := m[2]
		if len(anio) == 2 {
			anio = "20" + anio
		}
		if n, err := compromiso.ParseNumero(m[1] + "/" + anio); err == nil {
			return n, true
		}
	}
	return compromiso.Numero{}, false
}

// numeroSinAnio reads «3» or «Núm. 3», whose year is said elsewhere.
func numeroSinAnio(s string) (cons int, ok bool) {
	if len(s) > 40 {
		return 0, false
	}
	m := reNumeroSolo.FindStringSubmatch(strings.TrimSpace(reContinua.ReplaceAllString(s, "")))
	if m == nil || reNumeroDeHoja.MatchString(s) {
		return 0, false
	}
	cons, err := strconv.Atoi(m[1])
	return cons, err == nil && cons > 0
}

// numeroOriginal is how the document wrote the number, "" when that is NN/AAAA.
func numeroOriginal(escrito string, n compromiso.Numero) string {
	if escrito = strings.TrimSpace(escrito); escrito == n.String() {
		return ""
	}
	return escrito
}

// tipoDelNumero is the type that the number's cell names, as «Acuerdo 3/2023» does.
func tipoDelNumero(s string) compromiso.Tipo {
	if m := rePrefijoTipo.FindString(compromiso.Plegar(s)); m != "" {
		return compromiso.Tipo(m)
	}
	return compromiso.TipoCompromiso
}
