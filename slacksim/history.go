package slacksim

import "slices"

// legible finds a conversation whose history the bot may read.
func (s *Sim) legible(c *call) (*conversation, *refusal) {
	v, bad := s.visible(c.str("channel"))
	if bad != nil {
		return nil, bad
	}
	if bad := s.need(v.kind() + ":history"); bad != nil {
		return nil, bad
	}
	if !v.has(s.opt.BotUserID) {
		return nil, refuse("not_in_channel")
	}
	return v, nil
}

// within tells whether a message lies between oldest and latest; the ends count only if inclusive.
func within(c *call, ts string) bool {
	oldest, latest, inclusive := c.str("oldest"), c.str("latest"), c.yes("inclusive")
	after := oldest == "" || before(oldest, ts) || inclusive && !before(ts, oldest)
	until := latest == "" || before(ts, latest) || inclusive && !before(latest, ts)
	return after && until
}

func (s *Sim) conversationsHistory(c *call) (obj, *refusal) {
	v, bad := s.legible(c)
	if bad != nil {
		return nil, bad
	}
	var found []*Message
	for _, m := range slices.Backward(v.messages) {
		reply := m.ThreadTS != "" && m.ThreadTS != m.TS
		if (!reply || m.Broadcast) && within(c, m.TS) {
			found = append(found, m)
		}
	}
	return s.listMessages(c, found, 999)
}

func (s *Sim) conversationsReplies(c *call) (obj, *refusal) {
	v, bad := s.legible(c)
	if bad != nil {
		return nil, bad
	}
	root := v.find(c.str("ts"))
	if root == nil {
		return nil, refuse("thread_not_found")
	}
	found := []*Message{root}
	for _, m := range v.messages {
		if m != root && m.ThreadTS == root.TS && within(c, m.TS) {
			found = append(found, m)
		}
	}
	return s.listMessages(c, found, 1000)
}

func (s *Sim) listMessages(c *call, found []*Message, most int) (obj, *refusal) {
	var ids []string
	byTS := map[string]*Message{}
	for _, m := range found {
		ids = append(ids, m.TS)
		byTS[m.TS] = m
	}
	ids, next, bad := s.page(c, ids, most)
	if bad != nil {
		return nil, bad
	}
	messages := []obj{}
	for _, ts := range ids {
		m := byTS[ts]
		o := s.messageJSON(m, c.yes("include_all_metadata"))
		if m.ReplyCount > 0 {
			o["reply_count"] = m.ReplyCount
		}
		messages = append(messages, o)
	}
	answer := obj{"messages": messages, "has_more": next != ""}
	if next != "" {
		answer["response_metadata"] = obj{"next_cursor": next}
	}
	return answer, nil
}
