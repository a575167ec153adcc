package informe

// continuar joins to the cell what the next page says of it: the rest of a
// sentence on the same line, a new paragraph or item on a line of its own.
func (c *celda) continuar(s celda) {
	c.avisos = append(c.avisos, s.avisos...)
	c.abierta = s.abierta
	if s.vacia() {
		return
	}
	if c.vacia() {
		c.bloques = s.bloques
		return
	}
	u := &c.bloques[len(c.bloques)-1]
	junto := sigueEnLinea(*u, s.bloques[0], c.ultimoOrden())
	renumerar(*u, c.ultimoOrden(), s.bloques, junto)
	// A list that goes on keeps its identity, so that a third page can follow.
	corrimiento := u.lista
	if !u.esItem() {
		corrimiento = c.ultimaLista()
	}
	for i := range s.bloques {
		if s.bloques[i].lista > 0 {
			s.bloques[i].lista += max(corrimiento-1, 0)
		}
	}
	if junto {
		u.texto = append(append(u.texto, ' '), s.bloques[0].texto...)
		s.bloques = s.bloques[1:]
	}
	c.bloques = append(c.bloques, s.bloques...)
}

// ultimoOrden is the number of the last ordered item, 0 if there is none.
func (c celda) ultimoOrden() int {
	for i := len(c.bloques) - 1; i >= 0 && i >= len(c.bloques)-maxProfundidad; i-- {
		if c.bloques[i].orden > 0 {
			return c.bloques[i].orden
		}
		if n := c.bloques[i].ordinalPropio(); n > 0 {
			return n
		}
	}
	return 0
}

func (c celda) ultimaLista() int {
	for i := len(c.bloques) - 1; i >= 0 && i >= len(c.bloques)-maxProfundidad; i-- {
		if c.bloques[i].lista > 0 {
			return c.bloques[i].lista
		}
	}
	return 0
}

// sigueEnLinea decides whether block p, first of a page, goes on where u, last of
// the page before, stopped. orden is the number of the last ordered item before.
func sigueEnLinea(u, p bloque, orden int) bool {
	if n := p.ordinalPropio(); n > 0 {
		return !u.terminado() && n != orden+1 && !p.esItem()
	}
	if reVineta.Match(p.texto) || p.esItem() && p.marca != "" && p.marca != "• " {
		return false
	}
	if p.esItem() {
		// An item cut in two comes back as an item; what begins small goes on.
		return u.esItem() && p.empiezaMinuscula() && !u.terminado()
	}
	switch {
	case p.empiezaMinuscula():
		return true
	case !p.etiqueta:
		// Bare text is the rest of the paragraph, unless a list had just ended.
		return !u.esItem() || !u.terminado()
	case u.terminado():
		return false
	default:
		return !u.esItem() || u.quedaPendiente()
	}
}

// renumerar lets the counted items of the first list of a page go on from the last
// number of the page before, since each page counts its list from 1 again. One that says
// with which number it goes on is left alone.
func renumerar(u bloque, orden int, s []bloque, junto bool) {
	if orden == 0 || !(u.esItem() || u.ordinalPropio() > 0) {
		return
	}
	primero := 0
	if junto && !s[0].esItem() {
		primero = 1
	}
	if primero >= len(s) || !s[primero].contado {
		return
	}
	mas := orden
	switch {
	case junto && primero == 0:
		mas = orden - s[0].orden
	case s[primero].orden > 1:
		return
	}
	for i := primero; i < len(s); i++ {
		if s[i].contado && s[i].lista == s[primero].lista {
			s[i].orden += mas
		}
	}
}
