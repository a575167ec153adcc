package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

// slackMudo is a Slack that takes everything and says nothing, without a network: for
// requests by the thousand. It notes where it was called.
type slackMudo struct {
	mu      sync.Mutex
	ajenas  []string // addresses that are not Slack's
	equipo  string
	usuario string
}

// RoundTrip answers as Slack does to what was well asked.
func (s *slackMudo) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" || r.URL.Host != "slack.com" && r.URL.Host != "hooks.slack.com" {
		s.mu.Lock()
		s.ajenas = append(s.ajenas, r.URL.String())
		s.mu.Unlock()
	}
	var cuerpo []byte
	if r.Body != nil {
		var err error
		if cuerpo, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	sale := map[string]any{"ok": true}
	switch strings.TrimPrefix(r.URL.Path, "/api/") {
	case "auth.test":
		sale["team_id"], sale["user_id"], sale["bot_id"] = s.equipo, s.usuario, "B0BOT"
	case "users.info":
		f, _ := url.ParseQuery(string(cuerpo))
		switch id := f.Get("user"); id {
		case uST, uEnlace, uLector:
			sale["user"] = map[string]any{"id": id, "team_id": s.equipo, "name": id}
		default:
			sale["ok"], sale["error"] = false, "user_not_found"
		}
	case "views.open", "views.update", "views.push":
		sale["view"] = map[string]any{"id": "V0NUEVA"}
	case "conversations.open":
		sale["channel"] = map[string]any{"id": "D0X"}
	case "files.getUploadURLExternal":
		sale["upload_url"], sale["file_id"] = "https://slack.com/upload/v1/F0X", "F0X"
	case "chat.postMessage", "chat.postEphemeral":
		sale["ts"], sale["message_ts"], sale["channel"] = "1.1", "1.1", "D0X"
	}
	b, err := json.Marshal(sale)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {tipoJSON}}, Body: io.NopCloser(bytes.NewReader(b)), Request: r,
	}, nil
}

// testigo is the store, and a witness of who wrote into it.
type testigo struct {
	*falso
	ultimo []string // who wrote since it was last asked
}

func (s *testigo) anota(sol compromiso.Solicitud, err error) {
	if err == nil {
		s.con(func() { s.ultimo = append(s.ultimo, sol.Acto.Actor) })
	}
}

func (s *testigo) quienes() (q []string) {
	s.con(func() { q, s.ultimo = s.ultimo, nil })
	return q
}

func (s *testigo) Registrar(ctx context.Context, sol compromiso.Solicitud, alta compromiso.Alta) (*compromiso.Compromiso, []int64, error) {
	n, ids, err := s.falso.Registrar(ctx, sol, alta)
	s.anota(sol, err)
	return n, ids, err
}

func (s *testigo) Cambiar(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia,
	fn func(*compromiso.Compromiso, *compromiso.Directorio) error,
) (*compromiso.Compromiso, []int64, error) {
	n, ids, err := s.falso.Cambiar(ctx, sol, ref, fn)
	s.anota(sol, err)
	return n, ids, err
}

func (s *testigo) Posponer(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string, hasta compromiso.Fecha) error {
	err := s.falso.Posponer(ctx, sol, ref, inciso, hasta)
	s.anota(sol, err)
	return err
}

func (s *testigo) Enterado(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string) error {
	err := s.falso.Enterado(ctx, sol, ref, inciso)
	s.anota(sol, err)
	return err
}

const secretoMudo, equipoMudo = "secreto", "T0MUDO"

// casaMuda is the bot with such a Slack and such a store.
type casaMuda struct {
	b     *Bot
	st    *testigo
	slack *slackMudo
	log   *lockedBuffer
}

func nuevaCasaMuda(t testing.TB) *casaMuda {
	t.Helper()
	c := &casaMuda{slack: &slackMudo{equipo: equipoMudo, usuario: "U0BOT"}, log: &lockedBuffer{}}
	c.st = &testigo{falso: &falso{
		dir: directorioFijo(comisionFija()), hechas: map[string]compromiso.Numero{}, personas: map[string]compromiso.Persona{},
		ns:    map[compromiso.Numero]*compromiso.Compromiso{},
		aviso: &compromiso.Aviso{Comision: "CVD", Compromiso: compromiso.Numero{Cons: 3, Anio: 2024}},
	}}
	b, err := New(Options{
		BotToken: "xoxb-x", SigningSecret: secretoMudo, Ahora: ahoraFijo, Maquina: time.Now,
		Log: slog.New(slog.NewTextHandler(c.log, &slog.HandlerOptions{Level: slog.LevelWarn})), HTTPClient: &http.Client{Transport: c.slack},
	}, c.st)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Auth(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Stop(context.Background()) })
	c.b = b
	c.limpia()
	return c
}

// limpia puts the store back to how it was.
func (c *casaMuda) limpia() {
	c.st.con(func() {
		c.st.ns = map[compromiso.Numero]*compromiso.Compromiso{{Cons: 3, Anio: 2024}: planFijo(), {Cons: 4, Anio: 2024}: manualFijo()}
		clear(c.st.hechas)
		c.st.escrito, c.st.planeados, c.st.ultimo = nil, nil, nil
	})
}

// postear sends a signed request and waits until all its work is done.
func (c *casaMuda) postear(tipo, cuerpo string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c.b.Handler().ServeHTTP(w, firmada(secretoMudo, tipo, cuerpo))
	c.b.obra.Wait()
	return w
}
