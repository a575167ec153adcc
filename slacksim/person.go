package slacksim

import (
	"regexp"
	"strings"
)

// actor checks that this person can do something at all. The caller holds the lock.
func (s *Sim) actor(user string) (*User, error) {
	u, ok := s.users[user]
	switch {
	case !ok:
		return nil, failure("user_not_found")
	case u.Deleted:
		return nil, failure("user_disabled")
	}
	return u, nil
}

// place finds the conversation a person means: a channel, or the DM with the app, which is also
// meant by nothing, by "DM", by their own id or by the bot's.
func (s *Sim) place(user, channel string) (*conversation, error) {
	if channel == "" || channel == "DM" || channel == user || channel == s.opt.BotUserID {
		return s.dm(user), nil
	}
	v, ok := s.convs[channel]
	if !ok || (v.Private || v.User != "") && !v.has(user) {
		return nil, failure("channel_not_found")
	}
	return v, nil
}

func (s *Sim) userRef(u *User) obj {
	return obj{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": s.opt.TeamID}
}

// channelRef names a channel as payloads do, which hides the names of private ones.
func channelRef(v *conversation) obj {
	switch v.kind() {
	case "im":
		return obj{"id": v.ID, "name": "directmessage"}
	case "groups":
		return obj{"id": v.ID, "name": "privategroup"}
	}
	return obj{"id": v.ID, "name": v.Name}
}

// interaction begins the payload of anything but a slash command.
func (s *Sim) interaction(kind string, u *User) obj {
	return obj{
		"type": kind, "token": "deprecated", "api_app_id": appID, "user": s.userRef(u),
		"team":       obj{"id": s.opt.TeamID, "domain": "practice"},
		"enterprise": nil, "is_enterprise_install": false,
	}
}

var (
	picked = regexp.MustCompile(`<(?:[@#][A-Z0-9]+(?:\|[^<>|]*)?|!subteam\^[A-Z0-9]+)>`)
	links  = regexp.MustCompile(`https?://[^\s<>]+`)
)

// escape is what Slack makes of what a person types: the three characters become entities, links
// get their brackets, and only what they picked from a list of people or channels is a token.
func escape(text string) string {
	var out strings.Builder
	rest := text
	for rest != "" {
		at := picked.FindStringIndex(rest)
		if at == nil {
			at = []int{len(rest), len(rest)}
		}
		plain := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(rest[:at[0]])
		out.WriteString(links.ReplaceAllString(plain, "<$0>"))
		out.WriteString(rest[at[0]:at[1]])
		rest = rest[at[1]:]
	}
	return out.String()
}

// noMessage and noView word a person's vain search for what is not there, or not any more.
func noMessage(ts string) error { return failuref("message_not_found", "message %s", ts) }
func noView(id string) error    { return failuref("view_not_found", "view %s", id) }
