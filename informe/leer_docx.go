package informe

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"compromisos/compromiso"
)

const (
	// maxXML is what all the parts that are read of a file may measure once they are
	// expanded: some 30,000 compromisos. What the archive says of its sizes is not believed.
	maxXML = 128 << 20
	// maxHondura is far deeper than any element of a document of Word stands.
	maxHondura = 400
)

// esDOCX recognises a document of Word by what its parts are, whatever they are called.
func esDOCX(b []byte) bool {
	if partesZip(b) == nil {
		return false
	}
	p, err := abrirPaquete(b)
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
	p, err := abrirPaquete(b)
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

// paquete is the archive of a document, whose parts refer to one another.
type paquete struct {
	partes map[string]*zip.File // by folded name
	queda  int64                // of maxXML
}

func abrirPaquete(b []byte) (*paquete, error) {
	if bytes.Count(b, []byte("PK\x01\x02")) > maxPartes {
		return nil, rechazo("El archivo tiene más de %d partes: no es un documento de Word.", maxPartes)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, rechazo("El documento de Word está cortado o dañado (%s): pida que se lo envíen de nuevo.", enUnaLinea(err.Error()))
	}
	p := &paquete{partes: make(map[string]*zip.File, len(z.File)), queda: maxXML}
	for _, f := range z.File {
		if n := nombreDeParte(f.Name); p.partes[n] == nil {
			p.partes[n] = f
		}
	}
	return p, nil
}

func nombreDeParte(s string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(s, "\\", "/")), "/"))
}

func (p *paquete) tiene(nombre string) bool { return p.partes[nombreDeParte(nombre)] != nil }

// abrir gives a part as it is expanded; more than what is left of maxXML is an error.
func (p *paquete) abrir(nombre string) (io.ReadCloser, error) {
	f := p.partes[nombreDeParte(nombre)]
	switch {
	case f == nil:
		return nil, rechazo("Al documento de Word le falta su parte «%s»: está dañado.", recorte(nombre))
	case f.Flags&1 != 0:
		return nil, rechazo("El documento de Word está cifrado: quítele la contraseña y guárdelo de nuevo.")
	case f.UncompressedSize64 > uint64(max(p.queda, 0)):
		return nil, esEnorme() // by its own word; who lies is found out on reading
	}
	r, err := f.Open()
	if err != nil {
		return nil, rechazo("La parte «%s» del documento de Word está dañada (%s).", recorte(nombre), enUnaLinea(err.Error()))
	}
	return &conTope{r, p}, nil
}

func (p *paquete) leer(nombre string, tope int64) ([]byte, error) {
	r, err := p.abrir(nombre)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, tope))
}

// conTope counts what all parts together give.
type conTope struct {
	io.ReadCloser
	p *paquete
}

func (c *conTope) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	if c.p.queda -= int64(n); c.p.queda < 0 {
		return 0, esEnorme()
	}
	return n, err
}

func esEnorme() error {
	return rechazo("El documento de Word, descomprimido, mide más de %d MiB, que es el máximo.", maxXML>>20)
}

// relacion is how a part names another, or an address.
type relacion struct {
	ID, Tipo, Destino, Modo string
}

// es tells the kind of what is named, in the words of either variant of the standard.
func (r relacion) es(tipo string) bool { return strings.HasSuffix(r.Tipo, "/"+tipo) }

// relaciones are those of a part; "" is the archive as a whole. A part without any has
// no file for them.
func (p *paquete) relaciones(parte string) ([]relacion, error) {
	dir, nombre := path.Split(parte)
	nombre = dir + "_rels/" + nombre + ".rels"
	if !p.tiene(nombre) {
		return nil, nil
	}
	var l []relacion
	err := p.recorrer(nombre, func(e xml.StartElement, _ *lectorXML) error {
		if e.Name.Local == "Relationship" {
			r := relacion{atributo(e, "Id"), atributo(e, "Type"), atributo(e, "Target"), atributo(e, "TargetMode")}
			if r.Modo != "External" {
				if !strings.HasPrefix(r.Destino, "/") {
					r.Destino = dir + r.Destino
				}
				r.Destino = nombreDeParte(r.Destino)
			}
			l = append(l, r)
		}
		return nil
	})
	return l, err
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

// recorrer calls f for each element of a part, which may read on from there.
func (p *paquete) recorrer(parte string, f func(e xml.StartElement, l *lectorXML) error) error {
	l, err := p.lector(parte)
	if err != nil {
		return err
	}
	defer l.cerrar()
	for {
		t, err := l.token()
		if t == nil || err != nil {
			return err
		}
		if e, es := t.(xml.StartElement); es {
			if err := f(e, l); err != nil {
				return err
			}
		}
	}
}

// lectorXML reads the XML of a part within bounds.
type lectorXML struct {
	d       *xml.Decoder
	parte   string
	cerrar  func()
	hondura int
}

func (p *paquete) lector(parte string) (*lectorXML, error) {
	r, err := p.abrir(parte)
	if err != nil {
		return nil, err
	}
	return &lectorXML{d: xml.NewDecoder(r), parte: parte, cerrar: func() { _ = r.Close() }}, nil // what there was to say, reading said
}

// token is the next one, nil at the end. Neither a document type nor what it could
// define is part of these documents: it is refused.
func (l *lectorXML) token() (xml.Token, error) {
	t, err := l.d.Token()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, l.falla(err)
	}
	switch t := t.(type) {
	case xml.StartElement:
		if l.hondura++; l.hondura > maxHondura {
			return nil, rechazo("La parte «%s» del documento de Word tiene más de %d elementos uno dentro de otro.", recorte(l.parte), maxHondura)
		}
	case xml.EndElement:
		l.hondura--
	case xml.Directive:
		return nil, rechazo("La parte «%s» del documento de Word trae una declaración de tipo (DOCTYPE), que no se lee.", recorte(l.parte))
	default:
		return t, nil
	}
	return t, nil
}

// falla says what is wrong with a part: a refusal of ours as it is.
func (l *lectorXML) falla(err error) error {
	var e *compromiso.Error
	if esError(err, &e) {
		return e
	}
	return rechazo("La parte «%s» del documento de Word está dañada o cortada (%s).", recorte(l.parte), recorte(err.Error()))
}

var errCortado = errors.New("termina antes de tiempo")

// letras is the text of the element that was just begun.
func (l *lectorXML) letras() (string, error) {
	var b strings.Builder
	for n := l.hondura; l.hondura >= n; {
		t, err := l.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case nil:
			return "", l.falla(errCortado)
		case xml.CharData:
			b.Write(t)
		}
	}
	return b.String(), nil
}

// saltar passes over the element that was just begun.
func (l *lectorXML) saltar() error {
	for n := l.hondura; l.hondura >= n; {
		t, err := l.token()
		if err != nil {
			return err
		}
		if t == nil {
			return l.falla(errCortado)
		}
	}
	return nil
}

// atributo is the value of an attribute, in whatever namespace.
func atributo(e xml.StartElement, nombre string) string {
	for _, a := range e.Attr {
		if a.Name.Local == nombre {
			return a.Value
		}
	}
	return ""
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
