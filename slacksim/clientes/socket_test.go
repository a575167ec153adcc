//go:build clientes

package clientes_test

import (
	"context"
	"testing"
	"time"

	"compromisos/slacksim"
)

func TestSocketModeClient(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	sim := workspace(t, slacksim.Options{AckTimeout: time.Second, RetryDelays: []time.Duration{0}})
	p := start(t, sim, "socket.js")
	p.wait("ready")
	if err := sim.WaitConnected(ctx); err != nil {
		t.Fatal(err)
	}

	out, err := sim.Slash(ctx, "U1", "C1", "/eco", "¿qué hay?")
	if err != nil || out.Text != "eco: ¿qué hay?" {
		t.Fatalf("answer in the acknowledgement: %+v, %v", out, err)
	}
	p.wait("slash /eco ¿qué hay? true")
	if _, err := sim.Press(ctx, "U1", sim.Ephemerals("U1")[0], "pulsar"); err != nil {
		t.Fatal(err)
	}
	p.wait("interactive block_actions pulsar")
	p.wait("response_url 200")
	if !said(sim.Ephemerals("U1"), "pulsado v1") {
		t.Errorf("the original was not replaced: %v", sim.Ephemerals("U1"))
	}

	events(ctx, t, sim, p)
	reconnects(ctx, t, sim, p)
	for _, c := range sim.Complaints() {
		t.Error(c)
	}
}

// events arrive, and again when they are not acknowledged.
func events(ctx context.Context, t *testing.T, sim *slacksim.Sim, p *program) {
	t.Helper()
	say(ctx, t, sim, "hola <@"+sim.BotUserID()+">")
	p.wait("mention U1 Ev 0")
	say(ctx, t, sim, "tarde")
	p.wait("message tarde 0")
	p.wait("message tarde 1")
}

// reconnects covers the two ways in which a connection ends: Slack asks for a new one, or the network fails.
func reconnects(ctx context.Context, t *testing.T, sim *slacksim.Sim, p *program) {
	t.Helper()
	sim.Disconnect("refresh_requested")
	p.wait("reconnecting")
	p.wait("connected")
	sim.DropSockets()
	p.wait("reconnecting")
	p.wait("connected")
	if err := sim.WaitConnected(ctx); err != nil {
		t.Fatal(err)
	}
	if out, err := sim.Slash(ctx, "U2", "C1", "/eco", "otra vez"); err != nil || out.Text != "eco: otra vez" {
		t.Errorf("after reconnecting: %+v, %v", out, err)
	}
}

func say(ctx context.Context, t *testing.T, sim *slacksim.Sim, text string) {
	t.Helper()
	if _, err := sim.Say(ctx, "U1", "C1", text, ""); err != nil {
		t.Fatal(err)
	}
}
