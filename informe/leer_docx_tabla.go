package informe

import (
	"bytes"
	"encoding/xml"
	"slices"
)

// filaDOCX is a row as Word has it; a table's columns are only known at its end.
type filaDOCX struct {
	celdas []casillaDOCX
	fin    int // where the grid of the row ends
}

// casillaDOCX is a cell with its place in the grid.
type casillaDOCX struct {
	celda
	desde, ancho int
	baja         bool // it is the rest of the cell above
}

// maxRepetido bounds what cells that span rows may add by being said in each of them.
const maxRepetido = 16 << 20

func (c *cuerpoDOCX) leerTabla() error {
	var filas []filaDOCX
	var lee func(e xml.StartElement) error
	lee = func(e xml.StartElement) error {
		switch {
		case e.Name.Local == "tr" && esWord(e.Name):
			f, borrada, err := c.leerFila()
			if err != nil || borrada {
				return err
			}
			if filas = append(filas, f); len(filas) > maxFilas {
				return c.demasiado()
			}
			return nil
		case seSalta(e.Name.Local):
			return c.l.saltar()
		}
		return c.hijos(lee)
	}
	if err := c.hijos(lee); err != nil {
		return err
	}
	return c.entablar(filas)
}

func (c *cuerpoDOCX) leerFila() (f filaDOCX, borrada bool, err error) {
	var lee func(e xml.StartElement) error
	lee = func(e xml.StartElement) error {
		switch {
		case e.Name.Local == "trPr" && esWord(e.Name):
			return c.hijos(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "gridBefore":
					f.fin = min(numeroDOCX(atributo(e, "val")), maxColumnas)
				case "del":
					borrada = true
				}
				return c.l.saltar()
			})
		case e.Name.Local == "tc" && esWord(e.Name):
			return c.leerCelda(&f)
		case seSalta(e.Name.Local):
			return c.l.saltar()
		}
		return c.hijos(lee)
	}
	err = c.hijos(lee)
	return f, borrada, err
}

func (c *cuerpoDOCX) leerCelda(f *filaDOCX) error {
	if c.celdas++; c.celdas > maxCeldas {
		return c.demasiado()
	}
	x := casillaDOCX{desde: f.fin, ancho: 1}
	en := &celdaDOCX{}
	junta := false
	err := c.hijos(func(e xml.StartElement) error {
		if e.Name.Local != "tcPr" {
			return c.bloque(e, en)
		}
		return c.hijos(func(e xml.StartElement) error {
			switch v := atributo(e, "val"); e.Name.Local {
			case "gridSpan":
				x.ancho = min(max(numeroDOCX(v), 1), maxColumnas)
			case "vMerge":
				x.baja = v != "restart"
			case "hMerge":
				junta = v != "restart" && len(f.celdas) > 0
			}
			return c.l.saltar()
		})
	})
	if err != nil {
		return err
	}
	x.celda = en.fin()
	if f.fin += x.ancho; f.fin > maxColumnas {
		return rechazo("línea %d: la fila tiene %d columnas y el máximo es de %d.", c.linea+1, f.fin, maxColumnas)
	}
	if !junta {
		f.celdas = append(f.celdas, x)
		return nil
	}
	u := &f.celdas[len(f.celdas)-1]
	u.ancho += x.ancho
	u.bloques = append(u.bloques, x.bloques...)
	u.avisos = append(u.avisos, x.avisos...)
	return nil
}

// entablar lays the rows of a table on its columns: those of its heading row where it
// has one of ours, else the edges that its cells have.
func (c *cuerpoDOCX) entablar(filas []filaDOCX) error {
	ponedor := &ponedorDOCX{filas: filas}
	ponedor.buscarTitulos()
	for i := range filas {
		r := renglon{celdas: ponedor.poner(i)}
		if r.llenas() == 0 && !slices.ContainsFunc(r.celdas, func(x celda) bool { return len(x.avisos) > 0 }) {
			c.linea++ // a row that says nothing
			continue
		}
		if err := c.poner(r); err != nil {
			return err
		}
	}
	return nil
}

// ponedorDOCX lays rows on columns.
type ponedorDOCX struct {
	filas    []filaDOCX
	titulos  *filaDOCX // the heading row, nil for none
	columnas []columna // what its columns are about
	bordes   []int     // where cells begin, in a table without headings
	arriba   map[int]celda
	repetido int
}

func (p *ponedorDOCX) buscarTitulos() {
	p.arriba = map[int]celda{}
	for i := range p.filas {
		l := make([]celda, len(p.filas[i].celdas))
		for k, x := range p.filas[i].celdas {
			l[k] = x.celda
		}
		if cols := encabezados(renglon{celdas: l}); cols != nil {
			p.titulos, p.columnas = &p.filas[i], cols
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

// poner gives the cells of a row, one for each column at least.
func (p *ponedorDOCX) poner(i int) []celda {
	f := p.filas[i]
	donde := p.lugares(f)
	n := 0
	for _, d := range donde {
		n = max(n, d+1)
	}
	l := make([]celda, n)
	dicha := p.diceNumero(f, donde)
	for k, x := range f.celdas {
		if x.baja {
			if y := p.arriba[x.desde]; dicha && !y.vacia() {
				x.celda = p.repetir(y, x.celda)
			}
		} else {
			p.arriba[x.desde] = x.celda
		}
		d := &l[donde[k]]
		d.bloques = append(d.bloques[:len(d.bloques):len(d.bloques)], x.bloques...)
		d.avisos = append(d.avisos, x.avisos...)
	}
	return l
}

// diceNumero tells whether a row has a number of its own: it is another compromiso, of
// which the cells that span down to it are true as well. Else it goes on with the one
// above, and they are not said again.
func (p *ponedorDOCX) diceNumero(f filaDOCX, donde []int) bool {
	for k, x := range f.celdas {
		if d := donde[k]; d < len(p.columnas) && p.columnas[d] == colNumero {
			return !x.baja && !x.vacia()
		}
	}
	return false
}

// repetir says a cell again in a row that it spans down to.
func (p *ponedorDOCX) repetir(y, x celda) celda {
	for _, b := range y.bloques {
		p.repetido += len(b.texto) + 100
	}
	if p.repetido > maxRepetido {
		return x
	}
	y.avisos = x.avisos
	y.bloques = slices.Clone(y.bloques)
	for i := range y.bloques {
		y.bloques[i].texto = bytes.Clone(y.bloques[i].texto)
	}
	y.bloques = append(y.bloques, x.bloques...)
	return y
}

// lugares are the columns of the cells of a row.
func (p *ponedorDOCX) lugares(f filaDOCX) []int {
	donde := make([]int, len(f.celdas))
	sencilla := p.titulos != nil && len(f.celdas) > 0 && f.celdas[0].desde == 0
	for _, x := range f.celdas {
		sencilla = sencilla && x.ancho == 1
	}
	sencilla = sencilla || p.titulos != nil && len(f.celdas) == len(p.titulos.celdas)
	for k, x := range f.celdas {
		switch {
		case sencilla:
			donde[k] = k
		case p.titulos == nil:
			donde[k], _ = slices.BinarySearch(p.bordes, x.desde)
		default:
			donde[k] = p.bajo(x)
		}
	}
	return donde
}

// bajo is the heading that a cell stands below: that which covers most of it.
func (p *ponedorDOCX) bajo(x casillaDOCX) int {
	mejor, mas := len(p.titulos.celdas), 0
	for i, t := range p.titulos.celdas {
		if n := min(x.desde+x.ancho, t.desde+t.ancho) - max(x.desde, t.desde); n > mas {
			mejor, mas = i, n
		}
	}
	return mejor
}
