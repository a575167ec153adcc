package puente

import (
	"syscall"
)

// Vanish has the machine of the database gone without a word: what is sent to it over the
// connections of now is not even acknowledged, nor is a new one made.
func (p *Puente) Vanish() {
	p.t.Helper()
	deaf := []syscall.SockFilter{{Code: syscall.BPF_RET | syscall.BPF_K}} // keeps nothing of what comes
	attach := func(fd int) error { return syscall.AttachLsf(fd, deaf) }   //nolint:staticcheck // what takes its place is no part of the standard library
	for _, c := range p.program() {
		if s, ok := c.(syscall.Conn); ok {
			_ = control(s, attach) // it may have ended
		}
	}
	if err := control(p.ln.(syscall.Conn), attach); err != nil { //nolint:forcetypeassert // it is TCP
		p.t.Fatal(err)
	}
}

// Return has a machine at that address again, which knows nothing of the connections of before.
func (p *Puente) Return() {
	p.t.Helper()
	if err := control(p.ln.(syscall.Conn), syscall.DetachLsf); err != nil { //nolint:forcetypeassert,staticcheck // as above
		p.t.Fatal(err)
	}
}

// control does something to a socket.
func control(s syscall.Conn, do func(fd int) error) error {
	raw, err := s.SyscallConn()
	if err != nil {
		return err
	}
	var errDo error
	if err := raw.Control(func(fd uintptr) { errDo = do(int(fd)) }); err != nil {
		return err
	}
	return errDo
}
