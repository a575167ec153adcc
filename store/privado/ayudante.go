package privado

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// helperVar is in the environment of a helper and of nobody else.
	helperVar = "COMPROMISOS_PRIVADO"
	// answerMark begins the one line of a helper that is its answer.
	answerMark = "compromisos-privado: "
	// giveUp is how long a helper whose parent died in the middle of a start waits for that start to end.
	giveUp = 30 * time.Second
	// letGo is how long a parent that gave up waits for its helper to clear up.
	letGo = 5 * time.Second
)

// hooked remembers that Ayudante ran: without it a helper would do whatever the program does, helpers included.
var hooked atomic.Bool

// request is what a parent wants from its helper.
type request struct {
	Dir            string `json:"dir"`
	Volatile       bool   `json:"volatile"`
	Template       bool   `json:"template"`
	MaxConnections int    `json:"max_connections"`
}

// reply is what came of it. Kind names one of the package's errors, so that errors.Is works across the pipe.
type reply struct {
	Dir      string `json:"dir"`
	Port     int    `json:"port"`
	Password string `json:"password"`
	Version  string `json:"version"`
	User     string `json:"user"`
	Rest     Resto  `json:"rest"`
	Kind     string `json:"kind,omitempty"`
	Error    string `json:"error,omitempty"`
}

// kinds are the errors that keep their identity across the pipe, the more particular first.
var kinds = []struct {
	name string
	err  error
}{{"binaries", ErrNoBinaries}, {"closed", ErrClosed}, {"folder", ErrFolder}, {"inuse", ErrInUse}}

func failure(err error) reply {
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return reply{Kind: k.name, Error: strings.TrimPrefix(err.Error(), k.err.Error()+": ")}
		}
	}
	return reply{Error: err.Error()}
}

func (r reply) err() error {
	for _, k := range kinds {
		if k.name == r.Kind {
			return fmt.Errorf("%w: %s", k.err, r.Error)
		}
	}
	if r.Error != "" {
		return errors.New(r.Error)
	}
	return nil
}

// Ayudante turns this process into the helper of another one if it was started as such, and then never returns.
// Call it before anything else in main and in TestMain.
func Ayudante() {
	if os.Getenv(helperVar) == "" {
		hooked.Store(true)
		return
	}
	if err := help(); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// help is the whole life of a helper: read the request, start, answer, wait until the pipe closes, stop.
func help() error {
	// The pipe decides. Nobody reads what we print once the parent is gone, and that must not kill us.
	signal.Ignore(syscall.SIGPIPE, syscall.SIGHUP)
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGINT, syscall.SIGTERM)

	var r request
	in := json.NewDecoder(os.Stdin)
	if err := in.Decode(&r); err != nil {
		return err // the parent died before it said what it wanted
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for in.Decode(&struct{}{}) == nil { // nothing more is ever said: this ends when the pipe closes
		}
	}()

	c := &cluster{request: r}
	started := make(chan error, 1)
	go func() { started <- c.start() }()
	select {
	case err := <-started:
		if err != nil {
			err = errors.Join(err, c.stop())
			answer(failure(err))
			return err
		}
	case <-gone:
		var err error
		patience := giveUp
		if c.download.Load() != nil {
			patience = 0 // nobody wants it any more, and it may take long
		}
		select {
		case err = <-started:
		case <-time.After(patience):
		}
		return errors.Join(err, c.stop())
	}
	answer(c.reply)
	select {
	case <-gone:
	case <-asked:
	}
	return c.stop()
}

func answer(r reply) {
	text, err := json.Marshal(r)
	if err != nil {
		text = []byte(`{"error":"the helper cannot put its answer in words"}`)
	}
	fmt.Printf("%s%s\n", answerMark, text)
}

// helper is the parent's side of a helper process.
type helper struct {
	cmd *exec.Cmd
	in  *os.File // the pipe whose end is the helper's end
	out *os.File
}

// startHelper runs this binary again. Whatever that process prints comes through one pipe that nobody copies from
// in the background, so a program that looks for forgotten goroutines finds none here.
func startHelper() (*helper, error) {
	theirIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer theirIn.Close()
	out, theirOut, err := os.Pipe()
	if err != nil {
		in.Close()
		return nil, err
	}
	defer theirOut.Close()
	self := "/proc/self/exe" // works even where the way to the binary is closed to others, or the file was replaced
	if runtime.GOOS != "linux" {
		if self, err = os.Executable(); err != nil {
			return nil, errors.Join(err, in.Close(), out.Close())
		}
	}
	cmd := exec.Command(self)
	cmd.Env = helperEnv(os.Environ())
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirIn, theirOut, theirOut
	// A session of its own: Ctrl-C in the terminal is for the parent, which then stops us when it is done.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start the helper: %w", err), in.Close(), out.Close())
	}
	return &helper{cmd: cmd, in: in, out: out}, nil
}

// helperEnv is what a helper may know: no secret of ours, and no PG variable, which would bend initdb or pg_ctl.
func helperEnv(environ []string) []string {
	env := []string{helperVar + "=1"}
	for _, e := range environ {
		name, _, _ := strings.Cut(e, "=")
		switch strings.ToUpper(name) {
		case "PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "GORACE", "GOCOVERDIR", "LD_LIBRARY_PATH", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY":
			env = append(env, e)
		}
	}
	return env
}

// stop closes the pipe and waits until the helper is done.
func (h *helper) stop() error {
	killed := time.AfterFunc(stopTimeout, func() { _ = h.cmd.Process.Kill() })
	defer killed.Stop()
	_ = h.in.Close() // its end is the message; there is nothing to lose in it
	err := h.cmd.Wait()
	return errors.Join(err, h.out.Close())
}

// abandon lets go of a helper that failed or is no longer wanted: it clears up and ends by itself, somebody must reap
// it, and whoever gave up finds nothing left, unless that takes too long.
func (h *helper) abandon() {
	_ = h.in.Close()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = h.cmd.Wait()
		_ = h.out.Close()
	}()
	select {
	case <-gone:
	case <-time.After(letGo):
	}
}
