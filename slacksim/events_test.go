package slacksim_test

import (
	"encoding/json"
	"testing"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestWhichEventsGoOut(t *testing.T) {
	a := start(t, slacksim.Options{BotEvents: []string{"message.im", "message.channels", "app_mention"}})
	events := make(chan object, 20)
	a.handle = func(e socketmode.Event) any {
		var p struct{ Event object }
		_ = json.Unmarshal(e.Request.Payload, &p)
		events <- p.Event
		return nil
	}
	a.connect()
	next := func() object {
		t.Helper()
		select {
		case e := <-events:
			return e
		case <-within(t).Done():
			t.Fatal("no event")
		}
		return nil
	}
	say := func(where, text, thread string) slacksim.Message {
		t.Helper()
		m, err := a.sim.Say(within(t), "U0ANA", where, text, thread)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	say("C0OTHER", "the bot is not here", "")
	said := say("DM", `a & b <!channel> <@U0LUIS>`, "")
	if e := next(); e["channel_type"] != "im" || e["text"] != `a &amp; b &lt;!channel&gt; <@U0LUIS>` || e["user"] != "U0ANA" {
		t.Errorf("in the DM, typed text is escaped: %v", e)
	}
	say("DM", "answer", said.TS)
	if e := next(); e["thread_ts"] != said.TS {
		t.Errorf("in the thread: %v", e)
	}
	channel, ts, err := a.api.PostMessage("U0ANA", slack.MsgOptionText("from the bot", false))
	if err != nil {
		t.Fatal(err)
	}
	if e := next(); e["bot_id"] == nil || e["text"] != "from the bot" {
		t.Errorf("the bot hears itself: %v", e)
	}
	if _, _, _, err := a.api.UpdateMessage(channel, ts, slack.MsgOptionText("edited", false)); err != nil {
		t.Fatal(err)
	}
	if e := next(); e["subtype"] != "message_changed" {
		t.Errorf("an edit: %v", e)
	}
	say("C0GENERAL", "<@"+a.sim.BotUserID()+"> hi", "")
	kinds := map[any]bool{next()["type"]: true, next()["type"]: true}
	if !kinds["message"] || !kinds["app_mention"] {
		t.Errorf("a mention is told twice: %v", kinds)
	}
	if len(events) > 0 {
		t.Errorf("one event too many: %v", <-events)
	}
}

func TestMessagesTabIsNotHome(t *testing.T) {
	a := start(t, slacksim.Options{})
	tabs := make(chan string, 2)
	a.handle = func(e socketmode.Event) any {
		var p struct {
			Event struct{ Type, Tab string }
		}
		_ = json.Unmarshal(e.Request.Payload, &p)
		tabs <- p.Event.Type + " " + p.Event.Tab
		return nil
	}
	a.connect()
	if err := a.sim.OpenMessagesTab(within(t), "U0ANA"); err != nil {
		t.Fatal(err)
	}
	if got := <-tabs; got != "app_home_opened messages" {
		t.Error(got)
	}
}

// Slack may send the same event twice though it was acknowledged: same event_id, marked as a retry.
func TestResendLastOverTheSocket(t *testing.T) {
	a := start(t, slacksim.Options{})
	type seen struct {
		id      string
		attempt int
	}
	got := make(chan seen, 5)
	a.handle = func(e socketmode.Event) any {
		var p struct {
			EventID string `json:"event_id"`
		}
		_ = json.Unmarshal(e.Request.Payload, &p)
		got <- seen{p.EventID, e.Request.RetryAttempt}
		return nil
	}
	a.connect()
	if _, err := a.sim.ResendLast(within(t)); err == nil {
		t.Error("there is nothing to send again yet")
	}
	if _, err := a.sim.Say(within(t), "U0ANA", "DM", "hello", ""); err != nil {
		t.Fatal(err)
	}
	first := <-got
	if _, err := a.sim.ResendLast(within(t)); err != nil {
		t.Fatal(err)
	}
	if second := <-got; second.id != first.id || second.attempt != 1 {
		t.Errorf("%+v, then %+v", first, second)
	}
}
