package informe

import (
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"
)

// formaCSV is the layout of CSV, whatever separates its columns.
func formaCSV() forma[string] {
	return forma[string]{"CSV", func(s string) bool { return separadorCSV(s) != 0 }, leerCSV}
}

// leerCSV reads a table separated by commas, semicolons, bars or, where its cells are in
// quotes, tabs. Line numbers are those of the file.
func leerCSV(s string) ([]grilla, error) {
	l := lectorCSV{s: s, sep: separadorCSV(s), linea: 1}
	if d, resto := declarado(s); d != 0 {
		l.s, l.linea = resto, 2
	}
	var filas []filaTexto
	celdas := 0
	for l.queda() {
		f, err := l.fila()
		if err != nil {
			return nil, err
		}
		if f.vacia() {
			continue
		}
		filas = append(filas, f)
		if celdas += len(f.celdas); celdas > maxCeldasHoja || len(filas) > maxFilas {
			return nil, demasiadas(f.linea, maxCeldasHoja)
		}
	}
	if len(filas) > 0 {
		if t := titulosPropios(filas[0].celdas, propias); t != nil {
			gs := grillasPropias(t, filas[1:], compromiso.Informe{}, l.abierta > 0)
			for _, g := range gs {
				g.propia.diaPrimero = l.sep == ';'
			}
			return gs, nil
		}
	}
	if celdas > maxCeldas {
		return nil, demasiadas(l.linea, maxCeldas)
	}
	g := grilla{cortada: l.abierta > 0, sinFin: !strings.HasSuffix(s, "\n")}
	for _, f := range filas {
		g.renglones = append(g.renglones, f.renglon())
	}
	return []grilla{g}, nil
}

// maxCeldasHoja are the cells of a table: 100,000 compromisos in the columns that exportar
// writes, twice over. Of one that is not ours, which has to be interpreted, maxCeldas.
const maxCeldasHoja = 32 * maxFilas

func demasiadas(linea, celdas int) error {
	return rechazo("línea %d: el documento tiene demasiadas filas: el máximo es de %d filas y %d celdas.", linea, maxFilas, celdas)
}

// leerTabulado reads a text with tabs: line by line, unless its cells are in quotes and
// need them, as a spreadsheet writes them («Texto Unicode»).
func leerTabulado(s string) ([]grilla, error) {
	if necesitaComillas(s) {
		return leerCSV(s)
	}
	return una(leerTexto)(s)
}

// necesitaComillas tells whether all quotes of a text with tabs are those of cells, and
// some cell has a tab, a line break or a quote inside.
func necesitaComillas(s string) bool {
	if !strings.Contains(s, "\t\"") && !strings.HasPrefix(s, `"`) && !strings.Contains(s, "\n\"") {
		return false
	}
	l := lectorCSV{s: s, sep: '\t', linea: 1}
	necesita := false
	for l.queda() {
		antes := l.linea
		f, err := l.fila()
		if err != nil || l.abierta > 0 || len(f.avisos) > 0 {
			return false
		}
		if slices.ContainsFunc(f.celdas, func(c string) bool { return strings.Contains(c, "\t") && strings.Contains(c, "\n") }) {
			return false // two quotes that say «as above», each alone in its cell
		}
		necesita = necesita || l.linea > antes+1
	}
	return necesita
}

// declarado is the separator that the first line of the file names, as Excel writes it
// («sep=;»), and what comes after that line.
func declarado(s string) (byte, string) {
	linea, resto, _ := strings.Cut(s, "\n")
	linea = strings.Trim(linea, "\" ")
	if len(linea) == len("sep=;") && strings.EqualFold(linea[:4], "sep=") {
		return linea[4], resto
	}
	return 0, s
}

// separadorCSV is what separates the columns: that which gives some row of the beginning
// the most headings of ours; 0 where nothing does.
func separadorCSV(s string) byte {
	if sep, _ := declarado(s); sep != 0 {
		return sep
	}
	var mejor byte
	alto := 0
	for _, sep := range []byte(",;|\t") {
		// A text with tabs is read line by line, unless its cells need more than that.
		if sep == '\t' && !strings.Contains(s, "\t\"") && !strings.Contains(s, "\"\t") {
			continue
		}
		if n := titulosCon(s, sep); n > alto {
			mejor, alto = sep, n
		}
	}
	return mejor
}

// titulosCon counts the headings that a separator gives to the best of the first rows.
func titulosCon(s string, sep byte) int {
	const hasta = 200
	l := lectorCSV{s: s[:min(len(s), 1<<18)], sep: sep, linea: 1}
	alto := 0
	for range hasta {
		if !l.queda() {
			break
		}
		f, err := l.fila()
		if err != nil || l.abierta > 0 {
			break
		}
		if sep == '|' && len(f.celdas) > 0 && strings.TrimSpace(f.celdas[0]) == "" {
			continue // a table of Markdown
		}
		if len(f.celdas) < 3 || len(f.celdas) > maxColumnas {
			continue
		}
		cols := encabezados(f.renglon())
		n := 0
		for _, c := range cols {
			if c != colOtra {
				n++
			}
		}
		alto = max(alto, n)
	}
	return alto
}

// lectorCSV cuts a text into rows.
type lectorCSV struct {
	s       string
	sep     byte
	linea   int
	abierta int // line of the quotes that nobody closed, 0 none
}

func (l *lectorCSV) queda() bool { return l.s != "" }

// fila reads the next row.
func (l *lectorCSV) fila() (filaTexto, error) {
	f := filaTexto{linea: l.linea}
	for {
		c, aviso, fin := l.celda()
		f.celdas = append(f.celdas, descubrir(c))
		if aviso != "" {
			f.avisos = append(f.avisos, aviso)
		}
		if fin {
			return f, nil
		}
		if len(f.celdas) == maxColumnas {
			n := maxColumnas + 1 + strings.Count(primeraLinea(l.s), string(l.sep))
			return f, rechazo("línea %d: la fila tiene %d celdas y el máximo es de %d.", f.linea, n, maxColumnas)
		}
	}
}

// celda reads one cell and what ends it; fin tells that the row ends too.
func (l *lectorCSV) celda() (c, aviso string, fin bool) {
	if !strings.HasPrefix(l.s, `"`) {
		c, fin = l.hastaSeparador()
		return c, "", fin
	}
	abre, resto := l.linea, l.s[1:]
	var b strings.Builder
	for {
		i := strings.IndexByte(resto, '"')
		if i < 0 {
			// Nobody closes it: the rest of the file is in this cell.
			l.linea += strings.Count(resto, "\n")
			l.abierta, l.s = abre, ""
			b.WriteString(resto)
			return b.String(), fmt.Sprintf("Las comillas que se abren en la línea %d no se cierran hasta el final del archivo, en la línea %d.", abre, l.linea), true
		}
		if strings.HasPrefix(resto[i+1:], `"`) {
			b.WriteString(resto[:i+1])
			resto = resto[i+2:]
			continue
		}
		b.WriteString(resto[:i])
		l.s = resto[i+1:]
		break
	}
	l.linea += strings.Count(b.String(), "\n")
	sobra, fin := l.hastaSeparador()
	if sobra != "" {
		if strings.TrimSpace(sobra) == "" {
			return b.String(), "", fin
		}
		// «"Convenio" con la UNAM»: the quotes belong to the text.
		c := `"` + b.String() + `"` + sobra
		return c, fmt.Sprintf("Hay comillas sin duplicar en la línea %d; se tomó el texto como está: «%s».", abre, recorte(c)), fin
	}
	return b.String(), "", fin
}

// hastaSeparador takes what stands before the next separator or line end.
func (l *lectorCSV) hastaSeparador() (c string, fin bool) {
	i := strings.IndexByte(l.s, '\n')
	if i < 0 {
		i = len(l.s)
	}
	if k := strings.IndexByte(l.s[:i], l.sep); k >= 0 {
		c, l.s = l.s[:k], l.s[k+1:]
		// A separator at the very end has an empty cell after it.
		return c, false
	}
	c = l.s[:i]
	if i < len(l.s) {
		i++
		l.linea++
	}
	l.s = l.s[i:]
	return c, true
}

// renglon is the row for the interpreter: a line of a cell is a paragraph of it.
func (f filaTexto) renglon() renglon {
	r := renglon{linea: f.linea, celdas: make([]celda, len(f.celdas))}
	for i, c := range f.celdas {
		r.celdas[i] = aplanarLineas(c)
	}
	if len(r.celdas) > 0 {
		r.celdas[0].avisos = append(r.celdas[0].avisos, f.avisos...)
	}
	// A line by itself is above the table, or names the glossary below it.
	if u := (renglon{celdas: r.celdas, suelto: true}); len(f.celdas) == 1 || f.llenas() == 1 && esTituloGlosario(u) {
		r.suelto = true
		r.celdas = r.celdas[:1]
		for i, c := range f.celdas {
			if strings.TrimSpace(c) != "" {
				r.celdas[0] = aplanarLineas(f.celdas[i])
			}
		}
		r.celdas[0].avisos = append(r.celdas[0].avisos, f.avisos...)
	}
	return r
}

// aplanarLineas is aplanar for a cell whose line breaks mean what they look like, unless
// it holds HTML of its own.
func aplanarLineas(s string) celda {
	if !strings.Contains(s, "\n") || strings.Contains(s, "</") {
		return aplanar(s)
	}
	var c celda
	listas := 0
	for l := range strings.SplitSeq(s, "\n") {
		d := aplanar(l)
		for _, b := range d.bloques {
			// A second block of its cell has a beginning that the document marked.
			b.etiqueta = b.etiqueta || len(c.bloques) > 0
			if b.lista > 0 {
				b.lista += listas
			}
			c.bloques = append(c.bloques, b)
		}
		c.avisos = append(c.avisos, d.avisos...)
		c.abierta = c.abierta || d.abierta
		listas = c.ultimaLista()
	}
	return c
}
