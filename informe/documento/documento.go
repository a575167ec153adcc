// Package documento is a document without a format: the neutral tree that the
// composers of informe make, and that each renderer draws in its own way.
//
// A tree is data. It knows no fonts and no files; widths are parts of the whole, and a
// style is a name (Clase) that each format gives its own look.
package documento

import "time"

// Documento is a whole document, from its properties to its last block.
type Documento struct {
	Titulo string // core property, and the name readers show
	Asunto string
	Autor  string
	// Creado is the moment that the core properties name. It is the document's, never the
	// clock's: the same Documento gives the same bytes.
	Creado   time.Time
	Apaisado bool // landscape
	// Pie stands at the foot of every page of a paged format, left of «página x de y».
	Pie     string
	Bloques []Bloque
}

// Idioma is the language of every document, as formats want it named.
const Idioma = "es-MX"

// Bloque is one block of a document: Encabezado, Parrafo, Lista, Tabla or Glosario.
type Bloque interface{ bloque() }

// Encabezado is a heading; the paged formats list it among their bookmarks.
type Encabezado struct {
	Nivel    int // 1 to 3
	Texto    string
	Centrado bool
}

// Clase is the role of a paragraph, which a renderer shows by a style of its own.
type Clase int

// The roles of a paragraph.
const (
	Cuerpo    Clase = iota // running text
	Subtitulo              // the session and its date, below the heading
	Nota                   // small print: how it was issued, what to look at
)

// Parrafo is one paragraph.
type Parrafo struct {
	Trozos   []Trozo
	Clase    Clase
	Centrado bool
}

// Trozo is a run of text in one look. Its text has no line breaks.
type Trozo struct {
	Texto            string
	Negrita, Cursiva bool
	// Liga is an http(s) or mailto address that the text leads to, "" for none.
	Liga string
}

// Lista is a list whose items follow one another. An ordered one counts from Desde.
type Lista struct {
	Ordenada bool
	Desde    int // number of the first item; 0 counts as 1
	Cuenta   Cuenta
	// Parentesis tells that a bracket closes the number, «a)», and not a full stop.
	Parentesis bool
	Items      []Item
}

// Marca is what stands before item i of an ordered list, from 0: «3.», «b)», «iv.».
func (l Lista) Marca(i int) string {
	s := l.Cuenta.Rotulo(max(l.Desde, 1) + i)
	if l.Parentesis {
		return s + ")"
	}
	return s + "."
}

// Item is one item: its text, and the blocks that hang below it.
type Item struct {
	Trozos []Trozo
	Dentro []Bloque
}

// Tabla is a table with a heading row that paged formats repeat on every page. Rows may
// be longer than a page, and flow over it.
type Tabla struct {
	Descripcion string // what it holds, for who cannot see it
	Columnas    []Columna
	Filas       []Fila
}

// Columna is one column: its heading, and its part of the table's width.
type Columna struct {
	Titulo string
	Parte  float64 // of the sum of all
}

// Fila is a row: a cell for each column, nil where a cell above spans down to here.
type Fila struct{ Celdas []*Celda }

// Celda is a cell that spans Filas rows (0 counts as 1).
type Celda struct {
	Bloques []Bloque
	Filas   int
}

// Glosario is the list of siglas with their meanings, in groups.
type Glosario struct{ Grupos []Grupo }

// Grupo is one group of a Glosario; its title may be "".
type Grupo struct {
	Titulo   string
	Entradas []Entrada
}

// Entrada is one sigla with its meaning.
type Entrada struct{ Sigla, Definicion string }

func (Encabezado) bloque() {}
func (Parrafo) bloque()    {}
func (Lista) bloque()      {}
func (Tabla) bloque()      {}
func (Glosario) bloque()   {}

// Texto is a run of text without any look.
func Texto(s string) []Trozo { return []Trozo{{Texto: s}} }

// Negrita is a run of bold text.
func Negrita(s string) []Trozo { return []Trozo{{Texto: s, Negrita: true}} }
