package informe

import (
	"regexp"
	"slices"
)

// grilla is what every layout reader produces: the lines of a document from top to
// bottom, each either a row of a table or a loose line.
type grilla struct {
	renglones []renglon
	// cortada tells that the document was cut off; sinFin, that its last line has no end,
	// which may mean the same.
	cortada, sinFin bool
	// porLineas tells that a line break inside a cell has no way to be told from the end of
	// a row.
	porLineas bool
	// donde names the part of the document, where it has several: the sheet of a workbook.
	donde string
	// cuenta says what a line is, where the source has none that a person can count.
	cuenta string
	// propia is a table that we wrote ourselves: then there is nothing to interpret.
	propia *tablaPropia
}

// renglon is one row of cells, or one loose line: a single cell outside any table.
type renglon struct {
	linea  int // of the source, from 1
	celdas []celda
	suelto bool
	titulo bool // a loose line that is a heading
	pegado bool // a loose line right below a row, without a blank line between
	// seguido is a loose line right below another one, without a blank line between.
	seguido bool
	// pagina tells that a new page begins here.
	pagina bool
	// abarca tells that the only cell spans the whole width of the table: it says
	// something of the rows below. A reader that does not know leaves it.
	abarca bool
	// exacta tells that the row is of a table that we wrote, and a whole compromiso: each
	// cell stands below its heading, and none goes on with the one above.
	exacta bool
	// ficha is the compromiso that a document tells in lines of its own, and this row is made
	// of: its cells stand below their headings, and those past them have none.
	ficha *ficha
}

// texto is what the row says, cell by cell on one line.
func (r renglon) texto() string {
	s := ""
	for _, c := range r.celdas {
		if !c.vacia() {
			if s != "" {
				s += " | "
			}
			s += c.enLinea()
		}
	}
	return s
}

// llenas counts the cells that say something.
func (r renglon) llenas() int {
	n := 0
	for _, c := range r.celdas {
		if !c.vacia() {
			n++
		}
	}
	return n
}

// tieneEncabezados tells whether some row is the heading row of a table of ours.
func (g grilla) tieneEncabezados() bool {
	if g.propia != nil {
		return true
	}
	for i := range g.renglones {
		if cols, _ := encabezadosEn(g.renglones, i); cols != nil {
			return true
		}
	}
	return false
}

// titulos are the headings of a table as the document writes them, one for each column.
type titulos struct {
	textos []string
	filas  int // rows they take: two, where one heading stands over others
}

// encabezadosEn gives the columns of the headings that begin at row i, nil when none do.
func encabezadosEn(l []renglon, i int) ([]columna, titulos) {
	r := l[i]
	solas := conNumeroDicho(columnasDe(r), r)
	if solas == nil || r.llenas() < 2 {
		return nil, titulos{}
	}
	var cols []columna
	if sonEncabezados(solas) {
		cols = distinguir(solas, r)
	}
	if i+1 < len(l) && puedeSubtitular(r, l[i+1]) {
		doble := juntarTitulos(r, l[i+1])
		if d := encabezados(doble); d != nil {
			return afinar(d, titulosDe(doble), l[i+2:]), titulos{titulosDe(doble), 2}
		}
	}
	return afinar(cols, titulosDe(r), l[i+1:]), titulos{titulosDe(r), 1}
}

// reEnlaza begins the second half of a heading: «Estado» and «que guarda».
var reEnlaza = regexp.MustCompile(`^(?i:que|del?|por|para|[oye]|en|al?|la|el|los|las)\s\pL{1,20}(?:\s\pL{1,20})?$`)

// afinar looks at the rows below where a heading may mean two things: «Compromiso» is the
// number, and «No.» only counts, when that is what is written below them.
func afinar(cols []columna, titulos []string, filas []renglon) []columna {
	if cuantas(cols, colTexto) < 2 {
		return cols
	}
	for i, c := range cols {
		if c != colTexto || !esSoloCompromiso(titulos[i]) {
			continue
		}
		for _, r := range filas[:min(len(filas), 8)] {
			if r.suelto || i >= len(r.celdas) {
				continue
			}
			if _, ok := leerNumero(r.celdas[i].corta()); ok {
				cols = slices.Clone(cols)
				for j, d := range cols {
					if d == colNumero {
						cols[j] = colConsecutivo
					}
				}
				cols[i] = colNumero
				return cols
			}
		}
	}
	return cols
}

func titulosDe(r renglon) []string {
	l := make([]string, len(r.celdas))
	for i, c := range r.celdas {
		l[i] = c.enLinea()
	}
	return l
}

// puedeSubtitular tells whether a row goes on with the headings above: it only names
// columns, and at least one that they do not.
func puedeSubtitular(r, s renglon) bool {
	if s.suelto || len(s.celdas) != len(r.celdas) || s.llenas() == 0 || sonEncabezados(columnasDe(s)) {
		return false
	}
	dicen, bajoHueco := 0, false
	for i, c := range s.celdas {
		if c.vacia() {
			continue
		}
		t, arriba := c.enLinea(), r.celdas[i].enLinea()
		_, numero := leerNumero(t)
		switch {
		case c.runas() > 60 || numero || len(buscarFechas(t)) > 0 || sinValor(t) || c.terminada():
			return false
		case t == arriba: // a cell that spans both rows, said twice
		case columnaDe(t) == colOtra && reEnlaza.MatchString(t) && columnaDe(arriba) != colOtra && columnaDe(arriba+" "+t) == columnaDe(arriba):
			dicen++ // «Estado» and «que guarda»
		case columnaDe(t) == colOtra && (!completa(arriba, t) && arriba != "" || columnaDe(arriba+" "+t) == colOtra):
			return false
		default:
			dicen++
			bajoHueco = bajoHueco || arriba == "" || completa(arriba, t) || slices.Contains(titulosDe(r)[:i], arriba)
		}
	}
	return bajoHueco && (dicen > 1 || dicen == 1 && !sonEncabezados(columnasDe(r)))
}

// juntarTitulos makes one row of two of headings: what stands below names the column,
// unless it only makes sense with what stands above.
func juntarTitulos(r, s renglon) renglon {
	j := renglon{linea: r.linea, celdas: make([]celda, len(r.celdas))}
	for i := range r.celdas {
		arriba, abajo := r.celdas[i], s.celdas[i]
		switch {
		case abajo.vacia() || abajo.igual(arriba):
			j.celdas[i] = arriba
		case arriba.vacia() || columnaDe(abajo.enLinea()) != colOtra && !completa(arriba.enLinea(), abajo.enLinea()):
			j.celdas[i] = abajo
		default:
			j.celdas[i] = celdaSimple(arriba.enLinea() + " " + abajo.enLinea())
		}
	}
	return j
}

// completa tells whether the second half of a heading only ends the first one: «FECHA DE»
// and «ATENCIÓN».
func completa(arriba, abajo string) bool {
	p := palabrasDe(arriba)
	return len(p) > 0 && (p[0] == "fecha" || hay(p[len(p)-1:], "de", "del", "o", "y", "por", "la", "el", "que")) && columnaDe(arriba+" "+abajo) != colOtra
}
