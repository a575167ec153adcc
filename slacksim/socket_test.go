package slacksim_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"
)

// dial opens a bare connection, for what the official client would never do.
func (a *app) dial() *websocket.Conn {
	a.t.Helper()
	_, url, err := a.api.StartSocketModeContext(within(a.t))
	if err != nil {
		a.t.Fatal(err)
	}
	conn, err := knock(url)
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { _ = conn.Close() })
	if hello := read(a.t, conn); hello["type"] != "hello" {
		a.t.Fatalf("first frame: %v", hello)
	}
	return conn
}

// knock opens a WebSocket at an address.
func knock(url string) (*websocket.Conn, error) {
	conn, res, err := websocket.DefaultDialer.Dial(url, nil)
	if res != nil {
		_ = res.Body.Close()
	}
	return conn, err
}

func read(t testing.TB, conn *websocket.Conn) object {
	t.Helper()
	var frame object
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if err := conn.ReadJSON(&frame); err != nil {
		t.Fatal(err)
	}
	return frame
}

func TestTicketsAreForOneConnection(t *testing.T) {
	a := start(t, slacksim.Options{})
	_, url, err := a.api.StartSocketModeContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := knock(url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := knock(url); err == nil {
		t.Error("the same ticket opened a second connection")
	}
}

func TestBigAcknowledgementsAreDropped(t *testing.T) {
	a := start(t, slacksim.Options{AckTimeout: 200 * time.Millisecond})
	conn := a.dial()
	ack := func(size int) (*slacksim.Outcome, error) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			e := read(t, conn)
			frame := object{"envelope_id": e["envelope_id"], "payload": object{"text": ""}}
			raw, _ := json.Marshal(frame)
			frame["payload"] = object{"text": strings.Repeat("x", size-len(raw))}
			_ = conn.WriteJSON(frame) // WriteJSON adds a newline
		}()
		defer func() { <-done }()
		return a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", "")
	}
	if out, err := ack(20478); err != nil || !out.Acked {
		t.Errorf("20479 bytes: %v", err)
	}
	if out, err := ack(20479); err == nil || !out.Timeout {
		t.Error("20480 bytes must be dropped")
	}
	if c := a.sim.Complaints(); len(c) != 1 || !strings.Contains(c[0], "20480 bytes") {
		t.Errorf("complaints: %q", c)
	}
}

func TestEventsAreDeliveredAgain(t *testing.T) {
	a := start(t, slacksim.Options{AckTimeout: 50 * time.Millisecond, RetryDelays: []time.Duration{0, 10 * time.Millisecond, 10 * time.Millisecond}})
	var mu sync.Mutex
	var attempts []int
	ids := map[string]bool{}
	a.silent = func(e socketmode.Event) bool {
		mu.Lock()
		defer mu.Unlock()
		attempts = append(attempts, e.Request.RetryAttempt)
		var p struct {
			EventID string `json:"event_id"`
		}
		_ = json.Unmarshal(e.Request.Payload, &p)
		ids[p.EventID] = true
		return e.Request.RetryAttempt < 2
	}
	a.connect()
	if _, err := a.sim.Say(within(t), "U0ANA", "DM", "hello", ""); err != nil {
		t.Fatal(err)
	}
	eventually(t, "three attempts", func() bool { mu.Lock(); defer mu.Unlock(); return len(attempts) == 3 })
	time.Sleep(100 * time.Millisecond)
	mu.Lock()
	defer mu.Unlock()
	if len(attempts) != 3 || len(ids) != 1 {
		t.Errorf("attempts %v with event ids %v; the third was acknowledged", attempts, ids)
	}
}

func TestEventsWaitForASocket(t *testing.T) {
	a := start(t, slacksim.Options{RetryDelays: []time.Duration{0, 200 * time.Millisecond, time.Second}})
	texts := make(chan string, 5)
	a.handle = func(e socketmode.Event) any { texts <- string(e.Request.Payload); return nil }
	if _, err := a.sim.Say(within(t), "U0ANA", "DM", "while you were out", ""); err != nil {
		t.Fatal(err)
	}
	a.connect()
	select {
	case got := <-texts:
		if !strings.Contains(got, "while you were out") {
			t.Error(got)
		}
	case <-within(t).Done():
		t.Error("the event was lost")
	}
}

func TestReconnects(t *testing.T) {
	connected := func(a *app) int {
		return strings.Count(strings.Join(names(a), " "), "apps.connections.open")
	}
	for name, cut := range map[string]func(*slacksim.Sim){
		"warning":           func(s *slacksim.Sim) { s.Disconnect("warning") },
		"refresh_requested": func(s *slacksim.Sim) { s.Disconnect("refresh_requested") },
		"link_disabled":     func(s *slacksim.Sim) { s.Disconnect("link_disabled") },
		"dropped":           func(s *slacksim.Sim) { s.DropSockets() },
	} {
		t.Run(name, func(t *testing.T) {
			a := start(t, slacksim.Options{})
			a.connect()
			cut(a.sim)
			eventually(t, "a second connection", func() bool { return connected(a) >= 2 && a.sim.WaitConnected(within(t)) == nil })
			if _, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err != nil && name != "warning" && name != "dropped" {
				t.Error(err)
			}
		})
	}
}

func names(a *app) []string {
	var out []string
	for _, x := range a.sim.Traffic() {
		out = append(out, x.Name)
	}
	return out
}

func TestPings(t *testing.T) {
	a := start(t, slacksim.Options{PingEvery: 10 * time.Millisecond})
	conn := a.dial()
	pings := make(chan struct{}, 1000)
	conn.SetPingHandler(func(string) error { pings <- struct{}{}; return nil })
	go func() { _, _, _ = conn.ReadMessage() }()
	select {
	case <-pings:
	case <-within(t).Done():
		t.Fatal("no ping")
	}
	a.sim.StopPings(true)
	time.Sleep(30 * time.Millisecond)
	for len(pings) > 0 {
		<-pings
	}
	time.Sleep(50 * time.Millisecond)
	if len(pings) > 0 {
		t.Error("pings go on")
	}
}

func TestPayloadsGoToAnyConnection(t *testing.T) {
	a := start(t, slacksim.Options{})
	var used [2]int
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := range used {
		conn := a.dial()
		wg.Go(func() {
			for {
				var e object
				if conn.ReadJSON(&e) != nil {
					return
				}
				mu.Lock()
				used[i]++
				mu.Unlock()
				_ = conn.WriteJSON(object{"envelope_id": e["envelope_id"]})
			}
		})
	}
	if err := a.sim.WaitSockets(within(t), 2); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err != nil {
			t.Fatal(err)
		}
	}
	_ = a.sim.Close()
	wg.Wait()
	if used[0] == 0 || used[1] == 0 {
		t.Errorf("payloads per connection: %v", used)
	}
}

func TestEleventhConnectionIsRefused(t *testing.T) {
	a := start(t, slacksim.Options{})
	for range 10 {
		a.dial()
	}
	_, url, _ := a.api.StartSocketModeContext(within(t))
	conn, err := knock(url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if got := read(t, conn); got["type"] != "disconnect" {
		t.Errorf("%v", got)
	}
}
