package page

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// post has the app say something, as an app does.
func (d *desk) post(method, body string) {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.sim.URL()+method, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.sim.BotToken())
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return // lost on purpose
	}
	_ = resp.Body.Close()
}

// arrived waits until the clock stands again, and gives the journey.
func (d *desk) arrived() *journey {
	d.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if j := d.state("U1", "C1").Journey; j != nil && !j.Moving {
			return j
		}
	}
	d.t.Fatal("the clock never stands")
	return nil
}

func (d *desk) way() (out struct{ Said []saying }) {
	d.t.Helper()
	_, body := d.ask(http.MethodGet, "/api/way", d.token, nil)
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		d.t.Fatal(body, err)
	}
	return out
}

// What the app says on the way is told with its moment, its place and its first line, and so is
// where the clock came to.
func TestJourney(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.post("chat.postMessage", `{"channel":"C1","text":"antes"}`)
	d.clock.step = func(now time.Time) error {
		switch now.Format("15:04") {
		case "16:00":
			d.post("chat.postMessage", `{"channel":"U2","text":"\n  Tiene un asunto\nvence hoy"}`)
			d.post("chat.postMessage", `{"channel":"C2","text":"","blocks":[{"type":"divider"},{"type":"section","text":{"type":"mrkdwn","text":"*En secreto*"}}]}`)
		case "18:00":
			d.post("chat.postMessage", `{"channel":"C1","text":"El resumen"}`)
			_, _ = d.sim.Say(t.Context(), "U1", "C1", "lo de una persona no cuenta", "")
		}
		return nil
	}
	if r := d.act("clock", map[string]any{"me": "U1", "to": "2026-11-03T18:30:00Z"}); r.Error != "" {
		t.Fatal(r)
	}
	j := d.arrived()
	if j.Count != 3 || j.Error != "" || j.Stopped || !j.At.Equal(j.To) || j.From.Hour() != 15 {
		t.Errorf("got %+v", j)
	}
	var got []string
	for _, s := range d.way().Said {
		got = append(got, s.At.Format("15:04")+" "+s.Name+"/"+s.Reader+": "+s.Text)
		if s.Channel == "" || s.TS == "" {
			t.Errorf("it cannot be found: %+v", s)
		}
	}
	if want := []string{"16:00 /U2: Tiene un asunto", "16:00 secreto/U1: *En secreto*", "18:00 cvd/: El resumen"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if s := d.state("U2", "C1"); s.Zone != "America/Tijuana" || s.Hour != "07:30" || !s.Now.Equal(j.To) {
		t.Errorf("got %s %s %s", s.Zone, s.Hour, s.Now)
	}
	d.clock.step = nil
	d.act("clock", map[string]any{"me": "U1", "day": "2026-11-04"})
	if j := d.arrived(); j.Count != 0 || j.ID != 2 || len(d.way().Said) != 0 {
		t.Errorf("nothing was said on the second: %+v", j)
	}
}

// Where the clock cannot go it says why, and it goes one way at a time; it can be halted.
func TestJourneyRefused(t *testing.T) {
	t.Parallel()
	d := open(t)
	inStep, goOn := make(chan struct{}, 1), make(chan struct{})
	d.clock.step = func(time.Time) error { inStep <- struct{}{}; <-goOn; return nil }
	if r := d.act("clock", map[string]any{"me": "U1", "to": "2026-11-03T14:00:00Z"}); !strings.Contains(r.Error, "hacia delante") {
		t.Errorf("to the past: %+v", r)
	}
	if r := d.act("clock", map[string]any{"me": "U1", "day": "mañana"}); r.Errors["day"] != "Ese no es un día." {
		t.Errorf("to no day: %+v", r)
	}
	if d.state("U1", "C1").Journey != nil {
		t.Error("it went all the same")
	}
	d.act("clock", map[string]any{"me": "U1", "to": "2026-11-13T15:00:00Z"})
	<-inStep
	if r := d.act("clock", map[string]any{"me": "U2", "to": "2026-11-23T15:00:00Z"}); !strings.Contains(r.Error, "ya va en camino") {
		t.Errorf("two at once: %+v", r)
	}
	if j := d.state("U2", "C1").Journey; j == nil || !j.Moving {
		t.Errorf("the other page sees %+v", j)
	}
	d.act("clock", map[string]any{"me": "U2", "halt": true})
	close(goOn)
	if j := d.arrived(); !j.Stopped || !j.At.Before(j.To) {
		t.Errorf("halted: %+v", j)
	}
	d.act("clock", map[string]any{"me": "U2", "halt": true}) // once more, when it stands
	if j := d.arrived(); !j.Stopped {
		t.Errorf("halted twice: %+v", j)
	}
}

// What keeps the clock from going on is told, and where it stands.
func TestJourneyFails(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.clock.step = func(now time.Time) error {
		if now.Hour() == 17 {
			return errors.New("no hay base de datos")
		}
		return nil
	}
	d.act("clock", map[string]any{"me": "U1", "to": "2026-11-03T20:00:00Z"})
	if j := d.arrived(); j.Error != "no hay base de datos" || j.At.Hour() != 17 {
		t.Errorf("got %+v", j)
	}
}
