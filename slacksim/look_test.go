package slacksim

import (
	"fmt"
	"strings"
	"testing"
)

// looked is a workspace with a channel of n messages and a thread on the second.
func looked(tb testing.TB, n int) *Sim {
	tb.Helper()
	s, err := Start(Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	for _, id := range []string{"U1", "U2"} {
		s.AddUser(User{ID: id, Name: strings.ToLower(id)})
	}
	s.AddChannel(Channel{ID: "C1", Name: "todos", Members: []string{"U1", "U2", s.BotUserID()}})
	s.AddChannel(Channel{ID: "C2", Name: "secreto", Private: true, Members: []string{"U1", s.BotUserID()}})
	thread := ""
	for k := range n {
		m, err := s.Say(tb.Context(), "U1", "C1", fmt.Sprint(k), "")
		if err != nil {
			tb.Fatal(err)
		}
		if k == 1 {
			thread = m.TS
		}
	}
	for _, text := range []string{"a", "b"} {
		if _, err := s.Say(tb.Context(), "U2", "C1", text, thread); err != nil {
			tb.Fatal(err)
		}
	}
	return s
}

func said(ms []Message) string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Text)
	}
	return strings.Join(out, " ")
}

// One sees the end of a conversation, and what is older when one asks for it.
func TestSeePages(t *testing.T) {
	t.Parallel()
	s := looked(t, 10)
	all := s.Messages("C1")
	s.mu.Lock()
	s.whisper("C1", "U2", &Message{Text: "susurro"})
	s.whisper("C2", "U2", &Message{Text: "en otra parte"})
	s.mu.Unlock()
	for _, c := range []struct {
		name string
		look Look
		want string
		more bool
	}{
		{"the end", Look{User: "U1", Channel: "C1", Last: 3}, "7 8 9", true},
		{"what only one sees", Look{User: "U2", Channel: "C1", Last: 3}, "8 9 susurro", true},
		{"all", Look{User: "U1", Channel: "C1", Last: 10}, "0 1 2 3 4 5 6 7 8 9", false},
		{"from one on", Look{User: "U1", Channel: "C1", Last: 3, From: all[5].TS}, "5 6 7 8 9", true},
		{"and older ones", Look{User: "U1", Channel: "C1", Last: 3, From: all[5].TS, Older: 2}, "3 4 5 6 7 8 9", true},
		{"and all the older ones", Look{User: "U1", Channel: "C1", Last: 3, From: all[5].TS, Older: 5}, "0 1 2 3 4 5 6 7 8 9", false},
		{"not theirs", Look{User: "U2", Channel: "C2", Last: 3}, "", false},
	} {
		got := s.See(c.look)
		if said(got.Messages) != c.want || got.More != c.more {
			t.Errorf("%s: %q, more %v", c.name, said(got.Messages), got.More)
		}
	}
	if got := said(s.See(Look{User: "U2", Channel: "C1", Last: 3, Thread: all[1].TS}).Thread); got != "1 a b" {
		t.Errorf("the thread: %q", got)
	}
}

// New is what others said since one read; reading never goes back, and is everybody's own.
func TestSeeNews(t *testing.T) {
	t.Parallel()
	s := looked(t, 4)
	all := s.Messages("C1")
	news := func(user string) (n []int) {
		for _, c := range s.See(Look{User: user}).Channels {
			n = append(n, c.News)
		}
		return n
	}
	if got := fmt.Sprint(news("U1"), news("U2")); got != "[2 0] [4]" {
		t.Errorf("at first %s", got)
	}
	s.MarkRead("U2", "C1", all[2].TS)
	s.MarkRead("U2", "C1", all[0].TS)
	s.MarkRead("U2", "C2", all[2].TS) // not theirs
	if got := fmt.Sprint(news("U1"), news("U2")); got != "[2 0] [1]" {
		t.Errorf("after reading %s", got)
	}
	if got := s.See(Look{User: "U2"}).Channels[0]; got.Read != all[2].TS || got.Last != all[5].TS {
		t.Errorf("got %+v", got)
	}
	s.mu.Lock()
	s.post(s.dm("U2"), &Message{User: s.opt.BotUserID, BotID: "B", Text: "hola"})
	s.mu.Unlock()
	if got := s.See(Look{User: "U1"}).Waiting; got["U2"] != 1 || got["U1"] != 0 {
		t.Errorf("waiting %v", got)
	}
}

// A workspace that is kept knows what was read once it is opened again, and the time after.
func TestSeeKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for k := range 3 {
		s, err := Start(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if k == 0 {
			s.AddUser(User{ID: "U1", Name: "u1"})
			s.AddChannel(Channel{ID: "C1", Name: "todos", Members: []string{s.BotUserID()}})
			if _, err := s.Say(t.Context(), "U1", "C1", "hola", ""); err != nil {
				t.Fatal(err)
			}
			s.MarkRead("U1", "C1", s.Messages("C1")[0].TS)
		}
		if c := s.See(Look{User: "U1"}).Channels[0]; c.Read == "" || c.Read != c.Last {
			t.Errorf("opened %d times before: %+v", k, c)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkSee is what a look costs, with little and with much that was said before.
func BenchmarkSee(b *testing.B) {
	for _, n := range []int{100, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := looked(b, n)
			s.MarkRead("U2", "C1", s.See(Look{User: "U2"}).Channels[0].Last)
			b.ReportAllocs()
			for b.Loop() {
				s.See(Look{User: "U2", Channel: "C1", Last: 30})
			}
		})
	}
}
