package privado

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestStart_lasting keeps data from one start to the next, also over a kill, refuses a second process meanwhile, and
// keeps durability on.
func TestStart_lasting(t *testing.T) {
	dir := lastingDir(t)
	s := start(t, Opciones{Dir: dir})
	if got := query(t, s.URL(), "SHOW fsync"); got != "on" {
		t.Errorf("fsync = %s, want on", got)
	}
	url, err := s.CreateDatabase(t.Context(), `con "comillas"`, "")
	if err != nil {
		t.Fatal(err)
	}
	query(t, url, "CREATE TABLE t AS SELECT 'sigue' AS x; SELECT x FROM t")
	if _, err := Start(t.Context(), Opciones{Dir: dir}); !errors.Is(err, ErrInUse) {
		t.Errorf("a second start: %v, want %v", err, ErrInUse)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	cmd, where, _ := startVictim(t, dir)
	killAndWait(t, cmd)
	data := filepath.Join(where, dataName)
	eventually(t, "Postgres is gone", func() bool { _, running := postmaster(data); return !running })
	var again *Servidor
	eventually(t, "the folder is free", func() bool {
		again, err = Start(t.Context(), Opciones{Dir: dir})
		return !errors.Is(err, ErrInUse)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := query(t, again.url(`con "comillas"`), "SELECT x FROM t"); got != "sigue" {
		t.Errorf("x = %q after a restart", got)
	}
	if err := again.DropDatabase(t.Context(), `con "comillas"`); err != nil {
		t.Error(err)
	}
}

// lastingDir is a folder that an ordinary user reaches: t.TempDir is closed to others, and as root we are an other.
func lastingDir(t *testing.T) string {
	t.Helper()
	parent := ""
	if os.Geteuid() == 0 {
		parent = "/tmp" // whatever TMPDIR says, which may be closed as well
	}
	base, err := os.MkdirTemp(parent, "privado-prueba-") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	if err := os.Chmod(base, 0o711); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(base, "datos de la demo")
}

// TestStart_refused leaves alone what is not ours or not readable for this machine's Postgres.
func TestStart_refused(t *testing.T) {
	foreign := lastingDir(t)
	writeAll(t, foreign, map[string]string{"tesis.docx": "x"})
	older := lastingDir(t)
	writeAll(t, older, map[string]string{
		passwordName: "x", readyName: "", filepath.Join(dataName, "PG_VERSION"): "9\n", filepath.Join(dataName, "base"): "valioso",
	})
	for name, dir := range map[string]string{"foreign": foreign, "older": older, "file": filepath.Join(foreign, "tesis.docx")} {
		t.Run(name, func(t *testing.T) {
			s, err := Start(t.Context(), Opciones{Dir: dir})
			if err == nil {
				_ = s.Close()
			}
			if errors.Is(err, ErrNoBinaries) && os.Getenv("CI") != "true" {
				t.Skipf("needs Postgres: %v", err)
			}
			if !errors.Is(err, ErrFolder) {
				t.Errorf("err = %v, want %v", err, ErrFolder)
			}
		})
	}
	if !exists(filepath.Join(foreign, "tesis.docx")) || !exists(filepath.Join(older, dataName, "base")) {
		t.Error("what was in the folders is gone")
	}
}

func writeAll(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestStart_closedFolder says who cannot reach what, when root asks for a folder in a place that is closed to others.
func TestStart_closedFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("[no es para CI] only root hands its rights down")
	}
	closed := lastingDir(t)
	if err := os.Chmod(filepath.Dir(closed), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Opciones{Dir: closed})
	if !errors.Is(err, ErrFolder) || !errors.Is(err, ErrClosed) || !strings.Contains(err.Error(), "cannot reach it") {
		t.Errorf("err = %v, want %v with a word about who cannot reach it", err, ErrFolder)
	}
}

// TestCacheDir keeps what serves later starts in the user's cache folder, where there is one that is closed to others.
func TestCacheDir(t *testing.T) {
	base, cache := t.TempDir(), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	want := filepath.Join(cache, "compromisos", "postgres-privado")
	if os.Geteuid() == 0 {
		want = base // Postgres runs as somebody else, whose cache that is not
	}
	if got := cacheDir(base, false); got != base || exists(want) && want != base {
		t.Errorf("with nothing to keep: got %s, want %s and nothing made", got, base)
	}
	if got := cacheDir(base, true); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := cacheDir(base, false); got != want {
		t.Errorf("once it is there: got %s, want %s", got, want)
	}
	t.Setenv("XDG_CACHE_HOME", "/proc/nada")
	if got := cacheDir(base, true); got != base {
		t.Errorf("without a cache folder: got %s, want %s", got, base)
	}
}

// TestServidor_Resto tells of programs that were downloaded, and of nothing else.
func TestServidor_Resto(t *testing.T) {
	s := start(t, Opciones{Volatil: true, Plantilla: true})
	if _, installed := findPrograms(""); installed != (s.Resto() == Resto{}) {
		t.Errorf("%+v stays; Postgres was here: %v", s.Resto(), installed)
	}
	cache := t.TempDir()
	bin := filepath.Join(cache, "postgres-15.1", "bin")
	writeAll(t, bin, map[string]string{"initdb": "12345"})
	if got, want := rest(cache, programs{bin: bin}), (Resto{filepath.Dir(bin), 5}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestStart_nothingLeft looks where a server and a template could be left, after each way in which a server ends.
func TestStart_nothingLeft(t *testing.T) {
	if _, installed := findPrograms(""); !installed {
		t.Skip("needs Postgres that is installed: a downloaded one stays")
	}
	place, lasting, foreign := lastingDir(t), lastingDir(t), lastingDir(t)
	writeAll(t, foreign, map[string]string{passwordName: "x", readyName: ""}) // without its data
	// Postgres' user makes folders in it, as in /tmp.
	if err := errors.Join(os.Mkdir(place, 0o700), os.Chmod(place, 0o777)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", place)
	t.Setenv("XDG_CACHE_HOME", place)
	left := func() []os.DirEntry {
		entries, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
	for name, end := range map[string]func(t *testing.T){
		"Close": func(t *testing.T) {
			if err := start(t, Opciones{Volatil: true}).Close(); err != nil {
				t.Error(err)
			}
		},
		"Close of a lasting one": func(t *testing.T) {
			if err := start(t, Opciones{Dir: lasting}).Close(); err != nil {
				t.Error(err)
			}
		},
		"the parent is killed": func(t *testing.T) {
			cmd, _, _ := startVictim(t, "")
			killAndWait(t, cmd)
		},
		"no longer wanted": func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			go func() { // initdb is at work by then, or almost
				for entries, err := os.ReadDir(place); len(entries) == 0 && err == nil && ctx.Err() == nil; entries, err = os.ReadDir(place) {
					<-time.After(time.Millisecond)
				}
				cancel()
			}()
			if _, err := Start(ctx, Opciones{Volatil: true}); !errors.Is(err, context.Canceled) {
				t.Errorf("err = %v, want %v", err, context.Canceled)
			}
			if n := len(left()); n > 0 {
				t.Errorf("Start returned, and left %v", left())
			}
		},
		"refused": func(t *testing.T) {
			if _, err := Start(t.Context(), Opciones{Dir: foreign}); !errors.Is(err, ErrFolder) {
				t.Errorf("err = %v, want %v", err, ErrFolder)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			end(t)
			eventually(t, "nothing is left", func() bool { return len(left()) == 0 })
		})
	}
}
