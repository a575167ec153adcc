package pagetest

import (
	"os/exec"
	"sync"
	"testing"
)

// seats are for the tests that have a browser at the same time: each takes what a person's
// machine has, and more of them at once make each wait for what it expects to see.
var seats = make(chan struct{}, 3)

var (
	seated   = map[testing.TB]bool{}
	seatedMu sync.Mutex
)

// Turn waits until it is the test's turn to have a browser, and gives the Chromium of this
// machine, by the names that it goes by. Whoever starts more than a page calls it first, so that
// nothing else waits for the browser. The test is skipped where there is none.
func Turn(t testing.TB) (executable string) {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			sit(t)
			return path
		}
	}
	t.Skip("[no es para CI] no chromium in PATH") // .ci/preparar installs it where it can
	return ""
}

// sit takes a seat until the test ends, once.
func sit(t testing.TB) {
	t.Helper()
	seatedMu.Lock()
	already := seated[t]
	seated[t] = true
	seatedMu.Unlock()
	if already {
		return
	}
	seats <- struct{}{}
	t.Cleanup(func() {
		<-seats
		seatedMu.Lock()
		defer seatedMu.Unlock()
		delete(seated, t)
	})
}
