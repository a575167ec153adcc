// Package pdf draws a document as PDF: letter size, embedded Liberation Sans, text that
// can be selected in its reading order, an outline, the structure that readers for the
// blind go by, and the same bytes for the same document.
//
// Layout is ours and fpdf writes the file. A block becomes lines (renglon); lines go to
// the page from top to bottom; the cells of a row side by side, cut where the page ends.
// A page is drawn as soon as it is full, so that what is held does not grow with the
// document.
package pdf

import (
	"bytes"
	"fmt"
	"io"

	"compromisos/informe/documento"
)

// Write writes the document. The warnings tell what the typeface could not show, one
// for each kind of character.
func Write(w io.Writer, d documento.Documento) (advertencias []string, err error) {
	c, err := nuevo(d)
	if err != nil {
		return nil, err
	}
	c.bloques(d.Bloques, 0, c.ancho, c.molde, c)
	c.terminar()
	var b bytes.Buffer
	if err := c.f.Output(&b); err != nil {
		return nil, fmt.Errorf("no se pudo escribir el PDF: %w", err)
	}
	if err := completar(w, b.Bytes(), c); err != nil {
		return nil, err
	}
	return c.faltas.advertencias(), nil
}
