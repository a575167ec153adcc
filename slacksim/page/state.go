package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"compromisos/slacksim"
)

// state is the workspace as one person sees it.
type state struct {
	Title     string                        `json:"title"`
	App       string                        `json:"app"`
	Me        string                        `json:"me"`
	Bot       string                        `json:"bot"`
	People    []person                      `json:"people"`
	Users     map[string]user               `json:"users"`
	Groups    map[string]string             `json:"groups"`
	Channels  []channel                     `json:"channels"`
	Messages  map[string][]slacksim.Message `json:"messages"`
	Private   []slacksim.Message            `json:"private"` // seen by this person alone
	Views     []slacksim.View               `json:"views"`
	Home      *slacksim.View                `json:"home"`
	Commands  []Command                     `json:"commands"`
	Shortcuts []Shortcut                    `json:"shortcuts"`
	Tries     []Try                         `json:"tries"`
	Now       *time.Time                    `json:"now"`
	Jumps     []Jump                        `json:"jumps"`
	Times     map[string]time.Time          `json:"times"` // of messages, by the app's clock
	Connected int                           `json:"connected"`
}

type person struct {
	Person
	Name  string `json:"name"`
	Title string `json:"title"`
	// Waiting counts the app's messages to them, so that a list of people can show who has news.
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
}

func (p *Page) state(w http.ResponseWriter, r *http.Request) {
	me := r.URL.Query().Get("me")
	if !p.canBe(me) {
		me = p.cast()[0].ID
	}
	s, err := p.see(r, me)
	if err != nil {
		fail(w, http.StatusInternalServerError, "No se pudo leer el reloj de la práctica ("+err.Error()+").")
		return
	}
	reply(w, s)
}

func (p *Page) canBe(id string) bool {
	return slices.ContainsFunc(p.cast(), func(x Person) bool { return x.ID == id })
}

func (p *Page) see(r *http.Request, me string) (*state, error) {
	dm := p.o.Sim.DMID(me)
	snap := p.o.Sim.Snapshot()
	s := &state{
		Title: p.o.Title, App: p.o.App, Me: me, Bot: p.o.Sim.BotUserID(), Users: map[string]user{}, Groups: map[string]string{},
		Channels: []channel{}, Messages: map[string][]slacksim.Message{}, Private: filled(snap.Ephemerals[me]), Views: filled(snap.Views[me]),
		Commands: filled(p.o.Commands), Shortcuts: filled(p.o.Shortcuts), Tries: filled(p.o.Tries), Connected: snap.Sockets, Jumps: []Jump{},
	}
	dms := map[string]string{}
	for _, c := range snap.Channels {
		if c.User != "" {
			dms[c.User] = c.ID
		}
		member := slices.Contains(c.Members, me)
		if c.Archived || c.User != "" && c.ID != dm || c.User == "" && c.Private && !member {
			continue
		}
		s.Channels = append(s.Channels, channel{ID: c.ID, Name: c.Name, Private: c.Private, Member: member || c.ID == dm, DM: c.ID == dm})
		s.Messages[c.ID] = filled(snap.Messages[c.ID])
	}
	for i := range s.Views {
		s.Views[i].Errors = fieldWords(s.Views[i].Errors)
	}
	slices.SortFunc(s.Channels, func(a, b channel) int { return strings.Compare(a.Name, b.Name) })
	for _, u := range snap.Users {
		s.Users[u.ID] = user{Name: nameOf(u), Bot: u.Bot, Gone: u.Deleted, Zone: u.TZ}
	}
	for _, g := range snap.Groups {
		s.Groups[g.ID] = g.Handle
	}
	for _, x := range p.cast() {
		i := slices.IndexFunc(snap.Users, func(u slacksim.User) bool { return u.ID == x.ID })
		if i < 0 {
			continue
		}
		n := person{Person: x, Name: nameOf(snap.Users[i]), Title: snap.Users[i].Title}
		for _, m := range snap.Messages[dms[x.ID]] {
			if m.BotID != "" {
				n.Waiting++
			}
		}
		s.People = append(s.People, n)
	}
	if h, ok := snap.Homes[me]; ok {
		s.Home = &h
	}
	if p.o.Clock == nil {
		return s, nil
	}
	lists := [][]slacksim.Message{s.Private}
	for _, l := range s.Messages {
		lists = append(lists, l)
	}
	s.Times = p.times(lists...)
	now := p.o.Clock.Now()
	s.Now = &now
	jumps, err := p.o.Clock.Jumps(r.Context())
	if jumps != nil {
		s.Jumps = jumps
	}
	return s, err
}

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
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	send := func(kind string) bool {
		if _, err := fmt.Fprintf(w, "event: %s\ndata: {}\n\n", kind); err != nil {
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

// maxTraffic is how many exchanges the panel shows, the last ones.
const maxTraffic = 200

type exchange struct {
	At      time.Time `json:"at"`
	Millis  float64   `json:"millis"`
	ToApp   bool      `json:"toApp"`
	Name    string    `json:"name"`
	Path    string    `json:"path"`
	Status  int       `json:"status"`
	Request string    `json:"request"`
	Answer  string    `json:"answer"`
	Err     string    `json:"err"`
}

// traffic is what went over the wire, the last first, with what was wrong about it.
func (p *Page) traffic(w http.ResponseWriter, _ *http.Request) {
	all := p.o.Sim.Traffic()
	out := struct {
		Exchanges  []exchange `json:"exchanges"`
		Complaints []string   `json:"complaints"`
	}{[]exchange{}, p.o.Sim.Complaints()}
	for _, x := range slices.Backward(all[max(0, len(all)-maxTraffic):]) {
		out.Exchanges = append(out.Exchanges, exchange{
			At: x.At, Millis: float64(x.Latency.Microseconds()) / 1000, ToApp: x.ToApp, Name: x.Name, Path: x.Path, Status: x.Status,
			Request: x.Request, Answer: x.Answer, Err: x.Err,
		})
	}
	reply(w, out)
}

// file gives a file to be kept: never to be opened as a page of ours.
func (p *Page) file(w http.ResponseWriter, r *http.Request) {
	content := p.o.Sim.Content(r.PathValue("id"))
	if content == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = w.Write(content) // a browser that went away needs no answer
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
