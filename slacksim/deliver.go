package slacksim

import (
	"context"
	"encoding/json"
	"time"
)

// delivery is one payload on its way to the app, by the socket or by HTTP.
type delivery struct {
	envelope string // slash_commands, interactive or events_api
	kind     string // the payload's own type, for the log and the validators
	id       string // envelope_id
	payload  obj
	accepts  bool // an answer in the acknowledgement is read
	attempt  int  // 0, then 1..3 for redeliveries of events
	reason   string
	signed   *signedRequest // what went out by HTTP, for replays
}

// ofBot tells whether the payload is an event about what a bot said: nobody's act.
func (d *delivery) ofBot() bool {
	event, _ := d.payload["event"].(obj)
	return event["bot_id"] != nil
}

// answer is what came of a delivery.
type answer struct {
	acked   bool
	failure string // why not: timeout, no_connection, http_error, connection_failed
	noRetry bool
	latency time.Duration
	payload obj
	raw     json.RawMessage
	garbled bool // there was an answer, but it is no JSON object
}

// deliver hands a payload to the app and waits for the answer.
func (s *Sim) deliver(ctx context.Context, d *delivery) answer { return s.begin(ctx, d)() }

// begin sends a payload and returns what waits for the answer, so that events can go out in order
// while their answers come in any.
func (s *Sim) begin(ctx context.Context, d *delivery) func() answer {
	if d.id == "" {
		d.id = uuid()
	}
	s.mu.Lock()
	url := s.requestURL
	if !d.ofBot() {
		s.last = d
	}
	s.mu.Unlock()
	if url != "" {
		return func() answer { return s.overHTTP(ctx, url, d) }
	}
	return s.overSocket(ctx, d)
}

// overSocket sends an envelope over any one of the open connections.
func (s *Sim) overSocket(ctx context.Context, d *delivery) func() answer {
	envelope := obj{"envelope_id": d.id, "type": d.envelope, "payload": d.payload, "accepts_response_payload": d.accepts}
	if d.envelope == "events_api" {
		envelope["retry_attempt"], envelope["retry_reason"] = d.attempt, d.reason
	}
	body := encode(envelope)
	began := time.Now()
	x := Exchange{At: began, ToApp: true, Name: d.kind, Path: "socket", Request: s.redact(body)}
	acks, done, sent := s.sockets.send(d.id, body)
	if !sent {
		x.Err = "no_connection"
		s.record(x, began)
		return func() answer { return answer{failure: "no_connection"} }
	}
	return func() answer {
		defer done()
		timer := time.NewTimer(s.opt.AckTimeout - time.Since(began))
		defer timer.Stop()
		a := answer{failure: "timeout"}
		select {
		case raw := <-acks:
			a = readAnswer(raw)
			x.Answer = s.redact(raw)
		case <-timer.C:
		case <-ctx.Done():
		case <-s.ctx.Done():
		}
		a.latency = time.Since(began)
		x.Err = a.failure
		s.record(x, began)
		return a
	}
}

// readAnswer reads the payload of an acknowledgement; nothing and {} are the same.
func readAnswer(raw json.RawMessage) answer {
	a := answer{acked: true, raw: raw}
	if len(raw) == 0 || string(raw) == "null" {
		return a
	}
	a.garbled = json.Unmarshal(raw, &a.payload) != nil
	return a
}

// ResendLast sends the last payload that a person caused again as it was: the same signature and time by HTTP, the same
// envelope marked as a retry by the socket. Slack does so after a time-out; so would a thief.
func (s *Sim) ResendLast(ctx context.Context) (status int, err error) {
	s.mu.Lock()
	if s.last == nil {
		s.mu.Unlock()
		return 0, failure("nothing_to_resend")
	}
	again := *s.last
	s.mu.Unlock()
	if again.signed != nil {
		return s.resend(ctx, again.signed)
	}
	again.attempt, again.reason = again.attempt+1, "timeout"
	if a := s.deliver(ctx, &again); !a.acked {
		return 0, failure(a.failure)
	}
	return 200, nil
}

// UseHTTP delivers everything by signed requests to this address from now on.
func (s *Sim) UseHTTP(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requestURL = url
}

// UseSocket goes back to Socket Mode.
func (s *Sim) UseSocket() { s.UseHTTP("") }
