package informe

import (
	"encoding/xml"
	"strconv"
	"strings"
)

const nivelesDOCX = 9

// nivelDOCX is how one level of a list looks.
type nivelDOCX struct {
	formato, texto, estilo string
	inicio                 int
	sigue                  bool // its count goes on when a level above goes on
}

// listaDOCX is a definition, or what an instance changes of one.
type listaDOCX struct {
	niveles  [nivelesDOCX]*nivelDOCX
	enlace   string            // the style whose list this is
	de       string            // of an instance: its definition
	empiezan [nivelesDOCX]*int // of an instance: the first numbers
}

// numerador gives the paragraphs of a document the numbers that Word shows.
type numerador struct {
	definiciones, listas map[string]*listaDOCX
	cuentas              map[string]*[nivelesDOCX]cuentaDOCX // by definition, which its instances share
	usadas               map[string]bool
}

func newNumerador() *numerador {
	return &numerador{map[string]*listaDOCX{}, map[string]*listaDOCX{}, map[string]*[nivelesDOCX]cuentaDOCX{}, map[string]bool{}}
}

// leer reads the definitions.
func (n *numerador) leer(p *paquete, parte string) error {
	var l *listaDOCX
	var nivel *nivelDOCX
	en := 0
	return p.recorrer(parte, func(e xml.StartElement, _ *lectorXML) error {
		switch v := atributo(e, "val"); e.Name.Local {
		case "abstractNum":
			l, nivel = &listaDOCX{}, nil
			n.definiciones[atributo(e, "abstractNumId")] = l
		case "num":
			l, nivel = &listaDOCX{}, nil
			n.listas[atributo(e, "numId")] = l
		case "lvlOverride":
			en = nivelDe(atributo(e, "ilvl"))
		case "lvl":
			nivel = &nivelDOCX{inicio: 1}
			if l != nil {
				l.niveles[nivelDe(atributo(e, "ilvl"))] = nivel
			}
		default:
			if l != nil {
				l.propiedad(e.Name.Local, v, en)
			}
			if nivel != nil {
				nivel.propiedad(e.Name.Local, v)
			}
		}
		return nil
	})
}

func (l *listaDOCX) propiedad(nombre, v string, en int) {
	switch nombre {
	case "abstractNumId":
		l.de = v
	case "numStyleLink":
		l.enlace = v
	case "startOverride":
		l.empiezan[en] = new(numeroDOCX(v))
	}
}

func (n *nivelDOCX) propiedad(nombre, v string) {
	switch nombre {
	case "start":
		n.inicio = numeroDOCX(v)
	case "numFmt":
		if n.formato == "" || n.formato == "custom" { // what older programs are told comes second
			n.formato = v
		}
	case "lvlText":
		n.texto = v
	case "pStyle":
		n.estilo = v
	case "lvlRestart":
		n.sigue = v == "0"
	}
}

func nivelDe(s string) int { return min(max(numeroDOCX(s), 0), nivelesDOCX-1) }

func numeroDOCX(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > 1_000_000 {
		return 0
	}
	return n
}

// definicion is that of a list, through the style that may stand between.
func (n *numerador) definicion(l *listaDOCX, estilos map[string]estiloDOCX) (string, *listaDOCX) {
	id := l.de
	d := n.definiciones[id]
	for range 4 {
		if d == nil || d.enlace == "" {
			break
		}
		otra := n.listas[estilos[d.enlace].lista]
		if otra == nil {
			break
		}
		id, d = otra.de, n.definiciones[otra.de]
	}
	return id, d
}

// cuentaDOCX is where the count of a level is.
type cuentaDOCX struct {
	n       int
	abierta bool
}

// marcaDOCX is what Word shows before a paragraph.
type marcaDOCX struct {
	vineta  bool
	n       int    // of a plain count, 0 for none
	visible string // as Word shows it: «1.», «a)», «2.1.»
	lista   string // which list and level
}

// marca counts a paragraph of a list; nil shows nothing before it.
func (n *numerador) marca(id string, en int, estilos map[string]estiloDOCX) *marcaDOCX {
	l := n.listas[id]
	if l == nil {
		return nil
	}
	de, d := n.definicion(l, estilos)
	if d == nil {
		return nil
	}
	c := n.cuentas[de]
	if c == nil {
		c = &[nivelesDOCX]cuentaDOCX{}
		n.cuentas[de] = c
	}
	if !n.usadas[id] {
		n.usadas[id] = true
		for i, e := range l.empiezan {
			if e != nil {
				c[i] = cuentaDOCX{*e - 1, true}
			}
		}
	}
	nivel := l.nivel(d, en)
	if nivel == nil {
		return nil
	}
	l.contar(c, d, en)
	m := &marcaDOCX{lista: id + "/" + strconv.Itoa(en)}
	if m.vineta = nivel.formato == "bullet"; !m.vineta {
		l.rotular(m, c, d, en)
		if m.visible == "" {
			return nil
		}
	}
	return m
}

// nivelDeEstilo is the level of a list that is tied to a style.
func (n *numerador) nivelDeEstilo(id, estilo string, estilos map[string]estiloDOCX) int {
	l := n.listas[id]
	if l == nil {
		return 0
	}
	if _, d := n.definicion(l, estilos); d != nil {
		for i, x := range d.niveles {
			if x != nil && x.estilo == estilo {
				return i
			}
		}
	}
	return 0
}

// contar moves the count of a level on, and lets those below begin again.
func (l *listaDOCX) contar(c *[nivelesDOCX]cuentaDOCX, d *listaDOCX, en int) {
	if c[en].abierta {
		c[en].n++
	} else {
		c[en] = cuentaDOCX{l.inicio(d, en), true}
	}
	for i := en + 1; i < nivelesDOCX; i++ {
		if x := l.nivel(d, i); x == nil || !x.sigue {
			c[i].abierta = false
		}
	}
}

func (l *listaDOCX) nivel(d *listaDOCX, en int) *nivelDOCX {
	if l.niveles[en] != nil {
		return l.niveles[en]
	}
	return d.niveles[en]
}

func (l *listaDOCX) inicio(d *listaDOCX, en int) int {
	if l.empiezan[en] != nil {
		return *l.empiezan[en]
	}
	if x := l.nivel(d, en); x != nil {
		return x.inicio
	}
	return 1
}

// rotular puts the counts into the text of the level.
func (l *listaDOCX) rotular(m *marcaDOCX, c *[nivelesDOCX]cuentaDOCX, d *listaDOCX, en int) {
	nivel := l.nivel(d, en)
	s, cuantas := nivel.texto, 0
	for i := range en + 1 {
		hueco := "%" + strconv.Itoa(i+1)
		if !strings.Contains(s, hueco) {
			continue
		}
		n, formato := c[i].n, "decimal"
		if !c[i].abierta {
			n = l.inicio(d, i)
		}
		if x := l.nivel(d, i); x != nil {
			formato = x.formato
		}
		s = strings.ReplaceAll(s, hueco, contado(n, formato))
		if cuantas++; i == en && (formato == "decimal" || formato == "decimalZero") {
			m.n = n
		}
	}
	m.visible = strings.TrimSpace(s)
	// A plain count, whatever its point, is an item of an ordered list; what is more than
	// that is kept as it is shown.
	if cuantas != 1 || strings.Trim(m.visible, "0123456789.)(-°º ") != "" {
		m.n = 0
	}
}

// contado is a number in one of Word's formats.
func contado(n int, formato string) string {
	switch formato {
	case "lowerLetter", "upperLetter":
		if n < 1 || n > 26*20 {
			break
		}
		// After z comes aa, then bb.
		s := strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
		if formato == "upperLetter" {
			s = strings.ToUpper(s)
		}
		return s
	case "lowerRoman":
		return strings.ToLower(romano(n))
	case "upperRoman":
		return romano(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + ".º"
	case "none":
		return ""
	}
	return strconv.Itoa(n)
}

func romano(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= r.n; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}
