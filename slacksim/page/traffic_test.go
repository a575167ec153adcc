package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// traffic is what the app asked of Slack; what Slack tells it comes when it comes.
func (d *desk) traffic(after int) (out struct{ Exchanges []exchange }) {
	d.t.Helper()
	_, body := d.ask(http.MethodGet, fmt.Sprintf("/api/traffic?after=%d", after), d.token, nil)
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		d.t.Fatal(body, err)
	}
	out.Exchanges = slices.DeleteFunc(out.Exchanges, func(x exchange) bool { return x.ToApp })
	return out
}

// The panel gets what is new in lines, and one exchange whole when it is opened, with what it
// was held against and without a secret.
func TestTraffic(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.post("chat.postMessage", `{"channel":"C1","text":"hola & <adiós>","token":"`+d.sim.BotToken()+`"}`)
	d.post("chat.postMessage", `{"channel":"U2","text":"http://127.0.0.1:1/hooks/commands/0123456789abcdef"}`)
	all := d.traffic(0).Exchanges
	if len(all) != 2 || all[0].Title != "El bot escribe en #cvd: «hola & <adiós>»" || all[0].Outcome != "hecho" || all[0].Wrong {
		t.Fatalf("got %+v", all)
	}
	if again := d.traffic(all[0].ID).Exchanges; len(again) != 1 || again[0].ID != all[1].ID {
		t.Errorf("after the first: %+v", again)
	}
	var whole detail
	_, body := d.ask(http.MethodGet, fmt.Sprintf("/api/exchange/%d", all[0].ID), d.token, nil)
	if err := json.Unmarshal([]byte(body), &whole); err != nil {
		t.Fatal(body, err)
	}
	if !strings.Contains(whole.Request, "\"channel\": \"C1\",\n") || !strings.Contains(whole.Request, "hola & <adiós>") || !strings.Contains(whole.Answer, `"ok": true`) {
		t.Errorf("got %+v", whole)
	}
	if len(whole.Limits) != 1 || whole.Limits[0].Name != "texto del mensaje" || whole.Limits[0].Size != 14 || whole.Limits[0].Limit != 40000 {
		t.Errorf("got %+v", whole.Limits)
	}
	if title := all[1].Title; strings.Contains(title, "0123456789abcdef") {
		t.Errorf("a secret is shown: %s", title)
	}
	for _, x := range all {
		_, body := d.ask(http.MethodGet, fmt.Sprintf("/api/exchange/%d", x.ID), d.token, nil)
		if strings.Contains(body, "xoxb") || strings.Contains(body, "0123456789abcdef") {
			t.Errorf("a secret is shown: %s", body)
		}
	}
	for _, id := range []string{"0", "999", "x"} {
		if resp, _ := d.ask(http.MethodGet, "/api/exchange/"+id, d.token, nil); resp.StatusCode != http.StatusNotFound {
			t.Errorf("exchange %s: %d", id, resp.StatusCode)
		}
	}
	for range maxTraffic {
		d.post("auth.test", "{}")
	}
	if n := len(d.traffic(0).Exchanges); n != maxTraffic {
		t.Errorf("%d exchanges", n)
	}
}

func TestPretty(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		``:                            ``,
		`{"b":1,"a":"\u003cx\u003e"}`: "{\n  \"b\": 1,\n  \"a\": \"<x>\"\n}",
		`{"a":"\\u003c"}`:             "{\n  \"a\": \"\\\\u003c\"\n}",
		`b=%7B%22x%22%3A1%7D&a=y`:     "{\n  \"a\": \"y\",\n  \"b\": {\n    \"x\": 1\n  }\n}",
		`<html a=b>503</html>`:        `<html a=b>503</html>`,
		`ok`:                          `ok`,
	} {
		if got := pretty(body); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

// A fault is on until it has happened, or until it is switched off; what it was and how often it
// happened is told to every page.
func TestFaults(t *testing.T) {
	t.Parallel()
	d := open(t)
	say := func() { d.post("chat.postMessage", `{"channel":"C1","text":"a"}`) }
	on := func(kind string, all bool, seconds int) result {
		return d.act("fault", map[string]any{"me": "U1", "fault": kind, "all": all, "seconds": seconds})
	}
	for _, seconds := range []int{0, -1, 31} {
		if r := on("slow", false, seconds); r.Errors["seconds"] == "" {
			t.Errorf("%d seconds are no error", seconds)
		}
	}
	if f := d.state("U1", "C1").Fault; f != nil {
		t.Errorf("it is on all the same: %+v", f)
	}
	for _, kind := range []string{"rate_limited", "outage", "lost_answer", "slow"} {
		if r := on(kind, false, 1); r.Error != "" || r.Errors != nil {
			t.Fatalf("%s: %+v", kind, r)
		}
		d.post("auth.test", "{}") // that is no message
		if f := d.state("U2", "C1").Fault; f == nil || f.Kind != kind || !f.On || f.Happened != 0 || f.All || f.Seconds != 1 {
			t.Errorf("%s: %+v", kind, f)
		}
		say()
		say()
		f := d.state("U1", "C1").Fault
		after := map[string]string{"slow": "El bot esperó", "lost_answer": "El bot lo repitió"}[kind] // it does not look here
		if after == "" {
			after = "El bot lo repitió"
		}
		if f.On || f.Happened != 1 || !strings.HasPrefix(f.After, after) {
			t.Errorf("%s, once it happened: %+v", kind, f)
		}
	}
	on("outage", true, 1)
	say()
	d.post("auth.test", "{}")
	if f := d.state("U1", "C1").Fault; !f.On || f.Happened != 2 || !f.All {
		t.Errorf("it lasts: %+v", f)
	}
	on("none", false, 0)
	if f := d.state("U1", "C1").Fault; f != nil {
		t.Errorf("switched off: %+v", f)
	}
	say()
	wrong := 0
	for _, x := range d.traffic(0).Exchanges {
		if x.Wrong {
			wrong++
		}
	}
	if wrong != 6 {
		t.Errorf("%d calls went wrong", wrong)
	}
}
