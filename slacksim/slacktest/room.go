// Package slacktest puts a practice workspace into the words of a test: people type commands, press
// buttons, fill in forms and answer; the test says what it expects them to see.
//
// Every ExpectX waits (ten seconds, unless Room.Deadline says otherwise) for the oldest message that
// was not expected yet and contains all given substrings, in its text or anywhere in its blocks, and
// marks it as seen. A message that the app changes afterwards counts as new. What was never expected
// is what ExpectNothingElse and Strict complain about. Messages of people are never expected.
package slacktest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/slacksim"
)

// Room is a workspace in a test.
type Room struct {
	Sim *slacksim.Sim
	// Deadline is how long an ExpectX waits.
	Deadline time.Duration
	// Working is what the app says when it is not done yet and the answer comes later: on a busy
	// machine any answer may begin with it. Contains then waits for the real one.
	Working string

	t       testing.TB
	mu      sync.Mutex
	strict  bool
	seen    map[string]bool
	people  []string
	refused map[string]string // forms that came back with errors nobody expected yet
}

// New starts a workspace that closes with the test. At the end the test fails if the app answered
// something that Slack would have refused, or if a form was refused and nobody expected it.
func New(t testing.TB, o slacksim.Options) *Room {
	t.Helper()
	sim, err := slacksim.Start(o)
	if err != nil {
		t.Fatalf("the workspace does not start: %v", err)
	}
	r := &Room{Sim: sim, Deadline: 10 * time.Second, t: t, seen: map[string]bool{}, refused: map[string]string{}}
	t.Cleanup(r.end)
	return r
}

// Strict makes the test fail at its end if the app said anything that nobody expected.
func (r *Room) Strict() *Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.strict = true
	return r
}

func (r *Room) end() {
	r.t.Helper()
	_ = r.Sim.Close()
	for _, c := range r.Sim.Complaints() {
		r.t.Errorf("Slack would not have accepted this: %s", c)
	}
	r.mu.Lock()
	strict := r.strict
	for _, why := range r.refused {
		r.t.Errorf("a form was refused and nobody expected it: %s", why)
	}
	r.mu.Unlock()
	if left := r.unseen(); strict && len(left) > 0 && !r.t.Failed() {
		r.t.Errorf("%d messages that nobody expected:\n%s", len(left), r.dump(left))
	}
}

// User is a person of the workspace, added with this id if there is none yet.
func (r *Room) User(id string) *User {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := slices.ContainsFunc(r.Sim.Snapshot().Users, func(u slacksim.User) bool { return u.ID == id })
	if !known {
		r.Sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), TZ: "America/Mexico_City"})
	}
	if !slices.Contains(r.people, id) {
		r.people = append(r.people, id)
	}
	return &User{ID: id, room: r}
}

// Channel adds a public channel with the bot and these people in it.
func (r *Room) Channel(id, name string, members ...string) {
	r.Sim.AddChannel(slacksim.Channel{ID: id, Name: name, Members: append([]string{r.Sim.BotUserID()}, members...)})
}

// WaitConnected waits until the app is there.
func (r *Room) WaitConnected() {
	r.t.Helper()
	ctx, cancel := r.ctx()
	defer cancel()
	if err := r.Sim.WaitConnected(ctx); err != nil {
		r.t.Fatalf("the app does not connect: %v", err)
	}
}

// ExpectChannel waits for a message in a channel, replies in threads included.
func (r *Room) ExpectChannel(channel string, substrings ...string) slacksim.Message {
	r.t.Helper()
	return r.expect("in "+channel, func() []slacksim.Message { return r.Sim.Messages(channel) }, substrings)
}

// ExpectReply waits for a message in the thread of m.
func (r *Room) ExpectReply(m slacksim.Message, substrings ...string) slacksim.Message {
	r.t.Helper()
	return r.expect("in the thread of "+m.TS, func() []slacksim.Message {
		return slices.DeleteFunc(r.Sim.Messages(m.Channel), func(o slacksim.Message) bool {
			return o.TS == m.TS || o.ThreadTS != threadOf(m)
		})
	}, substrings)
}

// ExpectFile waits for a message of the app with a file whose name or title has all the substrings, in
// a channel or (by the person's id) in the app's DM, and gives it with the bytes of its first file.
func (r *Room) ExpectFile(where string, substrings ...string) (slacksim.Message, []byte) {
	r.t.Helper()
	m := r.expect("with a file in "+where, func() []slacksim.Message {
		return slices.DeleteFunc(r.Sim.Messages(where), func(m slacksim.Message) bool { return len(m.Files) == 0 })
	}, substrings)
	return m, r.Sim.Content(m.Files[0].ID)
}

func threadOf(m slacksim.Message) string {
	if m.ThreadTS != "" {
		return m.ThreadTS
	}
	return m.TS
}

// ExpectNothingElse fails if within this time there is any message of the app that no Expect has
// seen, in whatever channel, DM or ephemeral.
func (r *Room) ExpectNothingElse(quiet time.Duration) {
	r.t.Helper()
	for deadline := time.Now().Add(quiet); ; time.Sleep(pause) {
		if left := r.unseen(); len(left) > 0 {
			r.t.Fatalf("something else was said:\n%s", r.dump(left))
		}
		if time.Now().After(deadline) {
			return
		}
	}
}

// pause is the time between two looks.
const pause = 10 * time.Millisecond

func (r *Room) ctx() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), r.Deadline)
}

// key names one version of a message: an edit makes it new.
func key(m slacksim.Message) string {
	return m.Channel + " " + m.TS + " " + strings.Join(m.AllTexts(), "\x00") + fmt.Sprint(m.Blocks)
}

func (r *Room) see(m slacksim.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[key(m)] = true
}

func (r *Room) isSeen(m slacksim.Message) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[key(m)]
}

// unseen lists what the app said and nobody expected, in the order in which it was said.
func (r *Room) unseen() []slacksim.Message {
	snap := r.Sim.Snapshot()
	var left []slacksim.Message
	add := func(all []slacksim.Message) {
		for _, m := range all {
			if m.BotID != "" && !r.isSeen(m) {
				left = append(left, m)
			}
		}
	}
	for _, all := range snap.Messages {
		add(all)
	}
	for _, all := range snap.Ephemerals {
		add(all)
	}
	slices.SortFunc(left, func(a, b slacksim.Message) int { return strings.Compare(a.TS, b.TS) })
	return left
}

// expect waits for an unseen message of the app that has all the substrings.
func (r *Room) expect(where string, look func() []slacksim.Message, substrings []string) slacksim.Message {
	r.t.Helper()
	for deadline := time.Now().Add(r.Deadline); ; time.Sleep(pause) {
		all := look()
		for _, m := range all {
			if m.BotID != "" && !r.isSeen(m) && contains(m, substrings) {
				r.see(m)
				return m
			}
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("expected %s a message with %q; instead there is:\n%s\nelsewhere, not expected by anybody:\n%s",
				where, substrings, r.dump(all), r.dump(r.unseen()))
		}
	}
}

func contains(m slacksim.Message, substrings []string) bool {
	all := strings.Join(m.AllTexts(), "\n")
	return !slices.ContainsFunc(substrings, func(s string) bool { return !strings.Contains(all, s) })
}

// dump writes messages down as a person would see them.
func (r *Room) dump(all []slacksim.Message) string {
	if len(all) == 0 {
		return "  (nothing)"
	}
	var b strings.Builder
	for _, m := range all {
		mark := " "
		if r.isSeen(m) {
			mark = "✓"
		}
		where := m.Channel
		if m.Ephemeral {
			where += " only to " + m.To
		}
		if m.ThreadTS != "" && m.ThreadTS != m.TS {
			where += " in thread " + m.ThreadTS
		}
		fmt.Fprintf(&b, "%s %s %s by %s:\n", mark, m.TS, where, m.User)
		for _, text := range m.AllTexts() {
			if text != "" {
				fmt.Fprintf(&b, "      %s\n", strings.ReplaceAll(text, "\n", "\n      "))
			}
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
