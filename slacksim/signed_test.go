package slacksim_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/slacksim"
)

// The example of Slack's own documentation.
func TestSignatureVector(t *testing.T) {
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	got := slacksim.Sign("8f742231b10e8888abcd99yyyzzz85a5", time.Unix(1531420618, 0), []byte(body))
	if want := "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestRequestsAreSigned(t *testing.T) {
	a := start(t, slacksim.Options{})
	var mu sync.Mutex
	bodies := map[string]string{}
	a.serve(func(kind string, body []byte, w http.ResponseWriter) {
		mu.Lock()
		bodies[kind] = string(body)
		mu.Unlock()
		switch {
		case strings.Contains(string(body), "url_verification"):
			var p struct{ Challenge string }
			_ = json.Unmarshal(body, &p)
			_, _ = w.Write([]byte(p.Challenge))
		case kind == "slash":
			_, _ = w.Write([]byte("plain words"))
		}
	})
	if err := a.sim.WaitConnected(within(t)); err != nil {
		t.Fatal(err)
	}
	if err := a.sim.VerifyURL(within(t)); err != nil {
		t.Error(err)
	}
	out, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", "a b+c")
	if err != nil || out.Text != "plain words" {
		t.Errorf("%+v, %v", out, err)
	}
	form, _ := url.ParseQuery(bodies["slash"])
	if form.Get("text") != "a b+c" || form.Get("is_enterprise_install") != "false" || form.Get("response_url") == "" {
		t.Errorf("the form: %v", form)
	}
	if _, err := a.sim.Shortcut(within(t), "U0ANA", "do"); err != nil {
		t.Error(err)
	}
	if _, err := a.sim.Say(within(t), "U0ANA", "DM", "hello", ""); err != nil {
		t.Error(err)
	}
	eventually(t, "the event", func() bool { mu.Lock(); defer mu.Unlock(); return strings.Contains(bodies["event"], "event_callback") })
	if !strings.Contains(bodies["interactive"], `"callback_id":"do"`) {
		t.Errorf("%v", bodies["interactive"])
	}
	if status, err := a.sim.ResendLast(within(t)); err != nil || status != 200 {
		t.Errorf("the same request again: %d, %v", status, err)
	}
}

func TestRetriesByHTTP(t *testing.T) {
	type try struct{ num, reason string }
	for name, tt := range map[string]struct {
		answer func(http.ResponseWriter)
		want   []try
	}{
		"errors":   {func(w http.ResponseWriter) { w.WriteHeader(500) }, []try{{}, {"1", "http_error"}, {"2", "http_error"}}},
		"silence":  {func(http.ResponseWriter) { time.Sleep(80 * time.Millisecond) }, []try{{}, {"1", "http_timeout"}, {"2", "http_timeout"}}},
		"no retry": {func(w http.ResponseWriter) { w.Header().Set("X-Slack-No-Retry", "1"); w.WriteHeader(500) }, []try{{}}},
	} {
		t.Run(name, func(t *testing.T) {
			a := start(t, slacksim.Options{AckTimeout: 40 * time.Millisecond, RetryDelays: []time.Duration{0, 0}})
			tries := make(chan try, 10)
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				tries <- try{r.Header.Get("X-Slack-Retry-Num"), r.Header.Get("X-Slack-Retry-Reason")}
				tt.answer(w)
			}))
			defer srv.Close()
			a.sim.UseHTTP(srv.URL)
			if _, err := a.sim.Say(within(t), "U0ANA", "DM", "hello", ""); err != nil {
				t.Fatal(err)
			}
			for _, want := range tt.want {
				if got := <-tries; got != want {
					t.Errorf("%+v, want %+v", got, want)
				}
			}
			time.Sleep(100 * time.Millisecond)
			if len(tries) > 0 {
				t.Errorf("one too many: %+v", <-tries)
			}
		})
	}
}

func TestSlowHTTPAnswer(t *testing.T) {
	a := start(t, slacksim.Options{AckTimeout: 30 * time.Millisecond})
	a.serve(func(string, []byte, http.ResponseWriter) { time.Sleep(100 * time.Millisecond) })
	if out, err := a.sim.Slash(within(t), "U0ANA", "C0GENERAL", "/bot", ""); err == nil || !out.Timeout {
		t.Errorf("%+v, %v", out, err)
	}
}
