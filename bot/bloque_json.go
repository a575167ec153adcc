package bot

import (
	"encoding/json"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// escrito is blocks on their way to JSON. Nearly all the work of answering a command is
// writing it down, and reflection takes ten times as long: so the blocks that a page or a
// card is made of are written here, and any other by encoding/json. A test holds the two
// to say the same.
type escrito struct {
	b    []byte
	suma int // of all texts in the blocks, as Slack adds them up
	err  error
}

var hojas = sync.Pool{New: func() any { return &escrito{b: make([]byte, 0, 20<<10)} }}

// escribir lends a sheet to fn.
func escribir(fn func(e *escrito)) {
	e := hojas.Get().(*escrito)
	e.b, e.suma, e.err = e.b[:0], 0, nil
	fn(e)
	if cap(e.b) <= 1<<20 {
		hojas.Put(e)
	}
}

func (e *escrito) raw(s string) { e.b = append(e.b, s...) }

const cifrasHex = "0123456789abcdef"

// texto writes a string. What is no text becomes the sign that says so.
func (e *escrito) texto(s string) {
	e.b = append(e.b, '"')
	desde := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || n > 1 {
				i += n
				continue
			}
		}
		e.b = append(e.b, s[desde:i]...)
		switch {
		case c >= utf8.RuneSelf:
			e.raw("\uFFFD")
		case c == '"' || c == '\\':
			e.b = append(e.b, '\\', c)
		case c == '\n':
			e.raw(`\n`)
		default:
			e.b = append(e.b, '\\', 'u', '0', '0', cifrasHex[c>>4], cifrasHex[c&15])
		}
		i++
		desde = i
	}
	e.b = append(append(e.b, s[desde:]...), '"')
}

// campo writes a name and its string, after a comma; without a value, nothing.
func (e *escrito) campo(nombre, s string) {
	if s != "" {
		e.raw(`,"`)
		e.raw(nombre)
		e.raw(`":`)
		e.texto(s)
	}
}

// otro writes what is not known here.
func (e *escrito) otro(v any) {
	b, err := json.Marshal(v)
	if err != nil {
		e.err = err
		e.raw("null")
		return
	}
	e.b = append(e.b, b...)
	e.suma += sumaDeJSON(b)
}

func enLista[T any](e *escrito, l []T, uno func(*escrito, T)) {
	if l == nil {
		e.raw("null")
		return
	}
	e.b = append(e.b, '[')
	for k, x := range l {
		if k > 0 {
			e.b = append(e.b, ',')
		}
		uno(e, x)
	}
	e.b = append(e.b, ']')
}

func (e *escrito) bloques(bs []slack.Block) { enLista(e, bs, (*escrito).bloque) }

func (e *escrito) bloque(b slack.Block) {
	switch b := b.(type) {
	case *slack.SectionBlock:
		e.seccion(b)
	case *slack.ContextBlock:
		e.abrir(string(b.Type), b.BlockID)
		e.raw(`,"elements":`)
		enLista(e, b.ContextElements.Elements, func(e *escrito, x slack.MixedElement) {
			if t, ok := x.(*slack.TextBlockObject); ok {
				e.objeto(t)
				return
			}
			e.otro(x)
		})
		e.raw("}")
	case *slack.ActionBlock:
		if b.Elements == nil {
			e.otro(b)
			return
		}
		e.abrir(string(b.Type), b.BlockID)
		e.raw(`,"elements":`)
		enLista(e, b.Elements.ElementSet, func(e *escrito, x slack.BlockElement) {
			if x, ok := x.(*slack.ButtonBlockElement); ok {
				e.boton(x)
				return
			}
			e.otro(x)
		})
		e.raw("}")
	case *slack.RichTextBlock:
		e.abrir(string(b.Type), b.BlockID)
		e.raw(`,"elements":`)
		enLista(e, b.Elements, (*escrito).rico)
		e.raw("}")
	case *slack.HeaderBlock:
		if b.Text == nil || b.Level != 0 {
			e.otro(b)
			return
		}
		e.abrir(string(b.Type), b.BlockID)
		e.raw(`,"text":`)
		e.objeto(b.Text)
		e.raw("}")
	default:
		e.otro(b)
	}
}

func (e *escrito) seccion(b *slack.SectionBlock) {
	if b.Text == nil || len(b.Fields) > 0 || b.Expand || b.Accessory != nil && !soloBoton(b.Accessory) {
		e.otro(b)
		return
	}
	e.abrir(string(b.Type), b.BlockID)
	e.raw(`,"text":`)
	e.objeto(b.Text)
	if b.Accessory != nil {
		e.raw(`,"accessory":`)
		e.boton(b.Accessory.ButtonElement)
	}
	e.raw("}")
}

func soloBoton(a *slack.Accessory) bool {
	return a.ButtonElement != nil && *a == slack.Accessory{ButtonElement: a.ButtonElement}
}

func (e *escrito) abrir(tipo, id string) {
	e.raw(`{"type":`)
	e.texto(tipo)
	e.campo("block_id", id)
}

func (e *escrito) objeto(t *slack.TextBlockObject) {
	if t == nil {
		e.raw("null")
		return
	}
	e.suma += largo(t.Text)
	e.raw(`{"type":`)
	e.texto(t.Type)
	e.raw(`,"text":`)
	e.texto(t.Text)
	if t.Emoji != nil {
		e.raw(`,"emoji":`)
		e.b = strconv.AppendBool(e.b, *t.Emoji)
	}
	if t.Verbatim {
		e.raw(`,"verbatim":true`)
	}
	e.raw("}")
}

func (e *escrito) boton(x *slack.ButtonBlockElement) {
	if x.Type == "" || x.Confirm != nil || x.AccessibilityLabel != "" || x.AgentPrompt != "" || x.AgentPromptDisplay != "" || len(x.VisibleToUserIDs) > 0 {
		e.otro(x)
		return
	}
	e.raw(`{"type":`)
	e.texto(string(x.Type))
	e.raw(`,"text":`)
	e.objeto(x.Text)
	e.campo("action_id", x.ActionID)
	e.campo("url", x.URL)
	e.campo("value", x.Value)
	e.campo("style", string(x.Style))
	e.raw("}")
}

func (e *escrito) rico(x slack.RichTextElement) {
	switch x := x.(type) {
	case *slack.RichTextSection:
		e.raw(`{"type":`)
		e.texto(string(x.Type))
		e.raw(`,"elements":`)
		enLista(e, x.Elements, (*escrito).parte)
		e.raw("}")
	case *slack.RichTextQuote:
		if x.Border != 0 {
			e.otro(x)
			return
		}
		e.raw(`{"type":`)
		e.texto(string(x.Type))
		e.raw(`,"elements":`)
		enLista(e, x.Elements, (*escrito).parte)
		e.raw("}")
	case *slack.RichTextList:
		e.raw(`{"type":`)
		e.texto(string(x.Type))
		e.raw(`,"elements":`)
		enLista(e, x.Elements, (*escrito).rico)
		e.campo("style", string(x.Style))
		for _, n := range [...]struct {
			nombre string
			valor  int
		}{{`,"indent":`, x.Indent}, {`,"border":`, x.Border}, {`,"offset":`, x.Offset}} {
			e.raw(n.nombre)
			e.b = strconv.AppendInt(e.b, int64(n.valor), 10)
		}
		e.raw("}")
	default:
		e.otro(x)
	}
}

func (e *escrito) parte(x slack.RichTextSectionElement) {
	switch x := x.(type) {
	case *slack.RichTextSectionTextElement:
		e.suma += largo(x.Text)
		e.raw(`{"type":`)
		e.texto(string(x.Type))
		e.raw(`,"text":`)
		e.texto(x.Text)
		if x.Style != nil {
			e.estilo(x.Style)
		}
		e.raw("}")
	case *slack.RichTextSectionUserElement:
		if x.FromLLM != nil || x.Style != nil {
			e.otro(x)
			return
		}
		e.raw(`{"type":`)
		e.texto(string(x.Type))
		e.raw(`,"user_id":`)
		e.texto(x.UserID)
		e.raw("}")
	default:
		e.otro(x)
	}
}

func (e *escrito) estilo(s *slack.RichTextSectionTextStyle) {
	switch *s {
	case slack.RichTextSectionTextStyle{Bold: true}:
		e.raw(`,"style":{"bold":true}`)
	case slack.RichTextSectionTextStyle{Code: true}:
		e.raw(`,"style":{"code":true}`)
	default:
		e.raw(`,"style":`)
		e.otro(s)
	}
}

// sumaDeJSON adds up every text in blocks that are JSON.
func sumaDeJSON(b []byte) int {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return maxSuma + 1
	}
	return sumaDe(v)
}
