package main

import (
	"context"
	"net/http"
	"time"

	"compromisos/compromiso"
)

// rutas are the HTTP routes of section 2 of the contract.
func (a *app) rutas(conMetricas bool) http.Handler {
	mux := http.NewServeMux()
	if a.e.SigningSecret != "" {
		mux.Handle("POST /slack/events", a.bot.Handler())
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { decir(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", a.readyz)
	if conMetricas {
		mux.Handle("GET /metrics", a.med.handler())
	}
	return mux
}

func (a *app) rutasMetricas() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.med.handler())
	return mux
}

// readyz says 200 only when the database answers, its schema is one on which this program
// works, and Slack is reached.
func (a *app) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	esquema := make(chan error, 1)
	go func() { esquema <- a.st.RevisarEsquema(ctx) }()
	var err error
	select {
	case err = <-esquema:
	case <-ctx.Done(): // a connection that is of no use is found out a moment later
		err = ctx.Err()
	}
	switch {
	case compromiso.CodigoDe(err) == compromiso.Conflicto:
		decir(w, http.StatusServiceUnavailable, "database: schema not current")
	case err != nil:
		decir(w, http.StatusServiceUnavailable, "database: not answering")
	case !a.bot.Listo():
		decir(w, http.StatusServiceUnavailable, "slack: not reached")
	default:
		decir(w, http.StatusOK, "ready")
	}
}

func decir(w http.ResponseWriter, code int, s string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(s + "\n")) // a reader that went away has nothing to be told
}
