package slacksim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A workspace with Options.Dir is kept there. The folder holds one file of lines, each a change in JSON, and the bytes of
// each file beside it. A line is written before anybody hears of the change, so whoever was told that a message is out
// finds it there however the process died; only a power cut can take the last ones. What lives for minutes is not
// kept: ephemeral messages, open modals, triggers, response URLs, what was on its way to the app.
const (
	keptFile    = "workspace.jsonl"
	keptFiles   = "files"
	keptFormat  = "slacksim"
	keptVersion = 1
)

// keptLine is one change: exactly one of its fields is set.
type keptLine struct {
	Format  string    `json:"format,omitempty"` // of the first line alone, with Version
	Version int       `json:"version,omitempty"`
	IDs     int64     `json:"ids,omitempty"` // up to here they may have been given out
	User    *User     `json:"user,omitempty"`
	Group   *Group    `json:"group,omitempty"`
	Channel *Channel  `json:"channel,omitempty"`
	Message *Message  `json:"message,omitempty"`
	Deleted *keptTS   `json:"deleted,omitempty"`
	File    *File     `json:"file,omitempty"` // its bytes are beside the lines, under its id
	Home    *View     `json:"home,omitempty"`
	Read    *keptRead `json:"read,omitempty"`
}

type keptTS struct{ Channel, TS string }

type keptRead struct{ User, Channel, TS string }

// keeper writes the lines. Its first error ends that: what is there stays whole, and Close tries once more.
type keeper struct {
	dir  string
	f    *os.File
	size int64 // of the lines that are whole
	err  error
}

// keep writes a change down. The caller holds the lock.
func (s *Sim) keep(l keptLine) {
	k := s.kept
	if k == nil || k.err != nil {
		return
	}
	b, err := json.Marshal(l)
	if err == nil {
		_, err = k.f.Write(append(b, '\n'))
	}
	if err == nil {
		k.size += int64(len(b)) + 1
		return
	}
	k.fail(fmt.Errorf("keep the workspace: %w", errors.Join(err, k.f.Truncate(k.size))))
	s.opt.Log.Warn("the workspace is no longer kept", "err", err)
}

func (k *keeper) fail(err error) {
	if k.err == nil {
		k.err = err
	}
}

// keepEvent writes down what the watchers are about to be told, if it lasts.
func (s *Sim) keepEvent(e Event) {
	if s.kept == nil || e.Message != nil && e.Message.Ephemeral {
		return
	}
	switch e.Kind {
	case "message", "message_changed", "reaction":
		s.keep(keptLine{Message: e.Message})
	case "message_deleted":
		s.keep(keptLine{Deleted: &keptTS{e.Message.Channel, e.Message.TS}})
	case "user":
		s.keep(keptLine{User: s.users[e.User]})
	case "home":
		s.keep(keptLine{Home: s.homes[e.User]})
	}
}

// keepFile writes down a file that is whole. The caller holds the lock.
func (s *Sim) keepFile(f *file) {
	if s.kept == nil || s.kept.err != nil {
		return
	}
	if err := replaceFile(filepath.Join(s.kept.dir, keptFiles, f.ID), f.content); err != nil {
		s.kept.fail(fmt.Errorf("keep a file: %w", err))
		return
	}
	s.keep(keptLine{File: &f.File})
}

// Kept is nil while everything that happens is written down, or where nothing is to be.
func (s *Sim) Kept() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		return nil
	}
	return s.kept.err
}

// rewrite puts the workspace of now in the place of the lines, and goes on from there. The caller holds the lock.
func (k *keeper) rewrite(s *Sim) error {
	var whole []byte
	for _, l := range s.lines() {
		b, err := json.Marshal(l)
		if err != nil {
			return err
		}
		whole = append(append(whole, b...), '\n')
	}
	path := filepath.Join(k.dir, keptFile)
	if err := replaceFile(path, whole); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if k.f != nil {
		_ = k.f.Close() // of the lines that were replaced
	}
	k.f, k.size = f, int64(len(whole))
	return nil
}

// lines are the whole workspace, as the lines that make it.
func (s *Sim) lines() []keptLine {
	out := []keptLine{{Format: keptFormat, Version: keptVersion}, {IDs: s.ids.top}}
	for _, id := range s.userOrder {
		out = append(out, keptLine{User: s.users[id]})
	}
	for _, id := range s.groupOrder {
		out = append(out, keptLine{Group: s.groups[id]})
	}
	for _, f := range s.files {
		if f.complete {
			out = append(out, keptLine{File: &f.File})
		}
	}
	for _, id := range s.convOrder {
		v := s.convs[id]
		out = append(out, keptLine{Channel: &v.Channel})
		for _, m := range v.messages {
			out = append(out, keptLine{Message: m})
		}
	}
	for _, v := range s.homes {
		out = append(out, keptLine{Home: v})
	}
	for user, read := range s.read {
		for channel, ts := range read {
			out = append(out, keptLine{Read: &keptRead{user, channel, ts}})
		}
	}
	return out
}

// close writes what is still to be written, and lets go of the folder. The caller holds the lock.
func (k *keeper) close(s *Sim) error {
	if k.err != nil { // there may be room by now
		for _, f := range s.files {
			if _, err := os.Stat(filepath.Join(k.dir, keptFiles, f.ID)); errors.Is(err, fs.ErrNotExist) && f.complete {
				if err := replaceFile(filepath.Join(k.dir, keptFiles, f.ID), f.content); err != nil {
					return errors.Join(err, k.f.Close())
				}
			}
		}
		if err := k.rewrite(s); err != nil {
			return errors.Join(err, k.f.Close())
		}
	}
	return errors.Join(k.f.Sync(), k.f.Close())
}

// replaceFile puts a file in its place when it is whole: whoever reads it finds the one before, or this one.
func replaceFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use
	}
	return err
}
