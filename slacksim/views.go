package slacksim

import (
	"maps"
	"strings"
)

// maxStack is how many modals may lie on top of each other.
const maxStack = 3

// viewArg reads the view of a call.
func (c *call) viewArg() obj {
	v, _ := c.value("view")
	o, _ := v.(obj)
	return o
}

func (s *Sim) viewsOpen(c *call) (obj, *refusal) {
	user, bad := s.useTrigger(c.str("trigger_id"))
	if bad != nil {
		return nil, bad
	}
	v, bad := s.newView(user, c.viewArg(), "modal", nil)
	if bad != nil {
		return nil, bad
	}
	s.stacks[user] = nil // a person sees one stack at a time
	maps.DeleteFunc(s.offered, func(key string, _ obj) bool { return strings.HasPrefix(key, user+" ") })
	s.push(v)
	return obj{"view": s.viewJSON(v)}, nil
}

func (s *Sim) viewsPush(c *call) (obj, *refusal) {
	user, bad := s.useTrigger(c.str("trigger_id"))
	switch {
	case bad != nil:
		return nil, bad
	case len(s.stacks[user]) == 0:
		return nil, refuse("not_found")
	case len(s.stacks[user]) >= maxStack:
		return nil, refuse("push_limit_reached")
	}
	v, bad := s.newView(user, c.viewArg(), "modal", nil)
	if bad != nil {
		return nil, bad
	}
	s.push(v)
	return obj{"view": s.viewJSON(v)}, nil
}

// push lays a modal on top of what the person has open.
func (s *Sim) push(v *View) {
	v.ID = s.ids.next("V")
	v.RootViewID = v.ID
	if stack := s.stacks[v.User]; len(stack) > 0 {
		v.RootViewID, v.PreviousViewID = stack[0].ID, stack[len(stack)-1].ID
	}
	s.stacks[v.User] = append(s.stacks[v.User], v)
	s.publish(Event{Kind: "view", User: v.User})
}

// pop takes the top modal away.
func (s *Sim) pop(user string) {
	if stack := s.stacks[user]; len(stack) > 0 {
		s.stacks[user] = stack[:len(stack)-1]
	}
	s.publish(Event{Kind: "view", User: user})
}

func (s *Sim) viewsUpdate(c *call) (obj, *refusal) {
	v := s.viewBy(c.str("view_id"), c.str("external_id"))
	if c.str("view_id") == "" && c.str("external_id") == "" {
		return nil, refuse("invalid_arguments")
	}
	if v == nil {
		return nil, refuse("not_found")
	}
	if h := c.str("hash"); h != "" && h != v.Hash {
		return nil, refuse("hash_conflict")
	}
	next, bad := s.newView(v.User, c.viewArg(), v.Type, v)
	if bad != nil {
		return nil, bad
	}
	v.replace(next)
	s.publish(Event{Kind: "view", User: v.User})
	return obj{"view": s.viewJSON(v)}, nil
}

func (s *Sim) viewsPublish(c *call) (obj, *refusal) {
	user := c.str("user_id")
	if _, ok := s.users[user]; !ok {
		return nil, refuse("user_not_found")
	}
	old := s.homes[user]
	if h := c.str("hash"); h != "" && (old == nil || h != old.Hash) {
		return nil, refuse("hash_conflict")
	}
	v, bad := s.newView(user, c.viewArg(), "home", old)
	if bad != nil {
		return nil, bad
	}
	if old != nil {
		old.replace(v)
		v = old
	} else {
		v.ID = s.ids.next("V")
		v.RootViewID = v.ID
		s.homes[user] = v
	}
	s.publish(Event{Kind: "home", User: user})
	return obj{"view": s.viewJSON(v)}, nil
}
