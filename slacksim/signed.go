package slacksim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Sign is the value of X-Slack-Signature for a body that is sent at this time.
func Sign(signingSecret string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, []byte(signingSecret))
	fmt.Fprintf(mac, "v0:%d:", at.Unix())
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// signedRequest is a request as it went out, so that it can go out again unchanged.
type signedRequest struct {
	url    string
	header http.Header
	body   []byte
}

func (s *Sim) sign(url, contentType string, body []byte) *signedRequest {
	now := time.Now()
	h := http.Header{}
	h.Set("Content-Type", contentType)
	h.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	h.Set("X-Slack-Request-Timestamp", strconv.FormatInt(now.Unix(), 10))
	h.Set("X-Slack-Signature", Sign(s.opt.SigningSecret, now, body))
	return &signedRequest{url: url, header: h, body: body}
}

// response is what the app answered to a request.
type response struct {
	status int // 0 if there was no answer
	header http.Header
	body   []byte
}

func (r *signedRequest) do(ctx context.Context, client *http.Client) (response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(r.body))
	if err != nil {
		return response{}, err
	}
	req.Header = r.header.Clone()
	res, err := client.Do(req)
	if err != nil {
		return response{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return response{res.StatusCode, res.Header, body}, err
}

// overHTTP sends a payload the way Slack does without a socket: slash commands as a form, other
// interactions as JSON in a form, events as JSON.
func (s *Sim) overHTTP(ctx context.Context, to string, d *delivery) answer {
	var body []byte
	contentType := "application/x-www-form-urlencoded"
	switch d.envelope {
	case "events_api":
		contentType, body = "application/json", encode(d.payload)
	case "slash_commands":
		form := url.Values{}
		for k, v := range d.payload {
			form.Set(k, fmt.Sprint(v))
		}
		body = []byte(form.Encode())
	default:
		body = []byte(url.Values{"payload": {string(encode(d.payload))}}.Encode())
	}
	r := s.sign(to, contentType, body)
	if d.attempt > 0 {
		r.header.Set("X-Slack-Retry-Num", strconv.Itoa(d.attempt))
		r.header.Set("X-Slack-Retry-Reason", d.reason)
	}
	s.mu.Lock()
	d.signed = r
	s.mu.Unlock()

	began := time.Now()
	x := Exchange{At: began, ToApp: true, Name: d.kind, Path: to, Request: s.redact(body)}
	ctx, cancel := context.WithTimeout(ctx, s.opt.AckTimeout)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)()
	res, err := r.do(ctx, s.out)
	a := judge(res, err)
	a.latency = time.Since(began)
	x.Status, x.Answer = res.status, s.redact(res.body)
	x.Err = a.failure
	s.record(x, began)
	return a
}

// judge decides whether a response counts as an acknowledgement, and reads what it says.
func judge(res response, err error) answer {
	if err != nil {
		var timeout net.Error
		if errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.Canceled) {
			return answer{failure: "http_timeout"}
		}
		if strings.Contains(err.Error(), "too many redirects") {
			return answer{failure: "too_many_redirects"}
		}
		return answer{failure: "connection_failed"}
	}
	if res.status/100 != 2 {
		return answer{failure: "http_error", noRetry: res.header.Get("X-Slack-No-Retry") == "1"}
	}
	body := res.body
	kind, _, _ := mime.ParseMediaType(res.header.Get("Content-Type"))
	// A text such as «42» is valid JSON too, but nobody who sends it without saying so means JSON.
	if kind == "application/json" || bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) && json.Valid(body) {
		return readAnswer(body)
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return answer{acked: true}
	}
	return answer{acked: true, raw: encode(string(body)), payload: obj{"text": string(body)}, garbled: true}
}

func (s *Sim) resend(ctx context.Context, r *signedRequest) (int, error) {
	began := time.Now()
	x := Exchange{At: began, ToApp: true, Name: "resend", Path: r.url, Request: s.redact(r.body)}
	res, err := r.do(ctx, s.out)
	if err != nil {
		x.Err = err.Error()
		s.record(x, began)
		return 0, err
	}
	x.Status, x.Answer = res.status, s.redact(res.body)
	s.record(x, began)
	return res.status, nil
}

// VerifyURL asks the app for the challenge, as Slack does when a request URL is entered.
func (s *Sim) VerifyURL(ctx context.Context) error {
	s.mu.Lock()
	to := s.requestURL
	s.mu.Unlock()
	challenge := secret(20)
	body := encode(obj{"type": "url_verification", "token": "deprecated", "challenge": challenge})
	res, err := s.sign(to, "application/json", body).do(ctx, s.out)
	if err != nil {
		return err
	}
	text := strings.TrimSpace(string(res.body))
	var o obj
	switch form, _ := url.ParseQuery(text); {
	case res.status != http.StatusOK:
		return fmt.Errorf("url_verification: status %d", res.status)
	case text == challenge, form.Get("challenge") == challenge, json.Unmarshal(res.body, &o) == nil && str(o, "challenge") == challenge:
		return nil
	}
	return errors.New("url_verification: the challenge did not come back")
}
