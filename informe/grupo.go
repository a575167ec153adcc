package informe

import (
	"regexp"
	"strconv"
	"strings"

	"compromisos/compromiso"
)

// gruposVigentes is what a row, or a line between rows, says of all those below it.
type gruposVigentes struct {
	anio    int
	eje     string
	linea   int // of the eje
	usado   bool
	estatus celda
}

var (
	reGrupoAnio = regexp.MustCompile(`^(?:(?:ano|ejercicio|periodo)\s+|(?:compromisos|acuerdos|solicitudes)(?:\s+adoptados|\s+generados)?(?:\s+(?:de|del|en|durante)(?:\s+el)?)?(?:\s+(?:ano|ejercicio))?\s+)?(20\d\d)$`)
	reGrupoEje  = regexp.MustCompile(`(?i)^(?:ejes?(?:\s+tem[aá]tico)?|temas?|rubro|l[ií]nea(?:\s+(?:de\s+acci[oó]n|estrat[eé]gica|tem[aá]tica))?)\b`)
	reRotuloEje = regexp.MustCompile(`(?i)^(?:ejes?(?:\s+tem[aá]tico)?|temas?|rubro|l[ií]nea(?:\s+tem[aá]tica)?)\s*:\s*`)
	reVarios    = regexp.MustCompile(`^(?:compromisos|acuerdos|solicitudes) `)
	reTotal     = regexp.MustCompile(`^(?:gran |sub ?)?total(?:es)?\b|^suma(?: total)?\b`)
	// reNotaAlPie begins what stands below a table and belongs to none of its cells.
	reNotaAlPie = regexp.MustCompile(`(?i)^(?:\*|\(\*\)|notas?\b\s*[:.]|fuentes?\s*:|elabor[oó]\s*:|fecha de corte\b|informaci[oó]n al\b|corte al\b)`)
)

// grupo reads a text that stands over rows: a session, a year, an eje, a state. libre tells
// that it takes the whole row, so that anything else it says is an eje.
func (t *interprete) grupo(texto string, linea int, libre bool) bool {
	if texto == "" || len(texto) > 400 {
		return false
	}
	texto = sesionDelGrupo(texto)
	plano := strings.Trim(compromiso.Plegar(texto), " :.")
	m := reGrupoAnio.FindStringSubmatch(plano)
	e, resto, estado := leerEstatus(reVarios.ReplaceAllString(plano, ""))
	switch {
	case m != nil:
		t.grupos.anio, _ = strconv.Atoi(m[1])
	case pareceSesion(texto):
		t.sesion = celdaSimple(texto)
		t.grupos.anio = 0
		if s := leerCeldaSesion(texto, t.portada.comision); s.codigo == "" {
			t.avs.add(linea, "sesion", "%s", s.fallo)
		}
	case (t.tabla == nil || t.tabla.posicion(colEstatus) < 0) && estado && resto == "" && e.estatus != "":
		t.grupos.estatus = celdaSimple(reVarios.ReplaceAllString(plano, ""))
	case libre || reGrupoEje.MatchString(texto) && len(texto) < 250:
		t.cerrarGrupos()
		t.grupos.eje, t.grupos.linea, t.grupos.usado = reRotuloEje.ReplaceAllString(texto, ""), linea, false
	default:
		return false
	}
	return true
}

// reDeLaSesion begins a row that names the session of those below it: «Acuerdos de la
// Segunda Sesión Ordinaria».
var reDeLaSesion = regexp.MustCompile(`(?i)^(?:compromisos|acuerdos|solicitudes|asuntos)(?:\s+(?:adoptad|generad|derivad|tomad|aprobad|emanad|asumid)[ao]s)?\s+(?:en|de|durante)\s+(?:la|el)\s+`)

func sesionDelGrupo(texto string) string {
	if m := reDeLaSesion.FindString(texto); m != "" && pareceSesion(texto[len(m):]) {
		return texto[len(m):]
	}
	return texto
}

// cerrarGrupos tells of an eje that no row took.
func (t *interprete) cerrarGrupos() {
	if t.grupos.eje != "" && !t.grupos.usado {
		t.avs.add(t.grupos.linea, "eje", "Este renglón no pertenece a ninguna fila: «%s».", cita(t.grupos.eje))
	}
	t.grupos.eje = ""
}

// heredarDeGrupos gives a row what stands over it and it does not say itself.
func (t *interprete) heredarDeGrupos(reg *registro) {
	reg.anio = t.grupos.anio
	if reg.sesionPropia {
		reg.anio = 0
	}
	if t.grupos.eje != "" && reg.celdas[colEje].vacia() {
		reg.celdas[colEje], t.grupos.usado = celdaSimple(t.grupos.eje), true
	}
	if reg.sinEstatus && !t.grupos.estatus.vacia() {
		reg.celdas[colEstatus] = t.grupos.estatus.copia()
	}
}

func primeraLlena(r renglon) int {
	for i, c := range r.celdas {
		if !c.vacia() {
			return i
		}
	}
	return 0
}

// segundaDistinta is what a row says after its first cell, when it is something else.
func segundaDistinta(r renglon) string {
	i := primeraLlena(r)
	for _, c := range r.celdas[i+1:] {
		if !c.vacia() && !c.igual(r.celdas[i]) {
			return c.enLinea()
		}
	}
	return ""
}

// todasIguales tells whether every cell says the same, as a cell does that spans the row
// and was copied to each place.
func todasIguales(r renglon) bool {
	for _, c := range r.celdas {
		if c.vacia() || !c.igual(r.celdas[0]) {
			return false
		}
	}
	return len(r.celdas) >= 3
}

// esRenglonDeGrupo tells whether a row only names what the rows below share.
func (t *interprete) esRenglonDeGrupo(l []renglon, i int) bool {
	r := l[i]
	p := primeraLlena(r)
	texto := r.celdas[p].enLinea()
	n := r.llenas()
	switch {
	case r.abarca, todasIguales(r):
		return len(texto) <= 400
	case n == 2 && len(strings.Fields(texto)) <= 2 && (reRotuloEje.MatchString(texto+":") || compromiso.Plegar(texto) == "ano") &&
		len(r.celdas[p].bloques) == 1:
		return true
	case n != 1 || p > 0 && t.tabla.cols[min(p, len(t.tabla.cols)-1)] != colTexto || len(texto) > 300 || len(r.celdas[p].bloques) > 1:
		return false
	case pareceSesion(sesionDelGrupo(texto)), reRotuloEje.MatchString(texto) && p == 0, reGrupoAnio.MatchString(strings.Trim(compromiso.Plegar(texto), " :.")):
		return true
	case p > 0:
		return false
	case reGrupoEje.MatchString(texto) && t.tabla.cols[0] != colTexto && (t.tabla.cols[0] != colEje || !t.salto || t.grupos.eje != ""):
		return true
	}
	return t.nadaContinua(l, i)
}

// nadaContinua tells whether a row with nothing but its first cell cannot be the rest of
// the one above, cut by a page.
func (t *interprete) nadaContinua(l []renglon, i int) bool {
	if len(t.registros) == 0 || t.tabla.cols[0] == colOtra {
		return len(t.registros) == 0
	}
	u := t.ultimo().celdas[t.tabla.cols[0]]
	c := l[i].celdas[0]
	if c.bloques[0].empiezaMinuscula() || c.igual(u) || len(buscarFechas(c.corta())) > 0 || u.quedaAbierta() {
		return false
	}
	switch t.tabla.cols[0] {
	case colSesion, colFechaSesion, colNumero, colConsecutivo, colEstatus:
		return !t.salto || t.grupos.eje != ""
	case colEje:
		return !t.salto && i+1 < len(l) && t.siguienteSin(l[i+1])
	}
	return false
}

// siguienteSin tells whether a row is a compromiso that leaves its first cell empty.
func (t *interprete) siguienteSin(r renglon) bool {
	if r.suelto || len(r.celdas) == 0 || !r.celdas[0].vacia() {
		return false
	}
	for _, c := range r.celdas {
		if _, ok := leerNumero(c.corta()); ok {
			return true
		}
	}
	return false
}

// reFirma is what stands over a signature.
var reFirma = regexp.MustCompile(`(?i)^(?:elabor|revis|autoriz|valid|aprob|supervis|present|integr|formul)[oó][\s:.]*$|^vo\.?\s?bo\.?[\s:.]*$|^firmas?[\s:.]*$|^atentamente[\s:.,]*$`)

// esFirmas recognises the row over the signatures, which ends a table.
func esFirmas(r renglon) bool {
	for _, c := range r.celdas {
		if !c.vacia() && (c.runas() > 40 || !reFirma.MatchString(c.enLinea())) {
			return false
		}
	}
	return true
}

// esTotal recognises a row that sums up.
func esTotal(r renglon) bool {
	t := r.celdas[primeraLlena(r)].corta()
	if len(t) > 160 || !reTotal.MatchString(compromiso.Plegar(t)) {
		return false
	}
	for _, c := range r.celdas {
		if _, ok := leerNumero(c.corta()); ok || c.runas() > 200 {
			return false
		}
	}
	return true
}

// esNumeracionDeColumnas recognises the row that some forms put below the headings, such as
// (1), (2), (3).
func esNumeracionDeColumnas(r renglon) bool {
	n := 0
	for _, c := range r.celdas {
		if c.vacia() {
			continue
		}
		n++
		t := strings.Trim(compromiso.Plegar(c.corta()), " ().-")
		if t != strconv.Itoa(n) && (n > 26 || t != string(rune('a'+n-1))) {
			return false
		}
	}
	return n >= 4 && n >= len(r.celdas)-1
}
