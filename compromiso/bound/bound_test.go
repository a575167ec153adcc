package bound

import "testing"

// falls keeps what a test of its own would have failed with.
type falls struct {
	testing.TB
	failed bool
}

func (f *falls) Helper()               {}
func (f *falls) Errorf(string, ...any) { f.failed = true }

var kept []byte

func TestRun(t *testing.T) {
	for name, c := range map[string]struct {
		n, asks int
		fails   bool
	}{
		"little":               {n: 10, asks: 1 << 10},
		"much for a long one":  {n: 1 << 20, asks: 100 << 20},
		"much for a short one": {n: 10, asks: 100 << 20, fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			f := &falls{TB: t}
			Run(f, c.n, func() { kept = make([]byte, c.asks) })
			if kept = nil; f.failed != c.fails {
				t.Errorf("failed = %v, want %v", f.failed, c.fails)
			}
		})
	}
}
