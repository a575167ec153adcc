package informe

import (
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxEtiqueta is the longest tag, comment or run of text of a page: room for a picture
// that a word processor put inside.
const maxEtiqueta = 32 << 20

var rePagina = regexp.MustCompile(`(?i)<(?:!doctype\s+html|html|body|table|div|p|h[1-6]|dl|ul|meta|center|font|span)\b`)

// parecePagina tells whether a text is a page, or a piece of one, with a table in it. Rows
// separated by tabs, with HTML inside their cells, are none.
func parecePagina(s string) bool {
	return esPagina(s) && hayTabla(s)
}

// esPagina is parecePagina for one that may have no table.
func esPagina(s string) bool {
	cabeza := strings.TrimLeft(s[:min(len(s), 64<<10)], " \t\n\u00a0")
	return strings.HasPrefix(cabeza, "<") && rePagina.MatchString(cabeza)
}

// hayTabla looks for «<table» in any case, without a copy of the text.
func hayTabla(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || len(s) < i+6 {
			return false
		}
		if strings.EqualFold(s[i+1:i+6], "table") {
			return true
		}
		s = s[i+1:]
	}
}

// leerHTML reads a page: whole, a piece of one, or what a word processor, a spreadsheet
// or a mail program saves as one. A table that holds the table of the informe inside one
// of its cells is only there for the looks: the second reading looks through it.
func leerHTML(s string) (grilla, error) { return leerHTMLDesde(s, 1) }

// leerHTMLDesde reads a page, or a piece of one, that begins at that line.
func leerHTMLDesde(s string, linea int) (grilla, error) {
	l := &lectorHTML{diseno: map[int]bool{}, linea: linea}
	if err := l.leer(s); err != nil {
		return grilla{}, err
	}
	if len(l.diseno) > 0 {
		otro := &lectorHTML{diseno: l.diseno, otraVez: true, linea: linea}
		if err := otro.leer(s); err != nil {
			return grilla{}, err
		}
		l = otro
	}
	return l.g, nil
}

// lectorHTML walks through a page from tag to tag.
type lectorHTML struct {
	g     grilla
	linea int // of the tag or text at hand

	tablas  []*tablaHTML // open, the innermost last
	vistas  int          // tables so far: the name of each
	diseno  map[int]bool // those that are there for the looks
	otraVez bool
	celdas  int
	puestas int       // places of the tables, spans included
	cols    []columna // of the last heading row of ours
	lugar   []int     // of its columns in the grid
	copiado int       // bytes that cells which span rows added

	suelta  aplanador // the text outside of tables
	desde   int       // the line where it begins
	titulo  int       // level of the heading it is in
	negrita int       // open elements that make bold
	claras  int       // characters of it that are not bold
	bold    int       // length of its bold beginning

	glosario      bool
	nivelGlosario int
	termino       string // of a definition list
	lineaTermino  int
	enDT, enDD    bool

	indice bool   // the paragraph outside of tables begins as a link to another part of the page
	liga   string // the address of the link at hand
	ligaEn int    // where its text begins

	partes  int // paragraphs, items and cells, for the ceiling
	oculto  oculto
	pre     int
	propio  bool // written by us
	abierto bool // <html> came and </html> did not
}

func (l *lectorHTML) leer(s string) error {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxEtiqueta)
	leido := 0
	for {
		tipo := z.Next()
		crudo := z.Raw()
		if tipo == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return rechazo("línea %d: una etiqueta o un texto de la página mide más de %d MiB.", l.linea, maxEtiqueta>>20)
			}
			break
		}
		leido += len(crudo)
		saltos := strings.Count(string(crudo), "\n")
		if err := l.pieza(tipo, crudo, z); err != nil {
			return err
		}
		l.linea += saltos
	}
	l.g.cortada = leido < len(s) || len(l.tablas) > 0 || l.enDD || l.enDT
	l.g.sinFin = l.abierto
	return l.final(s[min(leido, len(s)):])
}

// final closes what the page left open. resto is the tag in whose middle it ends.
func (l *lectorHTML) final(resto string) error {
	if strings.TrimSpace(resto) != "" {
		l.texto([]byte(strings.ReplaceAll(resto, "<", "&lt;")))
	}
	l.ocultar(l.oculto.fin())
	for len(l.tablas) > 0 {
		if err := l.cerrarTabla(); err != nil {
			return err
		}
	}
	l.cerrarTermino()
	l.suelta.cerrar()
	l.vaciar()
	if n := len(l.g.renglones); n > 0 && len(l.suelta.avisos) > 0 {
		c := l.g.renglones[n-1].celdas
		c[len(c)-1].avisos = append(c[len(c)-1].avisos, l.suelta.avisos...)
	}
	return nil
}

func (l *lectorHTML) pieza(tipo html.TokenType, crudo []byte, z *html.Tokenizer) error {
	switch tipo {
	case html.TextToken:
		if l.oculto.abierto() {
			l.oculto.texto(crudo)
		} else {
			l.texto(crudo)
		}
	case html.DoctypeToken:
	case html.CommentToken:
		if c := string(crudo); !l.oculto.abierto() && !strings.HasPrefix(c, "<!") && !strings.HasPrefix(c, "<?") {
			l.texto([]byte(strings.ReplaceAll(c, "<", "&lt;")))
		}
	default:
		// Raw is only valid until TagName is called, which lowers it in place.
		original := string(crudo)
		n, hay := z.TagName()
		nombre := string(n)
		at := atom.Lookup(n)
		if at == 0 && !strings.ContainsAny(nombre, ":-") && nombre != "xml" || strings.ContainsAny(nombre, "@<") {
			if !l.oculto.abierto() {
				l.texto([]byte(strings.ReplaceAll(original, "<", "&lt;")))
			}
			return nil
		}
		return l.etiqueta(tipo, at, nombre, deEtiqueta(z, hay))
	}
	return nil
}

// deEtiqueta keeps the attributes that say something, none of them longer than it needs.
func deEtiqueta(z *html.Tokenizer, hay bool) map[string]string {
	var m map[string]string
	for hay {
		var k, v []byte
		k, v, hay = z.TagAttr()
		switch n := string(k); n {
		case "href", "src", "alt", "start", "value", "style", "hidden", "colspan", "rowspan", "class", "name", "content", "type":
			if m == nil {
				m = map[string]string{}
			}
			if _, ya := m[n]; !ya {
				m[n] = string(v[:min(len(v), 2048)])
			}
		}
	}
	return m
}

// etiqueta does what a tag asks for.
func (l *lectorHTML) etiqueta(tipo html.TokenType, at atom.Atom, nombre string, atr map[string]string) error {
	if l.oculto.abierto() {
		fin, otra := l.oculto.etiqueta(tipo, at, nombre)
		if fin {
			l.ocultar(l.oculto.fin())
		}
		if !otra {
			return nil
		}
	}
	abre := tipo != html.EndTagToken
	if abre && tipo == html.StartTagToken && seOculta(at, nombre, atr) {
		// Where a cell or a paragraph begins the one before ends, hidden or not.
		l.oculto.abrir(at, nombre)
		return l.antesDe(at)
	}
	l.marcas(tipo, at, atr)
	if hecho, err := l.deTabla(at, abre, atr); hecho || err != nil {
		return err
	}
	if l.deDefinicion(at, abre) {
		return nil
	}
	clase, conocida := etiquetasDePagina[at]
	if !conocida {
		clase = enLinea
	}
	a := l.destino()
	if at == atom.P && abre {
		a.cerrar()
		a.quizaItem = strings.HasPrefix(atr["class"], "MsoListParagraph") || strings.Contains(atr["style"], "mso-list:l")
	}
	if strings.HasPrefix(atr["src"], "data:") {
		atr["src"], _, _ = strings.Cut(atr["src"], ";")
	}
	if at == atom.A {
		l.enlace(a, atr["href"])
	} else {
		a.etiquetaDe(tipo, at, clase, atr)
		a.quizaItem = a.quizaItem && (abre || at != atom.P)
	}
	l.vaciar()
	if l.partes += si(clase == enLinea, 0, 1); l.partes > 4*maxCeldas || len(l.g.renglones) > maxFilas {
		return l.demasiado()
	}
	if len(at.String()) == 2 && at.String()[0] == 'h' && at != atom.Hr {
		l.titulo = si(abre, int(at.String()[1]-'0'), 0)
	}
	return nil
}

func (l *lectorHTML) demasiado() error {
	return rechazo("línea %d: el documento tiene demasiadas filas: el máximo es de %d filas y %d celdas.", l.linea, maxFilas, maxCeldas)
}

// enlace sees a link begin or end. Its address is lost, and told, unless it is what the
// link says.
func (l *lectorHTML) enlace(a *aplanador, href string) {
	if l.liga != "" {
		dice := ""
		if a.abierto {
			t := a.bloques[len(a.bloques)-1].texto
			dice = string(t[min(l.ligaEn, len(t)):])
		}
		if sinEsquema(dice) != sinEsquema(l.liga) {
			a.avisar("El texto no conserva la dirección de un enlace: «%s».", cita(l.liga))
		}
	}
	l.liga, l.ligaEn = "", 0
	if a == &l.suelta && !a.abierto {
		l.indice = strings.HasPrefix(href, "#") && l.titulo == 0
	}
	if href != "" && !strings.HasPrefix(href, "#") {
		l.liga = href
		if a.abierto {
			l.ligaEn = len(a.bloques[len(a.bloques)-1].texto)
		}
	}
}

func sinEsquema(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, esquema := range []string{"https://", "http://", "mailto:", "tel:"} {
		s = strings.TrimPrefix(s, esquema)
	}
	return strings.TrimSuffix(s, "/")
}

// marcas takes what a tag says about the page or about the looks of its text.
func (l *lectorHTML) marcas(tipo html.TokenType, at atom.Atom, atr map[string]string) {
	switch at {
	case atom.B, atom.Strong:
		switch {
		case tipo == html.StartTagToken:
			l.negrita++
		case tipo == html.EndTagToken && l.negrita > 0:
			l.negrita--
		}
	case atom.Pre:
		l.pre = max(0, l.pre+si(tipo == html.EndTagToken, -1, si(tipo == html.StartTagToken, 1, 0)))
	case atom.Meta:
		l.propio = l.propio || atr["name"] == "generator" && atr["content"] == "Compromisos"
	case atom.Html:
		l.abierto = tipo == html.StartTagToken
	case atom.P, atom.Div, atom.Td, atom.Th, atom.Li:
		l.negrita = 0 // whoever forgets to close it does not mean the whole page
	}
}

// destino is where text goes: the cell at hand, else outside of any.
func (l *lectorHTML) destino() *aplanador {
	if n := len(l.tablas); n > 0 {
		return l.tablas[n-1].destino(l.linea)
	}
	return &l.suelta
}

func (l *lectorHTML) texto(s []byte) {
	a := l.destino()
	if a != &l.suelta {
		l.lineas(a, s)
		return
	}
	if !a.abierto {
		i := strings.IndexFunc(string(s), func(r rune) bool { return !unicode.IsSpace(r) })
		if i < 0 {
			a.texto(s)
			return
		}
		l.desde = l.linea + strings.Count(string(s[:i]), "\n")
		l.claras, l.bold = 0, 0
	}
	l.lineas(a, s)
	if !a.abierto {
		return
	}
	largo := len(a.bloques[len(a.bloques)-1].texto)
	switch {
	case strings.TrimSpace(string(s)) == "":
	case l.negrita == 0:
		l.claras += len(s)
	case l.claras == 0:
		l.bold = largo
	}
}

// lineas adds text, each line of which is a paragraph where the page says so.
func (l *lectorHTML) lineas(a *aplanador, s []byte) {
	if l.pre == 0 {
		a.texto(s)
		return
	}
	for i, t := range strings.Split(string(s), "\n") {
		if i > 0 {
			a.cerrar()
			l.vaciar()
			l.desde = l.linea + i
		}
		a.texto([]byte(t))
	}
}
