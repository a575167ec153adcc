package informe

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decodificar gives the text of a file in UTF-8 with \n at the line ends, whatever
// it was written in, and warns of what had to be guessed or dropped.
func decodificar(b []byte) (string, *avisos) {
	avs := &avisos{}
	s := aUTF8(b, avs)
	return limpiar(s, avs), avs
}

func aUTF8(b []byte, avs *avisos) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return deUTF16(b, unicode.BigEndian, avs)
	default:
		if orden, si := pareceUTF16(b); si {
			return deUTF16(b, orden, avs)
		}
	}
	if utf8.Valid(b) {
		return string(b)
	}
	if t := sinRuneCortada(b); t != nil {
		avs.cortado = true
		return string(t)
	}
	if juego := juegoDeclarado(b); juego != nil {
		if t, err := juego.NewDecoder().Bytes(b); err == nil {
			return string(t) // as the page says
		}
	}
	if buenas, malas, linea := cuentaUTF8(b); buenas >= malas && buenas > 0 {
		avs.add(linea, "", "Hay %d bytes que no son UTF-8; en su lugar se puso «\uFFFD».", malas)
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	avs.add(1, "", "El archivo no está en UTF-8; se leyó como Windows-1252 (Latin-1).")
	t, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(t)
}

func deUTF16(b []byte, orden unicode.Endianness, avs *avisos) string {
	avs.add(1, "", "El archivo no está en UTF-8; se leyó como UTF-16.")
	if len(b)%2 == 1 {
		avs.cortado = true
		b = b[:len(b)-1]
	}
	t, err := unicode.UTF16(orden, unicode.UseBOM).NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return strings.TrimPrefix(string(t), "\uFEFF")
}

// pareceUTF16 recognises UTF-16 without its mark: in Spanish nearly every second
// byte is zero, and always the same one of the pair.
func pareceUTF16(b []byte) (unicode.Endianness, bool) {
	n := min(len(b), 4096) &^ 1
	if n < 4 {
		return unicode.LittleEndian, false
	}
	var ceros [2]int
	for i := range n {
		if b[i] == 0 {
			ceros[i%2]++
		}
	}
	pares := n / 2
	switch {
	case ceros[1]*10 > pares*7 && ceros[0]*10 < pares:
		return unicode.LittleEndian, true
	case ceros[0]*10 > pares*7 && ceros[1]*10 < pares:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// sinRuneCortada gives b without its last, incomplete rune if that is all that
// keeps it from being UTF-8 with something beyond ASCII in it; else nil.
func sinRuneCortada(b []byte) []byte {
	for n := 1; n <= 3 && n < len(b); n++ {
		i := len(b) - n
		if !utf8.RuneStart(b[i]) {
			continue
		}
		if t := b[:i]; b[i] >= 0xc2 && !utf8.FullRune(b[i:]) && utf8.Valid(t) && utf8.RuneCount(t) < len(t) {
			return t
		}
		return nil
	}
	return nil
}

// cuentaUTF8 counts the well formed sequences beyond ASCII, the bytes that belong
// to none, and the line of the first of these.
func cuentaUTF8(b []byte) (buenas, malas, linea int) {
	l := 1
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			if malas++; malas == 1 {
				linea = l
			}
		case n > 1:
			buenas++
		case r == '\n':
			l++
		}
		b = b[n:]
	}
	return buenas, malas, linea
}

// limpiar unifies line ends and drops what is no text: control characters (with a
// warning) and byte order marks (without: they say nothing). Page feeds stay: a page
// begins there.
func limpiar(s string, avs *avisos) string {
	if !strings.ContainsFunc(s, esControl) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	linea, quitados, primera := 1, 0, 0
	var antes rune
	for _, r := range s {
		switch {
		case r == '\n' && antes == '\r':
		case r == '\r', r == '\n':
			b.WriteByte('\n')
			linea++
		case r == '\v':
			b.WriteByte(' ')
		case r == '\f':
			b.WriteByte('\f')
		case r == '\uFEFF':
		case esControl(r):
			if quitados++; quitados == 1 {
				primera = linea
			}
		default:
			b.WriteRune(r)
		}
		antes = r
	}
	if avs.quitados = quitados; quitados > 0 {
		avs.add(primera, "", "Se quitaron %d caracteres de control, el primero en la línea %d.", quitados, primera)
	}
	return b.String()
}

func esControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\uFEFF'
}
