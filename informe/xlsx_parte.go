package informe

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"

	"compromisos/compromiso"
)

// queLibro is how refusals call a workbook.
const queLibro = "libro de Excel"

// maxSinMarcaXLSX is how much of a part may pass without a «<»: a cell of Excel holds 32,767
// characters. It bounds what one piece of text takes.
const maxSinMarcaXLSX = 4 << 20

// crudo reads the tokens of a part as they stand, without their namespaces, from its
// beginning to its end: a sheet may be long, and is never there as a whole.
func (p *paquete) crudo(nombre string, ver func(xml.Token) error) error {
	r, err := p.abrir(nombre)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(&sinTextoLargo{r: r, que: p.que})
	for {
		t, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return p.falla(err)
		}
		if _, es := t.(xml.Directive); es {
			return rechazo("El %s trae una declaración DOCTYPE, que un documento así no lleva; no se lee.", p.que)
		}
		if err := ver(t); err != nil {
			return err
		}
	}
}

// falla says what is wrong with a part: a refusal of ours as it is.
func (p *paquete) falla(err error) error {
	var e *compromiso.Error
	if esError(err, &e) {
		return e
	}
	return rechazo("El %s está dañado: una de sus partes no se puede leer.", p.que)
}

// sinTextoLargo refuses a text without an end.
type sinTextoLargo struct {
	r        io.Reader
	que      string
	sinMarca int
}

// Read gives more of the part, or what is wrong with it.
func (l *sinTextoLargo) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if i := bytes.LastIndexByte(b[:n], '<'); i >= 0 {
		l.sinMarca = n - i
	} else if l.sinMarca += n; l.sinMarca > maxSinMarcaXLSX {
		return 0, rechazo("El %s tiene un texto sin fin.", l.que)
	}
	return n, err
}

// destinos are what a part names, by the ids it uses for them, and the first one of each
// kind by the last word of its type.
func (p *paquete) destinos(de string) (porID, porClase map[string]string, err error) {
	porID, porClase = map[string]string{}, map[string]string{}
	l, err := p.relaciones(de)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range l {
		if r.Modo == "External" {
			continue
		}
		porID[r.ID] = r.Destino
		if clase := path.Base(r.Tipo); porClase[clase] == "" {
			porClase[clase] = r.Destino
		}
	}
	return porID, porClase, nil
}
