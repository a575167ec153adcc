package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"compromisos/informe/documento"
)

// archivo writes the file anew, from the one that fpdf has made, with what fpdf has no
// word for: the structure of the document, and that readers show its title and not the
// file's name. Objects are copied as they are, the new ones compressed together.
type archivo struct {
	*bufio.Writer
	escritos int
	lugares  []lugar // by number of object
	z        *zlib.Writer
}

// lugar is where an object is: at a distance from the file's beginning, or the nth one
// of those that are compressed together.
type lugar struct {
	tipo   byte // 1 or 2; 0 is none
	donde  uint32
	cuanto uint16
}

// objeto is an object of fpdf's file.
type objeto struct {
	numero int
	texto  []byte // from «n 0 obj» to «endobj»
}

func (a *archivo) pon(b ...[]byte) {
	for _, x := range b {
		n, _ := a.Write(x) // the error stays, and Flush tells it
		a.escritos += n
	}
}

// completar writes fpdf's file to w with the document's structure, and with our content
// in its pages.
func completar(w io.Writer, b []byte, c *compositor) error {
	objetos, raiz, info, err := desarmar(b)
	if err != nil {
		return err
	}
	n := len(objetos) + 1
	a := &archivo{Writer: bufio.NewWriterSize(w, 64<<10), lugares: make([]lugar, n), z: c.lienzo.z}
	var paginas []int
	nombres := map[string]string{} // what fpdf's pages call a face, by the number of its object
	for _, o := range objetos {
		inicio := o.texto[:min(len(o.texto), 40)]
		if bytes.Contains(inicio, []byte(esPagina)) {
			paginas = append(paginas, o.numero)
		}
		for k := range caras {
			if bytes.Contains(inicio, []byte("<</Type /Font\n")) && bytes.Contains(o.texto, k.bautismo()) {
				nombres[strconv.Itoa(o.numero)] = k.recurso()
			}
		}
	}
	if len(paginas) != len(c.lienzo.paginas) || len(paginas) != len(c.lienzo.pies) {
		return errSinForma
	}
	a.pon([]byte("%PDF-1.7\n%\xC2\xB5\xC2\xB6\n"))
	pagina := 0
	for _, o := range objetos {
		a.lugares[o.numero] = lugar{1, uint32(a.escritos), 0}
		switch {
		case pagina < len(paginas) && o.numero == paginas[pagina]:
			suyo := fmt.Appendf(nil, "/Contents %d 0 R", o.numero+1)
			todo := fmt.Appendf(nil, "/Contents [%d 0 R %d 0 R]", o.numero+1, n+pagina)
			a.insertar(bytes.Replace(o.texto, suyo, todo, 1), esPagina, "/Tabs /S /StructParents "+strconv.Itoa(pagina)+"\n")
		case pagina < len(paginas) && o.numero == paginas[pagina]+1:
			a.contenido(o.numero, " /Filter /FlateDecode", c.lienzo.paginas[pagina])
			pagina++
		case o.numero == raiz:
			a.insertar(o.texto, esCatalogo, "/ViewerPreferences <</DisplayDocTitle true>>\n/MarkInfo <</Marked true>>\n/StructTreeRoot "+
				strconv.Itoa(n+len(paginas))+" 0 R\n")
		default:
			a.pon(bautizar(o.texto, nombres))
		}
	}
	for i, p := range c.lienzo.pies {
		a.lugares = append(a.lugares, lugar{1, uint32(a.escritos), 0})
		a.contenido(n+i, "", p)
	}
	a.juntos(c.estructura.objetos(n+len(paginas), func(p int) int { return paginas[p] }))
	a.tabla(raiz, info)
	return a.Flush()
}

// contenido writes a stream as it stands.
func (a *archivo) contenido(numero int, que string, b []byte) {
	a.pon(fmt.Appendf(nil, "%d 0 obj\n<</Length %d%s>>\nstream\n", numero, len(b), que), b, []byte("\nendstream\nendobj\n"))
}

var reRecurso = regexp.MustCompile(`/F[0-9a-f]{40} (\d+) 0 R`)

// bautizar gives faces their names in place of those that fpdf makes up for them.
func bautizar(o []byte, nombres map[string]string) []byte {
	inicio := o[:min(len(o), 40)]
	switch {
	case bytes.Contains(inicio, []byte("<</Type /Font")):
		for k := range caras {
			o = bytes.Replace(o, k.bautismo(), []byte("/"+k.nombre()+"\n"), 1)
		}
	case bytes.Contains(inicio, []byte("/ProcSet")):
		o = reRecurso.ReplaceAllFunc(o, func(m []byte) []byte {
			numero := string(reRecurso.FindSubmatch(m)[1])
			return []byte("/" + nombres[numero] + " " + numero + " 0 R")
		})
	}
	return o
}

// bautismo is how fpdf's objects call a face, with the end of its line.
func (c cara) bautismo() []byte { return []byte("/utf8" + familia + c.estilo() + "\n") }

const (
	esPagina   = "<</Type /Page\n"
	esCatalogo = "/Type /Catalog\n"
)

var errSinForma = errors.New("el PDF no tiene la forma esperada")

var (
	reInicio = regexp.MustCompile(`startxref\n(\d+)\n`)
	reTrozos = regexp.MustCompile(`^xref\n0 (\d+)\n`)
	reRaiz   = regexp.MustCompile(`/Root (\d+) 0 R\n/Info (\d+) 0 R`)
)

// desarmar finds the objects of fpdf's file, in their order there.
func desarmar(b []byte) (objetos []objeto, raiz, info int, err error) {
	m := reInicio.FindSubmatch(b[max(0, len(b)-64):])
	if m == nil {
		return nil, 0, 0, errSinForma
	}
	inicio, err := strconv.Atoi(string(m[1]))
	if err != nil || inicio >= len(b) {
		return nil, 0, 0, errSinForma
	}
	t := reTrozos.FindSubmatch(b[inicio:])
	r := reRaiz.FindSubmatch(b[inicio:])
	if t == nil || r == nil {
		return nil, 0, 0, errSinForma
	}
	n, filas := aEntero(t[1]), b[inicio+len(t[0]):]
	desde := make([]int, 0, n)
	for i := 1; i < n; i++ {
		d := aEntero(filas[i*20 : i*20+10])
		objetos = append(objetos, objeto{i, b[d:]})
		desde = append(desde, d)
	}
	slices.Sort(desde)
	for i, o := range objetos {
		d := len(b) - len(o.texto)
		k, _ := slices.BinarySearch(desde, d)
		fin := inicio
		if k+1 < len(desde) {
			fin = desde[k+1]
		}
		objetos[i].texto = b[d:fin]
	}
	// Of slices of one file, the one that begins first has the most room after it.
	slices.SortFunc(objetos, func(x, y objeto) int { return cap(y.texto) - cap(x.texto) })
	return objetos, aEntero(r[1]), aEntero(r[2]), nil
}

func aEntero(b []byte) int {
	n := 0
	for _, x := range b {
		n = n*10 + int(x-'0')
	}
	return n
}

// insertar copies an object with something more after a word of it.
func (a *archivo) insertar(o []byte, despues, algo string) {
	antes, resto, _ := bytes.Cut(o, []byte(despues))
	a.pon(antes, []byte(despues), []byte(algo), resto)
}

// maxJuntos is how many objects are compressed together.
const maxJuntos = 500

// juntos writes objects that are no streams, compressed, with the numbers that follow.
func (a *archivo) juntos(l [][]byte) {
	primero := len(a.lugares)
	a.lugares = append(a.lugares, make([]lugar, len(l))...)
	var indice, cuerpo []byte
	for desde := 0; desde < len(l); desde += maxJuntos {
		grupo := l[desde:min(desde+maxJuntos, len(l))]
		indice, cuerpo = indice[:0], cuerpo[:0]
		for i, o := range grupo {
			numero := primero + desde + i
			indice = append(strconv.AppendInt(indice, int64(numero), 10), ' ')
			indice = append(strconv.AppendInt(indice, int64(len(cuerpo)), 10), ' ')
			cuerpo = append(append(cuerpo, o...), '\n')
			a.lugares[numero] = lugar{2, uint32(len(a.lugares)), uint16(i)}
		}
		a.flujo(fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(grupo), len(indice)), append(indice, cuerpo...))
	}
}

// flujo writes a compressed stream as the next object.
func (a *archivo) flujo(que string, b []byte) {
	var comprimido bytes.Buffer
	a.z.Reset(&comprimido)
	_, _ = a.z.Write(b) // a bytes.Buffer takes everything
	_ = a.z.Close()
	n := len(a.lugares)
	a.lugares = append(a.lugares, lugar{1, uint32(a.escritos), 0})
	a.pon(fmt.Appendf(nil, "%d 0 obj\n<<%s /Filter /FlateDecode /Length %d>>\nstream\n", n, que, comprimido.Len()),
		comprimido.Bytes(), []byte("\nendstream\nendobj\n"))
}

// tabla writes where all objects are, itself included, and ends the file.
func (a *archivo) tabla(raiz, info int) {
	inicio := a.escritos
	n := len(a.lugares)
	b := make([]byte, 0, 7*(n+1))
	for i := range n + 1 {
		l := lugar{1, uint32(inicio), 0}
		if i < n {
			l = a.lugares[i]
		}
		b = append(b, l.tipo)
		b = binary.BigEndian.AppendUint32(b, l.donde)
		b = binary.BigEndian.AppendUint16(b, l.cuanto)
	}
	a.flujo(fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R", n+1, raiz, info), b)
	a.pon(fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", inicio))
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
