package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
	"compromisos/slacksim/page"
	"compromisos/slacksim/page/pagetest"
)

// golden is a message or a view that tests keep, as Slack takes it.
type golden struct {
	Nombre  string            `json:"-"`
	Texto   []string          `json:"texto"`
	Bloques []json.RawMessage `json:"bloques"`
	Vista   map[string]any    `json:"vista"`
	// Of a form that was sent: what was typed into it, and what was said by its fields.
	Llenado map[string]any    `json:"llenado"`
	Errores map[string]string `json:"errores"`
}

// clase tells a message from a form and from the Home tab.
func (g golden) clase() string {
	if g.Vista == nil {
		return "message"
	}
	return fmt.Sprint(g.Vista["type"])
}

// deClase are those of a kind.
func deClase(gs []golden, clase string) []golden {
	return slices.DeleteFunc(slices.Clone(gs), func(g golden) bool { return g.clase() != clase })
}

// Where goldens are: what the bot says and asks, and what has every element of Slack in it.
var (
	goldensDelBot  = []string{"../../bot/testdata/mensaje-*.json", "../../bot/testdata/vista-*.json"}
	goldensDeSlack = []string{"../../slacksim/page/testdata/*.json"}
)

// leerGoldens reads those of some patterns, by name.
func leerGoldens(t *testing.T, patrones ...string) []golden {
	t.Helper()
	var out []golden
	for _, patron := range patrones {
		rutas, err := filepath.Glob(patron)
		if err != nil || len(rutas) == 0 {
			t.Fatalf("no goldens %s: %v", patron, err)
		}
		for _, ruta := range rutas {
			out = append(out, leerGolden(t, ruta))
		}
	}
	return out
}

func leerGolden(t *testing.T, ruta string) golden {
	t.Helper()
	b, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatal(err)
	}
	g := golden{Nombre: strings.TrimSuffix(filepath.Base(ruta), ".json")}
	var deSlack struct { // as it is kept where nothing is added
		Type   string            `json:"type"`
		Text   string            `json:"text"`
		Blocks []json.RawMessage `json:"blocks"`
	}
	if err := errors.Join(json.Unmarshal(b, &g), json.Unmarshal(b, &deSlack)); err != nil {
		t.Fatalf("%s: %v", ruta, err)
	}
	switch {
	case deSlack.Type != "":
		if err := json.Unmarshal(b, &g.Vista); err != nil {
			t.Fatal(err)
		}
	case deSlack.Text != "":
		g.Texto, g.Bloques = []string{deSlack.Text}, deSlack.Blocks
	}
	for id, v := range g.Llenado { // as a person chooses several
		if varios, ok := v.([]any); ok {
			var palabras []string
			for _, x := range varios {
				palabras = append(palabras, fmt.Sprint(x))
			}
			g.Llenado[id] = palabras
		}
	}
	return g
}

// tablado is a Slack in which an app shows goldens, and a browser before its page.
type tablado struct {
	*navegador
	sim    *slacksim.Sim
	vistas map[string]golden
	anchos []int64
}

// relojQuieto is the clock of the goldens: theirs is a morning of March.
type relojQuieto struct{}

func (relojQuieto) At(time.Time) time.Time {
	return time.Date(2024, time.March, 11, 15, 1, 0, 0, time.UTC)
}

func (relojQuieto) Agenda(context.Context) (page.Agenda, error) {
	return page.Agenda{Zone: "America/Mexico_City", Hour: "09:00"}, nil
}

func (r relojQuieto) Day(context.Context, string) (time.Time, error) { return r.At(time.Time{}), nil }

func (relojQuieto) Step(context.Context, time.Time) error { return nil }

// abrirTablado has all messages said, and each view ready for whoever asks for it.
func abrirTablado(t *testing.T, todos []golden) *tablado {
	t.Helper()
	pagetest.Turn(t)
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	gente := poblarPractica(sim, gentePractica, slacksim.Channel{ID: canalPractica, Name: "cvd"}, "America/Mexico_City")
	for _, id := range []string{"U0ST", "U1"} { // the name that she has in the goldens
		sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), RealName: "Inés Salas"})
	}
	d := &tablado{sim: sim, vistas: map[string]golden{}, anchos: []int64{390, 1100}}
	for _, g := range deClase(todos, "modal") {
		d.vistas[g.Nombre] = g
	}
	app := httptest.NewServer(d)
	t.Cleanup(app.Close)
	sim.UseHTTP(app.URL)
	pagina := page.New(page.Options{Sim: sim, Title: "Todas las pantallas", App: "Compromisos", People: gente, Clock: relojQuieto{}})
	mensajes := deClase(todos, "message")
	for _, g := range mensajes {
		if err := d.pide("chat.postMessage", map[string]any{"channel": canalPractica, "text": strings.Join(g.Texto, "\n"), "blocks": g.Bloques}); err != nil {
			t.Errorf("%s: %v", g.Nombre, err)
		}
	}
	d.navegador = abrirEnNavegador(t, pagina)
	for range len(mensajes) / 30 {
		d.Press("#messages .older button", "anteriores")
	}
	d.Until("all messages", fmt.Sprintf("document.querySelectorAll('#messages article').length === %d", len(mensajes)))
	return d
}

// pide is the app asking something of Slack.
func (d *tablado) pide(metodo string, que map[string]any) error {
	b, err := json.Marshal(que)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, d.sim.URL()+metodo, bytes.NewReader(b))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+d.sim.BotToken())
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer a.Body.Close()
	if b, err = io.ReadAll(a.Body); err != nil || !bytes.Contains(b, []byte(`"ok":true`)) {
		return fmt.Errorf("%s: %s %w", metodo, b, err)
	}
	return nil
}

// ServeHTTP is the app: a command opens the view that it names, and what is sent comes back with
// what the golden says of it.
func (d *tablado) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if vista, ok := d.vistas[r.FormValue("text")]; ok {
		vista.Vista["private_metadata"] = vista.Nombre
		if err := d.pide("views.open", map[string]any{"trigger_id": r.FormValue("trigger_id"), "view": vista.Vista}); err != nil {
			d.T.Errorf("%s: %v", vista.Nombre, err)
		}
		return
	}
	var p struct {
		View struct {
			PrivateMetadata string `json:"private_metadata"`
		} `json:"view"`
	}
	if json.Unmarshal([]byte(r.FormValue("payload")), &p) != nil {
		return // an event: the app has nothing to say to it
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"response_action": "errors", "errors": d.vistas[p.View.PrivateMetadata].Errores})
}

// Whose page it is in the browser.
const quienMira = "U0INES"

// muestra opens a view for whoever is at the page, and fills it in and sends it where the golden
// is of one that was sent.
func (d *tablado) muestra(g golden) {
	d.T.Helper()
	if _, err := d.sim.Slash(d.T.Context(), quienMira, canalPractica, "/pantalla", g.Nombre); err != nil {
		d.T.Fatalf("%s: %v", g.Nombre, err)
	}
	d.dibuja("the form "+g.Nombre, "dialog.modal[open]")
	if g.Errores == nil {
		return
	}
	if _, err := d.sim.Submit(d.T.Context(), quienMira, "", g.Llenado); err != nil {
		d.T.Fatalf("%s: %v", g.Nombre, err)
	}
	d.dibuja("what is wrong with "+g.Nombre, "dialog.modal[open]:has(.wrong .error)")
}

// dibuja waits for a window that was not there before.
func (d *tablado) dibuja(que, cual string) {
	d.T.Helper()
	d.Until(que, fmt.Sprintf(`((e) => e && !e.dataset.known && (e.dataset.known = 'yes'))(document.querySelector(%s))`, pagetest.Quote(cual)))
}

// publica shows what the Home tab of the app is for whoever is at the page.
func (d *tablado) publica(g golden) {
	d.T.Helper()
	if err := d.pide("views.publish", map[string]any{"user_id": quienMira, "view": g.Vista}); err != nil {
		d.T.Fatalf("%s: %v", g.Nombre, err)
	}
	d.dibuja("the Home "+g.Nombre, "#messages .home:not(:has(.empty))")
}

// revisaPantalla finds what keeps somebody from reading what a node shows, or from filling it in.
const revisaPantalla = `(root) => {
	const faults = [...root.querySelectorAll('.unknown')].map((e) => e.innerText)
	const odd = /undefined|\[object|NaN|null/.exec(root.innerText)
	if (odd) faults.push('says ' + odd[0])
	const name = (e) => e.tagName + '.' + e.className + ' ' + (e.innerText || e.value || '').slice(0, 40)
	const width = document.documentElement.clientWidth
	if (document.documentElement.scrollWidth > width) faults.push('the page is wider than the screen')
	for (const e of root.querySelectorAll('*')) {
		if (!e.checkVisibility() || e.closest('.hidden, .scroll, option, optgroup')) continue
		const r = e.getBoundingClientRect()
		if (r.width && (r.left < -1 || r.right > width + 1)) faults.push('out of the screen: ' + name(e))
		if (getComputedStyle(e).overflowX !== 'visible' && !/^(INPUT|SELECT)$/.test(e.tagName) && e.scrollWidth > e.clientWidth + 1) faults.push('cut at its side: ' + name(e))
	}
	for (const e of root.querySelectorAll('.button, summary')) {
		const text = document.createRange()
		text.selectNodeContents(e)
		if (new Set([...text.getClientRects()].map((r) => r.top)).size > e.innerText.trim().split(/\s+/).length) faults.push('a word is broken: ' + name(e))
	}
	for (const e of root.querySelectorAll('.field :is(input, textarea, select)')) {
		if (![...e.labels].some((l) => l.innerText.trim()) && !e.getAttribute('aria-label')) faults.push('no label: ' + name(e))
	}
	if (root.tagName !== 'DIALOG') return faults
	const all = root.getBoundingClientRect()
	if (all.top < 0 || all.bottom > innerHeight + 1) faults.push('the window is higher than the screen')
	for (const e of root.querySelectorAll('h2, footer .button')) {
		const r = e.getBoundingClientRect()
		if (r.top < all.top || r.bottom > all.bottom + 1) faults.push('not in sight: ' + name(e))
	}
	const first = root.querySelector('.wrong :is(input, textarea, select)') ?? root.querySelector('.field :is(input, textarea, select)')
	if (first ? document.activeElement !== first : !root.contains(document.activeElement)) faults.push('the focus is on ' + name(document.activeElement))
	return faults
}`

// revisa fails for each fault of what a selector names, on a desk and on a phone.
func (d *tablado) revisa(nombres []string, cuales string) {
	d.T.Helper()
	slices.Reverse(d.anchos) // begins with the one that is there
	for _, ancho := range d.anchos {
		d.Screen(ancho, 760, false)
		var fallas [][]string
		d.Evaluate(fmt.Sprintf("[...document.querySelectorAll(%s)].map(%s)", pagetest.Quote(cuales), revisaPantalla), &fallas)
		if len(fallas) != len(nombres) {
			d.T.Errorf("%d of %v are there", len(fallas), nombres)
		}
		for k, fs := range fallas {
			for _, f := range fs {
				d.T.Errorf("%s, %d wide: %s", nombres[k], ancho, f)
			}
		}
	}
}

// Every message and every view that the tests of the bot keep is drawn whole, on a desk and on a
// phone: nothing that the page does not know, nothing cut, each field with its name, and the focus
// where one begins to type.
func TestPagina_goldens(t *testing.T) {
	t.Parallel()
	todos := leerGoldens(t, goldensDelBot...)
	d := abrirTablado(t, todos)
	var nombres []string
	for _, g := range deClase(todos, "message") {
		nombres = append(nombres, g.Nombre)
	}
	d.revisa(nombres, "#messages article")
	d.Screen(1100, 760, false)
	d.Press("#sidebar .place", "Inicio de") // nothing behind the forms: they are drawn in no time
	for _, g := range deClase(todos, "modal") {
		d.muestra(g)
		d.revisa([]string{g.Nombre}, "dialog.modal[open]")
	}
	if q := d.sim.Complaints(); len(q) > 0 {
		t.Errorf("against Slack's limits: %v", q)
	}
	d.NoComplaints()
	retratar(t, append(todos, leerGoldens(t, goldensDeSlack...)...))
}
