package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
	"compromisos/slacksim"
)

// reControl is what Slack takes for an order within markup, whatever it is.
var reControl = regexp.MustCompile(`<[^>]*>`)

// menciones are the people, channels, groups and links that a message calls upon, as Slack
// would read it: in its text, in its markup, and as elements of their own; added to out.
func menciones(t *testing.T, m Mensaje, out map[string]bool) map[string]bool {
	t.Helper()
	if out == nil {
		out = map[string]bool{}
	}
	de := func(marca string) {
		for _, x := range reControl.FindAllString(marca, -1) {
			out[x] = true
		}
	}
	de(m.Texto)
	for _, bloques := range [][]slack.Block{m.Bloques, m.Respaldo} {
		b, err := json.Marshal(bloques)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatal(err)
		}
		caminar(v, func(o map[string]any) {
			switch o["type"] {
			case "mrkdwn":
				de(fmt.Sprint(o["text"]))
			case "user", "channel", "usergroup", "broadcast", "team", "link":
				out[fmt.Sprint(o["type"], o["user_id"], o["channel_id"], o["usergroup_id"], o["range"], o["url"])] = true
			}
		})
	}
	return out
}

// muestraDe is one of the samples, with s in the place of all that people write.
func muestraDe(t *testing.T, nombre, s string) Mensaje {
	t.Helper()
	aviso, es := strings.CutPrefix(nombre, "aviso-")
	if !es {
		return respuestasDeMuestra(&s)[nombre]
	}
	e := enviosDeMuestra()[aviso]
	ensuciar(&e, s)
	m, err := mensajeAviso(e)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// FuzzMensajes puts anything in the place of all that people write in what a message is
// about, for every kind of message: Slack takes it, and it calls upon nobody whom the
// message would not have called upon anyway.
func FuzzMensajes(f *testing.F) {
	for k, s := range slices.Sorted(maps.Values(hostiles)) {
		f.Add(s[:min(len(s), 400)], 5*k)
	}
	f.Add("<@U0FORJADA> <#C0FORJADO|x> <!subteam^S1> <!date^1^{ago}|x> <https://malo.mx|INE> &lt;!here&gt;", 3)
	var sim *slacksim.Sim
	var api *slack.Client
	cerrar := func() {
		if sim != nil {
			_ = sim.Close()
		}
	}
	f.Cleanup(cerrar)
	veces := 0
	var nombres []string
	var debidas map[string]bool // those of all samples together, with nothing in them that was typed
	f.Fuzz(func(t *testing.T, s string, cual int) {
		// A practice Slack keeps all that it was told: it is not for ever.
		if veces++; sim == nil || veces%500 == 0 {
			cerrar()
			var err error
			if sim, err = slacksim.Start(slacksim.Options{}); err != nil {
				t.Fatal(err)
			}
			sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{sim.BotUserID()}})
			api = slack.New(sim.BotToken(), slack.OptionAPIURL(sim.URL()))
		}
		if debidas == nil {
			limpio := "palabra"
			for nombre, m := range muestras(t, &limpio) {
				nombres, debidas = append(nombres, nombre), menciones(t, m, debidas)
			}
			slices.Sort(nombres)
		}
		nombre := nombres[uint(cual)%uint(len(nombres))]
		var m Mensaje
		bound.Run(t, len(s), func() { m = muestraDe(t, nombre, s) })
		revisarTexto(t, m.Texto)
		for x := range menciones(t, m, nil) {
			// The link of a piece of evidence is made from one that was typed, and says where it goes.
			if !debidas[x] && !strings.HasPrefix(x, "link<nil>") {
				t.Errorf("%s: %q calls upon %s", nombre, s, x)
			}
		}
		for que, bloques := range map[string][]slack.Block{"blocks": m.Bloques, "fallback": m.Respaldo} {
			if bloques == nil {
				continue
			}
			revisarBloques(t, bloques)
			if _, _, err := api.PostMessageContext(t.Context(), "C0CVD", m.conBloques(bloques)...); err != nil {
				t.Errorf("%s: Slack refuses the %s of %q: %v", nombre, que, s, err)
			}
		}
	})
}

// aparte is what a house of tests hangs on that outlives one input and not the whole run:
// opening one for each would use up the ports of the machine.
type aparte struct {
	testing.TB
	cierres []func()
}

func (a *aparte) Helper()                  {}
func (a *aparte) Context() context.Context { return context.Background() }
func (a *aparte) Cleanup(f func())         { a.cierres = append(a.cierres, f) }
func (a *aparte) Fatal(x ...any)           { panic(fmt.Sprint(x...)) }

func (a *aparte) cerrar() {
	for _, f := range slices.Backward(a.cierres) {
		f()
	}
	a.cierres = nil
}

// FuzzOrden types anything after the command, in a practice Slack that refuses what Slack
// refuses: an answer, a form or both come back, and nothing that Slack would not take.
func FuzzOrden(f *testing.F) {
	for _, s := range []string{
		"", "ayuda", "lista míos área:DERFE año:2024 eje:\"Difusión\"", "lista año:99999999999999999999 sesión:x", "ver 03/2024", "ver CVD 3/2024", "buscar carteles",
		"nuevo Convocar a una reunión áreas:DERFE vence:mañana solicita:<@U0ST>,CE-A", "nuevo x áreas:NADIE vence:ayer sesión:99SO eje:“sin cerrar", "nuevo",
		"avance 03/2024 Se envió el <https://x.mx|oficio>", "cumplir 4/2024 a", "prórroga 03/2024", "cancelar 03/2024 <!channel>", "avisos 03/2024", "resumen",
		"sesiones", "áreas", "glosario VMRE", "registrar 03/2024", "CVD lista", "\x00\u202e", strings.Repeat("nuevo ", 500),
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
	aparte := &aparte{}
	f.Cleanup(aparte.cerrar)
	var c *casa
	veces := 0
	f.Fuzz(func(t *testing.T, s string, secretaria bool) {
		if len(s) > 8000 { // Slack's composer holds no more
			return
		}
		if veces++; c == nil || veces%300 == 0 {
			aparte.cerrar()
			c = nuevaCasa(aparte)
			srv := httptest.NewServer(c.b.Handler())
			aparte.Cleanup(srv.Close)
			c.sim.UseHTTP(srv.URL + "/slack/events")
		}
		plan := planFijo()
		c.st.con(func() { c.st.ns = map[compromiso.Numero]*compromiso.Compromiso{plan.Numero: plan} })
		for _, u := range []string{uST, uEnlace} {
			if _, err := c.sim.CloseViews(t.Context(), u); err != nil && len(c.sim.Views(u)) > 0 {
				t.Fatal(err)
			}
		}
		ya := len(c.sim.Ephemerals(uST)) + len(c.sim.Ephemerals(uEnlace))
		quien := uEnlace
		if secretaria {
			quien = uST
		}
		bound.Run(t, len(s), func() {
			out, err := c.sim.Slash(t.Context(), quien, "C0CVD", "/compromiso", s)
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			c.b.obra.Wait()
			if len(out.Messages)+len(c.sim.Views(quien))+len(c.sim.Ephemerals(uST))+len(c.sim.Ephemerals(uEnlace)) == ya {
				t.Errorf("%q: no answer", s)
			}
		})
		defer func() {
			if t.Failed() {
				c = nil // what it has heard is not said of the next one too
			}
		}()
		if q := c.sim.Complaints(); len(q) > 0 {
			t.Errorf("%q: %q", s, q)
		}
		if l := c.registro(); strings.Contains(l, "panic") || strings.Contains(l, "level=ERROR") || strings.Contains(l, "not shown") {
			t.Errorf("%q: %s", s, l)
		}
	})
}
