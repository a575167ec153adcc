package main

import (
	"fmt"
	"io"
	"sync"
)

// vigilada is a writer that remembers the first failure: what was to be read and did not
// arrive must not end as if it had.
type vigilada struct {
	w io.Writer

	mu  sync.Mutex
	err error
}

// Write writes, and goes on failing once it has failed.
func (v *vigilada) Write(b []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err != nil {
		return 0, v.err
	}
	n, err := v.w.Write(b)
	v.err = err
	return n, err
}

// fallo says why not everything was written, or nil.
func (v *vigilada) fallo() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err == nil {
		return nil
	}
	return fmt.Errorf("no se pudo escribir en la salida: %s", causa(v.err))
}
