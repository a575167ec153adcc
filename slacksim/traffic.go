package slacksim

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Exchange is one request and its answer, in either direction, with its secrets taken out.
type Exchange struct {
	// ID counts them from 1.
	ID      int
	At      time.Time
	Latency time.Duration
	// ToApp is true for what Slack sends to the app, false for what the app asks of Slack.
	ToApp bool
	// Name is the Web API method, or the type of what was delivered (slash_commands, …).
	Name string
	// Path is where the request went; a socket delivery says "socket".
	Path            string
	Status          int
	Request, Answer string
	// Err says why there was no answer.
	Err string
	// Mishap is what made it go wrong on purpose, nil where nothing did.
	Mishap *Mishap
	// Aged is what was measured as it happened: how old an address or a trigger was, how often it was used.
	Aged []Measure
}

// maxTraffic bounds the log: a demo may run for weeks.
const maxTraffic = 10000

// Traffic is every exchange so far, oldest first (of the last ten thousand).
func (s *Sim) Traffic() []Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Exchange(nil), s.traffic...)
}

// TrafficSince is every exchange after the one with this ID, oldest first, as far as it is kept.
func (s *Sim) TrafficSince(id int) []Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, _ := slices.BinarySearchFunc(s.traffic, id+1, func(x Exchange, id int) int { return cmp.Compare(x.ID, id) })
	return slices.Clone(s.traffic[from:])
}

// Exchanged is the ID of the last exchange so far.
func (s *Sim) Exchanged() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exchanges
}

// Calls is how often a Web API method was called, refusals and mishaps included.
func (s *Sim) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Complaints are the answers of the app that Slack would have refused or dropped.
func (s *Sim) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.complaints...)
}

func (s *Sim) record(x Exchange, began time.Time) {
	x.Latency = time.Since(began)
	s.opt.Log.Debug("exchange", "to_app", x.ToApp, "name", x.Name, "status", x.Status, "latency", x.Latency, "err", x.Err)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.traffic) >= maxTraffic {
		s.traffic = append(s.traffic[:0:0], s.traffic[maxTraffic/10:]...)
	}
	s.exchanges++
	x.ID = s.exchanges
	s.traffic = append(s.traffic, x)
	s.publish(Event{Kind: "exchange", Exchange: &x})
}

// complain notes an answer that Slack would not accept. The caller holds the lock.
func (s *Sim) complain(what string) {
	s.complaints = append(s.complaints, what)
	s.opt.Log.Warn("complaint", "what", what)
	s.publish(Event{Kind: "complaint", Text: what})
}

// complainAbout notes what the validators found in an answer. The caller holds the lock.
func (s *Sim) complainAbout(kind string, faults []Fault) {
	for _, f := range faults {
		s.complain(strings.TrimSpace(kind + ": " + f.Code + " " + f.Pointer + " " + f.Message))
	}
}

var tokens = regexp.MustCompile(`(xox[a-z]|xapp)(-|%2[Dd])([A-Za-z0-9-]|%2[Dd])+|ticket=[0-9a-f]+`)

// redact takes the secrets out of a body that is going to be kept: those of this workspace, and
// whatever looks like a token.
func (s *Sim) redact(body []byte) string {
	return tokens.ReplaceAllString(s.secrets.Replace(string(body)), "(secret)")
}
