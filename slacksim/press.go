package slacksim

import (
	"context"
	"fmt"
)

// Press is a person using something in a message: a button, a menu, a date. What is named by its
// action_id, by block_id/action_id or by the words on it; value chooses among the options of a menu,
// or among buttons of the same name by their value.
func (s *Sim) Press(ctx context.Context, user string, m Message, actionID string, value ...string) (*Outcome, error) {
	u, where, blocks, err := s.before(user, m)
	if err != nil {
		return nil, err
	}
	e, err := findElement(blocks, actionID, value)
	if err != nil {
		return nil, err
	}
	action, err := s.act(ctx, u, where, e, actionID, value)
	if err != nil {
		return nil, err
	}

	s.mu.Lock()
	p := s.interaction("block_actions", u)
	for k, w := range where {
		p[k] = w
	}
	state := s.written(user, m, blocks)
	if block, id := e.ids(); state[block][id] != nil {
		state[block][id] = stateOf(action)
	}
	p["state"], p["actions"] = obj{"values": copyState(state)}, []any{action}
	p["trigger_id"] = s.newTrigger(user)
	p["response_url"] = s.newResponseURL("actions", user, str(sub(where, "channel"), "id"), s.locate(user, m))
	s.mu.Unlock()
	return s.interact(ctx, user, p)
}

// before is what somebody has before them in a message: where it is, and its blocks.
func (s *Sim) before(user string, m Message) (u *User, where obj, blocks []obj, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, err = s.actor(user); err != nil {
		return nil, nil, nil, err
	}
	now := s.locate(user, m)
	if now == nil {
		return nil, nil, nil, noMessage(m.TS)
	}
	v, err := s.place(user, now.Channel)
	if err != nil {
		return nil, nil, nil, err
	}
	blocks = append(blocks, now.Blocks...)
	for _, a := range now.Attachments {
		blocks = append(blocks, list(a, "blocks")...)
	}
	return u, s.inMessage(v, now), blocks, nil
}

// written is what the fields of a message hold for one person, who alone sees it: what they typed
// or chose stays where block_id, action_id and the type of the element stayed the same.
func (s *Sim) written(user string, m Message, blocks []obj) map[string]map[string]map[string]any {
	key := user + " " + m.Channel + " " + m.TS
	state := initialState(blocks)
	keepTyped(state, s.drafts[key])
	if len(state) > 0 {
		s.drafts[key] = state
	}
	return state
}

// FillMessage is a person typing or choosing in a field of a message; the app hears of it with
// the next thing they press there.
func (s *Sim) FillMessage(ctx context.Context, user string, m Message, name string, value any) error {
	u, where, blocks, err := s.before(user, m)
	if err != nil {
		return err
	}
	e, err := fieldCalled(blocks, name)
	if err != nil {
		return fmt.Errorf("a message: %w", err)
	}
	filled, err := s.fill(ctx, u, where, e, value)
	if err != nil {
		return fmt.Errorf("field %q: %w", name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	block, action := e.ids()
	s.written(user, m, blocks)[block][action] = filled
	return nil
}

// inMessage says where in the workspace a message is, for payloads. Ephemeral messages are not
// repeated in payloads: only the app's answer may name them, through response_url.
func (s *Sim) inMessage(v *conversation, m *Message) obj {
	box := obj{"type": "message", "message_ts": m.TS, "channel_id": v.ID, "is_ephemeral": m.Ephemeral}
	if m.ThreadTS != "" {
		box["thread_ts"] = m.ThreadTS
	}
	where := obj{"container": box, "channel": channelRef(v)}
	if !m.Ephemeral {
		where["message"] = s.messageJSON(m, false)
	}
	return where
}

// inView is the same for a modal or the Home tab.
func (s *Sim) inView(v *View) obj {
	return obj{"container": obj{"type": "view", "view_id": v.ID}, "view": s.viewJSON(v)}
}

// act makes the action object: which element, and what it now says.
func (s *Sim) act(ctx context.Context, u *User, where obj, e element, name string, value []string) (obj, error) {
	block, id := e.ids()
	s.mu.Lock()
	ts := s.ids.ts()
	s.mu.Unlock()
	action := obj{"type": e.typed, "block_id": block, "action_id": id, "action_ts": ts}
	switch e.typed {
	case "feedback_buttons":
		return thumb(action, e, value)
	case "button", "workflow_button", "icon_button":
		action["text"] = clone(e.el["text"])
		for _, key := range []string{"value", "style", "url"} {
			if e.el[key] != nil {
				action[key] = e.el[key]
			}
		}
		return action, nil
	case "overflow":
		if len(value) == 0 {
			value = []string{name} // the item of the menu was named directly
		}
		o, err := s.fillOne(ctx, u, where, element{block: e.block, el: e.el, typed: "static_select"}, value[0])
		if err != nil {
			return nil, err
		}
		action["selected_option"] = o
		return action, nil
	}
	chosen, err := s.fill(ctx, u, where, e, value)
	if err != nil {
		return nil, err
	}
	for k, v := range chosen {
		action[k] = v
	}
	return action, nil
}

// thumb is one of two buttons that are one element: which, its value tells.
func thumb(action obj, e element, value []string) (obj, error) {
	for _, key := range []string{"positive_button", "negative_button"} {
		if b := sub(e.el, key); len(value) > 0 && str(b, "value") == value[0] {
			action["text"], action["value"] = clone(b["text"]), b["value"]
			return action, nil
		}
	}
	return nil, fmt.Errorf("%q is none of the two buttons", value)
}

// stateOf is the part of an action that stays in the form.
func stateOf(action obj) obj {
	kind := str(action, "type")
	field, _ := fieldOf(kind)
	o := obj{"type": kind}
	if v, ok := action[field]; ok {
		o[field] = v
	}
	if zone, ok := action["timezone"]; ok {
		o["timezone"] = zone
	}
	return o
}

// PressView is a person using something in a modal or in their Home tab. In a field of a form it
// is typing or choosing: the app hears of it only if the block has dispatch_action.
func (s *Sim) PressView(ctx context.Context, user, viewID, actionID string, value ...string) (*Outcome, error) {
	u, v, where, e, err := s.inForm(user, viewID, actionID, value)
	if err != nil {
		return nil, err
	}
	action, err := s.act(ctx, u, where, e, actionID, value)
	if err != nil {
		return nil, err
	}

	s.mu.Lock()
	if block, id := e.ids(); v.State[block][id] != nil {
		v.State[block][id] = stateOf(action)
		if v.Type == "home" {
			s.keep(keptLine{Home: v})
		}
	}
	if str(e.block, "type") == "input" && !truth(e.block, "dispatch_action") {
		out := &Outcome{Views: s.viewsOf(user)}
		s.mu.Unlock()
		return out, nil
	}
	p := s.interaction("block_actions", u)
	for k, w := range s.inView(v) {
		p[k] = w
	}
	p["actions"], p["trigger_id"], p["hash"] = []any{action}, s.newTrigger(user), v.Hash
	s.mu.Unlock()
	return s.interact(ctx, user, p)
}

// inForm finds an element of a view that somebody has before them, and says where that is.
func (s *Sim) inForm(user, viewID, actionID string, value []string) (u *User, v *View, where obj, e element, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, err = s.actor(user); err != nil {
		return nil, nil, nil, e, err
	}
	if v = s.viewBy(viewID, ""); v == nil || v.User != user {
		return nil, nil, nil, e, noView(viewID)
	}
	e, err = findElement(v.Blocks, actionID, value)
	return u, v, s.inView(v), e, err
}

// interact delivers an interaction whose answer is nothing but «heard».
func (s *Sim) interact(ctx context.Context, user string, payload obj) (*Outcome, error) {
	a := s.deliver(ctx, &delivery{envelope: "interactive", kind: str(payload, "type"), payload: payload})
	out := a.outcome()
	s.mu.Lock()
	defer s.mu.Unlock()
	out.Views = s.viewsOf(user)
	return out, a.err()
}
