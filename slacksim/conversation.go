package slacksim

import (
	"slices"
	"strings"
)

// Channel is a public or private channel, or a direct conversation.
type Channel struct {
	ID, Name          string
	Private, Archived bool
	Members           []string // the bot is a member if its user id is here
	// User is the other side of a DM with the app; only DMs have one.
	User string
}

// conversation is a channel and what was said in it, oldest first, replies included.
type conversation struct {
	Channel
	messages []*Message
}

// AddChannel adds a channel, or replaces what is known about the one with the same id.
func (s *Sim) AddChannel(c Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Members = slices.Clone(c.Members)
	if c.User != "" {
		s.dms[c.User] = c.ID
	}
	s.keep(keptLine{Channel: &c})
	if v, known := s.convs[c.ID]; known {
		v.Channel = c
		return
	}
	s.convs[c.ID] = &conversation{Channel: c}
	s.convOrder = append(s.convOrder, c.ID)
}

// dm returns the app's DM with a user, opening it if need be. The caller holds the lock.
func (s *Sim) dm(userID string) *conversation {
	if id, open := s.dms[userID]; open {
		return s.convs[id]
	}
	v := &conversation{Channel: Channel{ID: s.ids.next("D"), User: userID, Members: []string{userID, s.opt.BotUserID}}}
	s.convs[v.ID] = v
	s.convOrder = append(s.convOrder, v.ID)
	s.dms[userID] = v.ID
	s.keep(keptLine{Channel: &v.Channel})
	return v
}

// resolve turns the id of a person into that of the DM with them, if there is one.
func (s *Sim) resolve(id string) string {
	if dm, open := s.dms[id]; open {
		return dm
	}
	return id
}

// DMID is the id of the app's DM with the user, opened if need be.
func (s *Sim) DMID(userID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(userID).ID
}

// kind is the word that scopes and events use for this sort of conversation.
func (v *conversation) kind() string {
	switch {
	case v.User != "":
		return "im"
	case v.Private:
		return "groups"
	}
	return "channels"
}

func (v *conversation) has(userID string) bool { return slices.Contains(v.Members, userID) }

// left tells whether this is the DM with somebody who is no longer there.
func (s *Sim) left(v *conversation) bool {
	u, known := s.users[v.User]
	return v.User != "" && (!known || u.Deleted)
}

// visible finds a conversation that the app may know of: public, or with the bot in it.
func (s *Sim) visible(id string) (*conversation, *refusal) {
	v, ok := s.convs[id]
	if !ok || v.kind() == "groups" && !v.has(s.opt.BotUserID) {
		return nil, refuse("channel_not_found")
	}
	return v, nil
}

// writable finds the conversation a message goes to, for the rules of chat.postMessage.
func (s *Sim) writable(id string) (*conversation, *refusal) {
	if strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W") {
		u, ok := s.users[id]
		switch {
		case !ok:
			return nil, refuse("channel_not_found")
		case u.Deleted:
			return nil, refuse("user_disabled")
		}
		return s.dm(id), nil
	}
	v, bad := s.visible(id)
	switch {
	case bad != nil:
		return nil, bad
	case v.Archived:
		return nil, refuse("is_archived")
	case s.left(v):
		return nil, refuse("user_disabled")
	case !v.has(s.opt.BotUserID) && !s.granted("chat:write.public"):
		return nil, refuse("not_in_channel")
	}
	return v, nil
}

func (s *Sim) conversationJSON(v *conversation) obj {
	o := obj{
		"id": v.ID, "created": 1700000000, "is_im": v.User != "", "is_mpim": false, "is_private": v.Private || v.User != "",
		"is_archived": v.Archived, "is_channel": v.kind() == "channels", "is_group": v.kind() == "groups",
		"is_general": false, "is_shared": false, "is_ext_shared": false, "is_org_shared": false, "context_team_id": s.opt.TeamID,
	}
	if v.User != "" {
		o["user"], o["is_open"], o["is_user_deleted"] = v.User, true, s.left(v)
		return o
	}
	o["name"], o["name_normalized"], o["is_member"] = v.Name, v.Name, v.has(s.opt.BotUserID)
	o["topic"] = obj{"value": "", "creator": "", "last_set": 0}
	o["purpose"] = obj{"value": "", "creator": "", "last_set": 0}
	o["num_members"] = len(v.Members)
	return o
}

func (s *Sim) conversationsOpen(c *call) (obj, *refusal) {
	if id := c.str("channel"); id != "" {
		v, bad := s.visible(id)
		if bad != nil {
			return nil, bad
		}
		return obj{"no_op": true, "already_open": true, "channel": s.conversationJSON(v)}, nil
	}
	users := strings.FieldsFunc(c.str("users"), func(r rune) bool { return r == ',' || r == ' ' })
	switch {
	case len(users) == 0:
		return nil, refuse("users_list_not_supplied")
	case len(users) > 8:
		return nil, refuse("too_many_users")
	case len(users) > 1:
		return nil, refuse("method_not_supported_for_channel_type")
	}
	u, ok := s.users[users[0]]
	switch {
	case !ok:
		return nil, refuse("user_not_found")
	case u.Deleted:
		return nil, refuse("user_disabled")
	case u.ID == s.opt.BotUserID:
		return nil, refuse("cannot_dm_bot")
	}
	open := s.resolve(u.ID) != u.ID
	v := s.dm(u.ID)
	channel := obj{"id": v.ID}
	if c.yes("return_im") {
		channel = s.conversationJSON(v)
	}
	return obj{"no_op": open, "already_open": open, "channel": channel}, nil
}

func (s *Sim) conversationsInfo(c *call) (obj, *refusal) {
	v, bad := s.visible(c.str("channel"))
	if bad == nil {
		bad = s.need(v.kind() + ":read")
	}
	if bad != nil {
		return nil, bad
	}
	return obj{"channel": s.conversationJSON(v)}, nil
}

func (s *Sim) conversationsMembers(c *call) (obj, *refusal) {
	v, bad := s.visible(c.str("channel"))
	if bad == nil {
		bad = s.need(v.kind() + ":read")
	}
	if bad != nil {
		return nil, bad
	}
	members, next, bad := s.page(c, v.Members, 1000)
	if bad != nil {
		return nil, bad
	}
	return obj{"members": append([]string{}, members...), "response_metadata": obj{"next_cursor": next}}, nil
}

func (s *Sim) conversationsList(c *call) (obj, *refusal) {
	return s.listConversations(c, func(v *conversation) bool { return true })
}

// listConversations lists what the app may see of the types asked for.
func (s *Sim) listConversations(c *call, keep func(*conversation) bool) (obj, *refusal) {
	types := c.str("types")
	if types == "" {
		types = "public_channel"
	}
	kinds := map[string]string{"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
	var wanted []string
	for t := range strings.SplitSeq(types, ",") {
		kind, ok := kinds[strings.TrimSpace(t)]
		if !ok {
			return nil, refuse("invalid_types")
		}
		if bad := s.need(kind + ":read"); bad != nil {
			return nil, bad
		}
		wanted = append(wanted, kind)
	}
	var ids []string
	for _, id := range s.convOrder {
		v, bad := s.visible(id)
		if bad == nil && slices.Contains(wanted, v.kind()) && keep(v) && (!v.Archived || !c.yes("exclude_archived")) {
			ids = append(ids, id)
		}
	}
	ids, next, bad := s.page(c, ids, 999)
	if bad != nil {
		return nil, bad
	}
	channels := []obj{}
	for _, id := range ids {
		channels = append(channels, s.conversationJSON(s.convs[id]))
	}
	return obj{"channels": channels, "response_metadata": obj{"next_cursor": next}}, nil
}
