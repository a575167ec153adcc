package informe

import (
	"bytes"
	"testing"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
	"compromisos/informe/muestra"
)

// escribirDosVeces writes what was read as CSV and as XLSX, reads that back and writes it
// again: the same bytes.
func escribirDosVeces(t *testing.T, informes []compromiso.Informe) {
	t.Helper()
	escribir := map[string]func(*bytes.Buffer, []compromiso.Informe) error{
		"csv": func(w *bytes.Buffer, l []compromiso.Informe) error { return OpcionesCSV{Completo: true}.Write(w, l...) },
		"xlsx": func(w *bytes.Buffer, l []compromiso.Informe) error {
			_, err := OpcionesXLSX{Completo: true}.Write(w, l...)
			return err
		},
	}
	informes = informes[:1] // several of one commission, session and day are one in a table
	for nombre, escribe := range escribir {
		var una, otra bytes.Buffer
		bien(t, escribe(&una, informes))
		leo, err := Leer("f", una.Bytes(), Opciones{})
		if err != nil {
			t.Fatalf("%s: lo escrito no se lee: %v", nombre, err)
		}
		bien(t, escribe(&otra, leo))
		if !bytes.Equal(una.Bytes(), otra.Bytes()) {
			t.Fatalf("%s: escrito otra vez no es igual:\n%+v\n%+v", nombre, informes, leo)
		}
	}
}

// FuzzLeerCSV reads anything as a CSV: it is refused in one line, or what was read is
// written and reads back the same, as JSON, as CSV and as XLSX.
func FuzzLeerCSV(f *testing.F) {
	f.Add(tablaCSV)
	f.Add("sep=;\nNúmero;Estatus;Compromiso\n1/2025;Pendiente;\"a\"\"b\nc\"\n")
	f.Add("Número|Estatus|Compromiso\n1/2025|Pendiente|'=x\n\"")
	for _, n := range []string{"columnas.csv", "cortes.csv", "html.csv"} {
		f.Add(string(leerMuestra(f, n)))
	}
	var b bytes.Buffer
	bien(f, OpcionesCSV{Completo: true}.Write(&b, muestra.Grande(2)))
	f.Add(b.String())
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() {
			leerYEscribir(t, []byte(s), OpcionesJSON{})
			if l, err := Leer("f", []byte(s), Opciones{Parcial: true}); err == nil {
				escribirDosVeces(t, l)
			}
		})
	})
}

// FuzzLeerXLSX reads a workbook whose parts are anything, as FuzzLeerCSV does.
func FuzzLeerXLSX(f *testing.F) {
	f.Add(`<worksheet><sheetData>`+encabezadoCrudo+filaCruda("Uno")+`</sheetData></worksheet>`, `<sst><si><t>a</t></si></sst>`, `<styleSheet/>`)
	f.Add(`<worksheet><sheetData>`+encabezadoCrudo+`<row r="3" hidden="1"><c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><v>45187.5</v></c><c r="C3" t="e"><v>#N/A</v></c>`+
		`</row></sheetData><mergeCells><mergeCell ref="A3:A9"/><mergeCell ref="B2:D4"/></mergeCells></worksheet>`,
		`<sst><si><r><t>1/</t></r><r><t>2025</t></r><rPh><t>x</t></rPh></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-80A]d/m/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`)
	for _, l := range [][]byte{libroAjeno(f, false), libroAjeno(f, true)} {
		p := partesTexto(f, l)
		f.Add(p["xl/worksheets/sheet1.xml"], p["xl/sharedstrings.xml"], p["xl/styles.xml"])
	}
	f.Fuzz(func(t *testing.T, hoja, textos, estilos string) {
		b := libroCrudo(t, hoja, parteZip{"xl/sharedStrings.xml", textos}, parteZip{"xl/styles.xml", estilos})
		bound.Run(t, len(hoja)+len(textos)+len(estilos), func() {
			leerYEscribir(t, b, OpcionesJSON{})
			if l, err := Leer("f", b, Opciones{Parcial: true}); err == nil {
				escribirDosVeces(t, l)
			}
		})
	})
}
