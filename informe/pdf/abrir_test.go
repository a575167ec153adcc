package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"compromisos/informe/documento"
)

// archivo is a PDF of ours, taken apart again.
type archivo struct {
	crudo    []byte
	objetos  map[int][]byte // what stands between «n 0 obj» and «endobj»
	paginas  []int          // numbers of the objects of the pages, in order
	catalogo string
	info     string
}

// dicho is one piece of text as a page shows it.
type dicho struct {
	pagina int
	x, y   float64 // from the left and from the top
	letra  string  // name of the face with its size
	texto  string
}

var (
	reTabla   = regexp.MustCompile(`xref\n0 (\d+)\n`)
	reRoot    = regexp.MustCompile(`/Root (\d+) 0 R`)
	reInfo    = regexp.MustCompile(`/Info (\d+) 0 R`)
	reKid     = regexp.MustCompile(`(\d+) 0 R`)
	reKids    = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	reConten  = regexp.MustCompile(`/Contents (\d+) 0 R`)
	reFuente  = regexp.MustCompile(`/F([0-9a-f]{40}) (\d+) 0 R`)
	reNombre  = regexp.MustCompile(`/BaseFont /(\S+)`)
	reEntrada = regexp.MustCompile(`(?s)/Title \((.*)\)\n/Parent (\d+) 0 R`)
	reMedida  = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
)

// abrir writes the document and reads the file, by its own table of objects.
func abrir(t testing.TB, d documento.Documento) (archivo, []string) {
	t.Helper()
	var b bytes.Buffer
	avisos, err := Write(&b, d)
	if err != nil {
		t.Fatal(err)
	}
	a := archivo{crudo: b.Bytes(), objetos: map[int][]byte{}}
	i := bytes.LastIndex(a.crudo, []byte("startxref\n"))
	inicio, _, _ := strings.Cut(string(a.crudo[i+len("startxref\n"):]), "\n")
	tabla := a.crudo[entero(t, inicio):]
	m := reTabla.FindSubmatch(tabla)
	if m == nil || !bytes.HasPrefix(tabla, m[0]) {
		t.Fatalf("la tabla de objetos no está en %s", inicio)
	}
	filas := tabla[len(m[0]):]
	for n := 1; n < entero(t, string(m[1])); n++ {
		desde := entero(t, string(filas[n*20:n*20+10]))
		cabeza := fmt.Sprintf("%d 0 obj\n", n)
		if !bytes.HasPrefix(a.crudo[desde:], []byte(cabeza)) {
			t.Fatalf("el objeto %d no está donde dice la tabla", n)
		}
		cuerpo := a.crudo[desde+len(cabeza):]
		a.objetos[n] = cuerpo[:bytes.Index(cuerpo, []byte("endobj"))]
	}
	final := string(tabla)
	a.catalogo = string(a.objetos[entero(t, reRoot.FindStringSubmatch(final)[1])])
	a.info = string(a.objetos[entero(t, reInfo.FindStringSubmatch(final)[1])])
	for _, k := range reKid.FindAllStringSubmatch(reKids.FindStringSubmatch(string(a.objetos[1]))[1], -1) {
		a.paginas = append(a.paginas, entero(t, k[1]))
	}
	return a, avisos
}

func entero(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimLeft(s, "0"))
	if err != nil && strings.Trim(s, "0") != "" {
		t.Fatal(err)
	}
	return n
}

// contenido is what draws a page.
func (a archivo) contenido(t testing.TB, pagina int) []byte {
	t.Helper()
	m := reConten.FindSubmatch(a.objetos[a.paginas[pagina-1]])
	o := a.objetos[entero(t, string(m[1]))]
	_, flujo, _ := bytes.Cut(o, []byte("stream\n"))
	z, err := zlib.NewReader(bytes.NewReader(flujo))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// letras maps the names that pages use for faces to those of the faces.
func (a archivo) letras(t testing.TB) map[string]string {
	t.Helper()
	l := map[string]string{}
	for _, m := range reFuente.FindAllSubmatch(a.objetos[2], -1) {
		n := reNombre.FindSubmatch(a.objetos[entero(t, string(m[2]))])
		l[string(m[1])] = strings.TrimPrefix(string(n[1]), "utf8"+familia)
	}
	return l
}

// dichos are all texts in the order in which the file says them.
func (a archivo) dichos(t testing.TB) []dicho {
	t.Helper()
	letras := a.letras(t)
	alto, err := strconv.ParseFloat(string(reMedida.FindSubmatch(a.objetos[1])[2]), 64)
	if err != nil {
		t.Fatal(err)
	}
	var l []dicho
	for p := range a.paginas {
		letra := ""
		var pila []string // what stands before an operator
		for b := a.contenido(t, p+1); len(b) > 0; {
			var s string
			switch {
			case b[0] == ' ' || b[0] == '\n':
				b = b[1:]
				continue
			case b[0] == '(':
				s, b = cadena(b)
			default:
				n := bytes.IndexAny(b, " \n(")
				if n < 0 {
					n = len(b)
				}
				s, b = string(b[:n]), b[n:]
			}
			n := len(pila)
			switch {
			case s == "Tf":
				letra = letras[strings.TrimPrefix(pila[n-2], "/F")] + " " + strings.TrimSuffix(pila[n-1], "0")
			case s == "Tj":
				x, _ := strconv.ParseFloat(pila[n-4], 64)
				y, _ := strconv.ParseFloat(pila[n-3], 64)
				l = append(l, dicho{p + 1, x, alto - y, strings.TrimSpace(letra), pila[n-1]})
			default:
				pila = append(pila, s)
			}
		}
	}
	return l
}

// cadena reads a string in parentheses: UTF-16BE, with or without its mark.
func cadena(b []byte) (string, []byte) {
	var c []byte
	i := 1
	for ; b[i] != ')'; i++ {
		if b[i] == '\\' {
			i++
			if b[i] == 'r' {
				c = append(c, '\r')
				continue
			}
		}
		c = append(c, b[i])
	}
	var u []uint16
	for k := 0; k+1 < len(c); k += 2 {
		u = append(u, uint16(c[k])<<8|uint16(c[k+1]))
	}
	return strings.TrimPrefix(string(utf16.Decode(u)), "\uFEFF"), b[i+1:]
}

// cuerpo are the texts of the pages without their feet.
func cuerpo(l []dicho) []dicho {
	var r []dicho
	for _, d := range l {
		if !strings.HasSuffix(d.letra, "7.5") {
			r = append(r, d)
		}
	}
	return r
}

// entrada is a line of the outline.
type entrada struct {
	texto string
	nivel int
}

func (a archivo) esquema(t testing.TB) []entrada {
	t.Helper()
	nivel := map[int]int{}
	var l []entrada
	for n := 1; n <= len(a.objetos); n++ {
		m := reEntrada.FindSubmatch(a.objetos[n])
		if m == nil {
			continue
		}
		s, _ := cadena([]byte("(" + string(m[1]) + ")"))
		nivel[n] = nivel[entero(t, string(m[2]))] + 1
		l = append(l, entrada{s, nivel[n]})
	}
	return l
}
