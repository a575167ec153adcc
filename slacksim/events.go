package slacksim

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
)

// eventQueue holds the events that wait to go out. Events are made under the workspace's lock and
// sent outside of it.
type eventQueue struct {
	mu      sync.Mutex
	waiting []*delivery
	more    chan struct{}
}

func (q *eventQueue) init() { q.more = make(chan struct{}, 1) }

func (q *eventQueue) add(d *delivery) {
	q.mu.Lock()
	q.waiting = append(q.waiting, d)
	q.mu.Unlock()
	select {
	case q.more <- struct{}{}:
	default:
	}
}

func (q *eventQueue) take() []*delivery {
	q.mu.Lock()
	defer q.mu.Unlock()
	taken := q.waiting
	q.waiting = nil
	return taken
}

// eventScopes are the scopes without which an event is not sent, whatever was subscribed to.
var eventScopes = map[string]string{
	"app_mention": "app_mentions:read", "message.im": "im:history", "message.channels": "channels:history",
	"message.groups": "groups:history", "user_change": "users:read", "team_join": "users:read",
	"subteam_updated": "usergroups:read", "subteam_members_changed": "usergroups:read",
}

// emit sends an event if the app asked for its type and may have it. The caller holds the lock.
func (s *Sim) emit(event obj) {
	kind := str(event, "type")
	subscription := kind
	if kind == "message" {
		subscription = "message." + map[string]string{"im": "im", "group": "groups"}[str(event, "channel_type")]
		if str(event, "channel_type") == "channel" {
			subscription = "message.channels"
		}
	}
	scope := eventScopes[subscription]
	if !slices.Contains(s.opt.BotEvents, subscription) || scope != "" && !s.granted(scope) {
		return
	}
	if event["event_ts"] == nil {
		event["event_ts"] = s.ids.ts()
	}
	s.events.add(&delivery{
		envelope: "events_api", kind: kind,
		// The payload is frozen here: what happens to the message later is another event.
		payload: clone(obj{
			"token": "deprecated", "team_id": s.opt.TeamID, "context_team_id": s.opt.TeamID, "api_app_id": appID,
			"event": event, "type": "event_callback", "event_id": s.ids.next("Ev"), "event_time": time.Now().Unix(),
			"authorizations":        []any{obj{"enterprise_id": nil, "team_id": s.opt.TeamID, "user_id": s.opt.BotUserID, "is_bot": true, "is_enterprise_install": false}},
			"is_ext_shared_channel": false, "event_context": "4-" + secret(12),
		}),
	})
}

// emitMessage sends a message event, and app_mention where the bot was called by name.
func (s *Sim) emitMessage(v *conversation, message obj) {
	if !v.has(s.opt.BotUserID) {
		return
	}
	event := clone(message)
	event["channel"], event["event_ts"] = v.ID, message["ts"]
	event["channel_type"] = map[string]string{"im": "im", "groups": "group", "channels": "channel"}[v.kind()]
	s.emit(event)
	fromBot := event["bot_id"] != nil || event["subtype"] != nil && event["subtype"] != "file_share"
	if v.kind() != "im" && !fromBot && strings.Contains(str(event, "text"), "<@"+s.opt.BotUserID) {
		mention := clone(event)
		mention["type"] = "app_mention"
		delete(mention, "channel_type")
		s.emit(mention)
	}
}

// dispatchEvents sends the events in order; their answers and redeliveries go their own ways.
func (s *Sim) dispatchEvents() {
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.events.more:
		}
		for _, d := range s.events.take() {
			wait := s.begin(s.ctx, d)
			s.wg.Go(func() { s.carry(s.ctx, d, wait) })
		}
	}
}

// carry waits for an event to be acknowledged, and delivers it again while it is not. The first
// redelivery has the same envelope_id, later ones their own; the event_id never changes.
func (s *Sim) carry(ctx context.Context, d *delivery, wait func() answer) {
	a := wait()
	for i, delay := range s.opt.RetryDelays {
		if a.acked || a.noRetry {
			return
		}
		t := time.NewTimer(delay)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
		again := *d
		again.attempt, again.reason = i+1, a.failure
		if a.failure == "no_connection" {
			again.reason = "timeout"
		}
		if i > 0 {
			again.id = ""
		}
		a = s.deliver(ctx, &again)
	}
}
