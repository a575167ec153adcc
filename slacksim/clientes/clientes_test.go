//go:build clientes

// Package clientes_test holds the practice Slack against Slack's own Node clients: what they can talk to is Slack enough.
// It needs node and npm, and runs with "make test-clientes".
package clientes_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// patience is how long a test waits for anything; the machine may be busy.
const patience = 30 * time.Second

// home is the folder in which the clients are installed: a copy, so that nothing is left in the tree.
var home string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if _, err := exec.LookPath("npm"); err != nil {
		fmt.Println("npm is not here: nothing to test with")
		return 1
	}
	dir, err := os.MkdirTemp("", "clientes")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	home = dir
	if err := install(dir); err != nil {
		fmt.Println("npm ci:", err)
		return 1
	}
	return m.Run()
}

func install(dir string) error {
	programs, err := filepath.Glob("*.js")
	if err != nil {
		return err
	}
	for _, name := range append(programs, "package.json", "package-lock.json", ".npmrc") {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			return err
		}
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// workspace starts a practice Slack with nine people and a channel in which the bot is.
func workspace(t *testing.T, o slacksim.Options) *slacksim.Sim {
	t.Helper()
	o.BotEvents = append(slices.Clone(slacksim.DefaultBotEvents), "message.channels")
	sim, err := slacksim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	members := []string{sim.BotUserID()}
	for i := 1; i <= 9; i++ {
		id := fmt.Sprintf("U%d", i)
		sim.AddUser(slacksim.User{ID: id, Name: "persona" + id, TZ: "America/Mexico_City"})
		members = append(members, id)
	}
	sim.AddChannel(slacksim.Channel{ID: "C1", Name: "general", Members: members})
	return sim
}

// program is a Node program that runs beside the test and says what happens to it, a fact a line.
type program struct {
	t     *testing.T
	lines chan string
	seen  []string
}

// start runs a program against a workspace until the test ends.
func start(t *testing.T, sim *slacksim.Sim, name string, env ...string) *program {
	t.Helper()
	cmd := exec.Command("node", name)
	cmd.Dir = home
	cmd.Env = append(os.Environ(),
		"SLACK_API_URL="+sim.URL(), "SLACK_BOT_TOKEN="+sim.BotToken(), "SLACK_APP_TOKEN="+sim.AppToken(),
		"SLACK_SIGNING_SECRET="+sim.SigningSecret())
	cmd.Env = append(cmd.Env, env...)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	// The program ends when its input does, even if the test is killed.
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, lines: make(chan string, 100)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.read(stdout)
	}()
	t.Cleanup(func() {
		_ = stdin.Close()
		<-done
		_ = cmd.Wait()
		if t.Failed() && complaints.Len() > 0 {
			t.Logf("%s wrote:\n%s", name, complaints.String())
		}
	})
	return p
}

func (p *program) read(stdout io.Reader) {
	defer close(p.lines)
	in := bufio.NewScanner(stdout)
	for in.Scan() {
		p.lines <- in.Text()
	}
}

// next is the next fact the program tells, "" when it has ended.
func (p *program) next() string {
	p.t.Helper()
	select {
	case line := <-p.lines:
		p.seen = append(p.seen, line)
		return line
	case <-time.After(patience):
		p.t.Fatalf("nothing more after %q", p.seen)
		return ""
	}
}

// wait passes over facts until the one that is wanted.
func (p *program) wait(want string) {
	p.t.Helper()
	for {
		switch p.next() {
		case want:
			return
		case "":
			p.t.Fatalf("never said %q, only %q", want, p.seen)
		}
	}
}

// eventually repeats a look until it finds what it is for.
func eventually(t *testing.T, what string, look func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if look() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// said tells whether a message with this text stands in a list.
func said(messages []slacksim.Message, text string) bool {
	for _, m := range messages {
		if strings.Contains(strings.Join(m.AllTexts(), "\n"), text) {
			return true
		}
	}
	return false
}
