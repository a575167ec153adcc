package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"compromisos/slacksim"
)

// maxTraffic is how many exchanges the panel shows, the last ones.
const maxTraffic = 200

// exchange is a request and its answer in a line; what went over the wire is asked for apart.
type exchange struct {
	ID      int       `json:"id"`
	At      time.Time `json:"at"`
	Millis  float64   `json:"millis"`
	ToApp   bool      `json:"toApp"`
	Name    string    `json:"name"`
	Title   string    `json:"title"`
	Outcome string    `json:"outcome"`
	Wrong   bool      `json:"wrong"`
	// After is what the app did about it, where it went wrong on purpose.
	After string `json:"after"`
}

// detail is what went over the wire, and what of it was held against which limit.
type detail struct {
	Path    string  `json:"path"`
	Request string  `json:"request"`
	Answer  string  `json:"answer"`
	Limits  []limit `json:"limits"`
}

// traffic is what went over the wire after the exchange that the page knows last, oldest first,
// and again those that went wrong on purpose: what the app did about them may have changed.
func (p *Page) traffic(w http.ResponseWriter, r *http.Request) {
	after, _ := strconv.Atoi(r.URL.Query().Get("after")) // what is no number asks for all
	last := p.o.Sim.TrafficSince(p.o.Sim.Exchanged() - maxTraffic)
	t := teller{p.o.Sim.Names()}
	out := struct {
		Exchanges  []exchange `json:"exchanges"`
		Complaints []string   `json:"complaints"`
	}{[]exchange{}, filled(p.o.Sim.Complaints())}
	for i, x := range last {
		if x.ID > after || x.Mishap != nil {
			out.Exchanges = append(out.Exchanges, t.line(x, last[i+1:]))
		}
	}
	reply(w, out)
}

func (t teller) line(x slacksim.Exchange, later []slacksim.Exchange) exchange {
	e := exchange{
		ID: x.ID, At: x.At, Millis: float64(x.Latency.Microseconds()) / 1000, ToApp: x.ToApp, Name: x.Name,
		Title: addresses.ReplaceAllString(t.title(x), "$1(secret)"), After: t.after(x, later),
	}
	e.Outcome, e.Wrong = t.outcome(x)
	return e
}

// after is what the app did about a call that went wrong on purpose.
func (t teller) after(x slacksim.Exchange, later []slacksim.Exchange) string {
	if x.Mishap == nil {
		return ""
	}
	if x.Mishap.Kind == slacksim.Hang && x.Err == "" {
		return "El bot esperó, y la respuesta le llegó."
	}
	p := opened(x)
	for _, y := range later {
		q := opened(y)
		since := y.At.Sub(x.At.Add(x.Latency)).Seconds()
		if y.ToApp || y.Mishap != nil || t.who(q.at("channel")) != t.who(p.at("channel")) {
			continue
		}
		if _, wrong := t.outcome(y); wrong {
			continue
		}
		switch {
		case y.Name == x.Name && q.at("text") == p.at("text") && q.at("user") == p.at("user"):
			return fmt.Sprintf("El bot lo repitió a los %.1f s, y llegó.", since)
		case x.Mishap.Kind == slacksim.LostAnswer && (y.Name == "conversations.history" || y.Name == "conversations.replies"):
			return fmt.Sprintf("El bot fue a ver a los %.1f s si había llegado; como ahí estaba, no lo repitió.", since)
		}
	}
	return "El bot todavía no lo repite."
}

// exchange is one of them whole.
func (p *Page) exchange(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	found := p.o.Sim.TrafficSince(id - 1)
	if err != nil || len(found) == 0 || found[0].ID != id {
		fail(w, http.StatusNotFound, "Eso ya no se guarda: fue hace mucho.")
		return
	}
	x := found[0]
	d := detail{Path: x.Path, Request: pretty(x.Request), Answer: pretty(x.Answer), Limits: []limit{}}
	for _, m := range x.Measures() {
		d.Limits = append(d.Limits, limitOf(m))
	}
	reply(w, d)
}

// addresses are those at which whoever knows them may answer for the app.
var addresses = regexp.MustCompile(`(/hooks/[a-z]+/)[0-9a-f]+`)

// unescape writes <, > and & as they are: nothing here is read as markup.
var unescape = strings.NewReplacer(`\\`, `\\`, `\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// pretty is a body as one reads it: JSON with its lines, a form as the JSON that it means.
func pretty(body string) string {
	var out bytes.Buffer
	if json.Indent(&out, []byte(body), "", "  ") != nil {
		out.Reset()
		out.WriteString(body)
		form := opened(slacksim.Exchange{Request: body})
		if strings.Contains(body, "=") && !strings.HasPrefix(body, "<") && len(form) > 0 {
			out.Reset()
			enc := json.NewEncoder(&out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			_ = enc.Encode(form) // what came out of JSON goes in again
		}
	}
	return addresses.ReplaceAllString(unescape.Replace(strings.TrimSpace(out.String())), "$1(secret)")
}
