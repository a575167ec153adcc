package slacksim

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"time"
)

// Event is something that happened in the workspace, for whoever watches: a page, a guided tour.
type Event struct {
	At time.Time
	// Kind is message, message_changed, message_deleted, ephemeral, read, view, home, user, file,
	// reaction, connected, disconnected, exchange, complaint or mishap.
	Kind          string
	Channel, User string
	Message       *Message
	Exchange      *Exchange
	Text          string
	// Missed counts the events before this one that a slow watcher did not get.
	Missed int
}

// feed hands events to watchers. A watcher that does not keep up loses events, never time.
type feed struct {
	watchers map[chan Event]*int
	closed   bool
}

// Subscribe watches the workspace from now on. The channel is closed by cancel or by Close.
func (s *Sim) Subscribe() (<-chan Event, func()) {
	ch := make(chan Event, 256)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.feed.closed {
		close(ch)
		return ch, func() {}
	}
	if s.feed.watchers == nil {
		s.feed.watchers = map[chan Event]*int{}
	}
	s.feed.watchers[ch] = new(int)
	return ch, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, ok := s.feed.watchers[ch]; ok {
			delete(s.feed.watchers, ch)
			close(ch)
		}
	}
}

// publish tells the watchers. The caller holds the lock.
func (s *Sim) publish(e Event) {
	s.keepEvent(e)
	e.At = time.Now()
	if e.Message != nil {
		m := e.Message.copy()
		e.Message = &m
	}
	for ch, missed := range s.feed.watchers {
		e.Missed = *missed
		select {
		case ch <- e:
			*missed = 0
		default:
			*missed++
		}
	}
}

func (f *feed) close(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Unlock()
	f.closed = true
	for ch := range f.watchers {
		close(ch)
	}
	f.watchers = nil
}

// Snapshot is the whole workspace at one moment.
type Snapshot struct {
	Users      []User
	Channels   []Channel // DMs included
	Groups     []Group
	Messages   map[string][]Message // by channel
	Ephemerals map[string][]Message // by user
	Views      map[string][]View    // open modals by user
	Homes      map[string]View
	Sockets    int
}

// Snapshot copies the state, so that a page can be drawn without asking twice.
func (s *Sim) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Snapshot{
		Messages: map[string][]Message{}, Ephemerals: map[string][]Message{},
		Views: map[string][]View{}, Homes: map[string]View{}, Sockets: s.sockets.count(),
	}
	for _, id := range s.userOrder {
		out.Users = append(out.Users, *s.users[id])
	}
	for _, id := range s.groupOrder {
		out.Groups = append(out.Groups, *s.groups[id])
	}
	for _, id := range s.convOrder {
		v := s.convs[id]
		c := v.Channel
		c.Members = slices.Clone(c.Members)
		out.Channels = append(out.Channels, c)
		out.Messages[id] = copyMessages(v.messages)
	}
	for user := range maps.Keys(s.ephemerals) {
		out.Ephemerals[user] = copyMessages(s.ephemerals[user])
	}
	for user := range maps.Keys(s.stacks) {
		out.Views[user] = s.viewsOf(user)
	}
	for user, v := range s.homes {
		out.Homes[user] = v.copy()
	}
	return out
}

// Names is what everybody and everything is called, by id: people, groups and conversations, a
// DM like its person.
func (s *Sim) Names() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for id, u := range s.users {
		out[id] = cmp.Or(u.RealName, u.Name)
	}
	for id, g := range s.groups {
		out[id] = "@" + g.Handle
	}
	for id, v := range s.convs {
		out[id] = "#" + v.Name
		if v.User != "" {
			out[id] = out[v.User]
		}
	}
	return out
}
