package html

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"compromisos/informe/documento"
	"compromisos/informe/documento/ejemplo"
)

var actualizar = flag.Bool("update", false, "write the goldens again")

func pagina(t testing.TB, d documento.Documento) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestInforme(t *testing.T) {
	leo := pagina(t, ejemplo.Informe())
	const ruta = "testdata/informe.html"
	if *actualizar {
		if err := os.WriteFile(ruta, []byte(leo), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	quiero, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(quiero), leo); d != "" {
		t.Error(d)
	}
}

// arbol is what a browser makes of a page.
func arbol(t *testing.T, s string) []*html.Node {
	t.Helper()
	raiz, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(raiz.Descendants())
}

// permitidas are all the elements that a page of ours may have; none of them runs or asks
// for anything.
var permitidas = strings.Fields("html head meta title style body main h1 h2 h3 h4 h5 h6 p strong em a ul ol li table caption colgroup col thead tbody tr th td dl div dt dd")

// TestLoEscritoEsTexto puts everything that could be taken for something else wherever a
// document has text: a browser finds it there, to the letter, and nothing else.
func TestLoEscritoEsTexto(t *testing.T) {
	const m = ejemplo.Malicia + "\u202e </style></title></td></table><img src=x onerror=1>"
	p := documento.Parrafo{Trozos: []documento.Trozo{{Texto: m, Negrita: true, Cursiva: true, Liga: "https://example.org/\"><script>"}, {Texto: m, Liga: "javascript:alert(1)"}}}
	d := documento.Documento{Titulo: m, Asunto: m, Autor: m, Pie: m, Bloques: []documento.Bloque{
		documento.Encabezado{Nivel: 1, Texto: m},
		p,
		documento.Lista{Items: []documento.Item{{Trozos: documento.Texto(m)}}},
		documento.Tabla{
			Descripcion: m, Columnas: []documento.Columna{{Titulo: m, Parte: 1}, {}, {}, {}},
			Filas: []documento.Fila{{Celdas: []*documento.Celda{{Bloques: []documento.Bloque{p}, Filas: 9}}}},
		},
		documento.Glosario{Grupos: []documento.Grupo{{Titulo: m, Entradas: []documento.Entrada{{Sigla: m, Definicion: m}}}}},
	}}
	veces := 0
	for _, n := range arbol(t, pagina(t, d)) {
		switch n.Type {
		case html.TextNode:
			if n.Data == m {
				veces++
			}
		case html.ElementNode:
			if !slices.Contains(permitidas, n.Data) {
				t.Errorf("hay un <%s>", n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "https://") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if a.Val == m {
					veces++
				}
			}
			if n.Data == "style" && strings.ContainsAny(n.FirstChild.Data, "<&") {
				t.Error("el estilo tiene marcas")
			}
		}
	}
	// Title, two meta, heading, two runs, item, caption, column, its card, two runs, group, sigla, meaning.
	if veces != 15 {
		t.Errorf("el texto está %d veces", veces)
	}
}

// TestCaracteres leaves out what HTML has no way to say, and nothing else.
func TestCaracteres(t *testing.T) {
	s := pagina(t, documento.Documento{Titulo: "a\x00b\x07c\x7fd\u0085e\tf\ng\xffh\uFFFDiñ€👩🏽‍💼"})
	if !strings.Contains(s, "<title>abcde f g\uFFFDh\uFFFDiñ€👩🏽‍💼</title>") {
		t.Error(s[strings.Index(s, "<title>"):strings.Index(s, "</title>")])
	}
}

// TestNiveles skips no level of heading, wherever the document begins.
func TestNiveles(t *testing.T) {
	var l []documento.Bloque
	for _, n := range []int{3, 3, 1, 3, 2, 0} {
		l = append(l, documento.Encabezado{Nivel: n, Texto: "x"})
	}
	l = append(l, documento.Glosario{Grupos: []documento.Grupo{{Titulo: "y"}, {Titulo: "z"}}})
	var leo []string
	for _, n := range arbol(t, pagina(t, documento.Documento{Bloques: l})) {
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' {
			leo = append(leo, n.Data)
		}
	}
	if s := strings.Join(leo, " "); s != "h1 h2 h1 h2 h2 h1 h2 h2" {
		t.Error(s)
	}
}

type roto struct{ quedan int }

func (r *roto) Write(b []byte) (int, error) {
	if r.quedan -= len(b); r.quedan < 0 {
		return 0, errors.New("disco lleno")
	}
	return len(b), nil
}

func TestErrorAlEscribir(t *testing.T) {
	for _, n := range []int{0, 40 << 10} {
		if err := Write(&roto{n}, ejemplo.Grande(100)); err == nil {
			t.Errorf("con lugar para %d bytes no hubo error", n)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		d := ejemplo.Grande(n)
		b.Run(map[int]string{100: "100", 1_000: "1000", 10_000: "10000"}[n], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
