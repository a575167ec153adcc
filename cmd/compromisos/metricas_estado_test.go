package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/scheduler"
)

// colaFalsa answers what it is told to, when it is told to.
type colaFalsa struct {
	n         int
	desde     time.Time
	err       error
	cuelga    chan struct{}
	preguntas chan struct{}
}

func (q *colaFalsa) PorEnviar(context.Context, time.Time) (int, time.Time, error) {
	q.preguntas <- struct{}{}
	if q.cuelga != nil {
		<-q.cuelga
	}
	return q.n, q.desde, q.err
}

// Listo is the Slack of these tests.
func (q *colaFalsa) Listo() bool { return true }

func TestVistazo(t *testing.T) {
	ahora := time.Date(2026, 11, 2, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		que  string
		cola colaFalsa
		dice string // of the database, of how many wait, and of the oldest
	}{
		{"nothing waits", colaFalsa{}, "1 0 0"},
		{"some wait", colaFalsa{n: 3, desde: ahora.Add(-time.Minute)}, "1 3 60"},
		{"the database is away", colaFalsa{err: errors.New("no route")}, "0 - -"},
		{"the database hangs", colaFalsa{cuelga: make(chan struct{})}, "0 - -"},
	} {
		c.cola.preguntas = make(chan struct{}, 10)
		m := newMetricas()
		m.mirar(&c.cola, &c.cola, func() time.Time { return ahora })
		for range 3 { // looked at three times within five seconds, asked once
			if dice := m.dice(t, "compromisos_base_arriba", "compromisos_avisos_por_enviar", "compromisos_aviso_mas_antiguo_segundos"); dice != c.dice {
				t.Errorf("%s: %s, want %s", c.que, dice, c.dice)
			}
		}
		if n := len(c.cola.preguntas); n != 1 {
			t.Errorf("%s: the database was asked %d times", c.que, n)
		}
		if c.cola.cuelga != nil {
			close(c.cola.cuelga)
		}
	}
}

// dice gives the values of metrics, «-» for what is not there.
func (m *metricas) dice(t *testing.T, series ...string) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	out := make([]string, len(series))
	for k, serie := range series {
		out[k] = "-"
		for linea := range strings.Lines(w.Body.String()) {
			if v, es := strings.CutPrefix(linea, serie+" "); es {
				out[k] = strings.TrimSpace(v)
			}
		}
	}
	return strings.Join(out, " ")
}

// Whatever the hooks are told ends up under a label that there is; what is new is «otro».
func TestMetricasAcotadas(t *testing.T) {
	m := newMetricas()
	o := m.observador()
	for _, s := range []scheduler.Suceso{
		{Clase: compromiso.AvisoRecordatorio, Resultado: scheduler.Omitido, Motivo: "cerrado"},
		{Clase: compromiso.AvisoRecordatorio, Resultado: scheduler.Omitido, Motivo: "nunca visto"},
		{Clase: compromiso.AvisoRecordatorio, Resultado: scheduler.Fallido, Motivo: "sin_confirmar:timeout"},
		{Clase: compromiso.AvisoRecordatorio, Resultado: scheduler.Fallido, Motivo: "user_disabled"},
		{Clase: compromiso.AvisoRecordatorio, Resultado: scheduler.Fallido, Motivo: "msg_too_long"},
		{Clase: "nunca vista", Resultado: scheduler.Enviado},
	} {
		o.Aviso(s)
	}
	o.Barrido(time.Second, errors.New("away"))
	m.llamada("nunca visto", "ok", time.Second)
	if dice := m.dice(t, `compromisos_avisos_omitidos_total{motivo="cerrado"}`, `compromisos_avisos_omitidos_total{motivo="otro"}`,
		`compromisos_avisos_fallidos_total{motivo="sin_confirmar"}`, `compromisos_avisos_fallidos_total{motivo="inalcanzable"}`,
		`compromisos_avisos_fallidos_total{motivo="otro"}`, `compromisos_barrido_segundos_count{resultado="error"}`,
		"compromisos_barrido_ultimo_segundos"); dice != "1 1 1 1 1 1 0" {
		t.Errorf("counted %s", dice)
	}
}

// The hooks stand on the way of every request: they make no garbage.
func BenchmarkMetricas(b *testing.B) {
	m := newMetricas()
	b.ReportAllocs()
	for b.Loop() {
		m.solicitud("orden", "lista", "ok", time.Millisecond)
		m.acuse("orden", time.Millisecond)
	}
}
