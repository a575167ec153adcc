package privado

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// programs are Postgres' server programs on this machine: a folder that ends in bin, and their version ("15.18").
type programs struct {
	bin, version string
}

// major is the part of a version that decides about the format of a data folder.
func (p programs) major() string {
	major, _, _ := strings.Cut(p.version, ".")
	return major
}

// findPrograms returns the machine's Postgres, of the given major version unless that is "".
func findPrograms(major string) (programs, bool) {
	for _, bin := range candidates() {
		p, ok := inspect(bin)
		if ok && (major == "" || p.major() == major) {
			return p, true
		}
	}
	return programs{}, false
}

// candidates lists folders to look into, the most explicit first.
func candidates() []string {
	var bins []string
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		bins = append(bins, strings.TrimSpace(string(out)))
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
	} {
		found, _ := filepath.Glob(pattern)
		slices.SortFunc(found, newestFirst)
		bins = append(bins, found...)
	}
	for _, name := range []string{"postgres", "pg_ctl"} {
		// What PATH offers may be a lone link to one program; its siblings are where it leads.
		if path, err := exec.LookPath(name); err == nil {
			if real, err := filepath.EvalSymlinks(path); err == nil {
				bins = append(bins, filepath.Dir(real))
			}
		}
	}
	return bins
}

var number = regexp.MustCompile(`\d+`)

// newestFirst orders folders by the version in their path, as a number: 9 comes after 15.
func newestFirst(a, b string) int {
	version := func(path string) int {
		n, _ := strconv.Atoi(number.FindString(path))
		return n
	}
	return cmp.Or(cmp.Compare(version(b), version(a)), cmp.Compare(b, a))
}

var versionNumber = regexp.MustCompile(`\(PostgreSQL\) (\d+(\.\d+)*)`)

// inspect tells whether a folder has everything a server takes: client packages install pg_config alone.
func inspect(bin string) (programs, bool) {
	for _, name := range []string{"initdb", "pg_ctl", "postgres"} {
		if info, err := os.Stat(filepath.Join(bin, name)); err != nil || info.Mode()&0o111 == 0 {
			return programs{}, false
		}
	}
	out, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return programs{}, false
	}
	m := versionNumber.FindSubmatch(out)
	if m == nil || filepath.Base(bin) != "bin" {
		return programs{}, false
	}
	return programs{bin: bin, version: string(m[1])}, true
}

// Programas tells where this machine has Postgres' server programs and of which version, without starting anything.
func Programas() (bin, version string, err error) {
	p, ok := findPrograms("")
	if !ok {
		return "", "", fmt.Errorf("%w: no folder with initdb, pg_ctl and postgres", ErrNoBinaries)
	}
	return p.bin, p.version, nil
}
