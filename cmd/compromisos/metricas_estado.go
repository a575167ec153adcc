package main

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// What a scrape may cost: it waits for the database no longer than a second, and asks it
// no more often than every five.
const (
	esperaEstado = time.Second
	frescoEstado = 5 * time.Second
)

// porEnviar is what the store knows of the avisos that wait.
type porEnviar interface {
	PorEnviar(ctx context.Context, ahora time.Time) (n int, desde time.Time, err error)
}

// listo tells whether Slack reaches the bot.
type listo interface{ Listo() bool }

var (
	descBase   = prometheus.NewDesc("compromisos_base_arriba", "Whether the database answered: 1 or 0. While it does not, the two about avisos are absent.", nil, nil)
	descSlack  = prometheus.NewDesc("compromisos_slack_listo", "Whether Slack reaches the bot: 1 or 0.", nil, nil)
	descCola   = prometheus.NewDesc("compromisos_avisos_por_enviar", "Avisos whose time has come and that are not sent, up to 10000.", nil, nil)
	descAntigu = prometheus.NewDesc("compromisos_aviso_mas_antiguo_segundos", "How long ago the oldest of the avisos that are not sent could have left; 0 when there is none.", nil, nil)
)

// vistazo gives the metrics that are asked for when somebody looks.
type vistazo struct {
	st    porEnviar
	bot   listo
	ahora func() time.Time // the field's clock: the age of an aviso is reckoned by it

	mu     sync.Mutex
	visto  time.Time // when the last answer came, by the machine's clock
	ultima respuestaCola
	curso  chan struct{} // closed when the question under way was answered
}

type respuestaCola struct {
	n     int
	desde time.Time
	err   error
}

// mirar adds what is asked for when somebody looks.
func (m *metricas) mirar(st porEnviar, b listo, ahora func() time.Time) {
	m.reg.MustRegister(&vistazo{st: st, bot: b, ahora: ahora})
}

// Describe names the metrics.
func (e *vistazo) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descBase, descSlack, descCola, descAntigu} {
		ch <- d
	}
}

// Collect gives them as of a few seconds ago.
func (e *vistazo) Collect(ch chan<- prometheus.Metric) {
	poner := func(d *prometheus.Desc, v float64) { ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	si := map[bool]float64{true: 1}
	poner(descSlack, si[e.bot.Listo()])
	r, ok := e.preguntar()
	poner(descBase, si[ok])
	if !ok {
		return
	}
	poner(descCola, float64(r.n))
	edad := 0.0
	if r.n > 0 {
		edad = max(0, e.ahora().Sub(r.desde).Seconds())
	}
	poner(descAntigu, edad)
}

// preguntar gives the last answer of the database if it is fresh, else asks for another.
// One question is under way at a time, however many look and however long it hangs: the
// driver does not always end with the context.
func (e *vistazo) preguntar() (respuestaCola, bool) {
	e.mu.Lock()
	if time.Since(e.visto) < frescoEstado {
		defer e.mu.Unlock()
		return e.ultima, e.ultima.err == nil
	}
	if e.curso == nil {
		e.curso = make(chan struct{})
		go e.consultar(e.curso)
	}
	curso := e.curso
	e.mu.Unlock()
	plazo := time.NewTimer(esperaEstado)
	defer plazo.Stop()
	select {
	case <-curso:
		e.mu.Lock()
		defer e.mu.Unlock()
		return e.ultima, e.ultima.err == nil
	case <-plazo.C:
		return respuestaCola{}, false
	}
}

func (e *vistazo) consultar(curso chan struct{}) {
	ctx, fin := context.WithTimeout(context.Background(), esperaEstado)
	defer fin()
	var r respuestaCola
	r.n, r.desde, r.err = e.st.PorEnviar(ctx, e.ahora())
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ultima, e.visto, e.curso = r, time.Now(), nil
	close(curso)
}
