package informe

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
)

// continuar joins to the cell what the next page says of it: the rest of a
// sentence on the same line, a new paragraph or item on a line of its own.
func (c *celda) continuar(s celda) {
	c.avisos = append(c.avisos, s.avisos...)
	c.abierta = s.abierta
	if s.vacia() {
		return
	}
	if c.vacia() {
		c.bloques = s.bloques
		return
	}
	u := &c.bloques[len(c.bloques)-1]
	junto := sigueEnLinea(*u, s.bloques[0], c.ultimoOrden())
	renumerar(*u, c.ultimoOrden(), s.bloques, junto)
	// A list that goes on keeps its identity, so that a third page can follow.
	corrimiento := u.lista
	if !u.esItem() {
		corrimiento = c.ultimaLista()
	}
	for i := range s.bloques {
		if s.bloques[i].lista > 0 {
			s.bloques[i].lista += max(corrimiento-1, 0)
		}
	}
	if junto {
		u.pegar(string(s.bloques[0].texto))
		s.bloques = s.bloques[1:]
	}
	c.bloques = append(c.bloques, s.bloques...)
}

// ultimoOrden is the number of the last ordered item, 0 if there is none.
func (c celda) ultimoOrden() int {
	for i := len(c.bloques) - 1; i >= 0 && i >= len(c.bloques)-maxProfundidad; i-- {
		if c.bloques[i].orden > 0 {
			return c.bloques[i].orden
		}
		if n := c.bloques[i].ordinalPropio(); n > 0 {
			return n
		}
	}
	return 0
}

func (c celda) ultimaLista() int {
	for i := len(c.bloques) - 1; i >= 0 && i >= len(c.bloques)-maxProfundidad; i-- {
		if c.bloques[i].lista > 0 {
			return c.bloques[i].lista
		}
	}
	return 0
}

// sigueEnLinea decides whether block p, first of a page, goes on where u, last of
// the page before, stopped. orden is the number of the last ordered item before.
func sigueEnLinea(u, p bloque, orden int) bool {
	if n := p.ordinalPropio(); n > 0 {
		return !u.terminado() && n != orden+1 && !p.esItem()
	}
	if reVineta.Match(p.texto) || p.esItem() && p.marca != "" && p.marca != "• " {
		return false
	}
	if p.esItem() {
		// An item cut in two comes back as an item; what begins small goes on.
		return u.esItem() && p.empiezaMinuscula() && !u.terminado()
	}
	switch {
	case p.empiezaMinuscula(), u.cortaPalabra():
		return true
	case !p.etiqueta:
		// Bare text is the rest of the paragraph, unless a list had just ended.
		return !u.esItem() || !u.terminado()
	case u.terminado():
		return false
	default:
		return !u.esItem() || u.quedaPendiente()
	}
}

// cortaPalabra tells whether the text ends in the hyphen of a word cut in two.
func (b bloque) cortaPalabra() bool {
	n := len(b.texto)
	return n > 2 && (b.texto[n-1] == '-' && b.texto[n-2] != ' ' && b.texto[n-2] != '-' || bytes.HasSuffix(b.texto, []byte("\u00ad")))
}

// renumerar lets the counted items of the first list of a page go on from the last
// number of the page before, since each page counts its list from 1 again. One that says
// with which number it goes on is left alone.
func renumerar(u bloque, orden int, s []bloque, junto bool) {
	if orden == 0 || !(u.esItem() || u.ordinalPropio() > 0) {
		return
	}
	primero := 0
	if junto && !s[0].esItem() {
		primero = 1
	}
	if primero >= len(s) || !s[primero].contado || s[primero].cuenta != u.cuenta && (u.contado || s[primero].cuenta != cuentaLista{}) {
		return
	}
	mas := orden
	switch {
	case junto && primero == 0:
		mas = orden - s[0].orden
	case s[primero].orden > 1:
		return
	}
	for i := primero; i < len(s); i++ {
		if s[i].contado && s[i].lista == s[primero].lista {
			s[i].orden += mas
		}
	}
}

// compuestos are the first halves of words that are written with a hyphen of their own.
var compuestos = map[string]bool{
	"politico": true, "tecnico": true, "juridico": true, "teorico": true, "fisico": true, "socio": true, "historico": true, "economico": true,
	"administrativo": true, "medico": true, "franco": true, "ibero": true, "hispano": true, "mexico": true, "logico": true, "democratico": true,
}

// pegar adds what the next page says of the same line: after a blank, or right after a
// hyphen or bar, where a word was cut in two.
func (b *bloque) pegar(resto string) {
	const suave = "\u00ad"
	s := string(b.texto[max(0, len(b.texto)-40):])
	sigue, _ := utf8.DecodeRuneInString(resto)
	antes, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "-/"+suave))
	palabra := s[strings.LastIndexByte(s, ' ')+1:]
	letraODigito := unicode.IsLetter(sigue) || unicode.IsDigit(sigue)
	switch {
	case strings.HasSuffix(s, suave) && letraODigito:
		b.texto = b.texto[:len(b.texto)-len(suave)]
	case strings.HasSuffix(s, "-") && unicode.IsLower(sigue) && unicode.IsLower(antes) && strings.Count(palabra, "-") == 1 &&
		!compuestos[compromiso.Plegar(strings.TrimRight(palabra, "-"))]:
		b.texto = b.texto[:len(b.texto)-1]
	case strings.HasSuffix(s, "-") && letraODigito && (unicode.IsLetter(antes) || unicode.IsDigit(antes)):
	case strings.HasSuffix(s, "/") && letraODigito && (unicode.IsUpper(antes) || unicode.IsDigit(antes)):
	default:
		b.texto = append(b.texto, ' ')
	}
	b.texto = append(b.texto, resto...)
}
