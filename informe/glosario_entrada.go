package informe

import (
	"regexp"
	"strings"
)

var (
	// reAntesDeGlosario is a sentence that only says that the siglas follow.
	reAntesDeGlosario = regexp.MustCompile(`(?i)^(?:para (?:los )?efectos de|se entender[aá]|(?:en|para) (?:el|este) (?:presente )?(?:informe|documento))\b`)
	reNumeracion      = regexp.MustCompile(`^\d{1,3}\s*[.)-]+\s+`)
	// reEntradaGuiada is «DERFE ....... Dirección …», «CE → Consejería», «(UTS) Unidad …».
	reEntradaGuiada = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(?:(\p{Lu}[\pL\d-]{1,19})\s*(?:[.…_]{2,}|…|→|⇒|➔|►)|\((\p{Lu}[\pL\d-]{1,19})\))\s*(\pL.*)$`)
	// reEntradaSinSigno has only a blank in the middle: where the words have those initials.
	reEntradaSinSigno = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(\p{Lu}[\pL\d-]{1,19})\s+(\p{Lu}\S*\s.*)$`)
)

// entradaDeGlosario reads an entry out of a line that is known to be of a glossary, where
// less has to tell the siglas from their meaning.
func entradaDeGlosario(t string) (sigla, significado string, ok bool) {
	t = reNumeracion.ReplaceAllString(t, "")
	if sigla, significado, ok = entradaSuelta(t); ok {
		return sigla, significado, true
	}
	if m := reEntradaGuiada.FindStringSubmatch(t); m != nil && esSigla(m[1]+m[2]) {
		return m[1] + m[2], m[3], true
	}
	if m := reEntradaSinSigno.FindStringSubmatch(t); m != nil && esSigla(m[1]) && !esSigla(strings.Fields(m[2])[0]) && sonIniciales(m[1], m[2]) {
		return m[1], m[2], true
	}
	return "", "", false
}
