package pdf

import (
	"fmt"
	"math"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// cara is one face of the typeface.
type cara uint8

const (
	normal cara = iota
	negrita
	cursiva
	negritaCursiva
	caras // how many
)

// deTrozo is the face of a run; a block may be bold as a whole.
func deTrozo(esNegrita, esCursiva bool) cara {
	c := normal
	if esNegrita {
		c |= negrita
	}
	if esCursiva {
		c |= cursiva
	}
	return c
}

// estilo is the face as fpdf names it.
func (c cara) estilo() string { return [caras]string{"", "B", "I", "BI"}[c] }

// nombre is the face's own name, marked as only the part of it that the document needs.
func (c cara) nombre() string {
	return "CMPROM+LiberationSans" + [caras]string{"", "-Bold", "-Italic", "-BoldItalic"}[c]
}

// recurso is what pages call the face.
func (c cara) recurso() string { return [caras]string{"F0", "F1", "F2", "F3"}[c] }

func (c cara) ttf() []byte {
	return [caras][]byte{
		liberationsansregular.TTF, liberationsansbold.TTF, liberationsansitalic.TTF, liberationsansbolditalic.TTF,
	}[c]
}

// The typeface's own measures, in parts of its size.
const (
	ascenso  = 0.905
	descenso = 0.212
)

// anchos holds the width of each character of the first plane in thousandths of the
// size, and two marks. It is read for every character of every document, so it is
// a plain array, made once for each face.
type anchos [1 << 16]uint16

const (
	sinLetra  = 1 << 15 // the face has no such character
	aRevisar  = 1 << 14 // the character is not drawn as it stands: marks, controls, what has no width
	soloAncho = aRevisar - 1
)

func (a *anchos) de(r rune) int {
	if r >= 1<<16 {
		return 0
	}
	return int(a[r] & soloAncho)
}

// tiene tells whether the face can draw the character.
func (a *anchos) tiene(r rune) bool { return r < 1<<16 && a[r]&sinLetra == 0 }

// directo tells whether the character is drawn as it stands.
func (a *anchos) directo(r rune) bool { return r < 1<<16 && a[r]&(sinLetra|aRevisar) == 0 }

var tablas = [caras]func() (*anchos, error){
	sync.OnceValues(func() (*anchos, error) { return medir(normal) }),
	sync.OnceValues(func() (*anchos, error) { return medir(negrita) }),
	sync.OnceValues(func() (*anchos, error) { return medir(cursiva) }),
	sync.OnceValues(func() (*anchos, error) { return medir(negritaCursiva) }),
}

func medir(c cara) (*anchos, error) {
	f, err := sfnt.Parse(c.ttf())
	if err != nil {
		return nil, fmt.Errorf("la letra %q no se puede leer: %w", c.estilo(), err)
	}
	a := new(anchos)
	var buf sfnt.Buffer
	em := f.UnitsPerEm()
	for r := range rune(1 << 16) {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			a[r] = sinLetra
			continue
		}
		ancho, err := f.GlyphAdvance(&buf, g, fixed.I(int(em)), font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("la letra %q no dice el ancho de %q: %w", c.estilo(), r, err)
		}
		// Rounded as fpdf rounds it, so that what is measured is what is drawn.
		a[r] = uint16(math.Round(float64(ancho.Round()) * 1000 / float64(em)))
		if r < ' ' || (a[r] == 0 && r != ' ') || invisible(r) {
			a[r] |= aRevisar
		}
	}
	return a, nil
}
