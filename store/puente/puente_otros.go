//go:build !linux

package puente

// Vanish skips the test: only on Linux can a socket be made deaf.
func (p *Puente) Vanish() { p.t.Helper(); p.t.Skip("only on Linux can a socket be made deaf") }

// Return does nothing.
func (p *Puente) Return() {}
