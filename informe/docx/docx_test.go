package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/informe/documento"
)

var actualizar = flag.Bool("update", false, "write the goldens again")

func celda(bs ...documento.Bloque) *documento.Celda { return &documento.Celda{Bloques: bs} }

func parrafo(s string) documento.Parrafo { return documento.Parrafo{Trozos: documento.Texto(s)} }

func items(ss ...string) (l []documento.Item) {
	for _, s := range ss {
		l = append(l, documento.Item{Trozos: documento.Texto(s)})
	}
	return l
}

// muestra has one of everything that a document may have.
func muestra() documento.Documento {
	sesion := celda(parrafo("01SO-CAM 15.03.2025"))
	sesion.Filas = 2
	return documento.Documento{
		Titulo: "Informe de «prueba» <1> & más", Asunto: "Asunto", Autor: "Secretaría Técnica", Apaisado: true, Pie: "CAM & Cía.",
		Creado: time.Date(2025, 3, 15, 10, 0, 0, 0, time.FixedZone("", -6*3600)),
		Bloques: []documento.Bloque{
			documento.Encabezado{Nivel: 1, Texto: "Comisión de Archivo y Memoria (CAM)", Centrado: true},
			documento.Parrafo{Trozos: documento.Texto("Segunda Sesión Ordinaria"), Clase: documento.Subtitulo, Centrado: true},
			documento.Lista{Ordenada: true, Desde: 3, Items: []documento.Item{
				{Trozos: documento.Texto("tercero"), Dentro: []documento.Bloque{
					parrafo("sigue el tercero"),
					documento.Lista{Ordenada: true, Items: items("de dentro")},
					documento.Lista{Items: items("viñeta de dentro")},
				}},
				{Trozos: documento.Negrita("cuarto")},
			}},
			documento.Tabla{
				Descripcion: "Los compromisos", Columnas: []documento.Columna{{Titulo: "SESIÓN", Parte: 1}, {Titulo: "NÚMERO", Parte: 1}, {Titulo: "COMPROMISO", Parte: 4}},
				Filas: []documento.Fila{
					{Celdas: []*documento.Celda{sesion, celda(documento.Parrafo{Trozos: documento.Negrita("01/2025")}), celda(parrafo("Uno:"), documento.Lista{Items: items("a", "b")})}},
					{Celdas: []*documento.Celda{nil, celda(parrafo("02/2025")), celda(documento.Parrafo{Trozos: []documento.Trozo{
						{Texto: "<b>no es etiqueta</b> & 😀\x01\uFFFE "},
						{Texto: "liga", Liga: "https://ejemplo.mx/ñ?a=1&b=\"2\""},
						{Texto: " archivo", Liga: "file:///etc/passwd"},
						{Texto: "cursiva", Cursiva: true},
						{Texto: "una\ndos\ttres"},
					}})}},
					{Celdas: []*documento.Celda{celda(), celda(documento.Lista{Ordenada: true, Items: items("uno", "dos")}), celda(documento.Tabla{
						Columnas: []documento.Columna{{}, {}}, Filas: []documento.Fila{{Celdas: []*documento.Celda{celda(parrafo("x"))}}},
					})}},
				},
			},
			documento.Glosario{Grupos: []documento.Grupo{
				{Titulo: "Partidos", Entradas: []documento.Entrada{{Sigla: "PA", Definicion: "Partido A"}, {Sigla: "PB", Definicion: "Partido B"}}},
				{Entradas: []documento.Entrada{{Sigla: "CAM", Definicion: "Comisión de Archivo y Memoria"}}},
			}},
			documento.Parrafo{Trozos: documento.Texto("Letra chica."), Clase: documento.Nota},
		},
	}
}

func escrito(t testing.TB, d documento.Documento) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func partesDe(t *testing.T, b []byte) (nombres []string, textos map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	textos = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		s, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		nombres = append(nombres, f.Name)
		textos[f.Name] = string(s)
	}
	return nombres, textos
}

// enRenglones breaks XML where a person who reads a golden wants it.
func enRenglones(s string) string {
	for _, e := range []string{"<w:p>", "<w:tbl>", "<w:tr>", "<w:tc>", "</w:tr>", "</w:tbl>", "<w:sectPr>", "<w:num ", "<w:abstractNum ", "<w:lvl ", "<Relationship "} {
		s = strings.ReplaceAll(s, e, "\n"+e)
	}
	return s
}

// TestMuestra compares what depends on the document with its golden.
func TestMuestra(t *testing.T) {
	nombres, textos := partesDe(t, escrito(t, muestra()))
	var b strings.Builder
	for _, n := range nombres {
		if !strings.Contains("[Content_Types].xml _rels/.rels word/styles.xml word/settings.xml", n) {
			fmt.Fprintf(&b, "== %s\n%s\n", n, enRenglones(textos[n]))
		}
	}
	const ruta = "testdata/muestra.golden"
	if *actualizar {
		if err := os.WriteFile(ruta, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	quiero, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatalf("%v (escríbalo con go test -update)", err)
	}
	if d := cmp.Diff(string(quiero), b.String()); d != "" {
		t.Errorf("(-quiero +leo; con go test -update se escribe de nuevo):\n%s", d)
	}
}

func TestLosMismosBytes(t *testing.T) {
	if !bytes.Equal(escrito(t, muestra()), escrito(t, muestra())) {
		t.Error("el mismo documento dio otros bytes")
	}
}

// orden is that of the schema (ECMA-376, part 1), for the elements that are written.
var orden = map[string][]string{
	"pPr": {
		"pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "contextualSpacing", "jc",
		"textDirection", "outlineLvl", "rPr", "sectPr",
	},
	"rPr": {
		"rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "noProof", "color", "spacing", "w", "kern", "position", "sz", "szCs",
		"highlight", "u", "shd", "vertAlign", "lang",
	},
	"tblPr": {
		"tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd",
		"tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
	},
	"tcPr":   {"cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign"},
	"tbl":    {"tblPr", "tblGrid", "tr"},
	"tr":     {"trPr", "tc"},
	"sectPr": {"headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "docGrid"},
	"lvl":    {"start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlJc", "pPr", "rPr"},
	"style": {
		"name", "aliases", "basedOn", "next", "link", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
	},
	"settings":    {"zoom", "defaultTabStop", "characterSpacingControl", "compat", "themeFontLang", "decimalSymbol", "listSeparator"},
	"numbering":   {"abstractNum", "num"},
	"abstractNum": {"nsid", "multiLevelType", "lvl"},
}

// TestOrdenDelEsquema walks every part: well formed, and each element where the schema
// has it, since Word calls a document damaged for less.
func TestOrdenDelEsquema(t *testing.T) {
	nombres, textos := partesDe(t, escrito(t, muestra()))
	for _, n := range nombres {
		type abierto struct {
			nombre string
			ultimo int
			hijo   string
		}
		pila := []abierto{{}}
		for d := xml.NewDecoder(strings.NewReader(textos[n])); ; {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", n, err)
			}
			switch e := tok.(type) {
			case xml.StartElement:
				u := &pila[len(pila)-1]
				if o, hay := orden[u.nombre]; hay {
					i := slices.Index(o, e.Name.Local)
					if i < 0 || i < u.ultimo {
						t.Errorf("%s: <%s> no va en ese lugar de <%s>, tras <%s>", n, e.Name.Local, u.nombre, u.hijo)
					}
					u.ultimo = i
				}
				if u.nombre == "tc" && u.hijo == "tbl" && e.Name.Local == "tbl" {
					t.Errorf("%s: dos tablas que se tocan", n)
				}
				u.hijo = e.Name.Local
				pila = append(pila, abierto{nombre: e.Name.Local})
			case xml.EndElement:
				if u := pila[len(pila)-1]; u.nombre == "tc" && u.hijo != "p" {
					t.Errorf("%s: una celda no termina en un párrafo sino en <%s>", n, u.hijo)
				}
				pila = pila[:len(pila)-1]
			}
		}
	}
}

// TestEstilos finds each style that the text names, and each list.
func TestEstilos(t *testing.T) {
	_, textos := partesDe(t, escrito(t, muestra()))
	for _, ref := range []struct{ parte, marca, donde, def string }{
		{"word/document.xml", `Style w:val="`, "word/styles.xml", `w:styleId="%s"`},
		{"word/numbering.xml", `Style w:val="`, "word/styles.xml", `w:styleId="%s"`},
		{"word/styles.xml", `w:numId w:val="`, "word/numbering.xml", `<w:num w:numId="%s"`},
		{"word/document.xml", `w:numId w:val="`, "word/numbering.xml", `<w:num w:numId="%s"`},
		{"word/document.xml", `r:id="`, "word/_rels/document.xml.rels", `Id="%s"`},
	} {
		for _, s := range strings.Split(textos[ref.parte], ref.marca)[1:] {
			id, _, _ := strings.Cut(s, `"`)
			if !strings.Contains(textos[ref.donde], fmt.Sprintf(ref.def, id)) {
				t.Errorf("%s nombra %q, que no está en %s", ref.parte, id, ref.donde)
			}
		}
	}
}

func TestLigas(t *testing.T) {
	for s, quiero := range map[string]string{
		"https://ine.mx/a b":          "https://ine.mx/a%20b",
		"http://ine.mx/?q=ñ|":         "http://ine.mx/?q=%C3%B1%7C",
		"mailto:a@b.mx":               "mailto:a@b.mx",
		"HTTPS://ine.mx":              "https://ine.mx",
		"https:///x":                  "",
		"javascript:alert(1)":         "",
		"file:///etc/passwd":          "",
		"ine.mx":                      "",
		"https://ine.mx/%zz":          "",
		"https://ine.mx/?a=%z%41":     "https://ine.mx/?a=%25z%41",
		"https://x/" + largo(3000):    "",
		"\\\\servidor\\hoja.docx":     "",
		"mailto:":                     "",
		" https://ine.mx/\"><w:p/>  ": "https://ine.mx/%22%3E%3Cw:p/%3E",
	} {
		if leo := direccionLimpia(s); leo != quiero {
			t.Errorf("%.40q: %q, y no %q", s, leo, quiero)
		}
	}
}

func largo(n int) string { return strings.Repeat("a", n) }

// TestMuchasListas types the numbers that Word could not hold.
func TestMuchasListas(t *testing.T) {
	var d documento.Documento
	for range maxListas + 1 {
		d.Bloques = append(d.Bloques, documento.Lista{Ordenada: true, Desde: 4, Items: items("uno")})
	}
	_, textos := partesDe(t, escrito(t, d))
	if n := strings.Count(textos["word/numbering.xml"], "<w:num "); n != maxListas+len(definiciones) {
		t.Errorf("%d listas", n)
	}
	if n := strings.Count(textos["word/document.xml"], "<w:t>4.</w:t><w:tab/>"); n != 1 {
		t.Errorf("%d números escritos a mano", n)
	}
}

func TestErrores(t *testing.T) {
	for _, b := range []documento.Bloque{
		documento.Tabla{Descripcion: "t"},
		&documento.Parrafo{},
		documento.Tabla{Columnas: []documento.Columna{{Titulo: "A"}}, Filas: []documento.Fila{{Celdas: []*documento.Celda{celda(), celda()}}}},
	} {
		if err := Write(io.Discard, documento.Documento{Bloques: []documento.Bloque{b}}); err == nil {
			t.Errorf("%+v: no hubo error", b)
		}
	}
	if err := Write(roto{}, muestra()); err == nil || !strings.Contains(err.Error(), "disco lleno") {
		t.Errorf("%v", err)
	}
}

type roto struct{}

func (roto) Write([]byte) (int, error) { return 0, errors.New("disco lleno") }

// informeDe is a document like an informe of n compromisos.
func informeDe(n int) documento.Documento {
	const frase = "En la convocatoria a la sesión del 17.11.2025 se hace entrega de la nota informativa sobre las reuniones celebradas con otras instituciones. "
	t := documento.Tabla{Columnas: []documento.Columna{
		{Titulo: "SESIÓN/FECHA", Parte: 9},
		{Titulo: "NÚMERO", Parte: 7},
		{Titulo: "ESTATUS", Parte: 8},
		{Titulo: "EJE TEMÁTICO", Parte: 12},
		{Titulo: "COMPROMISO, SOLICITUD O ACUERDO", Parte: 25},
		{Titulo: "SOLICITADO POR", Parte: 11},
		{Titulo: "ATENCIÓN O SEGUIMIENTO", Parte: 28},
	}}
	for i := range n {
		var sesion *documento.Celda
		if i%5 == 0 {
			sesion = celda(parrafo(fmt.Sprintf("%02dSO-CAM", i/5+1)), parrafo("15.03.2025"))
			sesion.Filas = min(5, n-i)
		}
		t.Filas = append(t.Filas, documento.Fila{Celdas: []*documento.Celda{
			sesion, celda(documento.Parrafo{Trozos: documento.Negrita(fmt.Sprintf("%02d/2025", i+1))}),
			celda(documento.Parrafo{Trozos: documento.Negrita("Cumplido")}, parrafo("08.11.2025")), celda(parrafo("Conservación de los archivos de las áreas")),
			celda(parrafo(frase), documento.Lista{Ordenada: true, Items: items(frase, frase)}), celda(documento.Lista{Items: items("CE-ABC", "RPP-XYZ")}),
			celda(parrafo(frase+frase), documento.Lista{Items: items(frase, frase)}, parrafo(frase)),
		}})
	}
	return documento.Documento{Titulo: "Informe", Apaisado: true, Pie: "CAM", Bloques: []documento.Bloque{documento.Encabezado{Nivel: 1, Texto: "Informe"}, t}}
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := informeDe(n)
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
