package docx

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"compromisos/informe/documento"
)

const (
	tiposRelacion = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	idPie         = "rId3"
	maxLiga       = 2000 // characters that Word takes for an address
)

// relaciones are the addresses that the text leads to.
type relaciones struct {
	ids   map[string]string
	ligas []string
}

// liga gives an address its id, "" for what is not an address to go to: a file, a
// script, or something that would make Word call the document damaged.
func (r *relaciones) liga(direccion string) string {
	if id, ya := r.ids[direccion]; ya {
		return id
	}
	id := ""
	if d := direccionLimpia(direccion); d != "" {
		id = "rId" + strconv.Itoa(len(r.ligas)+10)
		r.ligas = append(r.ligas, d)
	}
	r.ids[direccion] = id
	return id
}

func direccionLimpia(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	if s = soloASCII(u.String()); len(s) > maxLiga {
		return ""
	}
	return s
}

// soloASCII escapes what an address may not hold as it is.
func soloASCII(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 || c == '%' && !esEscape(s[i:]) {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func esEscape(s string) bool {
	if len(s) < 3 {
		return false
	}
	_, err := strconv.ParseUint(s[1:3], 16, 8)
	return err == nil
}

func (r *relaciones) escribir(e *escritor) {
	e.crudo(cabecera, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, p := range []struct{ tipo, destino string }{
		{"styles", "styles.xml"}, {"settings", "settings.xml"}, {"footer", "footer1.xml"}, {"numbering", "numbering.xml"},
	} {
		e.crudo(`<Relationship Id="rId`, strconv.Itoa(i+1), `" Type="`, tiposRelacion, p.tipo, `" Target="`, p.destino, `"/>`)
	}
	for i, d := range r.ligas {
		e.crudo(`<Relationship Id="rId`, strconv.Itoa(i+10), `" Type="`, tiposRelacion, `hyperlink" Target="`)
		e.texto(d)
		e.crudo(`" TargetMode="External"/>`)
	}
	e.crudo(`</Relationships>`)
}

// pie is the foot of every page: what it says, and the page at the right margin.
func pie(e *escritor, texto string, h hoja) {
	r := &redactor{escritor: e}
	r.crudo(cabecera, `<w:ftr `, espacioW, `><w:p><w:pPr><w:pStyle w:val="Piedepgina"/><w:tabs><w:tab w:val="right" w:pos="`)
	r.entero(h.util())
	r.crudo(`"/></w:tabs></w:pPr>`)
	r.tramo(documento.Trozo{Texto: texto + "\tPágina "}, "")
	r.campo("PAGE")
	r.tramo(documento.Trozo{Texto: " de "}, "")
	r.campo("NUMPAGES")
	r.crudo(`</w:p></w:ftr>`)
}

// campo is a field that Word works out on each page.
func (r *redactor) campo(nombre string) {
	r.crudo(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> `, nombre,
		` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r>`,
		`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
}

// propiedades are the core properties, which readers show and search by.
func propiedades(e *escritor, d documento.Documento) {
	e.crudo(cabecera, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" `,
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, p := range []struct{ nombre, valor string }{
		{"dc:title", d.Titulo}, {"dc:subject", d.Asunto}, {"dc:creator", d.Autor}, {"cp:lastModifiedBy", d.Autor}, {"dc:language", documento.Idioma},
	} {
		if p.valor != "" {
			e.crudo(`<`, p.nombre, `>`)
			e.texto(p.valor)
			e.crudo(`</`, p.nombre, `>`)
		}
	}
	if !d.Creado.IsZero() {
		for _, n := range []string{"created", "modified"} {
			e.crudo(`<dcterms:`, n, ` xsi:type="dcterms:W3CDTF">`, d.Creado.UTC().Format(time.RFC3339[:19]+"Z"), `</dcterms:`, n, `>`)
		}
	}
	e.crudo(`</cp:coreProperties>`)
}
