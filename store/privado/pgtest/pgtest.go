// Package pgtest gives each test a Postgres database of its own, copied from one that was migrated once.
package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/store/privado"
)

// ServerVar names a server to use instead of a private one: the URL of a role that may create databases.
const ServerVar = "DATABASE_URL_PRUEBAS"

// patience bounds a start or a statement. The first start on a machine makes the template, or downloads Postgres.
const patience = 3 * time.Minute

// Runner is a test binary's tests: *testing.M, or what wraps it.
type Runner interface{ Run() int }

// Main is the whole of a TestMain: func TestMain(m *testing.M) { pgtest.Main(m) }.
func Main(m Runner) { os.Exit(Wrap(m).Run()) }

// Wrap is Main without the exit, for a TestMain that has to give a Runner to somebody else:
// goleak.VerifyTestMain(pgtest.Wrap(m)).
func Wrap(m Runner) Runner {
	privado.Ayudante()
	return runner{m}
}

type runner struct{ Runner }

func (r runner) Run() int {
	code := r.Runner.Run()
	if err := shared.close(); err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
		code = max(code, 1)
	}
	return code
}

// shared is the one server of a test binary; it starts when the first test asks for a database.
var shared server

type server struct {
	mu        sync.Mutex
	tried     bool
	err       error
	admin     string
	private   *privado.Servidor
	prefix    string
	templates map[uintptr]*template
}

type template struct {
	once sync.Once
	name string
	err  error
}

// Database returns the URL of an empty database on which migrate was run, or of an entirely empty one if migrate is nil.
// It is dropped when the test ends. Migrations run once per migrate function and test binary; migrate must have closed
// its connections when it returns, and two closures of the same function literal count as the same function.
// Without any Postgres the test is skipped, and fails where CI=true.
func Database(t testing.TB, migrate func(ctx context.Context, url string) error) string {
	t.Helper()
	admin := Server(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	from := ""
	if migrate != nil {
		tpl := shared.template(reflect.ValueOf(migrate).Pointer())
		tpl.once.Do(func() { tpl.err = shared.migrate(ctx, tpl, migrate) })
		if tpl.err != nil {
			t.Fatalf("pgtest: %v", tpl.err)
		}
		from = tpl.name
	}
	name := shared.prefix + strings.ToLower(rand.Text()[:12])
	if err := privado.Create(ctx, admin, name, from); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience) // the test's own has ended
		defer cancel()
		if err := privado.Drop(ctx, admin, name); err != nil {
			t.Errorf("pgtest: %v", err)
		}
	})
	return withDatabase(t, admin, name)
}

// Server returns the superuser's URL of the test binary's server, for a test that manages databases itself.
func Server(t testing.TB) string {
	t.Helper()
	err := shared.start()
	if err == nil {
		return shared.admin
	}
	if errors.Is(err, privado.ErrNoBinaries) && os.Getenv("CI") != "true" {
		t.Skipf("needs Postgres, and there is none here: install the package postgresql or set %s (%v)", ServerVar, err)
	}
	t.Fatalf("pgtest: %v", err)
	return ""
}

func (s *server) start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tried {
		return s.err
	}
	s.tried = true
	s.prefix = "prueba_" + strings.ToLower(rand.Text()[:8]) + "_"
	s.templates = map[uintptr]*template{}
	if s.admin = os.Getenv(ServerVar); s.admin != "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience) // it outlives the test that asked first
	defer cancel()
	if s.private, s.err = privado.Start(ctx, privado.Opciones{Volatil: true, Plantilla: true}); s.err == nil {
		s.admin = s.private.URL()
	}
	return s.err
}

func (s *server) template(key uintptr) *template {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.templates[key] == nil {
		s.templates[key] = &template{name: fmt.Sprintf("%smolde%d", s.prefix, len(s.templates))}
	}
	return s.templates[key]
}

func (s *server) migrate(ctx context.Context, tpl *template, migrate func(context.Context, string) error) error {
	if err := privado.Create(ctx, s.admin, tpl.name, ""); err != nil {
		return err
	}
	u, err := url.Parse(s.admin)
	if err != nil {
		return err
	}
	u.Path = "/" + tpl.name
	if err := migrate(ctx, u.String()); err != nil {
		return fmt.Errorf("migrate the template: %w", err)
	}
	return nil
}

// close drops what would stay on a server that is not ours, and ends the one that is.
func (s *server) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.private != nil {
		return s.private.Close()
	}
	if s.admin == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var errs []error
	for _, tpl := range s.templates {
		errs = append(errs, privado.Drop(ctx, s.admin, tpl.name))
	}
	return errors.Join(errs...)
}

func withDatabase(t testing.TB, admin, name string) string {
	t.Helper()
	u, err := url.Parse(admin)
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	u.Path = "/" + name
	return u.String()
}
