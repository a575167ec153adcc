package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

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

// readyz says 200 only when the database answers, the schema is current, and Slack is
// reached.
func (a *app) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	actual, esperado, err := a.st.Esquema(ctx)
	switch {
	case err != nil:
		decir(w, http.StatusServiceUnavailable, "database: not answering")
	case actual != esperado:
		decir(w, http.StatusServiceUnavailable, "database: schema not current")
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

// clasesAviso and resultadosAviso are what compromisos_avisos_total is counted by.
var (
	clasesAviso = []compromiso.ClaseAviso{
		compromiso.AvisoRecordatorio, compromiso.AvisoResumen, compromiso.AvisoRegistro, compromiso.AvisoAsignacion, compromiso.AvisoPropuesta,
		compromiso.AvisoValidacion, compromiso.AvisoRechazo, compromiso.AvisoCierre, compromiso.AvisoReapertura, compromiso.AvisoPideProrroga,
		compromiso.AvisoProrroga, compromiso.AvisoRecordar, compromiso.AvisoFallo,
	}
	resultadosAviso = []string{"enviado", "encontrado", "omitido", "reintento", "fallido"}
)

// metricas are what the operator watches.
type metricas struct {
	reg    *prometheus.Registry
	avisos *prometheus.CounterVec
	tardo  *prometheus.HistogramVec
}

func newMetricas() *metricas {
	m := &metricas{
		reg: prometheus.NewRegistry(),
		avisos: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "compromisos_avisos_total", Help: "Avisos by kind and outcome (enviado, encontrado, omitido, reintento, fallido).",
		}, []string{"clase", "resultado"}),
		tardo: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "compromisos_solicitud_segundos", Help: "What Slack asked, by kind, door and outcome (ok, refused, late, full, error).",
			Buckets: []float64{.005, .025, .1, .5, 1, 2, 3, 10},
		}, []string{"clase", "puerta", "resultado"}),
	}
	for _, c := range clasesAviso { // at 0 from the start: else the first failure is no increase
		for _, r := range resultadosAviso {
			m.avisos.WithLabelValues(string(c), r)
		}
	}
	m.reg.MustRegister(m.avisos, m.tardo, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metricas) aviso(clase, resultado string) { m.avisos.WithLabelValues(clase, resultado).Inc() }

func (m *metricas) solicitud(clase, puerta, resultado string, tardo time.Duration) {
	m.tardo.WithLabelValues(clase, puerta, resultado).Observe(tardo.Seconds())
}

func (m *metricas) handler() http.Handler {
	return promhttp.HandlerFor(m.reg, promhttp.HandlerOpts{})
}
