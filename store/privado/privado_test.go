package privado

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// roleVar makes the test binary a program that uses this package and is then killed.
const roleVar = "PRIVADO_PRUEBA_DIR"

func TestMain(m *testing.M) {
	Ayudante()
	if dir, ok := os.LookupEnv(roleVar); ok {
		victim(dir)
	}
	os.Exit(m.Run())
}

// victim starts a server, says where it is, and waits for its end.
func victim(dir string) {
	s, err := Start(context.Background(), Opciones{Dir: dir, Volatil: true})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Printf("%d %q\n", s.helper.cmd.Process.Pid, s.reply.Dir)
	select {}
}

// start gives a test a running server, or skips it as pgtest does.
func start(t *testing.T, o Opciones) *Servidor {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	s, err := Start(ctx, o)
	if errors.Is(err, ErrNoBinaries) && os.Getenv("CI") != "true" {
		t.Skipf("needs Postgres: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// query runs one statement that returns one text.
func query(t *testing.T, url, statement string) string {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var text string
	if err := db.QueryRowContext(t.Context(), statement).Scan(&text); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return text
}

// eventually waits until something is so: processes end when they end.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !is(); <-time.After(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after 30 s still not: %s", what)
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// TestStart_twoAtOnce starts two servers at the same moment and finds them apart, each gone after its Close.
func TestStart_twoAtOnce(t *testing.T) {
	both := make(chan *Servidor, 2)
	t.Run("grupo", func(t *testing.T) {
		for range 2 {
			t.Run("uno", func(t *testing.T) {
				t.Parallel()
				s, err := Start(context.Background(), Opciones{Volatil: true})
				if errors.Is(err, ErrNoBinaries) && os.Getenv("CI") != "true" {
					t.Skipf("needs Postgres: %v", err)
				}
				if err != nil {
					t.Fatal(err)
				}
				both <- s
			})
		}
	})
	close(both)
	passwords := map[string]bool{}
	for s := range both {
		if got := query(t, s.URL(), "SHOW fsync"); got != "off" {
			t.Errorf("fsync = %s, want off", got)
		}
		if got := query(t, s.URL(), "SELECT lower('ÁREA')"); got != "área" {
			t.Errorf("lower('ÁREA') = %s: the locale does not know accents", got)
		}
		if passwords[s.reply.Password] {
			t.Error("two servers have the same password")
		}
		passwords[s.reply.Password] = true
		for range 2 { // the second Close changes nothing
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if exists(s.reply.Dir) {
			t.Errorf("%s is still there", s.reply.Dir)
		}
	}
}

// TestStart_parentKilled kills a program in the middle of its life: neither Postgres nor its folder outlive it.
func TestStart_parentKilled(t *testing.T) {
	start(t, Opciones{Volatil: true}) // skips where there is no Postgres
	cmd, dir, _ := startVictim(t, "")
	if _, running := postmaster(filepath.Join(dir, dataName)); !running {
		t.Fatal("no Postgres before the kill")
	}
	killAndWait(t, cmd)
	eventually(t, "the folder is gone", func() bool { return !exists(dir) })
}

// TestStart_helperKilled kills both parent and helper: the next start clears up after them.
func TestStart_helperKilled(t *testing.T) {
	start(t, Opciones{Volatil: true})
	cmd, dir, helper := startVictim(t, "")
	if err := syscall.Kill(helper, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	killAndWait(t, cmd)
	data := filepath.Join(dir, dataName)
	if _, running := postmaster(data); !running {
		t.Fatal("Postgres went away with its helper: this test tests nothing")
	}
	start(t, Opciones{Volatil: true})
	if _, running := postmaster(data); running || exists(dir) {
		t.Errorf("left behind: running %v, folder %v", running, exists(dir))
	}
}

func startVictim(t *testing.T, dir string) (cmd *exec.Cmd, where string, helper int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(self)
	cmd.Env = append(os.Environ(), roleVar+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // where the test ended before it did
	if _, err := fmt.Fscanf(out, "%d %q\n", &helper, &where); err != nil {
		t.Fatalf("the victim did not start: %v", err)
	}
	return cmd, where, helper
}

func killAndWait(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // its error is the kill
}

// TestStart_cancelled ends the wait with the context, and leaves nothing.
func TestStart_cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ctx, Opciones{Volatil: true}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want %v", err, context.Canceled)
	}
}

// TestHelperEnv keeps secrets and PG variables from the helper.
func TestHelperEnv(t *testing.T) {
	got := strings.Join(helperEnv([]string{"PATH=/bin", "PGDATA=/x", "SLACK_BOT_TOKEN=xoxb-1", "http_proxy=p"}), " ")
	if want := helperVar + "=1 PATH=/bin http_proxy=p"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
