package docx

import (
	"fmt"
	"strings"

	"compromisos/informe/documento"
)

// redactor writes the body of the document.
type redactor struct {
	*escritor
	hoja hoja
	rel  *relaciones
	num  *numeracion
}

// lugar is where a block stands: in the body or in a cell, and how deep in lists.
type lugar struct {
	celda, titulo bool
	trasTabla     bool // right below a table, which keeps no distance by itself
	nivel         int  // lists around it
}

func (r *redactor) documento(d documento.Documento) error {
	r.crudo(cabecera, `<w:document `, espacioW, ` `, espacioR, `><w:body>`)
	if err := r.bloques(d.Bloques, lugar{}); err != nil {
		return err
	}
	r.crudo(`<w:sectPr><w:footerReference w:type="default" r:id="`, idPie, `"/><w:pgSz w:w="`)
	r.entero(r.hoja.ancho)
	r.crudo(`" w:h="`)
	r.entero(r.hoja.alto)
	if r.hoja.apaisada {
		r.crudo(`" w:orient="landscape`)
	}
	r.crudo(`"/><w:pgMar`)
	for _, lado := range []string{"top", "right", "bottom", "left"} {
		r.crudo(` w:`, lado, `="`)
		r.entero(r.hoja.margen)
		r.crudo(`"`)
	}
	r.crudo(` w:header="567" w:footer="567" w:gutter="0"/><w:cols w:space="708"/></w:sectPr></w:body></w:document>`)
	return nil
}

// bloques writes blocks one after the other. Word joins tables that touch, and wants a
// paragraph at the end of a cell and of the body.
func (r *redactor) bloques(bs []documento.Bloque, l lugar) error {
	tabla := false
	for _, b := range bs {
		otra := esTabla(b)
		if tabla && otra {
			r.vacio(l)
		}
		l.trasTabla = tabla
		if err := r.bloque(b, l); err != nil {
			return err
		}
		tabla = otra
	}
	if tabla || len(bs) == 0 && l.nivel == 0 {
		r.vacio(l)
	}
	return nil
}

func esTabla(b documento.Bloque) bool {
	switch b.(type) {
	case documento.Tabla, documento.Glosario:
		return true
	}
	return false
}

// vacio is the paragraph that the format needs where there is nothing to say.
func (r *redactor) vacio(l lugar) {
	estilo := estiloNota
	if l.celda {
		estilo = estiloCelda
	}
	r.crudo(`<w:p><w:pPr><w:pStyle w:val="`, estilo, `"/></w:pPr></w:p>`)
}

func (r *redactor) bloque(b documento.Bloque, l lugar) error {
	switch b := b.(type) {
	case documento.Encabezado:
		r.encabezado(b)
	case documento.Parrafo:
		r.parrafo(b, l)
	case documento.Lista:
		return r.lista(b, l)
	case documento.Tabla:
		return r.tabla(b, l)
	case documento.Glosario:
		return r.glosario(b, l)
	default:
		return fmt.Errorf("no hay forma de escribir un bloque de tipo %T", b)
	}
	return nil
}

func (r *redactor) encabezado(h documento.Encabezado) {
	r.crudo(`<w:p><w:pPr><w:pStyle w:val="`, estilosEncabezado[min(max(h.Nivel, 1), 3)-1], `"/>`)
	r.centrado(h.Centrado)
	r.crudo(`</w:pPr>`)
	r.tramo(documento.Trozo{Texto: h.Texto}, "")
	r.crudo(`</w:p>`)
}

func (r *redactor) centrado(si bool) {
	if si {
		r.crudo(`<w:jc w:val="center"/>`)
	}
}

// EstiloCompromisos is the id of the style of our tables, by which a reader knows them.
const EstiloCompromisos = "Tabladecompromisos"

// The styles by their ids, which are those that Word gives its own in Spanish. What
// makes Word take a style for its own is the name, in partes/estilos.xml.
const (
	estiloCuerpo    = "Textoindependiente"
	estiloSubtitulo = "Subttulo"
	estiloNota      = "Letrachica"
	estiloCelda     = "Textodetabla"
	estiloTitular   = "Encabezadodetabla"

	estiloGlosario = "Tabladeglosario"
)

var estilosEncabezado = [3]string{"Ttulo1", "Ttulo2", "Ttulo3"}

func (r *redactor) parrafo(p documento.Parrafo, l lugar) {
	r.crudo(`<w:p><w:pPr><w:pStyle w:val="`, estiloDe(p.Clase, l), `"/>`)
	if l.trasTabla {
		r.crudo(`<w:spacing w:before="120"/>`)
	}
	if l.nivel > 0 {
		r.sangria(l)
	}
	r.centrado(p.Centrado)
	r.crudo(`</w:pPr>`)
	r.trozos(p.Trozos)
	r.crudo(`</w:p>`)
}

func estiloDe(c documento.Clase, l lugar) string {
	switch {
	case l.titulo:
		return estiloTitular
	case l.celda:
		return estiloCelda
	case c == documento.Subtitulo:
		return estiloSubtitulo
	case c == documento.Nota:
		return estiloNota
	}
	return estiloCuerpo
}

func (r *redactor) trozos(ts []documento.Trozo) {
	for _, t := range ts {
		id := ""
		if t.Liga != "" {
			id = r.rel.liga(t.Liga)
		}
		if id == "" {
			r.tramo(t, "")
			continue
		}
		r.crudo(`<w:hyperlink r:id="`, id, `" w:history="1">`)
		r.tramo(t, `<w:rStyle w:val="Hipervnculo"/>`)
		r.crudo(`</w:hyperlink>`)
	}
}

// tramo writes a run. A tree has no line breaks or tabs inside its runs; what comes with
// them all the same keeps them.
func (r *redactor) tramo(t documento.Trozo, estilo string) {
	if t.Texto == "" {
		return
	}
	r.crudo(`<w:r>`)
	if t.Negrita || t.Cursiva || estilo != "" {
		r.crudo(`<w:rPr>`, estilo)
		if t.Negrita {
			r.crudo(`<w:b/><w:bCs/>`)
		}
		if t.Cursiva {
			r.crudo(`<w:i/><w:iCs/>`)
		}
		r.crudo(`</w:rPr>`)
	}
	s := t.Texto
	for {
		i := strings.IndexAny(s, "\n\t")
		if i < 0 {
			break
		}
		r.letras(strings.TrimSuffix(s[:i], "\r"))
		if s[i] == '\n' {
			r.crudo(`<w:br/>`)
		} else {
			r.crudo(`<w:tab/>`)
		}
		s = s[i+1:]
	}
	r.letras(s)
	r.crudo(`</w:r>`)
}

func (r *redactor) letras(s string) {
	if s != "" {
		r.crudo(`<w:t xml:space="preserve">`)
		r.texto(s)
		r.crudo(`</w:t>`)
	}
}
