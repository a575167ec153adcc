package informe

import "slices"

// rasgos is what the content of a cell says about which column it belongs to.
type rasgos struct {
	celda                               celda
	vacia, numero, sesion, fecha        bool
	estatus, solicitante, lista, siglas bool
	idem, consecutivo                   bool
	runas                               int
	linea                               string // the text on one line, when short
}

func rasgosDe(c celda) rasgos {
	r := rasgos{celda: c, vacia: c.vacia(), runas: c.runas()}
	for _, b := range c.bloques {
		r.lista = r.lista || b.esItem()
	}
	r.solicitante = sonSolicitantes(c)
	if r.vacia || r.runas > 200 {
		return r
	}
	r.linea = c.enLinea()
	_, r.numero = leerNumero(r.linea)
	_, r.consecutivo = numeroSinAnio(r.linea)
	r.idem = esIdem(r.linea)
	r.fecha = soloFecha(r.linea)
	r.sesion = pareceSesion(r.linea)
	// A word that only leads to a state may begin any sentence.
	e := leerCeldaEstatus(c)
	r.estatus = e.ok && (!e.derivada || e.resto == "")
	r.siglas = reSoloSiglas.MatchString(r.linea)
	return r
}

// arreglo is one way of laying the cells of a row on the columns of the heading.
type arreglo struct {
	// falta is the first of the columns whose cells are missing, and faltan how many: the
	// session was given once, above; the date of fulfilment stands with the state.
	falta, faltan int
	une           int // this cell and the next are one, -1 none: a date apart from its state or session
	otraUne       int
}

// alineacion lays rows on columns; ejes are those seen so far, by their text.
type alineacion struct {
	cols []columna
	ejes map[string]bool
}

func (a alineacion) posicion(c columna) int {
	for i, d := range a.cols {
		if d == c {
			return i
		}
	}
	return -1
}

// alinear gives the cells of a row, one for each column, and those that were left
// over. Among the few ways in which these documents shift their cells it takes the
// one that the content fits best; on a tie, the simplest.
func (a alineacion) alinear(celdas []celda) (puestas, sobran []celda) {
	rs := make([]rasgos, len(celdas))
	for i, c := range celdas {
		rs[i] = rasgosDe(c)
	}
	var mejor []rasgos
	alto := 0
	for _, x := range a.arreglos(rs) {
		l := a.aplicar(x, rs)
		if p := a.puntos(l); mejor == nil || p > alto {
			mejor, alto = l, p
		}
	}
	for i, r := range mejor {
		switch {
		case i < len(a.cols):
			puestas = append(puestas, r.celda)
		case !r.vacia:
			sobran = append(sobran, r.celda)
		}
	}
	return puestas, sobran
}

// arreglos are the ways that the row allows, the plain one first.
func (a alineacion) arreglos(rs []rasgos) []arreglo {
	l := []arreglo{{une: -1, otraUne: -1}}
	if len(rs) <= len(a.cols) && !slices.ContainsFunc(rs, func(r rasgos) bool { return r.numero || r.consecutivo }) {
		return l // more of the row above: nothing tells that it moved
	}
	sesion, fecha, cumplimiento := a.posicion(colSesion), a.posicion(colFechaSesion), a.posicion(colCumplimiento)
	falta := func(p, n int) {
		if p >= 0 {
			l = append(l, arreglo{falta: p, faltan: n, une: -1, otraUne: -1})
		}
	}
	falta(sesion, 1)
	if len(rs) < len(a.cols) {
		if sesion >= 0 && fecha == sesion+1 {
			falta(sesion, 2)
		}
		falta(fecha, 1)
		falta(cumplimiento, 1)
		falta(a.posicion(colEje), 1)
		falta(a.posicion(colConsecutivo), 1)
		if n := a.posicion(colNumero); n > 1 && n <= 3 {
			falta(0, n)
		}
	}
	if cumplimiento < 0 {
		l = append(l, a.conUnion(l, rs, func(r rasgos) bool { return r.estatus })...)
	}
	if fecha < 0 {
		l = append(l, a.conUnion(l, rs, func(r rasgos) bool { return r.sesion && !r.numero })...)
	}
	return l
}

// conUnion adds to each way the one in which the first cell of that kind and the
// next, empty or with a date alone, are the two halves of one.
func (a alineacion) conUnion(l []arreglo, rs []rasgos, es func(rasgos) bool) []arreglo {
	var mas []arreglo
	for i := range len(rs) - 1 {
		if !es(rs[i]) {
			continue
		}
		if s := rs[i+1]; s.fecha || s.vacia {
			for _, x := range l {
				if x.une >= 0 {
					x.otraUne = i
				} else {
					x.une = i
				}
				mas = append(mas, x)
			}
		}
		break
	}
	return mas
}

// aplicar gives the cells as the way lays them, as many as columns at least.
func (a alineacion) aplicar(x arreglo, rs []rasgos) []rasgos {
	var l []rasgos
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		if (i == x.une || i == x.otraUne) && i+1 < len(rs) {
			r.celda.bloques = append(r.celda.bloques[:len(r.celda.bloques):len(r.celda.bloques)], rs[i+1].celda.bloques...)
			r.fecha = false
			i++
		}
		l = append(l, r)
	}
	if x.faltan > 0 && x.falta <= len(l) {
		huecos := slices.Repeat([]rasgos{{vacia: true}}, x.faltan)
		l = append(l[:x.falta:x.falta], append(huecos, l[x.falta:]...)...)
	}
	for len(l) < len(a.cols) {
		l = append(l, rasgos{vacia: true})
	}
	return l
}

// puntos says how well the content fits the columns.
func (a alineacion) puntos(l []rasgos) int {
	p := 0
	for i, r := range l {
		switch {
		case i < len(a.cols):
			p += a.afinidad(a.cols[i], r)
		case !r.vacia:
			p -= 8
		}
	}
	return p
}

// afinidad is how well a cell fits a column.
func (a alineacion) afinidad(c columna, r rasgos) int {
	switch {
	case r.vacia:
		return puntosVacia[c]
	case r.idem:
		return puntosIdem[c]
	}
	switch c {
	case colNumero:
		return si(r.numero, 12, si(r.consecutivo, 4, -6))
	case colConsecutivo:
		return si(r.consecutivo, 3, -3)
	case colSesion:
		return si((r.sesion || r.fecha) && !r.numero, 6, si(r.linea != "" && (esIdemSesion(r.linea) || sinValor(r.linea)), 5, -4))
	case colEstatus:
		return si(r.estatus, 6, -5)
	case colFechaSesion, colCumplimiento, colLimite:
		return si(r.fecha, 5, si(r.estatus, 0, -2)) // «Pendiente» may stand there too
	case colEje:
		if r.fecha || r.numero || r.solicitante || r.estatus {
			return -4
		}
		return si(a.ejes[r.linea], 4, si(r.lista || r.runas > 300, -2, 1))
	case colSolicitante:
		return si(r.solicitante, 5, si(r.runas > 120, -4, -1))
	case colArea:
		return si(r.siglas, 3, si(r.runas > 150 || r.fecha || r.solicitante, -3, 0))
	case colTexto:
		if r.fecha || r.numero || r.solicitante || r.estatus || a.ejes[r.linea] {
			return -4
		}
		return si(r.runas > 40, 2, 0)
	case colAtencion:
		return si(r.solicitante || a.ejes[r.linea], -4, 0)
	}
	return 0
}

// puntosVacia is what an empty cell costs: some columns are seldom empty.
var puntosVacia = [nColumnas]int{colEje: -1, colTexto: -3, colSolicitante: -1}

// puntosIdem is how well a cell fits that refers to the one above.
var puntosIdem = [nColumnas]int{colSesion: 5, colFechaSesion: 3, colNumero: -6, colEje: 1, colSolicitante: 1, colArea: 1, colTexto: -2}

func si(cond bool, a, b int) int {
	if cond {
		return a
	}
	return b
}
