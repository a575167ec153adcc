package informe

// grilla is what every layout reader produces: the lines of a document from top to
// bottom, each either a row of a table or a loose line.
type grilla struct {
	renglones []renglon
	// cortada tells that the document was cut off; sinFin, that its last line has no end,
	// which may mean the same.
	cortada, sinFin bool
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
	// abarca tells that the only cell spans the whole width of the table: it says
	// something of the rows below. A reader that does not know leaves it.
	abarca bool
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
	for _, r := range g.renglones {
		if encabezados(r) != nil {
			return true
		}
	}
	return false
}
