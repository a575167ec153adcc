package slacksim_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/google/go-cmp/cmp"
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

// Every shape of value that a form can send, filled and empty (the table of view.state.values).
func TestEveryShapeOfValue(t *testing.T) {
	options := object{"options": []any{object{"text": plain("One"), "value": "1"}, object{"text": plain("Two"), "value": "2"}}}
	one := object{"text": object{"type": "plain_text", "text": "One", "emoji": true}, "value": "1"}
	tests := []struct {
		kind, field string
		more        object
		fill        any
		want, empty any
	}{
		{"plain_text_input", "value", nil, "hello", "hello", nil},
		{"number_input", "value", object{"is_decimal_allowed": false}, "12", "12", nil},
		{"email_text_input", "value", nil, "a@b.mx", "a@b.mx", nil},
		{"url_text_input", "value", nil, "https://a.mx", "https://a.mx", nil},
		{"static_select", "selected_option", options, "One", one, nil},
		{"radio_buttons", "selected_option", options, "1", one, nil},
		{"multi_static_select", "selected_options", options, []string{"One"}, []any{one}, []any{}},
		{"checkboxes", "selected_options", options, []string{"1"}, []any{one}, []any{}},
		{"users_select", "selected_user", nil, "U0LUIS", "U0LUIS", nil},
		{"multi_users_select", "selected_users", nil, []string{"U0LUIS"}, []any{"U0LUIS"}, []any{}},
		{"channels_select", "selected_channel", nil, "C0GENERAL", "C0GENERAL", nil},
		{"conversations_select", "selected_conversation", nil, "C0GENERAL", "C0GENERAL", nil},
		{"multi_conversations_select", "selected_conversations", nil, []string{"C0GENERAL"}, []any{"C0GENERAL"}, []any{}},
		{"datepicker", "selected_date", nil, "2026-01-31", "2026-01-31", nil},
		{"timepicker", "selected_time", nil, "09:30", "09:30", nil},
		{"datetimepicker", "selected_date_time", nil, "1700000000", float64(1700000000), nil},
	}
	var blocks []any
	values := map[string]any{}
	for _, tt := range tests {
		blocks = append(blocks, input(tt.kind, tt.kind, tt.more))
		values[tt.kind] = tt.fill
	}
	a, forms, answer := opener(t, slacksim.Options{}, modal("Shapes", blocks...))
	*answer = nil
	check := func(pick func(i int) any) {
		t.Helper()
		form := <-forms
		state := object{}
		last := a.sim.Traffic()
		for _, x := range last {
			if x.Name == "view_submission" {
				var envelope struct {
					Payload struct {
						View struct{ State struct{ Values object } }
					}
				}
				_ = json.Unmarshal([]byte(x.Request), &envelope)
				state = envelope.Payload.View.State.Values
			}
		}
		for i, tt := range tests {
			got := state[tt.kind].(object)["it"].(object)
			if diff := cmp.Diff(pick(i), got[tt.field]); diff != "" || got["type"] != tt.kind {
				t.Errorf("%s: %s", tt.kind, diff)
			}
		}
		_ = form
	}
	v := a.open()
	if _, err := a.sim.Submit(within(t), "U0ANA", v.ID, values); err != nil {
		t.Fatal(err)
	}
	check(func(i int) any { return tests[i].want })
	v = a.open()
	if _, err := a.sim.Submit(within(t), "U0ANA", v.ID, nil); err != nil {
		t.Fatal(err)
	}
	check(func(i int) any { return tests[i].empty })
	if c := a.sim.Complaints(); len(c) > 0 {
		t.Error(c)
	}
}

func TestSlackChecksFieldsItself(t *testing.T) {
	required := input("must", "plain_text_input", object{"max_length": 3})
	required["optional"] = false
	a, forms, _ := opener(t, slacksim.Options{}, modal("Checks", required, input("count", "number_input", object{"is_decimal_allowed": false, "min_value": "1"})))
	v := a.open()
	out, err := a.sim.Submit(within(t), "U0ANA", v.ID, map[string]any{"count": "0"})
	if err != nil || out.Acked || out.Errors["must"] == "" || out.Errors["count"] == "" {
		t.Errorf("%+v, %v", out, err)
	}
	if out, _ = a.sim.Submit(within(t), "U0ANA", v.ID, map[string]any{"must": "four", "count": "2"}); out.Errors["must"] == "" {
		t.Error("max_length does not hold")
	}
	if len(forms) != 0 {
		t.Error("an incomplete form was sent")
	}
}

func TestResponseActions(t *testing.T) {
	a, _, answer := opener(t, slacksim.Options{}, modal("First"))
	submit := func(with any) (*slacksim.Outcome, error) {
		*answer = with
		return a.sim.Submit(within(t), "U0ANA", "", map[string]any{"note": "kept"})
	}
	a.open()
	out, err := submit(object{"response_action": "errors", "errors": object{"note": "no"}})
	if err != nil || out.Errors["note"] != "no" || len(out.Views) != 1 {
		t.Fatalf("errors: %+v, %v", out, err)
	}
	out, err = submit(object{"response_action": "update", "view": modal("Second")})
	if err != nil || out.Views[0].Title != "Second" || out.Views[0].State["note"]["it"]["value"] != "kept" {
		t.Fatalf("update must keep what was typed: %+v, %v", out, err)
	}
	out, _ = submit(object{"response_action": "push", "view": modal("Third", input("other", "plain_text_input", nil))})
	if len(out.Views) != 2 || out.Views[1].PreviousViewID != out.Views[0].ID {
		t.Fatalf("push: %+v", out)
	}
	*answer = nil
	if out, err = a.sim.Submit(within(t), "U0ANA", "", nil); err != nil || len(out.Views) != 1 {
		t.Fatalf("an empty answer closes one view: %+v, %v", out, err)
	}
	if out, _ = submit(object{"response_action": "clear"}); len(out.Views) != 0 {
		t.Errorf("clear: %+v", out.Views)
	}
	if c := a.sim.Complaints(); len(c) > 0 {
		t.Fatal(c)
	}
	a.open()
	if _, err = submit(object{"response_action": "errors", "errors": object{"it": "keyed by action_id"}}); err == nil || len(a.sim.Complaints()) == 0 {
		t.Error("errors are keyed by block_id of an input block; Slack shows anything else as trouble")
	}
	if _, err = submit("done"); err == nil {
		t.Error("a form cannot be answered with a text")
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

func TestExternalSelectAndDispatch(t *testing.T) {
	dispatching := input("now", "plain_text_input", nil)
	dispatching["dispatch_action"] = true
	a := start(t, slacksim.Options{})
	actions := make(chan slack.InteractionCallback, 5)
	a.handle = func(e socketmode.Event) any {
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			a.call("views.open", object{"trigger_id": d.TriggerID, "view": modal("A",
				input("who", "external_select", object{"min_query_length": 1}), dispatching, input("later", "plain_text_input", nil))})
		case slack.InteractionCallback:
			if d.Type == slack.InteractionTypeBlockSuggestion {
				return object{"options": []any{object{"text": plain("Found " + d.Value), "value": "f"}}}
			}
			actions <- d
		}
		return nil
	}
	a.connect()
	v := a.open()
	if _, err := a.sim.Submit(within(t), "U0ANA", v.ID, map[string]any{"who": "lu"}); err != nil {
		t.Fatal(err)
	}
	if d := <-actions; d.View.State.Values["who"]["it"].SelectedOption.Value != "f" {
		t.Errorf("%+v", d.View.State)
	}
	v = a.open()
	for _, field := range []string{"now", "later"} {
		if _, err := a.sim.PressView(within(t), "U0ANA", v.ID, field, "typed"); err != nil {
			t.Fatal(err)
		}
	}
	if d := <-actions; len(actions) != 0 || d.ActionCallback.BlockActions[0].BlockID != "now" {
		t.Error("only a field with dispatch_action tells the app what is typed")
	}
}
