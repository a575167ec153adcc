package informe

import "slices"

// puesta is a place of a table with the cell that covers it. A cell that spans covers
// several; propia is the first one.
type puesta struct {
	c        *celdaHTML
	propia   bool
	deArriba bool // the cell began in a row above
}

// poner lays the cells of each row on the columns, as their spans ask for. total counts
// the places of all the tables of the page.
func (t *tablaHTML) poner(total *int) ([][]puesta, error) {
	l := make([][]puesta, len(t.filas))
	var quedan []int // rows that the cell above each column still covers
	var arriba []*celdaHTML
	for i := range t.filas {
		f := &t.filas[i]
		if i > 0 && f.grupo != t.filas[i-1].grupo {
			clear(quedan)
		}
		p := make([]puesta, 0, max(len(f.celdas), len(quedan)))
		siguiente := 0
		for len(p) < maxColumnas {
			col := len(p)
			switch {
			case col < len(quedan) && quedan[col] > 0:
				quedan[col]--
				p = append(p, puesta{c: arriba[col], deArriba: true})
				continue
			case siguiente < len(f.celdas):
			case hayMas(quedan, col):
				p = append(p, puesta{})
				continue
			}
			if siguiente >= len(f.celdas) {
				break
			}
			c := &f.celdas[siguiente]
			siguiente++
			for k := range min(c.columnas, maxColumnas-col) {
				if k > 0 && col+k < len(quedan) && quedan[col+k] > 0 {
					break // another cell is there already
				}
				p = append(p, puesta{c: c, propia: k == 0})
				for len(quedan) <= col+k {
					quedan, arriba = append(quedan, 0), append(arriba, nil)
				}
				quedan[col+k], arriba[col+k] = c.filas-1, c
			}
		}
		if siguiente < len(f.celdas) {
			return nil, rechazo("línea %d: la fila tiene más de %d columnas, que es el máximo.", f.linea, maxColumnas)
		}
		if *total += len(p); *total > maxCeldas {
			return nil, rechazo("línea %d: el documento tiene demasiadas celdas: el máximo es de %d.", f.linea, maxCeldas)
		}
		l[i] = p
	}
	return l, nil
}

func hayMas(quedan []int, desde int) bool {
	for _, n := range quedan[min(desde, len(quedan)):] {
		if n > 0 {
			return true
		}
	}
	return false
}

// maxEncabezado is how many rows a heading may have.
const maxEncabezado = 4

// encabezadoHTML is a heading of a table of the informe, of one row or more.
type encabezadoHTML struct {
	renglon
	alto int
	// lugar is the cell of the grid for each column of the page: one title may span two, as
	// that of the state and its date.
	lugar []int
}

func (t *tablaHTML) tieneEncabezado(puestas [][]puesta) bool {
	for i := range puestas {
		if t.encabezado(puestas, i) != nil {
			return true
		}
	}
	return false
}

// encabezado reads a row as a heading, nil when it is none. One whose cells span rows goes
// on in those: what stands below is more of the same title, and comes first in it: «Fecha»
// below «Cumplimiento».
func (t *tablaHTML) encabezado(puestas [][]puesta, i int) *encabezadoHTML {
	alto := 1
	for _, p := range puestas[i] {
		if p.c == nil {
			continue
		}
		if p.deArriba || p.c.runas() > 120 {
			return nil
		}
		alto = max(alto, min(p.c.filas, maxEncabezado))
	}
	alto = min(alto, len(puestas)-i)
	for k := 1; k < alto; k++ {
		if !soloTitulos(puestas[i+k]) {
			alto = k
		}
	}
	for ; alto > 0; alto-- {
		h := encabezadoHTML{renglon: renglon{linea: t.filas[i].linea}, alto: alto}
		filas := puestas[i : i+alto]
		for col := range puestas[i] {
			if col == 0 || !mismoTitulo(filas, col) {
				h.celdas = append(h.celdas, titulo(filas, col))
			}
			h.lugar = append(h.lugar, len(h.celdas)-1)
		}
		if encabezados(h.renglon) != nil {
			return &h
		}
	}
	return nil
}

// mismoTitulo tells whether a column stands below the same title as the one before.
func mismoTitulo(filas [][]puesta, col int) bool {
	for _, f := range filas {
		if col >= len(f) || f[col].c == nil || f[col].c != f[col-1].c {
			return false
		}
	}
	return true
}

// soloTitulos tells whether a row may be the second of a heading: it says little, and has
// no number.
func soloTitulos(ps []puesta) bool {
	for _, p := range ps {
		if !p.propia {
			continue
		}
		if _, si := leerNumero(p.c.corta()); si || p.c.runas() > 60 {
			return false
		}
	}
	return true
}

// titulo is the heading of a column out of the rows that make it.
func titulo(filas [][]puesta, col int) celda {
	var t celda
	var antes *celdaHTML
	for i := len(filas) - 1; i >= 0; i-- {
		if col >= len(filas[i]) {
			continue
		}
		c := filas[i][col].c
		if c == nil || c == antes {
			continue
		}
		antes = c
		t.bloques = append(t.bloques, c.bloques...)
		t.avisos = append(t.avisos, c.avisos...)
	}
	return t
}

// emitir makes the lines of the grid of a table that stands by itself.
func (l *lectorHTML) emitir(t *tablaHTML, puestas [][]puesta) error {
	l.leyenda(t)
	deRotulos := l.cols == nil && !l.glosario && esFicha(t.celdasPropias(puestas))
	for i := 0; i < len(puestas); i++ {
		h := t.encabezado(puestas, i)
		switch {
		case len(puestas[i]) == 0:
		case h != nil:
			l.cols, l.lugar, l.glosario = encabezados(h.renglon), h.lugar, false
			l.g.renglones = append(l.g.renglones, h.renglon)
			i += h.alto - 1
		case !l.glosario && encabezaGlosario(puestas[i]):
			l.glosario, l.nivelGlosario = true, 7
			if err := l.fila(t, puestas[i], i); err != nil {
				return err
			}
		case deRotulos:
			l.g.renglones = append(l.g.renglones, renglon{linea: t.filas[i].linea, celdas: propiasDe(puestas[i])})
		case l.cols == nil && !l.glosario:
			l.enSueltos(t, puestas, i)
		default:
			if err := l.fila(t, puestas[i], i); err != nil {
				return err
			}
		}
		if len(l.g.renglones) > maxFilas {
			return l.demasiado()
		}
	}
	return nil
}

// celdasPropias are the cells of each row, each once.
func (t *tablaHTML) celdasPropias(puestas [][]puesta) [][]celda {
	l := make([][]celda, len(puestas))
	for i, ps := range puestas {
		if len(ps) > maxCeldasFicha {
			return nil
		}
		l[i] = propiasDe(ps)
	}
	return l
}

func propiasDe(ps []puesta) []celda {
	var l []celda
	for _, p := range ps {
		if p.propia {
			l = append(l, p.c.celda)
		}
	}
	return l
}

// encabezaGlosario tells the heading row of a table of siglas.
func encabezaGlosario(ps []puesta) bool {
	var r renglon
	for _, p := range ps {
		if p.propia {
			r.celdas = append(r.celdas, p.c.celda)
		}
	}
	return esEncabezadoGlosario(r)
}

// leyenda adds the caption of a table, above it, and what text it has outside its cells.
// The pages of ours have one only for those who cannot see the table.
func (l *lectorHTML) leyenda(t *tablaHTML) {
	c := t.fuera.fin()
	if l.propio {
		c.bloques = nil
	}
	l.parrafos(c, t.lineaDe)
}

// parrafos adds each paragraph of a cell as a loose line.
func (l *lectorHTML) parrafos(c celda, linea int) {
	if c.vacia() {
		l.suelta.avisos = append(l.suelta.avisos, c.avisos...)
		return
	}
	for i, b := range c.bloques {
		l.desde, l.titulo, l.bold, l.claras = linea, 0, 0, 1
		uno := celda{bloques: []bloque{b}}
		if i == 0 {
			uno.avisos = c.avisos
		}
		l.suelto(uno)
	}
}

// enSueltos makes loose lines of the row of a table before the one of the informe: the
// heading of a page, beside its emblem.
func (l *lectorHTML) enSueltos(t *tablaHTML, puestas [][]puesta, i int) {
	for _, p := range puestas[i] {
		if p.propia {
			l.parrafos(p.c.celda, t.filas[i].linea)
		}
	}
}

// maxCopiado is how much text the cells that span rows may add to the rows below them.
const maxCopiado = 64 << 20

// fila adds a row of the table. A cell that spans rows is said once, except in the columns
// that each compromiso needs of its own.
func (l *lectorHTML) fila(t *tablaHTML, ps []puesta, i int) error {
	linea := t.filas[i].linea
	if b := banda(ps); b != nil {
		for _, c := range b {
			r := renglon{linea: linea, celdas: []celda{c.celda}, abarca: true}
			if esTituloGlosario(r) {
				l.glosario, l.nivelGlosario = true, 7
			}
			l.g.renglones = append(l.g.renglones, r)
		}
		return nil
	}
	// The number that goes on from above makes the row more of the same compromiso.
	sigue := l.glosario
	for col, p := range ps {
		sigue = sigue || p.deArriba && p.c != nil && l.columna(col) == colNumero
	}
	r := renglon{linea: linea, celdas: make([]celda, l.lugarDe(len(ps)-1)+1)}
	for col, p := range ps {
		var c celda
		switch de := l.columna(col); {
		case p.c == nil:
		case p.propia:
			c = p.c.celda
		case p.deArriba && !sigue && de != colOtra && de != colSesion && (col == 0 || ps[col-1].c != p.c):
			c = p.c.copiaEntera()
			if l.copiado += p.c.runas() + 100*len(p.c.bloques); l.copiado > maxCopiado {
				return rechazo("línea %d: las celdas que abarcan varias filas repiten demasiado texto: más de %d MiB.", linea, maxCopiado>>20)
			}
		}
		r.celdas[l.lugarDe(col)].juntar(c)
	}
	l.g.renglones = append(l.g.renglones, r)
	return nil
}

// lugarDe is the cell of the grid of a column of the page.
func (l *lectorHTML) lugarDe(col int) int {
	n := len(l.lugar)
	switch {
	case l.glosario || n == 0:
		return col
	case col < n:
		return l.lugar[col]
	}
	return l.lugar[n-1] + 1 + col - n
}

// columna is what a column of the page is about.
func (l *lectorHTML) columna(col int) columna {
	if i := l.lugarDe(col); col >= 0 && i < len(l.cols) && !l.glosario {
		return l.cols[i]
	}
	return colOtra
}

// juntar adds what another cell says, below.
func (c *celda) juntar(d celda) {
	if c.vacia() && len(c.avisos) == 0 {
		*c = d
		return
	}
	a := aplanador{bloques: c.bloques, avisos: c.avisos}
	for _, b := range c.bloques {
		a.hechas = max(a.hechas, b.lista)
	}
	a.recibir(d)
	c.bloques, c.avisos = a.bloques, a.avisos
}

// copiaEntera is a cell that may be continued without touching this one. What its
// flattening had to tell is told once.
func (c celda) copiaEntera() celda {
	d := celda{bloques: slices.Clone(c.bloques)}
	for i := range d.bloques {
		d.bloques[i].texto = slices.Clip(d.bloques[i].texto)
	}
	return d
}

// banda gives the cell of a row that goes across the table, above the rows that it is
// about; before it, the cell of the session, when that begins in the same row.
func banda(ps []puesta) []*celdaHTML {
	var propias []*celdaHTML
	for _, p := range ps {
		if p.propia && !p.c.vacia() {
			propias = append(propias, p.c)
		}
	}
	libres := 0 // places that no cell from above covers
	for _, p := range ps {
		if !p.deArriba {
			libres++
		}
	}
	cruza := func(c *celdaHTML, de int) bool { return c.columnas >= 2 && c.columnas*2 >= de }
	switch n := len(propias); {
	case n == 1 && cruza(propias[0], libres):
		return propias
	case n == 2 && propias[0].filas > 1 && propias[0].columnas == 1 && cruza(propias[1], libres-1):
		return propias
	}
	return nil
}
