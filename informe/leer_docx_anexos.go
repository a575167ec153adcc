package informe

import (
	"encoding/xml"
	"slices"
	"strings"

	"compromisos/compromiso"
)

// estiloDOCX is what a style of paragraph says of structure.
type estiloDOCX struct {
	base, lista string // lista: numId, "0" for none
	nivel       int
	titulo      bool
}

// anexos reads what the text refers to: styles, lists, notes, addresses.
func (c *cuerpoDOCX) anexos() error {
	c.estilos, c.listas = map[string]estiloDOCX{}, newNumerador()
	c.notas, c.ligas, c.resueltos = map[string]string{}, map[string]string{}, map[string]estiloDOCX{}
	rel, err := c.p.relaciones(c.parte)
	if err != nil {
		return err
	}
	for _, r := range rel {
		if r.Modo == "External" {
			c.ligas[r.ID] = r.Destino
		}
		if r.Modo == "External" || !c.p.tiene(r.Destino) {
			continue
		}
		switch {
		case r.es("styles"):
			err = c.leerEstilos(r.Destino)
		case r.es("numbering"):
			err = c.listas.leer(c.p, r.Destino)
		case r.es("footnotes"), r.es("endnotes"), r.es("comments"):
			err = c.leerNotas(r.Destino)
		case r.es("header"):
			c.cabezas = append(c.cabezas, r.Destino)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *cuerpoDOCX) leerEstilos(parte string) error {
	id := ""
	return c.p.recorrer(parte, func(e xml.StartElement, _ *lectorXML) error {
		if e.Name.Local == "style" {
			if id = atributo(e, "styleId"); id == "" || atributo(e, "type") == "character" {
				id = ""
				return nil
			}
			c.estilos[id] = estiloDOCX{nivel: -1}
		}
		x, hay := c.estilos[id]
		if !hay {
			return nil
		}
		switch v := atributo(e, "val"); e.Name.Local {
		case "name":
			n := compromiso.Plegar(v)
			x.titulo = strings.HasPrefix(n, "heading ") || n == "title" || strings.HasPrefix(n, "titulo ") || n == "titulo"
		case "basedOn":
			x.base = v
		case "numId":
			x.lista = v
		case "ilvl":
			x.nivel = nivelDe(v)
		case "outlineLvl":
			x.titulo = v != "9"
		default:
			return nil
		}
		c.estilos[id] = x
		return nil
	})
}

// estilo follows a style to those it is based on. A chain that bites its tail ends.
func (c *cuerpoDOCX) estilo(id string) estiloDOCX {
	if x, ya := c.resueltos[id]; ya {
		return x
	}
	x := c.estilos[id]
	for y, pasos := x, 0; pasos < 20; pasos++ {
		base, hay := c.estilos[y.base]
		if !hay {
			break
		}
		y = base
		if x.lista == "" {
			x.lista, x.nivel = y.lista, max(x.nivel, y.nivel)
		}
		x.titulo = x.titulo || y.titulo
	}
	if len(c.resueltos) < maxCeldas/100 {
		c.resueltos[id] = x
	}
	return x
}

// leerNotas keeps what notes and comments say: it has no field, but must not be lost.
func (c *cuerpoDOCX) leerNotas(parte string) error {
	clave := ""
	return c.p.recorrer(parte, func(e xml.StartElement, l *lectorXML) error {
		switch e.Name.Local {
		case "footnote", "endnote", "comment":
			clave = e.Name.Local + atributo(e, "id")
		case "p":
			if clave != "" && c.notas[clave] != "" {
				c.notas[clave] += " "
			}
		case "t":
			s, err := l.letras()
			if len(c.notas[clave]) < maxCorta*3 {
				c.notas[clave] += s
			}
			return err
		}
		return nil
	})
}

// encabezadoDePagina looks at the heading of the pages, where some keep the commission,
// the session and the date: those of them that the text itself does not give.
func (c *cuerpoDOCX) encabezadoDePagina() error {
	antes := 0
	hayComision, haySesion := false, false
	dichas := map[string]bool{}
	for _, r := range c.g.renglones {
		if encabezados(r) != nil {
			break
		}
		antes++
		t := r.texto()
		dichas[t] = true
		hayComision = hayComision || esDeComision(t)
		haySesion = haySesion || rePistaSesion.MatchString(t) && pareceSesion(t)
	}
	if hayComision && haySesion {
		return nil
	}
	for _, parte := range c.cabezas {
		otro := &cuerpoDOCX{
			p: c.p, parte: parte, estilos: c.estilos, resueltos: c.resueltos, listas: newNumerador(), notas: c.notas, ligas: map[string]string{}, llano: true,
		}
		if err := otro.leer(parte); err != nil {
			return err
		}
		for _, r := range otro.g.renglones {
			t := r.texto()
			sirve := !hayComision && esDeComision(t) || !haySesion && (pareceSesion(t) || len(buscarFechas(t)) > 0)
			if !sirve || dichas[t] {
				continue
			}
			dichas[t] = true
			r.linea, r.titulo = 1, false
			c.g.renglones = slices.Insert(c.g.renglones, antes, r)
			antes++
		}
	}
	return nil
}

func esDeComision(t string) bool { return strings.HasPrefix(compromiso.Plegar(t), "comision") }
