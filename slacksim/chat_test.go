package slacksim_test

import (
	"strings"
	"testing"

	"compromisos/slacksim"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestPostMessageRefusals(t *testing.T) {
	a := start(t, slacksim.Options{})
	tests := map[string]struct {
		channel, want string
		options       []slack.MsgOption
	}{
		"fine":                       {"C0GENERAL", "", []slack.MsgOption{slack.MsgOptionText("x", false)}},
		"nothing to say":             {"C0GENERAL", "no_text", nil},
		"unknown channel":            {"C0NOWHERE", "channel_not_found", []slack.MsgOption{slack.MsgOptionText("x", false)}},
		"bot was not invited":        {"C0OTHER", "not_in_channel", []slack.MsgOption{slack.MsgOptionText("x", false)}},
		"private channel is unknown": {"G0SECRET", "channel_not_found", []slack.MsgOption{slack.MsgOptionText("x", false)}},
		"archived":                   {"C0OLD", "is_archived", []slack.MsgOption{slack.MsgOptionText("x", false)}},
		"person who left":            {"U0GONE", "user_disabled", []slack.MsgOption{slack.MsgOptionText("x", false)}},
		"no such thread":             {"C0GENERAL", "invalid_thread_ts", []slack.MsgOption{slack.MsgOptionText("x", false), slack.MsgOptionTS("1.000001")}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := a.api.PostMessage(tt.channel, tt.options...); errText(err) != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestInvalidBlocksNameTheSpot(t *testing.T) {
	a := start(t, slacksim.Options{})
	got := a.call("chat.postMessage", map[string]any{"channel": "C0GENERAL", "text": "x", "blocks": []any{
		map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": strings.Repeat("x", 3001)}},
	}})
	want := map[string]any{
		"ok": false, "error": "invalid_blocks",
		"errors":            []any{"must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		"response_metadata": map[string]any{"messages": []any{"[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(a.sim.Messages("C0GENERAL")) != 0 {
		t.Error("a refused message was posted")
	}
}

func TestDirectMessageByUserID(t *testing.T) {
	a := start(t, slacksim.Options{})
	channel, ts, err := a.api.PostMessage("U0ANA", slack.MsgOptionText("hello", false))
	if err != nil || !strings.HasPrefix(channel, "D") {
		t.Fatalf("the answer must name the D channel: %q, %v", channel, err)
	}
	if dm := a.sim.DM("U0ANA"); len(dm) != 1 || dm[0].TS != ts || dm[0].BotID == "" {
		t.Errorf("DM: %+v", dm)
	}
	// chat.update does not take the person's id.
	if _, _, _, err := a.api.UpdateMessage("U0ANA", ts, slack.MsgOptionText("y", false)); errText(err) != "channel_not_found" {
		t.Errorf("chat.update with U…: %v", err)
	}
	c, _, already, err := a.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{"U0ANA"}})
	if err != nil || c.ID != channel || !already {
		t.Errorf("conversations.open: %+v %v %v", c, already, err)
	}
	a.sim.Deactivate("U0ANA")
	if _, _, err := a.api.PostMessage(channel, slack.MsgOptionText("x", false)); errText(err) != "user_disabled" {
		t.Errorf("to the DM of somebody who left meanwhile: %v", err)
	}
}

func TestUpdateAndDelete(t *testing.T) {
	a := start(t, slacksim.Options{})
	section := slack.MsgOptionBlocks(slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "body", false, false), nil, nil))
	_, ts, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("one", false), section)
	if err != nil {
		t.Fatal(err)
	}
	said, err := a.sim.Say(within(t), "U0ANA", "C0GENERAL", "mine", "")
	if err != nil {
		t.Fatal(err)
	}
	update := func(ts, text string) error {
		_, _, _, err := a.api.UpdateMessage("C0GENERAL", ts, slack.MsgOptionText(text, false))
		return err
	}
	if err := update(ts, strings.Repeat("x", 4001)); errText(err) != "msg_too_long" {
		t.Errorf("4001 characters: %v", err)
	}
	if err := update(said.TS, "not mine"); errText(err) != "cant_update_message" {
		t.Errorf("a person's message: %v", err)
	}
	if err := update("1.000000", "x"); errText(err) != "message_not_found" {
		t.Errorf("no message: %v", err)
	}
	if err := update(ts, "two"); err != nil {
		t.Fatal(err)
	}
	if m := a.sim.Messages("C0GENERAL")[0]; m.Text != "two" || !m.Edited || len(m.Blocks) != 0 {
		t.Errorf("after the update: %+v", m)
	}
	if _, _, err := a.api.DeleteMessage("C0GENERAL", said.TS); errText(err) != "cant_delete_message" {
		t.Errorf("deleting a person's message: %v", err)
	}
	if _, _, err := a.api.DeleteMessage("C0GENERAL", ts); err != nil || len(a.sim.Messages("C0GENERAL")) != 1 {
		t.Errorf("delete: %v", err)
	}
}

func TestMetadataIsReadBackOnlyOnRequest(t *testing.T) {
	a := start(t, slacksim.Options{})
	meta := slack.SlackMetadata{EventType: "notice", EventPayload: map[string]any{"key": "k-1"}}
	channel, ts, err := a.api.PostMessage("U0ANA", slack.MsgOptionText("x", false), slack.MsgOptionMetadata(meta))
	if err != nil {
		t.Fatal(err)
	}
	read := func(all bool) slack.SlackMetadata {
		t.Helper()
		h, err := a.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel, IncludeAllMetadata: all})
		if err != nil || len(h.Messages) != 1 {
			t.Fatalf("%+v, %v", h, err)
		}
		return h.Messages[0].Metadata
	}
	if m := read(false); m.EventType != "notice" || len(m.EventPayload) != 0 {
		t.Errorf("without include_all_metadata: %+v", m)
	}
	if m := read(true); m.EventPayload["key"] != "k-1" {
		t.Errorf("with include_all_metadata: %+v", m)
	}
	if _, _, _, err := a.api.UpdateMessage(channel, ts, slack.MsgOptionText("y", false)); err != nil {
		t.Fatal(err)
	}
	if m := read(true); m.EventPayload["key"] != "k-1" {
		t.Error("an update without metadata lost it")
	}
	a.call("chat.update", map[string]any{"channel": channel, "ts": ts, "text": "z", "metadata": map[string]any{}})
	if m := read(true); m.EventType != "" {
		t.Errorf("empty metadata must remove it: %+v", m)
	}
}

func TestEphemeral(t *testing.T) {
	a := start(t, slacksim.Options{})
	if _, err := a.api.PostEphemeral("C0GENERAL", "U0ANA", slack.MsgOptionText("psst", false)); err != nil {
		t.Fatal(err)
	}
	if len(a.sim.Messages("C0GENERAL")) != 0 || len(a.sim.Ephemerals("U0ANA")) != 1 || len(a.sim.Ephemerals("U0LUIS")) != 0 {
		t.Error("an ephemeral message is for one person")
	}
	a.sim.AddUser(slacksim.User{ID: "U0FAR", Name: "far"})
	if _, err := a.api.PostEphemeral("C0GENERAL", "U0FAR", slack.MsgOptionText("psst", false)); errText(err) != "user_not_in_channel" {
		t.Errorf("to somebody who is not there: %v", err)
	}
}

func TestThreadsAndHistory(t *testing.T) {
	a := start(t, slacksim.Options{})
	_, root, _ := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("root", false))
	_, reply, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("reply", false), slack.MsgOptionTS(root))
	if err != nil {
		t.Fatal(err)
	}
	// A reply to a reply lands in the same thread.
	if _, err := a.sim.Say(within(t), "U0ANA", "C0GENERAL", "nested", reply); err != nil {
		t.Fatal(err)
	}
	h, err := a.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: "C0GENERAL"})
	if err != nil || len(h.Messages) != 1 || h.Messages[0].ReplyCount != 2 {
		t.Errorf("history must not list replies: %+v, %v", h, err)
	}
	msgs, more, _, err := a.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: "C0GENERAL", Timestamp: root})
	if err != nil || more || len(msgs) != 3 || msgs[2].Text != "nested" || msgs[2].ThreadTimestamp != root {
		t.Errorf("replies: %+v, %v", msgs, err)
	}
	link, err := a.api.GetPermalink(&slack.PermalinkParameters{Channel: "C0GENERAL", Ts: reply})
	if err != nil || !strings.Contains(link, "thread_ts="+root) {
		t.Errorf("permalink: %q, %v", link, err)
	}
	if _, err := a.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: "C0OTHER"}); errText(err) != "not_in_channel" {
		t.Errorf("history of a channel without the bot: %v", err)
	}
}

func TestHistoryBounds(t *testing.T) {
	a := start(t, slacksim.Options{})
	var ts []string
	for range 3 {
		_, one, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("x", false))
		if err != nil {
			t.Fatal(err)
		}
		ts = append(ts, one)
	}
	count := func(p slack.GetConversationHistoryParameters) int {
		p.ChannelID = "C0GENERAL"
		h, err := a.api.GetConversationHistory(&p)
		if err != nil {
			t.Fatal(err)
		}
		return len(h.Messages)
	}
	got := []int{
		count(slack.GetConversationHistoryParameters{Oldest: ts[0]}),
		count(slack.GetConversationHistoryParameters{Oldest: ts[0], Inclusive: true}),
		count(slack.GetConversationHistoryParameters{Latest: ts[1]}),
		count(slack.GetConversationHistoryParameters{Oldest: "0", Latest: ts[1], Inclusive: true}),
	}
	if diff := cmp.Diff([]int{2, 3, 1, 2}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSettledBlocksHaveIDs(t *testing.T) {
	a := start(t, slacksim.Options{})
	button := slack.NewButtonBlockElement("", "v", slack.NewTextBlockObject("plain_text", "Go", false, false))
	if _, _, err := a.api.PostMessage("C0GENERAL", slack.MsgOptionText("x", false), slack.MsgOptionBlocks(slack.NewActionBlock("", button))); err != nil {
		t.Fatal(err)
	}
	block := a.sim.Messages("C0GENERAL")[0].Blocks[0]
	element := block["elements"].([]any)[0].(map[string]any)
	if block["block_id"] == "" || block["block_id"] == nil || element["action_id"] == nil {
		t.Errorf("Slack invents what is missing: %+v", block)
	}
}
