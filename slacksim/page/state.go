package page

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"compromisos/slacksim"
)

// state is the workspace as one person sees it from one place.
type state struct {
	Title    string            `json:"title"`
	App      string            `json:"app"`
	Me       string            `json:"me"`
	People   []person          `json:"people"`
	Users    map[string]user   `json:"users"`
	Groups   map[string]string `json:"groups"`
	Channels []channel         `json:"channels"`
	// Place is the conversation that is shown, by its id; none where the app's Home is.
	Place string `json:"place"`
	// Messages of that place, with those that only this person sees; More tells of older ones.
	Messages  []slacksim.Message   `json:"messages"`
	More      bool                 `json:"more"`
	Thread    []slacksim.Message   `json:"thread"`
	Files     map[string]link      `json:"files"` // of those messages
	Views     []slacksim.View      `json:"views"`
	Home      *slacksim.View       `json:"home"`
	NoHome    bool                 `json:"noHome"`
	Commands  []Command            `json:"commands"`
	Shortcuts []Shortcut           `json:"shortcuts"`
	Tries     []tried              `json:"tries"`
	Now       *time.Time           `json:"now"`
	Zone      string               `json:"zone"` // of the clock, and the hour to which it goes on a day
	Hour      string               `json:"hour"`
	Jumps     []Jump               `json:"jumps"`
	Stuck     string               `json:"stuck"` // why it cannot be moved now
	Journey   *journey             `json:"journey"`
	Fault     *faultState          `json:"fault"`
	Times     map[string]time.Time `json:"times"` // of messages, by the app's clock
}

type person struct {
	Person
	Name  string `json:"name"`
	Title string `json:"title"`
	// Waiting counts the app's messages that they have not read, so that a list of people can show who has news.
	Waiting int `json:"waiting"`
}

type user struct {
	Name string `json:"name"`
	Bot  bool   `json:"bot"`
	Gone bool   `json:"gone"`
	Zone string `json:"zone"`
}

type channel struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Private bool   `json:"private"`
	Member  bool   `json:"member"`
	DM      bool   `json:"dm"`
	// Last is its last message, Read the last one they read, and News how many came since.
	Last string `json:"last"`
	Read string `json:"read"`
	News int    `json:"news"`
}

// pageful is how many messages are shown at once; older ones are asked for.
const pageful = 30

// The places that are no channel: the app's messages to a person, and its Home.
const (
	placeDM   = "DM"
	placeHome = "home"
)

func (p *Page) state(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	l := slacksim.Look{User: q.Get("me"), Channel: q.Get("place"), Thread: q.Get("thread"), From: q.Get("from"), Last: pageful}
	if q.Has("older") {
		l.Older = pageful
	}
	if !p.canBe(l.User) {
		l.User = p.cast()[0].ID
	}
	reply(w, p.see(r.Context(), l))
}

func (p *Page) canBe(id string) bool {
	return slices.ContainsFunc(p.cast(), func(x Person) bool { return x.ID == id })
}

// see is what a person sees from a place; from one that is not theirs, the first channel.
func (p *Page) see(ctx context.Context, l slacksim.Look) *state {
	dm := p.o.Sim.DMID(l.User)
	if l.Channel == placeDM {
		l.Channel = dm
	}
	sight := p.o.Sim.See(l)
	s := &state{
		Title: p.o.Title, App: p.o.App, Me: l.User, Users: map[string]user{}, Groups: map[string]string{}, Place: l.Channel,
		Channels: channelsOf(sight, l.User, dm), Views: filled(sight.Views), Home: sight.Home, NoHome: p.o.NoHome, Files: map[string]link{},
		Commands: filled(p.o.Commands), Shortcuts: filled(p.o.Shortcuts), Jumps: []Jump{},
	}
	if l.Channel != placeHome && !slices.ContainsFunc(s.Channels, func(c channel) bool { return c.ID == l.Channel }) {
		l.Channel, l.Thread, l.From = s.Channels[min(1, len(s.Channels)-1)].ID, "", "" // their DM comes first
		return p.see(ctx, l)
	}
	for i := range s.Views {
		s.Views[i].Errors = fieldWords(s.Views[i].Errors)
	}
	s.Messages, s.More, s.Thread = filled(sight.Messages), sight.More, filled(sight.Thread)
	for _, list := range [][]slacksim.Message{s.Messages, s.Thread} {
		for _, m := range list {
			for _, f := range m.Files {
				s.Files[f.ID] = p.linkTo(f, l.User)
			}
		}
	}
	for _, u := range sight.Users {
		s.Users[u.ID] = user{Name: nameOf(u), Bot: u.Bot, Gone: u.Deleted, Zone: u.TZ}
	}
	for _, g := range sight.Groups {
		s.Groups[g.ID] = g.Handle
	}
	for _, x := range p.cast() {
		if i := slices.IndexFunc(sight.Users, func(u slacksim.User) bool { return u.ID == x.ID }); i >= 0 {
			s.People = append(s.People, person{Person: x, Name: nameOf(sight.Users[i]), Title: sight.Users[i].Title, Waiting: sight.Waiting[x.ID]})
		}
	}
	p.readClock(ctx, s)
	s.Fault = p.faultState() // after the clock: once it stands, what it did is told
	return s
}

// readClock adds what the clock shows and where it may go, and what has been tried. What keeps
// the app from telling is said, and keeps nobody from the rest.
func (p *Page) readClock(ctx context.Context, s *state) {
	ctx, cancel := context.WithTimeout(ctx, agendaPatience)
	defer cancel()
	var err error
	if s.Tries, err = p.tries.look(ctx); err != nil {
		p.o.Log.WarnContext(ctx, "steps", "err", err)
	}
	if p.o.Clock == nil {
		return
	}
	s.Times = p.times(s.Messages, s.Thread)
	now := p.o.Clock.At(time.Now())
	s.Now, s.Journey = &now, p.traveller.last()
	a, err := p.o.Clock.Agenda(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		p.agenda = a
	} else { // it is read as before, and cannot be moved
		a, s.Stuck = Agenda{Zone: p.agenda.Zone, Hour: p.agenda.Hour}, err.Error()
	}
	s.Zone, s.Hour, s.Jumps = a.Zone, a.Hour, filled(a.Jumps)
}

// agendaPatience is how long the page waits to know where the clock may go.
const agendaPatience = 3 * time.Second

// times are the moments of messages by the app's clock: their timestamps are the machine's.
func (p *Page) times(lists ...[]slacksim.Message) map[string]time.Time {
	out := map[string]time.Time{}
	for _, l := range lists {
		for _, m := range l {
			if secs, err := strconv.ParseFloat(m.TS, 64); err == nil {
				out[m.TS] = p.o.Clock.At(time.UnixMicro(int64(secs * 1e6)))
			}
		}
	}
	return out
}

// channelsOf are the conversations by their names, of which the DM has none.
func channelsOf(sight slacksim.Sight, me, dm string) []channel {
	out := []channel{}
	for _, c := range sight.Channels {
		out = append(out, channel{
			ID: c.ID, Name: c.Name, Private: c.Private, Member: c.ID == dm || slices.Contains(c.Members, me), DM: c.ID == dm,
			Last: c.Last, Read: c.Read, News: c.News,
		})
	}
	slices.SortFunc(out, func(a, b channel) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// filled is a list that JSON writes as [] where it is empty.
func filled[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

func nameOf(u slacksim.User) string {
	if u.RealName != "" {
		return u.RealName
	}
	return u.Name
}

// events tells the page that something happened, by its kind; the page asks for the state
// when it is ready to. What happens in between counts once.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	watch, cancel := p.o.Sim.Subscribe()
	defer cancel()
	steps, leave := p.traveller.watch()
	defer leave()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	send := func(kind string) bool {
		data := []byte("{}")
		if kind == "journey" {
			data, _ = json.Marshal(p.traveller.last()) // times and words always go
		}
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", kind, data); err != nil {
			return false
		}
		return out.Flush() == nil
	}
	if !send("hello") {
		return
	}
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-alive.C:
			if !send("alive") {
				return
			}
		case <-steps:
			if !send("journey") {
				return
			}
		case e, open := <-watch:
			kind := "change"
			if e.Kind == "exchange" {
				kind = "exchange"
			}
			if !open || !send(kind) {
				return
			}
		}
	}
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v) // a browser that went away needs no answer
}

func fail(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": why})
}
