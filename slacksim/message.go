package slacksim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Message is what somebody said. Blocks and Metadata are as Slack keeps them: with ids filled in.
type Message struct {
	Channel, TS, ThreadTS string
	// User is who wrote it; for the app's messages that is the bot, and BotID is set.
	User, BotID, Text string
	Subtype           string
	Blocks            []map[string]any
	Attachments       []map[string]any
	Metadata          map[string]any
	Files             []File
	Reactions         map[string][]string // name → users
	// Ephemeral messages are seen by one person, To, and by nobody else.
	Ephemeral bool
	To        string
	Edited    bool
	Broadcast bool
	// ReplyCount counts the replies to the first message of a thread.
	ReplyCount int
}

// copy returns a message that shares nothing with the original.
func (m *Message) copy() Message {
	c := *m
	c.Blocks, c.Attachments, c.Metadata = clone(m.Blocks), clone(m.Attachments), clone(m.Metadata)
	c.Files = slices.Clone(m.Files)
	if m.Reactions != nil {
		c.Reactions = map[string][]string{}
		for name, users := range m.Reactions {
			c.Reactions[name] = slices.Clone(users)
		}
	}
	return c
}

func copyMessages(in []*Message) []Message {
	out := make([]Message, 0, len(in))
	for _, m := range in {
		out = append(out, m.copy())
	}
	return out
}

// Messages is everything to be seen in a channel or DM, thread replies included, oldest first.
func (s *Sim) Messages(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.convs[s.resolve(channel)]; ok {
		return copyMessages(v.messages)
	}
	return nil
}

// DM is the app's conversation with a user.
func (s *Sim) DM(user string) []Message { return s.Messages(user) }

// Ephemerals are the messages that only this user can see, in any channel.
func (s *Sim) Ephemerals(user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return copyMessages(s.ephemerals[user])
}

// AllTexts is the message as a person reads it: the text, then every text of its blocks.
func (m Message) AllTexts() []string {
	texts := []string{m.Text}
	for _, b := range m.Blocks {
		texts = append(texts, BlockTexts(b)...)
	}
	for _, a := range m.Attachments {
		texts = append(texts, BlockTexts(a)...)
	}
	for _, f := range m.Files {
		texts = append(texts, f.Name, f.Title)
	}
	return texts
}

// BlockTexts collects what can be read in a block, in reading order: texts, labels, options, cells.
func BlockTexts(block map[string]any) []string {
	var out []string
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case string:
			if slices.Contains(readable, key) && v != "" {
				out = append(out, v)
			}
		case []any:
			for _, e := range v {
				walk(key, e)
			}
		case []obj:
			for _, e := range v {
				walk(key, e)
			}
		case obj:
			for _, k := range readable {
				walk(k, v[k])
			}
			for _, k := range slices.Sorted(func(yield func(string) bool) {
				for k := range v {
					if !slices.Contains(readable, k) && k != "confirm" && !yield(k) {
						return
					}
				}
			}) {
				walk(k, v[k])
			}
		}
	}
	walk("", block)
	return out
}

// readable are the fields that hold words for people, in the order in which they are read.
var readable = []string{"title", "label", "text", "alt_text", "hint", "fallback", "value_text", "pretext", "name", "description", "placeholder"}

// messageJSON is a message as Slack sends it. The payload of metadata is only for those who asked.
func (s *Sim) messageJSON(m *Message, metadata bool) obj {
	o := obj{"type": "message", "ts": m.TS, "user": m.User, "text": m.Text, "team": s.opt.TeamID}
	put := func(key string, v any, given bool) {
		if given {
			o[key] = v
		}
	}
	put("subtype", m.Subtype, m.Subtype != "")
	put("thread_ts", m.ThreadTS, m.ThreadTS != "")
	put("blocks", m.Blocks, len(m.Blocks) > 0)
	put("attachments", m.Attachments, len(m.Attachments) > 0)
	put("is_ephemeral", true, m.Ephemeral)
	if m.BotID != "" {
		o["bot_id"], o["app_id"] = m.BotID, appID
		o["bot_profile"] = obj{"id": botID, "app_id": appID, "name": s.users[s.opt.BotUserID].Name, "team_id": s.opt.TeamID, "deleted": false}
	}
	if m.Edited {
		o["edited"] = obj{"user": m.User, "ts": m.TS}
	}
	if len(m.Files) > 0 {
		var files []obj
		for _, f := range m.Files {
			files = append(files, s.fileJSON(f))
		}
		o["files"], o["upload"] = files, false
	}
	if m.Metadata != nil {
		o["metadata"] = obj{"event_type": m.Metadata["event_type"]}
		put("metadata", m.Metadata, metadata)
	}
	if len(m.Reactions) > 0 {
		var reactions []obj
		for name, users := range m.Reactions {
			reactions = append(reactions, obj{"name": name, "users": users, "count": len(users)})
		}
		o["reactions"] = reactions
	}
	return o
}

// find returns a message of a conversation by its timestamp, or nil.
func (v *conversation) find(ts string) *Message {
	if ts == "" {
		return nil
	}
	for _, m := range slices.Backward(v.messages) { // what people act on is usually recent
		if m.TS == ts {
			return m
		}
	}
	return nil
}

// draft reads the message out of a call: text, blocks, attachments, metadata. What Slack would
// refuse is refused here, so that nothing invalid is ever stored.
func (s *Sim) draft(c *call, validate func(obj) []Fault) (*Message, *refusal) {
	raw := obj{}
	for _, key := range []string{"text", "markdown_text", "thread_ts", "parse", "username"} {
		if c.has(key) {
			raw[key] = c.str(key)
		}
	}
	for _, key := range []string{"blocks", "attachments", "metadata"} {
		if !c.has(key) {
			continue
		}
		v, ok := c.value(key)
		if !ok {
			return nil, refuse(map[string]string{"blocks": "invalid_blocks_format", "attachments": "invalid_attachments", "metadata": "invalid_metadata_format"}[key])
		}
		if nested, isObj := v.(obj); isObj && key == "blocks" {
			v = nested["blocks"] // some clients wrap the array
		}
		raw[key] = v
	}
	if bad := reject(validate(raw)); bad != nil {
		return nil, bad
	}
	return s.build(raw), nil
}

// build makes a message of JSON that was found valid.
func (s *Sim) build(raw obj) *Message {
	m := &Message{User: s.opt.BotUserID, BotID: botID, Text: truncate(str(raw, "text"), 40000), ThreadTS: str(raw, "thread_ts")}
	if md := str(raw, "markdown_text"); md != "" {
		m.Text = md
	}
	m.Blocks = s.settle(list(raw, "blocks"))
	m.Attachments = clone(list(raw, "attachments"))
	for _, a := range m.Attachments {
		a["blocks"] = s.settle(list(a, "blocks"))
	}
	if meta := sub(raw, "metadata"); len(meta) > 0 {
		m.Metadata = clone(meta)
	}
	return m
}

// truncate cuts a text that is over Slack's limit, which Slack does without an error.
func truncate(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}

// settle is what Slack does to blocks it keeps: ids where there were none, and the defaults of
// text objects spelled out. An app that compares whole objects with what it sent learns it here.
func (s *Sim) settle(blocks []obj) []obj {
	blocks = clone(blocks)
	for _, b := range blocks {
		settleTexts(b)
	}
	s.name(blocks)
	return blocks
}

// name gives ids to blocks and elements that have none.
func (s *Sim) name(blocks []obj) {
	for _, b := range blocks {
		if str(b, "block_id") == "" {
			b["block_id"] = s.short()
		}
		for _, e := range elements(b) {
			if str(e, "action_id") == "" && interactive(str(e, "type")) {
				e["action_id"] = s.short()
			}
		}
		s.name(nested(b))
	}
}

func settleTexts(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			settleTexts(e)
		}
	case obj:
		if _, given := v["emoji"]; str(v, "type") == "plain_text" && !given {
			v["emoji"] = true
		}
		if _, given := v["verbatim"]; str(v, "type") == "mrkdwn" && !given {
			v["verbatim"] = false
		}
		for _, e := range v {
			settleTexts(e)
		}
	}
}

// short is an id of the kind that Slack invents for blocks and elements.
func (s *Sim) short() string { return strings.ToLower(s.ids.next("x"))[4:] }
