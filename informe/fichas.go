package informe

import (
	"regexp"
	"slices"
	"strings"
)

// ficha is one compromiso that a document tells in lines of its own and not in a row of a
// table: «Compromiso 3:», «Estatus: Cumplido», «Área: DERFE»; or as a small table of labels.
type ficha struct {
	linea  int
	celdas [nColumnas]celda
	otras  []celda // with their labels
	// deTabla tells that a small table tells it, to which no loose line belongs.
	deTabla bool
}

// titulosDeFicha are headings by which the columns are known again, in their order.
var titulosDeFicha = [nColumnas]string{
	colSesion: "SESIÓN", colFechaSesion: "FECHA DE SESIÓN", colNumero: "NÚMERO", colTipo: "TIPO", colEstatus: "ESTATUS",
	colCumplimiento: "FECHA DE CUMPLIMIENTO", colEje: "EJE", colTexto: "COMPROMISO", colSolicitante: "SOLICITADO POR", colArea: "ÁREA",
	colLimite: "FECHA LÍMITE", colAtencion: "ATENCIÓN", colPermanente: "PERMANENTE",
}

var (
	// reAbreFicha begins a compromiso: «Compromiso 3:», «Acuerdo núm. 3/2024.- Remitir …».
	reAbreFicha = regexp.MustCompile(`^(?i:compromiso|acuerdo|solicitud)\s*(?i:n[uú]m(?:ero|\.)?|no\.|n[°º]|#)?\s*([\pL/-]*\d[\d/_-]*)\s*(?:(?:\.-|[:.–—-])\s*(.*))?$`)
	reRotulada  = regexp.MustCompile(`^([^:]{2,60}?)\s*:\s*(.*)$`)
	// reCierre begins what stands below the last compromiso.
	reCierre = regexp.MustCompile(`(?i)^(?:a\s?t\s?e\s?n\s?t\s?a\s?m\s?e\s?n\s?t\s?e\b|_{3,}|-{3,}|(?:elabor|autoriz|revis)[oó](?:[\s:.]|$)|vo\.?\s?bo\b|firmas?\b|(?:el|la) secretari[oa] t[eé]cnic[oa](?:[\s:.,]|$)|anexos?\b)`)
)

// enFichas makes a table of a grid that has none and tells its compromisos one by one;
// false when it does not.
func enFichas(g grilla) (grilla, bool) {
	l := lectorFichas{conAtencion: hayRotulo(g, colAtencion)}
	for _, r := range g.renglones {
		l.renglon(r)
	}
	l.cerrar()
	buenas := 0
	for _, f := range l.fichas {
		if !f.celdas[colEstatus].vacia() && !f.celdas[colTexto].vacia() {
			buenas++
		}
	}
	if buenas == 0 || buenas*2 < len(l.fichas) {
		return g, false
	}
	g.renglones = l.tabla()
	return g, true
}

// hayRotulo tells whether some line has a label of that column.
func hayRotulo(g grilla, c columna) bool {
	return slices.ContainsFunc(g.renglones, func(r renglon) bool {
		for _, p := range rotulos(r) {
			if columnaDe(p.rotulo) == c {
				return true
			}
		}
		return false
	})
}

// rotulada is a label with what it says.
type rotulada struct {
	rotulo string
	valor  celda
}

// rotulos are the labels of a line: one before a colon, or those of a small table, each in
// the cell before its value.
func rotulos(r renglon) []rotulada {
	if len(r.celdas) == 0 || r.llenas() == 0 {
		return nil
	}
	if r.suelto || r.llenas() == 1 && len(r.celdas) == 1 {
		c := r.celdas[0]
		if m := reRotulada.FindStringSubmatch(string(c.bloques[0].texto)); m != nil {
			v := c.entera()
			v.avisos = c.avisos
			v.bloques[0] = bloque{texto: []byte(m[2])}
			if m[2] == "" {
				v.bloques = v.bloques[1:]
			}
			return []rotulada{{m[1], v}}
		}
		return nil
	}
	if len(r.celdas)%2 != 0 && r.llenas() > 2 || r.celdas[0].vacia() || r.celdas[0].runas() > 60 {
		return nil
	}
	var l []rotulada
	for i := 0; i+1 < len(r.celdas); i += 2 {
		if t := strings.Trim(r.celdas[i].enLinea(), " :"); t != "" && r.celdas[i].runas() <= 60 {
			v := r.celdas[i+1]
			v.avisos = append(r.celdas[i].avisos[:len(r.celdas[i].avisos):len(r.celdas[i].avisos)], v.avisos...)
			l = append(l, rotulada{t, v})
		}
	}
	return l
}

// maxCeldasFicha is how wide a small table of labels may be.
const maxCeldasFicha = 6

// esFicha tells whether the rows of a small table are labels with what they say, those of a
// compromiso among them.
func esFicha(filas [][]celda) bool {
	var vistas [nColumnas]bool
	n := 0
	for _, f := range filas {
		if len(f) < 2 {
			continue
		}
		for _, p := range rotulos(renglon{celdas: f}) {
			if c := columnaDe(p.rotulo); c != colOtra && !vistas[c] {
				vistas[c] = true
				n++
			}
		}
	}
	return n >= 3 && vistas[colEstatus] && (vistas[colNumero] || vistas[colTexto])
}

// lectorFichas walks through the lines of such a document.
type lectorFichas struct {
	fichas      []*ficha
	renglones   []renglon // what goes through as it is; a ficha is a line with its place
	abierta     *ficha
	ultima      columna // the column that was last said
	conAtencion bool    // some label is of the attention itself
	glosario    bool
}

func (l *lectorFichas) cerrar() { l.abierta, l.ultima = nil, colOtra }

func (l *lectorFichas) pasar(r renglon) {
	l.cerrar()
	r.pegado = false
	l.renglones = append(l.renglones, r)
}

func (l *lectorFichas) abrir(linea int, numero celda) {
	l.abierta, l.ultima = &ficha{linea: linea}, colTexto
	l.abierta.celdas[colNumero] = numero
	l.fichas = append(l.fichas, l.abierta)
	l.renglones = append(l.renglones, renglon{linea: linea, ficha: l.abierta})
}

func (l *lectorFichas) renglon(r renglon) {
	if r.llenas() == 0 || l.glosario {
		l.renglones = append(l.renglones, r)
		return
	}
	texto := textoDeFicha(r)
	if esTituloGlosario(r) || esEncabezadoGlosario(r) {
		l.glosario = true
		l.pasar(r)
		return
	}
	if m := reAbreFicha.FindStringSubmatch(texto); m != nil && r.llenas() == 1 && esUnNumero(m[1]) {
		numero := celdaSimple(m[1])
		numero.avisos = r.celdas[primeraLlena(r)].avisos
		l.abrir(r.linea, numero)
		l.abierta.celdas[colTexto] = celdaSimple(m[2])
		return
	}
	if l.abierta != nil && l.abierta.deTabla && r.suelto {
		l.pasar(r)
		return
	}
	ps := rotulos(r)
	if tomo := len(ps) > 0 && l.rotulo(ps[0], r.linea); tomo {
		l.abierta.deTabla = l.abierta.deTabla || !r.suelto && l.abierta.linea == r.linea
		for _, p := range ps[1:] {
			if !l.rotulo(p, r.linea) {
				l.sobra(p.rotulo, p.valor)
			}
		}
		return
	}
	l.otra(r, ps, texto)
}

// textoDeFicha is a line without the marker of its item.
func textoDeFicha(r renglon) string {
	if c := r.celdas[primeraLlena(r)]; r.llenas() == 1 && len(c.bloques) == 1 {
		return string(c.bloques[0].texto)
	}
	return r.texto()
}

func esUnNumero(s string) bool {
	_, ok := leerNumero(s)
	_, solo := numeroSinAnio(s)
	return ok || solo
}

// rotulo takes what a label says; false when it is none of ours, or no ficha is open.
func (l *lectorFichas) rotulo(p rotulada, linea int) bool {
	c := columnaDe(p.rotulo)
	palabras := palabrasDe(p.rotulo)
	switch {
	case len(palabras) == 0 || len(palabras) > 7:
		return false
	case c == colOtra && !l.conAtencion && esObservacion(palabras):
		c = colAtencion
	case c == colFechaSesion && len(palabras) == 1 && l.ultima == colEstatus:
		c = colCumplimiento
	case c == colTexto && esSoloCompromiso(p.rotulo) && esUnNumero(p.valor.corta()):
		c = colNumero
	}
	if c == colNumero && esUnNumero(p.valor.corta()) {
		l.abrir(linea, p.valor)
		return true
	}
	if l.abierta == nil || c == colOtra || c == colNumero || c == colConsecutivo {
		return false
	}
	de := &l.abierta.celdas[c]
	switch {
	case p.valor.vacia():
	case de.vacia():
		*de = p.valor
	case c == colTexto || c == colAtencion || c == colSolicitante || c == colArea:
		de.debajo(p.valor)
	default:
		l.sobra(p.rotulo, p.valor)
	}
	l.ultima = c
	return true
}

func esObservacion(p []string) bool {
	return hay(p, "observaciones", "comentarios", "respuesta", "resultado", "resultados")
}

// sobra keeps what has no column with the ficha, for a warning.
func (l *lectorFichas) sobra(rotulo string, valor celda) {
	x := valor.entera()
	s := rotulo
	if t := valor.enLinea(); t != "" {
		s += ": " + t
	}
	x.bloques = celdaSimple(s).bloques
	x.avisos = valor.avisos
	l.abierta.otras = append(l.abierta.otras, x)
}

// otra reads a line without a label of ours: more of what was said last, or of another part
// of the document.
func (l *lectorFichas) otra(r renglon, ps []rotulada, texto string) {
	prosa := l.ultima == colTexto || l.ultima == colAtencion
	g := newGlosario()
	switch {
	case l.abierta == nil, r.titulo, pareceSesion(texto), g.esPie(r), reCierre.MatchString(texto), reNotaAlPie.MatchString(texto):
		l.pasar(r)
	case len(ps) > 0 && (!r.suelto || l.abierta.celdas[l.ultima].vacia()):
		for _, p := range ps {
			l.sobra(p.rotulo, p.valor)
		}
	case !prosa && !r.seguido || !r.suelto && r.llenas() > 1:
		l.pasar(r)
	default:
		c := &l.abierta.celdas[l.ultima]
		for _, x := range r.celdas {
			c.debajo(x)
		}
	}
}

// tabla is the grid with a row for each ficha.
func (l *lectorFichas) tabla() []renglon {
	var cols []columna
	for c := colSesion; c < nColumnas; c++ {
		if titulosDeFicha[c] != "" && slices.ContainsFunc(l.fichas, func(f *ficha) bool { return !f.celdas[c].vacia() }) {
			cols = append(cols, c)
		}
	}
	titulos := renglon{}
	for _, c := range cols {
		titulos.celdas = append(titulos.celdas, celdaSimple(titulosDeFicha[c]))
	}
	var filas []renglon
	dicho := false
	for _, r := range l.renglones {
		if r.ficha == nil {
			dicho = dicho && !r.titulo // a heading ends the table above it
			filas = append(filas, r)
			continue
		}
		if !dicho {
			titulos.linea = r.linea
			filas, dicho = append(filas, titulos), true
		}
		for _, c := range cols {
			r.celdas = append(r.celdas, r.ficha.celdas[c])
		}
		r.celdas = append(r.celdas, r.ficha.otras...)
		filas = append(filas, r)
	}
	return filas
}
