package pdf

import (
	"bytes"
	"compress/zlib"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// lienzo writes what is drawn on the pages, in PDF's own words: a document's time and
// memory go there, so a page is compressed as soon as it is full, and words and numbers
// are put together without formatting. fpdf has empty pages in their place, and is told
// in the end which characters its faces need.
type lienzo struct {
	f       *fpdf.Fpdf
	alto    float64 // of the page: PDF measures from its foot
	b       []byte
	z       *zlib.Writer
	paginas [][]byte // compressed
	pies    [][]byte // of the pages, as they stand
	usadas  [caras][1 << 16 / 64]uint64

	// What the page was told, so as not to say it again for each piece.
	cara   cara
	cuerpo float32
	tinta  tinta
}

func (z *lienzo) iniciar(f *fpdf.Fpdf, alto float64) error {
	z.f, z.alto = f, alto
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	z.z = w
	return err
}

// otraPagina begins the content of a page, or of its foot.
func (z *lienzo) otraPagina() {
	z.b = append(z.b[:0], "0.5 w 0.47 G 0 g\n"...)
	z.cuerpo, z.tinta = 0, negra
}

// pagina ends the content of a page.
func (z *lienzo) pagina() {
	var b bytes.Buffer
	z.z.Reset(&b)
	_, _ = z.z.Write(z.b) // a bytes.Buffer takes everything
	_ = z.z.Close()
	z.paginas = append(z.paginas, bytes.Clone(b.Bytes()))
}

// pie ends the content of the foot of the next page.
func (z *lienzo) pie() { z.pies = append(z.pies, bytes.Clone(z.b)) }

// terminar tells fpdf the faces and their characters. It learns them from text that it
// draws, in the place of which the file has our own.
func (z *lienzo) terminar() {
	for k := range caras {
		var s strings.Builder
		for i, x := range z.usadas[k] {
			for ; x != 0; x &= x - 1 {
				s.WriteRune(rune(i*64 + bits.TrailingZeros64(x)))
			}
		}
		if s.Len() > 0 {
			z.conocer(k)
			z.f.Text(0, 0, s.String())
		}
	}
}

// conocer makes a face fpdf's current one.
func (z *lienzo) conocer(k cara) {
	z.f.AddUTF8FontFromBytes(familia, k.estilo(), k.ttf()) // once: the second time it does nothing
	z.f.SetFont(familia, k.estilo(), 10)
}

func (z *lienzo) fuente(k cara, cuerpo float32) {
	if z.cara != k || z.cuerpo != cuerpo {
		z.cara, z.cuerpo = k, cuerpo
		z.b = append(append(z.b, "BT /"...), k.recurso()...)
		z.b = append(z.b, ' ')
		z.numero(float64(cuerpo))
		z.b = append(z.b, "Tf ET\n"...)
	}
}

func (z *lienzo) pluma(t tinta) {
	if z.tinta != t {
		z.tinta = t
		z.b = append(z.b, [...]string{negra: "0 g\n", gris: "0.35 g\n", azul: "0.02 0.24 0.59 rg\n"}[t]...)
	}
}

// numero writes a number with two decimals, and a space.
func (z *lienzo) numero(v float64) {
	n := int64(math.Round(v * 100))
	if n < 0 {
		z.b, n = append(z.b, '-'), -n
	}
	z.b = strconv.AppendInt(z.b, n/100, 10)
	if n %= 100; n != 0 {
		z.b = append(z.b, '.', byte('0'+n/10))
		if n %= 10; n != 0 {
			z.b = append(z.b, byte('0'+n))
		}
	}
	z.b = append(z.b, ' ')
}

// renglon draws the text of a line whose column begins at x, and whose top is y.
func (z *lienzo) renglon(x, y float64, r renglon) {
	for _, t := range r.tramos {
		z.fuente(t.cara, t.cuerpo)
		z.pluma(t.tinta)
		z.b = append(z.b, "BT "...)
		z.numero(x + t.x)
		z.numero(z.alto - y - t.y)
		z.b = append(z.b, "Td ("...)
		z.texto(t.texto)
		z.b = append(z.b, ") Tj ET\n"...)
		if t.liga != "" {
			cuerpo := float64(t.cuerpo)
			z.f.LinkString(x+t.x, y+t.y-cuerpo*ascenso, t.ancho, cuerpo*(ascenso+descenso), t.liga)
		}
	}
}

// texto writes the characters, which are all of the first plane.
func (z *lienzo) texto(s string) {
	usadas := &z.usadas[z.cara]
	for _, r := range s {
		usadas[r>>6&1023] |= 1 << (r & 63)
		for _, x := range [2]byte{byte(r >> 8), byte(r)} {
			switch x {
			case '(', ')', '\\':
				z.b = append(z.b, '\\', x)
			case '\r':
				z.b = append(z.b, '\\', 'r')
			default:
				z.b = append(z.b, x)
			}
		}
	}
}

// parte begins what shows a part of the document's structure, adorno what is none; fin
// ends either.
func (z *lienzo) parte(papel string, numero int) {
	z.b = append(append(append(z.b, '/'), papel...), " <</MCID "...)
	z.b = append(strconv.AppendInt(z.b, int64(numero), 10), ">> BDC\n"...)
}

func (z *lienzo) adorno() { z.b = append(z.b, "/Artifact BMC\n"...) }

func (z *lienzo) fin() { z.b = append(z.b, "EMC\n"...) }

// cajas draws frames; those of headings have a ground.
func (z *lienzo) cajas(x, y float64, l []caja) {
	if len(l) == 0 {
		return
	}
	z.adorno()
	for _, c := range l {
		fin := "re S\n"
		if c.rellena {
			z.b = append(z.b, "0.89 g "...)
			fin = "re B 0 g\n"
			z.tinta = negra
		}
		for _, v := range [4]float64{x + c.x, z.alto - y - c.y - c.alto, c.ancho, c.alto} {
			z.numero(v)
		}
		z.b = append(z.b, fin...)
	}
	z.fin()
}

func (z *lienzo) raya(x, y, ancho float64) {
	z.numero(x)
	z.numero(z.alto - y)
	z.b = append(z.b, "m "...)
	z.numero(x + ancho)
	z.numero(z.alto - y)
	z.b = append(z.b, "l S\n"...)
}
