package informe

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// comoExporte is what the workbook of exportar says: all but the warnings.
func comoExporte(informes []compromiso.Informe, completo bool) []compromiso.Informe {
	l := comoEnCSV(informes, completo)
	for i := range l {
		l[i].Glosario = informes[i].Glosario
	}
	return l
}

// TestXLSXIdaYVuelta writes what is stored of several commissions and reads it back.
func TestXLSXIdaYVuelta(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		completo := rapid.Bool().Draw(t, "completo")
		quiero := informesHojaRapid(t)
		var b bytes.Buffer
		if _, err := (OpcionesXLSX{Completo: completo}).Write(&b, quiero...); err != nil {
			t.Fatal(err)
		}
		leo, err := Leer("", b.Bytes(), Opciones{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(comoExporte(quiero, completo), leo, igualesCSV); d != "" {
			t.Fatal(d)
		}
	})
}

// TestXLSXInformeIdaYVuelta writes an informe and reads it back: all that it shows is the
// same, the glossary as far as it is used.
func TestXLSXInformeIdaYVuelta(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inf := informesHojaRapid(t)[0]
		r := compromiso.Reporte{Informe: inf, Corte: fechaRapid().Draw(t, "corte")}
		if rapid.Bool().Draw(t, "emitido") {
			r.Emision = &compromiso.Emision{Numero: 2, Huella: "ab", Cabeza: "cd"}
			r.Anterior = &compromiso.Emision{Numero: 1}
			r.Cambios = []compromiso.CambioReporte{{Numero: compromiso.Numero{Cons: 1, Anio: 2023}, Que: []string{"Cambió."}}}
		}
		var b bytes.Buffer
		if _, err := WriteXLSX(&b, r); err != nil {
			t.Fatal(err)
		}
		leo, err := Leer("", b.Bytes(), Opciones{})
		if err != nil {
			t.Fatal(err)
		}
		quiero := comoEnCSV([]compromiso.Informe{inf}, false)
		quiero[0].Glosario, _ = GlosarioUsado(inf)
		if d := cmp.Diff(quiero, leo, igualesCSV); d != "" {
			t.Fatal(d)
		}
	})
}

// abrirXLSX is a workbook as another program reads it.
func abrirXLSX(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestXLSXForma looks at the workbook with another reader: what each cell is, and how it
// is shown and printed.
func TestXLSXForma(t *testing.T) {
	r := emitido(leerUno(t, "muestra", muestra.Informe))
	r.Compromisos[0].Texto = `=HYPERLINK("http://x.mx") & <b>ñ</b> 😀 _x0041_`
	r.Comision = "C&D"
	var b bytes.Buffer
	if _, err := WriteXLSX(&b, r); err != nil {
		t.Fatal(err)
	}
	f := abrirXLSX(t, b.Bytes())
	var s strings.Builder
	for _, hoja := range f.GetSheetList() {
		fmt.Fprintf(&s, "== %s\n", hoja)
		filas, err := f.GetRows(hoja)
		if err != nil {
			t.Fatal(err)
		}
		for i, fila := range filas {
			for k, c := range fila {
				ref := letrasDe(k) + fmt.Sprint(i+1)
				tipo, err := f.GetCellType(hoja, ref)
				if err != nil {
					t.Fatal(err)
				}
				if c != "" {
					fmt.Fprintf(&s, "%s %d %q\n", ref, tipo, c)
				}
			}
		}
	}
	partes := partesTexto(t, b.Bytes())
	hoja := partes["xl/worksheets/sheet1.xml"]
	for _, quiero := range []string{`state="frozen"`, `<autoFilter ref="A6:J15"`, `orientation="landscape"`, `fitToHeight="0"`, `fitToPage="1"`, `Página &amp;P de &amp;N`, `C&amp;&amp;D`} {
		if !strings.Contains(hoja, quiero) {
			t.Errorf("falta %s en la hoja", quiero)
		}
	}
	if !strings.Contains(partes["xl/workbook.xml"], `Compromisos!$6:$6`) {
		t.Errorf("el encabezado no se repite: %s", partes["xl/workbook.xml"])
	}
	if formula, err := f.GetCellFormula(hojaCompromisos, "G7"); formula != "" || err != nil {
		t.Errorf("hay una fórmula: %q %v", formula, err)
	}
	fmt.Fprintf(&s, "== propiedades\n%s\n", partes["docprops/core.xml"])
	igualQue(t, "testdata/forma/informe-xlsx.txt", []byte(s.String()))
}

func partesTexto(t testing.TB, b []byte) map[string]string {
	t.Helper()
	p, err := abrirPaquete(b, queLibro, maxBytes)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, n := range slices.Sorted(maps.Keys(p.partes)) {
		r, err := p.partes[n].Open()
		if err != nil {
			t.Fatal(err)
		}
		var c bytes.Buffer
		if _, err := c.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		m[n] = c.String()
		d := xml.NewDecoder(&c)
		for {
			if _, err := d.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Errorf("%s no es XML: %v", n, err)
				}
				break
			}
		}
	}
	return m
}

// TestXLSXTextoLargo puts what no cell holds into the cells below, says so, and reads it
// back whole.
func TestXLSXTextoLargo(t *testing.T) {
	inf := muestra.Grande(3)
	inf.Compromisos[1].Texto = strings.Repeat("palabra 😀\n", 10_000) + "fin"
	inf.Compromisos[1].Atencion = strings.Repeat("x", 40_000)
	var b bytes.Buffer
	avs, err := WriteXLSX(&b, compromiso.Reporte{Informe: inf})
	if err != nil {
		t.Fatal(err)
	}
	n := inf.Compromisos[1].Numero.String()
	if s := strings.Join(avs, "\n"); strings.Count(s, n+" tiene un texto de más de 32,767 caracteres") != 2 {
		t.Errorf("%s", s)
	}
	for _, fila := range must(abrirXLSX(t, b.Bytes()).GetRows(hojaCompromisos))(t) {
		for _, c := range fila {
			if unidadesUTF16(c) > maxTextoCelda {
				t.Errorf("una celda tiene %d", unidadesUTF16(c))
			}
		}
	}
	leo, err := Leer("", b.Bytes(), Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	quiero := comoEnCSV([]compromiso.Informe{inf}, false)
	quiero[0].Glosario, _ = GlosarioUsado(inf)
	if d := cmp.Diff(quiero, leo, igualesCSV); d != "" {
		t.Error(d)
	}
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// BenchmarkWriteXLSX shows what a workbook costs by its rows: it grows as they do.
func BenchmarkWriteXLSX(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		r := compromiso.Reporte{Informe: muestra.Grande(n)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var w bytes.Buffer
				if _, err := WriteXLSX(&w, r); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(w.Len()))
			}
		})
	}
}

// BenchmarkLeerXLSX shows what reading it back costs; BenchmarkLeerCSV, what the same costs
// in CSV.
func BenchmarkLeerXLSX(b *testing.B) {
	medirLeer(b, func(w *bytes.Buffer, inf compromiso.Informe) error {
		_, err := WriteXLSX(w, compromiso.Reporte{Informe: inf})
		return err
	})
}

func BenchmarkLeerCSV(b *testing.B) {
	medirLeer(b, func(w *bytes.Buffer, inf compromiso.Informe) error { return OpcionesCSV{Completo: true}.Write(w, inf) })
}

func medirLeer(b *testing.B, escribir func(*bytes.Buffer, compromiso.Informe) error) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var w bytes.Buffer
			if err := escribir(&w, muestra.Grande(n)); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(w.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if l, err := Leer("", w.Bytes(), Opciones{}); err != nil || len(l[0].Compromisos) != n {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "filas/s")
		})
	}
}
