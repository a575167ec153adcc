package slacksim_test

import (
	"encoding/json"
	"testing"

	"compromisos/slacksim"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

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

// A select of conversations may ask for an address at which the app can answer into the chosen one.
func TestResponseURLsOfAForm(t *testing.T) {
	a, _, _ := opener(t, slacksim.Options{}, modal("A", input("where", "conversations_select", object{"response_url_enabled": true})))
	v := a.open()
	if _, err := a.sim.Submit(within(t), "U0ANA", v.ID, map[string]any{"where": "C0GENERAL"}); err != nil {
		t.Fatal(err)
	}
	var url string
	for _, x := range a.sim.Traffic() {
		var p struct {
			Payload struct {
				ResponseURLs []struct {
					ResponseURL string `json:"response_url"`
				} `json:"response_urls"`
			}
		}
		if x.Name == "view_submission" && json.Unmarshal([]byte(x.Request), &p) == nil && len(p.Payload.ResponseURLs) == 1 {
			url = p.Payload.ResponseURLs[0].ResponseURL
		}
	}
	post(t, url, object{"text": "for all", "response_type": "in_channel"})
	if all := a.sim.Messages("C0GENERAL"); len(all) != 1 || all[0].Text != "for all" {
		t.Errorf("%+v", all)
	}
}

// What a person types into a field must be possible there.
func TestImpossibleInput(t *testing.T) {
	options := object{"options": []any{object{"text": plain("One"), "value": "1"}}}
	a, _, _ := opener(t, slacksim.Options{}, modal("A",
		input("select", "static_select", options), input("date", "datepicker", nil), input("time", "timepicker", nil),
		input("user", "users_select", nil), input("channel", "channels_select", nil), input("files", "file_input", nil)))
	v := a.open()
	for field, value := range map[string]any{
		"select": "Three", "date": "tomorrow", "time": "noon", "user": "U0NOBODY", "channel": "C0NOWHERE",
		"files": "F0NONE", "nothing": "x", "select/it": []string{"1", "1"},
	} {
		if err := a.sim.Fill(within(t), "U0ANA", v.ID, field, value); err == nil {
			t.Errorf("%s took %v", field, value)
		}
	}
	f := a.sim.Upload("U0ANA", "a.pdf", []byte("x"))
	for field, value := range map[string]any{"files": f, "select": "one", "date": "2026-02-28"} {
		if err := a.sim.Fill(within(t), "U0ANA", v.ID, field, value); err != nil {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := a.sim.Fill(within(t), "U0ANA", v.ID, "select", ""); err != nil {
		t.Error(err)
	}
	if got := a.sim.Views("U0ANA")[0].State["select"]["it"]["selected_option"]; got != nil {
		t.Errorf("an emptied select holds %v", got)
	}
}
