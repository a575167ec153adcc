package main

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"compromisos/slacksim"
)

// pagina is /metrics as it was scraped: the value of each series by its name with labels.
type pagina map[string]float64

func (c *casa) metricas() pagina {
	c.t.Helper()
	texto, codigo := c.obtener("/metrics")
	if codigo != http.StatusOK {
		c.t.Fatalf("/metrics answers %d: %s", codigo, texto)
	}
	p := pagina{}
	for linea := range strings.Lines(texto) {
		linea = strings.TrimSpace(linea)
		if i := strings.LastIndexByte(linea, ' '); i > 0 && linea[0] != '#' {
			v, err := strconv.ParseFloat(linea[i+1:], 64)
			if err != nil {
				c.t.Fatalf("%q: %v", linea, err)
			}
			p[linea[:i]] = v
		}
	}
	return p
}

func (c *casa) obtener(ruta string) (string, int) {
	c.t.Helper()
	dicho := pedir("http://" + c.apps[0].Addr() + ruta)
	codigo, texto, _ := strings.Cut(dicho, " ")
	n, err := strconv.Atoi(codigo)
	if err != nil {
		c.t.Fatalf("%s: %s", ruta, dicho)
	}
	return texto, n
}

// esperaSerie polls until the series has the value.
func (c *casa) esperaSerie(serie string, valor float64) {
	c.t.Helper()
	p := c.metricas()
	for fin := time.Now().Add(10 * time.Second); p[serie] != valor; p = c.metricas() {
		if time.Now().After(fin) {
			c.t.Fatalf("%s is %v, want %v", serie, p[serie], valor)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// What the operator watches tells the story: what was planned, sent, late, uncertain,
// suppressed and given up, what Slack said, and how long it waited.
func TestHistoria_metricas(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	cero := c.metricas()
	for _, serie := range []string{
		`compromisos_avisos_total{clase="recordatorio",resultado="enviado"}`, `compromisos_avisos_total{clase="fallo",resultado="incierto"}`,
		`compromisos_avisos_omitidos_total{motivo="cerrado"}`, `compromisos_avisos_fallidos_total{motivo="inalcanzable"}`,
		`compromisos_aviso_retraso_segundos_count{clase="recordatorio"}`, `compromisos_solicitudes_total{clase="orden",resultado="full"}`,
		`compromisos_acuse_segundos_count{clase="vista"}`, `compromisos_slack_llamadas_total{metodo="chat.postMessage",resultado="ratelimited"}`,
	} {
		if v, hay := cero[serie]; !hay || v != 0 {
			t.Errorf("at the start %s is there=%t, %v; want it at 0", serie, hay, v)
		}
	}
	if cero["compromisos_base_arriba"] != 1 || cero["compromisos_barrido_ultimo_segundos"] == 0 {
		t.Errorf("database, last sweep: %v %v", cero["compromisos_base_arriba"], cero["compromisos_barrido_ultimo_segundos"])
	}
	c.esperaSerie("compromisos_slack_listo", 1)

	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.RateLimited, RetryAfter: time.Second})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.LostAnswer})
	c.alas("2026-11-09T09:06") // the process was away for six minutes
	c.sala.Sim.Deactivate("U0UTSI")
	c.registrar("02/2026", "áreas:UTSI vence:2026-12-11")
	c.asentar()
	c.st.Slash("C0CVD", "/compromiso", "ver 99/2026").Contains(t, "99/2026")

	c.esperaSerie(`compromisos_avisos_total{clase="recordatorio",resultado="encontrado"}`, 1)
	c.esperaSerie(`compromisos_avisos_total{clase="recordatorio",resultado="incierto"}`, 1)
	c.esperaSerie(`compromisos_avisos_planeados_total{origen="recordatorio"}`, 1)
	c.esperaSerie(`compromisos_avisos_fallidos_total{motivo="inalcanzable"}`, 1)
	c.esperaSerie(`compromisos_slack_llamadas_total{metodo="chat.postMessage",resultado="ratelimited"}`, 1)
	c.esperaSerie(`compromisos_slack_llamadas_total{metodo="chat.postMessage",resultado="network"}`, 1)
	c.esperaSerie(`compromisos_slack_llamadas_total{metodo="chat.postMessage",resultado="person"}`, 1)
	c.esperaSerie(`compromisos_solicitudes_total{clase="orden",resultado="ok"}`, 2)
	c.esperaSerie(`compromisos_solicitudes_total{clase="orden",resultado="refused"}`, 1)
	c.esperaSerie(`compromisos_acuse_segundos_count{clase="orden"}`, 3)
	c.esperaSerie(`compromisos_avisos_por_enviar`, 0)
}

// One that Slack does not take for six minutes is late by as much, and while it waits its
// age is told.
func TestHistoria_metricasDeLoQueEspera(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.SlackError, Error: "ratelimited", Times: -1})
	c.reloj.Mover(c.momento("2026-11-09T09:00"))
	if err := c.apps[0].sch.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.reloj.Mover(c.momento("2026-11-09T09:06"))
	c.esperaSerie("compromisos_avisos_por_enviar", 1)
	c.esperaSerie("compromisos_aviso_mas_antiguo_segundos", 360)
	c.sala.Sim.ClearMishaps()
	c.asentar()
	c.esperaSerie(`compromisos_aviso_retraso_segundos_bucket{clase="recordatorio",le="300"}`, 0)
	c.esperaSerie(`compromisos_aviso_retraso_segundos_bucket{clase="recordatorio",le="900"}`, 1)
}

// reglas is the file of alert rules as Prometheus reads it.
type reglas struct {
	Groups []struct {
		Name  string
		Rules []struct {
			Alert, Expr, For    string
			Labels, Annotations map[string]string
		}
	}
}

var (
	reSelector = regexp.MustCompile(`([a-z_][a-z0-9_]*)(?:\{([^}]*)\})?`)
	reEtiqueta = regexp.MustCompile(`(\w+)(=~|=|!=)"([^"]*)"`)
	reDura     = regexp.MustCompile(`^(\d+[smhd])+$`)
	// What an expression is made of besides metrics.
	dePromQL = []string{
		"sum", "max", "by", "le", "clase", "motivo", "metodo", "rate", "increase", "histogram_quantile", "absent", "changes", "time", "or", "and",
	}
)

// The alert rules speak of metrics, labels and values that a running process really has.
func TestHistoria_alertas(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/alertas.yml")
	if err != nil {
		t.Fatal(err)
	}
	var rs reglas
	if err := yaml.UnmarshalWithOptions(b, &rs, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	libro, err := os.ReadFile("../../docs/operar.md")
	if err != nil {
		t.Fatal(err)
	}
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	p := c.metricas()
	n := 0
	for _, g := range rs.Groups {
		for _, r := range g.Rules {
			n++
			if r.Alert == "" || r.Annotations["summary"] == "" || !slices.Contains([]string{"critical", "warning"}, r.Labels["severity"]) ||
				r.For != "" && !reDura.MatchString(r.For) {
				t.Errorf("%s: incomplete: %+v", r.Alert, r)
			}
			if !strings.Contains(string(libro), "`"+r.Alert+"`") {
				t.Errorf("%s: docs/operar.md does not say what to do about it", r.Alert)
			}
			for _, falta := range p.faltas(r.Expr) {
				t.Errorf("%s: %s", r.Alert, falta)
			}
		}
	}
	if n < 10 {
		t.Errorf("%d rules read", n)
	}
}

// faltas is what keeps an expression from working on this page.
func (p pagina) faltas(expr string) (out []string) {
	for _, par := range []string{"()", "{}", "[]"} {
		if strings.Count(expr, par[:1]) != strings.Count(expr, par[1:]) {
			out = append(out, "unbalanced "+par)
		}
	}
	if strings.Count(expr, `"`)%2 != 0 {
		out = append(out, "an open quote")
	}
	sinDura := regexp.MustCompile(`\[\w+\]`).ReplaceAllString(expr, "")
	for _, m := range reSelector.FindAllStringSubmatch(sinCitas(sinDura), -1) {
		nombre := m[1]
		if slices.Contains(dePromQL, nombre) && m[2] == "" {
			continue
		}
		if nombre == "up" { // Prometheus' own
			continue
		}
		if !p.hay(nombre, "") {
			out = append(out, "no metric "+nombre)
		}
	}
	for _, m := range reSelector.FindAllStringSubmatch(sinDura, -1) {
		for _, e := range reEtiqueta.FindAllStringSubmatch(m[2], -1) {
			if e[1] == "job" {
				continue
			}
			for _, valor := range strings.Split(e[3], "|") {
				if !p.hay(m[1], fmt.Sprintf("%s=%q", e[1], valor)) {
					out = append(out, fmt.Sprintf("%s has no %s=%q", m[1], e[1], valor))
				}
			}
		}
	}
	return out
}

// sinCitas is the expression without what stands in its braces.
func sinCitas(expr string) string { return regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(expr, "") }

// hay tells whether the page has the metric with the label.
func (p pagina) hay(nombre, etiqueta string) bool {
	for serie := range p {
		n, resto, _ := strings.Cut(serie, "{")
		if n == nombre && (etiqueta == "" || strings.Contains(","+resto, ","+etiqueta) || strings.HasPrefix(resto, etiqueta)) {
			return true
		}
	}
	return false
}
