package privado

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
)

const (
	// unfinished ends the name of a template that is being made.
	unfinished = ".haciendose"
	// templateFormat changes whenever what a template holds does.
	templateFormat = "1"
)

// ensureTemplate returns a folder with a fresh, stopped server to copy: initdb takes a second or two, a copy a tenth of
// one. Where there is none it makes one, or returns "" if it may not. The caller holds cache.
func ensureTemplate(cache string, p programs, mayMake bool) (string, error) {
	dir := filepath.Join(cache, "plantilla-"+p.version+"-"+templateFormat)
	seal := dir + ".suma" // beside it, for it tells about the whole of it
	if want, err := os.ReadFile(seal); err == nil {
		if sum, err := measure(dir); err == nil && sum.String() == string(want) {
			return dir, nil
		}
	}
	if !mayMake {
		return "", nil
	}
	making := dir + unfinished
	if err := errors.Join(os.RemoveAll(seal), os.RemoveAll(dir), os.RemoveAll(making), os.Mkdir(making, 0o700)); err != nil {
		return "", err
	}
	if err := buildTemplate(making, p); err != nil {
		return "", fmt.Errorf("make a server to copy: %w", err)
	}
	sum, err := measure(making)
	if err != nil {
		return "", err
	}
	return dir, errors.Join(os.Rename(making, dir), os.WriteFile(seal, []byte(sum.String()), 0o600))
}

// buildTemplate starts a server on an empty folder, which makes it, and stops it again.
func buildTemplate(dir string, p programs) error {
	password := rand.Text()
	if err := os.WriteFile(filepath.Join(dir, passwordName), []byte(password), 0o600); err != nil {
		return err
	}
	c := cluster{
		request:  request{Volatile: true, MaxConnections: 20},
		reply:    reply{Dir: dir, Password: password},
		programs: p,
	}
	if err := c.run(); err != nil {
		return err
	}
	return errors.Join(c.postgres.Stop(), os.RemoveAll(filepath.Join(dir, runName)))
}

// treeSum tells a whole folder from one that somebody tidied, or that a power cut emptied.
type treeSum struct {
	files int
	bytes int64
}

func (s treeSum) String() string { return fmt.Sprintf("%d files, %d bytes", s.files, s.bytes) }

// measure sums up a folder without reading its files.
func measure(dir string) (sum treeSum, err error) {
	err = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		sum.files++
		sum.bytes += info.Size()
		return nil
	})
	return sum, err
}

// fetch downloads Postgres' programs. The library does so on its way to a first start, which is as good a check of
// them as any; the server it starts is thrown away, and so is the archive they came in. They are moved to their place
// when they are whole.
func (c *cluster) fetch(p programs) error {
	work, err := os.MkdirTemp(c.cache, serverPrefix)
	if err != nil {
		return err
	}
	c.download.Store(&work)
	defer c.download.Store(nil)
	defer os.RemoveAll(work)
	if err := os.Setenv("TMPDIR", work); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	here := filepath.Join(work, "programas")
	first := embeddedpostgres.NewDatabase(baseConfig(p).
		BinariesPath(here).
		Port(uint32(port)).
		CachePath(filepath.Join(work, "descargas")).
		RuntimePath(filepath.Join(work, "biblioteca")).
		DataPath(filepath.Join(work, dataName)).
		StartParameters(map[string]string{"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}))
	if err := first.Start(); err != nil {
		return err
	}
	place := filepath.Dir(p.bin)
	return errors.Join(first.Stop(), os.RemoveAll(place), os.Rename(here, place))
}
