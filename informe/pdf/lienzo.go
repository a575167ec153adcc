package pdf

import (
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// lienzo draws on fpdf's page, and remembers what the page was told, so as not to say
// it again for each piece.
type lienzo struct {
	f      *fpdf.Fpdf
	cara   cara
	cuerpo float32
	tinta  tinta
	dadas  [caras]bool // faces that fpdf has: only those in use are embedded
}

// otraPagina forgets what the page before was told.
func (z *lienzo) otraPagina() {
	z.cuerpo = 0
	z.f.SetDrawColor(120, 120, 120)
	z.f.SetLineWidth(0.5)
	z.tinta = negra
	z.f.SetTextColor(0, 0, 0)
}

func (z *lienzo) fuente(k cara, cuerpo float32) {
	if z.cara != k || z.cuerpo != cuerpo {
		if !z.dadas[k] {
			z.f.AddUTF8FontFromBytes(familia, k.estilo(), k.ttf())
			z.dadas[k] = true
		}
		z.f.SetFont(familia, k.estilo(), float64(cuerpo))
		z.cara, z.cuerpo = k, cuerpo
	}
}

func (z *lienzo) pluma(t tinta) {
	if z.tinta == t {
		return
	}
	z.tinta = t
	switch t {
	case negra:
		z.f.SetTextColor(0, 0, 0)
	case gris:
		z.f.SetTextColor(90, 90, 90)
	case azul:
		z.f.SetTextColor(5, 60, 150)
	}
}

// renglon draws the text of a line whose column begins at x, and whose top is y.
func (z *lienzo) renglon(x, y float64, r renglon) {
	for _, t := range r.tramos {
		z.fuente(t.cara, t.cuerpo)
		z.pluma(t.tinta)
		z.f.Text(x+t.x, y+t.y, t.texto)
		if t.liga != "" {
			cuerpo := float64(t.cuerpo)
			z.f.LinkString(x+t.x, y+t.y-cuerpo*ascenso, t.ancho, cuerpo*(ascenso+descenso), t.liga)
		}
	}
}

// parte begins what shows a part of the document's structure, adorno what is none; fin
// ends either.
func (z *lienzo) parte(papel string, numero int) {
	z.f.RawWriteStr("/" + papel + " <</MCID " + strconv.Itoa(numero) + ">> BDC")
}

func (z *lienzo) adorno() { z.f.RawWriteStr("/Artifact BMC") }

func (z *lienzo) fin() { z.f.RawWriteStr("EMC") }

// cajas draws frames; those of headings have a ground.
func (z *lienzo) cajas(x, y float64, l []caja) {
	if len(l) == 0 {
		return
	}
	z.adorno()
	defer z.fin()
	for _, c := range l {
		estilo := "D"
		if c.rellena {
			z.f.SetFillColor(226, 226, 226)
			estilo = "FD"
		}
		z.f.Rect(x+c.x, y+c.y, c.ancho, c.alto, estilo)
	}
}

func (z *lienzo) raya(x, y, ancho float64) { z.f.Line(x, y, x+ancho, y) }
