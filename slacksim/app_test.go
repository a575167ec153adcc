package slacksim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// app is the smallest honest Slack app: the official client, and a function that answers.
type app struct {
	t   testing.TB
	sim *slacksim.Sim
	api *slack.Client
	// handle gets every envelope; what it returns goes into the acknowledgement.
	handle func(socketmode.Event) any
	// silent makes the app deaf: it acknowledges nothing.
	silent func(socketmode.Event) bool
}

func start(t testing.TB, o slacksim.Options) *app {
	t.Helper()
	sim, err := slacksim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	sim.AddUser(slacksim.User{ID: "U0ANA", Name: "ana", RealName: "Ana López", TZ: "America/Mexico_City"})
	sim.AddUser(slacksim.User{ID: "U0LUIS", Name: "luis", RealName: "Luis Paz"})
	sim.AddUser(slacksim.User{ID: "U0GONE", Name: "gone", Deleted: true})
	sim.AddChannel(slacksim.Channel{ID: "C0GENERAL", Name: "general", Members: []string{"U0ANA", "U0LUIS", sim.BotUserID()}})
	sim.AddChannel(slacksim.Channel{ID: "C0OTHER", Name: "other", Members: []string{"U0ANA"}})
	sim.AddChannel(slacksim.Channel{ID: "G0SECRET", Name: "secret", Private: true, Members: []string{"U0ANA"}})
	sim.AddChannel(slacksim.Channel{ID: "C0OLD", Name: "old", Archived: true, Members: []string{sim.BotUserID()}})
	api := slack.New(sim.BotToken(), slack.OptionAPIURL(sim.URL()), slack.OptionAppLevelToken(sim.AppToken()))
	return &app{t: t, sim: sim, api: api}
}

// connect opens a socket and serves it until the test ends.
func (a *app) connect() {
	a.t.Helper()
	quiet := log.New(io.Discard, "", 0)
	sm := socketmode.New(a.api, socketmode.OptionLog(quiet))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{}, 2)
	go func() { _ = sm.RunContext(ctx); done <- struct{}{} }()
	go func() {
		defer func() { done <- struct{}{} }()
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-sm.Events:
				if e.Request == nil || e.Request.EnvelopeID == "" || a.silent != nil && a.silent(e) {
					continue
				}
				go func() {
					var payload any
					if a.handle != nil {
						payload = a.handle(e)
					}
					_ = sm.AckCtx(ctx, e.Request.EnvelopeID, payload)
				}()
			}
		}
	}()
	a.t.Cleanup(func() { cancel(); <-done; <-done })
	if err := a.sim.WaitConnected(within(a.t)); err != nil {
		a.t.Fatal(err)
	}
}

// serve is the same app behind a request URL; it checks every signature with the official verifier.
func (a *app) serve(handle func(kind string, body []byte, w http.ResponseWriter)) *httptest.Server {
	a.t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		v, err := slack.NewSecretsVerifier(r.Header, a.sim.SigningSecret())
		if err == nil {
			_, _ = v.Write(body)
			err = v.Ensure()
		}
		if err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		kind := "event"
		if form, _ := url.ParseQuery(string(body)); form.Get("payload") != "" {
			kind, body = "interactive", []byte(form.Get("payload"))
		} else if form.Get("command") != "" {
			kind = "slash"
		}
		handle(kind, body, w)
	}))
	a.t.Cleanup(srv.Close)
	a.sim.UseHTTP(srv.URL)
	return srv
}

func within(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// eventually polls, for what the app does in its own time.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("in vain waited for: %s", what)
}

// call speaks to the Web API without any client in between.
func (a *app) call(method string, args map[string]any) map[string]any {
	a.t.Helper()
	body, _ := json.Marshal(args)
	req, _ := http.NewRequest(http.MethodPost, a.sim.URL()+method, bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Authorization", "Bearer "+a.sim.BotToken())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		a.t.Fatal(err)
	}
	return out
}
