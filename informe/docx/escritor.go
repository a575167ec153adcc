package docx

import (
	"io"
	"strconv"
	"unicode/utf8"
)

const (
	cabecera = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	espacioW = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	espacioR = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// lleno is how much is gathered before it is handed on.
const lleno = 32 << 10

// escritor writes XML; after the first error it writes nothing more.
type escritor struct {
	w   io.Writer
	b   []byte
	err error
}

// crudo writes what is XML already.
func (e *escritor) crudo(piezas ...string) {
	for _, s := range piezas {
		e.b = append(e.b, s...)
	}
	if len(e.b) >= lleno {
		_ = e.vaciar() // it keeps its error
	}
}

func (e *escritor) entero(n int) { e.b = strconv.AppendInt(e.b, int64(n), 10) }

// vaciar hands on what was gathered, and tells the first error there was.
func (e *escritor) vaciar() error {
	if e.err == nil && len(e.b) > 0 {
		_, e.err = e.w.Write(e.b)
	}
	e.b = e.b[:0]
	return e.err
}

// texto writes character data, good for attributes too: what XML 1.0 has no way to
// write becomes U+FFFD.
func (e *escritor) texto(s string) {
	hecho := 0
	for i := 0; i < len(s); {
		c := s[i]
		n, por := 1, ""
		switch {
		case c >= utf8.RuneSelf:
			var r rune
			if r, n = utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
				por = "\uFFFD"
			}
		case c == '&':
			por = "&amp;"
		case c == '<':
			por = "&lt;"
		case c == '>':
			por = "&gt;"
		case c == '"':
			por = "&quot;"
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			por = "\uFFFD"
		}
		if por != "" {
			e.crudo(s[hecho:i], por)
			hecho = i + n
		}
		i += n
	}
	e.crudo(s[hecho:])
}
