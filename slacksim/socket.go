package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// maxAck is the size from which Slack silently drops an acknowledgement.
const maxAck = 20480

// maxSockets is how many connections one app may hold.
const maxSockets = 10

// sockets are the open Socket Mode connections and the envelopes that wait for their answer.
type sockets struct {
	mu      sync.Mutex
	open    []*socket
	turn    int
	tickets map[string]bool
	pending map[string]chan json.RawMessage
	changed chan struct{} // closed and renewed whenever the connections change
	quiet   bool          // no pings
}

// socket is one connection. Writes are serialised because gorilla asks for it.
type socket struct {
	conn   *websocket.Conn
	write  sync.Mutex
	closed bool // nothing more is sent to it: before hello, or once it was told to reconnect
}

func (x *sockets) init() {
	x.tickets, x.pending, x.changed = map[string]bool{}, map[string]chan json.RawMessage{}, make(chan struct{})
}

func (x *sockets) count() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.open)
}

// change wakes whoever waits for connections. The caller holds the lock.
func (x *sockets) change() {
	close(x.changed)
	x.changed = make(chan struct{})
}

// send writes an envelope to the next connection in turn, and opens a place for its answer.
func (x *sockets) send(id string, body []byte) (acks <-chan json.RawMessage, done func(), sent bool) {
	x.mu.Lock()
	usable := slices.DeleteFunc(slices.Clone(x.open), func(c *socket) bool { return c.closed })
	x.turn++
	turn := x.turn
	ch := make(chan json.RawMessage, 1)
	x.pending[id] = ch
	x.mu.Unlock()
	done = func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.pending[id] == ch {
			delete(x.pending, id)
		}
	}
	for i := range usable {
		if usable[(turn+i)%len(usable)].send(body) == nil {
			return ch, done, true
		}
	}
	done()
	return nil, nil, false
}

func (c *socket) send(body []byte) error {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return c.conn.WriteMessage(websocket.TextMessage, body)
}

func (x *sockets) closeAll() {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, c := range x.open {
		_ = c.conn.Close()
	}
}

func (s *Sim) appsConnectionsOpen(*call) (obj, *refusal) {
	ticket := secret(16)
	s.sockets.mu.Lock()
	s.sockets.tickets[ticket] = true
	s.sockets.mu.Unlock()
	return obj{"url": fmt.Sprintf("ws%s/link/?ticket=%s&app_id=%s", s.base[len("http"):], ticket, appID)}, nil
}

// serveSocket is one Socket Mode connection, from hello to its end.
func (s *Sim) serveSocket(w http.ResponseWriter, r *http.Request) {
	x := &s.sockets
	ticket := r.URL.Query().Get("ticket")
	x.mu.Lock()
	good := x.tickets[ticket]
	delete(x.tickets, ticket) // a ticket is for one connection
	x.mu.Unlock()
	if !good {
		http.Error(w, "bad ticket", http.StatusForbidden)
		return
	}
	// Clients send Slack's origin, not ours.
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	c := &socket{conn: conn, closed: true}
	if !s.welcome(c) {
		return
	}
	defer s.farewell(c)
	stop := make(chan struct{})
	s.wg.Go(func() { s.ping(c, stop) })
	for {
		_, frame, err := conn.ReadMessage()
		if err != nil {
			break
		}
		s.takeAck(frame)
	}
	close(stop)
}

// farewell forgets a connection.
func (s *Sim) farewell(c *socket) {
	x := &s.sockets
	x.mu.Lock()
	x.open = slices.DeleteFunc(x.open, func(o *socket) bool { return o == c })
	x.change()
	x.mu.Unlock()
	s.tell("disconnected")
}

func (s *Sim) tell(kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.publish(Event{Kind: kind})
}

// welcome says hello and counts the connection in; beyond the tenth it says goodbye instead.
func (s *Sim) welcome(c *socket) bool {
	x := &s.sockets
	x.mu.Lock()
	full := len(x.open) >= maxSockets
	if !full {
		x.open = append(x.open, c) // its place is taken, but nothing is sent to it before hello
	}
	n := len(x.open)
	x.mu.Unlock()
	if full {
		_ = c.send(disconnectFrame("too_many_websockets"))
		return false
	}
	hello := encode(obj{
		"type": "hello", "num_connections": n, "connection_info": obj{"app_id": appID},
		"debug_info": obj{"host": "applink-practice", "started": time.Now().UTC().Format("2006-01-02 15:04:05.000"), "build_number": 54, "approximate_connection_time": 18060},
	})
	if c.send(hello) != nil {
		s.farewell(c)
		return false
	}
	x.mu.Lock()
	c.closed = false
	x.change()
	x.mu.Unlock()
	if s.ctx.Err() != nil { // Close may have passed by meanwhile
		_ = c.conn.Close()
	}
	s.tell("connected")
	return true
}

func (s *Sim) ping(c *socket, stop <-chan struct{}) {
	t := time.NewTicker(s.opt.PingEvery)
	defer t.Stop()
	for {
		select {
		case <-stop:
			return
		case <-t.C:
			s.sockets.mu.Lock()
			quiet := s.sockets.quiet
			s.sockets.mu.Unlock()
			if !quiet {
				_ = c.conn.WriteControl(websocket.PingMessage, []byte("Ping from applink-practice"), time.Now().Add(time.Second))
			}
		}
	}
}

// takeAck gives an acknowledgement to whoever waits for it. One that is too big, unreadable or for
// an envelope that nobody waits for is dropped, as Slack drops it.
func (s *Sim) takeAck(frame []byte) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	err := json.Unmarshal(frame, &ack)
	if len(frame) >= maxAck || err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if err != nil {
			s.complain("socket: a frame that is no JSON object was dropped")
			return
		}
		s.complain(fmt.Sprintf("socket: an acknowledgement of %d bytes was dropped, the limit is %d", len(frame), maxAck))
		return
	}
	s.sockets.mu.Lock()
	defer s.sockets.mu.Unlock()
	if ch, ok := s.sockets.pending[ack.EnvelopeID]; ok {
		delete(s.sockets.pending, ack.EnvelopeID)
		ch <- ack.Payload
	}
}

func disconnectFrame(reason string) []byte {
	return encode(obj{"type": "disconnect", "reason": reason, "debug_info": obj{"host": "applink-practice"}})
}

// Disconnect tells every connection to go: "warning" (in about ten seconds), "refresh_requested" or
// "link_disabled". After the latter two a connection gets no more payloads.
func (s *Sim) Disconnect(reason string) {
	s.sockets.mu.Lock()
	open := slices.Clone(s.sockets.open)
	for _, c := range open {
		c.closed = c.closed || reason != "warning"
	}
	s.sockets.mu.Unlock()
	for _, c := range open {
		_ = c.send(disconnectFrame(reason))
	}
}

// DropSockets cuts every connection without a word, as a network does.
func (s *Sim) DropSockets() {
	s.sockets.mu.Lock()
	defer s.sockets.mu.Unlock()
	for _, c := range s.sockets.open {
		if tcp, ok := c.conn.NetConn().(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		_ = c.conn.Close()
	}
}

// StopPings stops (or resumes) the pings by which clients know that the connection lives.
func (s *Sim) StopPings(stop bool) {
	s.sockets.mu.Lock()
	defer s.sockets.mu.Unlock()
	s.sockets.quiet = stop
}

// WaitConnected waits until the app has at least one usable connection. In HTTP mode there is
// nothing to wait for.
func (s *Sim) WaitConnected(ctx context.Context) error { return s.WaitSockets(ctx, 1) }

// WaitSockets waits until the app has at least n usable connections.
func (s *Sim) WaitSockets(ctx context.Context, n int) error {
	for {
		s.mu.Lock()
		http := s.requestURL != ""
		s.mu.Unlock()
		x := &s.sockets
		x.mu.Lock()
		usable := 0
		for _, c := range x.open {
			if !c.closed {
				usable++
			}
		}
		changed := x.changed
		x.mu.Unlock()
		if http || usable >= n {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("the app has %d of %d connections: %w", usable, n, ctx.Err())
		case <-s.ctx.Done():
			return failure("closed")
		}
	}
}
