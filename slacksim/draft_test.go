package slacksim_test

import (
	"testing"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// What a person types or chooses in a message goes along with what they press there, and is nobody
// else's; it outlives a change of the message where the field stays.
func TestTypedInAMessage(t *testing.T) {
	a := start(t, slacksim.Options{})
	actions, asked := make(chan slack.InteractionCallback, 5), 0
	a.handle = func(e socketmode.Event) any {
		d, _ := e.Data.(slack.InteractionCallback)
		switch d.Type {
		case slack.InteractionTypeBlockSuggestion:
			asked++
			return object{"options": []any{object{"text": plain("Jalisco"), "value": "id-7"}}}
		case slack.InteractionTypeBlockActions:
			actions <- d
		}
		return nil
	}
	a.connect()
	blocks := []any{
		input("note", "plain_text_input", nil), input("state", "external_select", nil),
		object{"type": "actions", "block_id": "do", "elements": []any{object{"type": "button", "action_id": "go", "text": plain("Go")}}},
	}
	sent := a.call("chat.postMessage", object{"channel": "C0GENERAL", "text": "t", "blocks": blocks})
	m := slacksim.Message{Channel: "C0GENERAL", TS: sent["ts"].(string)}
	press := func(user string) map[string]map[string]slack.BlockAction {
		t.Helper()
		if _, err := a.sim.Press(within(t), user, m, "go"); err != nil {
			t.Fatal(err)
		}
		return (<-actions).BlockActionState.Values
	}
	if err := a.sim.FillMessage(within(t), "U0ANA", m, "note", "mine"); err != nil {
		t.Fatal(err)
	}
	out, err := a.sim.SuggestMessage(within(t), "U0ANA", m, "state/it", "jal")
	if err != nil || len(out.Options) != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	if err := a.sim.FillMessage(within(t), "U0ANA", m, "state", "id-7"); err != nil || asked != 1 {
		t.Errorf("an option that was shown is taken without asking again: %v, asked %d times", err, asked)
	}
	for range 2 {
		if s := press("U0ANA"); s["note"]["it"].Value != "mine" || s["state"]["it"].SelectedOption.Value != "id-7" {
			t.Errorf("not told: %+v", s)
		}
		a.call("chat.update", object{"channel": "C0GENERAL", "ts": m.TS, "text": "changed", "blocks": blocks})
	}
	if s := press("U0LUIS"); s["note"]["it"].Value != "" {
		t.Errorf("told of somebody else: %+v", s)
	}
	if err := a.sim.FillMessage(within(t), "U0ANA", m, "go", "x"); err == nil {
		t.Error("a button is no field")
	}
	if err := a.sim.FillMessage(within(t), "U0ANA", slacksim.Message{Channel: "C0GENERAL", TS: "1.2"}, "note", "x"); err == nil {
		t.Error("there is no such message")
	}
}

// Elements are found where blocks hold blocks, and each tells what it is.
func TestElementsInsideOfBlocks(t *testing.T) {
	a := start(t, slacksim.Options{})
	actions := make(chan slack.InteractionCallback, 5)
	a.handle = func(e socketmode.Event) any {
		if d, ok := e.Data.(slack.InteractionCallback); ok {
			actions <- d
		}
		return nil
	}
	a.connect()
	button := func(id string) object {
		return object{"type": "button", "action_id": id, "text": plain(id), "value": "of " + id}
	}
	card := func(id string) object {
		return object{"type": "card", "block_id": id, "title": plain(id), "actions": []any{button(id)}}
	}
	cell := object{"type": "raw_text", "text": "x"}
	sent := a.call("chat.postMessage", object{"channel": "C0GENERAL", "text": "t", "blocks": []any{
		card("card"),
		object{"type": "carousel", "elements": []any{card("one"), card("two")}},
		object{"type": "container", "child_blocks": []any{object{"type": "actions", "elements": []any{button("inside")}}}},
		object{"type": "data_table", "caption": "c", "rows": []any{[]any{cell, cell}, []any{cell, object{"type": "action_cell", "element": button("row")}}}},
		object{"type": "context_actions", "elements": []any{
			object{
				"type": "feedback_buttons", "action_id": "helps", "positive_button": object{"text": plain("Yes"), "value": "yes"},
				"negative_button": object{"text": plain("No"), "value": "no"},
			},
			object{"type": "icon_button", "action_id": "icon", "icon": "trash", "text": plain("Delete"), "value": "of icon"},
		}},
	}})
	m := slacksim.Message{Channel: "C0GENERAL", TS: sent["ts"].(string)}
	for _, id := range []string{"card", "two", "inside", "row", "icon"} {
		if _, err := a.sim.Press(within(t), "U0ANA", m, id); err != nil {
			t.Fatal(err)
		}
		if got := (<-actions).ActionCallback.BlockActions[0]; got.ActionID != id || got.Value != "of "+id || got.BlockID == "" {
			t.Errorf("%s: %+v", id, got)
		}
	}
	if _, err := a.sim.Press(within(t), "U0ANA", m, "helps", "no"); err != nil {
		t.Fatal(err)
	}
	if got := (<-actions).ActionCallback.BlockActions[0]; got.Value != "no" || got.Text.Text != "No" {
		t.Errorf("feedback: %+v", got)
	}
	if _, err := a.sim.Press(within(t), "U0ANA", m, "helps", "perhaps"); err == nil {
		t.Error("there are two buttons only")
	}
}
