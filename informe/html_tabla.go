package informe

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// tablaHTML is a table of a page while it is being read.
type tablaHTML struct {
	cual    int // the name that lectorHTML gives it
	linea   int
	filas   []filaHTML
	grupo   int // of rows: no cell spans from one into the next
	enFila  bool
	celda   *aplanador // the one at hand, nil between two
	fuera   aplanador  // its caption, and text that is in none of its cells
	lineaDe int        // where that begins
	titulo  bool       // it is in the caption
}

// filaHTML is a row as the page writes it.
type filaHTML struct {
	linea, grupo int
	celdas       []celdaHTML
}

// celdaHTML is a cell with what it spans, itself included.
type celdaHTML struct {
	celda
	filas, columnas int
}

// destino is where the text of the table goes.
func (t *tablaHTML) destino(linea int) *aplanador {
	if t.celda != nil {
		return t.celda
	}
	if len(t.fuera.bloques) == 0 {
		t.lineaDe = linea
	}
	return &t.fuera
}

// deTabla sees to the tags of tables, hecho when the tag is one.
func (l *lectorHTML) deTabla(at atom.Atom, abre bool, atr map[string]string) (hecho bool, err error) {
	n := len(l.tablas)
	switch at {
	case atom.Table:
		if abre {
			return l.abrirTabla()
		}
		if n == 0 {
			return false, nil
		}
		return true, l.cerrarTabla()
	case atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Col, atom.Colgroup:
	default:
		return false, nil
	}
	if n == 0 {
		return false, nil // of a table that is there for the looks
	}
	t := l.tablas[n-1]
	t.cerrarCelda()
	t.titulo = false
	switch at {
	case atom.Thead, atom.Tbody, atom.Tfoot:
		t.grupo++
		t.enFila = false
	case atom.Tr:
		t.enFila = false
		if abre {
			t.abrirFila(l.linea)
		}
		if len(t.filas) > 5*maxFilas {
			return true, l.demasiado()
		}
	case atom.Caption:
		t.fuera.cerrar()
		if t.titulo = abre; abre {
			t.lineaDe = l.linea
		}
	case atom.Td, atom.Th:
		if abre {
			return true, l.abrirCelda(t, atr)
		}
	}
	return true, nil
}

// antesDe ends what a tag ends, before the element that it begins is left out.
func (l *lectorHTML) antesDe(at atom.Atom) error {
	if n := len(l.tablas); n > 0 {
		switch t := l.tablas[n-1]; at {
		case atom.Tr:
			t.cerrarCelda()
			t.enFila = false
		case atom.Td, atom.Th, atom.Tbody:
			t.cerrarCelda()
		}
	}
	if c, si := etiquetasDePagina[at]; si && c != enLinea {
		l.destino().cerrar()
		l.vaciar()
	}
	return nil
}

func (t *tablaHTML) abrirFila(linea int) {
	t.filas = append(t.filas, filaHTML{linea: linea, grupo: t.grupo})
	t.enFila = true
}

func (l *lectorHTML) abrirCelda(t *tablaHTML, atr map[string]string) error {
	if !t.enFila {
		t.abrirFila(l.linea)
	}
	f := &t.filas[len(t.filas)-1]
	if len(f.celdas) >= maxColumnas {
		return rechazo("línea %d: la fila tiene más de %d celdas, que es el máximo.", f.linea, maxColumnas)
	}
	if l.celdas++; l.celdas > maxCeldas || len(t.filas) > maxFilas {
		return l.demasiado()
	}
	f.celdas = append(f.celdas, celdaHTML{filas: espacio(atr["rowspan"], maxFilas), columnas: espacio(atr["colspan"], maxColumnas)})
	t.celda = &aplanador{}
	return nil
}

// espacio reads how much a cell spans; 0 is all there is.
func espacio(s string, maximo int) int {
	s = strings.TrimSpace(s)
	n, err := strconv.Atoi(s)
	switch {
	case err != nil && len(s) > 9 && strings.Trim(s, "0123456789") == "":
		return maximo
	case err != nil || n < 0:
		return 1
	case n == 0:
		return maximo
	}
	return min(n, maximo)
}

func (t *tablaHTML) cerrarCelda() {
	if t.celda == nil {
		return
	}
	c := t.filas[len(t.filas)-1].celdas
	c[len(c)-1].celda = t.celda.fin()
	t.celda = nil
}

// abrirTabla begins a table, in a cell of another one perhaps.
func (l *lectorHTML) abrirTabla() (bool, error) {
	l.vistas++
	if l.diseno[l.vistas] {
		return false, nil // its cells are paragraphs, and its end is of no matter
	}
	if len(l.tablas) >= maxProfundidad {
		return true, rechazo("línea %d: hay tablas dentro de tablas a más de %d niveles.", l.linea, maxProfundidad)
	}
	if l.enDD || l.enDT {
		l.cerrarTermino()
	}
	l.destino().cerrar()
	l.vaciar()
	l.tablas = append(l.tablas, &tablaHTML{cual: l.vistas, linea: l.linea})
	return true, nil
}

// cerrarTabla ends the innermost table. One inside a cell is text of that cell, unless it is
// the table of the informe: then those around it are only there for the looks.
func (l *lectorHTML) cerrarTabla() error {
	n := len(l.tablas) - 1
	t := l.tablas[n]
	t.cerrarCelda()
	t.fuera.cerrar()
	l.tablas = l.tablas[:n]
	puestas, err := t.poner(&l.puestas)
	if err != nil {
		return err
	}
	if n == 0 {
		return l.emitir(t, puestas)
	}
	if !l.otraVez && t.tieneEncabezado(puestas) {
		for _, de := range l.tablas {
			l.diseno[de.cual] = true
		}
	}
	a := l.tablas[n-1].destino(l.linea)
	a.cerrar()
	a.recibir(t.fuera.fin())
	for _, f := range t.filas {
		for _, c := range f.celdas {
			a.recibir(c.celda)
		}
	}
	return nil
}

// recibir adds what a cell says after what is there already.
func (a *aplanador) recibir(c celda) {
	mayor := 0
	for _, b := range c.bloques {
		if mayor = max(mayor, b.lista); b.lista > 0 {
			b.lista += a.hechas
		}
		b.etiqueta = true
		a.bloques = append(a.bloques, b)
	}
	a.hechas += mayor
	a.avisos = append(a.avisos, c.avisos...)
}
