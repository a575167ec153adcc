package informe

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// trozo reads an element within a paragraph.
func (c *cuerpoDOCX) trozo(e xml.StartElement, p *parrafoDOCX) error {
	nombre := e.Name.Local
	switch {
	case nombre == "t":
		s, err := c.l.letras()
		if err == nil {
			p.escribir(s)
		}
		return err
	case esWord(e.Name) && nombre == "r":
		return c.tramo(p)
	case esWord(e.Name) && nombre == "txbxContent":
		return c.caja(p)
	case seSalta(nombre) || nombre == "pPr":
		return c.l.saltar()
	case esWord(e.Name):
		if hecho, err := c.signo(e, p); hecho || err != nil {
			return err
		}
	default:
		p.imagen(e)
	}
	return c.hijos(func(e xml.StartElement) error { return c.trozo(e, p) })
}

// tramo reads a run. What is hidden in it is not there for who reads the document.
func (c *cuerpoDOCX) tramo(p *parrafoDOCX) error {
	antes := p.oculto
	err := c.hijos(func(e xml.StartElement) error {
		if e.Name.Local != "rPr" {
			return c.trozo(e, p)
		}
		return c.hijos(func(e xml.StartElement) error {
			if e.Name.Local == "vanish" && prendido(e) {
				p.oculto = true
			}
			return c.l.saltar()
		})
	})
	p.oculto = antes
	return err
}

// caja reads a text box: it floats, and is taken after the paragraph that holds it.
func (c *cuerpoDOCX) caja(p *parrafoDOCX) error {
	en := &celdaDOCX{}
	if err := c.hijos(func(e xml.StartElement) error { return c.bloque(e, en) }); err != nil {
		return err
	}
	x := en.fin()
	if !x.vacia() {
		x.avisos = append(x.avisos, "El texto de un cuadro de texto se tomó tras el párrafo que lo lleva: «"+recorte(x.enLinea())+"».")
	}
	p.cajas = append(p.cajas, x)
	return nil
}

// signo reads what stands for a character or points elsewhere; hecho when it is read to
// its end.
func (c *cuerpoDOCX) signo(e xml.StartElement, p *parrafoDOCX) (hecho bool, err error) {
	switch e.Name.Local {
	case "tab", "ptab":
		if p.suelto && c.enGlosario {
			p.en.terminar(false)
			p.partes = append(p.partes, p.en.fin())
			*p.en = celdaDOCX{}
			p.en.empezar(nil)
		} else {
			p.escribir(" ")
		}
	case "br", "cr":
		p.en.a.cerrar()
	case "noBreakHyphen":
		p.escribir("-")
	case "sym":
		if n, err := strconv.ParseUint(atributo(e, "char"), 16, 16); err == nil {
			p.escribir(string(rune(n)))
		}
	case "instrText":
		s, err := c.l.letras()
		if p.orden.Len() < maxCorta*3 {
			p.orden.WriteString(s)
		}
		return true, err
	case "fldChar":
		if atributo(e, "fldCharType") == "begin" {
			p.orden.Reset()
		} else {
			p.ligas = append(p.ligas, ligaDeCampo(p.orden.String()))
			p.orden.Reset()
		}
	case "fldSimple":
		p.ligas = append(p.ligas, ligaDeCampo(atributo(e, "instr")))
		return false, nil
	case "hyperlink":
		p.ligas = append(p.ligas, c.ligas[atributo(e, "id")])
		return false, nil
	case "footnoteReference", "endnoteReference", "commentReference":
		c.nota(e, p)
	default:
		return false, nil
	}
	return true, c.l.saltar()
}

func (c *cuerpoDOCX) nota(e xml.StartElement, p *parrafoDOCX) {
	que := "una nota al pie"
	if e.Name.Local == "commentReference" {
		que = "un comentario"
	}
	clave := strings.TrimSuffix(e.Name.Local, "Reference") + atributo(e, "id")
	if s := strings.TrimSpace(c.notas[clave]); s != "" {
		p.en.a.avisar("Se omitió %s: «%s».", que, cita(s))
	}
}

// ligaDeCampo is the address of a field HYPERLINK "…".
func ligaDeCampo(orden string) string {
	orden = strings.TrimSpace(orden)
	if !strings.HasPrefix(orden, "HYPERLINK") {
		return ""
	}
	_, s, _ := strings.Cut(orden, `"`)
	s, _, _ = strings.Cut(s, `"`)
	if strings.Contains(orden[:len(orden)-len(s)], `\l`) {
		return ""
	}
	return s
}

// imagen tells of a picture in a cell; its words come before it.
func (p *parrafoDOCX) imagen(e xml.StartElement) {
	switch e.Name.Local {
	case "docPr":
		p.alterno = strings.TrimSpace(atributo(e, "title") + " " + atributo(e, "descr"))
	case "blip", "imagedata", "chart", "relIds":
		if !p.suelto {
			p.en.a.avisar("Se omitió una imagen: «%s».", cita(p.alterno))
		}
	}
}

func (p *parrafoDOCX) escribir(s string) {
	if p.oculto {
		if strings.TrimSpace(s) != "" {
			p.en.a.avisar("Se omitió un texto oculto: «%s».", cita(s))
		}
		return
	}
	p.en.escribir(s)
}

// avisarLigas tells of the addresses that the text does not show.
func (p *parrafoDOCX) avisarLigas(bloques []bloque) {
	if len(p.ligas) == 0 {
		return
	}
	var texto strings.Builder
	for _, b := range bloques {
		texto.Write(b.texto)
		texto.WriteByte(' ')
	}
	for _, l := range p.ligas {
		corta := strings.TrimSuffix(l, "/")
		for _, x := range []string{"mailto:", "https://", "http://"} {
			corta = strings.TrimPrefix(corta, x)
		}
		if corta != "" && !strings.Contains(texto.String(), corta) {
			p.en.a.avisar("El texto no conserva la dirección de un enlace: «%s».", cita(l))
		}
	}
}
