package slacksim_test

import (
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

type object = map[string]any

func plain(text string) object { return object{"type": "plain_text", "text": text} }

func modal(title string, blocks ...any) object {
	if len(blocks) == 0 {
		blocks = []any{input("note", "plain_text_input", nil)}
	}
	return object{"type": "modal", "title": plain(title), "submit": plain("Send"), "blocks": blocks}
}

func input(block, kind string, more object) object {
	e := object{"type": kind, "action_id": "it"}
	for k, v := range more {
		e[k] = v
	}
	return object{"type": "input", "block_id": block, "optional": true, "label": plain(block), "element": e}
}

// opener is an app that opens this view at every slash command, and answers forms with answer.
func opener(t *testing.T, o slacksim.Options, view object) (a *app, forms chan slack.InteractionCallback, answer *any) {
	a = start(t, o)
	forms = make(chan slack.InteractionCallback, 20)
	answer = new(any)
	a.handle = func(e socketmode.Event) any {
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			if got := a.call("views.open", object{"trigger_id": d.TriggerID, "view": view}); got["ok"] != true {
				t.Errorf("views.open: %v", got)
			}
		case slack.InteractionCallback:
			forms <- d
			if d.Type == slack.InteractionTypeViewSubmission {
				return *answer
			}
		}
		return nil
	}
	a.connect()
	return a, forms, answer
}

func (a *app) open() slacksim.View {
	a.t.Helper()
	out, err := a.sim.Slash(within(a.t), "U0ANA", "C0GENERAL", "/bot", "open")
	if err != nil || len(out.Views) == 0 {
		a.t.Fatalf("no view: %+v, %v", out, err)
	}
	return out.Views[len(out.Views)-1]
}

func TestTriggers(t *testing.T) {
	a := start(t, slacksim.Options{TriggerLife: 30 * time.Millisecond})
	triggers := make(chan string, 5)
	a.handle = func(e socketmode.Event) any {
		triggers <- e.Data.(slack.SlashCommand).TriggerID
		return nil
	}
	a.connect()
	trigger := func() string {
		if _, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err != nil {
			t.Fatal(err)
		}
		return <-triggers
	}
	open := func(trigger string) any {
		return a.call("views.open", object{"trigger_id": trigger, "view": modal("A")})["error"]
	}
	first := trigger()
	if got := open(first); got != nil {
		t.Errorf("fresh: %v", got)
	}
	if got := open(first); got != "exchanged_trigger_id" {
		t.Errorf("used: %v", got)
	}
	late := trigger()
	time.Sleep(40 * time.Millisecond)
	if got := open(late); got != "expired_trigger_id" {
		t.Errorf("late: %v", got)
	}
	if got := open("1.2.3"); got != "invalid_trigger_id" {
		t.Errorf("invented: %v", got)
	}
}

func TestStackOfThree(t *testing.T) {
	a := start(t, slacksim.Options{})
	triggers := make(chan string, 10)
	a.handle = func(e socketmode.Event) any {
		if d, ok := e.Data.(slack.SlashCommand); ok {
			triggers <- d.TriggerID
		}
		return nil
	}
	a.connect()
	want := []any{nil, nil, nil, "push_limit_reached"}
	for i, method := range []string{"views.open", "views.push", "views.push", "views.push"} {
		if _, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err != nil {
			t.Fatal(err)
		}
		if got := a.call(method, object{"trigger_id": <-triggers, "view": modal("V")})["error"]; got != want[i] {
			t.Errorf("view %d: %v, want %v", i+1, got, want[i])
		}
	}
}

func TestViewsUpdate(t *testing.T) {
	view := modal("A")
	view["external_id"], view["private_metadata"] = "mine", "secret"
	a, _, _ := opener(t, slacksim.Options{}, view)
	v := a.open()
	if err := a.sim.Fill(within(t), "U0ANA", v.ID, "note", "typed"); err != nil {
		t.Fatal(err)
	}
	update := func(args object) any {
		args["view"] = modal("B")
		return a.call("views.update", args)["error"]
	}
	if got := update(object{"view_id": v.ID, "hash": "1.old"}); got != "hash_conflict" {
		t.Errorf("old hash: %v", got)
	}
	if got := update(object{"view_id": "V0NONE"}); got != "not_found" {
		t.Errorf("no view: %v", got)
	}
	if got := update(object{"external_id": "mine", "hash": v.Hash}); got != nil {
		t.Errorf("by external_id: %v", got)
	}
	now := a.sim.Views("U0ANA")[0]
	if now.Title != "B" || now.Hash == v.Hash || now.State["note"]["it"]["value"] != "typed" {
		t.Errorf("after the update: %+v", now)
	}
}

func TestViewsAreValidated(t *testing.T) {
	a, _, _ := opener(t, slacksim.Options{}, modal("A"))
	a.open()
	got := a.call("views.update", object{"view_id": a.sim.Views("U0ANA")[0].ID, "view": modal(strings.Repeat("x", 25))})
	messages, _ := got["response_metadata"].(object)["messages"].([]any)
	if got["error"] != "invalid_arguments" || len(messages) == 0 || !strings.Contains(messages[0].(string), "[json-pointer:/view/title/text]") {
		t.Errorf("%v", got)
	}
}

func TestViewClosed(t *testing.T) {
	view := modal("A")
	view["notify_on_close"] = true
	a, forms, _ := opener(t, slacksim.Options{}, view)
	v := a.open()
	if _, err := a.sim.CloseView(within(t), "U0ANA", v.ID); err != nil {
		t.Fatal(err)
	}
	if f := <-forms; f.Type != slack.InteractionTypeViewClosed || f.IsCleared || f.TriggerID != "" {
		t.Errorf("%+v", f)
	}
	a.open()
	if out, err := a.sim.CloseViews(within(t), "U0ANA"); err != nil || len(out.Views) != 0 {
		t.Fatal(err)
	}
	if f := <-forms; !f.IsCleared {
		t.Error("the x clears the stack")
	}
}

func TestHomeTab(t *testing.T) {
	a := start(t, slacksim.Options{})
	events := make(chan socketmode.Event, 10)
	a.handle = func(e socketmode.Event) any { events <- e; return nil }
	a.connect()
	button := object{"type": "button", "action_id": "refresh", "text": plain("Refresh"), "value": "v"}
	home := object{"type": "home", "blocks": []any{object{"type": "actions", "block_id": "top", "elements": []any{button}}}}
	if err := a.sim.OpenHome(within(t), "U0ANA"); err != nil {
		t.Fatal(err)
	}
	if e := <-events; e.Type != socketmode.EventTypeEventsAPI {
		t.Fatalf("%+v", e)
	}
	got := a.call("views.publish", object{"user_id": "U0ANA", "view": home})
	if got["ok"] != true || a.sim.Home("U0ANA") == nil {
		t.Fatalf("%v", got)
	}
	if got := a.call("views.publish", object{"user_id": "U0ANA", "view": home, "hash": "old"}); got["error"] != "hash_conflict" {
		t.Errorf("%v", got)
	}
	if _, err := a.sim.PressView(within(t), "U0ANA", a.sim.Home("U0ANA").ID, "Refresh"); err != nil {
		t.Fatal(err)
	}
	d := (<-events).Data.(slack.InteractionCallback)
	if d.ResponseURL != "" || d.Container.ViewID != a.sim.Home("U0ANA").ID || d.ActionCallback.BlockActions[0].Value != "v" || d.TriggerID == "" {
		t.Errorf("%+v", d)
	}
}
