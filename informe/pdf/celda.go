package pdf

import "compromisos/informe/documento"

// celda gathers the lines of a cell.
type celda struct {
	c        *compositor
	l        []renglon
	elemento int // of the structure, to which its blocks are added; 0 where they are not told apart
}

func (d *celda) renglones(l []renglon, papel string) {
	if d.elemento != 0 && len(l) > 0 {
		n := d.c.estructura.bloque(papel, d.elemento)
		for i := range l {
			l[i].elemento = n
		}
	}
	d.l = append(d.l, l...)
}

// enCelda sets blocks to the width of a cell, from its own left edge.
func (c *compositor) enCelda(bs []documento.Bloque, ancho float64, m molde, elemento int) []renglon {
	d := celda{c: c}
	if _, parrafo := una(bs).(documento.Parrafo); !parrafo {
		d.elemento = elemento // a lone paragraph is the cell itself
	}
	c.bloques(bs, 0, ancho, m, &d)
	return d.l
}

// una is the only block, nil where there are more or none.
func una(bs []documento.Bloque) documento.Bloque {
	if len(bs) == 1 {
		return bs[0]
	}
	return nil
}

// maxRenglonTabla is the tallest piece of a table within a cell that is not cut.
const maxRenglonTabla = 120

// tabla draws a table within a cell. Each of its rows is one line, unless it is tall.
func (d *celda) tabla(t documento.Tabla, x, ancho float64, m molde) {
	anchos := repartir(t, ancho, nil)
	if len(anchos) == 0 {
		return
	}
	relleno := m.cuerpo * 0.3
	filas := make([][][]renglon, 0, len(t.Filas)+1)
	if cab := d.c.cabecera(t, anchos, relleno, m.cuerpo); cab != nil {
		filas = append(filas, cab)
	}
	for _, f := range t.Filas {
		celdas := make([][]renglon, len(anchos))
		for i, cel := range f.Celdas[:min(len(f.Celdas), len(anchos))] {
			if cel != nil {
				celdas[i] = d.c.enCelda(cel.Bloques, anchos[i]-2*relleno, m, 0)
			}
		}
		filas = append(filas, celdas)
	}
	antes := m.cuerpo * 0.5
	for k, celdas := range filas {
		hecho := make([]int, len(celdas))
		for primero := true; primero || quedan(celdas, hecho); primero = false {
			r := pieza(celdas, hecho, anchos, x, relleno, m)
			r.antes, antes = antes, 0
			r.junto = k == 0 && len(filas) > 1
			d.renglones([]renglon{r}, "P")
		}
	}
	if n := len(d.l); n > 0 {
		d.l[n-1].alto += m.cuerpo * 0.3
	}
}

// pieza takes as much of a row as one line may hold.
func pieza(celdas [][]renglon, hecho []int, anchos []float64, x, relleno float64, m molde) renglon {
	var r renglon
	for i, l := range celdas {
		n, alto := entran(l[hecho[i]:], maxRenglonTabla)
		if n == 0 && hecho[i] < len(l) {
			n, alto = 1, l[hecho[i]].alto
		}
		y := relleno
		for j, q := range l[hecho[i] : hecho[i]+n] {
			if j > 0 {
				y += q.antes
			}
			for _, t := range q.tramos {
				t.x, t.y = t.x+x+relleno, t.y+y
				r.tramos = append(r.tramos, t)
			}
			for _, cj := range q.cajas {
				cj.x, cj.y = cj.x+x+relleno, cj.y+y
				r.cajas = append(r.cajas, cj)
			}
			y += q.alto
		}
		hecho[i] += n
		r.alto = max(r.alto, alto+2*relleno)
		x += anchos[i]
	}
	r.alto = max(r.alto, m.cuerpo*interlinea+2*relleno)
	for i := len(anchos) - 1; i >= 0; i-- {
		x -= anchos[i]
		r.cajas = append(r.cajas, caja{x: x, ancho: anchos[i], alto: r.alto})
	}
	return r
}

func quedan(celdas [][]renglon, hecho []int) bool {
	for i, l := range celdas {
		if hecho[i] < len(l) {
			return true
		}
	}
	return false
}

// entran counts the lines that fit a height, and measures them.
func entran(l []renglon, cabe float64) (n int, alto float64) {
	for i, r := range l {
		mas := r.alto
		if i > 0 {
			mas += r.antes
		}
		if alto+mas > cabe+holgura {
			break
		}
		n, alto = i+1, alto+mas
	}
	return n, alto
}

// holgura forgives the rounding of sums of heights.
const holgura = 0.001

// altura is the height of lines from the top of a page or cell.
func altura(l []renglon) float64 {
	alto := 0.0
	for i, r := range l {
		if i > 0 {
			alto += r.antes
		}
		alto += r.alto
	}
	return alto
}
