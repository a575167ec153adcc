//go:build clientes

package clientes_test

import (
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

func TestWebClient(t *testing.T) {
	sim := workspace(t, slacksim.Options{})
	sim.Inject(slacksim.Mishap{Method: "users.info", User: "U1", Kind: slacksim.RateLimited, RetryAfter: time.Second})
	sim.Inject(slacksim.Mishap{Method: "users.info", User: "U1", Kind: slacksim.ServerError})
	sim.Inject(slacksim.Mishap{Method: "usergroups.list", Kind: slacksim.RateLimited, RetryAfter: 7 * time.Second})

	p := start(t, sim, "web.js")
	for line := p.next(); line != "end"; line = p.next() {
		switch kind, rest, _ := strings.Cut(line, " "); kind {
		case "ok":
		case "file":
			if got := string(sim.Content(rest)); !strings.Contains(got, "Obra é") {
				t.Errorf("uploaded: %q", got)
			}
		case "":
			t.Fatalf("it ended early, after %q", p.seen)
		default:
			t.Error(line)
		}
	}
	if !said(sim.Messages("C1"), "Cambiado") || !said(sim.DM("U1"), "Solo para ti") || !said(sim.Ephemerals("U1"), "Nadie más lo ve") {
		t.Error("the messages are not where people read them")
	}
	if h := sim.Home("U1"); h == nil || !strings.Contains(strings.Join(h.Texts(), " "), "Inicio") {
		t.Errorf("Home: %v", h)
	}
	for _, c := range sim.Complaints() {
		t.Error(c)
	}
}
