package slacksim

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Submit is a person filling in the top modal and sending it. Values are keyed by block_id, by
// block_id/action_id or by the label of the field: text or the words of an option, []string for
// several, File for uploads, "" to empty a field. What is not named stays as it is.
func (s *Sim) Submit(ctx context.Context, user, viewID string, values map[string]any) (*Outcome, error) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := s.enter(ctx, user, viewID, name, values[name]); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	u, v, err := s.top(user, viewID)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	if v.Submit == "" {
		s.mu.Unlock()
		return nil, fmt.Errorf("view %q has no submit button", v.Title)
	}
	if v.Errors = wrongFields(v); len(v.Errors) > 0 {
		defer s.mu.Unlock()
		return &Outcome{Errors: maps.Clone(v.Errors), Views: s.viewsOf(user)}, nil
	}
	p := s.interaction("view_submission", u)
	p["view"], p["trigger_id"], p["response_urls"] = s.viewJSON(v), s.newTrigger(user), s.responseURLs(u, v)
	id := v.ID
	s.mu.Unlock()

	a := s.deliver(ctx, &delivery{envelope: "interactive", kind: "view_submission", payload: p, accepts: true})
	out := a.outcome()
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { out.Views = s.viewsOf(user) }()
	if !a.acked {
		return out, a.err()
	}
	if a.garbled {
		s.complain("view_submission: the answer is not a JSON object: " + s.redact(a.raw))
		return out, failure("view_submission_failed")
	}
	return out, s.obey(out, user, id, a.payload)
}

// Fill is a person typing into one field of a modal, or of their Home tab, without sending it. The app does not hear of it.
func (s *Sim) Fill(ctx context.Context, user, viewID, name string, value any) error {
	return s.enter(ctx, user, viewID, name, value)
}

func (s *Sim) enter(ctx context.Context, user, viewID, name string, value any) error {
	s.mu.Lock()
	u, v, err := s.shown(user, viewID)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	field, err := fieldCalled(v.Blocks, name)
	where := s.inView(v)
	s.mu.Unlock()
	if err != nil {
		return fmt.Errorf("form %q: %w", v.Title, err)
	}
	filled, err := s.fill(ctx, u, where, field, value)
	if err != nil {
		return fmt.Errorf("field %q: %w", name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if block, action := field.ids(); v.State[block][action] != nil {
		v.State[block][action] = filled
	}
	return nil
}

// fieldCalled finds the field that a person means among what these blocks have.
func fieldCalled(blocks []obj, name string) (element, error) {
	var known []string
	for _, e := range allElements(blocks) {
		if !stateful(e.typed) {
			continue
		}
		if e.called(name) {
			return e, nil
		}
		known = append(known, fmt.Sprintf("%s (%q)", e.block["block_id"], e.label()))
	}
	return element{}, fmt.Errorf("there is no field %q, only: %s", name, strings.Join(known, ", "))
}

// shown finds a view that a person can type in: the top modal, or their Home tab.
func (s *Sim) shown(user, viewID string) (*User, *View, error) {
	if v := s.homes[user]; v != nil && v.ID == viewID {
		u, err := s.actor(user)
		return u, v, err
	}
	return s.top(user, viewID)
}

// top finds the modal a person has before them; "" means whichever is on top.
func (s *Sim) top(user, viewID string) (*User, *View, error) {
	u, err := s.actor(user)
	if err != nil {
		return nil, nil, err
	}
	stack := s.stacks[user]
	if len(stack) == 0 {
		return nil, nil, noView(viewID)
	}
	v := stack[len(stack)-1]
	if viewID != "" && v.ID != viewID {
		return nil, nil, failuref("view_not_on_top", "%q is, not view %s", v.Title, viewID)
	}
	return u, v, nil
}

// wrongFields is what Slack's own client refuses to send.
func wrongFields(v *View) map[string]string {
	found := map[string]string{}
	for _, e := range allElements(v.Blocks) {
		block, action := e.ids()
		if value := v.State[block][action]; value != nil {
			if text := wrong(e, value); text != "" {
				found[block] = text
			}
		}
	}
	return found
}

// responseURLs are the addresses that selects of conversations bring along if they ask for it.
func (s *Sim) responseURLs(u *User, v *View) []any {
	urls := []any{}
	for _, e := range allElements(v.Blocks) {
		block, action := e.ids()
		field, _ := fieldOf(e.typed)
		channel, _ := v.State[block][action][field].(string)
		if truth(e.el, "response_url_enabled") && channel != "" {
			urls = append(urls, obj{
				"block_id": block, "action_id": action, "channel_id": channel,
				"response_url": s.newResponseURL("app", u.ID, channel, nil),
			})
		}
	}
	return urls
}

// obey carries out the answer to a view_submission.
func (s *Sim) obey(out *Outcome, user, id string, answer obj) error {
	faults := validateAnswer("view_submission", answer)
	v := s.viewBy(id, "")
	if v == nil { // closed meanwhile
		return nil
	}
	action := str(answer, "response_action")
	if action == "errors" {
		faults = append(faults, validateErrors(obj{"blocks": anyList(v.Blocks)}, sub(answer, "errors"))...)
	}
	if len(faults) > 0 {
		s.complainAbout("answer to the form "+v.Title, faults)
		return failure("view_submission_failed")
	}
	switch action {
	case "":
		s.stacks[user] = slices.DeleteFunc(s.stacks[user], func(o *View) bool { return o == v })
	case "clear":
		s.stacks[user] = nil
	case "errors":
		v.Errors = map[string]string{}
		for block, text := range sub(answer, "errors") {
			v.Errors[block], _ = text.(string)
		}
		out.Errors = maps.Clone(v.Errors)
	case "update", "push":
		if action == "push" && len(s.stacks[user]) >= maxStack {
			s.complain("answer to the form " + v.Title + ": push_limit_reached")
			return failure("view_submission_failed")
		}
		replaced := v
		if action == "push" {
			replaced = nil
		}
		next, bad := s.newView(user, sub(answer, "view"), "modal", replaced)
		if bad != nil {
			s.complain("answer to the form " + v.Title + ": " + bad.code)
			return failure("view_submission_failed")
		}
		if action == "push" {
			s.push(next)
		} else {
			v.replace(next)
		}
	}
	s.publish(Event{Kind: "view", User: user})
	return nil
}

// CloseView is a person pressing Cancel: the top modal goes away, with all below it if it says so.
func (s *Sim) CloseView(ctx context.Context, user, viewID string) (*Outcome, error) {
	return s.dismiss(ctx, user, viewID, false)
}

// CloseViews is a person pressing the x of the window: the whole stack goes away.
func (s *Sim) CloseViews(ctx context.Context, user string) (*Outcome, error) {
	return s.dismiss(ctx, user, "", true)
}

func (s *Sim) dismiss(ctx context.Context, user, viewID string, all bool) (*Outcome, error) {
	s.mu.Lock()
	u, v, err := s.top(user, viewID)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	all = all || v.ClearOnClose
	closed := []*View{v}
	if all {
		closed = slices.Clone(s.stacks[user])
		s.stacks[user] = nil
		s.publish(Event{Kind: "view", User: user})
	} else {
		s.pop(user)
	}
	var payloads []obj
	for _, c := range slices.Backward(closed) {
		if c.NotifyOnClose {
			p := s.interaction("view_closed", u)
			p["view"], p["is_cleared"] = s.viewJSON(c), all
			sub(p, "view")["state"] = obj{"values": obj{}} // what was typed is not told
			payloads = append(payloads, p)
		}
	}
	s.mu.Unlock()
	out := &Outcome{}
	for _, p := range payloads {
		if out, err = s.interact(ctx, user, p); err != nil {
			return out, err
		}
	}
	out.Views = s.Views(user)
	return out, nil
}
