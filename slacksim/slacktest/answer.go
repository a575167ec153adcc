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
	for deadline := time.Now().Add(room.Deadline); ; time.Sleep(pause) {
		for _, m := range append(room.Sim.Ephemerals(a.user.ID), room.Sim.Messages(was.Channel)...) {
			if m.TS == was.TS && contains(m, substrings) {
				room.see(m)
				a.message = m
				return a
			}
		}
		if time.Now().After(deadline) {
			room.t.Fatalf("expected the message to become %q; it still says:\n%s", substrings, room.dump([]slacksim.Message{was}))
		}
	}
}
