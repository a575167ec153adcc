package informe

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// celda is what a cell says: paragraphs and list items, one line each.
type celda struct {
	bloques []bloque
	avisos  []string // what flattening could not keep
	abierta bool     // the cell ends inside a tag or an open element
}

// bloque is one paragraph or list item.
type bloque struct {
	texto    []byte      // without the marker
	marca    string      // "1. ", "• ", an item's own "a) "; "" for a paragraph
	orden    int         // number of an ordered item, counted or its own; 0 none
	contado  bool        // the number was counted by us, not written in the document
	cuenta   cuentaLista // how a counted number is shown
	lista    int         // which list of the cell it belongs to, from 1; 0 none
	etiqueta bool        // the document marked its beginning (a tag), it is not bare text
}

func (b bloque) esItem() bool { return b.lista > 0 }

func (b bloque) linea() string {
	if b.contado {
		return b.cuenta.rotulo(b.orden) + " " + string(b.texto)
	}
	return b.marca + string(b.texto)
}

func (c celda) vacia() bool { return len(c.bloques) == 0 }

// String is the text of the contract: a paragraph or list item per line.
func (c celda) String() string { return strings.Join(c.lineas(), "\n") }

func (c celda) lineas() []string {
	l := make([]string, len(c.bloques))
	for i, b := range c.bloques {
		l[i] = b.linea()
	}
	return l
}

// enLinea is the text on one line, for the cells whose lines mean nothing.
func (c celda) enLinea() string { return strings.Join(c.lineas(), " ") }

// items are the lines without the markers that make them a list.
func (c celda) items() []string {
	var l []string
	for _, b := range c.bloques {
		if s := strings.TrimSpace(reVineta.ReplaceAllString(string(b.texto), "")); s != "" {
			l = append(l, s)
		}
	}
	return l
}

// runas is the length of the cell in characters, near enough to tell a name from
// a paragraph.
func (c celda) runas() int {
	n := 0
	for _, b := range c.bloques {
		n += utf8.RuneCount(b.texto)
	}
	return n
}

var (
	// reVineta is a bullet written by hand; a dash or asterisk needs its blank.
	reVineta = regexp.MustCompile(`^(?:[•·▪▫◦‣●○■□∙\x{f0b7}\x{f0a7}]\s*|[-–—*]\s+)`)
	// reOrdinal is the number or letter that an item carries by itself.
	reOrdinal = regexp.MustCompile(`^\(?(?:(\d{1,3})|[a-z]|[ivx]{1,5}|[IVX]{1,5})(?:\.-|[.)])\s+`)
)

// marcar gives a list item its marker: its own if it wrote one, else the list's.
func (b *bloque) marcar(ordenada bool, n int, como cuentaLista) {
	switch m := reOrdinal.FindSubmatch(b.texto); {
	case m != nil:
		b.marca = strings.Join(strings.Fields(string(m[0])), " ") + " "
		b.orden, _ = strconv.Atoi(string(m[1]))
		b.texto = b.texto[len(m[0]):]
	case reVineta.Match(b.texto):
		b.marca = "• "
		b.texto = b.texto[len(reVineta.Find(b.texto)):]
	case ordenada:
		b.orden, b.contado, b.cuenta = n, true, como
	default:
		b.marca = "• "
	}
}

// ordinalPropio is the number with which a bare paragraph begins, as «3. …» does
// when a page break left the tail of a list without its list.
func (b bloque) ordinalPropio() int {
	if b.esItem() {
		if b.contado {
			return 0
		}
		return b.orden
	}
	if m := reOrdinal.FindSubmatch(b.texto); m != nil {
		n, _ := strconv.Atoi(string(m[1]))
		return n
	}
	return 0
}

func (b bloque) primera() rune {
	for _, r := range string(b.texto[:min(len(b.texto), 16)]) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

func (b bloque) empiezaMinuscula() bool { return unicode.IsLower(b.primera()) }

var reFinItem = regexp.MustCompile(`[.;:!?…»”"]$|[;,] [yo]$`)

// terminado tells whether the text ends where a sentence or an item may end.
func (b bloque) terminado() bool {
	return reFinItem.Match(b.texto[max(0, len(b.texto)-8):])
}

// rePendiente are the endings after which a sentence must go on.
var rePendiente = regexp.MustCompile(`(?i)(?:,|[ (](?:a|al|ante|con|de|del|desde|e|el|en|entre|la|las|lo|los|para|por|que|se|sin|sobre|su|sus|u|un|una|y|o))$`)

func (b bloque) quedaPendiente() bool {
	return rePendiente.Match(b.texto[max(0, len(b.texto)-12):])
}

// maxCorta is past what any number, state, date or session needs.
const maxCorta = 800

// corta is enLinea for a cell that only matters when it is short; the rest of a
// long one is left out, so that its length costs nothing each time it is looked at.
func (c celda) corta() string {
	var b strings.Builder
	for i, q := range c.bloques {
		if b.Len() > maxCorta {
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		q.texto = q.texto[:min(len(q.texto), maxCorta+1)]
		b.WriteString(q.linea())
	}
	return b.String()
}

// igual tells whether two cells say the same.
func (c celda) igual(d celda) bool {
	return slices.EqualFunc(c.bloques, d.bloques, func(a, b bloque) bool {
		return a.marca == b.marca && a.orden == b.orden && a.cuenta == b.cuenta && bytes.Equal(a.texto, b.texto)
	})
}

// copia is a cell that may be continued without touching this one. It keeps no more
// than a session needs: the one in force is copied to every row below it.
func (c celda) copia() celda {
	d := celda{abierta: c.abierta}
	total := 0
	for _, b := range c.bloques {
		if total += len(b.texto); total > maxCorta {
			break
		}
		b.texto = bytes.Clone(b.texto)
		d.bloques = append(d.bloques, b)
	}
	return d
}

// terminada tells whether the cell ends as a sentence does.
func (c celda) terminada() bool {
	return !c.vacia() && strings.HasSuffix(string(c.bloques[len(c.bloques)-1].texto), ".") && c.runas() > 12
}

// celdaSimple is a cell of one paragraph, in which nothing is a tag.
func celdaSimple(s string) celda {
	if s = enUnaLinea(s); s == "" {
		return celda{}
	}
	return celda{bloques: []bloque{{texto: []byte(s)}}}
}

// quedaAbierta tells whether the cell ends where a sentence must go on.
func (c celda) quedaAbierta() bool {
	return !c.vacia() && c.bloques[len(c.bloques)-1].quedaPendiente()
}
