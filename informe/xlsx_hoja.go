package informe

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// hoja is what a sheet says, row by row.
type hoja struct {
	nombre  string
	filas   []filaTexto
	uniones []union
	ocultas []int // rows
	columna bool  // some column is hidden
}

// union is a range of cells that are one.
type union struct{ f1, c1, f2, c2 int }

// lectorHoja reads a sheet element by element.
type lectorHoja struct {
	l    *libro
	h    *hoja
	fila filaTexto

	num, col         int // of the row, from 1; of the cell, from 0
	clase            string
	estilo           int
	v, is            strings.Builder
	dentro           string // the element whose text counts
	formula, enTexto bool
	conValor         bool
	ayuda            int
}

func (l *libro) leerHoja(h hojaDeLibro) (*hoja, error) {
	r := &lectorHoja{l: l, h: &hoja{nombre: h.nombre}}
	err := l.p.crudo(h.parte, r.ver)
	if err == nil {
		err = r.h.extender(l)
	}
	var e errFilas
	switch {
	case errors.As(err, &e):
		return nil, rechazo("La hoja «%s» %s.", recorte(h.nombre), e.mensaje)
	case err != nil:
		return nil, err
	}
	return r.h, nil
}

// errFilas is a sheet that has too much in it.
type errFilas struct{ mensaje string }

func (e errFilas) Error() string { return e.mensaje }

func (r *lectorHoja) ver(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return r.abre(t)
	case xml.CharData:
		if r.dentro == "v" {
			r.v.Write(t)
		} else if r.enTexto && r.ayuda == 0 {
			r.is.Write(t)
		}
	case xml.EndElement:
		return r.cierra(t.Name.Local)
	}
	return nil
}

func (r *lectorHoja) abre(s xml.StartElement) error {
	switch s.Name.Local {
	case "row":
		n := entero(atributo(s, "r"))
		if n <= r.num || n > 1<<20 {
			n = r.num + 1
		}
		r.num, r.col, r.fila = n, -1, filaTexto{linea: n}
		if verdadero(atributo(s, "hidden")) {
			r.h.ocultas = append(r.h.ocultas, n)
		}
	case "c":
		r.col++
		if c, _ := columnaYFila(atributo(s, "r")); c >= r.col {
			r.col = c
		}
		r.clase, r.estilo, r.formula = atributo(s, "t"), entero(atributo(s, "s")), false
		r.conValor = false
		r.v.Reset()
		r.is.Reset()
	case "v":
		r.dentro, r.conValor = "v", true
	case "f":
		r.formula = true
	case "t":
		r.enTexto = true
	case "rPh":
		r.ayuda++
	case "col":
		r.h.columna = r.h.columna || verdadero(atributo(s, "hidden"))
	case "mergeCell":
		desde, hasta, ok := strings.Cut(atributo(s, "ref"), ":")
		c1, f1 := columnaYFila(desde)
		c2, f2 := columnaYFila(hasta)
		if !ok || c1 < 0 || c2 < c1 || f2 < f1 {
			return nil
		}
		if len(r.h.uniones) == maxFilas {
			return errFilas{fmt.Sprintf("tiene más de %d celdas unidas", maxFilas)}
		}
		r.h.uniones = append(r.h.uniones, union{f1, c1, f2, c2})
	}
	return nil
}

func (r *lectorHoja) cierra(nombre string) error {
	switch nombre {
	case "v":
		r.dentro = ""
	case "t":
		r.enTexto = false
	case "rPh":
		r.ayuda--
	case "c":
		return r.terminarCelda()
	case "row":
		if r.fila.vacia() && len(r.fila.avisos) == 0 {
			r.sinOculta()
			return nil
		}
		if r.l.filas++; r.l.filas > maxFilas {
			return errFilas{fmt.Sprintf("tiene más de %d filas, que es el máximo", maxFilas)}
		}
		r.h.filas = append(r.h.filas, r.fila)
	}
	return nil
}

// sinOculta forgets that the row is hidden: it says nothing.
func (r *lectorHoja) sinOculta() {
	if n := len(r.h.ocultas); n > 0 && r.h.ocultas[n-1] == r.num {
		r.h.ocultas = r.h.ocultas[:n-1]
	}
}

func (r *lectorHoja) terminarCelda() error {
	v := r.v.String()
	if r.clase == "inlineStr" {
		v = r.is.String()
	}
	texto, hora, aviso := r.l.valor(r.clase, v, r.estilo, r.formula && !r.conValor)
	if aviso != "" {
		r.fila.avisos = append(r.fila.avisos, fmt.Sprintf("Celda %s%d: %s", letrasDe(r.col), r.num, aviso))
	}
	if hora != "" {
		texto += " " + hora
	}
	quitados := 0
	if r.clase != "s" { // the shared ones are clean
		texto, quitados = sinControl(texto)
	}
	if quitados > 0 {
		r.fila.avisos = append(r.fila.avisos, fmt.Sprintf("Celda %s%d: se quitaron %d caracteres de control.", letrasDe(r.col), r.num, quitados))
	}
	if texto == "" {
		return nil
	}
	if r.col >= maxColumnas {
		return errFilas{fmt.Sprintf("tiene algo en la columna %s de la fila %d: el máximo es de %d columnas", letrasDe(r.col), r.num, maxColumnas)}
	}
	if r.l.bytes += len(texto); r.l.bytes > maxBytes {
		return rechazo("El %s tiene demasiado texto: el máximo es de %d MiB.", queLibro, maxBytes>>20)
	}
	for len(r.fila.celdas) <= r.col {
		r.fila.celdas = append(r.fila.celdas, "")
		if r.l.celdas++; r.l.celdas > maxCeldasHoja {
			return errFilas{fmt.Sprintf("tiene más de %d celdas, que es el máximo", maxCeldasHoja)}
		}
	}
	r.fila.celdas[r.col] = texto
	return nil
}

// sinControl is the text with \n at its line ends and without what is no text.
func sinControl(s string) (string, int) {
	if !strings.ContainsFunc(s, esControl) {
		return s, 0
	}
	s = finesDeLinea.Replace(s)
	n := 0
	s = strings.Map(func(r rune) rune {
		if !esControl(r) {
			return r
		}
		n++
		return -1
	}, s)
	return s, n
}

var finesDeLinea = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n")

// columnaYFila reads a reference like B12: the column from 0, the row from 1; -1 where it
// is none.
func columnaYFila(ref string) (col, fila int) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for ; i < len(ref) && i < 4 && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z'; i++ {
		col = col*26 + int(ref[i]|0x20-'a') + 1
	}
	n, err := strconv.Atoi(ref[i:])
	if i == 0 || err != nil || n < 1 || n > 1<<20 || col > 1<<14 {
		return -1, 0
	}
	return col - 1, n
}

func letrasDe(col int) string {
	s := ""
	for col++; col > 0; col = (col - 1) / 26 {
		s = string(rune('A'+(col-1)%26)) + s
	}
	return s
}

// extender lets a cell that spans rows say its value in each of them. Where the number of
// a compromiso spans rows, these are one compromiso: the others stay empty, and go on
// with it. One that spans columns says it once.
func (h *hoja) extender(l *libro) error {
	if len(h.uniones) == 0 {
		return nil
	}
	porFila := map[int]int{}
	for i, f := range h.filas {
		porFila[f.linea] = i
	}
	numero, desdeFila := h.columnaNumero()
	seguidas := map[int]bool{} // rows that go on with the one above
	pasos := 0
	for _, u := range h.uniones {
		if u.c1 == numero && u.f1 > desdeFila {
			for f := u.f1 + 1; f <= u.f2 && pasos < maxCeldas; f++ {
				seguidas[f] = true
				pasos++
			}
		}
	}
	for _, u := range h.uniones {
		i, hay := porFila[u.f1]
		if !hay || u.f2 == u.f1 || u.c1 >= maxColumnas {
			continue
		}
		texto := deFilaEn(h.filas[i].celdas, u.c1)
		for k := i + 1; texto != "" && k < len(h.filas) && h.filas[k].linea <= u.f2; k++ {
			if pasos++; pasos > maxCeldas {
				return errFilas{"tiene demasiadas celdas unidas"}
			}
			f := &h.filas[k]
			if seguidas[f.linea] || deFilaEn(f.celdas, u.c1) != "" {
				continue
			}
			if l.bytes += len(texto); l.bytes > maxBytes {
				return rechazo("El %s tiene demasiado texto: el máximo es de %d MiB.", queLibro, maxBytes>>20)
			}
			for len(f.celdas) <= u.c1 {
				f.celdas = append(f.celdas, "")
				l.celdas++
			}
			if l.celdas > maxCeldasHoja {
				return errFilas{fmt.Sprintf("tiene más de %d celdas, que es el máximo", maxCeldasHoja)}
			}
			f.celdas[u.c1] = texto
		}
	}
	return nil
}

// columnaNumero is the column of the number and the row of its heading, -1 where there is
// no table of ours.
func (h *hoja) columnaNumero() (col, fila int) {
	for _, f := range h.filas {
		for i, c := range encabezados(f.renglon()) {
			if c == colNumero {
				return i, f.linea
			}
		}
	}
	return -1, 0
}
