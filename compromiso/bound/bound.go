// Package bound is for tests with hostile input: an input may be refused, but it may not cost
// time or memory out of all proportion to its length. Fuzzing by itself notices neither.
package bound

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

const (
	// patience is far more than any input deserves, on a machine that is busy with something else.
	patience = 30 * time.Second
	// Memory: what any call may ask for, and what each byte of the input may on top.
	anyCall = 64 << 20
	perByte = 16 << 10
)

// Run calls f, which works on an input of n bytes. It ends the process, with the stacks of all that
// runs, if f hangs, and fails the test if f asked for too much memory on the way.
func Run(t testing.TB, n int, f func()) {
	t.Helper()
	guard := time.AfterFunc(patience, func() {
		stacks := make([]byte, 1<<20)
		panic(fmt.Sprintf("an input of %d bytes takes more than %s\n%s", n, patience, stacks[:runtime.Stack(stacks, true)]))
	})
	defer guard.Stop()
	before := allocated()
	f()
	if got, most := allocated()-before, uint64(anyCall)+uint64(n)*perByte; got > most {
		t.Errorf("an input of %d bytes asked for %d MiB of memory", n, got>>20)
	}
}

// allocated is all the memory that was ever asked for, which only grows.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
