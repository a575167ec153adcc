// Package puente stands between a program and its database, in tests: it loses, swallows
// and cuts what passes, as networks do.
package puente

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// Puente is a way to the database that can be made to fail.
type Puente struct {
	t      testing.TB
	ln     net.Listener
	url    url.URL
	server string

	mu    sync.Mutex
	mute  bool // nothing passes, and nobody is told
	lose  []byte
	then  func() // once that is lost
	conns []net.Conn
}

// New opens a way to the database of the URL. It is closed when the test ends.
func New(t testing.TB, dsn string) *Puente {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	if u.Hostname() == "" {
		t.Skip("the database is not reached by TCP")
	}
	p := &Puente{t: t, url: *u, server: u.Host}
	var lc net.ListenConfig
	lc.SetMultipathTCP(false) // whose sockets cannot be made deaf
	if p.ln, err = lc.Listen(t.Context(), "tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	p.url.Host = p.ln.Addr().String()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := p.ln.Accept()
			if err != nil {
				return
			}
			p.serve(c)
		}
	}()
	t.Cleanup(func() { _ = p.ln.Close(); <-done; p.Cut() })
	return p
}

// URL is the database's address by this way.
func (p *Puente) URL() string { return p.url.String() }

// Swallow takes what is sent, in both directions, and passes nothing on: the connections
// stay, and nobody answers. What was swallowed is gone when it ends.
func (p *Puente) Swallow(yes bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mute = yes
}

// LoseAnswer cuts the first connection on which that text is sent, when the server has
// answered it; before that then is called.
func (p *Puente) LoseAnswer(to string, then func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lose, p.then = []byte(to), then
}

// Close lets nobody in any more.
func (p *Puente) Close() { _ = p.ln.Close() }

// Cut ends all connections.
func (p *Puente) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		_ = c.Close() // it may have ended already
	}
	p.conns = nil
}

func (p *Puente) serve(c net.Conn) {
	s, err := net.Dial("tcp", p.server)
	if err != nil {
		_ = c.Close()
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, c, s)
	p.mu.Unlock()
	lost := make(chan struct{}) // the answer to what follows is lost
	go p.pass(c, s, func(b []byte) { p.watch(b, lost) }, nil)
	go p.pass(s, c, nil, lost)
}

// watch closes lost where what is to be answered by nobody passes.
func (p *Puente) watch(b []byte, lost chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lose != nil && bytes.Contains(b, p.lose) {
		p.lose = nil
		close(lost)
	}
}

// pass carries from one end to the other until either ends.
func (p *Puente) pass(from, to net.Conn, seen func([]byte), lost <-chan struct{}) {
	defer func() { _, _ = from.Close(), to.Close() }()
	b := make([]byte, 64<<10)
	for {
		n, err := from.Read(b)
		if err != nil {
			return
		}
		select {
		case <-lost:
			p.then()
			return
		default:
		}
		if p.swallows() {
			continue
		}
		if seen != nil {
			seen(b[:n])
		}
		if _, err := io.Copy(to, bytes.NewReader(b[:n])); err != nil {
			return
		}
	}
}

func (p *Puente) swallows() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mute
}

// program are the ends on the side of the program.
func (p *Puente) program() []net.Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []net.Conn
	for c := range slices.Chunk(p.conns, 2) {
		out = append(out, c[0])
	}
	return out
}

// Host is where the way begins.
func (p *Puente) Host() string { return p.url.Host }
