package pdf

import (
	"strconv"
	"unicode/utf16"
)

// estructura is what the document consists of, apart from where it is drawn: headings,
// paragraphs, lists, a table with its rows and cells. It is what a reader for the blind
// goes by; what repeats on each page is no part of it.
type estructura struct {
	elementos []elemento
	paginas   [][]int // by page, the element of each marked piece of it
}

// elemento is one part of the structure. Its number is its place in elementos; the
// first one is the document, and stands for «none» where a piece is drawn.
type elemento struct {
	papel     string // as PDF names it: H1, P, Table …
	padre     int
	atributos string
	hijos     []int
	vistas    []vista
}

// vista is a marked piece of a page that shows an element.
type vista struct{ pagina, numero int }

func (e *estructura) nuevo(papel string, padre int, atributos string) int {
	n := len(e.elementos)
	e.elementos = append(e.elementos, elemento{papel: papel, padre: padre, atributos: atributos})
	if n > 0 {
		e.elementos[padre].hijos = append(e.elementos[padre].hijos, n)
	}
	return n
}

// bloque adds a block to the document or to a cell. Items that follow one another are
// one list.
func (e *estructura) bloque(papel string, padre int) int {
	if papel != "LI" {
		return e.nuevo(papel, padre, "")
	}
	var lista int
	if h := e.elementos[padre].hijos; len(h) > 0 && e.elementos[h[len(h)-1]].papel == "L" {
		lista = h[len(h)-1]
	} else {
		lista = e.nuevo("L", padre, "")
	}
	return e.nuevo("LBody", e.nuevo("LI", lista, ""), "")
}

// marcar gives the next piece of the last page to an element, and says its number.
func (e *estructura) marcar(n int) int {
	p := len(e.paginas) - 1
	k := len(e.paginas[p])
	e.paginas[p] = append(e.paginas[p], n)
	e.elementos[n].vistas = append(e.elementos[n].vistas, vista{p, k})
	return k
}

// objetos writes the structure as PDF objects, numbered from base: its root, the
// elements, and for each page the list of the elements of its pieces. pagina tells the
// number of a page's object.
func (e *estructura) objetos(base int, pagina func(int) int) [][]byte {
	l := make([][]byte, 0, 1+len(e.elementos)+len(e.paginas))
	num := func(n int) int { return base + 1 + n }
	b := []byte("<</Type /StructTreeRoot /K ")
	b = append(referencia(b, num(0)), " /ParentTree <</Nums ["...)
	for p := range e.paginas {
		b = strconv.AppendInt(b, int64(p), 10)
		b = append(referencia(append(b, ' '), num(len(e.elementos)+p)), ' ')
	}
	b = append(b, "]>> /ParentTreeNextKey "...)
	b = strconv.AppendInt(b, int64(len(e.paginas)), 10)
	l = append(l, append(b, ">>"...))
	almacen := make([]byte, 0, 128*len(e.elementos))
	for i, x := range e.elementos {
		b := append(almacen, "<</S /"...)
		b = append(append(b, x.papel...), " /P "...)
		if i == 0 {
			b = referencia(b, base)
		} else {
			b = referencia(b, num(x.padre))
		}
		b = append(b, x.atributos...)
		b = hijos(b, x, num, pagina)
		b = append(b, ">>"...)
		l = append(l, b[len(almacen):len(b):len(b)])
		almacen = b
	}
	for _, p := range e.paginas {
		b := []byte("[")
		for _, n := range p {
			b = append(referencia(b, num(n)), ' ')
		}
		l = append(l, append(b, ']'))
	}
	return l
}

// hijos writes what an element consists of: other elements, or pieces of pages.
func hijos(b []byte, x elemento, num, pagina func(int) int) []byte {
	if len(x.vistas) > 0 {
		b = referencia(append(b, " /Pg "...), pagina(x.vistas[0].pagina))
	}
	if len(x.vistas)+len(x.hijos) == 0 {
		return b
	}
	b = append(b, " /K ["...)
	for _, h := range x.hijos {
		b = append(referencia(b, num(h)), ' ')
	}
	for _, z := range x.vistas {
		if z.pagina == x.vistas[0].pagina {
			b = append(strconv.AppendInt(b, int64(z.numero), 10), ' ')
			continue
		}
		b = referencia(append(b, "<</Type /MCR /Pg "...), pagina(z.pagina))
		b = strconv.AppendInt(append(b, " /MCID "...), int64(z.numero), 10)
		b = append(b, ">> "...)
	}
	return append(b, ']')
}

func referencia(b []byte, n int) []byte {
	return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...)
}

// The attributes of parts of a table.
const esColumna = " /A <</O /Table /Scope /Column>>"

func abarca(filas int) string {
	if filas < 2 {
		return ""
	}
	return " /A <</O /Table /RowSpan " + strconv.Itoa(filas) + ">>"
}

// resume is what a table holds, for who cannot see it.
func resume(s string) string {
	if s == "" {
		return ""
	}
	const hex = "0123456789ABCDEF"
	b := []byte(" /A <</O /Table /Summary <FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, hex[u>>12], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	return string(append(b, ">>>"...))
}
