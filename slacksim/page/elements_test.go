package page

import (
	"fmt"
	"strings"
	"testing"

	"compromisos/slacksim/page/pagetest"
)

// folder is where pictures of all elements go, for whoever reviews.
const folder = "../../bin/fotos"

// Every block and element is drawn, by day and by night, wide and narrow; what cannot be drawn
// says so.
func TestPage_everything(t *testing.T) {
	t.Parallel()
	b, a := every(t)
	for _, name := range []string{"message-elements", "message-blocks", "message-data", "message-charts"} {
		a.say(name)
	}
	a.call("views.publish", object{"user_id": "U1", "view": read(t, "home-every")})
	b.Until("all messages", `document.querySelectorAll('#messages article').length === 4`)
	b.Sees("#messages .unknown", "«plan»")
	whole(b, "#messages", 1)
	drawn(b)
	for _, name := range []string{"messages", "home", "form"} {
		switch name {
		case "home":
			b.Press("#sidebar .place", "Inicio de")
			b.Sees(".home", "Su inicio")
		case "form":
			b.Press("#sidebar .place", "# practica")
			b.Write("/todo")
			b.Sees("dialog h2", "Todos los campos")
			b.FocusOn("Correo") // focus_on_load
		}
		if name != "messages" {
			whole(b, map[string]string{"home": ".home", "form": "dialog"}[name], 0)
		}
		if !pagetest.Shooting() {
			continue
		}
		for _, width := range []int64{1280, 390} {
			for _, dark := range []bool{false, true} {
				b.Screen(width, 5600, dark)
				b.Shot(folder, fmt.Sprintf("every-%s-%d-%v", name, width, dark))
			}
		}
		b.Screen(1280, 800, false)
	}
	b.NoComplaints()
}

// drawn looks at the markdown and the rich text of testdata/message-blocks.json, at what they are
// drawn with: words stay words, and only http leads anywhere.
func drawn(b *pagetest.Browser) {
	b.T.Helper()
	for selector, want := range map[string]string{
		".markdown h3": "Título", ".markdown h4": "Segundo título", ".markdown p strong": "negrita", ".markdown p em": "cursiva", ".markdown p s": "tachado",
		".markdown p code": "código", ".markdown a[href='https://ejemplo.mx/a'][rel~=noreferrer]": "liga", ".markdown ul > li > ul > li": "uno y medio",
		".markdown ol > li:nth-child(2)": "segundo", ".markdown ul:last-of-type > li:last-child": "☑ hecho", ".markdown blockquote em": "énfasis", ".markdown pre": "si x < 1 {\n}",
		".markdown hr": "", ".markdown th:last-child": "Pendientes", ".markdown td strong": "3", ".markdown > p:last-child": "Imagen: la fachada",
		".markdown p:first-of-type": "Un párrafo con negrita, cursiva, tachado, código y una liga.\nSegundo renglón, con <b>etiquetas</b> que no lo son y un_nombre_con_guiones.",
		".rich > strong":            "negrita", ".rich s": "tachado", "ol[start='3'] li": "tercero", ".indent-1 li": "más adentro", ".section-text pre": "bloque de código",
		".section-text blockquote": "Citado", "td.number": "3", "tbody th[scope=row]": "Área 1", "figure table td": "4",
	} {
		b.Until(selector+" with "+want, `[...document.querySelectorAll('#messages `+strings.ReplaceAll(selector, "'", `\'`)+`')].some((e) => (e.innerText ?? '').trim() === `+pagetest.Quote(want)+`)`)
	}
}

// whole fails where something is not drawn, or is read by nobody as what it is.
func whole(b *pagetest.Browser, where string, unknown int) {
	b.T.Helper()
	var odd []string
	b.Evaluate(`((root) => [...root.querySelectorAll('.unknown')].slice(`+fmt.Sprint(unknown)+`).map((e) => e.innerText)
		.concat([...root.querySelectorAll(':is(input, textarea, select, button, summary):not([aria-hidden])')].filter((e) => !e.labels?.length && !e.getAttribute('aria-label') && !e.textContent.trim()).map((e) => 'without a name: ' + e.outerHTML))
		.concat(/undefined|\[object|NaN/.exec(root.innerText)?.map((m) => 'written: ' + m) ?? []))(document.querySelector(`+pagetest.Quote(where)+`))`, &odd)
	for _, o := range odd {
		b.T.Errorf("%s: %s", where, o)
	}
}
