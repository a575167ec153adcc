package page

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"compromisos/slacksim/page/pagetest"
)

// spot is where an element of a message or of the Home tab is, by its block_id and action_id.
func spot(name string) string { return `#messages [data-name="` + name + `"]` }

// pick opens a menu and takes an entry.
func pick(b *pagetest.Browser, name, entry string) {
	b.T.Helper()
	b.Press(spot(name), "")
	b.Press("#messages details[open] .entry", entry)
}

// What is pressed in a message tells the app at once, with what was typed and chosen beside it.
func TestPage_message(t *testing.T) {
	t.Parallel()
	b, a := every(t)
	a.say("message-elements")
	b.Sees("#messages article", "Cada elemento de un mensaje")
	b.Press("#messages button", "Sencillo")
	a.did(b, "sencillo", "s", "value")
	b.Press("#messages button", "Peligroso")
	b.Sees("dialog.small", "Esto no se puede deshacer.")
	b.Press("dialog.small button", "Mejor no")
	b.SeesNo("dialog.small")
	b.Press("#messages button", "Página siguiente")
	a.did(b, "dicho", nil, "value") // and not the dangerous one
	b.Press("#messages button", "Peligroso")
	b.Press("dialog.small button", "Sí, hacerlo")
	a.did(b, "peligro", "d", "value")
	b.Until("an address opens beside, and tells nothing of here", `((l) => l.href === 'https://ejemplo.mx/acuerdo' && l.target === '_blank' && l.rel.includes('noreferrer'))(document.querySelector('#messages a.button'))`)
	b.Type(kb.Tab + kb.Tab + kb.Tab + kb.ArrowDown + kb.Enter)
	a.did(b, "mas", "ver", "selected_option", "value")

	pick(b, "menus/fruta", "Mango")
	a.did(b, "fruta", "mango", "selected_option", "value")
	b.Sees(spot("menus/fruta"), "Mango")
	b.FocusOn("Fruta: Mango")
	pick(b, "menus/fruta", "Guayaba") // once more
	p := a.did(b, "fruta", "guayaba", "selected_option", "value")
	if at(p, "state", "values", "menus", "persona", "selected_user") != "U2" {
		t.Errorf("what nobody touched is not told: %v", at(p, "state"))
	}
	pick(b, "menus/grupo", "Limón")
	b.Press("dialog.small button", "Mejor no")
	b.Sees(spot("menus/grupo"), "En grupos")
	pick(b, "menus/grupo", "Limón")
	b.Press("dialog.small button", "Sí, hacerlo")
	a.did(b, "grupo", "limon", "selected_option", "value")
	pick(b, "menus/persona", "Inés")
	a.did(b, "persona", "U1", "selected_user")
	pick(b, "menus/canal", "#general")
	a.did(b, "canal", "C2", "selected_channel")
	pick(b, "menus/conversacion", "#reservado")
	a.did(b, "conversacion", "C3", "selected_conversation")
	b.Press(spot("menus/cien"), "")
	b.Type("distrito 09" + kb.ArrowDown + kb.Enter) // the letters go to the first one, the arrow to the next
	a.did(b, "cien", "d091", "selected_option", "value")
	dates(b, a)
	beside(b, a)
	b.NoComplaints()
}

// dates are typed in parts, and told whole.
func dates(b *pagetest.Browser, a *app) {
	b.T.Helper()
	b.Press(spot("fechas/fecha"), "")
	b.Evaluate(`document.querySelector('`+spot("fechas/fecha")+`').focus() ?? true`, new(bool))
	b.Type(kb.Shift + "12122026" + kb.Tab)
	a.did(b, "fecha", "2026-12-12", "selected_date")
	b.Sees(".clock-field", "sábado 12 de diciembre de 2026")
}

// beside are the elements that stand beside a text, and what is typed for another button.
func beside(b *pagetest.Browser, a *app) {
	b.T.Helper()
	b.Press(spot("externa/v"), "")
	b.Sees(".choose .hint", "Escriba al menos 2 letras")
	b.Type("zz")
	b.Sees(".choose .hint", "No hay resultados")
	b.Type(kb.Backspace + kb.Backspace + "mal") // the app breaks
	b.Sees(".choose .hint", "no contestó")
	b.Type(kb.Backspace + kb.Backspace + kb.Backspace + "jal")
	b.Until("the list is open", `document.activeElement.getAttribute('aria-activedescendant')`)
	b.Type(kb.Enter)
	a.did(b, "v", "id-Jalisco", "selected_option", "value")
	b.Press("#messages label", "Papaya") // the last one: of several at once
	a.did(b, "v", []any{option("Papaya", "papaya")}, "selected_options")
	b.Press("#messages fieldset:has([data-name^='casillas/']) label", "Papaya")
	a.did(b, "v", []any{option("Mango", "mango"), option("Papaya", "papaya")}, "selected_options")
	b.Press("#messages label", "Sí")
	a.did(b, "v", "si", "selected_option", "value")
	b.Press("#messages button", "Quitar Inés Salas")
	a.did(b, "v", []any{}, "selected_users")
	b.Press("#messages .label", "Nota que va con el botón")
	b.Type("con <b>nota</b>")
	b.Press("#messages button", "Sí sirve")
	p := a.did(b, "sirve", "si", "value")
	values := at(p, "state", "values")
	for want, got := range map[any]any{
		"con <b>nota</b>": at(values, "nota", "v", "value"), "guayaba": at(values, "menus", "fruta", "selected_option", "value"),
		"id-Jalisco": at(values, "externa", "v", "selected_option", "value"), "2026-12-12": at(values, "fechas", "fecha", "selected_date"),
	} {
		if got != want {
			a.t.Errorf("not told with the button: %v, but %v", want, got)
		}
	}
	b.Press("#messages button", "Borrar")
	a.did(b, "borrar", "b", "value")
}

// Buttons are pressed where blocks hold blocks: cards, boxes, rows of a table. On the Home tab what
// is typed stays while the app writes it anew.
func TestPage_insideAndHome(t *testing.T) {
	t.Parallel()
	b, a := every(t)
	a.call("views.publish", object{"user_id": "U1", "view": read(t, "home-every")})
	a.say("message-blocks")
	a.say("message-data")
	b.Press("#messages button", "Abrir 1")
	a.did(b, "abrir", "c1", "value")
	b.Press("#messages .carousel button", "Abrir 3")
	a.did(b, "abrir", "c3", "value")
	b.Press("#messages .container button", "Dentro")
	a.did(b, "dentro", "x", "value")
	b.Press("#messages td button", "Ver 7")
	a.did(b, "fila7", "7", "value")

	b.Press("#sidebar .place", "Inicio de")
	b.Press(".home button", "Saludar")
	a.did(b, "saludar", "hola", "value")
	pick(b, "menus/orden", "Por área")
	a.did(b, "orden", "area", "selected_option", "value")
	b.Press(".home .label", "Nota")
	b.Type("lo que falta")
	b.Press(".home .label", "Buscar")
	b.Type("actas" + kb.Enter)
	p := a.did(b, "v", "actas", "value")
	if at(p, "view", "state", "values", "nota", "v", "value") != "lo que falta" {
		t.Errorf("not told with the search: %v", at(p, "view", "state"))
	}
	next := read(t, "home-every")
	next["blocks"] = append(next["blocks"].([]any), object{"type": "header", "text": object{"type": "plain_text", "text": "Encontrado"}})
	a.call("views.publish", object{"user_id": "U1", "view": next})
	b.Sees(".home h3", "Encontrado")
	b.FocusOn("Buscar entre lo mío")
	b.Until("what was typed stays", `document.querySelector('.home textarea').value === 'lo que falta' && document.activeElement.value === 'actas'`)
	b.Press(".home button", "Guardar")
	if p = a.did(b, "guardar", nil, "value"); at(p, "view", "state", "values", "menus", "orden", "selected_option", "value") != "area" {
		t.Errorf("not told with the button: %v", at(p, "view", "state"))
	}
	b.NoComplaints()
}

// What axe sees nothing wrong with: every element in a message, on the Home tab and in a form,
// with a list open, with errors, with a question of the app.
func TestPage_accessible(t *testing.T) {
	pagetest.NeedsAxe(t)
	t.Parallel()
	b, a := every(t)
	for _, name := range []string{"message-elements", "message-blocks", "message-data", "message-charts"} {
		a.say(name)
	}
	a.call("views.publish", object{"user_id": "U1", "view": read(t, "home-every")})
	b.Until("all messages", `document.querySelectorAll('#messages article').length === 4`)
	b.Accessible(folder, "every message")
	b.Press(spot("menus/grupo"), "")
	b.Accessible(folder, "every menu")
	b.Type(kb.Escape)
	b.Press("#messages button", "Peligroso")
	b.Sees("dialog.small", "¿Seguro?")
	b.Accessible(folder, "every question")
	b.Type(kb.Escape)
	b.Write("/todo")
	b.FocusOn("Correo")
	send(b)
	b.Sees("dialog .wrong", "Llene este campo")
	b.Press(in("muchas")+" .label", "")
	b.Type("distrito" + kb.ArrowDown)
	b.Until("the list is open", `document.activeElement.getAttribute('aria-activedescendant')`)
	b.Accessible(folder, "every form")
	b.Type(kb.Escape + kb.Escape)
	b.SeesNo("dialog.modal[open]")
	b.Press("#sidebar .place", "Inicio de")
	b.Sees(".home", "Su inicio")
	b.Accessible(folder, "every home")
}
