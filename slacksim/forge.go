package slacksim

import (
	"context"
	"maps"
)

// Forge is a member with the tools of a browser: an interaction of the given kind (block_actions, view_submission) about
// a button or a form that was never shown to them, or not with these values. Who they are, their workspace, the trigger
// and the response_url stay Slack's to say; fields are the rest of the payload. Its answers are seen in the channel.
func (s *Sim) Forge(ctx context.Context, user, channel, kind string, fields map[string]any) (*Outcome, error) {
	s.mu.Lock()
	u, err := s.actor(user)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	v, err := s.place(user, channel)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	p := s.interaction(kind, u)
	for name, value := range clone(fields) {
		if _, ours := p[name]; !ours {
			p[name] = value
		}
	}
	p["trigger_id"] = s.newTrigger(user)
	if kind == "block_actions" {
		maps.Copy(p, obj{
			"channel": channelRef(v), "response_url": s.newResponseURL("actions", user, v.ID, nil),
			"container": obj{"type": "message", "message_ts": s.ids.ts(), "channel_id": v.ID, "is_ephemeral": true},
		})
	}
	s.mu.Unlock()

	a := s.deliver(ctx, &delivery{envelope: "interactive", kind: kind, payload: p, accepts: kind == "view_submission"})
	out := a.outcome()
	s.mu.Lock()
	defer s.mu.Unlock()
	out.Views = s.viewsOf(user)
	for field, text := range sub(a.payload, "errors") {
		if out.Errors == nil {
			out.Errors = map[string]string{}
		}
		out.Errors[field], _ = text.(string)
	}
	return out, a.err()
}
