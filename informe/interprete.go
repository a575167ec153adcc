package informe

import (
	"strings"

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
	// anio is the year that a row above names, 0 none; sinEstatus, that the table has no
	// column for the state.
	anio       int
	sinEstatus bool
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
	grupos     gruposVigentes
	salto      bool             // a page began since the last row
	hasta      compromiso.Fecha // of the report: nothing in it is later
	// encabezados are the rows of headings seen so far, and how many rows they took.
	encabezados map[string]int
	porLineas   bool           // see grilla
	sueltas     map[string]int // loose lines of the whole document, by how often they come
}

// interpretar turns a grid into an informe.
func interpretar(g grilla, o Opciones, avs *avisos) (compromiso.Informe, error) {
	if g.propia != nil {
		return g.propia.informe(o, avs)
	}
	t := &interprete{avs: avs, glosario: newGlosario(), portada: portada{lineas: map[string]bool{}}, sueltas: sueltasDe(g), encabezados: map[string]int{}}
	t.porLineas = g.porLineas
	for i := 0; i < len(g.renglones); {
		if t.propio(g.renglones[i]) {
			i++
			continue
		}
		t.avisosDe(g.renglones[i])
		i += t.renglon(g.renglones, i)
	}
	t.glosario.cerrar(avs)
	t.cerrarGrupos()
	t.final(g, o)
	t.ordenarFechas()
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
	x.avisarContradicciones(avs)
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

// renglon reads the row i and gives how many rows it took.
func (t *interprete) renglon(l []renglon, i int) int {
	r := l[i]
	t.salto = t.salto || r.pagina
	cols, tit := encabezadosEn(l, i)
	if antes := t.encabezados[r.texto()]; cols != nil && antes == 1 && tit.filas == 2 {
		cols, tit = encabezadosEn(l[:i+1], i) // the first time nothing of them stood below
	}
	switch {
	case cols != nil:
		for _, mas := range l[i+1 : i+tit.filas] {
			t.avisosDe(mas)
		}
		t.encabezados[r.texto()] = tit.filas
		t.abrirTabla(cols, tit)
		return tit.filas
	case t.tabla != nil && (r.ficha != nil || r.exacta && len(r.celdas) <= len(t.tabla.cols)):
		t.fila(r)
		t.salto = false
	case r.llenas() == 0:
	case t.esMarcaDePagina(r):
		t.salto = true
	case esTituloGlosario(r):
		t.tabla, t.enGlosario = nil, true
		t.glosario.titulo(r, t.avs)
	case t.enGlosario && t.glosario.esGrupo(l, i):
		t.glosario.ponerGrupo(strings.TrimRight(r.texto(), " :"), r.linea, t.avs)
	case r.titulo:
		t.titulo(r)
	case t.enGlosario:
		t.glosario.add(r, t.avs)
	case esEncabezadoGlosario(r):
		t.tabla, t.enGlosario = nil, true
	case t.tabla == nil:
		t.fuera(r)
	case r.suelto:
		t.suelto(r)
	default:
		return t.renglonDeTabla(l, i)
	}
	return 1
}

// titulo reads a heading: of the document, of another part, or of the rows below it.
func (t *interprete) titulo(r renglon) {
	t.tabla, t.enGlosario = nil, false
	texto := r.texto()
	if !t.portada.lineas[texto] && (len(t.registros) > 0 || t.portada.sesionTexto != "") && t.grupo(texto, r.linea, false) {
		return
	}
	t.portada.leer(r, t.avs)
}

// fuera reads a line that belongs to no table.
func (t *interprete) fuera(r renglon) {
	switch {
	case r.suelto && reEnLinea.MatchString(r.texto()) && t.glosario.esPie(r):
		t.enGlosario = true
		t.glosario.add(r, t.avs)
	case r.suelto || r.llenas() == 1:
		if texto := r.texto(); !t.portada.lineas[texto] && t.portada.sesionTexto != "" && (pareceSesion(texto) || reRotuloEje.MatchString(texto)) {
			t.grupo(texto, r.linea, false)
			return
		}
		t.portada.leer(r, t.avs)
	case t.portada.leerFicha(r, t.avs):
	case t.glosario.esPie(r):
		t.enGlosario = true
		t.glosario.add(r, t.avs)
	default:
		t.portada.lineas[r.texto()] = true
		t.avs.add(r.linea, "", "Esta fila no pertenece a ninguna tabla: «%s».", cita(r.texto()))
	}
}

// abrirTabla begins a table, or goes on with it when a page repeats its headings.
func (t *interprete) abrirTabla(cols []columna, tit titulos) {
	ejes := map[string]bool{}
	if t.tabla != nil {
		ejes = t.tabla.ejes
	}
	t.salto = t.salto || len(t.registros) > 0
	t.tabla, t.enGlosario = &alineacion{cols: cols, ejes: ejes}, false
	for _, c := range cols {
		t.columnas[c] = true
	}
	t.titulos = tit.textos
}

// suelto reads a line without columns among the rows: a session given once for the
// rows below it, the heading of the page again, or the rest of the cell above.
func (t *interprete) suelto(r renglon) {
	texto := r.texto()
	switch {
	case t.portada.lineas[texto]:
		t.salto = true
	case t.grupo(texto, r.linea, false):
	case t.glosario.esPie(r):
		t.tabla, t.enGlosario = nil, true
		t.glosario.add(r, t.avs)
	case t.sueltas[sinCifras(texto)] > 1:
		t.salto = true
		t.portada.lineas[texto] = true
		t.avs.add(r.linea, "", "Esta línea se repite en las páginas y no se importa: «%s».", cita(texto))
	case r.pegado && len(t.registros) > 0 && !reNotaAlPie.MatchString(texto):
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

// renglonDeTabla reads a row among the rows of a table and gives how many lines it took.
func (t *interprete) renglonDeTabla(l []renglon, i int) int {
	r := l[i]
	switch {
	case t.portada.lineas[r.texto()]:
		t.salto = true
	case esNumeracionDeColumnas(r):
		t.avs.add(r.linea, "", "Se omitió la fila que numera las columnas: «%s».", cita(r.texto()))
	case esFirmas(r):
		t.tabla = nil
		t.avs.add(r.linea, "", "La tabla termina en las firmas: «%s».", cita(r.texto()))
	case esTotal(r):
		t.avs.add(r.linea, "", "Se omitió una fila de totales: «%s».", cita(r.texto()))
	case t.glosario.esPie(r):
		t.tabla, t.enGlosario = nil, true
		t.glosario.add(r, t.avs)
	case t.esRenglonDeGrupo(l, i):
		t.grupo(enUnaLinea(r.celdas[primeraLlena(r)].enLinea()+" "+segundaDistinta(r)), r.linea, true)
	default:
		entera, n := t.filaPartida(l, i)
		t.fila(entera)
		t.salto = false
		return n
	}
	return 1
}
