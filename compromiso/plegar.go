package compromiso

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pliegues gives the plain letter of each accented one, in pairs. Only small
// letters: Plegar lowers first.
var pliegues = func() map[rune]rune {
	m := map[rune]rune{}
	for llana, letras := range map[rune]string{
		'a': "áàâäãåāăąǎ", 'c': "çćĉċč", 'd': "ďđ", 'e': "éèêëēĕėęěẽ", 'g': "ĝğġģ", 'h': "ĥħ",
		'i': "íìîïĩīĭįıǐ", 'j': "ĵ", 'k': "ķ", 'l': "ĺļľł", 'n': "ñńņňǹ", 'o': "óòôöõøōŏőǒ",
		'r': "ŕŗř", 's': "śŝşšș", 't': "ţťŧț", 'u': "úùûüũūŭůűųǔ", 'w': "ŵ", 'y': "ýÿŷỳ", 'z': "źżž",
	} {
		for _, r := range letras {
			m[r] = llana
		}
	}
	return m
}()

// Plegar gives the form in which typed Spanish words are compared: small letters,
// without accents (ñ becomes n, composed or not), white space folded to single
// blanks and trimmed, characters that nobody sees (zero width, soft hyphen) left
// out. Plegar(Plegar(s)) is Plegar(s).
func Plegar(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	hueco := false
	for _, r := range s {
		var p rune
		if r < latinas {
			p = plegadas[r]
		} else {
			p = plegarLetra(r)
		}
		switch {
		case p == seOmite:
			continue
		case p == esHueco:
			hueco = b.Len() > 0
			continue
		case hueco:
			b.WriteByte(' ')
			hueco = false
		}
		if p < utf8.RuneSelf {
			b.WriteByte(byte(p))
		} else {
			b.WriteRune(p)
		}
	}
	return b.String()
}

// What plegarLetra gives for what is no letter of the result.
const (
	seOmite = -1 - iota
	esHueco
)

// plegarLetra is one letter folded.
func plegarLetra(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return esHueco
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		return seOmite
	}
	r = unicode.ToLower(r)
	if llana, ok := pliegues[r]; ok {
		return llana
	}
	return r
}

// latinas are the first letters of Unicode, of which Spanish is written: looked up, for
// texts are folded by the hundred thousand.
const latinas = 0x250

var plegadas = func() (t [latinas]rune) {
	for r := range t {
		t[r] = plegarLetra(rune(r))
	}
	return t
}()

// cita shows what was typed inside a message: on one line, and not more of it than
// is needed to recognise it.
func cita(s string) string {
	const maximo = 60
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > maximo {
		return string(r[:maximo]) + "…"
	}
	return string(r)
}
