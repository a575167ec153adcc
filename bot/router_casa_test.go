package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// People of these tests, besides those of the samples.
const (
	uLector  = "U0LECTOR"
	uInvita  = "U0INVITADA"
	uSeFue   = "U0SEFUE"
	uAjena   = "U0AJENA"
	uMaquina = "U0ROBOT"
)

// casa is the bot with a practice Slack and a store in memory.
type casa struct {
	t       testing.TB
	sim     *slacksim.Sim
	st      *falso
	b       *Bot
	log     *lockedBuffer
	despues *Mensaje // what was said after the last request that pedir ran
}

func nuevaCasa(t testing.TB, cambiar ...func(*Options)) *casa {
	t.Helper()
	sim, err := slacksim.Start(slacksim.Options{RetryDelays: []time.Duration{0, 700 * time.Millisecond, 100 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	for _, id := range []string{uST, uEnlace, uSupl, uTit, uUTSI, uLector} {
		sim.AddUser(slacksim.User{ID: id, Name: id, TZ: "America/Mexico_City"})
	}
	sim.AddUser(slacksim.User{ID: uInvita, Name: "invitada", Restricted: true})
	sim.AddUser(slacksim.User{ID: uSeFue, Name: "sefue", Deleted: true})
	sim.AddUser(slacksim.User{ID: uAjena, Name: "ajena", TeamID: "T0OTRO"})
	sim.AddUser(slacksim.User{ID: uMaquina, Name: "robot", Bot: true})
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{uST, uEnlace, uUTSI, uLector, sim.BotUserID()}})
	sim.AddChannel(slacksim.Channel{ID: "C0OTRO", Name: "otro", Members: []string{uST, uEnlace, uLector, uInvita}})
	plan := planFijo()
	st := &falso{
		dir: directorioFijo(comisionFija()), hechas: map[string]compromiso.Numero{}, personas: map[string]compromiso.Persona{},
		ns: map[compromiso.Numero]*compromiso.Compromiso{plan.Numero: plan},
	}
	log := &lockedBuffer{}
	o := Options{
		BotToken: sim.BotToken(), AppToken: sim.AppToken(), SigningSecret: sim.SigningSecret(), APIURL: sim.URL(),
		Ahora: ahoraFijo, Maquina: time.Now, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range cambiar {
		f(&o)
	}
	b, err := New(o, st)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Auth(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Stop(context.Background()) })
	return &casa{t: t, sim: sim, st: st, b: b, log: log}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// pedir runs a request through everything but the time-outs of the acknowledgement.
func (c *casa) pedir(p peticion) (respuesta, error) {
	if p.equipo == "" {
		p.equipo = c.sim.TeamID()
	}
	r, err := c.b.hacer(c.t.Context(), p, &espera{b: c.b, peticion: p})
	if r.luego != nil {
		c.despues = r.luego(c.t.Context())
	}
	return r, err
}

// orden is a slash command typed in the commission's channel.
func (c *casa) orden(persona, texto string) (respuesta, error) {
	return c.pedir(peticion{clase: claseOrden, persona: persona, canal: "C0CVD", texto: texto, clave: "orden:" + persona + texto})
}

// estadoDe makes view.state.values of what was filled in.
func estadoDe(t testing.TB, valores map[string]any) map[string]map[string]json.RawMessage {
	t.Helper()
	out := map[string]map[string]json.RawMessage{}
	for id, v := range valores {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out[id] = map[string]json.RawMessage{id: b}
	}
	return out
}

func escribe(s string) map[string]any { return map[string]any{"type": "plain_text_input", "value": s} }

func fechado(s string) map[string]any {
	return map[string]any{"type": "datepicker", "selected_date": s}
}

func elige(s string) map[string]any {
	return map[string]any{"type": "static_select", "selected_option": map[string]any{"value": s}}
}

func eligeVarios(ss ...string) map[string]any {
	var l []map[string]any
	for _, s := range ss {
		l = append(l, map[string]any{"value": s})
	}
	return map[string]any{"type": "multi_static_select", "selected_options": l}
}

func (c *casa) registro() string { return c.log.String() }

func slacksimUser(id string) slacksim.User { return slacksim.User{ID: id, Name: id} }
