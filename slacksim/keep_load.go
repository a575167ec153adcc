package slacksim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ErrKept says that what Options.Dir holds is no workspace, or is damaged.
var ErrKept = errors.New("not a workspace that can be read")

// open reads the workspace that is kept in a folder, which may be new, and keeps it from now on. It is called before
// anything runs.
func (s *Sim) open(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, keptFiles), 0o700); err != nil {
		return fmt.Errorf("keep the workspace: %w", err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, keptFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the workspace: %w", err)
	}
	if err == nil {
		if err := s.load(dir, whole); err != nil {
			return err
		}
	}
	k := &keeper{dir: dir}
	s.ids.top = s.ids.n + idsAhead
	if err := k.rewrite(s); err != nil {
		return fmt.Errorf("keep the workspace: %w", err)
	}
	s.kept = k
	s.ids.reserve = func(top int64) { s.keep(keptLine{IDs: top}) }
	return nil
}

// load carries out the lines. The last one may be torn: nobody was told of what it says.
func (s *Sim) load(dir string, whole []byte) error {
	whole = whole[:bytes.LastIndexByte(whole, '\n')+1]
	n := 0
	for line := range bytes.Lines(whole) {
		n++
		var l keptLine
		if err := json.Unmarshal(line, &l); err != nil {
			return fmt.Errorf("%w: %s, line %d: %w", ErrKept, filepath.Join(dir, keptFile), n, err)
		}
		if n == 1 {
			if l.Format != keptFormat || l.Version != keptVersion {
				return fmt.Errorf("%w: %s: format %q, version %d", ErrKept, filepath.Join(dir, keptFile), l.Format, l.Version)
			}
			continue
		}
		if err := s.redo(dir, l); err != nil {
			return fmt.Errorf("%w: %s, line %d: %w", ErrKept, filepath.Join(dir, keptFile), n, err)
		}
	}
	if n == 0 {
		return fmt.Errorf("%w: %s is empty", ErrKept, filepath.Join(dir, keptFile))
	}
	for _, v := range s.convs {
		v.countReplies()
	}
	return nil
}

// countReplies makes the threads of a conversation: an answer has a line, and what it does to the first message has none.
func (v *conversation) countReplies() {
	roots := map[string]*Message{}
	for _, m := range v.messages {
		m.ReplyCount = 0
		roots[m.TS] = m
		if root := roots[m.ThreadTS]; root != nil && root != m {
			root.ThreadTS = root.TS
			root.ReplyCount++
		}
	}
}

// redo carries out one line, without telling anybody.
func (s *Sim) redo(dir string, l keptLine) error {
	s.ids.n = max(s.ids.n, l.IDs)
	switch {
	case l.User != nil:
		if s.users[l.User.ID] == nil {
			s.userOrder = append(s.userOrder, l.User.ID)
		}
		s.users[l.User.ID] = l.User
	case l.Group != nil:
		if s.groups[l.Group.ID] == nil {
			s.groupOrder = append(s.groupOrder, l.Group.ID)
		}
		s.groups[l.Group.ID] = l.Group
	case l.Channel != nil:
		s.redoChannel(*l.Channel)
	case l.Message != nil:
		return s.redoMessage(l.Message)
	case l.Deleted != nil:
		v, ok := s.convs[l.Deleted.Channel]
		if !ok {
			return fmt.Errorf("no conversation %s", l.Deleted.Channel)
		}
		v.messages = slices.DeleteFunc(v.messages, func(m *Message) bool { return m.TS == l.Deleted.TS })
	case l.File != nil:
		content, err := os.ReadFile(filepath.Join(dir, keptFiles, filepath.Base(l.File.ID)))
		if err != nil {
			return err
		}
		l.File.URLPrivateDownload = s.downloadURL(l.File.ID, l.File.Name)
		s.files[l.File.ID] = &file{File: *l.File, content: content, uploaded: true, complete: true}
	case l.Home != nil:
		s.homes[l.Home.User] = l.Home
	case l.Read != nil:
		s.setRead(*l.Read)
	}
	return nil
}

func (s *Sim) redoChannel(c Channel) {
	if c.User != "" {
		s.dms[c.User] = c.ID
	}
	if v, known := s.convs[c.ID]; known {
		v.Channel = c
		return
	}
	s.convs[c.ID] = &conversation{Channel: c}
	s.convOrder = append(s.convOrder, c.ID)
}

func (s *Sim) redoMessage(m *Message) error {
	v, ok := s.convs[m.Channel]
	if !ok {
		return fmt.Errorf("no conversation %s", m.Channel)
	}
	secs, frac, _ := strings.Cut(m.TS, ".")
	micros, err := strconv.ParseInt(secs+pad(frac), 10, 64)
	if err != nil {
		return fmt.Errorf("no timestamp: %q", m.TS)
	}
	s.ids.micros = max(s.ids.micros, micros)
	for k, f := range m.Files { // the workspace has another address each time
		m.Files[k].URLPrivateDownload = s.downloadURL(f.ID, f.Name)
	}
	if old := v.find(m.TS); old != nil {
		*old = *m
		return nil
	}
	v.messages = append(v.messages, m)
	return nil
}
