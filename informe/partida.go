package informe

import "slices"

const maxTrozos = 40 // lines of one row

// filaPartida joins the lines of a row in which somebody pressed Enter inside a cell: short
// of cells, with a number, and right below it lines without one that bring exactly the
// cells it lacks. It gives the row and the lines it takes.
func (t *interprete) filaPartida(l []renglon, i int) (renglon, int) {
	cols := t.tabla.cols
	numero, estatus := slices.Index(cols, colNumero), slices.Index(cols, colEstatus)
	u := l[i]
	if !t.porLineas || numero < 0 || len(u.celdas) >= len(cols) || !esNumeroDeFila(u, numero) {
		return u, 1
	}
	u.celdas = slices.Clone(u.celdas)
	for n := 1; n < maxTrozos && i+n < len(l); n++ {
		s := l[i+n]
		if s.linea != u.linea+n || s.pagina || s.titulo || s.celdas[0].vacia() || len(u.celdas)+len(s.celdas)-1 > len(cols) ||
			esNumeroDeFila(s, numero) || t.esMarcaDePagina(s) || esTituloGlosario(s) || t.portada.lineas[s.texto()] || esTotal(s) || t.glosario.esPie(s) {
			return l[i], 1
		}
		ultima := u.celdas[len(u.celdas)-1].entera()
		ultima.continuar(s.celdas[0])
		u.celdas[len(u.celdas)-1] = ultima
		u.celdas = append(u.celdas, s.celdas[1:]...)
		if len(u.celdas) < len(cols) {
			continue
		}
		if estatus >= 0 && !leerCeldaEstatus(u.celdas[estatus]).ok {
			return l[i], 1
		}
		return u, n + 1
	}
	return l[i], 1
}

// esNumeroDeFila tells whether a line has the number of a compromiso.
func esNumeroDeFila(r renglon, columna int) bool {
	for i, c := range r.celdas {
		t := c.corta()
		_, ok := leerNumero(t)
		if !ok && i == columna {
			_, ok = numeroSinAnio(t)
		}
		if ok {
			return true
		}
	}
	return false
}
