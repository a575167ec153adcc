package slacksim

import (
	"slices"
	"time"
)

// User is a person or a bot of the workspace.
type User struct {
	ID, Name, RealName, TZ           string
	Deleted, Restricted              bool
	UltraRestricted, Bot             bool
	TeamID                           string
	Email, DisplayName, Title, Phone string
}

// AddUser adds a user, or replaces the one with the same id.
func (s *Sim) AddUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.TeamID == "" {
		u.TeamID = s.opt.TeamID
	}
	if u.RealName == "" {
		u.RealName = u.Name
	}
	_, known := s.users[u.ID]
	s.users[u.ID] = &u
	if !known {
		s.userOrder = append(s.userOrder, u.ID)
	}
	kind := "team_join"
	if known {
		kind = "user_change"
	}
	s.publish(Event{Kind: "user", User: u.ID})
	s.emit(obj{"type": kind, "user": s.userJSON(&u)})
}

// Deactivate is what an administrator does when somebody leaves.
func (s *Sim) Deactivate(userID string) {
	s.mu.Lock()
	u, ok := s.users[userID]
	s.mu.Unlock()
	if ok {
		gone := *u
		gone.Deleted = true
		s.AddUser(gone)
	}
}

// userJSON is a user as users.info shows it. The caller holds the lock.
func (s *Sim) userJSON(u *User) obj {
	o := obj{
		"id": u.ID, "team_id": u.TeamID, "name": u.Name, "deleted": u.Deleted, "real_name": u.RealName,
		"is_bot": u.Bot, "is_restricted": u.Restricted, "is_ultra_restricted": u.UltraRestricted,
		"is_admin": false, "is_owner": false, "is_app_user": false, "updated": int64(1700000000), "tz": nil,
		"profile": obj{
			"real_name": u.RealName, "real_name_normalized": u.RealName, "display_name": u.DisplayName,
			"display_name_normalized": u.DisplayName, "title": u.Title, "phone": u.Phone, "team": u.TeamID,
		},
	}
	if u.Bot {
		sub(o, "profile")["bot_id"] = botID
	}
	if u.Email != "" && s.granted("users:read.email") {
		sub(o, "profile")["email"] = u.Email
	}
	// A bot, or a person whose zone nobody knows, has a null zone and no offset.
	if loc, err := time.LoadLocation(u.TZ); err == nil && u.TZ != "" {
		label, offset := time.Now().In(loc).Zone()
		o["tz"], o["tz_label"], o["tz_offset"] = u.TZ, label, offset
	}
	return o
}

func (s *Sim) usersInfo(c *call) (obj, *refusal) {
	u, ok := s.users[c.str("user")]
	if !ok {
		return nil, refuse("user_not_found")
	}
	return obj{"user": s.userJSON(u)}, nil
}

func (s *Sim) usersList(c *call) (obj, *refusal) {
	ids, next, bad := s.page(c, s.userOrder, 1000)
	if bad != nil {
		return nil, bad
	}
	members := []obj{}
	for _, id := range ids {
		members = append(members, s.userJSON(s.users[id]))
	}
	return obj{"members": members, "cache_ts": time.Now().Unix(), "response_metadata": obj{"next_cursor": next}}, nil
}

func (s *Sim) usersConversations(c *call) (obj, *refusal) {
	who := c.str("user")
	if who == "" {
		who = s.opt.BotUserID
	}
	if _, ok := s.users[who]; !ok {
		return nil, refuse("user_not_found")
	}
	return s.listConversations(c, func(v *conversation) bool { return slices.Contains(v.Members, who) })
}
