package slacksim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// serveAPI is the door of the Web API: token, scopes, pace and mishaps come before the method.
func (s *Sim) serveAPI(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	c, bad := parseCall(r)
	s.mu.Lock()
	s.calls[c.method]++
	mishap := s.takeMishap(c.method, s.resolve(cmp.Or(c.str("channel"), c.str("channel_id"))), c.str("user"))
	wait := s.pace(c)
	aged := s.triggerAge(c.str("trigger_id"))
	s.mu.Unlock()

	x := Exchange{At: began, Name: c.method, Path: r.URL.Path, Request: s.redact(c.body), Mishap: mishap, Aged: aged}
	if mishap == nil && wait > 0 {
		mishap = &Mishap{Kind: RateLimited, RetryAfter: wait}
	}
	if mishap != nil && !s.survives(w, r, mishap, &x) {
		s.record(x, began)
		return
	}
	var answer obj
	if bad == nil {
		answer, bad = s.run(c)
	}
	if bad != nil {
		answer = bad.json()
	} else {
		answer["ok"] = true
	}
	x.Status, x.Answer = http.StatusOK, s.redact(encode(answer))
	if mishap != nil && mishap.Kind == LostAnswer {
		x.Status, x.Err = 0, "the answer was lost"
		s.record(x, began)
		s.pause(r, mishap.Delay)
		reset(w)
		return
	}
	s.record(x, began)
	s.header(w)
	_ = json.NewEncoder(w).Encode(answer)
}

// run checks who calls and then does what the method does, all under the lock, so that every
// method sees and leaves a whole workspace.
func (s *Sim) run(c *call) (obj, *refusal) {
	m, known := methods[c.method]
	s.mu.Lock()
	defer s.mu.Unlock()
	if !known {
		bad := refuse("unknown_method")
		bad.extra = obj{"req_method": c.method}
		return nil, bad
	}
	if !m.public {
		if bad := s.checkToken(c.token, m.app); bad != nil {
			return nil, bad
		}
		if bad := s.need(m.scopes...); bad != nil {
			return nil, bad
		}
	}
	return m.run(s, c)
}

func (s *Sim) checkToken(token string, app bool) *refusal {
	want, other := s.opt.BotToken, s.opt.AppToken
	if app {
		want, other = other, want
	}
	switch {
	case token == "":
		return refuse("not_authed")
	case token == want:
		return nil
	case token == other:
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

func (s *Sim) header(w http.ResponseWriter) {
	s.mu.Lock()
	scopes := strings.Join(s.opt.Scopes, ",")
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-OAuth-Scopes", scopes)
	w.Header().Set("X-Slack-Req-Id", secret(16))
}

// survives acts out a mishap that comes before the method, and tells whether the call goes on.
func (s *Sim) survives(w http.ResponseWriter, r *http.Request, m *Mishap, x *Exchange) bool {
	switch m.Kind {
	case RateLimited, RateLimitedSilent:
		x.Status = http.StatusTooManyRequests
		if m.Kind == RateLimited {
			seconds := max(1, int64((m.RetryAfter+time.Second-1)/time.Second))
			w.Header().Set("Retry-After", fmt.Sprint(seconds))
		}
		s.fail(w, x, `{"ok":false,"error":"ratelimited"}`)
	case ServerError:
		x.Status = m.Status
		if x.Status == 0 {
			x.Status = http.StatusInternalServerError
		}
		w.Header().Set("Content-Type", "text/html")
		s.fail(w, x, "<html><body>Server Error</body></html>")
	case SlackError:
		x.Status = http.StatusOK
		s.fail(w, x, string(encode(obj{"ok": false, "error": m.Error})))
	case Reset:
		x.Err = "the connection was reset before anything was done"
		reset(w)
	case Hang:
		if s.pause(r, m.Delay) {
			return true
		}
		x.Err = "the caller gave up, and nothing was done"
	default:
		return true
	}
	return false
}

func (s *Sim) fail(w http.ResponseWriter, x *Exchange, body string) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	x.Answer = body
	w.WriteHeader(x.Status)
	_, _ = w.Write([]byte(body))
}

// pause waits, and tells whether both sides are still there afterwards.
func (s *Sim) pause(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	case <-s.ctx.Done():
		return false
	}
}

// reset drops the connection as a dying network would: no answer, no goodbye.
func reset(w http.ResponseWriter) {
	h, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := h.Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
