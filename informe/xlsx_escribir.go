package informe

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"compromisos/compromiso"
)

// estiloXLSX is the look of a cell, by its place in estilosXLSX.
type estiloXLSX int

const (
	estiloNinguno estiloXLSX = iota
	estiloTitulo
	estiloLinea
	estiloEncabezado
	estiloTexto
	estiloNegrita
	estiloCentro
	estiloFecha
	estiloLiteral // a text that begins as a formula does
)

// celdaXLSX is a cell to write: a text or, when it is one, a date.
type celdaXLSX struct {
	texto  string
	fecha  compromiso.Fecha
	estilo estiloXLSX
}

// hojaXLSX is a sheet to write. filas gives its rows from top to bottom.
type hojaXLSX struct {
	nombre     string
	anchos     []float64
	pie        string
	encabezado int  // its heading row, which stays in sight and is printed on each page; 0 none
	filtro     bool // the rows below the heading can be filtered
	filas      func(poner func(fila int, celdas []celdaXLSX) error) error

	ultima int // row, once it is written
}

// fechaZip is the time of every part: the bytes do not depend on the clock.
var fechaZip = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// escritorXLSX writes the parts of a workbook one after the other. Of the sheets, no more
// than a row is in memory.
type escritorXLSX struct {
	z *zip.Writer
	b []byte
}

func escribirXLSX(w io.Writer, p propiedadesXLSX, hojas []*hojaXLSX) error {
	e := &escritorXLSX{z: zip.NewWriter(w)}
	fijas := []struct{ nombre, texto string }{
		{"[Content_Types].xml", tiposXLSX(hojas)},
		{"_rels/.rels", relsRaiz},
		{"docProps/app.xml", appXLSX},
		{"docProps/core.xml", p.xml()},
		{"xl/styles.xml", estilosXLSX},
		{"xl/_rels/workbook.xml.rels", relsLibro(hojas)},
	}
	for _, f := range fijas {
		if err := e.parte(f.nombre, f.texto); err != nil {
			return err
		}
	}
	for i, h := range hojas {
		if err := e.hoja(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), h, i == 0); err != nil {
			return err
		}
	}
	// After the sheets: it says where their tables end.
	if err := e.parte("xl/workbook.xml", cuerpoXLSX(hojas)); err != nil {
		return err
	}
	return e.z.Close()
}

func (e *escritorXLSX) abrir(nombre string) (io.Writer, error) {
	return e.z.CreateHeader(&zip.FileHeader{Name: nombre, Method: zip.Deflate, Modified: fechaZip})
}

func (e *escritorXLSX) parte(nombre, texto string) error {
	w, err := e.abrir(nombre)
	if err == nil {
		_, err = io.WriteString(w, texto)
	}
	return err
}

const cabezaXML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

func (e *escritorXLSX) hoja(parte string, h *hojaXLSX, primera bool) error {
	w, err := e.abrir(parte)
	if err != nil {
		return err
	}
	e.b = append(e.b[:0], cabezaXML+`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"`...)
	if primera {
		e.b = append(e.b, ` tabSelected="1"`...)
	}
	if h.encabezado > 0 {
		celda := "A" + strconv.Itoa(h.encabezado+1)
		e.b = fmt.Appendf(e.b, `><pane ySplit="%d" topLeftCell="%s" activePane="bottomLeft" state="frozen"/>`+
			`<selection pane="bottomLeft" activeCell="%s" sqref="%s"/></sheetView>`, h.encabezado, celda, celda, celda)
	} else {
		e.b = append(e.b, `/>`...)
	}
	e.b = append(e.b, `</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`...)
	for i, a := range h.anchos {
		e.b = fmt.Appendf(e.b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, a)
	}
	e.b = append(e.b, `</cols><sheetData>`...)
	err = h.filas(func(fila int, celdas []celdaXLSX) error {
		h.ultima = fila
		e.fila(fila, altoDe(celdas, h.anchos), celdas)
		if len(e.b) < 1<<16 {
			return nil
		}
		_, err := w.Write(e.b)
		e.b = e.b[:0]
		return err
	})
	if err != nil {
		return err
	}
	e.b = append(e.b, `</sheetData>`...)
	if h.filtro {
		e.b = append(e.b, `<autoFilter ref="`+h.rango("")+`"/>`...)
	}
	e.b = append(e.b, `<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.6" header="0.3" footer="0.3"/>`+
		`<pageSetup paperSize="1" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>`...)
	e.texto("&L&8" + dePie(h.pie) + "&R&8Página &P de &N")
	e.b = append(e.b, `</oddFooter></headerFooter></worksheet>`...)
	_, err = w.Write(e.b)
	return err
}

// rango is the table with its heading; marca is "$" where it must not move.
func (h *hojaXLSX) rango(marca string) string {
	return fmt.Sprintf("%sA%s%d:%s%s%s%d", marca, marca, h.encabezado, marca, letrasDe(len(h.anchos)-1), marca, max(h.ultima, h.encabezado))
}

// maxAlto is as high as Excel lets a row be, in points.
const maxAlto = 409

// altoDe is how high a row must be for its texts, in points. Excel works it out by itself
// when somebody types in the row; LibreOffice does not when it opens a file.
func altoDe(celdas []celdaXLSX, anchos []float64) float64 {
	lineas := 1
	for i, c := range celdas {
		switch c.estilo {
		case estiloTitulo:
			return 20
		case estiloLinea:
			return 16
		}
		// Letters are narrower than the digits that widths are counted in, bold ones less so.
		caben := 1.22*anchos[i] - 1
		if c.estilo == estiloEncabezado || c.estilo == estiloNegrita {
			caben = 0.95*anchos[i] - 1
		}
		n := 0
		for l := range strings.SplitSeq(c.texto, "\n") {
			n += max(1, int(math.Ceil(float64(utf8.RuneCountInString(l))/caben)))
		}
		lineas = max(lineas, n)
	}
	return float64(lineas)*12 + 3
}

func (e *escritorXLSX) fila(n int, alto float64, celdas []celdaXLSX) {
	e.b = append(e.b, `<row r="`...)
	e.b = strconv.AppendInt(e.b, int64(n), 10)
	e.b = append(e.b, `" ht="`...)
	e.b = strconv.AppendFloat(e.b, min(alto, maxAlto), 'f', -1, 64)
	e.b = append(e.b, `">`...)
	for i, c := range celdas {
		if c.texto == "" && c.fecha.IsZero() && c.estilo == estiloNinguno {
			continue
		}
		e.b = append(e.b, `<c r="`...)
		e.b = append(e.b, letrasDe(i)...)
		e.b = strconv.AppendInt(e.b, int64(n), 10)
		e.b = append(e.b, `" s="`...)
		e.celda(c)
	}
	e.b = append(e.b, `</row>`...)
}

// primerDia is the first day that all spreadsheets count alike.
var primerDia = compromiso.NewFecha(1900, time.March, 1)

func (e *escritorXLSX) celda(c celdaXLSX) {
	if !c.fecha.IsZero() && c.fecha.Antes(primerDia) {
		c.texto = c.fecha.String() // no spreadsheet knows that day
	}
	if c.estilo == estiloTexto && c.texto != "" && reFormula.MatchString(c.texto) {
		c.estilo = estiloLiteral
	}
	e.b = strconv.AppendInt(e.b, int64(c.estilo), 10)
	switch {
	case c.texto != "":
		e.b = append(e.b, `" t="inlineStr"><is><t xml:space="preserve">`...)
		e.texto(c.texto)
		e.b = append(e.b, `</t></is></c>`...)
	case !c.fecha.IsZero():
		e.b = append(e.b, `"><v>`...)
		e.b = strconv.AppendInt(e.b, int64(compromiso.NewFecha(1899, time.December, 30).DiasHasta(c.fecha)), 10)
		e.b = append(e.b, `</v></c>`...)
	default:
		e.b = append(e.b, `"/>`...)
	}
}

// texto writes what XML can hold of a text. What looks like one of Excel's own escapes
// («_x0041_») is escaped.
func (e *escritorXLSX) texto(s string) {
	if strings.Contains(s, "_x") {
		s = reEscape.ReplaceAllString(s, "_x005F$0")
	}
	desde := 0
	for i := range len(s) {
		var por string
		switch s[i] {
		case '&':
			por = "&amp;"
		case '<':
			por = "&lt;"
		case '>':
			por = "&gt;"
		default:
			continue
		}
		e.b = append(append(e.b, s[desde:i]...), por...)
		desde = i + 1
	}
	e.b = append(e.b, s[desde:]...)
}

// limpioXLSX is a text without what XML cannot hold.
func limpioXLSX(s string) string {
	if limpio(s) {
		return s
	}
	s, _ = sinControl(strings.ToValidUTF8(s, "\uFFFD"))
	return sinNoCaracteres.Replace(s)
}

// sinNoCaracteres takes out what Unicode calls no character, and XML refuses.
var sinNoCaracteres = strings.NewReplacer("\uFFFE", "\uFFFD", "\uFFFF", "\uFFFD")

// dePie is a text for the foot of a page, where & is a command and 255 characters are all.
func dePie(s string) string {
	var t []rune
	for _, r := range limpioXLSX(enUnaLinea(s)) {
		if len(t) > 180 {
			break
		}
		if t = append(t, r); r == '&' {
			t = append(t, r)
		}
	}
	return string(t)
}

// maxTextoCelda is what a cell of Excel holds, in UTF-16.
const maxTextoCelda = 32_767

// partirXLSX gives the rows that a row needs: what does not fit into a cell goes on in the
// one below it, where the reader of our own workbooks joins it again. largos are the
// columns that needed it.
func partirXLSX(textos []string) (filas [][]string, largos int) {
	filas = [][]string{textos}
	for i, s := range textos {
		if len(s) <= maxTextoCelda || unidadesUTF16(s) <= maxTextoCelda {
			continue
		}
		largos++
		filas[0] = append([]string{}, filas[0]...)
		for k := 0; s != ""; k++ {
			if k == len(filas) {
				filas = append(filas, make([]string, len(textos)))
			}
			filas[k][i], s = corteCelda(s)
		}
	}
	return filas, largos
}

func unidadesUTF16(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// corteCelda cuts what fits, where there is a break or a blank if it is not far.
func corteCelda(s string) (antes, resto string) {
	n, hasta, blanco := 0, len(s), 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > maxTextoCelda {
			hasta = i
			break
		}
		if r == '\n' || r == ' ' {
			blanco = i + 1
		}
	}
	if hasta < len(s) && blanco > hasta-2000 {
		hasta = blanco
	}
	return s[:hasta], s[hasta:]
}

func escapado(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(limpioXLSX(s))) // a bytes.Buffer takes everything
	return b.String()
}
