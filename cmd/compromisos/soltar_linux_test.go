package main

import "testing"

// What is given back comes again when it is needed: the program goes on.
func TestSoltarArranque(t *testing.T) {
	for range 3 {
		if err := soltarArranque(); err != nil {
			t.Fatal(err)
		}
		if _, err := leerEntorno(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLimites(t *testing.T) {
	for s, want := range map[string][2]uintptr{"00400000-00f86000": {0x400000, 0xf86000}, "": {}, "x-1": {}, "1": {}} {
		if d, h := limites(s); d != want[0] || h != want[1] {
			t.Errorf("%q: %x to %x", s, d, h)
		}
	}
}
