package informe

import (
	"regexp"
	"strings"
)

// cuentaLista is how a list shows its numbers: the zero one as «1.». formato is named as Word
// does; cierra is what stands after the number, "" for a full stop.
type cuentaLista struct{ formato, cierra string }

func (c cuentaLista) rotulo(n int) string {
	if c.cierra != "" {
		return contado(n, c.formato) + c.cierra
	}
	return contado(n, c.formato) + "."
}

// cuentasHTML are the kinds of list of HTML, by their attribute and by their style.
var cuentasHTML = map[string]string{
	"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
	"lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
	"lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}

var reEstiloDeLista = regexp.MustCompile(`(?i)list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-(?:alpha|latin|roman)|decimal)\b`)

// cuentaDe is how a list of HTML shows its numbers; the style rules over the attribute.
// Pages of ours say by their class that a bracket closes them.
func cuentaDe(atr map[string]string) cuentaLista {
	c := cuentaLista{formato: cuentasHTML[strings.TrimSpace(atr["type"])]}
	if m := reEstiloDeLista.FindStringSubmatch(atr["style"]); m != nil {
		c.formato = cuentasHTML[strings.ToLower(m[1])]
	}
	if c.formato != "" && strings.HasSuffix(atr["class"], "-parentesis") {
		c.cierra = ")"
	}
	return c
}
