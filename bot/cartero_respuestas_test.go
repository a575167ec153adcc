package bot

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
)

// What answers in Slack's place: each is one attempt, bounded, that says whether to try
// again and whether the message may be out; no other address is called.
func TestRespuestasAjenas(t *testing.T) { // by itself: what others allocate would count
	var ajeno atomic.Int32
	otro := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		ajeno.Add(1)
		fmt.Fprint(w, `{"ok":true,"channel":"D0X","ts":"1.1"}`)
	}))
	t.Cleanup(otro.Close)
	dice := func(estado int, cuerpo string, cabeceras ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for k := 0; k+1 < len(cabeceras); k += 2 {
				w.Header().Set(cabeceras[k], cabeceras[k+1])
			}
			w.WriteHeader(estado)
			fmt.Fprint(w, cuerpo)
		}
	}
	sinFin := func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":true,"channel":"D0X","ts":"1.1","message":{"text":"`)
		for trozo := strings.Repeat("a", 1<<20); ; {
			if _, err := io.WriteString(w, trozo); err != nil {
				return
			}
		}
	}
	for nombre, k := range map[string]struct {
		sirve    http.HandlerFunc
		final    bool
		incierto bool
		despues  time.Duration
	}{
		"an answer without an end":            {sirve: sinFin, incierto: true},
		"no JSON":                             {sirve: dice(200, "<html>Inicie sesión</html>"), incierto: true},
		"half of it":                          {sirve: dice(200, `{"ok":true,"ts":"1.`), incierto: true},
		"nothing":                             {sirve: dice(200, ""), incierto: true},
		"JSON of another kind":                {sirve: dice(200, `[1,2]`), incierto: true},
		"null":                                {sirve: dice(200, `null`), incierto: true},
		"an answer that says neither":         {sirve: dice(200, `{}`), incierto: true},
		"sent somewhere else":                 {sirve: dice(302, "", "Location", otro.URL)},
		"sent somewhere else with the body":   {sirve: dice(307, "", "Location", otro.URL)},
		"told to wait, and not for how long":  {sirve: dice(429, "")},
		"told to wait for what is no number":  {sirve: dice(429, "", "Retry-After", "mañana")},
		"told to wait for a day":              {sirve: dice(429, "", "Retry-After", "86400"), despues: time.Hour},
		"told to wait for longer than counts": {sirve: dice(429, "", "Retry-After", "9223372036854775807"), despues: time.Second},
		"told to wait for less than nothing":  {sirve: dice(429, "", "Retry-After", "-5"), despues: time.Second},
		"told no":                             {sirve: dice(200, `{"ok":false,"error":"user_not_found"}`), final: true},
	} {
		t.Run(nombre, func(t *testing.T) {
			s := httptest.NewServer(k.sirve)
			t.Cleanup(s.Close)
			b, err := New(Options{BotToken: "xoxb-x", APIURL: s.URL + "/", Ahora: ahoraFijo, Maquina: time.Now, Llamada: func(string, string, time.Duration) {}},
				&falso{dir: directorioFijo(comisionFija())})
			if err != nil {
				t.Fatal(err)
			}
			bound.Run(t, 0, func() {
				_, err = b.Enviar(context.Background(), envioFijo(compromiso.AvisoAsignacion, planFijo(), "", map[string]string{"areas": "DERFE"}))
			})
			f, ok := err.(*compromiso.FalloEnvio) //nolint:errorlint // it is never wrapped
			if !ok {
				t.Fatalf("it gave %v", err)
			}
			if f.Reintentar == k.final || f.Incierto != k.incierto || f.Despues != k.despues {
				t.Errorf("%+v", f)
			}
		})
	}
	t.Cleanup(func() {
		if n := ajeno.Load(); n > 0 {
			t.Errorf("another address was called %d times", n)
		}
	})
}
