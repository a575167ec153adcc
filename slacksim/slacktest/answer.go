package slacktest

import (
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// Text is everything there is to read in the answer, empty if the app only acknowledged.
func (a *Answer) Text() string {
	if !a.known {
		return ""
	}
	return strings.Join(a.message.AllTexts(), "\n")
}

// Message is the message that was shown. If the acknowledgement had none, it waits for the one that
// comes later through the response_url.
func (a *Answer) Message() slacksim.Message {
	a.user.room.t.Helper()
	if !a.known {
		a.message, a.known = a.user.ExpectEphemeral(), true
	}
	return a.message
}

// Contains checks that the answer has all the substrings. If the acknowledgement said nothing, or
// only that the app is Working on it, the answer may still come through the response_url, as a
// message that only this person sees.
func (a *Answer) Contains(t testing.TB, substrings ...string) *Answer {
	t.Helper()
	w := a.user.room.Working
	if !a.known || w != "" && strings.Contains(a.Text(), w) && !contains(a.message, substrings) {
		a.message, a.known = a.user.ExpectEphemeral(substrings...), true
		return a
	}
	if !contains(a.message, substrings) {
		t.Fatalf("expected in the answer %q; instead it says:\n  %s", substrings, strings.ReplaceAll(a.Text(), "\n", "\n  "))
	}
	return a
}

// Lacks checks that the answer has none of the substrings.
func (a *Answer) Lacks(t testing.TB, substrings ...string) *Answer {
	t.Helper()
	for _, s := range substrings {
		if strings.Contains(a.Text(), s) {
			t.Fatalf("the answer must not say %q, and it says:\n  %s", s, strings.ReplaceAll(a.Text(), "\n", "\n  "))
		}
	}
	return a
}

// Press uses something in the message that was shown.
func (a *Answer) Press(name string, value ...string) *Answer {
	a.user.room.t.Helper()
	return a.user.Press(a.Message(), name, value...)
}

// Becomes waits until the message that was shown has been replaced by one with all the substrings.
func (a *Answer) Becomes(substrings ...string) *Answer {
	a.user.room.t.Helper()
	was, room := a.Message(), a.user.room
	a.message = room.becomes(was, func() []slacksim.Message {
		return append(room.Sim.Ephemerals(a.user.ID), room.Sim.Messages(was.Channel)...)
	}, substrings)
	return a
}

// ExpectEdit waits until a message has been edited to say all the substrings.
func (r *Room) ExpectEdit(m slacksim.Message, substrings ...string) slacksim.Message {
	r.t.Helper()
	return r.becomes(m, func() []slacksim.Message { return r.Sim.Messages(m.Channel) }, substrings)
}

func (r *Room) becomes(was slacksim.Message, look func() []slacksim.Message, substrings []string) slacksim.Message {
	r.t.Helper()
	for deadline := time.Now().Add(r.Deadline); ; time.Sleep(pause) {
		now := was
		for _, m := range look() {
			if m.TS != was.TS {
				continue
			}
			if now = m; contains(m, substrings) {
				r.see(m)
				return m
			}
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("expected the message to become %q; it still says:\n%s", substrings, r.dump([]slacksim.Message{now}))
		}
	}
}
