package bot

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/slack-go/slack"
)

// trozo is a piece of a line: words, a person, a channel, or a link.
type trozo struct {
	texto   string
	negrita bool
	codigo  bool
	persona string // user id
	canal   string // channel id
	liga    string
}

// linea is what is said in one line, before it becomes rich text, markup or words.
type linea []trozo

func llano(s string) trozo   { return trozo{texto: s} }
func negrita(s string) trozo { return trozo{texto: s, negrita: true} }

// codigo is something to be typed.
func codigo(s string) trozo { return trozo{texto: s, codigo: true} }

var (
	rePersona = regexp.MustCompile(`^[UW][A-Z0-9]{2,30}$`)
	reCanal   = regexp.MustCompile(`^[CG][A-Z0-9]{2,30}$`)
)

// aPersona mentions a person; what is no user id is shown as it is.
func aPersona(id string) trozo {
	if rePersona.MatchString(id) {
		return trozo{persona: id}
	}
	return llano(id)
}

// aDestino mentions the person or the channel that an aviso goes to.
func aDestino(id string) trozo {
	if reCanal.MatchString(id) {
		return trozo{canal: id}
	}
	return aPersona(id)
}

// esCanal tells whether an aviso goes to a channel.
func esCanal(id string) bool { return reCanal.MatchString(id) }

// maxLiga is the longest address that is linked: it counts in what a message weighs.
const maxLiga = 500

// aLiga links the text to an address; what is no web address is shown in words.
func aLiga(texto, liga string) trozo {
	u, err := url.Parse(liga)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || len(liga) > maxLiga {
		return llano(renglon(texto+" "+liga, 120))
	}
	return trozo{texto: texto, liga: u.String()}
}

// unir joins lines with a separator between those that say something.
func unir(sep string, ls ...linea) linea {
	var out linea
	for _, l := range ls {
		if len(l) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, llano(sep))
		}
		out = append(out, l...)
	}
	return out
}

// rico is the line as elements of rich text, where nothing is parsed.
func (l linea) rico() []slack.RichTextSectionElement {
	var out []slack.RichTextSectionElement
	for _, t := range l {
		s := limpiar(t.texto)
		switch {
		case t.persona != "":
			out = append(out, slack.NewRichTextSectionUserElement(t.persona, nil))
		case t.canal != "":
			out = append(out, slack.NewRichTextSectionChannelElement(t.canal, nil))
		case t.liga != "":
			out = append(out, slack.NewRichTextSectionLinkElement(t.liga, s, nil))
		case s == "":
		case t.codigo:
			out = append(out, slack.NewRichTextSectionTextElement(s, &slack.RichTextSectionTextStyle{Code: true}))
		case t.negrita:
			out = append(out, slack.NewRichTextSectionTextElement(s, &slack.RichTextSectionTextStyle{Bold: true}))
		default:
			out = append(out, slack.NewRichTextSectionTextElement(s, nil))
		}
	}
	return out
}

// marca is the line in Slack's markup, with what was typed escaped.
func (l linea) marca() string {
	return l.escribir(func(t trozo) string {
		if s := escapar(t.texto); t.negrita && strings.TrimSpace(s) != "" {
			return "*" + s + "*"
		}
		return escapar(t.texto)
	})
}

// palabras is the line as plain words for the text of a message: escaped, without
// other markup than mentions.
func (l linea) palabras() string {
	return l.escribir(func(t trozo) string {
		if t.liga != "" {
			return strings.TrimSpace(escapar(t.texto) + " (" + escapar(t.liga) + ")")
		}
		if t.codigo {
			return "«" + escapar(t.texto) + "»"
		}
		return escapar(t.texto)
	})
}

// simple is the line outside of Slack: nothing escaped.
func (l linea) simple() string {
	var b strings.Builder
	for _, t := range l {
		switch {
		case t.persona != "":
			b.WriteString("@" + t.persona)
		case t.canal != "":
			b.WriteString("#" + t.canal)
		default:
			b.WriteString(limpiar(t.texto))
		}
	}
	return b.String()
}

func (l linea) escribir(uno func(trozo) string) string {
	var b strings.Builder
	for _, t := range l {
		switch {
		case t.persona != "":
			b.WriteString("<@" + t.persona + ">")
		case t.canal != "":
			b.WriteString("<#" + t.canal + ">")
		default:
			b.WriteString(uno(t))
		}
	}
	return b.String()
}
