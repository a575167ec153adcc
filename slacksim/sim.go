package slacksim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options say what kind of workspace to start. The zero value is a good one for tests.
type Options struct {
	// Addr is where to listen; empty means a free port of the loopback interface.
	Addr string
	// BotToken, AppToken, SigningSecret, TeamID and BotUserID have stable defaults.
	BotToken, AppToken, SigningSecret, TeamID, BotUserID string
	// Scopes are those granted to the bot; nil means DefaultScopes.
	Scopes []string
	// BotEvents are the subscribed event types; nil means DefaultBotEvents.
	BotEvents []string
	// RequestURL, when set, has everything delivered by signed HTTP instead of the socket.
	RequestURL string
	// Pace turns Slack's rate limits on.
	Pace bool
	// Ceiling, when set, is how many messages the workspace takes within any one second; what comes beyond
	// is told to come back after a second.
	Ceiling int
	// PageSize, when set, makes every page of a list shorter than what was asked for, as Slack may.
	PageSize int
	// PingEvery is the interval of WebSocket pings (10 s by default).
	PingEvery time.Duration
	// AckTimeout is how long Slack waits for an answer (3 s by default).
	AckTimeout time.Duration
	// TriggerLife is how long a trigger_id lives (3 s by default).
	TriggerLife time.Duration
	// ResponseURLLife is how long a response_url lives (30 minutes by default).
	ResponseURLLife time.Duration
	// ShareDelay is how long after files.completeUploadExternal the file shows in the conversation;
	// Slack says yes before it does.
	ShareDelay time.Duration
	// RetryDelays are the waits before each redelivery of an event (0, 1 min and 5 min by default).
	RetryDelays []time.Duration
	// Dir keeps the workspace in a folder of its own, from one Start to the next; empty means that it is gone
	// at Close. Two workspaces at once on one folder are not told apart: that is up to the caller.
	Dir string
	// Log receives one line per exchange; nil means silence.
	Log *slog.Logger
}

// withDefaults fills in what the caller left open.
func (o Options) withDefaults() Options {
	text := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	wait := func(field *time.Duration, value time.Duration) {
		if *field == 0 {
			*field = value
		}
	}
	text(&o.Addr, "127.0.0.1:0")
	text(&o.BotToken, "xoxb-1000000000-2000000000-practiceBotToken")
	text(&o.AppToken, "xapp-1-A0PRACTICE-3000000000-practiceAppToken")
	text(&o.SigningSecret, "0123456789abcdef0123456789abcdef")
	text(&o.TeamID, "T0PRACTICE")
	text(&o.BotUserID, "U0BOT")
	wait(&o.PingEvery, 10*time.Second)
	wait(&o.AckTimeout, 3*time.Second)
	wait(&o.TriggerLife, 3*time.Second)
	wait(&o.ResponseURLLife, 30*time.Minute)
	if o.Scopes == nil {
		o.Scopes = DefaultScopes
	}
	if o.BotEvents == nil {
		o.BotEvents = DefaultBotEvents
	}
	if o.RetryDelays == nil {
		o.RetryDelays = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Sim is one running workspace with one app installed in it.
type Sim struct {
	opt     Options
	base    string // http://127.0.0.1:PORT
	srv     *http.Server
	out     *http.Client // for requests to the app
	secrets *strings.Replacer

	ctx    context.Context // ends with Close; hanging calls and waits watch it
	cancel context.CancelFunc
	wg     sync.WaitGroup
	once   sync.Once

	mu         sync.Mutex // guards everything below
	closing    bool
	ids        counter
	users      map[string]*User
	userOrder  []string
	groups     map[string]*Group
	groupOrder []string
	convs      map[string]*conversation
	convOrder  []string
	dms        map[string]string            // user → the app's DM with them
	read       map[string]map[string]string // user → conversation → the last message they read
	ephemerals map[string][]*Message
	files      map[string]*file
	stacks     map[string][]*View // open modals per user, the top last
	homes      map[string]*View
	drafts     map[string]map[string]map[string]map[string]any // what people typed in messages: state by person and message
	offered    map[string]obj                                  // options that an external select showed, by person, element and value
	triggers   map[string]*trigger
	replies    map[string]*responseURL
	mishaps    []*Mishap
	buckets    map[string]*bucket
	posted     []time.Time // of the last second, for the ceiling
	calls      map[string]int
	complaints []string
	traffic    []Exchange
	exchanges  int // how many there were so far
	feed       feed
	kept       *keeper // nil where nothing is

	requestURL string
	sockets    sockets
	events     eventQueue
	last       *delivery
}

// Start opens a workspace and listens at once.
func Start(o Options) (*Sim, error) {
	o = o.withDefaults()
	ln, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s := &Sim{
		opt: o, base: "http://" + ln.Addr().String(), requestURL: o.RequestURL,
		out: &http.Client{
			Transport: &http.Transport{MaxIdleConnsPerHost: 32},
			// Slack follows two redirects and no more.
			CheckRedirect: func(_ *http.Request, via []*http.Request) error {
				if len(via) > 2 {
					return errors.New("too many redirects")
				}
				return nil
			},
		},
		users: map[string]*User{}, groups: map[string]*Group{}, convs: map[string]*conversation{}, dms: map[string]string{}, read: map[string]map[string]string{},
		ephemerals: map[string][]*Message{}, files: map[string]*file{}, stacks: map[string][]*View{}, drafts: map[string]map[string]map[string]map[string]any{}, offered: map[string]obj{},
		homes: map[string]*View{}, triggers: map[string]*trigger{}, replies: map[string]*responseURL{},
		buckets: map[string]*bucket{}, calls: map[string]int{},
		secrets: strings.NewReplacer(o.SigningSecret, "(secret)", o.BotToken, "(secret)", o.AppToken, "(secret)"),
	}
	if o.Dir != "" {
		if err := s.open(o.Dir); err != nil {
			return nil, errors.Join(err, ln.Close())
		}
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.sockets.init()
	s.events.init()
	if s.users[o.BotUserID] == nil {
		s.AddUser(User{ID: o.BotUserID, Name: "bot", RealName: "Bot", Bot: true})
	}
	s.srv = &http.Server{Handler: s.mux(), ReadHeaderTimeout: 10 * time.Second}
	s.wg.Go(func() { _ = s.srv.Serve(ln) })
	s.wg.Go(s.dispatchEvents)
	return s, nil
}

// Close stops the workspace and waits for everything it started. It may be called twice.
func (s *Sim) Close() error {
	var err error
	s.once.Do(func() {
		s.mu.Lock()
		s.closing = true
		s.mu.Unlock()
		s.cancel()
		err = s.srv.Close()
		s.sockets.closeAll()
		s.feed.close(&s.mu)
		s.wg.Wait()
		s.out.CloseIdleConnections()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.kept != nil {
			err = errors.Join(err, s.kept.close(s))
			s.kept = nil // whoever still holds the workspace changes it in vain
		}
	})
	return err
}

// admit counts a request in, unless the workspace is closing.
func (s *Sim) admit() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	s.wg.Add(1)
	return true
}

// mux routes the doors of the workspace: the Web API, the socket, uploads, downloads and response URLs.
func (s *Sim) mux() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("/api/{method}", s.serveAPI)
	m.HandleFunc("GET /link/", s.serveSocket)
	m.HandleFunc("POST /upload/v1/{file}", s.serveUpload)
	m.HandleFunc("GET /files-pri/{file}/{name}", s.serveDownload)
	m.HandleFunc("GET /files-pri/{file}/download/{name}", s.serveDownload)
	m.HandleFunc("GET /signin", serveSignIn)
	m.HandleFunc("POST /hooks/{kind}/{id}", s.serveResponseURL)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.admit() {
			reset(w)
			return
		}
		defer s.wg.Done()
		m.ServeHTTP(w, r)
	})
}

// URL is the base of the Web API, with the trailing slash that clients expect.
func (s *Sim) URL() string { return s.base + "/api/" }

// BotToken is the token of the installed bot.
func (s *Sim) BotToken() string { return s.opt.BotToken }

// AppToken is the app-level token, for Socket Mode.
func (s *Sim) AppToken() string { return s.opt.AppToken }

// SigningSecret is what requests to the app are signed with.
func (s *Sim) SigningSecret() string { return s.opt.SigningSecret }

// TeamID is the id of the workspace.
func (s *Sim) TeamID() string { return s.opt.TeamID }

// BotUserID is the user id of the bot.
func (s *Sim) BotUserID() string { return s.opt.BotUserID }

// The remaining identities of the installed app, fixed because nobody needs two.
const (
	appID = "A0PRACTICE"
	botID = "B0PRACTICE"
)
