package slacksim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

func (s *Sim) chatPostMessage(c *call) (obj, *refusal) {
	if c.str("channel") == "" {
		return nil, refuse("channel_not_found")
	}
	v, bad := s.writable(c.str("channel"))
	if bad != nil {
		return nil, bad
	}
	m, bad := s.draft(c, validateMessage)
	if bad != nil {
		return nil, bad
	}
	if m.ThreadTS != "" {
		parent := v.find(m.ThreadTS)
		if parent == nil {
			return nil, refuse("invalid_thread_ts")
		}
		if parent.ThreadTS != "" {
			m.ThreadTS = parent.ThreadTS // an answer to an answer lands in the same thread
		}
		m.Broadcast = c.yes("reply_broadcast")
	}
	s.post(v, m)
	return obj{"channel": v.ID, "ts": m.TS, "message": s.messageJSON(m, true)}, nil
}

// post puts a message into a conversation and tells everybody: watchers, and the app by its events.
func (s *Sim) post(v *conversation, m *Message) {
	m.Channel, m.TS = v.ID, s.ids.ts()
	v.messages = append(v.messages, m)
	if parent := v.find(m.ThreadTS); parent != nil {
		parent.ThreadTS = parent.TS
		parent.ReplyCount++
	}
	s.publish(Event{Kind: "message", Channel: v.ID, User: m.User, Message: m})
	if m.Subtype != shownCommand {
		s.emitMessage(v, s.messageJSON(m, false))
	}
}

// shownCommand marks the line that shows everybody what somebody typed; apps are not told of it.
const shownCommand = "slash_command"

func (s *Sim) chatUpdate(c *call) (obj, *refusal) {
	v, m, bad := s.own(c, "cant_update_message")
	if bad != nil {
		return nil, bad
	}
	if utf8.RuneCountInString(c.str("text")) > 4000 {
		return nil, refuse("msg_too_long")
	}
	d, bad := s.draft(c, validateUpdate)
	if bad != nil {
		return nil, bad
	}
	s.edit(v, m, d, c.has("text"), c.args["blocks"] != nil, c.args["metadata"] != nil)
	return obj{"channel": v.ID, "ts": m.TS, "text": m.Text, "message": s.messageJSON(m, true)}, nil
}

// own finds the message that a call is about, and refuses if the bot did not write it.
func (s *Sim) own(c *call, notMine string) (*conversation, *Message, *refusal) {
	v, bad := s.visible(c.str("channel"))
	if bad != nil {
		return nil, nil, bad
	}
	m := v.find(c.str("ts"))
	switch {
	case m == nil:
		return nil, nil, refuse("message_not_found")
	case m.User != s.opt.BotUserID:
		return nil, nil, refuse(notMine)
	case v.Archived:
		return nil, nil, refuse("is_inactive")
	}
	return v, m, nil
}

// edit changes a message. Blocks that are not sent with a new text go away; metadata that is not
// sent stays, and metadata sent empty goes away.
func (s *Sim) edit(v *conversation, m, d *Message, text, blocks, metadata bool) {
	before := s.messageJSON(m, false)
	if text {
		m.Text = d.Text
	}
	if text || blocks {
		m.Blocks, m.Attachments = d.Blocks, d.Attachments
	}
	if metadata {
		m.Metadata = d.Metadata
	}
	m.Edited = true
	s.publish(Event{Kind: "message_changed", Channel: v.ID, User: m.User, Message: m})
	s.emitMessage(v, obj{
		"type": "message", "subtype": "message_changed", "hidden": true, "ts": s.ids.ts(),
		"message": s.messageJSON(m, false), "previous_message": before,
	})
}

func (s *Sim) chatDelete(c *call) (obj, *refusal) {
	v, m, bad := s.own(c, "cant_delete_message")
	if bad != nil {
		return nil, bad
	}
	s.remove(v, m)
	return obj{"channel": v.ID, "ts": m.TS}, nil
}

func (s *Sim) remove(v *conversation, m *Message) {
	v.messages = slices.DeleteFunc(v.messages, func(o *Message) bool { return o == m })
	if parent := v.find(m.ThreadTS); parent != nil {
		parent.ReplyCount--
		s.keep(keptLine{Message: parent})
	}
	s.publish(Event{Kind: "message_deleted", Channel: v.ID, User: m.User, Message: m})
	s.emitMessage(v, obj{
		"type": "message", "subtype": "message_deleted", "hidden": true, "ts": s.ids.ts(),
		"deleted_ts": m.TS, "previous_message": s.messageJSON(m, false),
	})
}

func (s *Sim) chatPostEphemeral(c *call) (obj, *refusal) {
	v, bad := s.writable(c.str("channel"))
	if bad != nil {
		return nil, bad
	}
	who := c.str("user")
	switch u, ok := s.users[who]; {
	case !ok:
		return nil, refuse("user_not_found")
	case u.Deleted:
		return nil, refuse("user_disabled")
	case !v.has(who):
		return nil, refuse("user_not_in_channel")
	}
	m, bad := s.draft(c, validateMessage)
	if bad != nil {
		return nil, bad
	}
	m.Metadata = nil
	s.whisper(v.ID, who, m)
	return obj{"message_ts": m.TS}, nil
}

// whisper shows a message to one person.
func (s *Sim) whisper(channel, user string, m *Message) {
	m.Channel, m.TS, m.Ephemeral, m.To = channel, s.ids.ts(), true, user
	s.ephemerals[user] = append(s.ephemerals[user], m)
	s.publish(Event{Kind: "ephemeral", Channel: channel, User: user, Message: m})
}

func (s *Sim) chatGetPermalink(c *call) (obj, *refusal) {
	v, bad := s.visible(c.str("channel"))
	if bad != nil {
		return nil, bad
	}
	m := v.find(c.str("message_ts"))
	if m == nil {
		return nil, refuse("message_not_found")
	}
	return obj{"channel": v.ID, "permalink": permalink(m)}, nil
}

func permalink(m *Message) string {
	link := "https://practice.slack.com/archives/" + m.Channel + "/p" + strings.ReplaceAll(m.TS, ".", "")
	if m.ThreadTS != "" && m.ThreadTS != m.TS {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + m.Channel
	}
	return link
}

func (s *Sim) reactionsAdd(c *call) (obj, *refusal) {
	v, bad := s.visible(c.str("channel"))
	if bad != nil {
		return nil, bad
	}
	m, name, me := v.find(c.str("timestamp")), strings.Trim(c.str("name"), ":"), s.opt.BotUserID
	switch {
	case m == nil:
		return nil, refuse("message_not_found")
	case name == "":
		return nil, refuse("invalid_name")
	case slices.Contains(m.Reactions[name], me):
		return nil, refuse("already_reacted")
	}
	if m.Reactions == nil {
		m.Reactions = map[string][]string{}
	}
	m.Reactions[name] = append(m.Reactions[name], me)
	s.publish(Event{Kind: "reaction", Channel: v.ID, User: me, Message: m, Text: name})
	return obj{}, nil
}
