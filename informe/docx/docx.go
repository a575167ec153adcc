// Package docx writes a document as Word's file format, Office Open XML (ECMA-376).
//
// The text goes straight into the archive while the tree is walked: nothing but the
// lists and links met on the way is kept in memory. The order of the elements inside
// pPr, rPr, tblPr, tcPr and sectPr is the schema's, since Word refuses any other.
package docx

import (
	"archive/zip"
	"compress/flate"
	"embed"
	"fmt"
	"io"
	"time"

	"compromisos/informe/documento"
)

// The parts that are the same in every document: the styles, which a person may change
// afterwards, and what ties the parts together.
//
//go:embed partes/*.xml
var partes embed.FS

// fijas are those parts, in the order of the archive. The types come first, as Word
// writes them.
var fijas = []struct{ archivo, nombre string }{
	{"partes/tipos.xml", "[Content_Types].xml"},
	{"partes/relaciones.xml", "_rels/.rels"},
	{"partes/estilos.xml", "word/styles.xml"},
	{"partes/ajustes.xml", "word/settings.xml"},
}

// hechoEn is the time of every file of the archive: the first that its format knows.
var hechoEn = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// compresion makes of such repetitive text files as small as the usual 6, in half the time.
const compresion = 3

// Write writes d. The same document gives the same bytes.
func Write(w io.Writer, d documento.Documento) error {
	z := zip.NewWriter(w)
	c, err := flate.NewWriter(io.Discard, compresion)
	if err != nil {
		return err
	}
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		c.Reset(w) // one part after the other
		return c, nil
	})
	for _, p := range fijas {
		b, err := partes.ReadFile(p.archivo)
		if err != nil {
			return err
		}
		if err := parte(z, p.nombre, func(e *escritor) error { e.crudo(string(b)); return nil }); err != nil {
			return err
		}
	}
	h := newHoja(d.Apaisado)
	rel := &relaciones{ids: map[string]string{}}
	num := &numeracion{}
	for _, p := range []struct {
		nombre string
		texto  func(e *escritor) error
	}{
		{"docProps/core.xml", func(e *escritor) error { propiedades(e, d); return nil }},
		{"word/footer1.xml", func(e *escritor) error { pie(e, d.Pie, h); return nil }},
		{"word/document.xml", func(e *escritor) error {
			return (&redactor{escritor: e, hoja: h, rel: rel, num: num}).documento(d)
		}},
		{"word/numbering.xml", func(e *escritor) error { num.escribir(e); return nil }},
		{"word/_rels/document.xml.rels", func(e *escritor) error { rel.escribir(e); return nil }},
	} {
		if err := parte(z, p.nombre, p.texto); err != nil {
			return err
		}
	}
	return z.Close()
}

// parte adds one file to the archive.
func parte(z *zip.Writer, nombre string, texto func(e *escritor) error) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: nombre, Method: zip.Deflate, Modified: hechoEn})
	if err != nil {
		return err
	}
	e := &escritor{w: f, b: make([]byte, 0, 2*lleno)}
	if err := texto(e); err != nil {
		return fmt.Errorf("%s: %w", nombre, err)
	}
	return e.vaciar()
}

// hoja is the paper: letter, as offices in Mexico use, in twentieths of a point.
type hoja struct {
	ancho, alto, margen int
	apaisada            bool
}

func newHoja(apaisada bool) hoja {
	if apaisada {
		return hoja{ancho: 15840, alto: 12240, margen: 1134, apaisada: true}
	}
	return hoja{ancho: 12240, alto: 15840, margen: 1418}
}

// util is the width between the margins.
func (h hoja) util() int { return h.ancho - 2*h.margen }
