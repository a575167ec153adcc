package bot

import (
	"encoding/json"
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// valores is what a form holds, by the id of its blocks. It notes which ids are read,
// so that a test can tell whether view and parser know the same ones.
type valores struct {
	m      map[string]valor
	leidos map[string]bool
}

type valor struct {
	texto  string // typed, chosen or picked
	varios []string
}

// conValores makes the values with which a form opens.
func conValores(pares map[string]string) valores {
	v := valores{m: map[string]valor{}}
	for k, s := range pares {
		v.m[k] = valor{texto: s}
	}
	return v
}

func (v valores) conLista(id string, varios []string) valores {
	v.m[id] = valor{varios: varios}
	return v
}

func (v valores) texto(id string) string { return strings.TrimSpace(v.crudo(id).texto) }

func (v valores) lista(id string) []string { return v.crudo(id).varios }

// fecha is the day picked; zero when there is none.
func (v valores) fecha(id string) (compromiso.Fecha, error) {
	s := v.texto(id)
	if s == "" {
		return compromiso.Fecha{}, nil
	}
	f, err := compromiso.ParseFecha(s)
	if err != nil {
		return f, compromiso.Errorf(compromiso.Invalido, id, "%s", err.Error())
	}
	return f, nil
}

func (v valores) crudo(id string) valor {
	if v.leidos != nil {
		v.leidos[id] = true
	}
	return v.m[id]
}

// leerValores reads view.state.values, in which anything may be null or missing.
func leerValores(estado map[string]map[string]json.RawMessage) valores {
	v := valores{m: map[string]valor{}}
	for bloque, acciones := range estado {
		for _, crudo := range acciones {
			var e struct {
				Value          *string  `json:"value"`
				SelectedDate   *string  `json:"selected_date"`
				SelectedUsers  []string `json:"selected_users"`
				SelectedOption *struct {
					Value string `json:"value"`
				} `json:"selected_option"`
				SelectedOptions []*struct {
					Value string `json:"value"`
				} `json:"selected_options"`
			}
			if json.Unmarshal(crudo, &e) != nil {
				continue
			}
			var x valor
			switch {
			case e.Value != nil:
				x.texto = *e.Value
			case e.SelectedDate != nil:
				x.texto = *e.SelectedDate
			case e.SelectedOption != nil:
				x.texto = e.SelectedOption.Value
			}
			x.varios = slices.Clone(e.SelectedUsers)
			for _, o := range e.SelectedOptions {
				if o != nil && o.Value != "" {
					x.varios = append(x.varios, o.Value)
				}
			}
			v.m[bloque] = x
		}
	}
	return v
}

// opcion is one of a select: what is kept and what is shown.
type opcion struct{ valor, texto string }

// campo is the description of one input.
type campo struct {
	id        string // block_id and action_id
	etiqueta  string
	ayuda     string
	opcional  bool
	renglones bool // multiline
	maximo    int  // characters; 0: 3000
	opciones  []opcion
}

func (c campo) bloque(e slack.BlockElement) slack.Block {
	var ayuda *slack.TextBlockObject
	if c.ayuda != "" {
		ayuda = llanoDe(recortar(c.ayuda, 500))
	}
	b := slack.NewInputBlock(c.id, llanoDe(recortar(c.etiqueta, 200)), ayuda, e)
	b.Optional = c.opcional
	return b
}

// escrito is an input of text. A text that it does not hold must not get here: it is
// not cut, and Slack refuses the whole form.
func (c campo) escrito(v valores) slack.Block {
	e := slack.NewPlainTextInputBlockElement(nil, c.id)
	e.Multiline, e.MaxLength = c.renglones, c.maximo
	if e.MaxLength == 0 {
		e.MaxLength = 3000
	}
	e.InitialValue = v.m[c.id].texto
	return c.bloque(e)
}

// dia is an input of a date.
func (c campo) dia(v valores) slack.Block {
	e := slack.NewDatePickerBlockElement(c.id)
	if f, err := compromiso.ParseFecha(v.m[c.id].texto); err == nil {
		e.InitialDate = f.String()
	}
	return c.bloque(e)
}

// una is a select of one option; without options it is no input at all.
func (c campo) una(v valores) slack.Block {
	ops := c.objetos()
	if len(ops) == 0 {
		return nil
	}
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, llanoDe("Elija…"), c.id, ops...)
	e.InitialOption = elegida(ops, v.m[c.id].texto)
	return c.bloque(e)
}

// varias is a select of several options.
func (c campo) varias(v valores) slack.Block {
	ops := c.objetos()
	if len(ops) == 0 {
		return nil
	}
	e := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, llanoDe("Elija…"), c.id, ops...)
	for _, x := range v.m[c.id].varios {
		if o := elegida(ops, x); o != nil && !slices.Contains(e.InitialOptions, o) {
			e.InitialOptions = append(e.InitialOptions, o)
		}
	}
	return c.bloque(e)
}

// objetos are the options as Slack takes them: at most 100, each value once.
func (c campo) objetos() []*slack.OptionBlockObject {
	var out []*slack.OptionBlockObject
	vistos := map[string]bool{}
	for _, o := range c.opciones {
		if o.valor == "" || largo(o.valor) > maxOpcion || vistos[o.valor] || len(out) == 100 {
			continue
		}
		vistos[o.valor] = true
		texto := recortar(unaLinea(o.texto), maxOpcion)
		if texto == "" {
			texto = o.valor
		}
		out = append(out, slack.NewOptionBlockObject(o.valor, llanoDe(texto), nil))
	}
	return out
}

func elegida(ops []*slack.OptionBlockObject, valor string) *slack.OptionBlockObject {
	for _, o := range ops {
		if o.Value == valor {
			return o
		}
	}
	return nil
}

// rellenar puts what was typed back into an input.
func rellenar(in *slack.InputBlock, v valores) {
	x, ok := v.m[in.BlockID]
	if !ok {
		return
	}
	switch e := in.Element.(type) {
	case *slack.PlainTextInputBlockElement:
		e.InitialValue = x.texto
	case *slack.DatePickerBlockElement:
		e.InitialDate = x.texto
	case *slack.SelectBlockElement:
		e.InitialOption = elegida(e.Options, x.texto)
	case *slack.MultiSelectBlockElement:
		e.InitialOptions = nil
		for _, s := range x.varios {
			if o := elegida(e.Options, s); o != nil {
				e.InitialOptions = append(e.InitialOptions, o)
			}
		}
	}
}

// sinNulos leaves out the inputs that there is nothing to choose for.
func sinNulos(bs ...slack.Block) []slack.Block {
	var out []slack.Block
	for _, b := range bs {
		if b != nil {
			out = append(out, b)
		}
	}
	return out
}
