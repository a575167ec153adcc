package informe

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"compromisos/compromiso"
)

// maxHondura is far deeper than any element of a document of Office stands.
const maxHondura = 400

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
	que     string
	parte   string
	cerrar  func()
	hondura int
}

func (p *paquete) lector(parte string) (*lectorXML, error) {
	r, err := p.abrir(parte)
	if err != nil {
		return nil, err
	}
	return &lectorXML{d: xml.NewDecoder(r), que: p.que, parte: parte, cerrar: func() { _ = r.Close() }}, nil // what there was to say, reading said
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
			return nil, rechazo("La parte «%s» del %s tiene más de %d elementos uno dentro de otro.", recorte(l.parte), l.que, maxHondura)
		}
	case xml.EndElement:
		l.hondura--
	case xml.Directive:
		return nil, rechazo("La parte «%s» del %s trae una declaración de tipo (DOCTYPE), que no se lee.", recorte(l.parte), l.que)
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
	return rechazo("La parte «%s» del %s está dañada o cortada (%s).", recorte(l.parte), l.que, recorte(err.Error()))
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
