package store

import (
	"context"
	"database/sql/driver"
	"net"
	"sync"
	"time"

	"github.com/lib/pq"
)

// gracia is how long a server has to let go of what nobody waits for any more; one that
// does not is taken for gone.
const gracia = 2 * time.Second

// conector gives each connection a dialer of its own. The driver has the server asked to let
// go when a context ends, and then waits for its answer, for as long as the other machine, or
// what stands before it, keeps up the connection: it is the dialer that knows, and hangs up.
type conector struct{ *pq.Connector }

// Connect makes a connection, and no longer than the context.
func (c conector) Connect(ctx context.Context) (driver.Conn, error) {
	l := marcador(plazoLote)
	suyo := *c.Connector
	suyo.Dialer(l)
	dejar := context.AfterFunc(ctx, l.colgar)
	defer dejar()
	con, err := suyo.Connect(ctx)
	l.mu.Lock()
	l.hecha = true
	l.mu.Unlock()
	return con, err
}

// llamador is the dialer of one connection, as the driver wants it.
type llamador struct {
	net.Dialer
	mu    sync.Mutex
	con   net.Conn
	hecha bool // whoever dials now has the server let go of what con waits for
}

// DialContext dials, within the context.
func (l *llamador) DialContext(ctx context.Context, red, direccion string) (net.Conn, error) {
	l.mu.Lock()
	hecha := l.hecha
	l.mu.Unlock()
	if hecha {
		time.AfterFunc(gracia, l.colgar)
		return l.Dialer.DialContext(ctx, red, direccion)
	}
	con, err := l.Dialer.DialContext(ctx, red, direccion)
	if err == nil {
		l.mu.Lock()
		l.con = con
		l.mu.Unlock()
	}
	return con, err
}

// DialTimeout dials for no longer than that.
func (l *llamador) DialTimeout(red, direccion string, plazo time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), plazo)
	defer cancel()
	return l.DialContext(ctx, red, direccion)
}

// colgar ends the connection under whoever waits for it.
func (l *llamador) colgar() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.con != nil {
		_ = l.con.Close() // most often it has ended long ago
	}
}
