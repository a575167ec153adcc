package main

import (
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"compromisos/bot"
	"compromisos/compromiso"
	"compromisos/scheduler"
)

// The labels of the metrics: there are no other values, and each series is there from
// the start, at 0; else the first failure would be no increase.
var (
	clasesAviso = []compromiso.ClaseAviso{
		compromiso.AvisoRecordatorio, compromiso.AvisoResumen, compromiso.AvisoRegistro, compromiso.AvisoAsignacion, compromiso.AvisoPropuesta,
		compromiso.AvisoValidacion, compromiso.AvisoRechazo, compromiso.AvisoCierre, compromiso.AvisoReapertura, compromiso.AvisoPideProrroga,
		compromiso.AvisoProrroga, compromiso.AvisoRecordar, compromiso.AvisoFallo, compromiso.AvisoInforme,
	}
	resultadosAviso = []string{
		scheduler.Enviado, scheduler.Encontrado, scheduler.Omitido, scheduler.Reintento, scheduler.Incierto, scheduler.Fallido,
	}
	origenesAviso = []string{scheduler.DeRecordatorio, scheduler.DeResumen, scheduler.DeActo}
	motivosOmitir = []string{
		"caduco", "cerrado", "enterado", "fecha_nueva", "por_validar", "pospuesto", "reabierto", "reasignado", "respondido", "sin_asuntos",
		"sesion_pasada", "sin_compromiso", "sin_inciso", otro,
	}
	motivosFallar = []string{"inalcanzable", "plazo_vencido", "sin_confirmar", otro}
	resultadosSol = []string{"ok", "refused", "late", "full", "error"}
)

// otro is the label of what no list has.
const otro = "otro"

// metricas are what the operator watches. The hooks that feed it stand on the way of
// every request and every delivery: each finds its series in a table made beforehand.
type metricas struct {
	reg *prometheus.Registry

	avisos    tabla2
	planeados tabla1
	omitidos  tabla1
	fallidos  tabla1
	retraso   map[string]prometheus.Observer

	solicitudes tabla2
	tardo       *series
	acuses      map[string]prometheus.Observer

	llamadas tabla2
	tardaron map[string]prometheus.Observer

	barridos map[bool]prometheus.Observer
	ultimo   prometheus.Gauge
}

type (
	tabla1 map[string]prometheus.Counter
	tabla2 map[string]tabla1
)

// sumar counts one under the label, or under the last resort.
func (t tabla1) sumar(etiqueta string, n int) {
	if c, ok := t[etiqueta]; ok {
		c.Add(float64(n))
	} else if c, ok := t[otro]; ok {
		c.Add(float64(n))
	}
}

func (t tabla2) sumar(a, b string) { t[a].sumar(b, 1) }

func newMetricas() *metricas {
	m := &metricas{reg: prometheus.NewRegistry()}
	clases := make([]string, len(clasesAviso))
	for k, c := range clasesAviso {
		clases[k] = string(c)
	}
	m.avisos = m.contador2("compromisos_avisos_total", "Avisos by kind and outcome.", "clase", clases, "resultado", resultadosAviso)
	m.planeados = m.contador1("compromisos_avisos_planeados_total",
		"Avisos that were written down to be sent: by the sweep (recordatorio, resumen), or with what somebody did (acto).", "origen", origenesAviso)
	m.omitidos = m.contador1("compromisos_avisos_omitidos_total", "Avisos that were not wanted any more when their time came, by reason.", "motivo", motivosOmitir)
	m.fallidos = m.contador1("compromisos_avisos_fallidos_total", "Avisos given up, by reason.", "motivo", motivosFallar)
	m.retraso = m.histograma("compromisos_aviso_retraso_segundos", "How long after the moment at which it could leave an aviso was sent, by kind.",
		"clase", clases, 1, 5, 30, 60, 300, 900, 3600, 14400, 86400)
	m.solicitudes = m.contador2("compromisos_solicitudes_total", "What Slack asked, by kind and outcome.", "clase", bot.ClasesAcuse, "resultado", resultadosSol)
	m.tardo = newSeries(prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "compromisos_solicitud_segundos", Help: "What Slack asked, by kind, door and outcome (ok, refused, late, full, error).",
		Buckets: []float64{.005, .025, .1, .5, 1, 2, 3, 10},
	}, []string{"clase", "puerta", "resultado"}))
	m.acuses = m.histograma("compromisos_acuse_segundos", "How long Slack waited for the acknowledgement of what it asked, by kind; it gives up at 3.",
		"clase", bot.ClasesAcuse, .001, .005, .025, .1, .25, .5, 1, 1.5, 2, 2.5, 3)
	m.llamadas = m.contador2("compromisos_slack_llamadas_total", "Calls to Slack, by method and outcome.",
		"metodo", bot.MetodosLlamada, "resultado", bot.ResultadosLlamada)
	m.tardaron = m.histograma("compromisos_slack_llamada_segundos", "How long calls to Slack took, by method.",
		"metodo", bot.MetodosLlamada, .05, .1, .25, .5, 1, 2.5, 5, 10)
	barridos := m.histograma("compromisos_barrido_segundos", "How long the sweep took that asks what should have been sent by now, by outcome.",
		"resultado", []string{"ok", "error"}, .005, .025, .1, .5, 1, 5, 30)
	m.barridos = map[bool]prometheus.Observer{true: barridos["ok"], false: barridos["error"]}
	m.ultimo = prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "compromisos_barrido_ultimo_segundos", Help: "When the last sweep of this process succeeded, in seconds since 1970; 0 is never.",
	})
	version := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "compromisos_version_info", Help: "Always 1; the label is the version.", ConstLabels: prometheus.Labels{"version": versionLog()},
	})
	version.Set(1)
	m.reg.MustRegister(m.tardo.vec, m.ultimo, version, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// contador1 registers a counter with one label, and gives its series.
func (m *metricas) contador1(nombre, ayuda, etiqueta string, valores []string) tabla1 {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Name: nombre, Help: ayuda}, []string{etiqueta})
	m.reg.MustRegister(v)
	t := tabla1{}
	for _, x := range valores {
		t[x] = v.WithLabelValues(x)
	}
	return t
}

func (m *metricas) contador2(nombre, ayuda, una string, unos []string, otra string, otros []string) tabla2 {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Name: nombre, Help: ayuda}, []string{una, otra})
	m.reg.MustRegister(v)
	t := tabla2{}
	for _, x := range unos {
		t[x] = tabla1{}
		for _, y := range otros {
			t[x][y] = v.WithLabelValues(x, y)
		}
	}
	return t
}

func (m *metricas) histograma(nombre, ayuda, etiqueta string, valores []string, cubetas ...float64) map[string]prometheus.Observer {
	v := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: nombre, Help: ayuda, Buckets: cubetas}, []string{etiqueta})
	m.reg.MustRegister(v)
	t := map[string]prometheus.Observer{}
	for _, x := range valores {
		t[x] = v.WithLabelValues(x)
	}
	return t
}

// observador is what the scheduler tells.
func (m *metricas) observador() scheduler.Observador {
	return scheduler.Observador{Aviso: m.aviso, Planeados: m.planeados.sumar, Barrido: m.barrido}
}

func (m *metricas) aviso(s scheduler.Suceso) {
	clase := string(s.Clase)
	m.avisos.sumar(clase, s.Resultado)
	switch s.Resultado {
	case scheduler.Enviado:
		observar(m.retraso[clase], s.Retraso)
	case scheduler.Omitido:
		m.omitidos.sumar(s.Motivo, 1)
	case scheduler.Fallido:
		motivo, _, _ := strings.Cut(s.Motivo, ":")
		if bot.Inalcanzable(s.Motivo) {
			motivo = "inalcanzable"
		}
		m.fallidos.sumar(motivo, 1)
	}
}

func (m *metricas) barrido(tardo time.Duration, err error) {
	observar(m.barridos[err == nil], tardo)
	if err == nil {
		m.ultimo.SetToCurrentTime()
	}
}

func (m *metricas) solicitud(clase, puerta, resultado string, tardo time.Duration) {
	m.solicitudes.sumar(clase, resultado)
	observar(m.tardo.de(clase, puerta, resultado), tardo)
}

func (m *metricas) acuse(clase string, tardo time.Duration) { observar(m.acuses[clase], tardo) }

func (m *metricas) llamada(metodo, resultado string, tardo time.Duration) {
	m.llamadas.sumar(metodo, resultado)
	observar(m.tardaron[metodo], tardo)
}

func observar(o prometheus.Observer, d time.Duration) {
	if o != nil {
		o.Observe(d.Seconds())
	}
}

func (m *metricas) handler() http.Handler {
	return promhttp.HandlerFor(m.reg, promhttp.HandlerOpts{})
}
