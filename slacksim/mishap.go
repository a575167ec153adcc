package slacksim

import (
	"slices"
	"time"
)

// MishapKind is a way for a call to go wrong.
type MishapKind int

const (
	// RateLimited answers 429 with Retry-After (rounded up to whole seconds).
	RateLimited MishapKind = iota
	// RateLimitedSilent answers 429 without saying how long to wait.
	RateLimitedSilent
	// ServerError answers Status (500 by default) with an HTML body.
	ServerError
	// SlackError answers 200 with ok false and Error.
	SlackError
	// Hang waits Delay first; if the caller is still there, the call then goes on as usual.
	Hang
	// LostAnswer does what was asked, and resets the connection before answering.
	LostAnswer
	// Reset drops the connection before anything is done.
	Reset
)

// Mishap is something that will go wrong with the next calls that match it.
type Mishap struct {
	// Method is a Web API method, "response_url", "upload" or "download"; empty means any.
	Method string
	// Channel and User narrow it to one channel (a DM also by its person's id) or one user.
	Channel, User string
	// Times is how often; 0 means once, a negative number for ever.
	Times int
	Kind  MishapKind
	// Error is the error of SlackError.
	Error string
	// Status is the status of ServerError.
	Status int
	// RetryAfter belongs to RateLimited, Delay to Hang and LostAnswer.
	RetryAfter, Delay time.Duration
}

// Inject makes the next calls go wrong. Several mishaps for the same calls happen in order.
func (s *Sim) Inject(m Mishap) {
	if m.Times == 0 {
		m.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mishaps = append(s.mishaps, &m)
	s.publish(Event{Kind: "mishap"})
}

// Mishaps are those that are still to happen, with how often they will.
func (s *Sim) Mishaps() []Mishap {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Mishap
	for _, m := range s.mishaps {
		out = append(out, *m)
	}
	return out
}

// ClearMishaps makes everything go well again.
func (s *Sim) ClearMishaps() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mishaps = nil
	s.publish(Event{Kind: "mishap"})
}

// takeMishap uses up the first mishap that matches. The caller holds the lock.
func (s *Sim) takeMishap(method, channel, user string) *Mishap {
	for i, m := range s.mishaps {
		if m.Method != "" && m.Method != method ||
			m.Channel != "" && s.resolve(m.Channel) != channel && m.Channel != channel ||
			m.User != "" && m.User != user {
			continue
		}
		taken := *m
		s.publish(Event{Kind: "mishap"})
		if m.Times > 0 {
			if m.Times--; m.Times == 0 {
				s.mishaps = slices.Delete(s.mishaps, i, i+1)
			}
		}
		return &taken
	}
	return nil
}
