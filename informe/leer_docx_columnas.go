package informe

import (
	"slices"

	"compromisos/informe/documento"
)

// titulosDOCX are the headings of a table: the cells below which the others stand.
type titulosDOCX struct {
	celdas   []casillaDOCX
	columnas []columna
}

// ponedorDOCX lays the rows of a table on its columns: those of its headings where it
// has some of ours, else the edges that its cells have.
type ponedorDOCX struct {
	filas    []filaDOCX
	titulos  *titulosDOCX // nil for none
	en, alto int          // which rows they are; alto 0: of the page before
	bordes   []int        // where cells begin, in a table without headings
	nuestra  bool         // we wrote it
	arriba   map[int]celda
	repetido int
}

func (c *cuerpoDOCX) entablar(filas []filaDOCX) error {
	p := &ponedorDOCX{filas: filas, nuestra: c.nuestra, arriba: map[int]celda{}}
	if len(filas) > 0 && esEncabezadoGlosario(renglon{celdas: sinLugar(filas[0].celdas)}) {
		c.enGlosario = true
	}
	p.buscarTitulos(c)
	// A table before that of the informe is there for the looks: an emblem beside a title.
	portada := c.titulos == nil && !c.enGlosario
	if p.alto > 0 {
		c.titulos = p.titulos
	}
	deRotulos := portada && p.alto == 0 && esFicha(celdasDeFilas(filas))
	for i := range filas {
		c.linea++
		var err error
		switch {
		case p.alto == 2 && i == p.en+1:
		case p.alto > 0 && i == p.en:
			err = c.poner(renglon{celdas: p.titulos.textos()})
		case deRotulos && len(filas[i].celdas) > 0:
			err = c.poner(renglon{celdas: sinLugar(filas[i].celdas)})
		case portada && !c.enGlosario && (p.alto == 0 || i < p.en):
			err = c.comoSueltas(p, i)
		default:
			err = c.ponerFila(p, i)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// celdasDeFilas are the cells of the rows of a small table, nil for a larger one.
func celdasDeFilas(filas []filaDOCX) [][]celda {
	l := make([][]celda, len(filas))
	for i, f := range filas {
		if len(f.celdas) > maxCeldasFicha {
			return nil
		}
		l[i] = sinLugar(f.celdas)
	}
	return l
}

// comoSueltas makes lines of the cells of a row.
func (c *cuerpoDOCX) comoSueltas(p *ponedorDOCX, i int) error {
	for _, x := range p.filas[i].celdas {
		c.pendientes = append(c.pendientes, x.avisos...)
		for _, b := range x.bloques {
			if err := c.ponerSuelto(b, false); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *cuerpoDOCX) ponerFila(p *ponedorDOCX, i int) error {
	if banda := p.banda(i); len(banda) > 0 {
		for _, x := range banda {
			if err := c.poner(renglon{celdas: []celda{x}, abarca: true}); err != nil {
				return err
			}
		}
		return nil
	}
	r := renglon{celdas: p.poner(i)}
	r.exacta = p.nuestra && p.alto == 1 && p.titulos.nuestros() && p.diceNumero(p.filas[i], p.lugares(p.filas[i]))
	if r.llenas() == 0 && !slices.ContainsFunc(r.celdas, func(x celda) bool { return len(x.avisos) > 0 }) {
		return nil // it says nothing
	}
	return c.poner(r)
}

// nuestros tells whether the headings are those of the official form, all and in order.
func (t *titulosDOCX) nuestros() bool {
	return slices.EqualFunc(t.celdas, columnasInforme, func(x casillaDOCX, c documento.Columna) bool { return x.enLinea() == c.Titulo })
}

func (t *titulosDOCX) textos() []celda { return sinLugar(t.celdas) }

func sinLugar(xs []casillaDOCX) []celda {
	l := make([]celda, len(xs))
	for i, x := range xs {
		l[i] = x.celda
	}
	return l
}

// buscarTitulos finds the heading row, of one row or two; else it takes that of the page
// before, if some row has as many cells.
func (p *ponedorDOCX) buscarTitulos(c *cuerpoDOCX) {
	for i := range p.filas {
		if i+1 < len(p.filas) {
			if xs := dosRenglones(p.filas[i], p.filas[i+1]); xs != nil && p.tomar(xs, i, 2) {
				return
			}
		}
		if p.tomar(p.filas[i].celdas, i, 1) {
			return
		}
	}
	if c.titulos != nil && !c.enGlosario {
		n := len(c.titulos.celdas)
		if slices.ContainsFunc(p.filas, func(f filaDOCX) bool { return len(f.celdas) == n }) {
			p.titulos = c.titulos
			return
		}
	}
	for _, f := range p.filas {
		for _, x := range f.celdas {
			if i, ya := slices.BinarySearch(p.bordes, x.desde); !ya {
				p.bordes = slices.Insert(p.bordes, i, x.desde)
			}
		}
	}
}

func (p *ponedorDOCX) tomar(xs []casillaDOCX, en, alto int) bool {
	cols := encabezados(renglon{celdas: sinLugar(xs)})
	if cols == nil {
		return false
	}
	p.titulos, p.en, p.alto = &titulosDOCX{xs, cols}, en, alto
	return true
}

// dosRenglones makes one heading of two rows, nil if the second is no part of it: some of
// the cells above span down to it, and the others stand below a wider title, which they
// make exact: «Fecha» below «Cumplimiento».
func dosRenglones(a, b filaDOCX) []casillaDOCX {
	var l []casillaDOCX
	bajan := 0
	for _, x := range b.celdas {
		arriba := (&ponedorDOCX{titulos: &titulosDOCX{celdas: a.celdas}}).bajo(x)
		if arriba == len(a.celdas) || x.runas() > 60 {
			return nil
		}
		if _, si := leerNumero(x.corta()); si {
			return nil
		}
		t := a.celdas[arriba]
		if x.baja {
			if !t.abre {
				return nil
			}
			bajan++
		}
		x.bloques = append(x.bloques[:len(x.bloques):len(x.bloques)], t.bloques...)
		x.baja = false
		l = append(l, x)
	}
	if bajan == 0 {
		return nil
	}
	return l
}

// banda gives the cell of a row that goes across the table, above the rows that it is
// about; before it, that of the session, when it begins in the same row.
func (p *ponedorDOCX) banda(i int) []celda {
	if p.titulos == nil || len(p.titulos.celdas) < 3 {
		return nil
	}
	var l []celda
	libre := 0
	ancho := 0 // of the last cell that says something
	for _, x := range p.filas[i].celdas {
		if !x.baja {
			libre += x.ancho
		}
		if x.vacia() {
			continue
		}
		if x.baja || len(l) > 1 || len(l) == 1 && ancho > 1 {
			return nil
		}
		l = append(l, x.celda)
		ancho = x.ancho
	}
	if len(l) == 2 {
		libre--
	}
	if len(l) == 0 || ancho < 2 || ancho*2 < libre {
		return nil
	}
	for _, x := range p.filas[i].celdas {
		if !x.baja {
			p.arriba[x.desde] = x.celda
		}
	}
	return l
}

// poner gives the cells of a row, one for each column at least.
func (p *ponedorDOCX) poner(i int) []celda {
	f := p.filas[i]
	donde := p.lugares(f)
	n := 0
	for _, d := range donde {
		n = max(n, d+1)
	}
	l := make([]celda, n)
	propio := p.diceNumero(f, donde)
	for k, x := range f.celdas {
		if x.baja {
			if y := p.arriba[x.desde]; propio && !y.vacia() {
				x.celda = p.repetir(y, x.celda)
			}
		} else {
			p.arriba[x.desde] = x.celda
		}
		l[donde[k]].juntar(x.celda)
	}
	return l
}

// diceNumero tells whether a row has a number of its own: it is another compromiso, of
// which the cells that span down to it are true as well. Else it goes on with the one
// above, and they are not said again.
func (p *ponedorDOCX) diceNumero(f filaDOCX, donde []int) bool {
	if p.titulos == nil {
		return false
	}
	for k, x := range f.celdas {
		if d := donde[k]; d < len(p.titulos.columnas) && p.titulos.columnas[d] == colNumero {
			return !x.baja && !x.vacia()
		}
	}
	return false
}

// repetir says a cell again in a row that it spans down to.
func (p *ponedorDOCX) repetir(y, x celda) celda {
	if p.repetido += y.runas() + 100*len(y.bloques); p.repetido > maxCopiado {
		return x
	}
	c := y.copiaEntera()
	c.juntar(x)
	return c
}

// lugares are the columns of the cells of a row: one after the other where there are as
// many as titles or none of all spans any, else below the title that covers most of it.
func (p *ponedorDOCX) lugares(f filaDOCX) []int {
	donde := make([]int, len(f.celdas))
	enOrden := false
	if p.titulos != nil && len(f.celdas) > 0 {
		enOrden = len(f.celdas) == len(p.titulos.celdas) ||
			f.celdas[0].desde == 0 && !slices.ContainsFunc(f.celdas, abarca) && !slices.ContainsFunc(p.titulos.celdas, abarca)
	}
	for k, x := range f.celdas {
		switch {
		case enOrden:
			donde[k] = k
		case p.titulos == nil:
			donde[k], _ = slices.BinarySearch(p.bordes, x.desde)
		default:
			donde[k] = p.bajo(x)
		}
	}
	return donde
}

func abarca(x casillaDOCX) bool { return x.ancho > 1 }

// bajo is the title that a cell stands below.
func (p *ponedorDOCX) bajo(x casillaDOCX) int {
	mejor, mas := len(p.titulos.celdas), 0
	for i, t := range p.titulos.celdas {
		if n := min(x.desde+x.ancho, t.desde+t.ancho) - max(x.desde, t.desde); n > mas {
			mejor, mas = i, n
		}
	}
	return mejor
}
