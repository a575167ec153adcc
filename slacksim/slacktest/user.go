package slacktest

import (
	"strings"
	"time"

	"compromisos/slacksim"
)

// User is a person who does things and sees what comes of them.
type User struct {
	ID   string
	room *Room
}

// Answer is what a person saw at once after doing something.
type Answer struct {
	*slacksim.Outcome
	user    *User
	message slacksim.Message // what Press acts on
	known   bool
}

// answer wraps what came back, and fails the test where a person would have seen Slack fail.
func (u *User) answer(what string, out *slacksim.Outcome, err error) *Answer {
	u.room.t.Helper()
	if err != nil {
		u.room.t.Fatalf("%s %s: %v", u.ID, what, err)
	}
	a := &Answer{Outcome: out, user: u}
	for _, m := range out.Messages {
		u.room.see(m) // whoever asked has seen the answer
		a.message, a.known = m, true
	}
	return a
}

// Slash types a slash command in a channel ("DM" is the app's DM).
func (u *User) Slash(channel, command, text string) *Answer {
	u.room.t.Helper()
	ctx, cancel := u.room.ctx()
	defer cancel()
	out, err := u.room.Sim.Slash(ctx, u.ID, channel, command, text)
	return u.answer("typed "+command+" "+text, out, err)
}

// Press uses something in a message: by the words on it, its action_id or block_id/action_id. A
// value chooses in a menu, or among buttons of the same name.
func (u *User) Press(m slacksim.Message, name string, value ...string) *Answer {
	u.room.t.Helper()
	ctx, cancel := u.room.ctx()
	defer cancel()
	out, err := u.room.Sim.Press(ctx, u.ID, m, name, value...)
	return u.answer("pressed "+name, out, err)
}

// Say writes in a channel, or in the app's DM ("DM").
func (u *User) Say(channel, text string, files ...slacksim.File) slacksim.Message {
	u.room.t.Helper()
	return u.write(channel, text, "", files)
}

// Reply writes in the thread of a message.
func (u *User) Reply(m slacksim.Message, text string, files ...slacksim.File) slacksim.Message {
	u.room.t.Helper()
	return u.write(m.Channel, text, threadOf(m), files)
}

func (u *User) write(channel, text, thread string, files []slacksim.File) slacksim.Message {
	u.room.t.Helper()
	ctx, cancel := u.room.ctx()
	defer cancel()
	m, err := u.room.Sim.SayFiles(ctx, u.ID, channel, text, thread, files...)
	if err != nil {
		u.room.t.Fatalf("%s wrote %q: %v", u.ID, text, err)
	}
	return m
}

// Upload chooses a file, to be sent with Say, Reply or a form.
func (u *User) Upload(name string, content []byte) slacksim.File {
	return u.room.Sim.Upload(u.ID, name, content)
}

// Shortcut chooses a global shortcut.
func (u *User) Shortcut(callbackID string) *Answer {
	u.room.t.Helper()
	ctx, cancel := u.room.ctx()
	defer cancel()
	out, err := u.room.Sim.Shortcut(ctx, u.ID, callbackID)
	return u.answer("chose the shortcut "+callbackID, out, err)
}

// MessageShortcut chooses a shortcut from the menu of a message.
func (u *User) MessageShortcut(callbackID string, m slacksim.Message) *Answer {
	u.room.t.Helper()
	ctx, cancel := u.room.ctx()
	defer cancel()
	out, err := u.room.Sim.MessageShortcut(ctx, u.ID, callbackID, m)
	return u.answer("chose the message shortcut "+callbackID, out, err)
}

// ExpectDM waits for a message in the app's DM with this person.
func (u *User) ExpectDM(substrings ...string) slacksim.Message {
	u.room.t.Helper()
	return u.room.expect("in the DM with "+u.ID, func() []slacksim.Message { return u.room.Sim.DM(u.ID) }, substrings)
}

// ExpectEphemeral waits for a message that only this person can see.
func (u *User) ExpectEphemeral(substrings ...string) slacksim.Message {
	u.room.t.Helper()
	return u.room.expect("only to "+u.ID, func() []slacksim.Message { return u.room.Sim.Ephemerals(u.ID) }, substrings)
}

// OpenHome opens the app's Home tab.
func (u *User) OpenHome() {
	u.room.t.Helper()
	ctx, cancel := u.room.ctx()
	defer cancel()
	if err := u.room.Sim.OpenHome(ctx, u.ID); err != nil {
		u.room.t.Fatalf("%s opened the Home tab: %v", u.ID, err)
	}
}

// ExpectHome waits until the Home tab of this person has all the substrings.
func (u *User) ExpectHome(substrings ...string) slacksim.View {
	u.room.t.Helper()
	for deadline := time.Now().Add(u.room.Deadline); ; time.Sleep(pause) {
		v := u.room.Sim.Home(u.ID)
		if v != nil && viewHas(*v, substrings) {
			return *v
		}
		if time.Now().After(deadline) {
			shown := "(nothing was published)"
			if v != nil {
				shown = strings.Join(v.Texts(), "\n  ")
			}
			u.room.t.Fatalf("expected in the Home tab of %s %q; instead there is:\n  %s", u.ID, substrings, shown)
		}
	}
}

// PressHome uses something in the Home tab.
func (u *User) PressHome(name string, value ...string) *Answer {
	u.room.t.Helper()
	v := u.room.Sim.Home(u.ID)
	if v == nil {
		u.room.t.Fatalf("%s has no Home tab yet", u.ID)
	}
	ctx, cancel := u.room.ctx()
	defer cancel()
	out, err := u.room.Sim.PressView(ctx, u.ID, v.ID, name, value...)
	return u.answer("pressed "+name+" in the Home tab", out, err)
}
