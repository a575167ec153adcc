package informe

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// queWord is how refusals call one.
const queWord = "documento de Word"

// maxXML is what all the parts that are read of a file may measure once they are
// expanded: some 30,000 compromisos. What the archive says of its sizes is not believed.
const maxXML = 128 << 20

// esDOCX recognises a document of Word by what its parts are, whatever they are called.
func esDOCX(b []byte) bool {
	if partesZip(b) == nil {
		return false
	}
	p, err := abrirPaquete(b, queWord, maxXML)
	if err != nil {
		return false
	}
	tipos, err := p.leer("[Content_Types].xml", 1<<20)
	return err == nil && bytes.Contains(tipos, []byte("wordprocessingml")) && !bytes.Contains(tipos, []byte("spreadsheetml.sheet.main")) ||
		p.tiene("word/document.xml")
}

// leerDOCX reads the tables and paragraphs of a document of Word. Its lines are counted:
// each paragraph with text outside the tables, and each row of a table.
func leerDOCX(b []byte) (grilla, error) {
	p, err := abrirPaquete(b, queWord, maxXML)
	if err != nil {
		return grilla{}, err
	}
	cuerpo, err := p.principal()
	if err != nil {
		return grilla{}, err
	}
	c := &cuerpoDOCX{p: p, parte: cuerpo}
	if err := c.anexos(); err != nil {
		return grilla{}, err
	}
	if err := c.leer(cuerpo); err != nil {
		return grilla{}, err
	}
	if err := c.encabezadoDePagina(); err != nil {
		return grilla{}, err
	}
	if len(c.g.renglones) == 0 {
		return grilla{}, rechazo("El documento de Word no tiene texto.")
	}
	c.g.cuenta = "En un documento de Word las líneas se cuentan desde el principio: cada párrafo con texto y cada fila de una tabla es una."
	return c.g, nil
}

// principal is the part that holds the text.
func (p *paquete) principal() (string, error) {
	l, err := p.relaciones("")
	if err != nil {
		return "", err
	}
	for _, r := range l {
		if r.es("officeDocument") && p.tiene(r.Destino) {
			return r.Destino, nil
		}
	}
	if !p.tiene("word/document.xml") {
		return "", rechazo("Al documento de Word le falta su parte «word/document.xml»: está dañado.")
	}
	return "word/document.xml", nil
}

// prendido tells whether a property that is there is on: without a value it is.
func prendido(e xml.StartElement) bool {
	switch atributo(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// esWord tells the elements of the text itself, in either variant of the standard.
func esWord(n xml.Name) bool {
	return strings.HasSuffix(n.Space, "/wordprocessingml/2006/main") || strings.HasSuffix(n.Space, "/ooxml/wordprocessingml/main")
}
