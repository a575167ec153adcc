package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The vector that Slack documents (hechos §1).
const (
	vectorSecreto = "8f742231b10e8888abcd99yyyzzz85a5"
	vectorSello   = "1531420618"
	vectorCuerpo  = `token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c`
	vectorFirma   = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
)

func TestFirma(t *testing.T) {
	base := time.Unix(1531420618, 0)
	for _, c := range []struct {
		nombre, secreto, sello, firma, cuerpo string
		ahora                                 time.Time
		vale                                  bool
	}{
		{"vector", vectorSecreto, vectorSello, vectorFirma, vectorCuerpo, base, true},
		{"300 s late", vectorSecreto, vectorSello, vectorFirma, vectorCuerpo, base.Add(300 * time.Second), true},
		{"300 s early", vectorSecreto, vectorSello, vectorFirma, vectorCuerpo, base.Add(-300 * time.Second), true},
		{"301 s late", vectorSecreto, vectorSello, vectorFirma, vectorCuerpo, base.Add(301 * time.Second), false},
		{"301 s early", vectorSecreto, vectorSello, vectorFirma, vectorCuerpo, base.Add(-301 * time.Second), false},
		{"other secret", vectorSecreto + "x", vectorSello, vectorFirma, vectorCuerpo, base, false},
		{"no secret", "", vectorSello, vectorFirma, vectorCuerpo, base, false},
		{"body encoded anew", vectorSecreto, vectorSello, vectorFirma, strings.ReplaceAll(vectorCuerpo, "%3A", ":"), base, false},
		{"no signature", vectorSecreto, vectorSello, "", vectorCuerpo, base, false},
		{"no version", vectorSecreto, vectorSello, vectorFirma[3:], vectorCuerpo, base, false},
		{"half a signature", vectorSecreto, vectorSello, vectorFirma[:35], vectorCuerpo, base, false},
		{"not hex", vectorSecreto, vectorSello, "v0=zz", vectorCuerpo, base, false},
		{"no timestamp", vectorSecreto, "", vectorFirma, vectorCuerpo, base, false},
		{"timestamp of another age", vectorSecreto, "-9223372036854775808", vectorFirma, vectorCuerpo, base, false},
	} {
		t.Run(c.nombre, func(t *testing.T) {
			h := http.Header{}
			h.Set("X-SLACK-SIGNATURE", c.firma)
			h.Set("x-slack-request-timestamp", c.sello)
			if err := revisarFirma(h, []byte(c.cuerpo), c.secreto, c.ahora); (err == nil) != c.vale {
				t.Errorf("valid = %v, want %v (%v)", err == nil, c.vale, err)
			}
		})
	}
}

func firmada(secreto, tipo, cuerpo string) *http.Request {
	sello := strconv.FormatInt(time.Now().Unix(), 10)
	m := hmac.New(sha256.New, []byte(secreto))
	_, _ = io.WriteString(m, "v0:"+sello+":"+cuerpo)
	r := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader(cuerpo))
	r.Header.Set("Content-Type", tipo)
	r.Header.Set("X-Slack-Request-Timestamp", sello)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(m.Sum(nil)))
	return r
}

const (
	tipoForma = "application/x-www-form-urlencoded"
	tipoJSON  = "application/json"
)

func (c *casa) postear(tipo, cuerpo string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c.b.Handler().ServeHTTP(w, firmada(c.sim.SigningSecret(), tipo, cuerpo))
	return w
}

func TestPuertaHTTP(t *testing.T) {
	c := nuevaCasa(t)
	t.Run("bad signature: 401, empty", func(t *testing.T) {
		w := httptest.NewRecorder()
		c.b.Handler().ServeHTTP(w, firmada("otro", tipoForma, "command=%2Fcompromiso"))
		if w.Code != http.StatusUnauthorized || w.Body.Len() != 0 {
			t.Errorf("%d %q", w.Code, w.Body)
		}
	})
	t.Run("url_verification", func(t *testing.T) {
		w := c.postear(tipoJSON, `{"type":"url_verification","token":"x","challenge":"3eZbrw1a"}`)
		if w.Code != 200 || w.Body.String() != "3eZbrw1a" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("%d %q", w.Code, w.Body)
		}
	})
	t.Run("ssl_check", func(t *testing.T) {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader("ssl_check=1&token=x"))
		r.Header.Set("Content-Type", tipoForma)
		c.b.Handler().ServeHTTP(w, r)
		if w.Code != 200 || w.Body.Len() != 0 {
			t.Errorf("%d %q", w.Code, w.Body)
		}
	})
	t.Run("ssl_check carries no command past the signature", func(t *testing.T) {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader("ssl_check=1&command=%2Fcompromiso&text=lista"))
		r.Header.Set("Content-Type", tipoForma)
		c.b.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized {
			t.Errorf("%d", w.Code)
		}
	})
	t.Run("too big", func(t *testing.T) {
		if w := c.postear(tipoForma, "text="+strings.Repeat("a", maxCuerpo)); w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%d", w.Code)
		}
	})
	t.Run("GET", func(t *testing.T) {
		w := httptest.NewRecorder()
		c.b.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/slack/events", nil))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%d", w.Code)
		}
	})
	t.Run("a command", func(t *testing.T) {
		f := url.Values{"team_id": {c.sim.TeamID()}, "user_id": {uLector}, "channel_id": {"C0CVD"}, "command": {"/compromiso"}, "text": {"ver 03/2024"}, "trigger_id": {"1.2.3"}}
		w := c.postear(tipoForma, f.Encode())
		if w.Code != 200 || !strings.Contains(w.Body.String(), "plan de carteles") || w.Body.Len() > 16<<10 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}

// Whatever is missing, null or of another kind in a payload: an answer, and no panic.
func TestCargasRotas(t *testing.T) {
	c := nuevaCasa(t)
	equipo := c.sim.TeamID()
	cargas := []string{
		`{}`, `null`, `[]`, `"x"`, `{"type":null}`, `{"type":"block_actions"}`, `{"type":"block_actions","actions":null}`,
		`{"type":"block_actions","actions":[]}`, `{"type":"block_actions","actions":[null]}`, `{"type":"block_actions","actions":[{}]}`,
		`{"type":"block_actions","user":null,"team":null,"actions":[{"action_id":"ver","value":null}]}`,
		`{"type":"block_actions","user":{"id":"U0ST"},"team":{"id":"` + equipo + `"},"actions":[{"action_id":"ver"}],"container":null,"channel":null,"response_url":null}`,
		`{"type":"block_actions","user":{"id":"U0ST","team_id":"` + equipo + `"},"team":null,"actions":[{"action_id":"posponer","selected_option":null}]}`,
		`{"type":"view_submission"}`, `{"type":"view_submission","view":null}`, `{"type":"view_submission","view":{}}`,
		`{"type":"view_submission","view":{"id":"V1"}}`,
		`{"type":"view_submission","user":{"id":"U0ST"},"team":{"id":"` + equipo + `"},"view":{"id":"V1","callback_id":"avance","state":null,"blocks":null}}`,
		`{"type":"view_submission","user":{"id":"U0ST"},"team":{"id":"` + equipo + `"},"view":{"id":"V1","callback_id":"nuevo","private_metadata":"{}","state":{"values":{"texto":null,"areas":{"areas":null},"vence":{"vence":{"type":"datepicker","selected_date":null}}}},"blocks":[null,{"type":"input","block_id":"texto"}]}}`,
		`{"type":"view_closed","view":null}`, `{"type":"shortcut","callback_id":"x"}`, `{"type":"message_action","message":null}`,
		`{"type":"block_suggestion","action_id":"x"}`, `{"type":"something_new"}`,
		`{"type":"block_actions","actions":"x"}`, `{"type":7}`,
	}
	for _, carga := range cargas {
		if w := c.postear(tipoForma, url.Values{"payload": {carga}}.Encode()); w.Code != 200 && w.Code != 400 {
			t.Errorf("%s: %d", carga, w.Code)
		}
		if w := c.postear(tipoJSON, carga); w.Code != 200 && w.Code != 400 {
			t.Errorf("event %s: %d", carga, w.Code)
		}
	}
	for _, evento := range []string{
		`{"type":"event_callback"}`, `{"type":"event_callback","event":null}`, `{"type":"event_callback","event":{}}`,
		`{"type":"event_callback","event":{"type":"message","channel_type":"im","user":null,"thread_ts":"1.1","ts":"1.2"}}`,
		`{"type":"event_callback","event":{"type":"message","channel_type":"im","subtype":"message_changed","message":null}}`,
		`{"type":"app_rate_limited","minute_rate_limited":1}`,
	} {
		if w := c.postear(tipoJSON, evento); w.Code != 200 {
			t.Errorf("%s: %d", evento, w.Code)
		}
	}
	if w := c.postear(tipoForma, ""); w.Code != 200 {
		t.Errorf("empty form: %d", w.Code)
	}
	if s := c.registro(); strings.Contains(s, "panic") {
		t.Error(s)
	}
}
