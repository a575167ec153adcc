package slacksim

import (
	"slices"
	"strings"
)

// DefaultScopes are all bot scopes that mean something here, except chat:write.public: a bot
// that was not invited to a channel should find out in a test, not in production.
var DefaultScopes = []string{
	"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read",
	"files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "links:read",
	"links:write", "metadata.message:read", "mpim:history", "mpim:read", "mpim:write",
	"reactions:read", "reactions:write", "team:read", "usergroups:read", "users:read", "users:read.email",
}

// DefaultBotEvents are the event types the app subscribes to unless told otherwise.
var DefaultBotEvents = []string{"app_home_opened", "app_mention", "message.im"}

// SetScopes is what happens when an administrator reinstalls the app with other scopes.
func (s *Sim) SetScopes(scopes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.Scopes = slices.Clone(scopes)
}

func (s *Sim) granted(scope string) bool { return slices.Contains(s.opt.Scopes, scope) }

// need refuses a call unless at least one of the scopes was granted.
func (s *Sim) need(any ...string) *refusal {
	if len(any) == 0 || slices.ContainsFunc(any, s.granted) {
		return nil
	}
	bad := refuse("missing_scope")
	bad.extra = obj{"needed": any[0], "provided": strings.Join(s.opt.Scopes, ",")}
	return bad
}
