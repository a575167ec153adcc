package informe

import (
	"regexp"

	"compromisos/compromiso"
)

// registro is one compromiso while its rows are being gathered: a cell for each
// column, and what no column took.
type registro struct {
	linea  int
	celdas [nColumnas]celda
	otras  []sobrante
	// sesionPropia tells that the row gave its session, it was not carried down.
	sesionPropia bool
}

type sobrante struct {
	linea  int
	titulo string
	texto  string
}

// interprete reads a grid from top to bottom.
type interprete struct {
	avs       *avisos
	portada   portada
	glosario  *glosario
	registros []*registro
	ilegibles []ilegible

	tabla      *alineacion // nil outside a table
	titulos    []string    // the heading texts of the table
	enGlosario bool
	enPropio   bool            // in what our own documents say about themselves
	sesion     celda           // the session in force
	columnas   [nColumnas]bool // that some table of the document has
}

// interpretar turns a grid into an informe.
func interpretar(g grilla, o Opciones, avs *avisos) (compromiso.Informe, error) {
	if g.propia != nil {
		return g.propia.informe(o, avs)
	}
	t := &interprete{avs: avs, glosario: newGlosario(), portada: portada{lineas: map[string]bool{}}}
	for _, r := range g.renglones {
		if t.propio(r) {
			continue
		}
		t.avisosDe(r)
		t.renglon(r)
	}
	t.glosario.cerrar(avs)
	t.final(g, o)
	inf, err := t.informe(o)
	if err != nil {
		return compromiso.Informe{}, err
	}
	x := newContexto(&inf, o)
	x.inf.Compromisos = t.filas(x)
	if err := avs.rechazar(t.ilegibles, len(inf.Compromisos), o.Parcial); err != nil {
		return compromiso.Informe{}, err
	}
	if len(inf.Compromisos) == 0 {
		avs.add(0, "compromisos", "El documento no tiene ningún compromiso.")
	}
	x.avisarFechas(avs)
	x.avisarSiglas(avs)
	inf.Advertencias = avs.ordenadas()
	return inf, nil
}

// final looks at how the document ends. Of one that was cut nobody knows how the last row
// went on: that row cannot be read.
func (t *interprete) final(g grilla, o Opciones) {
	ultimo := g.renglones[len(g.renglones)-1]
	enTabla := t.tabla != nil && !t.enGlosario && len(t.registros) > 0
	switch {
	case g.cortada && enTabla:
		n := len(t.registros) - 1
		reg := t.registros[n]
		t.registros = t.registros[:n]
		t.ilegibles = append(t.ilegibles, ilegible{reg.linea, "", "el documento termina a la mitad de esta fila: parece estar cortado", reg.texto()})
	case g.cortada && !o.Parcial:
		t.ilegibles = append(t.ilegibles, ilegible{ultimo.linea, "", "el documento termina a la mitad de esta línea: parece estar cortado", ultimo.texto()})
	case g.cortada:
		t.avs.add(ultimo.linea, "", "El documento termina a la mitad de esta línea: parece estar cortado.")
	case g.sinFin && enTabla && !ultimo.suelto && len(ultimo.celdas) < len(t.tabla.cols):
		t.avs.add(ultimo.linea, "", "El documento termina en una fila con %d celdas de %d: puede estar cortado.", len(ultimo.celdas), len(t.tabla.cols))
	}
}

func (t *interprete) avisosDe(r renglon) {
	for _, c := range r.celdas {
		for _, a := range c.avisos {
			t.avs.add(r.linea, "", "%s", a)
		}
	}
}

func (t *interprete) renglon(r renglon) {
	cols := encabezados(r)
	switch {
	case cols != nil:
		t.abrirTabla(cols, r)
	case esTituloGlosario(r):
		t.tabla, t.enGlosario = nil, true
	case r.titulo:
		t.tabla, t.enGlosario = nil, false
		t.portada.leer(r, t.avs)
	case t.enGlosario:
		t.glosario.add(r, t.avs)
	case t.tabla == nil:
		t.fuera(r)
	case r.suelto:
		t.suelto(r)
	case r.llenas() > 0:
		t.fila(r)
	}
}

// fuera reads a line that belongs to no table.
func (t *interprete) fuera(r renglon) {
	if r.suelto || r.llenas() == 1 {
		t.portada.leer(r, t.avs)
		return
	}
	if r.llenas() > 0 {
		t.avs.add(r.linea, "", "Esta fila no pertenece a ninguna tabla: «%s».", cita(r.texto()))
	}
}

// abrirTabla begins a table, or goes on with it when a page repeats its headings.
func (t *interprete) abrirTabla(cols []columna, r renglon) {
	ejes := map[string]bool{}
	if t.tabla != nil {
		ejes = t.tabla.ejes
	}
	t.tabla, t.enGlosario = &alineacion{cols: cols, ejes: ejes}, false
	for _, c := range cols {
		t.columnas[c] = true
	}
	t.titulos = nil
	for _, c := range r.celdas {
		t.titulos = append(t.titulos, c.enLinea())
	}
}

// rePie is the foot of a page, which falls between two rows.
var rePie = regexp.MustCompile(`(?i)^(?:p[áa]g(?:ina|\.)?|hoja)?\s*\d{1,4}(?:\s*(?:de|/)\s*\d{1,4})?$`)

// suelto reads a line without columns among the rows: a session given once for the
// rows below it, the heading of the page again, or the rest of the cell above.
func (t *interprete) suelto(r renglon) {
	texto := r.texto()
	switch {
	case t.portada.lineas[texto]:
	case rePie.MatchString(texto):
		t.avs.add(r.linea, "", "Se omitió el pie de una página: «%s».", cita(texto))
	case pareceSesion(texto):
		t.sesion = r.celdas[0].copia()
	case r.pegado && len(t.registros) > 0:
		t.avs.add(r.linea, "", "Esta línea sin columnas se unió a la celda de arriba: «%s».", recorte(texto))
		t.ultimaLlena().continuar(r.celdas[0])
	default:
		t.avs.add(r.linea, "", "Esta línea no pertenece a ninguna fila: «%s».", cita(texto))
	}
}

func (t *interprete) ultimo() *registro { return t.registros[len(t.registros)-1] }

// ultimaLlena is the rightmost cell of the last row that says something.
func (t *interprete) ultimaLlena() *celda {
	reg := t.ultimo()
	for i := len(t.tabla.cols) - 1; i >= 0; i-- {
		if c := t.tabla.cols[i]; c != colOtra && !reg.celdas[c].vacia() {
			return &reg.celdas[c]
		}
	}
	return &reg.celdas[colTexto]
}

// fila reads a row of the table: a compromiso, or more of the one above.
func (t *interprete) fila(r renglon) {
	celdas, sobran := t.tabla.alinear(r.celdas)
	reg := &registro{linea: r.linea}
	for i, c := range celdas {
		if col := t.tabla.cols[i]; col != colOtra {
			reg.celdas[col].continuar(c)
		} else if !c.vacia() {
			reg.otras = append(reg.otras, sobrante{r.linea, t.titulos[i], c.String()})
		}
	}
	for _, c := range sobran {
		reg.otras = append(reg.otras, sobrante{r.linea, "", c.String()})
	}
	t.sesionDe(reg)
	if len(t.registros) > 0 && t.esContinuacion(reg) {
		t.continuar(reg)
		return
	}
	if !reg.celdas[colEje].vacia() {
		t.tabla.ejes[reg.celdas[colEje].enLinea()] = true
	}
	t.registros = append(t.registros, reg)
}

// sesionDe carries the session down to the rows that do not give it, and takes the
// one of a row that does.
func (t *interprete) sesionDe(reg *registro) {
	c := &reg.celdas[colSesion]
	reg.sesionPropia = !c.vacia()
	switch {
	case c.vacia():
		*c = t.sesion.copia()
	case t.sesion.vacia() || pareceSesion(c.corta()) || !reg.celdas[colNumero].vacia():
		t.sesion = c.copia()
	}
}

// esContinuacion tells whether a row only goes on with the one above: it has no
// number and no state of its own, or it repeats the number of the one above alone.
func (t *interprete) esContinuacion(reg *registro) bool {
	u := t.ultimo()
	numero, estatus := reg.celdas[colNumero], reg.celdas[colEstatus]
	if !numero.vacia() {
		n, ok := leerNumero(numero.corta())
		m, _ := leerNumero(u.celdas[colNumero].corta())
		return ok && n == m && (estatus.vacia() || reg.celdas[colTexto].vacia())
	}
	if estatus.vacia() || reg.celdas[colTexto].vacia() || !leerCeldaEstatus(estatus).ok {
		return true
	}
	// A state that the row above lacked, or had cut in two.
	return !leerCeldaEstatus(u.celdas[colEstatus]).ok
}

// continuar adds the cells of a row to the compromiso above. What a page repeats
// (session, number, state) is not said twice.
func (t *interprete) continuar(reg *registro) {
	u := t.ultimo()
	if c := reg.celdas[colSesion]; reg.sesionPropia && !c.igual(u.celdas[colSesion]) && !pareceSesion(c.corta()) {
		u.celdas[colSesion].continuar(c)
		t.sesion = u.celdas[colSesion].copia()
	}
	for col := colFechaSesion; col < nColumnas; col++ {
		c := reg.celdas[col]
		if c.vacia() || col != colTexto && col != colAtencion && c.igual(u.celdas[col]) ||
			col == colNumero && !u.celdas[col].vacia() {
			continue
		}
		u.celdas[col].continuar(c)
	}
	u.otras = append(u.otras, reg.otras...)
}
