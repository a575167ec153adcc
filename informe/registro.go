package informe

import (
	"strings"

	"compromisos/compromiso"
)

// fila reads a row of the table: a compromiso, or more of the one above.
func (t *interprete) fila(r renglon) {
	celdas, sobran := r.celdas, []celda(nil)
	switch n := len(t.tabla.cols); {
	case r.ficha != nil:
		celdas, sobran = celdas[:n], celdas[n:]
	case !r.exacta && !t.repiteNumero(r):
		celdas, sobran = t.tabla.alinear(r.celdas)
	}
	reg := &registro{linea: r.linea, sinEstatus: t.tabla.posicion(colEstatus) < 0}
	for i, c := range celdas {
		t.ponerCelda(reg, i, c)
	}
	for _, c := range sobran {
		reg.otras = append(reg.otras, sobrante{r.linea, "", c.String()})
	}
	if r.exacta {
		reg.sesionPropia = true
		t.registros = append(t.registros, reg)
		return
	}
	t.ponerIdem(reg)
	t.sesionDe(reg)
	if len(t.registros) > 0 && r.ficha == nil && t.esContinuacion(reg) {
		t.continuar(reg)
		return
	}
	t.heredarDeGrupos(reg)
	if !reg.celdas[colEje].vacia() {
		t.tabla.ejes[reg.celdas[colEje].enLinea()] = true
	}
	t.registros = append(t.registros, reg)
}

// repiteNumero tells whether a page begins with the number of the row above, in its place:
// then every cell is in its own.
func (t *interprete) repiteNumero(r renglon) bool {
	p := t.tabla.posicion(colNumero)
	return t.salto && len(t.registros) > 0 && p < len(r.celdas) && len(r.celdas) <= len(t.tabla.cols) && !r.celdas[p].vacia() &&
		mismoNumero(r.celdas[p], t.ultimo().celdas[colNumero])
}

// ponerCelda puts a cell where its column says. Of two columns about the same, prose and
// names go one below the other; of the others the first one counts.
func (t *interprete) ponerCelda(reg *registro, i int, c celda) {
	col := t.tabla.cols[i]
	if e := siONo(c); col == colEstatus && e != "" && reg.celdas[col].vacia() && esSiONo(palabrasDe(t.titulos[i])) {
		t.avs.add(reg.linea, "estatus", "La columna «%s» dice «%s»: se tomó como «%s».", cita(t.titulos[i]), cita(c.enLinea()), e)
		c = celdaSimple(e)
	}
	switch {
	case c.vacia():
	case col == colOtra, col == colConsecutivo && !esConsecutivo(c):
		reg.otras = append(reg.otras, sobrante{reg.linea, t.titulos[i], c.String()})
	case reg.celdas[col].vacia():
		reg.celdas[col] = c
	case col == colTexto || col == colAtencion || col == colSolicitante || col == colArea:
		reg.celdas[col].debajo(c)
	case reg.celdas[col].igual(c):
	default:
		reg.otras = append(reg.otras, sobrante{reg.linea, t.titulos[i], c.String()})
	}
}

// siONo is the state that a yes or a no tells under «¿Cumplido?», "" for anything else.
func siONo(c celda) string {
	switch strings.Trim(compromiso.Plegar(c.corta()), " .") {
	case "si", "x", "✓", "✔", "✅":
		return compromiso.Cumplido.Texto()
	case "no", "✗", "✘", "❌":
		return compromiso.Pendiente.Texto()
	}
	return ""
}

func esConsecutivo(c celda) bool {
	_, ok := numeroSinAnio(c.corta())
	return ok
}

// sesionDe carries the session down to the rows that do not give it, and takes the
// one of a row that does.
func (t *interprete) sesionDe(reg *registro) {
	c := &reg.celdas[colSesion]
	if len(c.bloques) == 1 && esIdemSesion(c.enLinea()) {
		*c = celda{}
	}
	reg.sesionPropia = !c.vacia()
	switch {
	case c.vacia():
		*c = t.sesion.copia()
	case t.sesion.vacia() || pareceSesion(c.corta()) || !reg.celdas[colNumero].vacia():
		t.sesion = c.copia()
	}
}

// mismoNumero tells whether two cells name the same compromiso.
func mismoNumero(a, b celda) bool {
	x, y := a.corta(), b.corta()
	n, ok := leerNumero(x)
	m, tambien := leerNumero(y)
	if ok || tambien {
		return n == m
	}
	i, ok := numeroSinAnio(x)
	j, _ := numeroSinAnio(y)
	return ok && i == j
}

// esContinuacion tells whether a row only goes on with the one above: it has no
// number and no state of its own, or it repeats those of the one above.
func (t *interprete) esContinuacion(reg *registro) bool {
	u := t.ultimo()
	numero, estatus, texto := reg.celdas[colNumero], reg.celdas[colEstatus], reg.celdas[colTexto]
	repite := estatus.vacia() || estatus.igual(u.celdas[colEstatus])
	if !numero.vacia() {
		if t.salto && t.completaNumero(u, numero) {
			return true
		}
		if otraSesion(reg.celdas[colSesion], u.celdas[colSesion]) {
			return false
		}
		return mismoNumero(numero, u.celdas[colNumero]) &&
			(estatus.vacia() || texto.vacia() || repite && (t.salto || texto.igual(u.celdas[colTexto])) || reContinua.MatchString(numero.corta()) ||
				t.salto && !leerCeldaEstatus(u.celdas[colEstatus]).ok)
	}
	if estatus.vacia() || texto.vacia() || t.salto && repite || !leerCeldaEstatus(estatus).ok {
		return true
	}
	// A state that the row above lacked, or had cut in two.
	return !leerCeldaEstatus(u.celdas[colEstatus]).ok
}

// otraSesion tells whether two cells name sessions, and not the same one.
func otraSesion(a, b celda) bool {
	x, y := leerCeldaSesion(a.corta(), ""), leerCeldaSesion(b.corta(), "")
	return x.codigo != "" && y.codigo != "" && (x.codigo != y.codigo || !x.fecha.IsZero() && !y.fecha.IsZero() && x.fecha != y.fecha)
}

// completaNumero tells whether a page cut a number in two: «01/» and «2025».
func (t *interprete) completaNumero(u *registro, resto celda) bool {
	s := u.celdas[colNumero].corta()
	if _, ok := leerNumero(s); ok || s == "" {
		return false
	}
	if _, ok := leerNumero(resto.corta()); ok {
		return false
	}
	n, ok := leerNumero(s + resto.corta())
	return ok && n.Anio > 1900
}

// continuar adds the cells of a row to the compromiso above. What a page repeats
// (session, number, state) is not said twice.
func (t *interprete) continuar(reg *registro) {
	u := t.ultimo()
	if c := reg.celdas[colSesion]; reg.sesionPropia && !c.igual(u.celdas[colSesion]) && !pareceSesion(c.corta()) {
		u.celdas[colSesion].continuar(c)
		u.sesionPropia = true
		t.sesion = u.celdas[colSesion].copia()
	}
	repite := !reg.celdas[colNumero].vacia() || !reg.celdas[colEstatus].vacia() && reg.celdas[colEstatus].igual(u.celdas[colEstatus])
	for col := colFechaSesion; col < nColumnas; col++ {
		c := reg.celdas[col]
		prosa := col == colTexto || col == colAtencion
		switch {
		case c.vacia(), col == colConsecutivo, c.igual(u.celdas[col]) && (repite || !prosa):
		case col == colNumero && mismoNumero(c, u.celdas[col]):
		case col == colNumero && !u.celdas[col].vacia():
			u.celdas[col] = celdaSimple(u.celdas[col].corta() + c.corta())
		case col == colEstatus && leerCeldaEstatus(u.celdas[col]).ok && mismoEstatus(c, u.celdas[col]):
		default:
			u.celdas[col].continuar(c)
		}
	}
	u.otras = append(u.otras, reg.otras...)
}

// mismoEstatus tells whether a page says the state of the row above again, all of it or
// without its date.
func mismoEstatus(c, u celda) bool {
	a, b := leerCeldaEstatus(c), leerCeldaEstatus(u)
	return a.ok && a.resto == "" && a.palabraEstatus == b.palabraEstatus && (len(a.fechas) == 0 || strings.HasPrefix(u.corta(), c.corta()))
}

// debajo puts another cell below this one.
func (c *celda) debajo(s celda) {
	c.avisos = append(c.avisos, s.avisos...)
	listas := c.ultimaLista()
	for _, b := range s.bloques {
		if b.lista > 0 {
			b.lista += listas
		}
		b.etiqueta = true
		c.bloques = append(c.bloques, b)
	}
}

// numeroDe reads the number of a row. The year that the cell does not say is that of the
// heading above it, else its session's, else the report's.
func (t *interprete) numeroDe(r *registro, x contexto) (compromiso.Numero, bool) {
	escrito := r.celdas[colNumero].enLinea()
	if n, ok := leerNumero(escrito); ok {
		return n, true
	}
	if n, ok := leerNumero(numeroDeHoja(escrito)); ok {
		t.avs.add(r.linea, "numero", "Una hoja de cálculo tomó el número %s por un mes y lo cambió a «%s».", n, cita(escrito))
		return n, true
	}
	cons, ok := numeroSinAnio(escrito)
	if !ok {
		return compromiso.Numero{}, false
	}
	anio := r.anio
	if anio == 0 {
		anio = anioDeSesion(r.celdas[colSesion].enLinea(), x.inf.Comision)
	}
	if l := buscarFechas(r.celdas[colFechaSesion].corta()); anio == 0 && len(l) > 0 {
		anio = l[0].fecha.Anio
	}
	if anio == 0 && !x.inf.FechaInforme.IsZero() {
		anio = x.inf.FechaInforme.Anio
		t.avs.add(r.linea, "numero", "El número «%s» no dice de qué año es; se toma el del informe, %d.", cita(escrito), anio)
	}
	return compromiso.Numero{Cons: cons, Anio: anio}, anio > 0
}
