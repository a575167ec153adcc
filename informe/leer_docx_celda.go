package informe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// celdaDOCX makes a cell of paragraphs, as aplanar does of HTML.
type celdaDOCX struct {
	a      aplanador
	listas map[string]int
	marca  *marcaDOCX
	desde  int  // the first block of the paragraph
	sigue  bool // the next paragraph goes on with this one
	rotulo string
	// exacta takes what we wrote to the letter: no item has a number or a bullet besides
	// that of its list, and no blank is one too many.
	exacta bool
}

func (x *celdaDOCX) empezar(m *marcaDOCX) {
	if x.sigue {
		x.sigue = false
		return
	}
	x.a.cerrar()
	x.a.item, x.a.etiqueta = false, true
	x.marca, x.desde = m, len(x.a.bloques)
	if m == nil {
		return
	}
	if x.listas == nil {
		x.listas = map[string]int{}
	}
	id := x.listas[m.lista]
	if id == 0 {
		x.a.hechas++
		id = x.a.hechas
		x.listas[m.lista] = id
	}
	x.a.item = !x.exacta
	x.a.listas = []listaAbierta{{ordenada: !m.vineta, n: m.n, id: id}}
}

// terminar ends a paragraph. A label that is no plain count is kept as Word shows it;
// one without any text may be all that the cell says.
func (x *celdaDOCX) terminar(sigue bool) {
	if x.sigue = sigue; sigue {
		return
	}
	x.a.cerrar()
	m := x.marca
	if x.exacta && m != nil && len(x.a.bloques) > x.desde {
		b := &x.a.bloques[x.desde]
		b.lista, b.orden, b.contado, b.marca = x.a.listas[0].id, m.n, m.n > 0, m.visible+" "
		if m.vineta {
			b.marca = "• "
		}
		return
	}
	if m == nil || m.vineta {
		return
	}
	if len(x.a.bloques) == x.desde {
		x.rotulo = m.visible
		return
	}
	if b := &x.a.bloques[x.desde]; b.contado && m.n == 0 {
		b.marca, b.contado, b.orden = m.visible+" ", false, 0
	}
}

func (x *celdaDOCX) escribir(s string) {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsSpace(r) && (!x.exacta || r < ' '):
			x.a.hueco = true
		case esControl(r):
		default:
			x.a.letra([]byte(s[:n]))
		}
		s = s[n:]
	}
}

func (x *celdaDOCX) fin() celda {
	x.terminar(false)
	c := x.a.fin()
	if c.vacia() && x.rotulo != "" {
		c.bloques = []bloque{{texto: []byte(strings.TrimRight(x.rotulo, ".) ")), etiqueta: true}}
	}
	return c
}
