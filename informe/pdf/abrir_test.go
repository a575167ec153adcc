package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"compromisos/informe/documento"
)

// abierto is a PDF of ours, taken apart again.
type abierto struct {
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
	reTabla   = regexp.MustCompile(`^\d+ 0 obj\n<</Type /XRef /Size \d+ /W \[1 4 2\]`)
	reJuntos  = regexp.MustCompile(`^<</Type /ObjStm /N (\d+) /First (\d+)`)
	reRoot    = regexp.MustCompile(`/Root (\d+) 0 R`)
	reInfo    = regexp.MustCompile(`/Info (\d+) 0 R`)
	reKid     = regexp.MustCompile(`(\d+) 0 R`)
	reKids    = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	reConten  = regexp.MustCompile(`/Contents \[(\d+) 0 R (\d+) 0 R\]`)
	reFuente  = regexp.MustCompile(`/F([0-3]) (\d+) 0 R`)
	reNombre  = regexp.MustCompile(`/BaseFont /(\S+)`)
	reEntrada = regexp.MustCompile(`(?s)/Title \((.*)\)\n/Parent (\d+) 0 R`)
	reMedida  = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
)

// abrir writes the document and reads the file, by its own table of objects.
func abrir(t testing.TB, d documento.Documento) (abierto, []string) {
	t.Helper()
	var b bytes.Buffer
	avisos, err := Write(&b, d)
	if err != nil {
		t.Fatal(err)
	}
	a := abierto{crudo: b.Bytes(), objetos: map[int][]byte{}}
	i := bytes.LastIndex(a.crudo, []byte("startxref\n"))
	inicio, _, _ := strings.Cut(string(a.crudo[i+len("startxref\n"):]), "\n")
	tabla := a.crudo[entero(t, inicio):]
	_, flujo, hay := bytes.Cut(tabla, []byte("stream\n"))
	if !hay || !reTabla.Match(tabla) {
		t.Fatalf("la tabla de objetos no está en %s", inicio)
	}
	filas := inflar(t, flujo)
	juntos := map[int][]byte{}
	for n := 1; n < len(filas)/7; n++ {
		f := filas[n*7 : n*7+7]
		donde, cuanto := int(binary.BigEndian.Uint32(f[1:])), int(binary.BigEndian.Uint16(f[5:]))
		if f[0] == 2 {
			continue
		}
		cabeza := fmt.Sprintf("%d 0 obj\n", n)
		if f[0] != 1 || cuanto != 0 || !bytes.HasPrefix(a.crudo[donde:], []byte(cabeza)) {
			t.Fatalf("el objeto %d no está donde dice la tabla", n)
		}
		cuerpo := a.crudo[donde+len(cabeza):]
		a.objetos[n] = cuerpo[:bytes.Index(cuerpo, []byte("endobj"))]
		if m := reJuntos.FindSubmatch(a.objetos[n]); m != nil {
			_, flujo, _ := bytes.Cut(a.objetos[n], []byte("stream\n"))
			juntos[n] = inflar(t, flujo)
			primero := entero(t, string(m[2]))
			indice := strings.Fields(string(juntos[n][:primero]))
			for i := 0; i < len(indice); i += 2 {
				k, desde := entero(t, indice[i]), primero+entero(t, indice[i+1])
				o, _, _ := bytes.Cut(juntos[n][desde:], []byte("\n"))
				a.objetos[k] = o
				f := filas[k*7 : k*7+7]
				if f[0] != 2 || int(binary.BigEndian.Uint32(f[1:])) != n || int(binary.BigEndian.Uint16(f[5:])) != i/2 {
					t.Fatalf("el objeto %d no está donde dice la tabla", k)
				}
			}
		}
	}
	if len(a.objetos) != len(filas)/7-1 {
		t.Fatalf("%d objetos, y la tabla tiene %d", len(a.objetos), len(filas)/7-1)
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
func (a abierto) contenido(t testing.TB, pagina int) []byte {
	t.Helper()
	m := reConten.FindSubmatch(a.objetos[a.paginas[pagina-1]])
	o := a.objetos[entero(t, string(m[1]))]
	_, flujo, _ := bytes.Cut(o, []byte("stream\n"))
	_, pie, _ := bytes.Cut(a.objetos[entero(t, string(m[2]))], []byte("stream\n"))
	return append(inflar(t, flujo), bytes.TrimSuffix(pie, []byte("\nendstream\n"))...)
}

func inflar(t testing.TB, b []byte) []byte {
	t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	b, err = io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// letras maps the names that pages use for faces to those of the faces.
func (a abierto) letras(t testing.TB) map[string]string {
	t.Helper()
	l := map[string]string{}
	for _, m := range reFuente.FindAllSubmatch(a.objetos[2], -1) {
		n := reNombre.FindSubmatch(a.objetos[entero(t, string(m[2]))])
		for k := range caras {
			if k.nombre() == string(n[1]) {
				l[string(m[1])] = k.estilo()
			}
		}
	}
	if len(l) == 0 {
		t.Fatal("ninguna letra se llama como debe")
	}
	return l
}

// dichos are all texts in the order in which the file says them.
func (a abierto) dichos(t testing.TB) []dicho {
	t.Helper()
	letras := a.letras(t)
	alto, err := strconv.ParseFloat(string(reMedida.FindSubmatch(a.objetos[1])[2]), 64)
	if err != nil {
		t.Fatal(err)
	}
	var l []dicho
	for p := range a.paginas {
		for _, d := range textos(a.contenido(t, p+1), letras) {
			d.pagina, d.y, d.texto = p+1, alto-d.y, strings.TrimSuffix(d.texto, " ")
			l = append(l, d)
		}
	}
	return l
}

// textos are those of a content, with their distance from the foot of the page.
func textos(b []byte, letras map[string]string) []dicho {
	var l []dicho
	letra := ""
	var pila []string // what stands before an operator
	for len(b) > 0 {
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
			letra = strings.TrimSpace(letras[strings.TrimPrefix(pila[n-2], "/F")] + " " + pila[n-1])
		case s == "Tj":
			x, _ := strconv.ParseFloat(pila[n-4], 64)
			y, _ := strconv.ParseFloat(pila[n-3], 64)
			l = append(l, dicho{x: x, y: y, letra: letra, texto: pila[n-1]})
		default:
			pila = append(pila, s)
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

func (a abierto) esquema(t testing.TB) []entrada {
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

var (
	reHijos = regexp.MustCompile(`/K (?:\[(.*)\]|(\d+) 0 R)`)
	reHijo  = regexp.MustCompile(`<</Type /MCR /Pg (\d+) 0 R /MCID (\d+)>>|(\d+) 0 R|(\d+)`)
	rePapel = regexp.MustCompile(`^<</S /(\S+) /P (\d+) 0 R`)
	reRaizE = regexp.MustCompile(`/StructTreeRoot (\d+) 0 R`)
	reEn    = regexp.MustCompile(`/Pg (\d+) 0 R`)
	reBaja  = regexp.MustCompile(`/RowSpan \d+`)
	rePadre = regexp.MustCompile(`/StructParents (\d+)\n`)
	reParte = regexp.MustCompile(`(?s)/(\S+) (?:<</MCID (\d+)>> BDC|BMC)\n(.*?)EMC\n`)
)

// estructura writes what the document says of its structure, an element a line, with the
// text of its pieces.
func (a abierto) estructura(t testing.TB) string {
	t.Helper()
	piezas := map[[2]int]string{} // by page's object and number
	letras := a.letras(t)
	for p, n := range a.paginas {
		if m := rePadre.FindSubmatch(a.objetos[n]); m == nil || entero(t, string(m[1])) != p {
			t.Fatalf("la página %d no dice cuál es", p+1)
		}
		contenido := a.contenido(t, p+1)
		for _, m := range reParte.FindAllSubmatch(contenido, -1) {
			if len(m[2]) > 0 {
				k := [2]int{n, entero(t, string(m[2]))}
				if _, hay := piezas[k]; hay {
					t.Fatalf("dos piezas %v", k)
				}
				for _, d := range textos(m[3], letras) {
					piezas[k] += d.texto
				}
			}
		}
		if resto := reParte.ReplaceAll(contenido, nil); bytes.Contains(resto, []byte("Tj")) || bytes.Contains(resto, []byte(" re ")) {
			t.Fatalf("la página %d dibuja algo que no es parte de nada", p+1)
		}
	}
	var b strings.Builder
	var bajar func(n, padre, hondo int)
	bajar = func(n, padre, hondo int) {
		o := a.objetos[n]
		m := rePapel.FindSubmatch(o)
		if m == nil || entero(t, string(m[2])) != padre {
			t.Fatalf("el elemento %d no dice qué es, o de quién: %s", n, o)
		}
		fmt.Fprintf(&b, "%s%s", strings.Repeat(" ", hondo), m[1])
		if s := reBaja.Find(o); s != nil {
			fmt.Fprintf(&b, " %s", s)
		}
		var hijos []int
		texto, en := "", 0
		if m := reEn.FindSubmatch(o); m != nil {
			en = entero(t, string(m[1]))
		}
		if k := reHijos.FindSubmatch(o); k != nil {
			for _, h := range reHijo.FindAllStringSubmatch(string(k[1])+string(k[2]), -1) {
				switch {
				case h[1] != "":
					texto += piezas[[2]int{entero(t, h[1]), entero(t, h[2])}]
				case h[3] != "":
					hijos = append(hijos, entero(t, h[3]))
				default:
					texto += piezas[[2]int{en, entero(t, h[4])}]
				}
			}
		}
		if texto != "" {
			b.WriteString(" " + texto)
		}
		b.WriteString("\n")
		for _, h := range hijos {
			bajar(h, n, hondo+1)
		}
	}
	raiz := entero(t, reRaizE.FindStringSubmatch(a.catalogo)[1])
	bajar(entero(t, regexp.MustCompile(`/K (\d+) 0 R`).FindStringSubmatch(string(a.objetos[raiz]))[1]), raiz, 0)
	return b.String()
}
