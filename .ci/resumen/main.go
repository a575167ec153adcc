// Command resumen reads `go test -json` and prints what a person wants of it: a line per package, the whole output of
// what failed, what was skipped and why, and how many tests there were. With -sin-saltos a skip is a failure.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// elsewhere is how a test says that a skip is meant: what it needs is not for CI to have.
const elsewhere = "[no es para CI]"

func main() {
	strict := flag.Bool("sin-saltos", false, "una prueba saltada cuenta como falla")
	flag.Parse()
	s := summary{out: os.Stdout, output: map[test][]string{}}
	if err := s.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "resumen:", err)
		os.Exit(1)
	}
	if !s.report(*strict) {
		os.Exit(1)
	}
}

type event struct {
	Action, Package, Test, Output string
}

type test struct{ pkg, name string }

type summary struct {
	out                      io.Writer
	output                   map[test][]string // of what has not ended yet
	passed, failed, skipped  int
	packagesFailed, unwanted int
	skips                    []string
}

func (s *summary) read(r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) != nil {
				fmt.Fprint(s.out, line) // go's own words: a download, a package that does not load
			} else {
				s.add(e)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *summary) add(e event) {
	key := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(s.out, e.Output)
	case "output":
		if e.Test == "" && isPackageLine(e.Output) {
			fmt.Fprint(s.out, e.Output)
			return
		}
		s.output[key] = append(s.output[key], e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			s.endPackage(e, key)
		} else {
			s.endTest(e, key)
		}
		delete(s.output, key)
	}
}

// isPackageLine tells go test's closing line of a package from what its tests print.
func isPackageLine(line string) bool {
	for _, start := range []string{"ok  \t", "FAIL\t", "?   \t", "---\t"} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return strings.HasPrefix(line, "\t") && strings.Contains(line, "coverage:")
}

func (s *summary) endTest(e event, key test) {
	switch e.Action {
	case "pass":
		s.passed++
	case "fail":
		s.failed++
		fmt.Fprint(s.out, strings.Join(s.output[key], ""))
	case "skip":
		s.skipped++
		why := strings.TrimSpace(strings.Join(withoutFrame(s.output[key]), " "))
		s.skips = append(s.skips, fmt.Sprintf("%s %s: %s", e.Package, e.Test, why))
		if !strings.Contains(why, elsewhere) {
			s.unwanted++
		}
	}
}

// endPackage prints what a package said outside its tests if it failed: a crash, a data race, a timeout. Tests that
// were running then never end, and their output is where the reason is.
func (s *summary) endPackage(e event, key test) {
	if e.Action != "fail" {
		return
	}
	s.packagesFailed++
	for k, lines := range s.output {
		if k.pkg == key.pkg && k != key {
			fmt.Fprint(s.out, strings.Join(lines, ""))
			delete(s.output, k)
		}
	}
	fmt.Fprint(s.out, strings.Join(s.output[key], ""))
}

// withoutFrame takes go test's own lines out of a test's output.
func withoutFrame(lines []string) []string {
	var kept []string
	for _, line := range lines {
		text := strings.TrimSpace(line)
		if !strings.HasPrefix(text, "=== ") && !strings.HasPrefix(text, "--- ") {
			kept = append(kept, text)
		}
	}
	return kept
}

func (s *summary) report(strict bool) bool {
	for _, skip := range s.skips {
		fmt.Fprintln(s.out, "saltada:", skip)
	}
	failed, skipped := s.failed, s.skipped
	if failed == 0 {
		failed = s.packagesFailed // one that did not compile, or whose process died outside of a test
	}
	good := failed == 0 && s.passed > 0
	if s.passed+failed+skipped == 0 {
		fmt.Fprintln(s.out, "FAIL: ninguna prueba corrió")
	}
	if strict && s.unwanted > 0 {
		fmt.Fprintf(s.out, "FAIL: %d saltadas, y aquí nada se salta\n", s.unwanted)
		good = false
	}
	fmt.Fprintf(s.out, "%d passed, %d failed, %d skipped\n", s.passed, failed, skipped)
	return good
}
