package privado

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
	"github.com/lib/pq"
)

const (
	// serverPrefix begins the name of a temporary server's folder.
	serverPrefix = "servidor-"
	// downloaded is the version that is fetched where a machine has none: Debian 12's, which we are tested with.
	downloaded = embeddedpostgres.V15
	// rotateTimeout bounds the one statement that gives a copy its own password.
	rotateTimeout = 20 * time.Second
)

// cluster is a server as its helper sees it. Everything here runs in the helper, as an ordinary user.
type cluster struct {
	request  request
	reply    reply
	temp     bool // the folder goes when the server goes
	copied   bool // its password is the template's
	held     *os.File
	programs programs
	postgres *embeddedpostgres.EmbeddedPostgres

	base, cache string                 // they go with the last server, if nothing is kept in them
	download    atomic.Pointer[string] // where Postgres' own programs are on their way
}

// start brings a server up from nothing; after an error, stop still has to be called.
func (c *cluster) start() error {
	if c.request.Dir != "" {
		if err := checkFolder(c.request.Dir); err != nil {
			return err
		}
		real, err := filepath.EvalSymlinks(c.request.Dir) // postmaster compares paths
		if err != nil {
			return err
		}
		c.request.Dir = real
	}
	// Where the parent stands may be closed to an ordinary user, and Postgres' programs insist on knowing where they are.
	if err := os.Chdir("/"); err != nil {
		return err
	}
	who, err := dropRoot(c.request.Dir)
	if err != nil {
		return err
	}
	c.reply.User = who
	if err := c.prepare(); err != nil {
		return err
	}
	password, err := os.ReadFile(filepath.Join(c.reply.Dir, passwordName))
	if err != nil {
		return err
	}
	c.reply.Password, c.reply.Version = string(password), c.programs.version
	if err := c.run(); err != nil {
		return err
	}
	switch {
	case c.copied:
		return c.rotate()
	case c.temp:
		return nil
	}
	return os.WriteFile(filepath.Join(c.reply.Dir, readyName), nil, 0o600)
}

// prepare finds the programs and lays out the folder, which it locks.
func (c *cluster) prepare() error {
	// One process of a user at a time: nobody sweeps, builds or copies a template while somebody else does.
	baseLock, err := c.holdBase()
	if err != nil {
		return err
	}
	defer baseLock.Close()
	_, installed := findPrograms("")
	c.cache = cacheDir(c.base, c.request.Template || !installed)
	if c.cache != c.base { // it is the same one wherever TMPDIR puts base
		cacheLock, err := lock(c.cache, true)
		if err != nil {
			return err
		}
		defer cacheLock.Close()
		if err := sweep(c.cache); err != nil {
			return err
		}
	}
	defer func() { c.reply.Rest = rest(c.cache, c.programs) }()
	if c.request.Dir != "" {
		return c.prepareLasting()
	}
	return c.prepareTemporary()
}

// prepareTemporary makes a folder that goes with its server: a copy of the template where there is one, which is
// quicker, else one for initdb to fill.
func (c *cluster) prepareTemporary() (err error) {
	if c.programs, err = c.obtainPrograms(""); err != nil {
		return err
	}
	template, err := ensureTemplate(c.cache, c.programs, c.request.Template)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(c.base, serverPrefix)
	if err != nil {
		return err
	}
	c.reply.Dir, c.temp = dir, true
	if c.held, err = lock(dir, false); err != nil {
		return err
	}
	if c.copied = template != ""; c.copied {
		return copyTree(template, dir)
	}
	return os.WriteFile(filepath.Join(dir, passwordName), []byte(rand.Text()), 0o600)
}

// prepareLasting makes a folder for data that stays. It is never made by copying, and never remade: a data folder
// that this machine's Postgres cannot read is refused, where the library underneath would start over.
func (c *cluster) prepareLasting() (err error) {
	dir := c.request.Dir
	if c.held, err = lockSoon(dir); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return fmt.Errorf("%w: %s", ErrInUse, dir)
		}
		if errors.Is(err, fs.ErrPermission) { // root's home is closed to whom root's rights were handed to
			return fmt.Errorf("%w: the user %s, who runs Postgres here, cannot reach it: choose one outside of closed folders: %w",
				ErrClosed, c.reply.User, err)
		}
		return fmt.Errorf("%w: %w", ErrFolder, err)
	}
	c.reply.Dir = dir
	data := filepath.Join(dir, dataName)
	endPostmaster(data, syscall.SIGINT)
	major := ""
	if _, err := os.Stat(filepath.Join(dir, readyName)); err == nil {
		text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFolder, err)
		}
		major = strings.TrimSpace(string(text))
	} else if err := os.RemoveAll(data); err != nil { // its first start never ended, so nobody was ever served from it
		return err
	}
	if c.programs, err = c.obtainPrograms(major); err != nil {
		return err
	}
	password := filepath.Join(dir, passwordName)
	if _, err := os.Stat(password); err == nil {
		return nil
	}
	return os.WriteFile(password, []byte(rand.Text()), 0o600)
}

// obtainPrograms finds Postgres on this machine, or downloads it where there is none at all.
func (c *cluster) obtainPrograms(major string) (programs, error) {
	if p, ok := findPrograms(major); ok {
		return p, nil
	}
	fetched := programs{bin: filepath.Join(c.cache, "postgres-"+string(downloaded), "bin"), version: string(downloaded)}
	if found, ok := findPrograms(""); ok && major != fetched.major() {
		return programs{}, fmt.Errorf("%w: its data are of Postgres %s, and this machine has %s", ErrFolder, major, found.version)
	}
	if p, ok := inspect(fetched.bin); ok {
		return p, nil
	}
	if err := c.fetch(fetched); err != nil {
		return programs{}, fmt.Errorf("%w: %w", ErrNoBinaries, err)
	}
	return fetched, nil
}

// run starts Postgres on the folder. A port is free when we ask for one and may be taken a moment later.
func (c *cluster) run() error {
	run := filepath.Join(c.reply.Dir, runName)
	if err := errors.Join(os.RemoveAll(run), os.Mkdir(run, 0o700), os.Setenv("TMPDIR", run)); err != nil {
		return err
	}
	var err error
	for range 5 {
		if c.reply.Port, err = freePort(); err != nil {
			return err
		}
		c.postgres = embeddedpostgres.NewDatabase(c.config(run))
		if err = c.postgres.Start(); err == nil {
			return nil
		}
		c.postgres = nil
		l, taken := net.Listen("tcp4", loopback(c.reply.Port))
		if taken == nil {
			_ = l.Close()
			return fmt.Errorf("start: %w", err)
		}
	}
	return fmt.Errorf("start: %w", err)
}

func (c *cluster) config(run string) embeddedpostgres.Config {
	parameters := map[string]string{
		"listen_addresses":        "127.0.0.1",
		"unix_socket_directories": socketDir(run),
		"max_connections":         strconv.Itoa(c.request.MaxConnections),
		"timezone":                "UTC",
		"log_timezone":            "UTC",
		"log_checkpoints":         "off",
		"jit":                     "off", // compiling a query costs more than any of ours takes
	}
	if c.request.Volatile {
		for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes", "autovacuum"} {
			parameters[name] = "off"
		}
		parameters["wal_level"], parameters["max_wal_senders"] = "minimal", "0"
	}
	return baseConfig(c.programs).
		Port(uint32(c.reply.Port)).
		Password(c.reply.Password).
		RuntimePath(filepath.Join(run, "biblioteca")). // the library empties it at every start
		DataPath(filepath.Join(c.reply.Dir, dataName)).
		StartParameters(parameters)
}

// baseConfig is what every use of the library shares.
func baseConfig(p programs) embeddedpostgres.Config {
	locale := "C.UTF-8" // on every Linux, knows accents, and sorts alike everywhere
	if runtime.GOOS != "linux" {
		locale = "en_US.UTF-8"
	}
	return embeddedpostgres.DefaultConfig().
		Version(embeddedpostgres.PostgresVersion(p.version)).
		BinariesPath(filepath.Dir(p.bin)).
		Username(superuser).
		Locale(locale).
		Encoding("UTF8").
		StartTimeout(time.Minute).
		Logger(nil) // the library's errors carry what matters of the log
}

var plainPath = regexp.MustCompile(`^[\w./-]{1,90}$`)

// socketDir keeps the socket beside the data, because Debian's default place is closed to us. A path that is too long
// for a socket, or that a list of folders would split, means no socket: everybody connects over TCP anyway.
func socketDir(run string) string {
	if plainPath.MatchString(run) {
		return run
	}
	return ""
}

// rotate gives a copy a password of its own: the template's is known to every server made from it.
func (c *cluster) rotate() error {
	ctx, cancel := context.WithTimeout(context.Background(), rotateTimeout)
	defer cancel()
	s := Servidor{reply: c.reply}
	password := rand.Text()
	if err := exec1(ctx, s.URL(), "ALTER ROLE "+superuser+" PASSWORD "+pq.QuoteLiteral(password)); err != nil {
		return fmt.Errorf("set the password: %w", err)
	}
	c.reply.Password = password
	return nil
}

// stop ends the server, whatever came of start, and takes away what was temporary.
func (c *cluster) stop() error {
	var err error
	data := filepath.Join(c.reply.Dir, dataName)
	switch {
	case c.reply.Dir == "": // it did not come that far
	case c.temp:
		endPostmaster(data, syscall.SIGQUIT) // at once: nothing of it is kept
		if c.postgres != nil && runtime.GOOS != "linux" {
			err = c.postgres.Stop() // without /proc endPostmaster finds nobody
		}
		err = errors.Join(err, os.RemoveAll(c.reply.Dir))
	default:
		if c.postgres != nil {
			err = c.postgres.Stop()
		}
		endPostmaster(data, syscall.SIGINT)
		err = errors.Join(err, os.RemoveAll(filepath.Join(c.reply.Dir, runName)))
	}
	if c.held != nil {
		err = errors.Join(err, c.held.Close())
	}
	return errors.Join(err, c.leave())
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", loopback(0))
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
