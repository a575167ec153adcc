package slacksim

import (
	"context"
	"fmt"
)

// Slash is a person typing a slash command in a channel, or in the DM with the app ("DM").
func (s *Sim) Slash(ctx context.Context, user, channel, command, text string) (*Outcome, error) {
	s.mu.Lock()
	u, err := s.actor(user)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	v, err := s.place(user, channel)
	if err == nil && !s.granted("commands") {
		err = failure("invalid_command")
	}
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	where := channelRef(v)
	d := &delivery{envelope: "slash_commands", kind: "slash_commands", accepts: true, payload: obj{
		"token": "deprecated", "team_id": s.opt.TeamID, "team_domain": "practice", "channel_id": where["id"],
		"channel_name": where["name"], "user_id": u.ID, "user_name": u.Name, "command": command, "text": text,
		"api_app_id": appID, "is_enterprise_install": "false",
		"response_url": s.newResponseURL("commands", u.ID, v.ID, nil), "trigger_id": s.newTrigger(u.ID),
	}}
	s.mu.Unlock()

	a := s.deliver(ctx, d)
	out := a.outcome()
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { out.Views = s.viewsOf(user) }()
	if !a.acked {
		return out, a.err()
	}
	if a.garbled && len(a.payload) == 0 {
		s.complain("slash_commands: the answer is neither text nor a JSON object")
		return out, failure("invalid_command_response")
	}
	if len(a.payload) == 0 {
		return out, nil
	}
	if faults := validateAnswer("slash_commands", a.payload); len(faults) > 0 {
		s.complainAbout(fmt.Sprintf("answer to %s %s", command, text), faults)
		return out, failure("invalid_command_response")
	}
	kind := str(a.payload, "response_type")
	if kind == "in_channel" {
		s.post(v, &Message{User: u.ID, Text: command + " " + text, Subtype: shownCommand})
	}
	m := s.build(a.payload)
	if m.Text == "" && len(m.Blocks) == 0 && len(m.Attachments) == 0 {
		return out, nil
	}
	s.respond(u.ID, v.ID, kind, m)
	out.Text, out.Messages = m.Text, []Message{m.copy()}
	return out, nil
}
