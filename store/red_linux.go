package store

import (
	"net"
	"syscall"
	"time"
)

// tcpUserTimeout is TCP_USER_TIMEOUT of Linux' tcp.h: for how long, in milliseconds, what
// was sent may stay unanswered by the other machine.
const tcpUserTimeout = 18

// marcador dials with a bound on how long a server that is gone without a word is waited
// for: the driver itself waits until the machine gives up, after a quarter of an hour.
func marcador(silencio time.Duration) *llamador {
	return &llamador{Dialer: net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3},
		Control: func(_, _ string, c syscall.RawConn) error {
			var errSet error
			err := c.Control(func(fd uintptr) {
				errSet = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(silencio.Milliseconds()))
			})
			if err != nil {
				return err
			}
			_ = errSet // a socket of the machine has no such setting, and needs none
			return nil
		},
	}}
}
