//go:build !linux

package store

import (
	"net"
	"time"
)

// marcador dials with a bound on how long a server that is gone without a word is waited for.
func marcador(time.Duration) *llamador {
	return &llamador{Dialer: net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3}}}
}
