package slacksim

import (
	"slices"
	"sort"
)

// Look says what of the workspace is asked for: who looks, and at which place.
type Look struct {
	User string
	// Channel is the conversation that is open, and Thread the first message of the thread that is.
	Channel, Thread string
	// Last is how many messages are wanted; where From names one, those from it on, and as many
	// as Older of those before.
	Last, Older int
	From        string
}

// Sight is what one person sees from one place: of the conversations how much is new in
// each, and the messages of one. It costs what is shown, however much was said before.
type Sight struct {
	Users    []User
	Groups   []Group
	Channels []Seen
	// Messages of the open conversation, those that only this person sees among them; More
	// tells that there are older ones.
	Messages []Message
	More     bool
	Thread   []Message
	// Waiting is how many messages of the app each person has not read in their DM.
	Waiting map[string]int
	Views   []View
	Home    *View
}

// Seen is a conversation that a person may see: its last message, up to where they read it, and
// how many messages of others came since.
type Seen struct {
	Channel
	Last, Read string
	News       int
}

// See looks. A conversation that the person may not see is as one without messages.
func (s *Sim) See(l Look) Sight {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Sight{Waiting: map[string]int{}}
	for _, id := range s.userOrder {
		out.Users = append(out.Users, *s.users[id])
	}
	for _, id := range s.groupOrder {
		out.Groups = append(out.Groups, *s.groups[id])
	}
	own := s.ephemerals[l.User]
	for _, id := range s.convOrder {
		v := s.convs[id]
		if v.User != "" {
			out.Waiting[v.User] = v.news(v.User, s.read[v.User][id])
		}
		if v.Archived || !v.open(l.User) {
			continue
		}
		c := v.Channel
		c.Members = slices.Clone(c.Members)
		read := s.read[l.User][id]
		seen := Seen{Channel: c, Read: read, News: v.news(l.User, read)}
		if n := len(v.messages); n > 0 {
			seen.Last = v.messages[n-1].TS
		}
		out.Channels = append(out.Channels, seen)
		if id == l.Channel {
			out.Messages, out.More = last(l, v.messages, own)
			out.Thread = thread(l, v.messages, own)
		}
	}
	out.Views = s.viewsOf(l.User)
	if h, ok := s.homes[l.User]; ok {
		view := h.copy()
		out.Home = &view
	}
	return out
}

// open tells whether a person may look into a conversation.
func (v *conversation) open(user string) bool {
	return v.User == user || v.User == "" && (!v.Private || v.has(user))
}

// news counts what others said after a moment.
func (v *conversation) news(user, since string) (n int) {
	for _, m := range v.messages[after(v.messages, since):] {
		if m.User != user {
			n++
		}
	}
	return n
}

// after is the place of the first message that is later than a moment.
func after(in []*Message, ts string) int {
	return sort.Search(len(in), func(k int) bool { return before(ts, in[k].TS) })
}

// last is the end of a conversation with what only one person sees in it, without what is said
// in threads, back to where it is wanted, and whether there is more before that.
func last(l Look, all, own []*Message) (out []Message, more bool) {
	for older := 0; !more && len(all)+len(own) > 0; {
		var m *Message
		if len(own) == 0 || len(all) > 0 && before(own[len(own)-1].TS, all[len(all)-1].TS) {
			m, all = all[len(all)-1], all[:len(all)-1]
		} else {
			m, own = own[len(own)-1], own[:len(own)-1]
		}
		if m.Channel != l.Channel || m.ThreadTS != "" && m.ThreadTS != m.TS && !m.Broadcast {
			continue
		}
		switch {
		case l.From == "":
			more = len(out) >= l.Last
		case before(m.TS, l.From):
			more = older >= l.Older
			older++
		}
		if !more {
			out = append(out, m.copy())
		}
	}
	slices.Reverse(out)
	return out, more
}

// thread is a message and its answers, with what only one person sees among them.
func thread(l Look, all, own []*Message) (out []Message) {
	if l.Thread == "" {
		return nil
	}
	for _, list := range [][]*Message{all, own} {
		first := max(0, after(list, l.Thread)-1)
		for _, m := range list[first:] {
			if m.Channel == l.Channel && (m.TS == l.Thread || m.ThreadTS == l.Thread) {
				out = append(out, m.copy())
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Message) int {
		if before(a.TS, b.TS) {
			return -1
		}
		return 1
	})
	return out
}

// MarkRead is a person having read a conversation up to a message; it never goes back.
func (s *Sim) MarkRead(user, channel, ts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.convs[s.resolve(channel)]
	if !ok || !v.open(user) || !before(s.read[user][v.ID], ts) {
		return
	}
	r := keptRead{user, v.ID, ts}
	s.setRead(r)
	s.keep(keptLine{Read: &r})
	s.publish(Event{Kind: "read", User: user, Channel: v.ID})
}

func (s *Sim) setRead(r keptRead) {
	if s.read[r.User] == nil {
		s.read[r.User] = map[string]string{}
	}
	s.read[r.User][r.Channel] = r.TS
}
