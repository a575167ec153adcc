package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// hueco stands for what the typeface does not have.
const hueco = "□"

// clase is a kind of character that the typeface lacks.
type clase int

const (
	emojis clase = iota
	orientales
	adornos
	otros
	clases // how many
)

var avisos = [clases]struct{ uno, varios, salida string }{
	emojis:     {"un emoji o símbolo", "%d emojis o símbolos", "en su lugar pone «" + hueco + "»"},
	orientales: {"un carácter chino, japonés o coreano", "%d caracteres chinos, japoneses o coreanos", "en su lugar pone «" + hueco + "»"},
	adornos:    {"una letra de adorno", "%d letras de adorno", "en su lugar pone la letra común"},
	otros:      {"un carácter", "%d caracteres", "en su lugar pone «" + hueco + "»"},
}

// faltas gathers what the typeface lacked, in the order in which it came.
type faltas [clases]struct {
	veces     int
	distintos []string
}

// maxNombrados is how many different characters a warning names.
const maxNombrados = 8

func (f *faltas) anotar(k clase, s string) {
	f[k].veces++
	if len(f[k].distintos) <= maxNombrados && !slices.Contains(f[k].distintos, s) {
		f[k].distintos = append(f[k].distintos, s)
	}
}

// advertencias is one warning for each kind.
func (f *faltas) advertencias() []string {
	var l []string
	for k, x := range f {
		if x.veces == 0 {
			continue
		}
		cuantos := avisos[k].uno
		if x.veces > 1 {
			cuantos = fmt.Sprintf(avisos[k].varios, x.veces)
		}
		nombres := strings.Join(x.distintos[:min(len(x.distintos), maxNombrados)], " ")
		if len(x.distintos) > maxNombrados {
			nombres += " y otros"
		}
		l = append(l, fmt.Sprintf("La letra del PDF no tiene %s; %s: %s. Los demás formatos los llevan.", cuantos, avisos[k].salida, nombres))
	}
	return l
}

// limpiar gives the text as the face can draw it: composed, on one line, without what
// has no shape, and with something else for what the face lacks.
func (f *faltas) limpiar(s string, a *anchos) string {
	directo := true
	for _, r := range s {
		if !a.directo(r) {
			directo = false
			break
		}
	}
	if directo {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	for estado := -1; s != ""; {
		var grupo string
		grupo, s, _, estado = uniseg.FirstGraphemeClusterInString(s, estado)
		b.WriteString(f.grupo(grupo, a))
	}
	return b.String()
}

// grupo draws what a person sees as one character.
func (f *faltas) grupo(g string, a *anchos) string {
	if v := visible(g); dibujable(v, a) {
		return v
	}
	if v := visible(norm.NFKC.String(g)); v != "" && dibujable(v, a) {
		if v == "-" || v == "\u2010" || strings.TrimSpace(v) == "" {
			return v // a hyphen or a space that differs only in how lines break at it
		}
		f.anotar(adornos, g)
		return v
	}
	f.anotar(clasificar(g), g)
	return hueco
}

func dibujable(s string, a *anchos) bool {
	for _, r := range s {
		if !a.tiene(r) {
			return false
		}
	}
	return true
}

// visible is the text without what has no shape; what breaks lines or jumps is a space.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return ' '
		case invisible(r):
			return -1
		}
		return r
	}, s)
}

// invisible tells what has no shape of its own: controls, joiners, direction marks,
// soft hyphens, variation selectors.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

func clasificar(g string) clase {
	for _, r := range g {
		switch {
		case r == utf8.RuneError: // a byte that is no text
			return otros
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo):
			return orientales
		case r >= 0x1F000 && r < 0x20000, r >= 0x2190 && r < 0x2C00, unicode.Is(unicode.So, r):
			return emojis
		}
	}
	return otros
}
