package bot

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"
)

// hoja is a message being written: each thing that it says becomes a block and a line
// of the text, so that the two cannot drift apart.
type hoja struct {
	bloques  []slack.Block
	respaldo []slack.Block
	lineas   []linea
	nuevos   bool // bloques has types that not every workspace knows
	ids      int
}

func (h *hoja) id(clase string) string {
	h.ids++
	return fmt.Sprintf("%s-%d", clase, h.ids)
}

func (h *hoja) poner(b slack.Block) {
	h.bloques, h.respaldo = append(h.bloques, b), append(h.respaldo, b)
}

func (h *hoja) decir(ls ...linea) {
	for _, l := range ls {
		if len(l) > 0 {
			h.lineas = append(h.lineas, l)
		}
	}
}

// titulo is a header; it is also how the text, and with it the notification, begins.
func (h *hoja) titulo(s string) {
	s = renglon(s, maxTitulo)
	h.poner(slack.NewHeaderBlock(llanoDe(s), slack.HeaderBlockOptionBlockID(h.id("titulo"))))
	h.decir(linea{llano(s)})
}

// parrafo is a block of rich text with a line for each of ls.
func (h *hoja) parrafo(ls ...linea) {
	if e := unir("\n", ls...).rico(); len(e) > 0 {
		h.poner(slack.NewRichTextBlock(h.id("texto"), slack.NewRichTextSection(e...)))
		h.decir(ls...)
	}
}

// cita is a block of rich text with lines, and below them what somebody wrote, set
// apart and cut to corte.
func (h *hoja) cita(corte int, escrito string, ls ...linea) {
	var e []slack.RichTextElement
	if r := unir("\n", ls...).rico(); len(r) > 0 {
		e = append(e, slack.NewRichTextSection(r...))
	}
	escrito = recortar(escrito, corte)
	if escrito != "" {
		e = append(e, &slack.RichTextQuote{
			Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{slack.NewRichTextSectionTextElement(escrito, nil)},
		})
	}
	if len(e) == 0 {
		return
	}
	h.poner(slack.NewRichTextBlock(h.id("texto"), e...))
	h.decir(ls...)
	if escrito != "" {
		h.decir(linea{llano("«" + escrito + "»")})
	}
}

// lista is a block of items below a line, if there is one; nothing without items.
func (h *hoja) lista(cabeza linea, items ...linea) {
	var e, filas []slack.RichTextElement
	var dichas []linea
	for _, i := range items {
		if r := i.rico(); len(r) > 0 {
			filas = append(filas, slack.NewRichTextSection(r...))
			dichas = append(dichas, append(linea{llano("• ")}, i...))
		}
	}
	if len(filas) == 0 {
		return
	}
	if r := cabeza.rico(); len(r) > 0 {
		e = append(e, slack.NewRichTextSection(r...))
		h.decir(cabeza)
	}
	h.poner(slack.NewRichTextBlock(h.id("lista"), append(e, slack.NewRichTextList(slack.RTEListBullet, 0, filas...))...))
	h.decir(dichas...)
}

// fila is a line with a button at its right.
func (h *hoja) fila(l linea, boton *slack.ButtonBlockElement) {
	t := slack.NewTextBlockObject(slack.MarkdownType, recortarMarca(l.marca(), maxSeccion), false, true)
	var al *slack.Accessory
	if boton != nil {
		al = slack.NewAccessory(boton)
	}
	h.poner(slack.NewSectionBlock(t, nil, al, slack.SectionBlockOptionBlockID(h.id("fila"))))
	h.decir(l)
}

// nota is a line in small print.
func (h *hoja) nota(l linea) {
	t := slack.NewTextBlockObject(slack.MarkdownType, recortarMarca(l.marca(), maxSeccion), false, true)
	h.poner(slack.NewContextBlock(h.id("nota"), t))
	h.decir(l)
}

// pie is what somebody wrote, in small print and to the letter.
func (h *hoja) pie(s string) {
	if s = recortar(s, maxSeccion); s != "" {
		h.poner(slack.NewContextBlock(h.id("nota"), llanoDe(s)))
		h.decir(linea{llano(s)})
	}
}

// dicho is a sentence of ours or of the domain, in plain text: nothing in it is read
// as markup.
func (h *hoja) dicho(s string) {
	s = recortar(s, maxSeccion)
	if s == "" {
		return
	}
	h.poner(slack.NewSectionBlock(llanoDe(s), nil, nil, slack.SectionBlockOptionBlockID(h.id("texto"))))
	h.decir(linea{llano(s)})
}

// literal is what somebody typed, to the letter: it fits by itself.
func (h *hoja) literal(s string) {
	h.poner(slack.NewSectionBlock(llanoDe(s), nil, nil, slack.SectionBlockOptionBlockID(h.id("texto"))))
	h.decir(linea{llano(s)})
}

// botones is a row of what can be pressed; nil ones are left out.
func (h *hoja) botones(bs ...slack.BlockElement) {
	var e []slack.BlockElement
	for _, b := range bs {
		if b != nil && len(e) < maxElementos {
			e = append(e, b)
		}
	}
	if len(e) > 0 {
		h.poner(slack.NewActionBlock(h.id("botones"), e...))
	}
}

func (h *hoja) raya() {
	h.poner(&slack.DividerBlock{Type: slack.MBTDivider, BlockID: h.id("raya")})
}

// nuevo adds a block of a type that not every workspace knows, and what stands in its
// place, block and text, where it is not known.
func (h *hoja) nuevo(b slack.Block, enSuLugar func(*hoja)) {
	otra := hoja{ids: h.ids}
	enSuLugar(&otra)
	h.bloques = append(h.bloques, b)
	h.respaldo = append(h.respaldo, otra.respaldo...)
	h.decir(otra.lineas...)
	h.nuevos, h.ids = true, otra.ids
}

// mensaje is the finished message.
func (h *hoja) mensaje() Mensaje {
	m := Mensaje{Texto: h.texto(), Bloques: h.bloques}
	if h.nuevos {
		m.Respaldo = h.respaldo
	}
	return m
}

// texto is all lines in words, cut at the end of one where they are too many.
func (h *hoja) texto() string {
	const resto = "\n… Lo demás está en el mensaje."
	var b strings.Builder
	usado := 0
	for k, l := range h.lineas {
		s := l.palabras()
		if k > 0 {
			s = "\n" + s
		}
		if n := largo(s); usado+n > maxTexto-largo(resto) && (k < len(h.lineas)-1 || usado+n > maxTexto) {
			if libre := maxTexto - largo(resto) - usado; libre > 80 {
				b.WriteString(recortarMarca(s, libre))
			}
			b.WriteString(resto)
			return b.String()
		}
		b.WriteString(s)
		usado += largo(s)
	}
	return b.String()
}

func llanoDe(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func esBotones(b slack.Block) bool { return b.BlockType() == slack.MBTAction }
