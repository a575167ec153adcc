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
// It is the folder itself that is locked, not a file in it: whoever tidies old files out of /tmp respects that.
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
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// cacheDir is where what serves one start after the other is kept: the user's cache folder, or base where there is none,
// as there is none for the ordinary user who runs Postgres for root.
func cacheDir(base string) string {
	cache, err := os.UserCacheDir()
	if err != nil || os.Getuid() == 0 {
		return base
	}
	dir := filepath.Join(cache, "compromisos", "postgres-privado")
	if os.MkdirAll(dir, 0o700) != nil {
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

// rest tells what of the cache stays.
func rest(cache, template string, p programs) Resto {
	r := Resto{Carpeta: template}
	if strings.HasPrefix(p.bin, cache+string(filepath.Separator)) {
		r.Carpeta, r.Programas = cache, true
	}
	if r.Carpeta == "" {
		return r
	}
	_ = filepath.WalkDir(r.Carpeta, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || strings.HasPrefix(d.Name(), serverPrefix) && d.IsDir():
			return fs.SkipDir // it is going, or goes with its server
		case d.Type().IsRegular():
			if info, err := d.Info(); err == nil {
				r.Bytes += info.Size()
			}
		}
		return nil
	})
	return r
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
