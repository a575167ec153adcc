//go:build clientes

package clientes_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"compromisos/slacksim"
)

func TestBoltOverSocket(t *testing.T) {
	sim := workspace(t, slacksim.Options{})
	p := start(t, sim, "bolt.js")
	p.wait("ready")
	conversation(t, sim, p)
}

func TestBoltOverHTTP(t *testing.T) {
	port := freePort(t)
	url := fmt.Sprintf("http://127.0.0.1:%d/slack/events", port)
	sim := workspace(t, slacksim.Options{RequestURL: url})
	p := start(t, sim, "bolt.js", fmt.Sprintf("PORT=%d", port))
	p.wait("ready")

	// Bolt looks at signatures: what it takes from the practice Slack is signed as Slack signs.
	answer, err := http.Post(url, "application/json", strings.NewReader(`{"type":"event_callback"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a signature: %s", answer.Status)
	}
	conversation(t, sim, p)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// conversation is what a person does with the app, whichever way it listens.
func conversation(t *testing.T, sim *slacksim.Sim, p *program) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	if err := sim.WaitConnected(ctx); err != nil {
		t.Fatal(err)
	}
	form(ctx, t, sim, p)
	button(ctx, t, sim)
	pile(ctx, t, sim, p)
	say(ctx, t, sim, "hola a todos")
	eventually(t, "the app answers in the thread", func() bool {
		for _, m := range sim.Messages("C1") {
			if m.ThreadTS != "" && strings.Contains(m.Text, "Hola, <@U1>") {
				return true
			}
		}
		return false
	})
	if err := sim.OpenHome(ctx, "U1"); err != nil {
		t.Fatal(err)
	}
	p.wait("home U1")
	if h := sim.Home("U1"); h == nil || !strings.Contains(strings.Join(h.Texts(), " "), "Tus compromisos") {
		t.Errorf("Home: %v", h)
	}
	for _, c := range sim.Complaints() {
		t.Error(c)
	}
	for _, line := range p.seen {
		if strings.HasPrefix(line, "error") {
			t.Error(line)
		}
	}
}

// form opens a modal, sends it wrong, and sends it right.
func form(ctx context.Context, t *testing.T, sim *slacksim.Sim, p *program) {
	t.Helper()
	if _, err := sim.Slash(ctx, "U1", "C1", "/registrar", ""); err != nil {
		t.Fatal(err)
	}
	p.wait("opened registrar")
	views := sim.Views("U1")
	if len(views) != 1 || views[0].Title != "Registrar" {
		t.Fatalf("views: %v", views)
	}
	id := views[0].ID
	out, err := sim.Submit(ctx, "U1", id, map[string]any{"titulo": "no", "dia": "2026-01-31", "area": "Ob"})
	if err != nil || out.Errors["titulo"] != "Demasiado corto" {
		t.Fatalf("errors: %+v, %v", out, err)
	}
	p.wait("options Ob")
	out, err = sim.Submit(ctx, "U1", id, map[string]any{"titulo": "Reparar la fuente"})
	if err != nil || len(out.Errors) > 0 || len(sim.Views("U1")) > 0 {
		t.Fatalf("sent: %+v, %v", out, err)
	}
	eventually(t, "the channel hears of it", func() bool {
		return said(sim.Messages("C1"), "*Reparar la fuente* 2026-01-31 Obras")
	})
}

// button presses the one under the message; the app changes the message and says something new.
func button(ctx context.Context, t *testing.T, sim *slacksim.Sim) {
	t.Helper()
	messages := sim.Messages("C1")
	if _, err := sim.Press(ctx, "U2", messages[len(messages)-1], "cerrar"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the message is replaced and another follows", func() bool {
		now := sim.Messages("C1")
		return said(now, "Cerrado 7") && said(now, "Uno menos") && !said(now, "Reparar la fuente")
	})
}

// pile opens a form, one on top of it, and goes both ways back: by an answer that clears all, and by closing.
func pile(ctx context.Context, t *testing.T, sim *slacksim.Sim, p *program) {
	t.Helper()
	open := func() {
		if _, err := sim.Shortcut(ctx, "U3", "revisar"); err != nil {
			t.Fatal(err)
		}
		top(t, sim, "primera")
	}
	open()
	if _, err := sim.PressView(ctx, "U3", top(t, sim, "primera"), "detalle"); err != nil {
		t.Fatal(err)
	}
	if _, err := sim.Submit(ctx, "U3", top(t, sim, "segunda"), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := sim.Submit(ctx, "U3", top(t, sim, "tercera"), nil); err != nil {
		t.Fatal(err)
	}
	p.wait("root true")
	if left := sim.Views("U3"); len(left) > 0 {
		t.Errorf("not cleared: %v", left)
	}
	open()
	if _, err := sim.CloseView(ctx, "U3", ""); err != nil {
		t.Fatal(err)
	}
	p.wait("closed primera")

	note, err := sim.Say(ctx, "U2", "C1", "revisar la obra", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sim.MessageShortcut(ctx, "U3", "anotar", note); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the shortcut answers", func() bool { return said(sim.Ephemerals("U3"), "Anotado: revisar la obra") })
}

// top waits until this form is the one on top, and returns its id.
func top(t *testing.T, sim *slacksim.Sim, title string) string {
	t.Helper()
	var id string
	eventually(t, title+" is on top", func() bool {
		views := sim.Views("U3")
		if len(views) == 0 || views[len(views)-1].Title != title {
			return false
		}
		id = views[len(views)-1].ID
		return true
	})
	return id
}
