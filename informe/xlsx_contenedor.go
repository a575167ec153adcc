package informe

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// maxSinMarcaXLSX is how much of a part may pass without a «<»: a cell of Excel holds 32,767
// characters. It bounds what one piece of text takes.
const maxSinMarcaXLSX = 4 << 20

// contenedor is the ZIP of an Office document, read with limits that trust no header: what
// its parts give once they are decompressed, all together, is bounded.
type contenedor struct {
	partes map[string]*zip.File // by name, in small letters
	queda  int64
}

// abrirContenedor opens one; que is how the refusals call it («libro de Excel»).
func abrirContenedor(b []byte, que string) (*contenedor, error) {
	if bytes.Count(b, []byte("PK\x01\x02")) > maxPartes {
		return nil, rechazo("El %s tiene más de %d partes: no es un documento.", que, maxPartes)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, rechazo("El %s está dañado o cortado: pida que se lo envíen de nuevo.", que)
	}
	p := &contenedor{partes: map[string]*zip.File{}, queda: maxBytes}
	for _, f := range z.File {
		nombre := nombreParte(f.Name)
		if _, ya := p.partes[nombre]; !ya {
			p.partes[nombre] = f
		}
	}
	return p, nil
}

// nombreParte is how a part is looked up: some programs write «\» and capitals.
func nombreParte(s string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(s, `\`, "/")), "/"))
}

// tiene tells whether there is such a part.
func (p *contenedor) tiene(nombre string) bool { return p.partes[nombreParte(nombre)] != nil }

// errParte is what is wrong with a part of the package, for a refusal.
type errParte struct{ mensaje string }

func (e errParte) Error() string { return e.mensaje }

var (
	errGrande   = errParte{"descomprimido pasa de 256 MiB, que es el máximo"}
	errLarga    = errParte{"tiene un texto sin fin"}
	errEntidad  = errParte{"trae una declaración DOCTYPE, que un documento así no lleva; no se lee"}
	errCifrado  = errParte{"está protegido con contraseña: quítesela y guárdelo de nuevo"}
	errFalta    = errParte{"está incompleto: le falta una de sus partes"}
	errNoSeLee  = errParte{"está dañado: una de sus partes no se puede leer"}
	errNoCabeMS = errParte{"tiene demasiado texto: el máximo es de 256 MiB"}
)

// rechazoDe is the refusal for what reading a part said.
func rechazoDe(que string, err error) error {
	var e errParte
	if !errors.As(err, &e) {
		e = errNoSeLee
	}
	return rechazo("El %s %s.", que, e.mensaje)
}

// recorrer reads the elements of a part from its beginning to its end. A part is never
// there as a whole.
func (p *contenedor) recorrer(nombre string, ver func(xml.Token) error) error {
	f := p.partes[nombreParte(nombre)]
	if f == nil {
		return errFalta
	}
	if f.Flags&1 != 0 {
		return errCifrado
	}
	if f.UncompressedSize64 > uint64(p.queda) {
		return errGrande
	}
	r, err := f.Open()
	if err != nil {
		return errNoSeLee
	}
	defer r.Close()
	d := xml.NewDecoder(&lectorAcotado{r: r, p: p})
	for {
		t, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if _, es := t.(xml.Directive); es {
			return errEntidad
		}
		if err := ver(t); err != nil {
			return err
		}
	}
}

// lectorAcotado counts what a part gives.
type lectorAcotado struct {
	r        io.Reader
	p        *contenedor
	sinMarca int
}

// Read gives more of the part, or what is wrong with it.
func (l *lectorAcotado) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if l.p.queda -= int64(n); l.p.queda < 0 {
		return 0, errGrande
	}
	if i := bytes.LastIndexByte(b[:n], '<'); i >= 0 {
		l.sinMarca = n - i
	} else if l.sinMarca += n; l.sinMarca > maxSinMarcaXLSX {
		return 0, errLarga
	}
	return n, err
}

// relaciones are the targets of a part's relations by their ids, and the first one of each
// kind by the last word of its type.
func (p *contenedor) relaciones(de string) (porID, porClase map[string]string, err error) {
	porID, porClase = map[string]string{}, map[string]string{}
	carpeta, nombre := path.Split(de)
	rels := carpeta + "_rels/" + nombre + ".rels"
	if !p.tiene(rels) {
		return porID, porClase, nil
	}
	err = p.recorrer(rels, func(t xml.Token) error {
		s, ok := t.(xml.StartElement)
		if !ok || s.Name.Local != "Relationship" || atributoXLSX(s, "TargetMode") == "External" {
			return nil
		}
		if len(porID) == maxPartes {
			return errNoSeLee
		}
		destino := strings.ReplaceAll(atributoXLSX(s, "Target"), `\`, "/")
		if !strings.HasPrefix(destino, "/") {
			destino = path.Join(carpeta, destino)
		}
		porID[atributoXLSX(s, "Id")] = destino
		if clase := path.Base(atributoXLSX(s, "Type")); porClase[clase] == "" {
			porClase[clase] = destino
		}
		return nil
	})
	return porID, porClase, err
}

func atributoXLSX(s xml.StartElement, nombre string) string {
	for _, a := range s.Attr {
		if a.Name.Local == nombre {
			return a.Value
		}
	}
	return ""
}
