package informe

import (
	"encoding/xml"
	"strings"
)

// cuerpoDOCX reads the text of a document: paragraphs and tables, from top to bottom.
type cuerpoDOCX struct {
	p         *paquete
	parte     string
	estilos   map[string]estiloDOCX
	resueltos map[string]estiloDOCX // with what they are based on
	listas    *numerador
	notas     map[string]string
	ligas     map[string]string // addresses by their relation
	cabezas   []string          // the parts of the page headings

	g          grilla
	l          *lectorXML
	linea      int
	celdas     int
	bloques    int
	enGlosario bool
	llano      bool // tables are text too
	nuestra    bool // the table at hand is one that we wrote
	pendientes []string
	titulos    *titulosDOCX // of the last table that had some
}

func (c *cuerpoDOCX) leer(parte string) error {
	l, err := c.p.lector(parte)
	if err != nil {
		return err
	}
	defer l.cerrar()
	c.l = l
	for {
		t, err := l.token()
		if t == nil || err != nil {
			return err
		}
		if e, es := t.(xml.StartElement); es {
			if !esWord(e.Name) {
				return rechazo("La parte «%s» no es el texto de un documento de Word.", recorte(parte))
			}
			if err := c.hijos(func(e xml.StartElement) error { return c.bloque(e, nil) }); err != nil {
				return err
			}
		}
	}
}

// hijos calls f for each element inside the one just begun; f reads it to its end.
func (c *cuerpoDOCX) hijos(f func(e xml.StartElement) error) error {
	for {
		t, err := c.l.token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case nil:
			return c.l.falla(errCortado)
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// seSalta tells what is no text: properties, what was deleted while changes were
// tracked, and the second version of what is there for older programs.
func seSalta(nombre string) bool {
	switch nombre {
	case "del", "moveFrom", "delText", "delInstrText", "Fallback", "sectPr", "sdtPr", "sdtEndPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr",
		"pPrChange", "rPrChange", "customXmlPr", "smartTagPr", "fldData", "rt", "proofErr", "annotationRef":
		return true
	}
	return false
}

// bloque reads an element among paragraphs; what is in a cell or a box goes into en.
func (c *cuerpoDOCX) bloque(e xml.StartElement, en *celdaDOCX) error {
	if esWord(e.Name) {
		switch e.Name.Local {
		case "p":
			return c.parrafo(en)
		case "tbl":
			if en == nil && !c.llano {
				return c.leerTabla()
			}
			if en != nil && !c.llano {
				en.a.avisar("Una tabla dentro de una celda se tomó como texto, celda por celda.")
			}
		}
	}
	if seSalta(e.Name.Local) {
		return c.l.saltar()
	}
	return c.hijos(func(e xml.StartElement) error { return c.bloque(e, en) })
}

// parrafoDOCX is a paragraph while it is read.
type parrafoDOCX struct {
	en      *celdaDOCX
	suelto  bool // it stands in no cell and in no box
	listo   bool // its properties are known
	estilo  string
	lista   string
	nivel   int
	titulo  bool
	borrada bool // its end was deleted: the next one goes on with it

	orden   strings.Builder // of the field being read
	oculto  bool
	alterno string // what the next image shows, in words
	ligas   []string
	cajas   []celda
	partes  []celda // before each tab, in a glossary
}

func (c *cuerpoDOCX) parrafo(en *celdaDOCX) error {
	p := &parrafoDOCX{en: en, nivel: -1}
	if p.suelto = en == nil; p.suelto {
		p.en = &celdaDOCX{}
	}
	desde := len(p.en.a.bloques)
	err := c.hijos(func(e xml.StartElement) error {
		if esWord(e.Name) && e.Name.Local == "pPr" {
			return c.propiedades(p)
		}
		c.empezar(p)
		return c.trozo(e, p)
	})
	if err != nil {
		return err
	}
	c.empezar(p)
	p.en.terminar(p.borrada)
	p.avisarLigas(p.en.a.bloques[min(desde, len(p.en.a.bloques)):])
	for _, caja := range p.cajas {
		p.en.a.bloques = append(p.en.a.bloques, caja.bloques...)
		p.en.a.avisos = append(p.en.a.avisos, caja.avisos...)
	}
	if c.bloques += max(len(p.en.a.bloques)-desde, 0); c.bloques > maxCeldas {
		return c.demasiado()
	}
	if p.suelto {
		return c.suelto(p)
	}
	return nil
}

func (c *cuerpoDOCX) demasiado() error {
	return rechazo("línea %d: el documento tiene demasiadas filas: el máximo es de %d filas y %d celdas.", c.linea, maxFilas, maxCeldas)
}

// propiedades reads what a paragraph is.
func (c *cuerpoDOCX) propiedades(p *parrafoDOCX) error {
	return c.hijos(func(e xml.StartElement) error {
		v := atributo(e, "val")
		switch e.Name.Local {
		case "pStyle":
			p.estilo = v
		case "outlineLvl":
			p.titulo = v != "9"
		case "numPr":
			return c.hijos(func(e xml.StartElement) error {
				switch v := atributo(e, "val"); e.Name.Local {
				case "numId":
					p.lista = v
				case "ilvl":
					p.nivel = nivelDe(v)
				}
				return c.l.saltar()
			})
		case "rPr":
			return c.hijos(func(e xml.StartElement) error {
				p.borrada = p.borrada || e.Name.Local == "del" || e.Name.Local == "moveFrom"
				return c.l.saltar()
			})
		}
		return c.l.saltar()
	})
}

// empezar begins the text of a paragraph, now that its properties are known.
func (c *cuerpoDOCX) empezar(p *parrafoDOCX) {
	if p.listo {
		return
	}
	p.listo = true
	x := c.estilo(p.estilo)
	p.titulo = (p.titulo || x.titulo) && p.suelto
	if p.lista == "" {
		p.lista = x.lista
		if p.nivel < 0 {
			p.nivel = max(x.nivel, c.listas.nivelDeEstilo(p.lista, p.estilo, c.estilos))
		}
	}
	m := c.listas.marca(p.lista, max(p.nivel, 0), c.estilos)
	if p.titulo {
		m = nil // the number of a heading is not what it says
	}
	p.en.empezar(m)
}

// suelto ends a paragraph outside the tables: a line for each of its own.
func (c *cuerpoDOCX) suelto(p *parrafoDOCX) error {
	x := p.en.fin()
	c.pendientes = append(c.pendientes, x.avisos...)
	if len(p.partes) > 0 {
		p.partes = append(p.partes, celda{bloques: x.bloques})
		c.linea++
		return c.poner(renglon{celdas: p.partes})
	}
	for i, b := range x.bloques {
		c.linea++
		if err := c.ponerSuelto(b, p.titulo && i == 0); err != nil {
			return err
		}
	}
	return nil
}

func (c *cuerpoDOCX) ponerSuelto(b bloque, titulo bool) error {
	return c.poner(renglon{celdas: []celda{{bloques: []bloque{b}}}, suelto: true, titulo: titulo})
}

// poner adds a line to the grid, with the warnings that wait for one.
func (c *cuerpoDOCX) poner(r renglon) error {
	r.linea = c.linea
	switch {
	case esTituloGlosario(r):
		c.enGlosario = true
	case r.titulo || encabezados(r) != nil:
		c.enGlosario = false
	}
	if len(c.pendientes) > 0 {
		r.celdas[0].avisos = append(r.celdas[0].avisos, c.pendientes...)
		c.pendientes = nil
	}
	if c.g.renglones = append(c.g.renglones, r); len(c.g.renglones) > maxFilas {
		return c.demasiado()
	}
	return nil
}
