package privado

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A server's folder holds these; see cluster.start.
const (
	dataName     = "datos"     // Postgres' own data folder
	runName      = "ejecucion" // socket, logs, temporary files: made anew at each start
	passwordName = "clave"     // the superuser's password, and the sign that a folder is ours
	readyName    = "listo"     // says that the data folder was once brought up whole
)

// lock takes a folder for this process and whoever it belongs to, until the file is closed or the process dies.
// It is the folder itself that is locked, not a file in it: whoever tidies old files out of /tmp respects that. One that
// was removed while we waited for it is fs.ErrNotExist.
func lock(dir string, wait bool) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	for {
		if err = syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err == nil {
		err = still(f, dir)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// lockSoon is lock for a folder whose last helper may be about to end: its parent was killed a moment ago, say.
func lockSoon(dir string) (held *os.File, err error) {
	for deadline := time.Now().Add(2 * time.Second); ; <-time.After(20 * time.Millisecond) {
		if held, err = lock(dir, false); !errors.Is(err, syscall.EWOULDBLOCK) || time.Now().After(deadline) {
			return held, err
		}
	}
}

// still tells whether a folder is the one that was opened.
func still(f *os.File, dir string) error {
	opened, err := f.Stat()
	if err != nil {
		return err
	}
	now, err := os.Stat(dir)
	if err == nil && !os.SameFile(opened, now) {
		err = fs.ErrNotExist
	}
	return err
}

// holdBase makes the folder of this user's temporary servers, takes it and tidies it. Whoever leaves last removes it, and
// may do so while somebody waits for it.
func (c *cluster) holdBase() (held *os.File, err error) {
	for range 10 {
		if c.base, err = baseDir(); err != nil {
			return nil, err
		}
		if held, err = lock(c.base, true); err == nil {
			return held, sweep(c.base)
		}
	}
	return nil, err
}

// leave removes the folders in which nothing is kept. Whoever is at work in one leaves after us; in the middle of a
// download that is we ourselves.
func (c *cluster) leave() error {
	var err error
	work := c.download.Load()
	if work != nil {
		err = os.RemoveAll(*work)
	}
	for _, dir := range []string{c.base, c.cache} {
		if work == nil {
			held, err := lock(dir, false)
			if err != nil {
				continue
			}
			defer held.Close()
		}
		if os.Remove(dir) == nil && dir != c.base { // it stays if anything is in it
			_ = os.Remove(filepath.Dir(dir))
		}
	}
	return err
}

// cacheDir is where what serves one start after the other is kept: the user's cache folder, or base where there is none,
// as there is none for the ordinary user who runs Postgres for root. It is made only by whoever may keep something.
func cacheDir(base string, mayMake bool) string {
	cache, err := os.UserCacheDir()
	if err != nil || os.Getuid() == 0 {
		return base
	}
	dir := filepath.Join(cache, "compromisos", "postgres-privado")
	if mayMake && os.MkdirAll(dir, 0o700) != nil {
		return base
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil { // postmaster compares paths
		return base
	}
	// A folder that somebody else made, or a disk that is read only, is no place to keep anything.
	probe, err := os.MkdirTemp(dir, "prueba-*"+unfinished)
	if err != nil {
		return base
	}
	_ = os.Remove(probe) // another start may have swept it already
	if !ours(dir) {
		return base
	}
	return dir
}

// ours tells whether a folder is this user's and closed to others.
func ours(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return info.IsDir() && ok && int(st.Uid) == os.Getuid() && info.Mode().Perm() == 0o700
}

// rest tells of the programs that were downloaded into the cache, if that is where they are.
func rest(cache string, p programs) Resto {
	if !strings.HasPrefix(p.bin, cache+string(filepath.Separator)) {
		return Resto{}
	}
	dir := filepath.Dir(p.bin)
	sum, err := measure(dir)
	if err != nil {
		return Resto{Carpeta: dir} // it is there, whatever its size
	}
	return Resto{Carpeta: dir, Bytes: sum.bytes}
}

// baseDir is where one user's temporary servers are. Its name can be guessed and /tmp is everybody's, so a folder is
// used only if it is ours and closed to others.
func baseDir() (string, error) {
	var last error
	for _, tmp := range []string{os.TempDir(), "/tmp", "/var/tmp"} {
		dir := filepath.Join(tmp, "compromisos-privado-"+strconv.Itoa(os.Getuid()))
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			last = err
			continue
		}
		if ours(dir) {
			return filepath.EvalSymlinks(dir) // postmaster compares paths
		}
		last = fmt.Errorf("%s is somebody else's", dir)
	}
	return "", fmt.Errorf("no folder for temporary data: %w", last)
}

// sweep removes what helpers left behind that were killed themselves: a folder that nobody holds is nobody's.
// The caller holds base, under which alone folders are made.
func sweep(base string) error {
	entries, err := os.ReadDir(base)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), serverPrefix) && !strings.HasSuffix(e.Name(), unfinished) {
			continue
		}
		dir := filepath.Join(base, e.Name())
		held, err := lock(dir, false)
		if err != nil {
			continue // it is running, or gone meanwhile
		}
		endPostmaster(filepath.Join(dir, dataName), syscall.SIGQUIT)
		err = errors.Join(os.RemoveAll(dir), held.Close())
		if err != nil {
			return err
		}
	}
	return nil
}

// checkFolder makes sure, before anything in it is touched, that a folder for lasting data is new, empty or ours.
// It makes one that is new.
func checkFolder(dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%w: %s is not a folder", ErrFolder, dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(dir, passwordName)); err != nil {
		return fmt.Errorf("%w: %s holds something else", ErrFolder, dir)
	}
	return nil
}

// copyTree copies a folder of plain files into one that exists.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		return copyFile(path, target)
	})
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// postmaster returns the process that runs on a data folder, if there is one. The number in the lock file may be
// somebody else's by now; Postgres' working folder is its data folder, and that tells.
func postmaster(data string) (*os.Process, bool) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return nil, false
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 1 {
		return nil, false
	}
	if cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid)); err != nil || cwd != data {
		return nil, false
	}
	process, err := os.FindProcess(pid)
	return process, err == nil
}

// endPostmaster ends the process that runs on a data folder and waits until it is gone: politely, then not.
func endPostmaster(data string, how syscall.Signal) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	deadline := time.Now().Add(15 * time.Second)
	for process, running := postmaster(data); running; process, running = postmaster(data) {
		_ = process.Signal(how) // it may be gone by now, which the loop's condition sees
		if how = 0; time.Now().After(deadline) {
			how = syscall.SIGKILL
		}
		<-tick.C
	}
}
