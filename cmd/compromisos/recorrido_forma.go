package main

import (
	"slices"
	"strings"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// fraseForma says what somebody does with a form, in its own words: the labels of its
// fields, the choices as they are shown, and the button that sends it.
func fraseForma(v slacksim.View, valores map[string]any) string {
	var hechos []string
	for _, b := range v.Blocks {
		id, _ := b["block_id"].(string)
		valor, dado := valores[id]
		if !dado {
			continue
		}
		e, _ := b["element"].(map[string]any)
		hechos = append(hechos, "en «"+textoDe(b["label"])+"» "+fraseCampo(e, valor))
	}
	envia := "oprime [" + v.Submit + "]"
	if len(hechos) == 0 {
		return "Se abre «" + v.Title + "», ya lleno; lo revisa y " + envia + "."
	}
	return "Se abre «" + v.Title + "»; " + strings.Join(hechos, ", ") + " y " + envia + "."
}

// fraseCampo says what is typed or chosen in one field.
func fraseCampo(e map[string]any, valor any) string {
	var dichos []string
	switch x := valor.(type) {
	case string:
		dichos = []string{x}
	case []string:
		dichos = x
	}
	clase, _ := e["type"].(string)
	switch {
	case clase == "datepicker":
		if f, err := compromiso.ParseFecha(dichos[0]); err == nil {
			return "pone " + f.Puntos()
		}
	case strings.HasSuffix(clase, "select"):
		var elegidos []string
		for _, d := range dichos {
			elegidos = append(elegidos, rotuloOpcion(e, d))
		}
		return "elige " + compromiso.Enumerar(elegidos)
	}
	return "escribe «" + strings.Join(dichos, " ") + "»"
}

// rotuloOpcion is an option as it is shown, without what explains it.
func rotuloOpcion(e map[string]any, valor string) string {
	ops := lista(e["options"])
	k := slices.IndexFunc(ops, func(o any) bool {
		m, _ := o.(map[string]any)
		return m["value"] == valor
	})
	if k < 0 {
		return valor
	}
	m, _ := ops[k].(map[string]any)
	corto, _, _ := strings.Cut(textoDe(m["text"]), " · ")
	return corto
}

// botonDe finds in a message the button that does something about a compromiso: its
// words, and what it carries.
func botonDe(m slacksim.Message, accion, ref string) (rotulo, valor string, hay bool) {
	for _, b := range m.Blocks {
		for _, x := range append(lista(b["elements"]), b["accessory"]) {
			e, _ := x.(map[string]any)
			v, _ := e["value"].(string)
			if e["type"] == "button" && (accion == "" || e["action_id"] == accion) && (v == ref || strings.HasPrefix(v, ref+" ")) {
				return textoDe(e["text"]), v, true
			}
		}
	}
	return "", "", false
}

// trae tells whether a message offers to do something about a compromiso.
func trae(m slacksim.Message, ref string) bool {
	_, _, hay := botonDe(m, "", ref)
	return hay
}

// primeraRef is the compromiso that the first button of a message is about.
func primeraRef(m slacksim.Message) string {
	for _, b := range m.Blocks {
		for _, x := range lista(b["elements"]) {
			e, _ := x.(map[string]any)
			v, _ := e["value"].(string)
			if refs := compromiso.FindReferencias(v); len(refs) > 0 {
				return refs[0].String()
			}
		}
	}
	return ""
}
