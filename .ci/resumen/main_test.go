package main

import (
	"strings"
	"testing"
)

// TestSummary reads runs of go test as they are written, and says what a person has to know.
func TestSummary(t *testing.T) {
	const passed = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:1: nobody asks\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}
`
	const skipped = `{"Action":"output","Package":"p","Test":"TestS","Output":"=== RUN   TestS\n"}
{"Action":"output","Package":"p","Test":"TestS","Output":"    s_test.go:1: no Postgres\n"}
{"Action":"skip","Package":"p","Test":"TestS"}
`
	const failed = `{"Action":"output","Package":"q","Test":"TestF","Output":"    f_test.go:1: want 2\n"}
{"Action":"fail","Package":"q","Test":"TestF"}
{"Action":"output","Package":"q","Output":"FAIL\tq\t0.1s\n"}
{"Action":"fail","Package":"q"}
`
	const died = `{"Action":"output","Package":"q","Test":"TestD","Output":"panic: ay\n"}
{"Action":"fail","Package":"q"}
`
	for name, c := range map[string]struct {
		in     string
		strict bool
		good   bool
		says   []string
		not    string
	}{
		"passed":        {in: passed, good: true, says: []string{"ok  \tp\t0.1s", "1 passed, 0 failed, 0 skipped"}, not: "nobody asks"},
		"skipped":       {in: passed + skipped, good: true, says: []string{"saltada: p TestS: s_test.go:1: no Postgres"}, not: "=== RUN"},
		"skippedInCI":   {in: passed + skipped, strict: true, says: []string{"FAIL: 1 saltadas"}},
		"meantInCI":     {in: passed + strings.ReplaceAll(skipped, "no Postgres", elsewhere), strict: true, good: true},
		"failed":        {in: passed + failed, says: []string{"want 2", "1 passed, 1 failed, 0 skipped"}},
		"died":          {in: passed + died, says: []string{"panic: ay", "1 passed, 1 failed, 0 skipped"}},
		"didNotCompile": {in: `{"Action":"build-output","ImportPath":"q","Output":"q.go:1: syntax error\n"}` + "\n", says: []string{"syntax error"}},
		"nothing":       {in: "", says: []string{"ninguna prueba corrió"}},
		"notJSON":       {in: "go: downloading x\n" + passed, good: true, says: []string{"go: downloading x"}},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			s := summary{out: &out, output: map[test][]string{}}
			if err := s.read(strings.NewReader(c.in)); err != nil {
				t.Fatal(err)
			}
			if good := s.report(c.strict); good != c.good {
				t.Errorf("good = %v, want %v", good, c.good)
			}
			for _, want := range c.says {
				if !strings.Contains(out.String(), want) {
					t.Errorf("does not say %q:\n%s", want, out.String())
				}
			}
			if c.not != "" && strings.Contains(out.String(), c.not) {
				t.Errorf("says %q:\n%s", c.not, out.String())
			}
		})
	}
}
