package privado

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	if got := cacheDir(base); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	t.Setenv("XDG_CACHE_HOME", "/proc/nada")
	if got := cacheDir(base); got != base {
		t.Errorf("without a cache folder: got %s, want %s", got, base)
	}
}

// TestServidor_Resto tells what stays: the server that was copied, and not the copy.
func TestServidor_Resto(t *testing.T) {
	s := start(t, Opciones{Volatil: true})
	r := s.Resto()
	if !exists(r.Carpeta) || r.Bytes < 1<<20 || strings.HasPrefix(s.reply.Dir, r.Carpeta+"/") && !r.Programas {
		t.Errorf("%+v stays, of a server in %s", r, s.reply.Dir)
	}
	lasting := start(t, Opciones{Dir: lastingDir(t)})
	if r := lasting.Resto(); r.Carpeta != "" && !r.Programas {
		t.Errorf("%+v stays of a start that copied nothing", r)
	}
}
