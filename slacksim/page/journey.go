package page

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"compromisos/slacksim"
)

// journey is a way of the clock: from where to where, how far it has come, and what the app
// said on it.
type journey struct {
	ID   int       `json:"id"`
	From time.Time `json:"from"`
	At   time.Time `json:"at"`
	To   time.Time `json:"to"`
	// Moving is true until it ends: where it was going, where it was stopped, or with an Error.
	Moving  bool   `json:"moving"`
	Stopped bool   `json:"stopped"`
	Error   string `json:"error"`
	Count   int    `json:"count"`

	said []saying
}

// saying is a message of the app on the way: when by its clock, where, who reads it, and how it begins.
type saying struct {
	At      time.Time `json:"at"`
	Channel string    `json:"channel"`
	Name    string    `json:"name"` // of a channel; "" for direct messages
	Reader  string    `json:"reader"`
	TS      string    `json:"ts"`
	Thread  string    `json:"thread"`
	Text    string    `json:"text"`
}

// traveller moves the clock, one journey at a time, whoever asks for it.
type traveller struct {
	p    *Page
	ctx  context.Context // ends with Close
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu    sync.Mutex
	now   journey // the last one
	tells map[chan struct{}]bool
}

func newTraveller(p *Page) *traveller {
	t := &traveller{p: p, tells: map[chan struct{}]bool{}}
	t.ctx, t.stop = context.WithCancel(context.Background())
	return t
}

func (t *traveller) close() {
	t.stop()
	t.wg.Wait()
}

// shows is what the clock shows.
func (t *traveller) shows() time.Time { return t.p.o.Clock.At(time.Now()) }

// last is the journey under way, or the last one; nil before the first.
func (t *traveller) last() *journey {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.now.ID == 0 {
		return nil
	}
	j := t.now
	return &j
}

// watch tells of every step; what happens before the last one was seen counts once.
func (t *traveller) watch() (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tells[ch] = true
	return ch, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.tells, ch)
	}
}

// change changes the journey, and tells whoever watches.
func (t *traveller) change(what func(*journey)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	what(&t.now)
	for ch := range t.tells {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// setOut begins a journey, unless one is under way: then it says where that one goes.
func (t *traveller) setOut(to time.Time) (busy bool) {
	busy = true
	from := t.shows()
	t.change(func(j *journey) {
		if busy = j.Moving; !busy {
			*j = journey{ID: j.ID + 1, From: from, At: from, To: to, Moving: true}
		}
	})
	if !busy {
		t.wg.Go(t.travel)
	}
	return busy
}

// halt ends the journey after the step that it is at.
func (t *traveller) halt() {
	t.change(func(j *journey) { j.Stopped = j.Stopped || j.Moving })
}

// travel goes step by step, until it is there or cannot go on.
func (t *traveller) travel() {
	_, mark := t.since("")
	for {
		j := t.last()
		if j.Stopped || !t.shows().Before(j.To) {
			break
		}
		err := t.p.o.Clock.Step(t.ctx, j.To)
		// What came is of this moment: the clock stands here until the next step.
		var news []saying
		news, mark = t.since(mark)
		at := t.shows()
		t.change(func(j *journey) {
			j.At, j.said = at, append(j.said, news...)
			j.Count = len(j.said)
			if err != nil {
				j.Error = err.Error()
			}
		})
		if err != nil || t.ctx.Err() != nil {
			break
		}
	}
	at := t.shows()
	t.change(func(j *journey) { j.Moving, j.At = false, at })
}

// since gives what the app said after a message, by its ts, and the ts of the last message there is.
func (t *traveller) since(mark string) (news []saying, last string) {
	last = mark
	snap := t.p.o.Sim.Snapshot()
	for _, c := range snap.Channels {
		at := t.p.times(snap.Messages[c.ID])
		for _, m := range snap.Messages[c.ID] {
			last = max(last, m.TS)
			if m.TS <= mark || m.BotID == "" || mark == "" {
				continue
			}
			s := saying{At: at[m.TS], Channel: c.ID, Name: c.Name, Reader: c.User, TS: m.TS, Thread: m.ThreadTS, Text: opening(m)}
			if c.User == "" && c.Private {
				s.Reader = t.member(c)
			}
			news = append(news, s)
		}
	}
	slices.SortFunc(news, func(a, b saying) int { return strings.Compare(a.TS, b.TS) })
	return news, max(last, "0")
}

// member is somebody one can be who reads a private channel.
func (t *traveller) member(c slacksim.Channel) string {
	for _, p := range t.p.cast() {
		if slices.Contains(c.Members, p.ID) {
			return p.ID
		}
	}
	return ""
}

// opening is the first line of a message that has words in it.
func opening(m slacksim.Message) string {
	for _, text := range m.AllTexts() {
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" {
				return line
			}
		}
	}
	return ""
}

// moveClock begins a journey, to a moment or to a day, or halts the one under way. What became
// of it is in the state.
func moveClock(ctx context.Context, p *Page, q request) (result, error) {
	if p.o.Clock == nil {
		return result{}, said("Este reloj no se mueve.")
	}
	if q.Halt {
		p.traveller.halt()
		return result{}, nil
	}
	to := q.To
	if to.IsZero() {
		var err error
		if to, err = p.o.Clock.Day(ctx, q.Day); err != nil {
			return result{Errors: map[string]string{"day": err.Error()}}, nil //nolint:nilerr // it is told by the field
		}
	}
	if !to.After(p.traveller.shows()) {
		return result{}, said("El reloj solo va hacia delante: elija un momento posterior.")
	}
	if p.traveller.setOut(to) {
		return result{}, said("El reloj ya va en camino: espere a que llegue, o deténgalo.")
	}
	return result{}, nil
}

// way is what the app said on the last journey.
func (p *Page) way(w http.ResponseWriter, _ *http.Request) {
	out := struct {
		*journey
		Said []saying `json:"said"`
	}{p.traveller.last(), []saying{}}
	if out.journey != nil {
		out.Said = filled(out.said)
	}
	reply(w, out)
}
