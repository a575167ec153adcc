package slacksim_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"compromisos/slacksim"
)

const home = `{"type":"home","blocks":[{"type":"actions","block_id":"b","elements":[{"type":"static_select","action_id":"s",
	"options":[{"text":{"type":"plain_text","text":"one"},"value":"1"},{"text":{"type":"plain_text","text":"two"},"value":"2"}]}]}]}`

// lasting is what a workspace is once it was opened again: all but what lives for minutes. Its address is another one.
func lasting(s *slacksim.Sim) slacksim.Snapshot {
	w := s.Snapshot()
	w.Ephemerals, w.Views, w.Sockets = nil, nil, 0
	return w
}

var lastingly = cmp.Options{cmpopts.IgnoreFields(slacksim.File{}, "URLPrivateDownload"), cmpopts.EquateEmpty()}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestDir opens a workspace again and finds in it everything that was done, by people and by the app, and ids that
// nobody had before.
func TestDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "slack")
	a := start(t, slacksim.Options{Dir: dir})
	everything(t, a)
	was := lasting(a.sim)
	dm := a.sim.DM("U0ANA")
	if err := a.sim.Close(); err != nil {
		t.Fatal(err)
	}

	again := must(slacksim.Start(slacksim.Options{Dir: dir}))
	defer again.Close()
	if diff := cmp.Diff(was, lasting(again), lastingly); diff != "" {
		t.Errorf("what it was, and what it is:\n%s", diff)
	}
	api := slack.New(again.BotToken(), slack.OptionAPIURL(again.URL()))
	h, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: dm[0].Channel, IncludeAllMetadata: true})
	if err != nil || h.Messages[len(h.Messages)-1].Metadata.EventPayload["mark"] != "m-1" {
		t.Errorf("the app does not find its mark: %+v, %v", h, err)
	}
	file := again.DM("U0ANA")[1].Files[0]
	var got bytes.Buffer
	if err := api.GetFile(file.URLPrivateDownload, &got); err != nil || got.String() != "hello" {
		t.Errorf("the file: %q, %v", got.String(), err)
	}
	channel, ts, err := api.PostMessage("U0ANA", slack.MsgOptionText("and on", false), slack.MsgOptionTS(dm[0].TS))
	if err != nil || channel != dm[0].Channel || ts <= dm[len(dm)-1].TS {
		t.Errorf("the conversation does not go on: %s %s, %v", channel, ts, err)
	}
	for range 100 {
		if f := again.Upload("U0ANA", "b.txt", nil); f.ID == file.ID {
			t.Errorf("two files are called %s", f.ID)
		}
	}
}

// everything does each thing that lasts, and some that do not.
func everything(t *testing.T, a *app) {
	t.Helper()
	ctx := within(t)
	_, root, err := a.api.PostMessage("U0ANA", slack.MsgOptionText("root", false),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "e", EventPayload: map[string]any{"mark": "m-1", "n": 3.5, "b": true}}),
		slack.MsgOptionBlocks(slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*a*", false, false), nil, nil)))
	if err != nil {
		t.Fatal(err)
	}
	must(a.api.UploadFile(slack.UploadFileParameters{
		Filename: "acta 1.pdf", Title: "Acta", FileSize: 5, Reader: strings.NewReader("hello"), Channel: a.sim.DMID("U0ANA"), ThreadTimestamp: root,
	}))
	must(a.sim.Say(ctx, "U0ANA", "DM", "an answer <@U0LUIS> & more", root))
	must(a.sim.SayFiles(ctx, "U0ANA", "DM", "", root, a.sim.Upload("U0ANA", "mío.txt", []byte("x"))))
	a.sim.Upload("U0LUIS", "in a form.txt", []byte("y"))
	gone := must(a.sim.Say(ctx, "U0LUIS", "C0GENERAL", "one more", ""))
	_, _, err = a.api.PostMessage("C0GENERAL", slack.MsgOptionText("twice", false), slack.MsgOptionTS(gone.TS), slack.MsgOptionBroadcast())
	if err != nil {
		t.Fatal(err)
	}
	_, ts, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("old", false), slack.MsgOptionAttachments(slack.Attachment{Text: "at"}))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := a.api.UpdateMessage("C0GENERAL", ts, slack.MsgOptionText("new", false)); err != nil {
		t.Fatal(err)
	}
	if err := a.api.AddReaction("eyes", slack.ItemRef{Channel: "C0GENERAL", Timestamp: ts}); err != nil {
		t.Fatal(err)
	}
	_, ts, _ = a.api.PostMessage("C0GENERAL", slack.MsgOptionText("to be deleted", false), slack.MsgOptionTS(gone.TS))
	if _, _, err := a.api.DeleteMessage("C0GENERAL", ts); err != nil {
		t.Fatal(err)
	}
	must(a.api.PostEphemeral("C0GENERAL", "U0ANA", slack.MsgOptionText("only now", false)))
	publish(t, a, home)
	_, _ = a.sim.PressView(ctx, "U0ANA", a.sim.Home("U0ANA").ID, "s", "2") // nobody listens, but it is chosen
	a.sim.AddGroup(slacksim.Group{ID: "S0G", Handle: "g", Name: "G", Users: []string{"U0ANA"}, Disabled: true})
	a.sim.Deactivate("U0LUIS")
	a.sim.AddChannel(slacksim.Channel{ID: "C0OTHER", Name: "renamed", Members: []string{"U0LUIS"}})
}

func publish(t testing.TB, a *app, view string) {
	t.Helper()
	if answer := a.call("views.publish", map[string]any{"user_id": "U0ANA", "view": json.RawMessage(view)}); answer["ok"] != true {
		t.Fatalf("%v", answer)
	}
}

// TestDir_anyMoment copies the folder at any moment, as a killed process leaves it: opened, it is the workspace as it
// stood.
func TestDir_anyMoment(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		base, err := os.MkdirTemp("", "slacksim") //nolint:usetesting // a folder for each case, gone with it
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(base)
		a := start(t, slacksim.Options{Dir: filepath.Join(base, "a")})
		defer a.sim.Close()
		pick := func(ms []slacksim.Message) (m slacksim.Message) {
			if len(ms) > 0 {
				m = rapid.SampledFrom(ms).Draw(r, "message")
			}
			return m
		}
		// What Slack refuses changes nothing, and that is as good a case as any.
		r.Repeat(map[string]func(*rapid.T){
			"say": func(r *rapid.T) {
				_, _ = a.sim.Say(t.Context(), "U0ANA", "C0GENERAL", rapid.String().Draw(r, "text"), pick(a.sim.Messages("C0GENERAL")).TS)
			},
			"post": func(r *rapid.T) {
				_, _, _ = a.api.PostMessage("U0LUIS", slack.MsgOptionText(rapid.String().Draw(r, "text"), false))
			},
			"update": func(r *rapid.T) {
				_, _, _, _ = a.api.UpdateMessage(a.sim.DMID("U0LUIS"), pick(a.sim.DM("U0LUIS")).TS, slack.MsgOptionText("u", false))
			},
			"delete": func(r *rapid.T) { _, _, _ = a.api.DeleteMessage(a.sim.DMID("U0LUIS"), pick(a.sim.DM("U0LUIS")).TS) },
			"answer": func(r *rapid.T) {
				_, _, _ = a.api.PostMessage(a.sim.DMID("U0LUIS"), slack.MsgOptionText("r", false), slack.MsgOptionTS(pick(a.sim.DM("U0LUIS")).TS))
			},
			"upload": func(r *rapid.T) { a.sim.Upload("U0ANA", "f.bin", rapid.SliceOf(rapid.Byte()).Draw(r, "bytes")) },
			"user": func(r *rapid.T) {
				a.sim.AddUser(slacksim.User{ID: fmt.Sprintf("U0%d", rapid.IntRange(0, 3).Draw(r, "id")), RealName: rapid.String().Draw(r, "name")})
			},
			"home": func(r *rapid.T) { publish(t, a, home) },
		})
		copied := filepath.Join(base, "b")
		if err := os.CopyFS(copied, os.DirFS(filepath.Join(base, "a"))); err != nil {
			t.Fatal(err)
		}
		again := must(slacksim.Start(slacksim.Options{Dir: copied}))
		defer again.Close()
		if diff := cmp.Diff(lasting(a.sim), lasting(again), lastingly); diff != "" {
			r.Fatalf("what it was, and what it is:\n%s", diff)
		}
	})
}

// TestDir_damaged opens what a dying process may leave, and refuses what it may not.
func TestDir_damaged(t *testing.T) {
	const head = `{"format":"slacksim","version":1}` + "\n" + `{"user":{"ID":"U0ANA"}}` + "\n"
	for text, want := range map[string]error{
		head:                                   nil,
		head + `{"user":{"ID":"U0LU`:           nil, // torn
		"":                                     slacksim.ErrKept,
		"{}\n":                                 slacksim.ErrKept,
		strings.Replace(head, "1", "2", 1):     slacksim.ErrKept,
		head + "{\n" + head:                    slacksim.ErrKept,
		head + `{"message":{"TS":"1"}}` + "\n": slacksim.ErrKept,
		head + `{"file":{"ID":"F0"}}` + "\n":   slacksim.ErrKept,
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "workspace.jsonl")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := slacksim.Start(slacksim.Options{Dir: dir})
		if err == nil {
			if n := len(s.Snapshot().Users); n != 2 { // with the bot
				t.Errorf("%q: %d users", text, n)
			}
			_ = s.Close()
			continue
		}
		if !errors.Is(err, want) || want == nil {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
		if now := must(os.ReadFile(path)); string(now) != text {
			t.Errorf("%q was refused, and is %q now", text, now)
		}
	}
}

// TestDir_noRoom says that it can no longer keep what happens, and keeps it at the end if it can then.
func TestDir_noRoom(t *testing.T) {
	dir := t.TempDir()
	a := start(t, slacksim.Options{Dir: dir})
	files, away := filepath.Join(dir, "files"), filepath.Join(dir, "away")
	if err := os.Rename(files, away); err != nil {
		t.Fatal(err)
	}
	a.sim.Upload("U0ANA", "a.txt", []byte("x"))
	if a.sim.Kept() == nil {
		t.Error("it does not say that the file is not kept")
	}
	must(a.sim.Say(within(t), "U0ANA", "DM", "later", ""))
	if err := os.Rename(away, files); err != nil {
		t.Fatal(err)
	}
	was := lasting(a.sim)
	if err := a.sim.Close(); err != nil {
		t.Fatal(err)
	}
	again := must(slacksim.Start(slacksim.Options{Dir: dir}))
	defer again.Close()
	if diff := cmp.Diff(was, lasting(again), lastingly); diff != "" {
		t.Errorf("what it was, and what it is:\n%s", diff)
	}
}
