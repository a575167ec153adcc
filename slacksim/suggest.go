package slacksim

import (
	"context"
	"fmt"
	"strings"
)

// Suggest is a person typing into an external select of a view; the outcome has the options offered.
func (s *Sim) Suggest(ctx context.Context, user, viewID, actionID, typed string) (*Outcome, error) {
	u, _, where, e, err := s.inForm(user, viewID, actionID, nil)
	if err != nil {
		return nil, err
	}
	return s.suggest(ctx, u, where, e, typed)
}

// SuggestMessage is the same in a message.
func (s *Sim) SuggestMessage(ctx context.Context, user string, m Message, actionID, typed string) (*Outcome, error) {
	u, where, blocks, err := s.before(user, m)
	if err != nil {
		return nil, err
	}
	e, err := findElement(blocks, actionID, nil)
	if err != nil {
		return nil, err
	}
	return s.suggest(ctx, u, where, e, typed)
}

// offer names an option that somebody was shown.
func offer(u *User, e element, value string) string {
	block, action := e.ids()
	return u.ID + " " + block + "/" + action + " " + value
}

func (s *Sim) suggest(ctx context.Context, u *User, where obj, e element, typed string) (*Outcome, error) {
	least := 3
	if n, ok := e.el["min_query_length"].(float64); ok {
		least = int(n)
	}
	if len([]rune(typed)) < least {
		return nil, fmt.Errorf("Slack asks for suggestions only from %d characters on", least)
	}
	s.mu.Lock()
	p := s.interaction("block_suggestion", u)
	for k, w := range where {
		p[k] = w
	}
	p["block_id"], p["action_id"] = e.ids()
	p["value"] = typed
	s.mu.Unlock()

	a := s.deliver(ctx, &delivery{envelope: "interactive", kind: "block_suggestion", payload: p, accepts: true})
	out := a.outcome()
	if !a.acked {
		return out, a.err()
	}
	if faults := validateAnswer("block_suggestion", a.payload); len(faults) > 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.complainAbout("suggestions for "+str(e.el, "action_id"), faults)
		return out, failure("invalid_options")
	}
	out.Options = element{el: a.payload}.options()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range out.Options {
		s.offered[offer(u, e, str(o, "value"))] = o
	}
	return out, nil
}

// lookUp takes the option of this value, if they were shown it; else it types a word into an
// external select and takes the option that fits it best.
func (s *Sim) lookUp(ctx context.Context, u *User, where obj, e element, word string) (any, error) {
	known := append(list(e.el, "initial_options"), sub(e.el, "initial_option"))
	s.mu.Lock()
	known = append(known, s.offered[offer(u, e, word)])
	s.mu.Unlock()
	for _, o := range known {
		if o != nil && str(o, "value") == word {
			return clone(o), nil
		}
	}
	out, err := s.suggest(ctx, u, where, e, word)
	if err != nil {
		return nil, err
	}
	if o, ok := pick(out.Options, word); ok {
		return clone(o), nil
	}
	for _, o := range out.Options {
		if strings.Contains(strings.ToLower(str(sub(o, "text"), "text")), strings.ToLower(word)) {
			return clone(o), nil
		}
	}
	return nil, failuref("invalid_value", "none of the %d suggestions for %q fits it", len(out.Options), word)
}
