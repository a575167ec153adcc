package pdf

import (
	"fmt"
	"io"
	"testing"
)

// The time and memory of one file, by the number of compromisos: it grows with them.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		d := grande(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
