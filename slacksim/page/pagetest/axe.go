package pagetest

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

// axe is where the script of axe-core is, which looks for what keeps people out of a page.
//
//	make test-pagina
var axe = flag.String("axe", "", "the `file` axe.min.js, to look at the page with")

// NeedsAxe skips a test where axe-core was not given.
func NeedsAxe(t testing.TB) {
	t.Helper()
	if *axe == "" {
		t.Skip("[no es para CI] make test-pagina brings axe-core and gives it with -axe")
	}
}

// Accessible fails where axe finds something in what is shown: by day and by night, on a desk and
// on a phone. It keeps a picture of each in a folder, if pictures are wanted.
func (b *Browser) Accessible(folder, what string) {
	b.T.Helper()
	script, err := os.ReadFile(*axe)
	if err != nil {
		b.T.Fatal(err)
	}
	b.Evaluate(string(script)+"; true", new(bool))
	for _, size := range [][2]int64{{1280, 800}, {390, 844}} {
		for _, dark := range []bool{false, true} {
			b.Screen(size[0], size[1], dark)
			b.Sheet(folder, fmt.Sprintf("%s-%d-%v", strings.ReplaceAll(what, " ", "-"), size[0], dark))
			var faults []string
			b.Evaluate(`axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.flatMap((v) => v.nodes.map((x) => v.id + ': ' + x.target.join(' ') + ' — ' + x.failureSummary)))`, &faults)
			for _, f := range faults {
				b.T.Errorf("%s, %d wide, dark %v: %s", what, size[0], dark, f)
			}
		}
	}
	b.Screen(1280, 800, false)
}
