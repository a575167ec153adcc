package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

var (
	reNumeroSuelto = regexp.MustCompile(`^(?:[\p{L}.°º:#]+[\s-]+|#)*0*(\d{1,6})\s*[/-]\s*(\d{4}|\d{2})\.?$`)
	rePrefijoTipo  = regexp.MustCompile(`^(compromiso|solicitud|acuerdo)\b`)
)

// leerNumero reads the number of a compromiso as documents write it: 01/2023,
// 1-2023, «Compromiso núm. 1/23».
func leerNumero(s string) (compromiso.Numero, bool) {
	if len(s) > 80 {
		return compromiso.Numero{}, false
	}
	m := reNumeroSuelto.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return compromiso.Numero{}, false
	}
	anio := m[2]
	if len(anio) == 2 {
		anio = "20" + anio
	}
	n, err := compromiso.ParseNumero(m[1] + "/" + anio)
	return n, err == nil
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
