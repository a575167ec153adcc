package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/informe/documento"
)

// renglon is what is never cut: mostly one line of text, with its place inside the
// column it stands in. Distances are points.
type renglon struct {
	antes  float64 // space above, where something is above on the same page
	alto   float64
	tramos []tramo
	cajas  []caja
	junto  bool   // stays on the page of the next one
	marca  *marca // bookmark that leads here

	elemento int // the block of a cell that it is a line of; 0 is the cell itself
}

// tramo is text in one look; x is from the left of the column, y from the top of the
// line to the base of the letters.
type tramo struct {
	x, y, ancho float64
	texto       string
	liga        string
	cuerpo      float32
	cara        cara
	tinta       tinta
}

// caja is a frame, relative to its line.
type caja struct {
	x, y, ancho, alto float64
	rellena           bool
}

// marca is an entry of the outline.
type marca struct {
	texto string
	nivel int
}

type tinta uint8

const (
	negra tinta = iota
	gris
	azul
)

// tipo is how the text of a block looks.
type tipo struct {
	cuerpo  float64
	negrita bool
	centro  bool
	tinta   tinta
}

const interlinea = 1.19

func (t tipo) alto() float64 { return t.cuerpo * interlinea }

// base is the distance from the top of a line to the base of its letters.
func (t tipo) base() float64 {
	return t.cuerpo * ((interlinea-ascenso-descenso)/2 + ascenso)
}

// parrafo is text made ready to be broken: one string, and where its look changes.
type parrafo struct {
	texto  string
	tramos []estiloHasta
}

type estiloHasta struct {
	hasta int
	cara  cara
	liga  string
}

// preparar joins the runs of a paragraph, cleaned.
func (c *compositor) preparar(trozos []documento.Trozo, t tipo) parrafo {
	var p parrafo
	p.tramos = make([]estiloHasta, 0, len(trozos))
	for _, z := range trozos {
		k := deTrozo(z.Negrita || t.negrita, z.Cursiva)
		p.texto += c.faltas.limpiar(z.Texto, c.anchos[k])
		p.tramos = append(p.tramos, estiloHasta{len(p.texto), k, ligaSegura(z.Liga)})
	}
	return p
}

// ligaSegura is an address that a reader may follow, in the characters that a PDF
// takes in one; "" for any other.
func ligaSegura(s string) string {
	minusculas := strings.ToLower(s)
	if !strings.HasPrefix(minusculas, "http://") && !strings.HasPrefix(minusculas, "https://") && !strings.HasPrefix(minusculas, "mailto:") {
		return ""
	}
	var b strings.Builder
	for i := range len(s) {
		if x := s[i]; x <= ' ' || x >= 0x7F || strings.IndexByte(`()<>"\^{}|`+"`", x) >= 0 {
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[x>>4], hex[x&15]})
		} else {
			b.WriteByte(x)
		}
	}
	return b.String()
}

// componer breaks the runs into lines of a width and sets them at x.
func (c *compositor) componer(trozos []documento.Trozo, t tipo, x, ancho float64) []renglon {
	p := c.preparar(trozos, t)
	if strings.TrimSpace(p.texto) == "" {
		return nil
	}
	var l []renglon
	c.partir(p, int(ancho*1000/t.cuerpo), func(a, b, mide int) {
		dx := x
		if t.centro {
			dx += (ancho - float64(mide)*t.cuerpo/1000) / 2
		}
		l = append(l, renglon{alto: t.alto(), tramos: c.cortar(p, a, b, t, dx)})
	})
	return l
}

// partir finds the lines of a paragraph: as many words as fit; a word that is wider
// than a line is broken after a sign (/ - . @ …), or else where the line ends.
func (c *compositor) partir(p parrafo, cabe int, emitir func(a, b, mide int)) {
	var (
		ini, mide          int // of the line being filled
		finPalabra, sigue  int // the last space: where the text before it ends, where the text after it begins
		mideFin, mideSigue int
		signo, mideSigno   int // the last sign a long word may be broken after
		k                  int
		previo             rune
		texto              = p.texto
		letra              = c.anchos[p.tramos[0].cara]
	)
	for i := 0; i < len(texto); {
		for i >= p.tramos[k].hasta {
			k++
			letra = c.anchos[p.tramos[k].cara]
		}
		r, n := rune(texto[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(texto[i:])
		}
		w := letra.de(r)
		if r == ' ' {
			if i == ini { // no line begins with a space
				ini, i = i+n, i+n
				continue
			}
			if previo != ' ' {
				finPalabra, mideFin = i, mide
			}
			i, mide, previo = i+n, mide+w, r
			sigue, mideSigue = i, mide
			continue
		}
		if mide+w > cabe && i > ini && !unicode.Is(unicode.Mn, r) {
			switch {
			case sigue > ini:
				emitir(ini, finPalabra, mideFin)
				ini, mide = sigue, mide-mideSigue
				if signo > sigue {
					mideSigno -= mideSigue
				}
			case signo > ini:
				emitir(ini, signo, mideSigno)
				ini, mide = signo, mide-mideSigno
			default:
				emitir(ini, i, mide)
				ini, mide = i, 0
			}
			continue
		}
		i, mide, previo = i+n, mide+w, r
		if partible(r) {
			signo, mideSigno = i, mide
		}
	}
	fin := len(texto)
	if previo == ' ' && finPalabra > ini {
		fin, mide = finPalabra, mideFin
	}
	if fin > ini {
		emitir(ini, fin, mide)
	}
}

func partible(r rune) bool {
	switch r {
	case '/', '-', '.', ',', ';', ':', '_', '@', '?', '&', '=', '#', '–', '—', '…', ')':
		return true
	}
	return false
}

// cortar makes the pieces of one line, each in its look.
func (c *compositor) cortar(p parrafo, a, b int, t tipo, x float64) []tramo {
	desde := len(c.almacen)
	if cap(c.almacen)-desde < len(p.tramos)+1 {
		// Pieces of many lines share one allocation.
		c.almacen, desde = make([]tramo, 0, max(1024, len(p.tramos)+1)), 0
	}
	y := t.base()
	for _, e := range p.tramos {
		if e.hasta <= a {
			continue
		}
		fin := min(b, e.hasta)
		s := p.texto[a:fin]
		ancho := float64(c.mide(s, e.cara)) * t.cuerpo / 1000
		if fin == b && fin < e.hasta && p.texto[fin] == ' ' {
			s = p.texto[a : fin+1] // unseen, but whoever reads on or copies finds two words
		}
		tinta := t.tinta
		if e.liga != "" {
			tinta = azul
		}
		c.almacen = append(c.almacen, tramo{x: x, y: y, ancho: ancho, texto: s, liga: e.liga, cuerpo: float32(t.cuerpo), cara: e.cara, tinta: tinta})
		x += ancho
		if a = fin; a >= b {
			break
		}
	}
	return c.almacen[desde:len(c.almacen):len(c.almacen)]
}

func (c *compositor) mide(s string, k cara) int {
	n, letra := 0, c.anchos[k]
	for _, r := range s {
		n += letra.de(r)
	}
	return n
}
