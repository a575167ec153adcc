package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
	"time"

	"compromisos/informe/documento"
)

// completar adds to the finished file what fpdf has no word for: that readers show the
// title and not the file's name, and the version in which such a wish exists. The
// catalog is the last object, so nothing but the table of objects moves.
func completar(b []byte) ([]byte, error) {
	const catalogo, fin = "/Type /Catalog\n", "startxref\n"
	c := bytes.LastIndex(b, []byte(catalogo))
	x := bytes.LastIndex(b, []byte(fin))
	if !bytes.HasPrefix(b, []byte("%PDF-1.")) || c < 0 || x < c {
		return nil, errors.New("el PDF no tiene la forma esperada: falta su catálogo")
	}
	numero, _, _ := strings.Cut(string(b[x+len(fin):]), "\n")
	tabla, err := strconv.Atoi(numero)
	if err != nil || tabla < c || tabla > x {
		return nil, errors.New("el PDF no tiene la forma esperada: su tabla de objetos no está donde dice")
	}
	const deseo = "/ViewerPreferences <</DisplayDocTitle true>>\n"
	c += len(catalogo)
	s := make([]byte, 0, len(b)+len(deseo)+1)
	s = append(s, b[:c]...)
	s = append(s, deseo...)
	s = append(s, b[c:x+len(fin)]...)
	s = strconv.AppendInt(s, int64(tabla+len(deseo)), 10)
	s = append(s, b[x+len(fin)+len(numero):]...)
	copy(s, "%PDF-1.7")
	return s, nil
}

// xmp is the document's properties in the form that archives read.
func xmp(d documento.Documento, creado time.Time) string {
	var b strings.Builder
	b.WriteString(`<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>` + documento.Idioma + `</rdf:li></rdf:Bag></dc:language>
`)
	if d.Titulo != "" {
		b.WriteString(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + enXML(d.Titulo) + "</rdf:li></rdf:Alt></dc:title>\n")
	}
	if d.Asunto != "" {
		b.WriteString(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + enXML(d.Asunto) + "</rdf:li></rdf:Alt></dc:description>\n")
	}
	if d.Autor != "" {
		b.WriteString(`<dc:creator><rdf:Seq><rdf:li>` + enXML(d.Autor) + "</rdf:li></rdf:Seq></dc:creator>\n")
	}
	momento := creado.Format(time.RFC3339)
	b.WriteString(`<xmp:CreateDate>` + momento + `</xmp:CreateDate><xmp:ModifyDate>` + momento + `</xmp:ModifyDate><xmp:CreatorTool>Compromisos</xmp:CreatorTool><pdf:Producer>Compromisos</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`)
	return b.String()
}

func enXML(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer takes everything
	return b.String()
}
