package informe

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// aplanar turns the HTML or plain text of a cell into its paragraphs and items.
// Only the tags that documents use for text are tags; anything else between angle
// brackets is what somebody wrote, and stays.
func aplanar(s string) celda {
	a := &aplanador{}
	if !strings.Contains(s, "<") {
		a.texto([]byte(s))
		return a.fin()
	}
	z := html.NewTokenizer(strings.NewReader(s))
	leido := 0
	for {
		tipo := z.Next()
		crudo := z.Raw()
		if tipo == html.ErrorToken {
			break
		}
		leido += len(crudo)
		a.pieza(tipo, crudo, z)
	}
	if resto := s[min(leido, len(s)):]; resto != "" {
		// The cell ends inside a tag: what there is of it is kept as text.
		a.texto([]byte(resto))
		a.abiertas++
	}
	return a.fin()
}

// aplanador is the state of flattening one cell.
type aplanador struct {
	bloques  []bloque
	avisos   []string
	listas   []listaAbierta
	hechas   int // lists seen
	abierto  bool
	etiqueta bool // a block tag came since the last text
	item     bool // an <li> came and has no text yet
	abiertas int  // elements that were opened and not closed
	hueco    bool // white space waits before the next character
	mudo     atom.Atom
	// quizaItem tells that a word processor wrote the paragraph as one of a list, with its
	// marker, if any, as text.
	quizaItem bool
}

type listaAbierta struct {
	ordenada bool
	n, id    int
	como     cuentaLista
}

func (a *aplanador) pieza(tipo html.TokenType, crudo []byte, z *html.Tokenizer) {
	switch tipo {
	case html.TextToken:
		if a.mudo != 0 {
			a.avisar("Se omitió el contenido de una etiqueta <%s>: «%s».", a.mudo.String(), cita(string(crudo)))
			return
		}
		a.texto(crudo)
	case html.CommentToken, html.DoctypeToken:
		if !esComentario(tipo, crudo) {
			a.texto(crudo)
		}
	default:
		// Raw is only valid until TagName is called, which lowers it in place.
		original := string(crudo)
		nombre, atributos := z.TagName()
		at := atom.Lookup(nombre)
		clase, conocida := etiquetas[at]
		if !conocida || at == 0 {
			a.texto([]byte(original))
			return
		}
		a.etiquetaDe(tipo, at, clase, atributosDe(z, atributos))
	}
}

// esComentario tells the comments from what the tokenizer takes for one: «</3», or
// a «<!--» that nobody closed.
func esComentario(tipo html.TokenType, crudo []byte) bool {
	return tipo == html.DoctypeToken || bytes.HasPrefix(crudo, []byte("<?xml")) ||
		bytes.HasPrefix(crudo, []byte("<!--")) && bytes.HasSuffix(crudo, []byte("-->"))
}

type claseEtiqueta int

const (
	enLinea claseEtiqueta = iota
	deBloque
	deLista
	deItem
	deSalto
	deImagen
	deMudo
)

var etiquetas = func() map[atom.Atom]claseEtiqueta {
	m := map[atom.Atom]claseEtiqueta{
		atom.Ul: deLista, atom.Ol: deLista, atom.Li: deItem, atom.Br: deSalto, atom.Img: deImagen,
		atom.Script: deMudo, atom.Style: deMudo,
	}
	for _, t := range []atom.Atom{
		atom.B, atom.I, atom.U, atom.Em, atom.Strong, atom.Span, atom.Font, atom.A, atom.Sup, atom.Sub, atom.Small, atom.Big,
		atom.S, atom.Strike, atom.Del, atom.Ins, atom.Mark, atom.Abbr, atom.Cite, atom.Code, atom.Q, atom.Tt, atom.Label, atom.Time,
	} {
		m[t] = enLinea
	}
	for _, t := range []atom.Atom{
		atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Hr, atom.Center,
		atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Section, atom.Article, atom.Dl, atom.Dt, atom.Dd,
		atom.Html, atom.Head, atom.Body,
	} {
		m[t] = deBloque
	}
	return m
}()

// atributosDe keeps the few attributes that say something.
func atributosDe(z *html.Tokenizer, hay bool) map[string]string {
	if !hay {
		return nil
	}
	m := map[string]string{}
	for hay {
		var k, v []byte
		k, v, hay = z.TagAttr()
		switch string(k) {
		case "href", "src", "alt", "start", "value", "type", "style", "class":
			m[string(k)] = string(v)
		}
	}
	return m
}

func (a *aplanador) etiquetaDe(tipo html.TokenType, at atom.Atom, clase claseEtiqueta, atr map[string]string) {
	cierra := tipo == html.EndTagToken
	switch clase {
	case enLinea:
		if href := atr["href"]; href != "" && !strings.HasPrefix(href, "#") {
			a.avisar("El texto no conserva la dirección de un enlace: «%s».", cita(href))
		}
	case deImagen:
		a.avisar("Se omitió una imagen: «%s».", cita(strings.TrimSpace(atr["alt"]+" "+atr["src"])))
	case deMudo:
		a.mudo = 0
		if tipo == html.StartTagToken {
			a.mudo = at
		}
	case deSalto:
		a.cerrar()
	case deBloque:
		a.cerrar()
		a.etiqueta = true
		a.cuenta(tipo, at)
	case deLista:
		a.cerrar()
		a.lista(cierra, at == atom.Ol, atr)
		a.cuenta(tipo, at)
	case deItem:
		a.cerrar()
		if a.item = !cierra; a.item {
			a.nuevoItem(atr)
		}
	}
}

// cuenta keeps count of the elements that are open, for a cell that was cut off.
func (a *aplanador) cuenta(tipo html.TokenType, at atom.Atom) {
	switch {
	case at == atom.Hr:
	case tipo == html.StartTagToken:
		a.abiertas++
	case tipo == html.EndTagToken && a.abiertas > 0:
		a.abiertas--
	}
}

func (a *aplanador) lista(cierra, ordenada bool, atr map[string]string) {
	a.item = false
	switch {
	case !cierra && len(a.listas) < maxProfundidad:
		a.hechas++
		l := listaAbierta{ordenada: ordenada, id: a.hechas, como: cuentaDe(atr)}
		if n := entero(atr["start"]); n > 0 {
			l.n = n - 1
		}
		a.listas = append(a.listas, l)
	case cierra && len(a.listas) > 0:
		a.listas = a.listas[:len(a.listas)-1]
	}
}

func (a *aplanador) nuevoItem(atr map[string]string) {
	if len(a.listas) == 0 {
		// An item without its list: a page break may leave it so.
		a.hechas++
		a.listas = append(a.listas, listaAbierta{id: a.hechas})
	}
	l := &a.listas[len(a.listas)-1]
	l.n++
	if n := entero(atr["value"]); n > 0 && l.ordenada {
		l.n = n
	}
}

var reEntidad = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// texto adds text to the open block. Entities count only with their semicolon: the
// &lang= of an address is not one.
func (a *aplanador) texto(s []byte) {
	if bytes.IndexByte(s, '&') >= 0 {
		s = reEntidad.ReplaceAllFunc(s, func(e []byte) []byte { return []byte(html.UnescapeString(string(e))) })
	}
	a.runas(s)
}

// runas adds text in which nothing stands for anything else.
func (a *aplanador) runas(s []byte) {
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		switch {
		case unicode.IsSpace(r):
			a.hueco = true
		case esControl(r):
		default:
			a.letra(s[:n])
		}
		s = s[n:]
	}
}

func (a *aplanador) letra(r []byte) {
	if !a.abierto {
		a.abrir()
	}
	b := &a.bloques[len(a.bloques)-1]
	if a.hueco && len(b.texto) > 0 {
		b.texto = append(b.texto, ' ')
	}
	a.hueco = false
	b.texto = append(b.texto, r...)
}

func (a *aplanador) abrir() {
	b := bloque{etiqueta: a.etiqueta || a.item || len(a.bloques) > 0}
	if a.item {
		b.lista = a.listas[len(a.listas)-1].id
	}
	a.abierto, a.etiqueta = true, false
	a.bloques = append(a.bloques, b)
}

// cerrar ends the open block; an item gets its marker now that its text is known.
func (a *aplanador) cerrar() {
	a.hueco = false
	if !a.abierto {
		return
	}
	a.abierto = false
	b := &a.bloques[len(a.bloques)-1]
	switch {
	case b.lista > 0:
		l := a.listas[len(a.listas)-1]
		b.marcar(l.ordenada, l.n, l.como)
		a.item = false
		if len(b.texto) == 0 {
			a.bloques = a.bloques[:len(a.bloques)-1]
		}
	case a.quizaItem:
		a.marcarSuelto(b)
	}
	a.quizaItem = false
}

// reVinetaDeLetra is a bullet that is a letter of a font of symbols.
var reVinetaDeLetra = regexp.MustCompile(`^[§Øüvqo¨] +`)

// marcarSuelto makes an item of a paragraph that begins as one.
func (a *aplanador) marcarSuelto(b *bloque) {
	if m := reVinetaDeLetra.Find(b.texto); m != nil {
		b.texto = append([]byte("• "), b.texto[len(m):]...)
	}
	if reVineta.Match(b.texto) || reOrdinal.Match(b.texto) {
		b.lista = a.hechas + 1
		b.marcar(false, 0, cuentaLista{})
	}
}

func (a *aplanador) fin() celda {
	a.cerrar()
	return celda{bloques: a.bloques, avisos: a.avisos, abierta: a.abiertas > 0 || a.mudo != 0}
}

func (a *aplanador) avisar(formato string, args ...any) {
	const maximo = 20
	if len(a.avisos) < maximo {
		a.avisos = append(a.avisos, fmt.Sprintf(formato, args...))
	}
}
