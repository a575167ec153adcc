package informe

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// documentoGrande is a document of some n rows in the text layout.
func documentoGrande(n int) []byte {
	var b bytes.Buffer
	b.WriteString("## Comisión de Archivo y Memoria (CAM)\n\n")
	encabezado := "SESIÓN/FECHA\tNÚMERO\tESTATUS\tEJE\tCOMPROMISO\tSOLICITADO POR\tATENCIÓN\n"
	b.WriteString(encabezado)
	prosa := strings.Repeat("La UAR revisó el acervo con la DIF y lo hizo del conocimiento de la CAM. ", 8)
	for i := range n {
		if i%5 == 4 {
			fmt.Fprintf(&b, "\n%s\t\t\t\t\t\t%s\n", encabezado, prosa)
		}
		fmt.Fprintf(&b, "%d/2025\tCumplido\t01.02.2025\tEje %d\t<p>%s</p> <ol> <li>Uno.</li> <li>Dos.</li> </ol>\t<ul> <li>CE-ABC</li> </ul>\t<p>%s</p>\n",
			i+1, i%7, prosa, prosa)
	}
	b.WriteString("\n## Glosario\n\n\tUAR\tUnidad de Archivo\n\tDIF\tDirección de Fomento\n")
	return b.Bytes()
}

func BenchmarkLeerTexto(b *testing.B) {
	doc := documentoGrande(500)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Leer("", doc, Opciones{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLeerWeb reads our own pages and Markdown.
func BenchmarkLeerWeb(b *testing.B) {
	for _, f := range []Formato{HTML, MD} {
		for _, n := range []int{100, 1_000, 10_000} {
			var doc bytes.Buffer
			if _, err := f.WriteInforme(&doc, compromiso.Reporte{Informe: muestra.Grande(n)}); err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/%d", f, n), func(b *testing.B) {
				b.SetBytes(int64(doc.Len()))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Leer("", doc.Bytes(), Opciones{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkEscribirWeb makes them from the data, the document included.
func BenchmarkEscribirWeb(b *testing.B) {
	for _, f := range []Formato{HTML, MD} {
		for _, n := range []int{100, 1_000, 10_000} {
			r := compromiso.Reporte{Informe: muestra.Grande(n)}
			b.Run(fmt.Sprintf("%s/%d", f, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := f.WriteInforme(io.Discard, r); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkLeerJSON(b *testing.B) {
	informes, err := Leer("", documentoGrande(500), Opciones{})
	if err != nil {
		b.Fatal(err)
	}
	var doc bytes.Buffer
	if err := WriteJSON(&doc, informes...); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(doc.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Leer("", doc.Bytes(), Opciones{}); err != nil {
			b.Fatal(err)
		}
	}
}

// formasHostiles are documents that would cost the square of their length to a careless
// reader.
func formasHostiles() map[string]func(n int) string {
	cabeza := "## Comisión de Archivo y Memoria (CAM)\n\nSESIÓN\tNÚMERO\tESTATUS\tEJE\tCOMPROMISO\tSOLICITADO POR\tATENCIÓN\n"
	fila := "01SO-CAM\t01/2025\tCumplido\tEje\tTexto\tCE-ABC\tHecho\n"
	return map[string]func(n int) string{
		"informe": func(n int) string { return string(documentoGrande(n / 200)) },
		"continuaciones": func(n int) string {
			return cabeza + fila + strings.Repeat("\t\t\teje y\ty sigue\tCE-ABC\ty más\n", n/10)
		},
		"estatus":        func(n int) string { return cabeza + fila + strings.Repeat("\t\tx\n", n/10) },
		"números":        func(n int) string { return cabeza + fila + strings.Repeat("\tx\t\n", n/10) },
		"líneas sueltas": func(n int) string { return cabeza + fila + strings.Repeat("y sigue\n", n/10) },
		"glosario": func(n int) string {
			return cabeza + fila + "## Glosario\n\tA\tb\n" + strings.Repeat("\t\ty sigue\n", n/10)
		},
		"ítems":     func(n int) string { return cabeza + strings.TrimSuffix(fila, "\n") + strings.Repeat("<ol><li>x", n) },
		"etiquetas": func(n int) string { return cabeza + strings.TrimSuffix(fila, "\n") + strings.Repeat("<a <b ", n) },
		"comentarios": func(n int) string {
			return cabeza + strings.TrimSuffix(fila, "\n") + strings.Repeat("<!-- <script>", n)
		},
		"entidades": func(n int) string { return cabeza + strings.TrimSuffix(fila, "\n") + strings.Repeat("&#&amp&a", n) },
		"sesiones largas": func(n int) string {
			return cabeza + strings.Repeat("z", n) + "\t1/2025\tPendiente\te\tt\n" + strings.Repeat("\t2/2025\tPendiente\te\tt\n", n/10)
		},
		"corchetes": func(n int) string { return strings.Repeat("[", n) },
		"claves":    func(n int) string { return `{"x":[` + strings.Repeat(`{"a":1},`, n) + "1]}" },
		"comas":     func(n int) string { return `{"compromisos":[` + strings.Repeat("{},\n", n/10) + "{}]}" },
		"siglas":    func(n int) string { return cabeza + strings.TrimSuffix(fila, "\n") + strings.Repeat(" A-B/C.D-", n) },
	}
}

// TestCostoLineal reads them at two lengths: four times the document may take some four
// times the memory, whatever the machine is doing meanwhile. BenchmarkFormasHostiles
// shows the time.
func TestCostoLineal(t *testing.T) {
	for nombre, hacer := range formasHostiles() {
		t.Run(nombre, func(t *testing.T) {
			medir := func(n int) uint64 {
				doc := []byte(hacer(n))
				var antes, despues runtime.MemStats
				runtime.ReadMemStats(&antes)
				leerHostil(t, doc)
				runtime.ReadMemStats(&despues)
				return despues.TotalAlloc - antes.TotalAlloc
			}
			const n = 10_000
			corto, largo := medir(n), medir(4*n)
			if largo > 6*corto+1<<20 {
				t.Errorf("cuatro veces más documento pide %d bytes en lugar de %d", largo, corto)
			}
		})
	}
}

// BenchmarkFormasHostiles shows what reading them costs at two lengths: the longer one,
// some four times the shorter one.
func BenchmarkFormasHostiles(b *testing.B) {
	for nombre, hacer := range formasHostiles() {
		for _, n := range []int{10_000, 40_000} {
			b.Run(fmt.Sprintf("%s/%d", nombre, n), func(b *testing.B) {
				doc := []byte(hacer(n))
				b.SetBytes(int64(len(doc)))
				for b.Loop() {
					leerHostil(b, doc)
				}
			})
		}
	}
}

func leerHostil(t testing.TB, doc []byte) {
	t.Helper()
	if _, err := Leer("", doc, Opciones{Parcial: true}); err != nil && compromiso.CodigoDe(err) != compromiso.Invalido {
		t.Fatal(err)
	}
}
