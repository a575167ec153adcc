package informe

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
)

// glosario collects the entries of a document's glossary.
type glosario struct {
	significados map[string][]byte // bytes: a meaning may go on over many lines
	orden        []string
	grupos       map[string]string
	grupo        string
	sinUso       int // line of the group, while no entry has taken it
	ultima       string
	pendiente    string // siglas on a line of their own, whose meaning is on the next one
	enLinea      int
}

func newGlosario() *glosario {
	return &glosario{significados: map[string][]byte{}, grupos: map[string]string{}}
}

var reNumeral = regexp.MustCompile(`^(?:anexo\b|[ivx]{1,5}\b|\d{1,2}\b)[\s.:)-]*(?:[\divx]{1,3}[\s.:)-]+)?`)

// esTituloGlosario recognises the line above a glossary.
func esTituloGlosario(r renglon) bool {
	if r.llenas() != 1 || r.celdas[primeraLlena(r)].runas() > 60 {
		return false
	}
	t := strings.Trim(reNumeral.ReplaceAllString(compromiso.Plegar(r.texto()), ""), " :.")
	p := strings.Fields(t)
	if len(p) == 0 || len(p) > 7 || strings.ContainsAny(t, ":;=") {
		return false
	}
	switch p[0] {
	case "glosario", "siglas", "acronimos", "abreviaturas", "siglario", "definiciones":
		return true
	case "listado", "lista", "relacion", "catalogo", "significado", "tabla":
		return hay(p, "siglas", "acronimos", "abreviaturas", "glosario")
	}
	return false
}

// esEncabezadoGlosario recognises the headings of a glossary that has no title.
func esEncabezadoGlosario(r renglon) bool {
	if r.suelto || r.llenas() < 2 {
		return false
	}
	siglas, significado := false, false
	for _, c := range r.celdas {
		p := palabrasDe(c.corta())
		if len(p) == 0 {
			continue
		}
		esSiglas := hay(p[:1], "sigla", "siglas", "acronimo", "acronimos", "abreviatura", "abreviaturas", "termino", "clave", "concepto")
		esSignificado := hay(p[:1], "significado", "definicion", "descripcion", "nombre", "denominacion")
		if len(p) > 4 || !esSiglas && !esSignificado && !hay(p, "grupo", "categoria", "siglas", "tipo") {
			return false
		}
		siglas, significado = siglas || esSiglas, significado || esSignificado
	}
	return siglas && significado
}

const patronSigla = `[\pL\d][\pL\d./&()+-]{0,24}?(?: [\pL\d][\pL\d./-]{0,12}){0,2}?`

var (
	// reEntrada is an entry on a loose line: «DERFE: Dirección …», «- **ST** – …»,
	// «UTSI.- Unidad …», «PEF = Proceso …».
	reEntrada = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(?:\*\*|__)?(` + patronSigla + `)(?:\*\*|__)?\s*(?::|=|\.-|\s[–—-]{1,2}\s|\t)\s*(?:\*\*|__)?\s*(\S.*)$`)
	// reEntradaPunto has a full stop in the middle: only after siglas.
	reEntradaPunto = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(\p{Lu}[\pL\d-]{1,19})\.\s+(\S.*)$`)
	// reEntradaAlReves is «Unidad Técnica de Servicios (UTS)».
	reEntradaAlReves = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(\p{Lu}[^:;=]{3,200}\S)\s+\((\p{Lu}[\pL\d-]{1,19})\)[.;]?$`)
	// reEntradaComa has a comma in the middle: only where the words have those initials.
	reEntradaComa = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(\p{Lu}[\pL\d-]{1,19}),\s+(?:(?:la|el|las|los)\s+)?(\p{Lu}\S*\s.*)$`)
	// reEntradaParentesis is «UTS (Unidad Técnica de Servicios)».
	reEntradaParentesis = regexp.MustCompile(`^(?:[-*•·▪]\s+)?(\p{Lu}[\pL\d-]{1,19})\s+\((\p{Lu}[^()]*\s[^()]*)\)[.;]?$`)
	// reSignifica is «"DERFE" significa Dirección …».
	reSignifica = regexp.MustCompile(`^(?:[-*•·▪]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+)?["“”«'‘]?(\p{Lu}[\pL\d-]{1,19})["“”»'’]?\s*(?:,\s*)?(?:significa(?:r[aá])?|se refiere a|quiere decir|corresponde a|se entender[aá](?: como| por)?)\s*:?\s+(?:(?:la|el|las|los)\s+)?(\S.*)$`)
	reEnLinea   = regexp.MustCompile(`(?i)^(?:glosario|siglas|abreviaturas|acr[oó]nimos)(?:\s+(?:y|de|utilizadas)\s+\pL+)?\s*:\s*(\S.*)$`)
)

// titulo takes what the line of the title says besides: «Siglas: UAR, Unidad …; DIF, …».
func (g *glosario) titulo(_ renglon, avs *avisos) {
	g.cerrar(avs)
	g.ultima = ""
}

// sinRotulo is a line without the word that tells that siglas follow on it.
func sinRotulo(s string) string {
	if m := reEnLinea.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

// entradaSuelta reads an entry out of a line.
func entradaSuelta(t string) (sigla, significado string, ok bool) {
	if m := reSignifica.FindStringSubmatch(t); m != nil && pareceSigla(m[1]) {
		return m[1], strings.TrimRight(m[2], ".; "), true
	}
	if m := reEntrada.FindStringSubmatch(t); m != nil && !reNotaAlPie.MatchString(t) && len(strings.Fields(m[1])) <= 3 {
		if !pareceSigla(m[1]) && pareceSigla(strings.Trim(m[2], " .")) {
			return strings.Trim(m[2], " ."), m[1], true
		}
		if len(strings.Fields(m[1])) == 1 || pareceSigla(m[1]) {
			return m[1], m[2], true
		}
	}
	if m := reEntradaPunto.FindStringSubmatch(t); m != nil && esSigla(m[1]) {
		return m[1], m[2], true
	}
	if m := reEntradaAlReves.FindStringSubmatch(t); m != nil && esSigla(m[2]) {
		return m[2], m[1], true
	}
	if m := reEntradaComa.FindStringSubmatch(t); m != nil && esSigla(m[1]) && sonIniciales(m[1], m[2]) {
		return m[1], m[2], true
	}
	if m := reEntradaParentesis.FindStringSubmatch(t); m != nil && esSigla(m[1]) {
		return m[1], m[2], true
	}
	return "", "", false
}

// pareceSigla tells whether a text is short and begins as siglas do: «PEF 23-24», «CPL(s)».
func pareceSigla(s string) bool {
	p := strings.Fields(s)
	return len(p) > 0 && len(p) <= 3 && len(s) <= 30 && (esSigla(strings.TrimFunc(p[0], unicode.IsPunct)) || reRomano.MatchString(p[0]) || comunes[p[0]] || reCorrida.MatchString(p[0]))
}

// esGrupo tells whether a line only names the entries below it.
func (g *glosario) esGrupo(l []renglon, i int) bool {
	r := l[i]
	if !r.suelto || g.pendiente != "" || r.celdas[0].runas() > 80 || strings.HasPrefix(compromiso.Plegar(r.texto()), "informe") {
		return false
	}
	texto := r.texto()
	if _, _, ok := entradaDeGlosario(texto); ok || reAntesDeGlosario.MatchString(texto) || pareceSigla(texto) || reNotaAlPie.MatchString(texto) || strings.HasSuffix(texto, ".") {
		return false
	}
	// What goes on with the meaning above begins small, or right below it.
	if !r.titulo && g.ultima != "" && (l[i].celdas[0].bloques[0].empiezaMinuscula() || r.pegado || r.seguido && g.quedaPendiente()) {
		return false
	}
	for _, s := range l[i+1 : min(i+3, len(l))] {
		if s.llenas() == 0 {
			continue
		}
		return g.esEntrada(s)
	}
	return false
}

func (g *glosario) quedaPendiente() bool {
	return bloque{texto: g.significados[g.ultima]}.quedaPendiente()
}

// esEntrada tells whether a line or row has an entry.
func (g *glosario) esEntrada(r renglon) bool {
	if r.suelto {
		texto := r.texto()
		_, _, ok := entradaDeGlosario(texto)
		return ok || pareceSigla(texto)
	}
	if r.llenas() < 2 || r.llenas() > 6 || esEncabezadoGlosario(r) {
		return esEncabezadoGlosario(r)
	}
	for _, c := range r.celdas {
		if pareceSigla(c.corta()) {
			return true
		}
	}
	return false
}

// esPie tells whether a row at the foot of a table is an entry: siglas, and beside them
// words with those initials.
func (g *glosario) esPie(r renglon) bool {
	if r.suelto {
		s, d, ok := entradaSuelta(sinRotulo(r.texto()))
		return ok && puedeSerSigla(s) && (sonIniciales(s, d) || reSignifica.MatchString(r.texto()))
	}
	if r.llenas() == 1 {
		c := r.celdas[primeraLlena(r)]
		s, d, ok := entradaSuelta(c.corta())
		return ok && c.runas() < 300 && puedeSerSigla(s) && sonIniciales(s, d)
	}
	if r.llenas() != 2 {
		return false
	}
	i := primeraLlena(r)
	s, d := r.celdas[i].corta(), segundaDistinta(r)
	mayuscula, _ := utf8.DecodeRuneInString(d)
	return i <= 1 && len(s) <= 20 && len(d) <= 200 && esSigla(s) && !strings.ContainsAny(s, "0123456789") &&
		unicode.IsUpper(mayuscula) && sonIniciales(s, d)
}

// puedeSerSigla is esSigla for what has its words beside it: «MC» and «CCV» read as Roman
// numbers, though none that numbers a paragraph.
func puedeSerSigla(s string) bool {
	return esSigla(s) || len(s) > 1 && reRomano.MatchString(s) && strings.ContainsAny(s, "LCDM")
}

// sonIniciales tells whether the capitals of siglas come in that order in the words that
// they stand for.
func sonIniciales(sigla, nombre string) bool {
	var letras []rune
	for _, r := range sigla {
		if unicode.IsUpper(r) {
			letras = append(letras, unicode.ToLower(r))
		}
	}
	for _, r := range compromiso.Plegar(nombre) {
		if len(letras) > 0 && compromiso.Plegar(string(letras[0])) == string(r) {
			letras = letras[1:]
		}
	}
	return len(letras) == 0
}

// add reads one line of the glossary. Its rows are irregular: [grupo, sigla,
// significado], with the group empty, or not there at all, or two entries side by side.
func (g *glosario) add(r renglon, avs *avisos) {
	if r.suelto {
		g.suelto(r, avs)
		return
	}
	var llenas []int
	for i, c := range r.celdas {
		if !c.vacia() {
			llenas = append(llenas, i)
		}
	}
	en := func(i int) string { return r.celdas[llenas[i]].enLinea() }
	n := len(llenas)
	switch {
	case n == 0 || esTituloGlosario(r) || esEncabezadoGlosario(r):
	case n == 1:
		g.sola(llenas[0], en(0), r.linea, avs)
	case n == 2:
		g.entrada(en(0), en(1), grupoSi(llenas[0] > 0, g.grupo), r.linea, avs)
	case n%2 == 0 && g.enPares(r, llenas):
		for i := 0; i < n; i += 2 {
			g.entrada(en(i), en(i+1), g.grupo, r.linea, avs)
		}
	default:
		g.ponerGrupo(en(0), r.linea, avs)
		g.entrada(en(1), en(2), g.grupo, r.linea, avs)
		for i := 3; i < n; i++ {
			avs.add(r.linea, "glosario", "Sobra una celda en el glosario: «%s».", cita(en(i)))
		}
	}
}

// enPares tells whether a row holds several entries: each second cell is siglas.
func (g *glosario) enPares(r renglon, llenas []int) bool {
	for i := 0; i < len(llenas); i += 2 {
		if !pareceSigla(r.celdas[llenas[i]].corta()) {
			return false
		}
	}
	return true
}

func grupoSi(hay bool, grupo string) string {
	if hay {
		return grupo
	}
	return ""
}

// sola reads a row with one cell: a group by itself, an entry with its meaning, or the
// rest of a meaning that a page break cut.
func (g *glosario) sola(columna int, texto string, linea int, avs *avisos) {
	sigla, significado, ok := entradaDeGlosario(texto)
	switch {
	case g.pendiente != "":
		g.entrada(g.pendiente, texto, g.grupo, linea, avs)
		g.pendiente = ""
	case ok && pareceSigla(sigla):
		g.entrada(sigla, significado, g.grupo, linea, avs)
	case columna == 0 && pareceSigla(texto):
		g.pendiente, g.enLinea = texto, linea
	case columna >= 1 && g.ultima != "" && (columna >= 2 || !esSigla(texto)):
		g.seguir(texto)
	case columna == 0 && !esSigla(texto):
		g.ponerGrupo(texto, linea, avs)
	default:
		avs.add(linea, "glosario", "La sigla «%s» no tiene significado en el glosario.", cita(texto))
	}
}

// ponerGrupo begins a group. One without entries has no place to be kept: it is told.
func (g *glosario) ponerGrupo(texto string, linea int, avs *avisos) {
	g.cerrar(avs)
	g.grupo, g.sinUso = texto, linea
}

func (g *glosario) cerrar(avs *avisos) {
	if g.sinUso > 0 {
		avs.add(g.sinUso, "glosario", "El grupo «%s» del glosario no tiene siglas.", cita(g.grupo))
	}
	if g.pendiente != "" {
		avs.add(g.enLinea, "glosario", "La sigla «%s» no tiene significado en el glosario.", cita(g.pendiente))
	}
	g.sinUso, g.pendiente = 0, ""
}

func (g *glosario) suelto(r renglon, avs *avisos) {
	t := sinRotulo(r.texto())
	sigla, significado, ok := entradaDeGlosario(t)
	switch {
	case ok && g.pendiente == "":
		g.varias(sigla, significado, r.linea, avs)
	case g.pendiente != "":
		g.entrada(g.pendiente, strings.TrimLeft(t, ":–— "), g.grupo, r.linea, avs)
		g.pendiente = ""
	case g.ultima != "" && (r.pegado || (r.seguido || r.celdas[0].bloques[0].empiezaMinuscula()) && !reNotaAlPie.MatchString(t) && !pareceSigla(t)):
		g.seguir(t)
	case pareceSigla(strings.Trim(t, "*_ ")):
		g.pendiente, g.enLinea = strings.Trim(t, "*_ "), r.linea
	default:
		avs.add(r.linea, "glosario", "No se entiende esta línea del glosario: «%s».", cita(t))
	}
}

// varias reads the entries of a line that holds several: «UAR: Unidad …; DIF: …».
func (g *glosario) varias(sigla, significado string, linea int, avs *avisos) {
	partes := strings.Split(significado, ";")
	var mas [][2]string
	for _, p := range partes[1:] {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		s, d, ok := entradaSuelta(strings.TrimPrefix(p, "y "))
		if !ok || !pareceSigla(s) {
			g.entrada(sigla, significado, g.grupo, linea, avs)
			return
		}
		mas = append(mas, [2]string{s, d})
	}
	if len(mas) == 0 {
		g.entrada(sigla, significado, g.grupo, linea, avs)
		return
	}
	mas = slices.Insert(mas, 0, [2]string{sigla, partes[0]})
	for _, e := range mas {
		g.entrada(e[0], strings.TrimSpace(e[1]), g.grupo, linea, avs)
	}
}

func (g *glosario) entrada(sigla, significado, grupo string, linea int, avs *avisos) {
	sigla = strings.Trim(sigla, " :.*_")
	if !pareceSigla(sigla) && len(strings.Fields(sigla)) > 1 && esSigla(strings.Trim(significado, " :.*_")) {
		sigla, significado = strings.Trim(significado, " :.*_"), sigla // the meaning first
	}
	if antes, ya := g.significados[sigla]; ya {
		if string(antes) != significado {
			avs.add(linea, "glosario", "La sigla «%s» está dos veces en el glosario; se toma el primer significado y se deja «%s».",
				cita(sigla), cita(significado))
		}
		return
	}
	g.significados[sigla] = []byte(significado)
	g.orden = append(g.orden, sigla)
	if grupo != "" {
		g.grupos[sigla], g.sinUso = grupo, 0
	}
	g.ultima = sigla
}

// seguir adds to the last entry what the next page or line says of it.
func (g *glosario) seguir(texto string) {
	b := bloque{texto: g.significados[g.ultima]}
	b.pegar(texto)
	g.significados[g.ultima] = b.texto
}

// textos are the meanings by their siglas.
func (g *glosario) textos() map[string]string {
	m := make(map[string]string, len(g.significados))
	for s, t := range g.significados {
		m[s] = string(t)
	}
	return m
}
