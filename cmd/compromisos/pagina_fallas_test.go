package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// mostrador is the page of a practice as its own script asks it, without a browser.
type mostrador struct {
	t          *testing.T
	url, token string
}

func sentarse(t *testing.T, pagina http.Handler) *mostrador {
	t.Helper()
	s := httptest.NewServer(pagina)
	t.Cleanup(s.Close)
	m := &mostrador{t: t, url: s.URL}
	var html bytes.Buffer
	m.pide(http.MethodGet, "/", nil, &html)
	if m.token = regexp.MustCompile(`[0-9a-f]{32}`).FindString(html.String()); m.token == "" {
		t.Fatal("the page has no token")
	}
	return m
}

func (m *mostrador) pide(metodo, ruta string, que any, a any) {
	m.t.Helper()
	b, err := json.Marshal(que)
	if err != nil {
		m.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(m.t.Context(), metodo, m.url+ruta, bytes.NewReader(b))
	if err != nil {
		m.t.Fatal(err)
	}
	r.Header.Set("X-Practica", m.token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer res.Body.Close()
	if out, ok := a.(*bytes.Buffer); ok {
		_, err = out.ReadFrom(res.Body)
	} else {
		err = json.NewDecoder(res.Body).Decode(a)
	}
	if err != nil || res.StatusCode != http.StatusOK {
		m.t.Fatalf("%s: %d, %v", ruta, res.StatusCode, err)
	}
}

func (m *mostrador) hace(que string, cosas map[string]any) {
	m.t.Helper()
	cosas["me"] = "U0INES"
	var r struct {
		Error  string
		Errors map[string]string
	}
	if m.pide(http.MethodPost, "/api/"+que, cosas, &r); r.Error != "" || len(r.Errors) > 0 {
		m.t.Fatalf("%s %v: %+v", que, cosas, r)
	}
}

// estadoPagina is what the page shows of the clock and of the faults.
type estadoPagina struct {
	Jumps []struct {
		Name string
		To   time.Time
	}
	Stuck   string
	Zone    string
	Journey *struct {
		Moving bool
		Error  string
		Count  int
	}
	Fault *struct {
		On       bool
		Happened int
		After    string
	}
}

// hasta looks at the page until it is as it should be.
func (m *mostrador) hasta(que string, bien func(estadoPagina) bool) estadoPagina {
	m.t.Helper()
	ctx, cancelar := context.WithTimeout(m.t.Context(), 30*time.Second)
	defer cancelar()
	for {
		var e estadoPagina
		if m.pide(http.MethodGet, "/api/state", nil, &e); bien(e) {
			return e
		}
		select {
		case <-ctx.Done():
			m.t.Fatalf("still not so: %s; %+v %+v %+v", que, e, e.Journey, e.Fault)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func parado(e estadoPagina) bool { return e.Journey != nil && !e.Journey.Moving }

// Each fault of the panel, once and until it is switched off: of all that is due that morning
// each message comes, and comes once.
func TestPagina_fallas(t *testing.T) {
	t.Parallel()
	pagina, p := levantarPractica(t)
	m := sentarse(t, pagina)
	for falla, modos := range map[string][]bool{"rate_limited": {false}, "outage": {false, true}, "lost_answer": {false, true}, "slow": {false}} {
		for _, todo := range modos {
			m.hace("fault", map[string]any{"fault": falla, "all": todo, "seconds": 1})
			var e estadoPagina
			m.pide(http.MethodGet, "/api/state", nil, &e)
			m.hace("clock", map[string]any{"to": e.Jumps[0].To})
			e = m.hasta(falla+" happens", func(e estadoPagina) bool { return e.Fault.Happened > 0 })
			if todo {
				if !e.Fault.On {
					t.Errorf("%s went off by itself", falla)
				}
				m.hace("fault", map[string]any{"fault": "none"})
			}
			e = m.hasta(falla+" is got over", parado)
			if e.Journey.Error != "" || e.Journey.Count < 3 {
				t.Errorf("%s, all %v: %+v", falla, todo, e.Journey)
			}
			if !todo && (e.Fault.On || e.Fault.Happened != 1 || e.Fault.After == "" || strings.Contains(e.Fault.After, "todavía")) {
				t.Errorf("%s: %+v", falla, e.Fault)
			}
		}
	}
	veces := map[string]int{}
	for canal, ms := range p.sim.Snapshot().Messages {
		for _, x := range ms {
			dia := diaDe(p, x)
			if veces[canal+dia+x.Text]++; veces[canal+dia+x.Text] > 1 && x.BotID != "" {
				t.Errorf("said twice in %s on %s: %s", canal, dia, x.Text)
			}
		}
	}
	if len(veces) < 6*3 {
		t.Errorf("%d messages in all", len(veces))
	}
}

// diaDe is the day of the practice on which something was said.
func diaDe(p *practica, x slacksim.Message) string {
	var segundos, micros int64
	if _, err := fmt.Sscanf(x.TS, "%d.%06d", &segundos, &micros); err != nil {
		return x.TS
	}
	return p.reloj.(*relojCorriente).En(time.Unix(segundos, micros*1000)).Format(time.DateOnly)
}

// What keeps the clock from going on is told in words: a Slack that takes nothing, a database
// that is gone. The page goes on without them.
func TestPagina_relojDetenido(t *testing.T) {
	t.Parallel()
	pagina, p := levantarPractica(t)
	m := sentarse(t, pagina)
	p.sim.Inject(slacksim.Mishap{Kind: slacksim.ServerError, Times: -1})
	p.reloj.Mover(p.reloj.Ahora().Add(time.Hour))
	if err := p.app.sch.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	var q quedan
	if err := p.entregar(t.Context(), 100*time.Millisecond); !errors.As(err, &q) || q < 3 || !strings.Contains(enFrase(err).Error(), "mensajes por entregar, porque Slack no los recibe") {
		t.Errorf("got %v", err)
	}
	p.sim.ClearMishaps()
	if err := p.asentar(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.hasta("it can be moved", func(e estadoPagina) bool { return e.Stuck == "" && len(e.Jumps) > 0 })
	p.app.st.Close()
	m.hace("clock", map[string]any{"to": p.reloj.Ahora().Add(24 * time.Hour)})
	e := m.hasta("it stopped", parado)
	if e.Journey.Error == "" || e.Stuck == "" || e.Zone != "America/Mexico_City" {
		t.Errorf("got %+v, %q, in %q", e.Journey, e.Stuck, e.Zone)
	}
}
