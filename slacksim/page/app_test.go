package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/slacksim"
	"compromisos/slacksim/page/pagetest"
)

// object is JSON as it comes.
type object = map[string]any

// app is a small Slack app that shows everything Slack has, and remembers what it is told. It
// speaks plain HTTP: what it gets is what went over the wire.
type app struct {
	t   *testing.T
	sim *slacksim.Sim

	mu     sync.Mutex
	heard  []object // payloads, in order
	answer object   // to forms; nil closes them
}

// every is a workspace with that app in it, and a browser before its page.
func every(t *testing.T) (*pagetest.Browser, *app) {
	t.Helper()
	pagetest.Turn(t) // skips here where there is none
	a := &app{t: t}
	server := httptest.NewServer(http.HandlerFunc(a.serve))
	t.Cleanup(server.Close)
	sim, err := slacksim.Start(slacksim.Options{RequestURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	a.sim = sim
	people := []Person{{"U1", "Secretaría"}, {"U2", "Enlace"}}
	sim.AddUser(slacksim.User{ID: "U1", Name: "ines", RealName: "Inés Salas", TZ: "America/Mexico_City"})
	sim.AddUser(slacksim.User{ID: "U2", Name: "luis", RealName: "Luis Paz", TZ: "America/Mexico_City"})
	members := []string{"U1", "U2", sim.BotUserID()}
	for i := range 12 { // more than fit into a group of boxes
		id := fmt.Sprintf("U1%02d", i)
		sim.AddUser(slacksim.User{ID: id, Name: id, RealName: fmt.Sprintf("Persona %c", 'A'+i)})
		members = append(members, id)
	}
	sim.AddGroup(slacksim.Group{ID: "S1", Handle: "utsi"})
	sim.AddChannel(slacksim.Channel{ID: "C1", Name: "practica", Members: members})
	sim.AddChannel(slacksim.Channel{ID: "C2", Name: "general", Members: members})
	sim.AddChannel(slacksim.Channel{ID: "C3", Name: "reservado", Private: true, Members: members})
	p := New(Options{Sim: sim, Title: "Práctica", App: "Muestrario", People: people, Commands: []Command{{"/todo", "", "abre el formulario"}}})
	srv := httptest.NewServer(p)
	t.Cleanup(func() { srv.CloseClientConnections(); srv.Close() })
	b := pagetest.Open(t, 1280, 800)
	b.Go(srv.URL)
	b.Sees("#sidebar", "Inés Salas")
	b.Press("#sidebar .place", "# practica")
	t.Cleanup(func() {
		if c := sim.Complaints(); len(c) > 0 {
			t.Errorf("against Slack's limits: %v", c)
		}
	})
	return b, a
}

// read gives a view or a message that is kept in testdata.
func read(t testing.TB, name string) object {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return o
}

// serve is what Slack calls: commands open the form, everything is remembered.
func (a *app) serve(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		a.t.Error(err)
		return
	}
	if r.Form.Get("command") == "/todo" {
		a.call("views.open", object{"trigger_id": r.Form.Get("trigger_id"), "view": read(a.t, "view-every")})
		return
	}
	var p object
	if err := json.Unmarshal([]byte(r.Form.Get("payload")), &p); err != nil {
		return // an event
	}
	a.mu.Lock()
	a.heard = append(a.heard, p)
	answer := a.answer
	a.mu.Unlock()
	switch p["type"] {
	case "block_suggestion":
		if p["value"] == "mal" {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		reply(w, suggestions(p["value"].(string)))
	case "view_submission":
		if answer != nil {
			reply(w, answer)
		}
	case "block_actions":
		a.acted(p)
	}
}

// acted changes the form or lays another on top, by what was pressed.
func (a *app) acted(p object) {
	if at(p, "actions", 0, "block_id") == "letras" {
		a.change(p, "Al vuelo")
	}
	switch at(p, "actions", 0, "action_id") {
	case "cambiar":
		a.change(p, "Formulario cambiado")
	case "encimar":
		a.call("views.push", object{"trigger_id": p["trigger_id"], "view": read(a.t, "view-pushed")})
	}
}

// change writes the form anew under another title.
func (a *app) change(p object, title string) {
	next := read(a.t, "view-every")
	next["title"] = object{"type": "plain_text", "text": title}
	a.call("views.update", object{"view_id": at(p, "view", "id"), "view": next})
}

// reply is what the next forms are answered with; nil closes them.
func (a *app) reply(answer object) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = answer
}

// suggestions are the states of Mexico that have what is typed.
func suggestions(typed string) object {
	options := []any{}
	for _, s := range []string{"Chiapas", "Chihuahua", "Coahuila", "Colima", "Oaxaca", "Jalisco"} {
		if strings.Contains(strings.ToLower(s), strings.ToLower(typed)) {
			options = append(options, option(s, "id-"+s))
		}
	}
	return object{"options": options}
}

// call is the app calling a method of Slack.
func (a *app) call(method string, args object) object {
	raw, err := json.Marshal(args)
	if err != nil {
		a.t.Error(err)
		return nil
	}
	r, err := http.NewRequestWithContext(a.t.Context(), http.MethodPost, a.sim.URL()+method, bytes.NewReader(raw))
	if err != nil {
		a.t.Error(err)
		return nil
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+a.sim.BotToken())
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		a.t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	var out object
	if err != nil || json.Unmarshal(body, &out) != nil || out["ok"] != true {
		a.t.Errorf("%s: %s %v", method, body, err)
	}
	return out
}

// say posts a message of testdata into the channel.
func (a *app) say(name string) {
	m := read(a.t, name)
	m["channel"] = "C1"
	a.call("chat.postMessage", m)
}

// last is the newest thing of a type that the app was told, once there are so many of it.
func (a *app) last(b *pagetest.Browser, kind string, count int) object {
	a.t.Helper()
	var found []object
	for range 300 {
		a.mu.Lock()
		found = slices.DeleteFunc(slices.Clone(a.heard), func(p object) bool { return p["type"] != kind })
		a.mu.Unlock()
		if len(found) >= count {
			break
		}
		b.Evaluate(`new Promise((r) => setTimeout(() => r(true), 20))`, new(bool))
	}
	if len(found) != count {
		a.t.Fatalf("%d of %s were told, not %d", len(found), kind, count)
	}
	return found[count-1]
}

// did waits until the last action that the app was told is this one, with this in it, and gives
// what it came with.
func (a *app) did(b *pagetest.Browser, action string, want any, path ...any) object {
	a.t.Helper()
	var got object
	for range 400 {
		a.mu.Lock()
		for _, p := range a.heard {
			if p["type"] == "block_actions" {
				got = p
			}
		}
		a.mu.Unlock()
		if at(got, "actions", 0, "action_id") == action && cmp.Equal(at(got, append([]any{"actions", 0}, path...)...), want) {
			return got
		}
		b.Evaluate(`new Promise((r) => setTimeout(() => r(true), 20))`, new(bool))
	}
	a.t.Errorf("%s with %v was not told last, but %v", action, want, got["actions"])
	return got
}

// at goes down into JSON by keys and indexes; nil where there is nothing.
func at(v any, path ...any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			o, _ := v.(object)
			v = o[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return nil
			}
			v = l[p]
		}
	}
	return v
}
