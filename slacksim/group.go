package slacksim

// Group is a user group: @handle for several people at once.
type Group struct {
	ID, Handle, Name string
	Users            []string
	Disabled         bool
}

// AddGroup adds a user group, or replaces the one with the same id.
func (s *Sim) AddGroup(g Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.groups[g.ID]; !known {
		s.groupOrder = append(s.groupOrder, g.ID)
	}
	s.groups[g.ID] = &g
	s.keep(keptLine{Group: &g})
	s.emit(obj{"type": "subteam_updated", "subteam": s.groupJSON(&g, true)})
}

func (s *Sim) groupJSON(g *Group, users bool) obj {
	o := obj{
		"id": g.ID, "team_id": s.opt.TeamID, "is_usergroup": true, "is_subteam": true, "name": g.Name,
		"handle": g.Handle, "description": "", "date_create": 1700000000, "date_update": 1700000000,
		"date_delete": 0, "user_count": len(g.Users),
	}
	if g.Disabled {
		o["date_delete"] = 1700000001
	}
	if users {
		o["users"] = append([]string{}, g.Users...)
	}
	return o
}

func (s *Sim) usergroupsList(c *call) (obj, *refusal) {
	groups := []obj{}
	for _, id := range s.groupOrder {
		if g := s.groups[id]; !g.Disabled || c.yes("include_disabled") {
			groups = append(groups, s.groupJSON(g, c.yes("include_users")))
		}
	}
	return obj{"usergroups": groups}, nil
}

func (s *Sim) usergroupsUsersList(c *call) (obj, *refusal) {
	g, ok := s.groups[c.str("usergroup")]
	if !ok || (g.Disabled && !c.yes("include_disabled")) {
		return nil, refuse("no_such_subteam")
	}
	return obj{"users": append([]string{}, g.Users...)}, nil
}
