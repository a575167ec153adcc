package slacktest_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"runtime"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
	"compromisos/slacksim/slacktest"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// clerk is a little app: «/clerk new» opens a form, sending it posts a card with a button, pressing
// the button answers in the DM, and whatever one answers there is echoed in the thread.
type clerk struct{ api *slack.Client }

func hire(t *testing.T, room *slacktest.Room) *clerk {
	c := &clerk{api: slack.New(room.Sim.BotToken(), slack.OptionAPIURL(room.Sim.URL()), slack.OptionAppLevelToken(room.Sim.AppToken()))}
	sm := socketmode.New(c.api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { _ = sm.RunContext(ctx); close(done) }()
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-sm.Events:
				if e.Request != nil && e.Request.EnvelopeID != "" {
					_ = sm.AckCtx(ctx, e.Request.EnvelopeID, c.answer(e))
				}
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
	room.WaitConnected()
	return c
}

func (c *clerk) answer(e socketmode.Event) any {
	switch d := e.Data.(type) {
	case slack.SlashCommand:
		switch d.Text {
		case "new":
			_, _ = c.api.OpenView(d.TriggerID, form())
			return nil
		case "later":
			go func() {
				_ = slack.PostWebhook(d.ResponseURL, &slack.WebhookMessage{Text: "here, later"})
			}()
			return nil
		}
		return map[string]any{"text": "you typed " + d.Text, "blocks": []any{map[string]any{"type": "actions", "block_id": "b", "elements": []any{
			map[string]any{"type": "button", "action_id": "again", "text": map[string]any{"type": "plain_text", "text": "Again"}, "value": "1"},
		}}}}
	case slack.InteractionCallback:
		return c.interact(d)
	}
	return nil
}

func (c *clerk) interact(d slack.InteractionCallback) any {
	switch d.Type {
	case slack.InteractionTypeViewSubmission:
		what := d.View.State.Values["what"]["text"].Value
		if what == "bad" {
			return slack.NewErrorsViewSubmissionResponse(map[string]string{"what": "not this word"})
		}
		button := slack.NewButtonBlockElement("done", "7", slack.NewTextBlockObject("plain_text", "Done", false, false))
		_, _, _ = c.api.PostMessage("C0HALL", slack.MsgOptionText("registered: "+what, false), slack.MsgOptionBlocks(
			slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*"+what+"* by "+d.View.State.Values["who"]["person"].SelectedOption.Value, false, false), nil, nil),
			slack.NewActionBlock("row", button)))
	case slack.InteractionTypeBlockActions:
		if d.ActionCallback.BlockActions[0].ActionID == "again" {
			go func() {
				_ = slack.PostWebhook(d.ResponseURL, &slack.WebhookMessage{Text: "once more", ReplaceOriginal: true})
			}()
			return nil
		}
		_, _, _ = c.api.PostMessage(d.User.ID, slack.MsgOptionText("well done", false))
	}
	return nil
}

func form() slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, false, false) }
	who := slack.NewOptionsSelectBlockElement("static_select", plain("who"), "person",
		slack.NewOptionBlockObject("a", plain("Ana"), nil), slack.NewOptionBlockObject("l", plain("Luis"), nil))
	return slack.ModalViewRequest{
		Type: "modal", Title: plain("New entry"), Submit: plain("Save"), CallbackID: "new",
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("what", plain("What"), nil, slack.NewPlainTextInputBlockElement(nil, "text")),
			slack.NewInputBlock("who", plain("Who"), nil, who),
		}},
	}
}

func TestAStory(t *testing.T) {
	room := slacktest.New(t, slacksim.Options{}).Strict()
	room.Channel("C0HALL", "hall", "U0ANA")
	ana := room.User("U0ANA")
	hire(t, room)

	ana.Slash("C0HALL", "/clerk", "hello").Contains(t, "you typed hello").Press("Again")
	ana.ExpectEphemeral("once more")
	ana.Slash("C0HALL", "/clerk", "later").Contains(t, "here, later")

	ana.Slash("C0HALL", "/clerk", "new")
	f := ana.ExpectModal("New", "Who").Fill("what", "bad").Select("Who", "Luis")
	f.Submit()
	f.ExpectError("what", "not this")
	if got := f.Value("what") + f.Value("who"); got != "badl" {
		t.Errorf("what was typed must survive the error: %q", got)
	}
	f.Fill("what", "good").Submit()
	ana.ExpectNoModal()
	card := room.ExpectChannel("C0HALL", "registered: good", "by l")
	ana.Press(card, "Done")
	ana.ExpectDM("well done")
	room.ExpectNothingElse(30 * time.Millisecond)
}

// witness is a test that may fail without failing ours.
type witness struct {
	testing.TB
	said     strings.Builder
	failed   bool
	cleanups []func()
}

func (w *witness) Helper()          {}
func (w *witness) Failed() bool     { return w.failed }
func (w *witness) Cleanup(f func()) { w.cleanups = append(w.cleanups, f) }
func (w *witness) Errorf(format string, args ...any) {
	w.failed = true
	fmt.Fprintf(&w.said, format+"\n", args...)
}

func (w *witness) Fatalf(format string, args ...any) {
	w.Errorf(format, args...)
	runtime.Goexit()
}

// observe runs a test that is supposed to fail, and returns what it said.
func observe(t *testing.T, test func(*witness, *slacktest.Room)) string {
	w := &witness{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		room := slacktest.New(w, slacksim.Options{})
		room.Deadline = 50 * time.Millisecond
		room.Channel("C0HALL", "hall", "U0ANA")
		test(w, room)
	}()
	<-done
	for _, f := range w.cleanups {
		f()
	}
	return w.said.String()
}

func TestFailuresAreReadable(t *testing.T) {
	post := func(room *slacktest.Room, text string) {
		api := slack.New(room.Sim.BotToken(), slack.OptionAPIURL(room.Sim.URL()))
		if _, _, err := api.PostMessage("C0HALL", slack.MsgOptionText(text, false)); err != nil {
			t.Error(err)
		}
	}
	tests := map[string]struct {
		test func(*witness, *slacktest.Room)
		want []string
	}{
		"a message that was not said": {
			func(_ *witness, r *slacktest.Room) { post(r, "something else"); r.ExpectChannel("C0HALL", "hello") },
			[]string{`expected in C0HALL a message with ["hello"]`, "something else"},
		},
		"the same message cannot be expected twice": {
			func(_ *witness, r *slacktest.Room) {
				post(r, "hello")
				r.ExpectChannel("C0HALL", "hello")
				r.ExpectChannel("C0HALL", "hello")
			},
			[]string{"✓"},
		},
		"nothing else": {
			func(_ *witness, r *slacktest.Room) { post(r, "noise"); r.ExpectNothingElse(0) },
			[]string{"something else was said", "noise"},
		},
		"strict": {
			func(_ *witness, r *slacktest.Room) { r.Strict(); post(r, "noise") },
			[]string{"1 messages that nobody expected", "noise"},
		},
		"no form": {
			func(_ *witness, r *slacktest.Room) { r.User("U0ANA").ExpectModal("New") },
			[]string{`to have a form "New"`, "(no form)"},
		},
		"no app": {
			func(_ *witness, r *slacktest.Room) { r.User("U0ANA").Slash("C0HALL", "/clerk", "x") },
			[]string{"U0ANA typed /clerk x: Slack says: dispatch_failed"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			said := observe(t, tt.test)
			for _, want := range tt.want {
				if !strings.Contains(said, want) {
					t.Errorf("the failure must say %q; it says:\n%s", want, said)
				}
			}
		})
	}
}
