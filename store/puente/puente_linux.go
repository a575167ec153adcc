package puente

import (
	"net"
	"syscall"
)

// Vanish has the machine of the database gone without a word: what is sent to it over the
// connections of now is not even acknowledged, nor is a new one made.
func (p *Puente) Vanish() {
	p.t.Helper()
	for _, c := range append(p.program(), nil) {
		p.filter(c, func(fd int) error {
			return syscall.AttachLsf(fd, []syscall.SockFilter{{Code: syscall.BPF_RET | syscall.BPF_K}}) //nolint:staticcheck // what takes its place is no part of the standard library
		})
	}
}

// Return has a machine at that address again, which knows nothing of the connections of before.
func (p *Puente) Return() {
	p.t.Helper()
	p.filter(nil, syscall.DetachLsf) //nolint:staticcheck // as above
}

// filter does something to the socket of a connection, or of the listener.
func (p *Puente) filter(c net.Conn, do func(fd int) error) {
	p.t.Helper()
	var s syscall.Conn
	var ok bool
	if c == nil {
		s, ok = p.ln.(syscall.Conn)
	} else {
		s, ok = c.(syscall.Conn)
	}
	if !ok {
		p.t.Fatal("no socket")
	}
	raw, err := s.SyscallConn()
	if err != nil {
		p.t.Fatal(err)
	}
	var errDo error
	if err := raw.Control(func(fd uintptr) { errDo = do(int(fd)) }); err != nil && c != nil {
		return // it has ended
	}
	if errDo != nil {
		p.t.Fatal(errDo)
	}
}
