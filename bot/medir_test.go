package bot

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestResultadoDeLlamada(t *testing.T) {
	for _, c := range []struct {
		que    string
		estado int
		cuerpo string
		err    error
		want   string
	}{
		{"well", 200, `{"ok":true,"channel":"C1"}`, nil, "ok"},
		{"well, in another order", 200, `{"channel":"C1","ok":true}`, nil, "ok"},
		{"a text that looks like a refusal", 200, `{"messages":[{"text":"{\"ok\":false,\"error\":\"invalid_auth\"}"}],"ok":true}`, nil, "ok"},
		{"a page of history", 200, `{"messages":["` + strings.Repeat("x", 4000) + `"],"ok":true}`, nil, "ok"},
		{"an answer to a response_url", 200, `ok`, nil, "ok"},
		{"429", 429, `{"ok":false,"error":"ratelimited"}`, nil, "ratelimited"},
		{"too much", 200, `{"ok":false,"error":"rate_limited"}`, nil, "ratelimited"},
		{"500", 503, `<html>`, nil, "5xx"},
		{"Slack's own trouble", 200, `{"ok": false, "error": "internal_error"}`, nil, "5xx"},
		{"a proxy", 407, ``, nil, "auth"},
		{"a token", 200, `{"error":"invalid_auth","ok":false}`, nil, "auth"},
		{"a scope", 200, `{"ok":false,"error":"missing_scope","needed":"im:write"}`, nil, "auth"},
		{"the application", 200, `{"ok":false,"error":"account_inactive"}`, nil, "person"},
		{"a person", 200, `{"ok":false,"error":"user_disabled"}`, nil, "person"},
		{"a channel", 200, `{"ok":false,"error":"not_in_channel"}`, nil, "channel"},
		{"blocks", 200, `{"error":"invalid_blocks","errors":["` + strings.Repeat("x", 4000) + `"],"ok":false}`, nil, "blocks"},
		{"something else", 200, `{"ok":false,"error":"msg_too_long"}`, nil, "other"},
		{"gone", 404, ``, nil, "other"},
		{"no time", 0, ``, context.DeadlineExceeded, "timeout"},
		{"no network", 0, ``, &net.OpError{Op: "dial", Err: errors.New("refused")}, "network"},
		{"given up", 0, ``, context.Canceled, "other"},
	} {
		var dicho []string
		o := Options{Maquina: time.Now, Llamada: func(metodo, resultado string, _ time.Duration) { dicho = append(dicho, metodo+" "+resultado) }}
		cliente := o.medido(&http.Client{Transport: falsa(func(*http.Request) (*http.Response, error) {
			if c.err != nil {
				return nil, c.err
			}
			return &http.Response{StatusCode: c.estado, Body: io.NopCloser(strings.NewReader(c.cuerpo))}, nil
		})}, "")
		r, err := cliente.Post("https://slack.com/api/chat.postMessage", "", nil)
		if err == nil {
			_, _ = io.Copy(io.Discard, r.Body)
			_ = r.Body.Close()
		}
		if want := "chat.postMessage " + c.want; len(dicho) != 1 || dicho[0] != want {
			t.Errorf("%s: told %q, want %q once", c.que, dicho, want)
		}
		if !slices.Contains(ResultadosLlamada, c.want) {
			t.Errorf("%s is no label", c.want)
		}
	}
}

type falsa func(*http.Request) (*http.Response, error)

func (f falsa) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Whatever the bot calls in a story has a name of its own, and every acknowledgement is
// told of, by either door.
func TestLlamadasYAcuses(t *testing.T) {
	var mu sync.Mutex
	llamadas, acuses := map[string]int{}, map[string]int{}
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		c.slash(uST, "ver 03/2024")
		c.slash(uST, "nuevo")
		c.vista(uST, "nuevo")
		mu.Lock()
		defer mu.Unlock()
		if acuses["orden"] != 2 || llamadas["views.open ok"] != 1 || llamadas["users.info ok"] == 0 {
			t.Errorf("acknowledged %v, called %v", acuses, llamadas)
		}
		for k := range llamadas {
			if metodo, _, _ := strings.Cut(k, " "); metodo == metodoOtro || !slices.Contains(MetodosLlamada, metodo) {
				t.Errorf("a call without a name: %s", k)
			}
		}
	}, func(o *Options) {
		mu.Lock()
		defer mu.Unlock()
		clear(acuses)
		clear(llamadas)
		o.Acuse = func(clase string, _ time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			acuses[clase]++
		}
		o.Llamada = func(metodo, resultado string, _ time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			llamadas[metodo+" "+resultado]++
		}
	})
}
