package slacksim_test

import (
	"fmt"
	"sync"
	"testing"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestCloseTwiceAndWhileBusy(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.silent = func(socketmode.Event) bool { return true }
	a.connect()
	done := make(chan error)
	go func() {
		_, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", "")
		done <- err
	}()
	eventually(t, "the command is out", func() bool { return a.sim.Close() == nil })
	if err := <-done; err == nil {
		t.Error("a command succeeded in a closed workspace")
	}
	if err := a.sim.Close(); err != nil {
		t.Error(err)
	}
}

// Many people at once: nothing is lost, nothing twice, no timestamp repeats.
func TestEverybodyAtOnce(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.handle = func(e socketmode.Event) any {
		if d, ok := e.Data.(slack.SlashCommand); ok {
			_, _, _ = a.api.PostMessage(d.UserID, slack.MsgOptionText(d.Text, false))
			return map[string]any{"text": d.Text}
		}
		return nil
	}
	a.connect()
	watch, cancel := a.sim.Subscribe()
	defer cancel()
	go func() {
		for range watch {
		}
	}()
	var wg sync.WaitGroup
	for i := range 20 {
		user := fmt.Sprintf("U0%04d", i)
		a.sim.AddUser(slacksim.User{ID: user, Name: user})
		wg.Go(func() {
			for j := range 5 {
				text := fmt.Sprintf("%s %d", user, j)
				out, err := a.sim.Slash(within(t), user, "C0GENERAL", "/bot", text)
				if err != nil || out.Text != text {
					t.Errorf("%+v, %v", out, err)
				}
				_ = a.sim.Snapshot()
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for i := range 20 {
		user := fmt.Sprintf("U0%04d", i)
		if dm := a.sim.DM(user); len(dm) != 5 {
			t.Errorf("%s has %d messages", user, len(dm))
		}
		for _, m := range append(a.sim.DM(user), a.sim.Ephemerals(user)...) {
			if seen[m.TS] {
				t.Errorf("timestamp %s twice", m.TS)
			}
			seen[m.TS] = true
		}
	}
}

func TestSubscribe(t *testing.T) {
	a := start(t, slacksim.Options{})
	events, cancel := a.sim.Subscribe()
	if _, _, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("hello", false)); err != nil {
		t.Fatal(err)
	}
	for e := range events {
		if e.Kind == "message" {
			if e.Message.Text != "hello" || e.Channel != "C0GENERAL" {
				t.Errorf("%+v", e)
			}
			break
		}
	}
	cancel()
	cancel()
	snap := a.sim.Snapshot()
	if len(snap.Messages["C0GENERAL"]) != 1 || len(snap.Users) != 4 {
		t.Errorf("%+v", snap)
	}
	// What a caller does with its copy stays with the caller.
	snap.Messages["C0GENERAL"][0].Text = "forged"
	if a.sim.Messages("C0GENERAL")[0].Text != "hello" {
		t.Error("the snapshot shares memory with the workspace")
	}
}

func TestShortcuts(t *testing.T) {
	a := start(t, slacksim.Options{})
	got := make(chan slack.InteractionCallback, 5)
	a.handle = func(e socketmode.Event) any {
		if d, ok := e.Data.(slack.InteractionCallback); ok {
			got <- d
		}
		return nil
	}
	a.connect()
	if _, err := a.sim.Shortcut(within(t), "U0ANA", "global"); err != nil {
		t.Fatal(err)
	}
	if d := <-got; d.CallbackID != "global" || d.TriggerID == "" || d.ResponseURL != "" || d.Channel.ID != "" {
		t.Errorf("%+v", d)
	}
	m, err := a.sim.Say(within(t), "U0LUIS", "C0OTHER", "register me", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.sim.MessageShortcut(within(t), "U0ANA", "of a message", m); err != nil {
		t.Fatal(err)
	}
	if d := <-got; d.Message.Text != "register me" || d.Channel.ID != "C0OTHER" || d.MessageTs != m.TS || d.ResponseURL == "" {
		t.Errorf("%+v", d)
	}
	_, _ = a.api.PostEphemeral("C0GENERAL", "U0ANA", slack.MsgOptionText("x", false))
	if _, err := a.sim.MessageShortcut(within(t), "U0ANA", "x", a.sim.Ephemerals("U0ANA")[0]); err == nil {
		t.Error("ephemeral messages have no shortcuts")
	}
}
