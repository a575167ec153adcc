package slacksim_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestSlashAnswers(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.handle = func(e socketmode.Event) any {
		cmd := e.Data.(slack.SlashCommand)
		switch cmd.Text {
		case "quiet":
			return nil
		case "public":
			return map[string]any{"response_type": "in_channel", "text": "for all"}
		}
		return map[string]any{"text": "you said " + cmd.Text + " in " + cmd.ChannelName}
	}
	a.connect()
	out, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", "hello")
	if err != nil || out.Text != "you said hello in general" || len(a.sim.Ephemerals("U0ANA")) != 1 {
		t.Fatalf("ephemeral answer: %+v, %v", out, err)
	}
	if out, _ = a.sim.Slash(within(t), "U0ANA", "DM", "/bot", "x"); out.Text != "you said x in directmessage" {
		t.Errorf("in the DM: %q", out.Text)
	}
	if out, _ = a.sim.Slash(within(t), "U0ANA", "G0SECRET", "/bot", "x"); out.Text != "you said x in privategroup" {
		t.Errorf("in a private channel: %q", out.Text)
	}
	if out, err = a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", "quiet"); err != nil || out.Text != "" || !out.Acked {
		t.Errorf("empty answer: %+v, %v", out, err)
	}
	if _, err = a.sim.Slash(within(t), "U0LUIS", "C0GENERAL", "/bot", "public"); err != nil {
		t.Fatal(err)
	}
	said := a.sim.Messages("C0GENERAL")
	if len(said) != 2 || said[0].Text != "/bot public" || said[0].User != "U0LUIS" || said[1].Text != "for all" {
		t.Errorf("in_channel must show the command and the answer: %+v", said)
	}
	if c := a.sim.Complaints(); len(c) > 0 {
		t.Error(c)
	}
}

func TestSlashWithoutAnswerTimesOut(t *testing.T) {
	a := start(t, slacksim.Options{AckTimeout: 50 * time.Millisecond})
	a.silent = func(socketmode.Event) bool { return true }
	a.connect()
	out, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", "")
	var f *slacksim.Failure
	if !errors.As(err, &f) || f.Code != "operation_timeout" || !out.Timeout || out.Acked {
		t.Fatalf("%+v, %v", out, err)
	}
}

func TestSlashWithNoSocketFails(t *testing.T) {
	a := start(t, slacksim.Options{})
	if _, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err == nil || !strings.Contains(err.Error(), "dispatch_failed") {
		t.Fatal(err)
	}
}

func TestInvalidSlashAnswerIsAComplaint(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.handle = func(socketmode.Event) any {
		return map[string]any{"text": "x", "blocks": []any{map[string]any{"type": "header", "text": map[string]any{"type": "plain_text", "text": strings.Repeat("x", 151)}}}}
	}
	a.connect()
	if _, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err == nil {
		t.Error("the person saw an answer that Slack refuses")
	}
	if c := a.sim.Complaints(); len(c) != 1 || !strings.Contains(c[0], "/blocks/0/text") {
		t.Errorf("complaints: %q", c)
	}
}

func TestPeopleWhoLeftDoNothing(t *testing.T) {
	a := start(t, slacksim.Options{})
	if _, err := a.sim.Slash(within(t), "U0GONE", "C0GENERAL", "/bot", ""); err == nil {
		t.Error("a deactivated person typed a command")
	}
}
