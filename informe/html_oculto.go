package informe

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// etiquetasDePagina are the elements that are more than a look of the text. What is not
// among them is in line.
var etiquetasDePagina = func() map[atom.Atom]claseEtiqueta {
	m := map[atom.Atom]claseEtiqueta{}
	for at, c := range etiquetas {
		m[at] = c
	}
	for _, at := range []atom.Atom{
		atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Figure, atom.Figcaption, atom.Address, atom.Fieldset, atom.Legend, atom.Form,
		atom.Details, atom.Summary, atom.Caption, atom.Option, atom.Dir, atom.Menu, atom.Hgroup, atom.Optgroup, atom.Listing, atom.Xmp,
	} {
		m[at] = deBloque
	}
	return m
}()

// oculto is an element whose content nobody sees.
type oculto struct {
	nombre string
	at     atom.Atom
	mudo   bool // it has no text for people, and nothing is said of it
	hondo  int  // elements of the same name open inside
	tablas int  // tables open inside
	dice   []byte
}

var reOculto = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all`)

// sinTexto are the elements whose content is no text for people.
var sinTexto = map[string]bool{
	"head": true, "script": true, "style": true, "template": true, "xml": true, "iframe": true, "object": true, "title": true, "noframes": true,
}

// seOculta tells the elements whose content nobody sees.
func seOculta(at atom.Atom, nombre string, atr map[string]string) bool {
	if sinTexto[nombre] && nombre != "head" {
		return true
	}
	switch at {
	case atom.Br, atom.Hr, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Col, atom.Base, atom.Wbr, atom.Area, atom.Embed, atom.Source, atom.Track,
		atom.Html, atom.Body, atom.Param:
		return false
	}
	_, escondido := atr["hidden"]
	return escondido || reOculto.MatchString(atr["style"])
}

func (o *oculto) abierto() bool { return o.nombre != "" }

func (o *oculto) abrir(at atom.Atom, nombre string) {
	*o = oculto{nombre: nombre, at: at, mudo: sinTexto[nombre]}
}

func (o *oculto) texto(s []byte) {
	const bastante = 8 << 10
	if len(o.dice) < bastante && !o.mudo {
		o.dice = append(o.dice, s[:min(len(s), bastante)]...)
	}
}

// etiqueta sees a tag inside. fin tells that the element ends here; otra, that the tag is
// not of the element, and is still to be read.
func (o *oculto) etiqueta(tipo html.TokenType, at atom.Atom, nombre string) (fin, otra bool) {
	abre := tipo == html.StartTagToken
	o.dice = append(o.dice, ' ')
	switch {
	case at == atom.Table && abre:
		o.tablas++
	case at == atom.Table && tipo == html.EndTagToken && o.tablas > 0:
		o.tablas--
		if o.nombre != "table" {
			return false, false
		}
	}
	if o.tablas == 0 && o.seCierraSolo(at, abre) {
		return true, true
	}
	if nombre != o.nombre {
		return false, false
	}
	switch tipo {
	case html.StartTagToken:
		o.hondo++
	case html.EndTagToken:
		if o.hondo == 0 {
			return true, false
		}
		o.hondo--
	}
	return false, false
}

// seCierraSolo tells whether a tag ends the element, as HTML lets whoever writes a
// paragraph, an item or a cell leave out its end.
func (o *oculto) seCierraSolo(at atom.Atom, abre bool) bool {
	switch o.at {
	case atom.P:
		_, bloque := etiquetasDePagina[at]
		return abre && bloque && etiquetasDePagina[at] != enLinea && at != atom.Br && at != atom.Img || !abre && (at == atom.Td || at == atom.Th || at == atom.Div)
	case atom.Li:
		return abre && at == atom.Li && o.hondo == 0 || !abre && (at == atom.Ul || at == atom.Ol) && o.hondo == 0
	case atom.Td, atom.Th:
		return abre && (at == atom.Td || at == atom.Th || at == atom.Tr) || !abre && (at == atom.Tr || at == atom.Table)
	case atom.Tr:
		return abre && at == atom.Tr || !abre && at == atom.Table
	case atom.Dt, atom.Dd:
		return abre && (at == atom.Dt || at == atom.Dd) || !abre && at == atom.Dl
	}
	return false
}

// fin closes the element and gives what it said, "" where there is nothing to tell.
func (o *oculto) fin() string {
	s := ""
	if o.abierto() && !o.mudo {
		s = enUnaLinea(html.UnescapeString(string(o.dice)))
	}
	*o = oculto{}
	return s
}

// ocultar warns of what was left out because nobody sees it.
func (l *lectorHTML) ocultar(dice string) {
	if strings.Trim(dice, " \u00a0\u200b\u200c\u034f") != "" {
		l.destino().avisar("Se omitió un elemento oculto de la página: «%s».", cita(dice))
	}
}
