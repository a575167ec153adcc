package main

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

// What somebody on the other end may take of us before the signature is known to be
// Slack's. A body is bounded where it is read.
const (
	maxConexiones = 4096
	maxCabeceras  = 64<<10 - 4<<10 // net/http lets 4 KiB more pass
)

// plazosHTTP are how long the other end may take for each part of a request.
type plazosHTTP struct{ cabeceras, cuerpo, respuesta, ocio time.Duration }

var plazosDeServir = plazosHTTP{cabeceras: 5 * time.Second, cuerpo: 10 * time.Second, respuesta: 15 * time.Second, ocio: 60 * time.Second}

// newServidor is an HTTP server with bounds on slow and large requests.
func newServidor(h http.Handler, p plazosHTTP, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: p.cabeceras, ReadTimeout: p.cuerpo, WriteTimeout: p.respuesta, IdleTimeout: p.ocio,
		MaxHeaderBytes: maxCabeceras, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// servir serves the routes on the listener; past maxConexiones the next ones wait for
// one to end.
func (a *app) servir(ln net.Listener, h http.Handler) {
	s := newServidor(h, plazosDeServir, a.log)
	a.http = append(a.http, s)
	a.wg.Add(1)
	go func() {
		defer a.wg.Done()
		if err := s.Serve(netutil.LimitListener(ln, maxConexiones)); err != nil && !errors.Is(err, http.ErrServerClosed) {
			a.fatal <- err
		}
	}()
}
