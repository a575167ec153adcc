package bot

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"compromisos/slacksim"
)

// Every form is opened as a person opens it, in a Slack that refuses what Slack refuses; what
// it then shows is a golden.
func TestGoldensDeVistas(t *testing.T) {
	for nombre, m := range vistasDeMuestra() {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
			c.st.dir = directorioDeVistas()
			srv := httptest.NewServer(c.b.Handler())
			t.Cleanup(srv.Close)
			c.sim.UseHTTP(srv.URL + "/slack/events")
			got := goldenDeVista(t, m.ver(c), m.llena)
			c.sinQuejas()
			comoGolden(t, "vista-"+nombre, got)
		})
	}
}

// Each form of the house has a golden, and no golden is left of what is gone.
func TestGoldensDeVistasCompletos(t *testing.T) {
	vistas := vistasDeMuestra()
	rutas, err := filepath.Glob(filepath.Join("testdata", "vista-*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, ruta := range rutas {
		if nombre := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(ruta), "vista-"), ".json"); vistas[nombre].persona == "" {
			t.Errorf("%s is of no form", ruta)
		}
	}
	for id := range nuevaCasa(t).b.tabla.formas {
		if vistas[id].persona == "" {
			t.Errorf("no golden of the form %s", id)
		}
	}
}

// ver has the person do what opens the form, and fills it in; it gives what they see then.
func (m vistaDeMuestra) ver(c *casa) slacksim.View {
	c.t.Helper()
	if m.prepara != nil {
		m.prepara(c)
	}
	mensajes := c.sim.DM(m.persona)
	if m.orden != "" {
		mensajes = c.slash(m.persona, m.orden).Messages
	}
	if len(m.oprime) > 0 {
		if len(mensajes) != 1 {
			c.t.Fatalf("%d messages to press something in; the log: %s", len(mensajes), c.registro())
		}
		if _, err := c.sim.Press(c.t.Context(), m.persona, mensajes[0], m.oprime[0], m.oprime[1:]...); err != nil {
			c.t.Fatal(err)
		}
	}
	if m.llena == nil {
		return m.encima(c)
	}
	v := c.encima(m.persona, "")
	if m.cambia != nil {
		m.cambia(c)
	}
	if o, err := c.sim.Submit(c.t.Context(), m.persona, v.ID, m.llena); err != nil || len(o.Views) == 0 {
		c.t.Fatalf("nothing left of the form: %+v %v", o, err)
	}
	if m.luego != nil {
		m.luego(c)
	}
	return m.encima(c)
}

func (m vistaDeMuestra) encima(c *casa) slacksim.View { return c.encima(m.persona, m.espera) }

// encima waits for the window with these words on top of what the person sees.
func (c *casa) encima(persona, palabras string) (v slacksim.View) {
	c.t.Helper()
	hasta(c.t, func() bool {
		vs := c.sim.Views(persona)
		if len(vs) > 0 {
			v = vs[len(vs)-1]
		}
		return len(vs) > 0 && strings.Contains(strings.Join(v.Texts(), "\n"), palabras)
	})
	return v
}

// goldenDeVista is a form as the bot asked for it, what was typed into it and what is said by
// its fields. What it remembers for itself is left out, and the names that Slack gives to what
// has none: nobody sees them.
func goldenDeVista(t *testing.T, v slacksim.View, llena map[string]any) []byte {
	t.Helper()
	for _, b := range v.Blocks {
		if b["type"] != "input" {
			delete(b, "block_id")
		}
	}
	llano := func(s string) any { return map[string]any{"type": "plain_text", "text": s} }
	vista := map[string]any{"type": v.Type, "title": llano(v.Title), "blocks": v.Blocks}
	for k, s := range map[string]string{"submit": v.Submit, "close": v.Close} {
		if s != "" {
			vista[k] = llano(s)
		}
	}
	if v.CallbackID != "" {
		vista["callback_id"] = v.CallbackID
	}
	g := map[string]any{"vista": vista}
	if len(v.Errors) > 0 {
		g["errores"] = v.Errors
		g["llenado"] = llena
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
