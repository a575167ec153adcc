// Package privado runs a Postgres of our own on this machine, for the demo and the tests: it needs no server, no
// account and no configuration, and it is gone with the process that asked for it, however that process dies.
//
// Postgres refuses to run as root and outlives whoever starts it. Both are settled by a helper: the same binary,
// run again, which puts root's rights down, starts Postgres and holds the reading end of a pipe. When the pipe
// closes, because [Servidor.Close] was called or because the parent was killed, the helper stops Postgres and removes
// what was temporary: nothing is left of a server but what Opciones asks to keep, and [Servidor.Resto]. Hence every main and every TestMain that uses this package calls [Ayudante] first.
package privado

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What can keep a private Postgres from starting and a caller may want to put in its own words.
var (
	// ErrNoBinaries says that this machine has no Postgres server programs and that none could be downloaded.
	ErrNoBinaries = errors.New("no Postgres on this machine")
	// ErrFolder says that Opciones.Dir cannot serve: it is not ours, not reachable, or of another Postgres version.
	ErrFolder = errors.New("the folder cannot hold the database")
	// ErrClosed is an ErrFolder: the ordinary user who runs Postgres for root cannot reach it.
	ErrClosed = fmt.Errorf("%w: closed to the user who runs Postgres", ErrFolder)
	// ErrInUse says that another process is running a server on Opciones.Dir.
	ErrInUse = errors.New("the folder is in use by another process")
	// ErrNoHelper says that the program did not call Ayudante before anything else.
	ErrNoHelper = errors.New("privado.Ayudante must be called first thing in main and in TestMain")
)

// stopTimeout is how long Close waits for the helper: a checkpoint on a slow disk takes seconds, not minutes.
const stopTimeout = 40 * time.Second

// Opciones says which server is wanted. Its zero value is a temporary server that keeps its promises about durability.
type Opciones struct {
	Dir       string       // keeps the data, from one start to the next; "" is a temporary folder, removed at Close
	Volatil   bool         // trades durability for speed: for tests, whose data nobody misses after a power cut
	Plantilla bool         // keeps an empty server of some 40 MB for later starts to copy: for tests, which start many
	Conexion  int          // max_connections; 0 means 300
	Log       *slog.Logger // hears where the server is; nil is silence
}

// Servidor is a Postgres of our own on this machine: started for the demo and the tests, gone with its parent.
type Servidor struct {
	reply  reply
	log    *slog.Logger
	helper *helper
	close  sync.Once
	closed error
}

// Start brings the server up and returns when it answers: in a second or two (initdb), or in a tenth of that where an
// empty server is there to be copied. A ctx that ends before Start returns undoes everything; after that
// it has no say: Close, or the end of this process, stops the server.
func Start(ctx context.Context, o Opciones) (*Servidor, error) {
	if !hooked.Load() {
		return nil, ErrNoHelper
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	r := request{Volatile: o.Volatil, Template: o.Plantilla, MaxConnections: o.Conexion}
	if r.MaxConnections <= 0 {
		r.MaxConnections = 300
	}
	if o.Dir != "" {
		dir, err := filepath.Abs(o.Dir)
		if err != nil {
			return nil, fmt.Errorf("private postgres: %w", err)
		}
		r.Dir = dir
	}
	started := time.Now()
	h, err := startHelper()
	if err != nil {
		return nil, fmt.Errorf("private postgres: %w", err)
	}
	answer, err := h.ask(ctx, r)
	if err != nil {
		h.abandon()
		return nil, fmt.Errorf("private postgres: %w", err)
	}
	o.Log.Debug("private postgres started", "dir", answer.Dir, "port", answer.Port, "version", answer.Version,
		"user", answer.User, "took", time.Since(started).Round(time.Millisecond))
	return &Servidor{reply: answer, log: o.Log, helper: h}, nil
}

// Resto is what stays on the machine when a server is gone: Postgres' own programs, where they had to be downloaded. It
// may be removed whenever no server runs.
type Resto struct {
	Carpeta string `json:"carpeta"` // "" is nothing
	Bytes   int64  `json:"bytes"`
}

// Resto tells what Close leaves behind, besides what Opciones asked to keep.
func (s *Servidor) Resto() Resto { return s.reply.Rest }

// URL is the address of the database postgres for its superuser, over TCP on the loopback interface.
func (s *Servidor) URL() string { return s.url("postgres") }

// Close stops the server, and removes its folder if it was temporary. Calling it again returns the same result.
func (s *Servidor) Close() error {
	s.close.Do(func() {
		if err := s.helper.stop(); err != nil {
			s.closed = fmt.Errorf("private postgres: stop: %w", err)
			return
		}
		s.log.Debug("private postgres stopped", "dir", s.reply.Dir)
	})
	return s.closed
}

func (s *Servidor) url(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(superuser, s.reply.Password),
		Host:     net.JoinHostPort("127.0.0.1", strconv.Itoa(s.reply.Port)),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// ask sends the one request of a helper's life and waits for its one answer.
func (h *helper) ask(ctx context.Context, r request) (reply, error) {
	// Past the deadline a read returns at once; without it, it would wait for as long as the helper lives.
	release := context.AfterFunc(ctx, func() { _ = h.out.SetReadDeadline(time.Now()) })
	defer release()
	if err := json.NewEncoder(h.in).Encode(r); err != nil {
		return reply{}, fmt.Errorf("talk to the helper: %w", err)
	}
	var said []string // what the helper says besides its answer: a crash, for one
	lines := bufio.NewReader(h.out)
	for {
		line, err := lines.ReadString('\n')
		if text, ok := strings.CutPrefix(line, answerMark); ok {
			var a reply
			if err := json.Unmarshal([]byte(text), &a); err != nil {
				return reply{}, fmt.Errorf("understand the helper: %w", err)
			}
			return a, a.err()
		}
		if line = strings.TrimSpace(line); line != "" {
			said = append(said, line)
		}
		switch {
		case ctx.Err() != nil:
			return reply{}, ctx.Err()
		case errors.Is(err, io.EOF), errors.Is(err, os.ErrDeadlineExceeded):
			return reply{}, fmt.Errorf("the helper went away: %s", strings.Join(said, "; "))
		case err != nil:
			return reply{}, fmt.Errorf("listen to the helper: %w", err)
		}
	}
}
