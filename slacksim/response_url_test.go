package slacksim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func post(t *testing.T, url string, body any) (int, string) {
	t.Helper()
	raw, _ := json.Marshal(body)
	res, err := http.Post(url, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(answer)
}

// urls is an app that hands out every response_url it gets.
func urls(t *testing.T) (*app, chan string) {
	a := start(t, slacksim.Options{})
	got := make(chan string, 10)
	a.handle = func(e socketmode.Event) any {
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			got <- d.ResponseURL
		case slack.InteractionCallback:
			got <- d.ResponseURL
		}
		return nil
	}
	a.connect()
	return a, got
}

func TestResponseURLWorksFiveTimes(t *testing.T) {
	a, got := urls(t)
	if _, err := a.sim.Slash(within(t), "U0ANA", "C0OTHER", "/bot", ""); err != nil {
		t.Fatal(err)
	}
	url := <-got
	for i := range 6 {
		status, _ := post(t, url, object{"text": "x"})
		if want := map[bool]int{true: 200, false: 404}[i < 5]; status != want {
			t.Errorf("use %d: %d", i+1, status)
		}
	}
	if n := len(a.sim.Ephemerals("U0ANA")); n != 5 {
		t.Errorf("%d messages; the channel does not need the bot in it", n)
	}
	if _, err := a.sim.Slash(within(t), "U0ANA", "C0OTHER", "/bot", ""); err != nil {
		t.Fatal(err)
	}
	url = <-got
	a.sim.ExpireResponseURLs()
	if status, body := post(t, url, object{"text": "x"}); status != 404 || body == "" {
		t.Errorf("minute 31: %d %s", status, body)
	}
}

func TestResponseURLOfAMessage(t *testing.T) {
	a, got := urls(t)
	button := slack.NewButtonBlockElement("go", "", slack.NewTextBlockObject("plain_text", "Go", false, false))
	say := func() slacksim.Message {
		t.Helper()
		if _, _, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("card", false), slack.MsgOptionBlocks(slack.NewActionBlock("b", button))); err != nil {
			t.Fatal(err)
		}
		all := a.sim.Messages("C0GENERAL")
		return all[len(all)-1]
	}
	press := func(m slacksim.Message) string {
		t.Helper()
		if _, err := a.sim.Press(within(t), "U0ANA", m, "Go"); err != nil {
			t.Fatal(err)
		}
		return <-got
	}
	card := say()
	post(t, press(card), object{"text": "done", "replace_original": true})
	if m := a.sim.Messages("C0GENERAL")[0]; m.TS != card.TS || m.Text != "done" || !m.Edited {
		t.Errorf("replace_original: %+v", m)
	}
	card = say()
	post(t, press(card), object{"delete_original": true})
	if all := a.sim.Messages("C0GENERAL"); len(all) != 1 {
		t.Errorf("delete_original: %+v", all)
	}
	card = say()
	url := press(card)
	post(t, url, object{"text": "only you", "replace_original": false})
	post(t, url, object{"text": "in the thread", "response_type": "in_channel", "replace_original": false, "thread_ts": card.TS})
	all := a.sim.Messages("C0GENERAL")
	if last := all[len(all)-1]; last.ThreadTS != card.TS || len(a.sim.Ephemerals("U0ANA")) != 1 {
		t.Errorf("thread_ts: %+v", last)
	}
	if status, body := post(t, url, object{}); status != 200 || body == "ok" {
		t.Errorf("nothing to say: %d %s", status, body)
	}
}

func TestEphemeralStaysEphemeral(t *testing.T) {
	a, got := urls(t)
	button := slack.NewButtonBlockElement("go", "", slack.NewTextBlockObject("plain_text", "Go", false, false))
	if _, err := a.api.PostEphemeral("C0GENERAL", "U0ANA", slack.MsgOptionText("card", false), slack.MsgOptionBlocks(slack.NewActionBlock("b", button))); err != nil {
		t.Fatal(err)
	}
	if _, err := a.sim.Press(within(t), "U0ANA", a.sim.Ephemerals("U0ANA")[0], "go"); err != nil {
		t.Fatal(err)
	}
	post(t, <-got, object{"text": "changed", "response_type": "in_channel", "replace_original": true})
	if e := a.sim.Ephemerals("U0ANA"); len(e) != 1 || e[0].Text != "changed" || len(a.sim.Messages("C0GENERAL")) != 0 {
		t.Errorf("%+v", e)
	}
}

func TestPressChoosesByValue(t *testing.T) {
	a := start(t, slacksim.Options{})
	pressed := make(chan string, 5)
	a.handle = func(e socketmode.Event) any {
		act := e.Data.(slack.InteractionCallback).ActionCallback.BlockActions[0]
		pressed <- act.BlockID + act.Value + act.SelectedOption.Value
		return nil
	}
	a.connect()
	row := func(id string) any {
		return object{"type": "section", "block_id": id, "text": plain(id), "accessory": object{"type": "button", "action_id": "done", "text": plain("Done"), "value": "v" + id}}
	}
	menu := object{"type": "actions", "block_id": "m", "elements": []any{object{"type": "overflow", "action_id": "more", "options": []any{
		object{"text": plain("Edit"), "value": "e"}, object{"text": plain("Remove"), "value": "r"},
	}}}}
	a.call("chat.postMessage", object{"channel": "C0GENERAL", "text": "x", "blocks": []any{row("1"), row("2"), menu}})
	m := a.sim.Messages("C0GENERAL")[0]
	for _, tt := range []struct{ name, value, want string }{
		{"Done", "", "1v1"}, {"Done", "v2", "2v2"}, {"2/done", "", "2v2"}, {"more", "Remove", "mr"}, {"Edit", "", "me"},
	} {
		var values []string
		if tt.value != "" {
			values = []string{tt.value}
		}
		if _, err := a.sim.Press(within(t), "U0ANA", m, tt.name, values...); err != nil {
			t.Fatal(err)
		}
		if got := <-pressed; got != tt.want {
			t.Errorf("%s %s: pressed %s, want %s", tt.name, tt.value, got, tt.want)
		}
	}
	if _, err := a.sim.Press(within(t), "U0ANA", m, "Dance"); err == nil {
		t.Error("pressed what is not there")
	}
}
