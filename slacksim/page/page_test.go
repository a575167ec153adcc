package page

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/slacksim"
)

// desk is a workspace of two people and a private channel of the first, with its page.
type desk struct {
	t     *testing.T
	sim   *slacksim.Sim
	page  *Page
	clock *stopped
	url   string
	token string
}

// stopped is a clock that is moved by hand: an hour at a step, at which the app has its say.
type stopped struct {
	mu   sync.Mutex
	t    time.Time
	step func(time.Time) error
}

func (s *stopped) At(time.Time) time.Time { return s.now() }

func (s *stopped) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.t
}

func (s *stopped) Agenda(context.Context) (Agenda, error) {
	return Agenda{Zone: "America/Tijuana", Hour: "07:30", Jumps: []Jump{{"mañana", s.now().Add(time.Hour)}}}, nil
}

func (s *stopped) Day(_ context.Context, day string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return t, errors.New("Ese no es un día.") //nolint:revive // a sentence for the page
	}
	return t, nil
}

func (s *stopped) Step(_ context.Context, to time.Time) error {
	s.mu.Lock()
	if s.t = s.t.Add(time.Hour); s.t.After(to) {
		s.t = to
	}
	now := s.t
	s.mu.Unlock()
	if s.step != nil {
		return s.step(now)
	}
	return nil
}

var tokenRE = regexp.MustCompile(`name="practica" content="([0-9a-f]{32})"`)

func open(t *testing.T) *desk {
	t.Helper()
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	for _, u := range []slacksim.User{{ID: "U1", Name: "ines", RealName: "Inés"}, {ID: "U2", Name: "luis", RealName: "Luis"}} {
		sim.AddUser(u)
	}
	sim.AddChannel(slacksim.Channel{ID: "C1", Name: "cvd", Members: []string{"U1", "U2", sim.BotUserID()}})
	sim.AddChannel(slacksim.Channel{ID: "C2", Name: "secreto", Private: true, Members: []string{"U1", sim.BotUserID()}})
	clock := &stopped{t: time.Date(2026, time.November, 3, 15, 0, 0, 0, time.UTC)}
	p := New(Options{Sim: sim, Title: "Práctica", App: "Bot", People: []Person{{"U1", ""}, {"U2", ""}}, Clock: clock})
	srv := httptest.NewServer(p)
	t.Cleanup(srv.Close)
	d := &desk{t: t, sim: sim, page: p, url: srv.URL, clock: clock}
	_, body := d.ask(http.MethodGet, "/", "", nil)
	m := tokenRE.FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the page has no token")
	}
	d.token = m[1]
	return d
}

func (d *desk) ask(method, path, token string, body any) (answered, string) {
	d.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(d.t.Context(), method, d.url+path, bytes.NewReader(raw))
	if err != nil {
		d.t.Fatal(err)
	}
	if token != "" {
		r.Header.Set(tokenHeader, token)
	}
	if host, ok := body.(host); ok {
		r.Host = string(host)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answered{resp.StatusCode, resp.Header}, string(out)
}

// answered is how a request went.
type answered struct {
	StatusCode int
	Header     http.Header
}

// host is asked for instead of the address.
type host string

func (d *desk) act(name string, body map[string]any) result {
	d.t.Helper()
	resp, out := d.ask(http.MethodPost, "/api/"+name, d.token, body)
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil || resp.StatusCode != http.StatusOK {
		d.t.Fatalf("%s: %d %q", name, resp.StatusCode, out)
	}
	return r
}

func (d *desk) state(me, place string) state {
	d.t.Helper()
	_, out := d.ask(http.MethodGet, "/api/state?me="+me+"&place="+place, d.token, nil)
	var s state
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		d.t.Fatal(err)
	}
	return s
}

// Whoever opens the page gets it whole from here, and the policy with every answer.
func TestPolicyOnEveryAnswer(t *testing.T) {
	t.Parallel()
	d := open(t)
	paths := []string{"/", "/api/state", "/api/traffic", "/api/file/U1/x/none/y", "/nowhere"}
	files, err := filepath.Glob("static/*")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		paths = append(paths, "/static/"+filepath.Base(f))
	}
	for _, path := range paths {
		resp, _ := d.ask(http.MethodGet, path, "", nil)
		if got := resp.Header.Get("Content-Security-Policy"); got != policy || resp.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: policy %q", path, got)
		}
		if strings.HasSuffix(path, ".js") && (resp.StatusCode != http.StatusOK || !strings.Contains(resp.Header.Get("Content-Type"), "javascript")) {
			t.Errorf("%s: %d %s", path, resp.StatusCode, resp.Header.Get("Content-Type"))
		}
	}
}

// The markup has no script and no style of its own, no module makes nodes of text, and
// nothing leads to another host.
func TestNothingTypedIsMarkup(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("static/*")
	if err != nil {
		t.Fatal(err)
	}
	never := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc`)
	foreign := regexp.MustCompile(`https?://[a-z]`)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(raw), "http://www.w3.org/2000/svg", "")
		if m := never.FindString(text); m != "" {
			t.Errorf("%s: %s", f, m)
		}
		if m := foreign.FindString(text); m != "" {
			t.Errorf("%s: another host, %s", f, m)
		}
		if strings.HasSuffix(f, ".html") && regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script>`).MatchString(text) {
			t.Errorf("%s: a script or a style within the markup", f)
		}
	}
}

// Another site's page cannot speak for the person who sits here: neither under another
// name for this machine, nor without the token.
func TestOnlyItsOwnPage(t *testing.T) {
	t.Parallel()
	d := open(t)
	for h, want := range map[host]int{"malo.example": 403, "malo.example:8080": 403, "127.0.0.1.malo.example": 403, "localhost:1": 200, "127.0.0.1": 200, "[::1]:8080": 200} {
		if resp, _ := d.ask(http.MethodGet, "/api/state", d.token, h); resp.StatusCode != want {
			t.Errorf("host %s: %d", h, resp.StatusCode)
		}
	}
	for name := range acts {
		for _, token := range []string{"", "0123456789abcdef0123456789abcdef"} {
			resp, _ := d.ask(http.MethodPost, "/api/"+name, token, map[string]any{"me": "U1", "channel": "C1", "text": "hola", "fault": "none"})
			if resp.StatusCode != http.StatusForbidden {
				t.Errorf("%s with token %q: %d", name, token, resp.StatusCode)
			}
		}
	}
	if resp, _ := d.ask(http.MethodPost, "/api/say", d.token, map[string]any{"me": "U9", "channel": "C1", "text": "hola"}); resp.StatusCode != http.StatusForbidden {
		t.Errorf("somebody who is not of the practice: %d", resp.StatusCode)
	}
	for _, path := range []string{"/api/state", "/api/traffic"} {
		if resp, _ := d.ask(http.MethodGet, path, "0123456789abcdef0123456789abcdef", nil); resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s with another page's token: %d", path, resp.StatusCode)
		}
	}
	if n := len(d.sim.Messages("C1")); n != 0 {
		t.Errorf("%d messages were said", n)
	}
}

// Each person sees what is theirs: no private channel of others, no DM of others, and of
// what only one can see nothing.
func TestEachSeesTheirs(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.act("say", map[string]any{"me": "U1", "channel": "C1", "text": "<b>a todos</b> & más"})
	d.act("say", map[string]any{"me": "U1", "channel": "C2", "text": "en secreto"})
	d.act("say", map[string]any{"me": "U1", "channel": "DM", "text": "al bot"})
	for _, c := range []struct {
		me, place, want string
	}{
		{"U1", "C1", "&lt;b&gt;a todos&lt;/b&gt; &amp; más"},
		{"U2", "C1", "&lt;b&gt;a todos&lt;/b&gt; &amp; más"},
		{"U1", "C2", "en secreto"},
		{"U2", "C2", "&lt;b&gt;a todos&lt;/b&gt; &amp; más"}, // not theirs: the first channel
		{"U1", "DM", "al bot"},
		{"U2", "DM", ""},
		{"U2", d.sim.DMID("U1"), "&lt;b&gt;a todos&lt;/b&gt; &amp; más"},
		{"U1", "home", ""},
	} {
		s := d.state(c.me, c.place)
		got := ""
		for _, m := range s.Messages {
			got += m.Text
			if at := s.Times[m.TS]; !at.Equal(time.Date(2026, time.November, 3, 15, 0, 0, 0, time.UTC)) {
				t.Errorf("said at %v by the app's clock", at)
			}
		}
		if got != c.want {
			t.Errorf("%s in %s sees %q, want %q", c.me, c.place, got, c.want)
		}
	}
	if s := d.state("U9", ""); s.Me != "U1" {
		t.Errorf("a stranger is %s", s.Me)
	}
}

// What goes wrong is told, and what was not understood does nothing.
func TestActs(t *testing.T) {
	t.Parallel()
	d := open(t)
	if r := d.act("slash", map[string]any{"me": "U1", "channel": "C1", "action": "/nada", "text": "x"}); r.Error == "" {
		t.Error("a command that nobody answers is no error")
	}
	if r := d.act("fault", map[string]any{"me": "U1", "fault": "incendio", "seconds": 1}); r.Error == "" {
		t.Error("an unknown fault is no error")
	}
	resp, out := d.ask(http.MethodPost, "/api/upload?me=U1&name=oficio.pdf", d.token, "contenido")
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil || resp.StatusCode != http.StatusOK || r.File == nil {
		t.Fatal(out, err)
	}
	d.act("say", map[string]any{"me": "U1", "channel": "C1", "text": "va", "files": []any{r.File}})
	ms := d.sim.Messages("C1")
	if len(ms) != 1 || len(ms[0].Files) != 1 {
		t.Fatalf("got %+v", ms)
	}
	if resp, _ := d.ask(http.MethodPost, "/api/say", d.token, []int{1}); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("nonsense: %d", resp.StatusCode)
	}
}

// Whoever watches hears that something happened.
func TestEvents(t *testing.T) {
	t.Parallel()
	d := open(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	in := bufio.NewScanner(resp.Body)
	waitFor := func(event string) {
		t.Helper()
		for in.Scan() {
			if in.Text() == "event: "+event {
				return
			}
		}
		t.Fatalf("no %s: %v", event, in.Err())
	}
	waitFor("hello")
	d.act("say", map[string]any{"me": "U1", "channel": "C1", "text": "hola"})
	waitFor("change")
	d.act("clock", map[string]any{"me": "U1", "to": "2026-11-03T16:00:00Z"})
	waitFor("journey")
}

// A button works in a message that only one person sees, too, and for that person alone.
func TestPressWhatOnlyOneSees(t *testing.T) {
	t.Parallel()
	d := open(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.sim.URL()+"chat.postEphemeral", strings.NewReader(
		`{"channel":"C1","user":"U1","text":"hola","blocks":[{"type":"actions","block_id":"b","elements":[`+
			`{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Sí"},"value":"v"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.sim.BotToken())
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	s := d.state("U1", "C1")
	if len(s.Messages) != 1 || len(d.state("U2", "C1").Messages) != 0 {
		t.Fatalf("got %+v", s.Messages)
	}
	press := map[string]any{"me": "U1", "channel": "C1", "ts": s.Messages[0].TS, "block": "b", "action": "a", "value": []string{"v"}}
	// No app is connected here: that it does not answer says that it was asked.
	if got := d.act("press", press); !strings.Contains(got.Error, "dispatch_failed") {
		t.Errorf("got %+v", got)
	}
	press["me"] = "U2"
	if got := d.act("press", press); got.Error == "" || strings.Contains(got.Error, "dispatch_failed") {
		t.Errorf("pressed by somebody who does not see it: %+v", got)
	}
}
