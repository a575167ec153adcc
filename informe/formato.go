package informe

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"compromisos/compromiso"
	"compromisos/informe/documento"
	"compromisos/informe/docx"
	"compromisos/informe/html"
	"compromisos/informe/markdown"
	"compromisos/informe/pdf"
)

// Formato is a kind of file in which a document is written, named as it is typed.
type Formato string

// The formats of section 1 of the contract.
const (
	DOCX Formato = "docx"
	PDF  Formato = "pdf"
	HTML Formato = "html"
	XLSX Formato = "xlsx"
	CSV  Formato = "csv"
	MD   Formato = "md"
	JSON Formato = "json"
)

// detalle is what there is to know about a format: how it is called by people, what it
// tells a browser, and who writes it.
type detalle struct {
	formato Formato
	mime    string
	alias   []string // folded
	// dibuja draws a document and tells what it had to replace; nil where the format holds
	// data and not documents, written by datos.
	dibuja func(io.Writer, documento.Documento) ([]string, error)
	datos  func(io.Writer, compromiso.Reporte) ([]string, error)
}

// detalles are the formats, in the order in which they are offered.
var detalles = []detalle{
	{
		formato: DOCX, mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		alias: []string{"word", "doc", "documento"}, dibuja: sinAviso(docx.Write),
	},
	{formato: PDF, mime: "application/pdf", alias: []string{"acrobat"}, dibuja: pdf.Write},
	{formato: HTML, mime: "text/html; charset=utf-8", alias: []string{"htm", "pagina", "web", "pagina web"}, dibuja: sinAviso(html.Write)},
	{
		formato: XLSX, mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		alias: []string{"excel", "xls", "hoja", "hoja de calculo"}, datos: WriteXLSX,
	},
	{
		formato: CSV, mime: "text/csv; charset=utf-8",
		datos: func(w io.Writer, r compromiso.Reporte) ([]string, error) { return nil, WriteCSV(w, impreso(r.Informe)) },
	},
	{formato: MD, mime: "text/markdown; charset=utf-8", alias: []string{"markdown", "mkd", "texto"}, dibuja: sinAviso(markdown.Write)},
	{
		formato: JSON, mime: "application/json", alias: []string{"datos"},
		datos: func(w io.Writer, r compromiso.Reporte) ([]string, error) { return nil, WriteJSON(w, r.Informe) },
	},
}

// impreso is the informe with what the documents print for how each was attended.
func impreso(inf compromiso.Informe) compromiso.Informe {
	inf.Compromisos = slices.Clone(inf.Compromisos)
	for i := range inf.Compromisos {
		inf.Compromisos[i].Atencion = AtencionImpresa(inf.Compromisos[i])
	}
	return inf
}

// sinAviso is a format that has a place for everything.
func sinAviso(write func(io.Writer, documento.Documento) error) func(io.Writer, documento.Documento) ([]string, error) {
	return func(w io.Writer, d documento.Documento) ([]string, error) { return nil, write(w, d) }
}

// Formatos are those of an informe, in the order in which they are offered.
func Formatos() []Formato { return []Formato{DOCX, PDF, HTML, XLSX, CSV, MD, JSON} }

// FormatosNota are those of a nota.
func FormatosNota() []Formato { return []Formato{DOCX, PDF, HTML, MD} }

// ParseFormato reads the format of an informe, in any case, with or without accents and
// the dot of a file's name, or by the name people give it («Word», «Excel», «página»).
func ParseFormato(s string) (Formato, error) { return parseFormato(s, "El informe", Formatos()) }

// ParseFormatoNota is ParseFormato for a nota, of which there are fewer.
func ParseFormatoNota(s string) (Formato, error) { return parseFormato(s, "La nota", FormatosNota()) }

func parseFormato(s, que string, hay []Formato) (Formato, error) {
	t := strings.TrimPrefix(compromiso.Plegar(strings.TrimSpace(s)), ".")
	for _, d := range detalles {
		if (t == string(d.formato) || slices.Contains(d.alias, t)) && slices.Contains(hay, d.formato) {
			return d.formato, nil
		}
	}
	return "", compromiso.Errorf(compromiso.Invalido, "formato", "«%s» no es un formato. %s se hace en %s.", recorte(s), que, enumerar(hay))
}

// enumerar is «docx, pdf o html».
func enumerar(l []Formato) string {
	var t []string
	for _, f := range l {
		t = append(t, string(f))
	}
	return strings.Join(t[:len(t)-1], ", ") + " o " + t[len(t)-1]
}

func (f Formato) detalle() detalle {
	for _, d := range detalles {
		if d.formato == f {
			return d
		}
	}
	return detalle{formato: f, mime: "application/octet-stream"}
}

// Extension is how the name of a file in this format ends, without the dot.
func (f Formato) Extension() string { return string(f) }

// TipoMIME is what HTTP calls the format.
func (f Formato) TipoMIME() string { return f.detalle().mime }

// WriteInforme writes the informe in this format. The warnings are sentences for the
// Secretaría: what the format had to replace, the siglas that nothing defines. The same
// report gives the same bytes.
func (f Formato) WriteInforme(w io.Writer, r compromiso.Reporte) ([]string, error) {
	d := f.detalle()
	switch {
	case d.datos != nil:
		return d.datos(w, r)
	case d.dibuja == nil:
		return nil, f.noSeHace("El informe", Formatos())
	}
	doc, sinDefinir := componer(r)
	advertencias, err := d.dibuja(w, doc)
	return append(faltanSiglas(sinDefinir), advertencias...), err
}

// faltanSiglas is the sentence for the Secretaría about the siglas that nothing defines.
func faltanSiglas(l []string) []string {
	switch len(l) {
	case 0:
		return nil
	case 1:
		return []string{"La sigla «" + l[0] + "» se usa y no está definida: agréguela al glosario."}
	}
	return []string{"Estas siglas se usan y no están definidas: " + strings.Join(l, ", ") + ". Agréguelas al glosario."}
}

// WriteNota writes the nota in this format, as WriteInforme does.
func (f Formato) WriteNota(w io.Writer, n compromiso.DatosNota) ([]string, error) {
	if !slices.Contains(FormatosNota(), f) {
		return nil, f.noSeHace("La nota", FormatosNota())
	}
	doc, sinDefinir := componerNota(n)
	advertencias, err := f.detalle().dibuja(w, doc)
	return append(faltanSiglas(sinDefinir), advertencias...), err
}

func (f Formato) noSeHace(que string, hay []Formato) error {
	return compromiso.Errorf(compromiso.Invalido, "formato", "%s no se hace en «%s». Los formatos son %s.", que, f, enumerar(hay))
}

// NombreInforme is the name of the informe's file in this format:
// «informe-02SE-CVMRE-2023.docx».
func (f Formato) NombreInforme(r compromiso.Reporte) string {
	partes := []string{"informe", r.SesionInforme}
	if r.SesionInforme == "" {
		partes[1] = r.Comision
	}
	if anio := r.FechaInforme.Anio; anio > 0 {
		partes = append(partes, fmt.Sprint(anio))
	}
	return f.nombre(partes)
}

// NombreNota is the name of the nota's file in this format: «nota-04-2021-COVE.docx».
func (f Formato) NombreNota(n compromiso.DatosNota) string {
	return f.nombre([]string{"nota", n.Fila.Numero.String(), n.Comision})
}

// nombre makes the name of a file from its parts, in which no sign means anything to a
// file system.
func (f Formato) nombre(partes []string) string {
	limpio := func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|. `, r) {
			return '-'
		}
		return r
	}
	var l []string
	for _, p := range partes {
		if p = strings.Trim(strings.Map(limpio, p), "-"); p != "" {
			l = append(l, p)
		}
	}
	return strings.Join(l, "-") + "." + f.Extension()
}
