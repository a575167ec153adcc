package bot

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// puntos stands where a text was cut.
const puntos = "…"

var entidades = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escapar makes what somebody typed plain text in Slack's markup: it cannot mention
// anybody, nor forge a link. It is applied once.
func escapar(s string) string {
	if s = limpiar(s); !strings.ContainsAny(s, "&<>") {
		return s
	}
	return entidades.Replace(s)
}

// limpiar leaves out what nobody means to show: bytes that are no text, controls but
// the end of line, and the marks that turn the direction of what follows.
func limpiar(s string) string {
	if limpio(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}

// limpio tells whether limpiar would leave the text as it is; where it is not sure, no.
// Nearly all texts are.
func limpio(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20 && c != '\n', c == 0x7F:
			return false
		case c == 0xC2 && i+1 < len(s) && s[i+1] < 0xA0: // C1 controls
			return false
		case c == 0xE2 && i+2 < len(s) && (s[i+1] == 0x80 && s[i+2] >= 0xA8 && s[i+2] <= 0xAE || s[i+1] == 0x81 && s[i+2] >= 0xA6):
			return false
		}
	}
	return utf8.ValidString(s)
}

// unaLinea is the text on one line, for where a row must stay a row.
func unaLinea(s string) string {
	if enUna(s) {
		return s
	}
	return strings.Join(strings.Fields(limpiar(s)), " ")
}

// enUna tells whether unaLinea would leave the text as it is; where it is not sure, no.
func enUna(s string) bool {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' || !limpio(s) {
		return s == ""
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n', c == ' ' && s[i+1] == ' ':
			return false
		case c == 0xC2 && s[i+1] == 0xA0, c == 0xE1 && s[i+1] == 0x9A, c == 0xE3 && s[i+1] == 0x80,
			c == 0xE2 && (s[i+1] == 0x80 && s[i+2] <= 0x8A || s[i+1] == 0x80 && s[i+2] == 0xAF || s[i+1] == 0x81): // blanks of other scripts
			return false
		}
	}
	return true
}

// largo is a length as the stricter reading of Slack's limits counts it: in UTF-16
// units, of which an emoji has two and more.
func largo(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			for _, r := range s[i:] {
				n += max(1, utf16.RuneLen(r))
			}
			return i + n
		}
	}
	return len(s)
}

// recortar cuts what somebody typed to n units at most, at the end of a word if there
// is one near, and never inside what a reader sees as one character.
func recortar(s string, n int) string {
	s, falta := principio(s, n)
	return abreviar(strings.TrimSpace(limpiar(s)), falta, n)
}

// renglon is recortar on one line, for where a row must stay a row.
func renglon(s string, n int) string {
	s, falta := principio(s, n)
	return abreviar(unaLinea(s), falta, n)
}

// principio is as much of a long text as can matter for its first n units: the cost of
// showing a text follows what is shown of it.
func principio(s string, n int) (inicio string, falta bool) {
	fin := 16*n + 256 // n units are 4n bytes at most; the rest is for blanks and controls
	if len(s) <= fin {
		return s, false
	}
	for fin > 0 && !utf8.RuneStart(s[fin]) {
		fin--
	}
	return s[:fin], true
}

func abreviar(s string, falta bool, n int) string {
	if falta {
		s += puntos
	}
	if largo(s) <= n {
		return s
	}
	s = cortar(s, n, grafema)
	return strings.TrimRight(strings.TrimSuffix(s, puntos), " \n,;:") + puntos
}

// grafema is what a reader sees as the first character. Between two letters of ASCII there
// is always an end, and no need to look closer.
func grafema(resto string, estado int) (string, int) {
	if resto[0] < utf8.RuneSelf && resto[0] != '\r' && (len(resto) == 1 || resto[1] < utf8.RuneSelf) {
		return resto[:1], -1
	}
	atomo, _, _, estado := uniseg.FirstGraphemeClusterInString(resto, estado)
	return atomo, estado
}

// recortarMarca cuts a text that is already in Slack's markup to n units at most. It
// splits no entity (&amp;) and no token (<@U…>).
func recortarMarca(s string, n int) string {
	return cortar(s, n, func(resto string, estado int) (string, int) {
		var fin int
		switch resto[0] {
		case '&':
			fin = strings.IndexByte(resto, ';')
		case '<':
			fin = strings.IndexByte(resto, '>')
		default:
			// An entity or a token ends the character before it, whatever follows.
			atomo, estado := grafema(resto, estado)
			if i := strings.IndexAny(atomo[1:], "&<"); i >= 0 {
				return atomo[:i+1], -1
			}
			return atomo, estado
		}
		if fin < 0 {
			fin = 0
		}
		return resto[:fin+1], -1
	})
}

// cortar takes atoms while they fit, with room for the sign that something is missing.
func cortar(s string, n int, atomo func(resto string, estado int) (string, int)) string {
	if largo(s) <= n {
		return s
	}
	n -= largo(puntos)
	cabe, palabra, usado, estado := 0, 0, 0, -1
	for cabe < len(s) {
		var a string
		a, estado = atomo(s[cabe:], estado)
		l := largo(a)
		if usado+l > n {
			if cabe == 0 && a[0] != '&' && a[0] != '<' { // one character longer than the room: by code points
				return cortarRunas(s, n) + puntos
			}
			break
		}
		if a == " " || a == "\n" {
			palabra = cabe
		}
		cabe, usado = cabe+len(a), usado+l
	}
	if palabra > cabe*3/4 {
		cabe = palabra
	}
	return strings.TrimRight(s[:cabe], " \n") + puntos
}

func cortarRunas(s string, n int) string {
	fin, usado := 0, 0
	for fin < len(s) {
		r, ancho := utf8.DecodeRuneInString(s[fin:])
		if usado += max(1, utf16.RuneLen(r)); usado > n {
			break
		}
		fin += ancho
	}
	return s[:fin]
}

// mayuscula begins a sentence.
func mayuscula(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
