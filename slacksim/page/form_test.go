package page

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"compromisos/slacksim/page/pagetest"
)

// fill is how a person fills in one field of testdata/view-every.json, and what the app is to get.
// A date whose day is its month is typed alike in every language that a browser may have.
type fill struct {
	field string
	mouse func(b *pagetest.Browser, field string) // nil: a click on the label, and then the keys
	keys  string
	key   string // of what the app gets
	want  any
}

var noon = time.Date(2026, time.December, 12, 18, 30, 0, 0, time.UTC) // 12:30 in Mexico City

func option(text, value string) object {
	return object{"text": object{"type": "plain_text", "text": text, "emoji": true}, "value": value}
}

// box is a click on the words of each box.
func box(words ...string) func(*pagetest.Browser, string) {
	return func(b *pagetest.Browser, field string) {
		for _, w := range words {
			b.Press(field+" .boxes label", w)
		}
	}
}

// search is a click into a chooser, letters, and a click on what comes up; as often as there are pairs.
func search(pairs ...string) func(*pagetest.Browser, string) {
	return func(b *pagetest.Browser, field string) {
		for i := 0; i < len(pairs); i += 2 {
			b.Press(field+" .label", "")
			b.Type(pairs[i])
			b.Press(field+" [role=option]", pairs[i+1])
		}
	}
}

var fills = []fill{
	{"texto", nil, "Inés Salas", "value", "Inés Salas"},
	{"largo", nil, "Un renglón\ny otro <b>más</b>", "value", "Un renglón\ny otro <b>más</b>"},
	{"entero", nil, "42", "value", "42"},
	{"decimal", nil, kb.End + "25", "value", "1.525"},
	{"correo", nil, "ines@ejemplo.mx", "value", "ines@ejemplo.mx"},
	{"liga", nil, "https://ejemplo.mx/nota", "value", "https://ejemplo.mx/nota"},
	{"rico", nil, kb.End + " y después", "rich_text_value", object{"type": "rich_text", "elements": []any{
		object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": "Antes y después"}}},
	}}},
	{"fecha", nil, "12122026", "selected_date", "2026-12-12"},
	{"hora", nil, "1030", "selected_time", "10:30"},
	{"momento", nil, "12122026" + kb.Tab + "1230p", "selected_date_time", float64(noon.Unix())},
	{"uno", nil, "Pap", "selected_option", option("Papaya", "papaya")},
	{"grupo", nil, "Tam", "selected_option", option("Tamarindo", "tamarindo")},
	{"cien", nil, "Distrito 100", "selected_option", option("Distrito 100 de Chiapas", "d100")},
	{"varias", box("Guayaba"), kb.Tab + kb.Tab + " ", "selected_options", []any{option("Papaya", "papaya"), option("Guayaba", "guayaba")}},
	{
		"muchas", search("distrito 09", "Distrito 095", "CHIHUAHUA", "Distrito 005"),
		"097" + kb.Backspace + "5" + kb.Enter + "zacatecas" + kb.Escape + "005" + kb.Enter,
		"selected_options",
		[]any{option("Distrito 095 de Zacatecas", "d095"), option("Distrito 005 de Chihuahua", "d005")},
	},
	{"externa", search("chi", "Chihuahua"), "Chi" + kb.ArrowDown + kb.Enter, "selected_option", option("Chihuahua", "id-Chihuahua")},
	{"externas", search("co", "Colima", "oax", "Oaxaca"), "coli" + kb.Enter + "oaxa" + kb.Enter, "selected_options", []any{option("Colima", "id-Colima"), option("Oaxaca", "id-Oaxaca")}},
	{"persona", nil, "Luis", "selected_user", "U2"},
	{"personas", search("persona c", "Persona C", "ines", "Inés Salas"), "persona c" + kb.Enter + "ines" + kb.Enter, "selected_users", []any{"U102", "U1"}},
	{"canal", nil, "#gen", "selected_channel", "C2"},
	{"canales", box("#practica"), kb.Tab + " ", "selected_channels", []any{"C1"}},
	{"conversacion", nil, "#reser", "selected_conversation", "C3"},
	{"conversaciones", box("#reservado"), kb.Tab + kb.Tab + kb.Tab + " ", "selected_conversations", []any{"C3"}},
	{"casillas", box("Correo"), " ", "selected_options", []any{object{
		"text": object{"type": "mrkdwn", "text": "*Correo*", "verbatim": false}, "value": "correo",
		"description": object{"type": "mrkdwn", "text": "Una vez por _semana_", "verbatim": false},
	}}},
	{"botones", box("Sí"), kb.ArrowUp, "selected_option", object{
		"text": option("Sí", "")["text"], "value": "si", "description": option("Se registra hoy", "")["text"],
	}},
}

// in is where a field of a form is.
func in(field string) string { return `dialog .field:has([data-name^="` + field + `/"])` }

// byMouse fills in a field with clicks first.
func byMouse(b *pagetest.Browser, f fill) {
	b.T.Helper()
	if f.mouse != nil {
		f.mouse(b, in(f.field))
		return
	}
	b.Press(in(f.field)+" .label", "")
	b.Type(f.keys)
}

// byKeys goes on with Tab until the focus is in the field, and types.
func byKeys(b *pagetest.Browser, f fill) {
	b.T.Helper()
	tabTo(b, f.field)
	for _, r := range f.keys {
		if r == rune(kb.Enter[0]) || r == []rune(kb.ArrowDown)[0] { // a person looks at what a chooser has found
			b.Until("something to take", `document.activeElement.tagName === 'TEXTAREA' || document.activeElement.getAttribute('aria-activedescendant')`)
		}
		b.Type(string(r))
	}
}

func tabTo(b *pagetest.Browser, field string) {
	b.T.Helper()
	for range 20 {
		var there bool
		b.Evaluate(`Boolean(document.activeElement.closest('.field, .actions')?.querySelector('[data-name^="`+field+`/"]'))`, &there)
		if there {
			return
		}
		b.Type(kb.Tab)
	}
	b.T.Fatalf("twenty times Tab do not lead to %s", field)
}

// Every field takes what a person types and chooses, by mouse or without one, and the app gets
// just that, type by type.
func TestPage_form(t *testing.T) {
	for name, by := range map[string]func(*pagetest.Browser, fill){"mouse": byMouse, "keys": byKeys} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, a := every(t)
			b.Write("/todo")
			b.FocusOn("Correo") // focus_on_load
			if name == "keys" {
				b.Evaluate(`document.querySelector('dialog header button').focus() ?? true`, new(bool))
			}
			for _, f := range fills {
				by(b, f)
			}
			b.Attach(func() {
				if name == "mouse" {
					b.Press("dialog button", "Elegir archivos")
					return
				}
				tabTo(b, "archivos")
				b.Type(kb.Enter)
			}, paper(t, "nota.txt", "hola"))
			b.Sees("dialog .chip", "nota.txt")
			send(b)
			b.SeesNo("dialog.modal[open]")
			values := at(a.last(b, "view_submission", 1), "view", "state", "values")
			for _, f := range fills {
				if diff := cmp.Diff(f.want, at(values, f.field, "v", f.key)); diff != "" {
					t.Errorf("%s: %s", f.field, diff)
				}
			}
			if got := at(values, "archivos", "v", "files", 0, "name"); got != "nota.txt" {
				t.Errorf("files: %v", got)
			}
			b.NoComplaints()
		})
	}
}

// paper is a file of this machine.
func paper(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// send sends the form by its button, with a key.
func send(b *pagetest.Browser) {
	b.T.Helper()
	b.Evaluate(`document.querySelector('dialog [type=submit]').focus() ?? true`, new(bool))
	b.Type(kb.Enter)
}

// needed are the fields without which the form does not go.
var needed = []string{"texto", "entero", "correo", "uno"}

// What is wrong stands by its field, said by Slack or by the app; what was typed stays, also when
// the app changes the form or lays another on top; fields that tell at once do, and no other.
func TestPage_formAnswers(t *testing.T) {
	t.Parallel()
	b, a := every(t)
	b.Write("/todo")
	b.FocusOn("Correo")
	send(b)
	b.Sees(in("texto")+".wrong .error", "Llene este campo")
	b.FocusOn("Texto de un renglón") // the first that is wrong
	for _, f := range fills {
		if slices.Contains(needed, f.field) {
			byMouse(b, f)
		}
	}
	b.SeesNo("dialog .wrong")
	a.reply(object{"response_action": "errors", "errors": object{"correo": "Ese correo <b>ya</b> está registrado."}})
	send(b)
	b.Sees(in("correo")+".wrong .error", "Ese correo <b>ya</b> está registrado.")
	b.FocusOn("Correo")
	b.Until("the error is said with the field", `document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText.includes('registrado')`)
	stays := func() {
		t.Helper()
		b.Until("what was typed stays", `[...document.querySelectorAll('dialog :is([data-name="texto/v"], [data-name="correo/v"], [data-name="uno/v"])')].map((e) => e.value).join() === 'Inés Salas,ines@ejemplo.mx,papaya'`)
	}
	stays()

	b.Press(in("avisa")+" .label", "")
	b.Type("hola" + kb.Enter)
	p := a.last(b, "block_actions", 1)
	if at(p, "actions", 0, "value") != "hola" || at(p, "view", "state", "values", "texto", "v", "value") != "Inés Salas" {
		t.Errorf("a field that tells: %v", p["actions"])
	}
	b.Press(in("letras")+" .label", "")
	b.Type("ac" + kb.ArrowLeft + "b")
	b.Sees("dialog h2", "Al vuelo") // the app changed the form meanwhile
	b.Type("x")
	a.did(b, "v", "abxc", "value")
	b.Press(in("elige")+" .label", "")
	b.Type("Gua")
	a.did(b, "v", "guayaba", "selected_option", "value")

	b.Press("dialog button", "Cambiar el formulario")
	b.Sees("dialog h2", "Formulario cambiado")
	b.FocusOn("Cambiar el formulario")
	stays()
	b.Press("dialog button", "Abrir otro encima")
	b.Sees("dialog h2", "Encima")
	b.FocusOn("Otro dato")
	b.Type("encima")
	a.reply(nil)
	send(b)
	b.Sees("dialog h2", "Formulario cambiado")
	stays()
	b.Press("dialog button", "Preguntar antes")
	b.Sees("dialog.small", "¿Seguro?")
	b.Type(kb.Escape)
	b.SeesNo("dialog.small")
	b.Press("dialog button", "Preguntar antes")
	b.Press("dialog.small button", "Sí, hacerlo")
	a.did(b, "confirmar", nil, "value")
	b.FocusOn("Preguntar antes")
	b.Type(kb.Escape)
	b.SeesNo("dialog.modal[open]")
	if p = a.last(b, "view_closed", 1); at(p, "view", "callback_id") != "todo" {
		t.Errorf("closed: %v", p)
	}
	b.NoComplaints()
}

// Files that do not fit are told from those that do, and one that was chosen can be taken off.
func TestPage_files(t *testing.T) {
	t.Parallel()
	b, a := every(t)
	b.Write("/todo")
	b.FocusOn("Correo")
	choose := func() { b.Press("dialog button", "Elegir archivos") }
	b.Attach(choose, paper(t, "lista.csv", "a,b"), paper(t, "nota.txt", "hola"), paper(t, "vacio.txt", ""))
	b.Sees("dialog .chip", "nota.txt")
	b.Sees(in("archivos")+" .note", "lista.csv» no es de estos tipos: pdf, txt", "vacio.txt» está vacío")
	b.Attach(choose, paper(t, "b.txt", "b"), paper(t, "c.txt", "c"))
	b.Sees("dialog .chip", "b.txt")
	b.Sees(in("archivos")+" .note", "Caben 2 archivos")
	b.Press("dialog .chip button", "Quitar nota.txt")
	b.Sees(in("archivos")+" .note", "Se quitó nota.txt")
	b.FocusOn("Quitar b.txt")
	for _, f := range fills {
		if slices.Contains(needed, f.field) {
			byMouse(b, f)
		}
	}
	send(b)
	b.SeesNo("dialog.modal[open]")
	files := at(a.last(b, "view_submission", 1), "view", "state", "values", "archivos", "v", "files").([]any)
	if len(files) != 1 || at(files[0], "name") != "b.txt" {
		t.Errorf("%v", files)
	}
	attach := func() { b.Press("#composer button", "Adjuntar") }
	b.Attach(attach, paper(t, "uno.pdf", "1"), paper(t, "dos.pdf", "22"))
	b.Sees("#composer .chip", "dos.pdf")
	b.Press("#composer .chip button", "Quitar uno.pdf")
	b.Until("one is left", `document.querySelectorAll('#composer .chip').length === 1`)
	b.Write("Va la nota")
	b.Sees("#messages article .file", "dos.pdf", "2 bytes")
	b.SeesNo("#composer .chip")
	if m := a.sim.Messages("C1"); len(m) != 1 || len(m[0].Files) != 1 {
		t.Errorf("%v", m)
	}
	b.NoComplaints()
}
