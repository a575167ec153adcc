package informe

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
)

// paquete is the archive of an Office document, whose parts refer to one another. It is read
// within bounds that trust no header: what all parts together give is counted.
type paquete struct {
	que    string               // how refusals call it: «documento de Word»
	partes map[string]*zip.File // by folded name
	tope   int64                // what its parts may measure once they are expanded
	queda  int64                // of tope
}

// maxPartes is far past what a document of Word or Excel holds in its ZIP.
const maxPartes = 20_000

func abrirPaquete(b []byte, que string, tope int64) (*paquete, error) {
	if bytes.Count(b, []byte("PK\x01\x02")) > maxPartes {
		return nil, rechazo("El archivo tiene más de %d partes: no es un %s.", maxPartes, que)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, rechazo("El %s está cortado o dañado (%s): pida que se lo envíen de nuevo.", que, enUnaLinea(err.Error()))
	}
	p := &paquete{que: que, partes: make(map[string]*zip.File, len(z.File)), tope: tope, queda: tope}
	for _, f := range z.File {
		if n := nombreDeParte(f.Name); p.partes[n] == nil {
			p.partes[n] = f
		}
	}
	return p, nil
}

// nombreDeParte is how a part is looked up: some programs write «\» and capitals.
func nombreDeParte(s string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(s, "\\", "/")), "/"))
}

func (p *paquete) tiene(nombre string) bool { return p.partes[nombreDeParte(nombre)] != nil }

// abrir gives a part as it is expanded; more than what is left is an error.
func (p *paquete) abrir(nombre string) (io.ReadCloser, error) {
	f := p.partes[nombreDeParte(nombre)]
	switch {
	case f == nil:
		return nil, rechazo("Al %s le falta su parte «%s»: está dañado.", p.que, recorte(nombre))
	case f.Flags&1 != 0:
		return nil, rechazo("El %s está protegido con contraseña: quítesela y guárdelo de nuevo.", p.que)
	case f.UncompressedSize64 > uint64(max(p.queda, 0)):
		return nil, p.esEnorme() // by its own word; who lies is found out on reading
	}
	r, err := f.Open()
	if err != nil {
		return nil, rechazo("La parte «%s» del %s está dañada (%s).", recorte(nombre), p.que, enUnaLinea(err.Error()))
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
		return 0, c.p.esEnorme()
	}
	return n, err
}

func (p *paquete) esEnorme() error {
	return rechazo("El %s, descomprimido, mide más de %d MiB, que es el máximo.", p.que, p.tope>>20)
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
