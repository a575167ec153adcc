// Package page is the face of a practice Slack: a web page on this machine where one can be
// each of its people, type, press, fill in forms, move the clock, look at what goes over the
// wire and make things go wrong. It draws what slacksim holds and knows nothing of the app.
//
// The browser gets one file of markup, modules and styles from here and nothing from
// anywhere else. What it asks for is JSON: GET /api/state is the workspace as one person
// sees it from one place, GET /api/events tells when to ask again, and every act is a POST.
package page

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"compromisos/slacksim"
)

//go:embed static
var static embed.FS

// Options say whose workspace is shown, and what the page offers besides Slack.
type Options struct {
	Sim *slacksim.Sim
	// Title is the name of the workspace.
	Title string
	// App is what the bot is called.
	App string
	// People are those whom one can be, the first one first.
	People []Person
	// Commands are completed as one types «/».
	Commands []Command
	// NoHome says that the app has no Home tab: it has messages alone.
	NoHome bool
	// Shortcuts of the app: global ones and those of a message.
	Shortcuts []Shortcut
	// Tries are things to try, in order, shown to whoever is new.
	Tries []Try
	// Clock moves the app's time; nil where it cannot be moved.
	Clock Clock
	Log   *slog.Logger
}

// Person is somebody of the workspace that one can be, and why one would.
type Person struct {
	ID   string `json:"id"`
	Role string `json:"role"`
}

// Command is a slash command, or one with its first word, and what follows it.
type Command struct {
	Text string `json:"text"`
	Args string `json:"args"`
	Hint string `json:"hint"`
}

// Shortcut is an entry of a menu that the app answers to.
type Shortcut struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Message bool   `json:"message"`
}

// Clock is what the app means by now.
type Clock interface {
	// At is what it showed at a moment of the machine, by which Slack's own timestamps go.
	At(machine time.Time) time.Time
	// Agenda is how the clock is read, and where it may go.
	Agenda(ctx context.Context) (Agenda, error)
	// Day is the moment of a day (2006-01-02) that is worth going to. Its error is a sentence for
	// whoever chose the day.
	Day(ctx context.Context, day string) (time.Time, error)
	// Step goes towards a moment, as far as the first at which something may be due, and lets
	// happen what is. Its error is a sentence, too.
	Step(ctx context.Context, to time.Time) error
}

// Agenda is how a clock is read, and where it may go.
type Agenda struct {
	// Zone is the name of its time zone, Hour the one at which a day is worth going to.
	Zone, Hour string
	// Jumps are the moments worth going to.
	Jumps []Jump
}

// Jump is a moment ahead, with its name.
type Jump struct {
	Name string    `json:"name"`
	To   time.Time `json:"to"`
}

// Page serves it.
type Page struct {
	o         Options
	token     string // of this page: whoever acts has loaded it
	mux       *http.ServeMux
	traveller *traveller
	faults    faults

	mu     sync.Mutex
	people []Person
	agenda Agenda // the last one that the clock gave
	tries  *tries
}

// New makes the page's handler.
func New(o Options) *Page {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	b := make([]byte, 16)
	_, _ = rand.Read(b) // it never fails: the program ends where it would
	p := &Page{
		o: o, token: hex.EncodeToString(b), mux: http.NewServeMux(), people: slices.Clone(o.People), tries: &tries{all: o.Tries},
	}
	p.traveller = newTraveller(p)
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	assets := http.FileServerFS(files)
	p.mux.HandleFunc("GET /{$}", p.index(files))
	p.mux.Handle("GET /static/", http.StripPrefix("/static/", assets))
	p.mux.HandleFunc("GET /api/state", p.guarded(p.state))
	p.mux.HandleFunc("GET /api/events", p.events)
	p.mux.HandleFunc("GET /api/way", p.guarded(p.way))
	p.mux.HandleFunc("GET /api/traffic", p.guarded(p.traffic))
	p.mux.HandleFunc("GET /api/exchange/{id}", p.guarded(p.exchange))
	p.mux.HandleFunc("GET /api/file/{me}/{key}/{id}/{name}", p.file)
	p.mux.HandleFunc("POST /api/upload", p.guarded(p.upload))
	for name, act := range acts {
		p.mux.HandleFunc("POST /api/"+name, p.guarded(p.acting(act)))
	}
	return p
}

// Close ends what the page is doing.
func (p *Page) Close() { p.traveller.close() }

// Join adds somebody whom one can be, or says anew why one would.
func (p *Page) Join(who Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.IndexFunc(p.people, func(x Person) bool { return x.ID == who.ID }); i >= 0 {
		p.people[i] = who
		return
	}
	p.people = append(p.people, who)
}

// cast is whom one can be now.
func (p *Page) cast() []Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.people)
}

// policy lets the page load what it brings itself, and nothing else run or be reached.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ServeHTTP answers the page's own browser: another name for this machine is somebody else's
// page that wants to speak for the person who sits here.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if !local(r.Host) {
		http.Error(w, "Abra esta página con la dirección que mostró la terminal.", http.StatusForbidden)
		return
	}
	p.mux.ServeHTTP(w, r)
}

// local tells whether a host is this machine by number or as localhost.
func local(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// tokenHeader carries the page's token; a form of another site cannot set it.
const tokenHeader = "X-Practica"

func (p *Page) guarded(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(tokenHeader) != p.token {
			fail(w, http.StatusForbidden, "Esta página ya no es la de la práctica en curso: vuelva a cargarla.")
			return
		}
		h(w, r)
	}
}

// index is the page with its token; the rest of it stays as it is embedded.
func (p *Page) index(files fs.FS) http.HandlerFunc {
	raw, err := fs.ReadFile(files, "index.html")
	if err != nil {
		panic(err) // it is embedded above
	}
	html := strings.ReplaceAll(string(raw), "{{token}}", p.token)
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(html)) // a browser that went away needs no answer
	}
}
