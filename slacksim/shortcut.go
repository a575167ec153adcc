package slacksim

import "context"

// Shortcut is a person choosing a global shortcut of the app.
func (s *Sim) Shortcut(ctx context.Context, user, callbackID string) (*Outcome, error) {
	s.mu.Lock()
	u, err := s.actor(user)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	p := s.interaction("shortcut", u)
	p["callback_id"], p["action_ts"], p["trigger_id"] = callbackID, s.ids.ts(), s.newTrigger(user)
	s.mu.Unlock()
	return s.interact(ctx, user, p)
}

// MessageShortcut is a person choosing a shortcut of the app from the menu of a message.
func (s *Sim) MessageShortcut(ctx context.Context, user, callbackID string, m Message) (*Outcome, error) {
	s.mu.Lock()
	u, err := s.actor(user)
	now := s.locate(user, m)
	switch {
	case err != nil:
	case now == nil:
		err = noMessage(m.TS)
	case now.Ephemeral:
		err = failure("no_shortcuts_on_ephemeral_messages")
	}
	var v *conversation
	if err == nil {
		v, err = s.place(user, now.Channel)
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	p := s.interaction("message_action", u)
	p["callback_id"], p["action_ts"], p["trigger_id"] = callbackID, s.ids.ts(), s.newTrigger(user)
	p["channel"], p["message"], p["message_ts"] = channelRef(v), s.messageJSON(now, false), now.TS
	// An answer through this address lands in the channel, never in the thread.
	// It can change the message only if the message is the app's own.
	source := now
	if now.BotID == "" {
		source = nil
	}
	p["response_url"] = s.newResponseURL("app", user, v.ID, source)
	p["user"] = obj{"id": u.ID, "name": u.Name, "team_id": s.opt.TeamID}
	s.mu.Unlock()
	return s.interact(ctx, user, p)
}
