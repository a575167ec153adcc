//go:build !linux

package main

import "runtime/debug"

// soltarArranque gives back the memory that only the start needed.
func soltarArranque() error {
	debug.FreeOSMemory()
	return nil
}
