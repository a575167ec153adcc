package informe

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
)

// enUTF16 is a text as Windows programs write it.
func enUTF16(orden binary.AppendByteOrder, marca bool, s string) []byte {
	if marca {
		s = "\uFEFF" + s
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = orden.AppendUint16(b, u)
	}
	return b
}

// formasDeArchivo are the ways in which the same document may come: in other encodings,
// with other line ends, with bytes that are no text, cut.
func formasDeArchivo(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	s := string(b)
	latin, err := charmap.ISO8859_1.NewEncoder().Bytes(bytes.ReplaceAll(b, []byte("—"), []byte("-")))
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"UTF-8": b, "UTF-8 con marca": append([]byte("\xef\xbb\xbf"), b...), "Latin-1": latin,
		"UTF-16LE": enUTF16(binary.LittleEndian, true, s), "UTF-16BE": enUTF16(binary.BigEndian, true, s),
		"UTF-16LE sin marca": enUTF16(binary.LittleEndian, false, s), "UTF-16BE sin marca": enUTF16(binary.BigEndian, false, s),
		"CRLF": bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")), "CR": bytes.ReplaceAll(b, []byte("\n"), []byte("\r")),
		"NUL": bytes.ReplaceAll(b, []byte("a"), []byte("\x00a")), "la mitad": b[:len(b)/2],
	}
}

// FuzzLeer reads anything as an informe, whatever it is written in: it is refused in one
// line, or what was read is written as JSON that reads back the same.
func FuzzLeer(f *testing.F) {
	for _, n := range []string{"cortes.txt", "columnas.txt", "corridas.txt", "html.txt", "ilegibles.txt", "cortes.json"} {
		f.Add(leerMuestra(f, n))
	}
	for _, b := range formasDeArchivo(f, leerMuestra(f, "columnas.txt")) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		bound.Run(t, len(b), func() { leerYEscribir(t, b, OpcionesJSON{}) })
	})
}

// FuzzLeerJSON reads anything as the JSON of the contract, all of whose keys read back
// the same.
func FuzzLeerJSON(f *testing.F) {
	for _, n := range []string{"cortes.json", "html.json", "columnas.json"} {
		f.Add(string(leerMuestra(f, n)))
	}
	f.Add(`[{"compromisos":[{"numero":"1/2023","texto":"x","estatus":"cumplido","incisos":[{}]}]}]`)
	f.Add(`{"comision":"CAM","fecha_informe":"2023-11-17","hora_informe":"10:00","glosario":{"CAM":"x"},"advertencias":[{"linea":1,"campo":"x","mensaje":"y"}],
"compromisos":[{"numero":"3/2023","sesion":"1-ORD","texto":"a\n• b","estatus":"parcial","permanente":true,"solicitantes":["CE-A"],"areas":null,"areas_propuestas":["UAR"],
"incisos":[{"letra":"a","texto":"x","estatus":"cumplido","areas":["UAR"],"fecha_limite":"2023-12-01","fecha_cumplimiento":null},{"letra":"b","texto":"y","estatus":"pendiente"}],
"seguimientos":[{"fecha":"2023-11-01","area":"UAR","persona":"U1","clase":"acuerdo","inciso":"a","texto":"z","en":"2023-11-01T10:00:00-06:00"}],
"prorrogas":[{"inciso":"a","anterior":"2023-11-01","nueva":"2023-12-01","motivo":"m","estado":"concedida","persona":"U1","respuesta":"r","en":"2023-11-01T10:00:00Z"}],
"evidencias":[{"clase":"liga","titulo":"t","liga":"https://x.mx","oficio":"","fecha":"2023-11-01","en":"2023-11-01T10:00:00Z"}]}]}`)
	f.Add(`{"compromisos":[{"numero":1e3,"texto":{},"estatus":[]}]}`)
	f.Add(strings.Repeat("[", 100) + strings.Repeat(`{"a":`, 100))
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() { leerYEscribir(t, []byte(s), OpcionesJSON{Completo: true}) })
	})
}

func leerYEscribir(t *testing.T, b []byte, como OpcionesJSON) {
	t.Helper()
	for _, o := range []Opciones{{}, {Parcial: true, Comision: "CAM"}} {
		informes, err := Leer("f", b, o)
		if err != nil {
			m := err.Error()
			if compromiso.CodigoDe(err) != compromiso.Invalido || strings.Contains(m, "\n") || strings.Contains(m, "panic") || len(m) > 4000 {
				t.Fatalf("%q", m)
			}
			continue
		}
		var una, otra bytes.Buffer
		if err := como.Write(&una, informes...); err != nil {
			t.Fatal(err)
		}
		leo, err := Leer("f", una.Bytes(), Opciones{})
		if err != nil {
			t.Fatalf("lo escrito no se lee: %v\n%s", err, una.Bytes())
		}
		if err := como.Write(&otra, leo...); err != nil {
			t.Fatal(err)
		}
		if una.String() != otra.String() {
			t.Fatal(cmp.Diff(una.String(), otra.String()))
		}
	}
}

// FuzzNadaSePierde makes documents of this family out of what comes: columns in any
// order, cells that are missing, moved, cut by a page, full of tags. Each word of the
// source ends in a field or in a warning, or the document is refused.
func FuzzNadaSePierde(f *testing.F) {
	f.Add([]byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08"))
	f.Add([]byte("orden libre de columnas y de celdas que nadie esperaba ver en un informe"))
	f.Add(bytes.Repeat([]byte("\x05\x09\x02\x07\x11"), 40))
	f.Add(bytes.Repeat([]byte("\xff\x03\x80\x41"), 50))
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &dado{b: b[:min(len(b), 600)]}
		doc := d.documento()
		bound.Run(t, len(doc), func() {
			for _, o := range []Opciones{{}, {Parcial: true}} {
				informes, err := Leer("", []byte(doc), o)
				if err != nil {
					continue
				}
				todo := fmt.Sprintf("%+v", informes)
				for _, p := range d.palabras {
					if !strings.Contains(todo, p) {
						t.Errorf("%+v: «%s» se perdió:\n%s\n%s", o, p, doc, todo)
					}
				}
			}
		})
	})
}

// dado makes choices out of bytes.
type dado struct {
	b        []byte
	palabras []string // written once each
	web      bool     // in a page nobody sees its scripts
}

func (d *dado) queda() bool { return len(d.b) > 0 }

func (d *dado) tirar(n int) int {
	if !d.queda() {
		return 0
	}
	v := int(d.b[0])
	d.b = d.b[1:]
	return v % n
}

// palabra is a word that is nowhere else in the document.
func (d *dado) palabra() string {
	letras := []string{"ba", "ce", "di", "fo", "gu", "ja", "le", "mi", "no", "pu"}
	s := "z"
	for n := len(d.palabras) + 100; n > 0; n /= 10 {
		s += letras[n%10]
	}
	d.palabras = append(d.palabras, s)
	return s
}

var (
	columnasFuzz = []string{
		"SESIÓN/FECHA", "NÚMERO", "ESTATUS", "EJE", "COMPROMISO", "SOLICITADO POR", "ATENCIÓN", "ÁREA", "FECHA LÍMITE",
		"FECHA DE CUMPLIMIENTO", "FECHA DE SESIÓN", "TIPO", "OBSERVACIONES", "", "% DE AVANCE", "¿CUMPLIDO?", "PERMANENTE",
	}
	valoresFuzz = []string{
		"01SO-CAM", "Segunda Sesión Extraordinaria", "ídem", "1/2025", "02/2025", "3", "Pendiente", "Cumplido 03.02.2025", "en trámite", "31/02/2025",
		"15.03.2025", "CE-ABC", "UAR", "—", "solicitud", "Página 2 de 3", "• ", "1. ", "N/A",
		"Sesión Especial, 3 de marzo", "8 de noviembre", "45%", "Sí", "1/25/2025", "antes del 8.11.2025", "a) ", "ene-25", "Permanente", "\"UAR\" significa",
		"2ª ordinaria, 4.10.2025", "Acuerdos de la Sesión Solemne del 5.7.2025", "En licitación",
	}
)

// lineaFuzz is a loose line, or a row.
type lineaFuzz struct {
	suelta string
	celdas []string
}

func (d *dado) documento() string {
	l := []lineaFuzz{{suelta: "## Comisión de Archivo y Memoria (CAM)"}, {}}
	if d.tirar(6) == 0 {
		return enRenglones(append(l, d.fichas()...))
	}
	var cols []string
	if n := d.tirar(4); n == 0 {
		cols = columnasFuzz[:7]
	} else {
		cols = append(cols, "NÚMERO", "ESTATUS", "COMPROMISO")
		for range 2 + n {
			cols = append(cols, columnasFuzz[d.tirar(len(columnasFuzz))])
		}
		k := d.tirar(len(cols))
		cols = append(cols[k:len(cols):len(cols)], cols[:k]...)
	}
	k := d.tirar(len(formasFuzz))
	forma := formasFuzz[k]
	d.web = k == 1 || k == 2
	encabezado := lineaFuzz{celdas: cols}
	l = append(l, encabezado)
	for n := 1; d.queda(); n++ {
		switch d.tirar(14) {
		case 0:
			l = append(l, encabezado)
		case 1:
			l = append(l, lineaFuzz{})
		case 2:
			l = append(l, lineaFuzz{suelta: d.celda()})
		case 3:
			l = append(l, lineaFuzz{suelta: "Página 2 de 3"}, lineaFuzz{}, encabezado)
		case 4:
			l = append(l, lineaFuzz{suelta: "# Glosario"}, lineaFuzz{}, lineaFuzz{celdas: []string{"", d.celda(), d.celda()}})
		case 5:
			l = append(l, lineaFuzz{celdas: []string{"Elaboró", "Revisó", d.palabra()}}, lineaFuzz{celdas: []string{d.palabra(), d.palabra()}})
		case 6:
			l = append(l, lineaFuzz{suelta: "Comisión de Archivo y Memoria (CAM)"}, lineaFuzz{suelta: valoresFuzz[d.tirar(len(valoresFuzz))] + " " + d.palabra()})
		default:
			l = append(l, lineaFuzz{celdas: d.fila(cols, n)})
		}
	}
	return forma(l)
}

// fichas are compromisos in lines of their own.
func (d *dado) fichas() []lineaFuzz {
	var l []lineaFuzz
	for n := 1; d.queda(); n++ {
		l = append(l, lineaFuzz{suelta: fmt.Sprintf("Compromiso %d/2025: %s", n, d.palabra())}, lineaFuzz{suelta: "Estatus: Pendiente"})
		for range d.tirar(7) {
			rotulo := columnasFuzz[d.tirar(len(columnasFuzz))]
			switch d.tirar(5) {
			case 0:
				l = append(l, lineaFuzz{suelta: d.celda()})
			case 1:
				l = append(l, lineaFuzz{celdas: []string{rotulo, d.celda(), d.palabra(), d.celda()}})
			case 2:
				l = append(l, lineaFuzz{}, lineaFuzz{suelta: d.palabra() + ": " + d.celda()})
			default:
				l = append(l, lineaFuzz{suelta: rotulo + ": " + d.celda()})
			}
		}
	}
	return l
}

// formasFuzz are the layouts in which such a document comes.
var formasFuzz = []func([]lineaFuzz) string{enRenglones, enPagina, enMarcas, enComas}

func enRenglones(l []lineaFuzz) string {
	var b strings.Builder
	for _, x := range l {
		b.WriteString(x.suelta + strings.Join(x.celdas, "\t") + "\n")
	}
	return b.String()
}

func enPagina(l []lineaFuzz) string {
	var b strings.Builder
	b.WriteString("<html><body>\n")
	abierta := false
	for _, x := range l {
		if abierta != (x.celdas != nil) {
			b.WriteString(map[bool]string{true: "</table>\n", false: "<table>\n"}[abierta])
			abierta = !abierta
		}
		if x.celdas != nil {
			b.WriteString("<tr><td>" + strings.Join(x.celdas, "</td><td>") + "</td></tr>\n")
		} else if x.suelta != "" {
			b.WriteString("<p>" + strings.TrimLeft(x.suelta, "# ") + "</p>\n")
		}
	}
	if abierta {
		b.WriteString("</table>")
	}
	return b.String() + "</body></html>\n"
}

func enMarcas(l []lineaFuzz) string {
	var b strings.Builder
	abierta := false
	for _, x := range l {
		if x.celdas == nil {
			b.WriteString("\n" + x.suelta + "\n\n")
			abierta = false
			continue
		}
		b.WriteString("| " + strings.Join(x.celdas, " | ") + " |\n")
		if !abierta {
			b.WriteString(strings.Repeat("|---", len(x.celdas)) + "|\n")
		}
		abierta = true
	}
	return b.String()
}

func enComas(l []lineaFuzz) string {
	var b strings.Builder
	for _, x := range l {
		celdas := x.celdas
		if celdas == nil {
			celdas = []string{x.suelta}
		}
		for i, c := range celdas {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (d *dado) fila(cols []string, n int) []string {
	var l []string
	normal := d.tirar(3) > 0
	for _, c := range cols {
		switch {
		case normal && c == "NÚMERO":
			l = append(l, fmt.Sprintf("%d/2025", n))
		case normal && c == "ESTATUS":
			l = append(l, []string{"Pendiente", "Cumplido 03.02.2025", "En proceso"}[d.tirar(3)])
		default:
			l = append(l, d.celda())
		}
	}
	if d.tirar(8) == 0 {
		l = append(l, d.celda())
	}
	return l
}

func (d *dado) celda() string {
	switch d.tirar(10) {
	case 0:
		return ""
	case 1:
		return valoresFuzz[d.tirar(len(valoresFuzz))]
	case 2:
		if d.tirar(2) == 0 {
			return "<ol type=\"a\"><li>" + d.palabra() + "<ol type=i><li>" + d.palabra() + "</li></ol></li><li>" + d.palabra() + "</li></ol>"
		}
		return "<p>" + d.palabra() + "</p> <ul> <li>" + d.palabra() + "</li> <li>" + d.palabra() + ";</li> </ul>"
	case 3:
		return "<ol> <li>" + d.palabra()
	case 4:
		return d.palabra() + ", " + d.palabra() + "</li> </ol> <p>" + d.palabra() + ".</p>"
	case 5:
		return "<" + d.palabra() + " a=" + d.palabra() + ">" + d.palabra()
	case 6:
		return valoresFuzz[d.tirar(len(valoresFuzz))] + " " + d.palabra()
	case 7:
		if d.web {
			return "<b>" + d.palabra() + "</b>&lt;" + d.palabra() + "&gt;<!-- -->"
		}
		return "<script>" + d.palabra() + "</script><b>" + d.palabra() + "</b>&lt;" + d.palabra() + "&gt;<!-- -->"
	}
	return d.palabra() + " " + d.palabra()
}
