package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/slack-go/slack"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

const fichaSecreta = "xoxb-1000-2000-muySecreto"

// slackFalso answers each call of the Web API with what contestar says.
func slackFalso(t *testing.T, contestar http.HandlerFunc) (*cartero, *[]url.Values) {
	t.Helper()
	var mu sync.Mutex
	var llamadas []url.Values
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		mu.Lock()
		llamadas = append(llamadas, r.PostForm)
		mu.Unlock()
		contestar(w, r)
	}))
	t.Cleanup(s.Close)
	return newCartero(slack.New(fichaSecreta, slack.OptionAPIURL(s.URL+"/"))), &llamadas
}

func responder(codigo int, cuerpo string, cabeceras ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for k := 0; k+1 < len(cabeceras); k += 2 {
			w.Header().Set(cabeceras[k], cabeceras[k+1])
		}
		w.WriteHeader(codigo)
		_, _ = io.WriteString(w, cuerpo)
	}
}

func conError(codigo string) http.HandlerFunc {
	return responder(200, `{"ok":false,"error":"`+codigo+`"}`)
}

func avisoDePrueba(destino string) compromiso.Envio {
	e := envioFijo(compromiso.AvisoRechazo, planFijo(), "", map[string]string{"motivo": "Falta el costo."})
	e.Aviso.Destino = destino
	return e
}

func TestFallosDeSlack(t *testing.T) {
	type f = compromiso.FalloEnvio
	ritmo := f{Motivo: "ratelimited", Reintentar: true}
	enfermo := func(m string) f { return f{Motivo: m, Reintentar: true, Incierto: true} }
	final := func(m string) f { return f{Motivo: m} }
	inalcanzable := func(m string) f { return f{Motivo: m, Inalcanzable: true} }
	credencial := func(m string) f { return f{Motivo: m, Reintentar: true} }
	for nombre, c := range map[string]struct {
		destino string
		slack   http.HandlerFunc
		quiero  f
	}{
		"429 with Retry-After":      {uEnlace, responder(429, `{"ok":false,"error":"ratelimited"}`, "Retry-After", "7"), f{Motivo: "ratelimited", Reintentar: true, Despues: 7 * time.Second}},
		"429 with Retry-After 0":    {uEnlace, responder(429, ``, "Retry-After", "0"), f{Motivo: "ratelimited", Reintentar: true, Despues: time.Second}},
		"429 with an absurd wait":   {uEnlace, responder(429, ``, "Retry-After", "999999"), f{Motivo: "ratelimited", Reintentar: true, Despues: time.Hour}},
		"429 with a date":           {uEnlace, responder(429, ``, "Retry-After", "Mon, 11 Mar 2024 15:00:00 GMT"), ritmo},
		"429 without Retry-After":   {uEnlace, responder(429, `{"ok":false,"error":"ratelimited"}`), ritmo},
		"ratelimited in the body":   {uEnlace, conError("ratelimited"), ritmo},
		"rate_limited in the body":  {uEnlace, conError("rate_limited"), ritmo},
		"500":                       {uEnlace, responder(500, "<html>"), enfermo("http_500")},
		"503":                       {uEnlace, responder(503, "<html>"), enfermo("http_503")},
		"404 of a proxy":            {uEnlace, responder(404, "<html>"), final("http_404")},
		"403 of a proxy":            {uEnlace, responder(403, "<html>"), credencial("http_403")},
		"half an answer":            {uEnlace, responder(200, `{"ok":tr`), f{Motivo: "red", Reintentar: true, Incierto: true}},
		"not JSON":                  {uEnlace, responder(200, `<html>`), f{Motivo: "red", Reintentar: true, Incierto: true}},
		"ok without ts":             {uEnlace, responder(200, `{"ok":true}`), f{Motivo: "respuesta_vacia", Reintentar: true, Incierto: true}},
		"error without a name":      {uEnlace, conError(""), f{Motivo: "respuesta_vacia", Reintentar: true, Incierto: true}},
		"internal_error":            {uEnlace, conError("internal_error"), enfermo("internal_error")},
		"fatal_error":               {uEnlace, conError("fatal_error"), enfermo("fatal_error")},
		"service_unavailable":       {uEnlace, conError("service_unavailable"), enfermo("service_unavailable")},
		"account_inactive":          {uEnlace, conError("account_inactive"), inalcanzable("account_inactive")},
		"account_inactive, channel": {"C0CVD", conError("account_inactive"), credencial("account_inactive")},
		"user_not_found":            {uEnlace, conError("user_not_found"), inalcanzable("user_not_found")},
		"user_disabled":             {uEnlace, conError("user_disabled"), inalcanzable("user_disabled")},
		"cannot_dm_bot":             {uEnlace, conError("cannot_dm_bot"), inalcanzable("cannot_dm_bot")},
		"messages_tab_disabled":     {uEnlace, conError("messages_tab_disabled"), inalcanzable("messages_tab_disabled")},
		"channel_not_found, person": {uEnlace, conError("channel_not_found"), inalcanzable("channel_not_found")},
		"channel_not_found":         {"C0CVD", conError("channel_not_found"), final("channel_not_found")},
		"not_in_channel":            {"C0CVD", conError("not_in_channel"), final("not_in_channel")},
		"is_archived":               {"C0CVD", conError("is_archived"), final("is_archived")},
		"restricted_action":         {"C0CVD", conError("restricted_action_read_only_channel"), final("restricted_action_read_only_channel")},
		"no_text":                   {uEnlace, conError("no_text"), final("no_text")},
		"msg_too_long":              {uEnlace, conError("msg_too_long"), final("msg_too_long")},
		"metadata_too_large":        {uEnlace, conError("metadata_too_large"), final("metadata_too_large")},
		"invalid_metadata_format":   {uEnlace, conError("invalid_metadata_format"), final("invalid_metadata_format")},
		"invalid_auth":              {uEnlace, conError("invalid_auth"), credencial("invalid_auth")},
		"token_revoked":             {uEnlace, conError("token_revoked"), credencial("token_revoked")},
		"token_expired":             {uEnlace, conError("token_expired"), credencial("token_expired")},
		"missing_scope":             {uEnlace, responder(200, `{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"}`), credencial("missing_scope")},
		"ekm_access_denied":         {uEnlace, conError("ekm_access_denied"), credencial("ekm_access_denied")},
		"something new":             {uEnlace, conError("brand_new_error"), final("brand_new_error")},
		"invalid_blocks twice": {uEnlace, responder(200,
			`{"ok":false,"error":"invalid_blocks","errors":["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]}`), final("invalid_blocks")},
	} {
		t.Run(nombre, func(t *testing.T) {
			c2, _ := slackFalso(t, c.slack)
			_, err := c2.Enviar(t.Context(), avisoDePrueba(c.destino))
			var got *f
			if !errors.As(err, &got) {
				t.Fatalf("the error is %T: %v", err, err)
			}
			if d := cmp.Diff(c.quiero, *got, cmpopts.IgnoreFields(f{}, "Err")); d != "" {
				t.Error(d)
			}
			if strings.Contains(err.Error(), "muySecreto") {
				t.Errorf("the token is in %q", err)
			}
		})
	}
}

func TestFallosDeRed(t *testing.T) {
	t.Run("nobody listens", func(t *testing.T) {
		s := httptest.NewServer(http.NotFoundHandler())
		s.Close()
		u := strings.Replace(s.URL, "http://", "http://xoxb-1-2-muySecreto:clave@", 1)
		_, err := newCartero(slack.New(fichaSecreta, slack.OptionAPIURL(u+"/"))).Enviar(t.Context(), avisoDePrueba(uEnlace))
		revisarRed(t, err, "red", false)
	})
	t.Run("the answer is lost", func(t *testing.T) {
		c, _ := slackFalso(t, func(w http.ResponseWriter, _ *http.Request) {
			con, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_ = con.Close()
			}
		})
		_, err := c.Enviar(t.Context(), avisoDePrueba(uEnlace))
		revisarRed(t, err, "red", true)
	})
	t.Run("no answer in time", func(t *testing.T) {
		fin := make(chan struct{})
		c, _ := slackFalso(t, func(http.ResponseWriter, *http.Request) { <-fin })
		t.Cleanup(func() { close(fin) })
		ctx, cancelar := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancelar()
		_, err := c.Enviar(ctx, avisoDePrueba(uEnlace))
		revisarRed(t, err, "timeout", true)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Error("the end of the context is not to be found in the error")
		}
	})
}

func revisarRed(t *testing.T, err error, motivo string, incierto bool) {
	t.Helper()
	var f *compromiso.FalloEnvio
	if !errors.As(err, &f) || f.Motivo != motivo || !f.Reintentar || f.Incierto != incierto || f.Inalcanzable {
		t.Errorf("%+v", err)
	}
	for _, s := range []string{"muySecreto", "clave@"} {
		if strings.Contains(err.Error(), s) {
			t.Errorf("a secret is in %q", err)
		}
	}
}

// TestRespaldo: a workspace that does not know charts gets the digest without them,
// once, with the same mark.
func TestRespaldo(t *testing.T) {
	c, llamadas := slackFalso(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.PostForm.Get("blocks"), "data_visualization") {
			conError("invalid_blocks")(w, r)
			return
		}
		responder(200, `{"ok":true,"channel":"C0CVD","ts":"1710169200.000100"}`)(w, r)
	})
	r, err := c.Enviar(t.Context(), enviosDeMuestra()["resumen"])
	if err != nil || r != (compromiso.Recibo{Canal: "C0CVD", TS: "1710169200.000100"}) {
		t.Fatalf("%+v %v", r, err)
	}
	if len(*llamadas) != 2 {
		t.Fatalf("%d calls", len(*llamadas))
	}
	uno, dos := (*llamadas)[0], (*llamadas)[1]
	for _, k := range []string{"text", "metadata", "channel"} {
		if uno.Get(k) == "" || uno.Get(k) != dos.Get(k) {
			t.Errorf("%s: %q, then %q", k, uno.Get(k), dos.Get(k))
		}
	}
	if !strings.Contains(dos.Get("blocks"), "Por área") || uno.Has("link_names") || uno.Get("parse") != "none" {
		t.Errorf("%v", dos)
	}
	var m slack.SlackMetadata
	if err := json.Unmarshal([]byte(uno.Get("metadata")), &m); err != nil || m.EventType != "compromisos_aviso" ||
		m.EventPayload["clave"] != enviosDeMuestra()["resumen"].Aviso.Clave {
		t.Errorf("the mark is %s", uno.Get("metadata"))
	}
}

// TestEnviarYBuscar goes through a Slack of its own: what was sent is found again by
// its mark, over pages, and nothing else is.
func TestEnviarYBuscar(t *testing.T) {
	sim, err := slacksim.Start(slacksim.Options{PageSize: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	sim.AddUser(slacksim.User{ID: uEnlace, Name: "enlace"})
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{sim.BotUserID()}})
	c := newCartero(slack.New(sim.BotToken(), slack.OptionAPIURL(sim.URL())))
	for _, destino := range []string{uEnlace, "C0CVD"} {
		e := avisoDePrueba(destino)
		e.Aviso.Clave = "rechazo:" + destino
		e.Aviso.PrimerIntent = time.Now().Add(-time.Second)
		if _, hay, err := c.Buscar(t.Context(), e.Aviso); hay || err != nil {
			t.Fatalf("%s: found before it was sent: %v %v", destino, hay, err)
		}
		sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Kind: slacksim.LostAnswer})
		if _, err := c.Enviar(t.Context(), e); err == nil {
			t.Fatalf("%s: the answer was not lost", destino)
		}
		for k := range 5 {
			otro := e
			otro.Aviso.Clave += strings.Repeat("x", k+1)
			if _, err := c.Enviar(t.Context(), otro); err != nil {
				t.Fatal(err)
			}
		}
		r, hay, err := c.Buscar(t.Context(), e.Aviso)
		if !hay || err != nil || r.TS == "" || (destino == "C0CVD" && r.Canal != destino) || (destino == uEnlace && r.Canal[0] != 'D') {
			t.Errorf("%s: %+v %v %v", destino, r, hay, err)
		}
		e.Aviso.PrimerIntent = time.Now().Add(9 * time.Hour) // by a clock of another zone
		if _, hay, _ := c.Buscar(t.Context(), e.Aviso); !hay {
			t.Errorf("%s: a clock that is wrong hides what was sent", destino)
		}
		e.Aviso.PrimerIntent = time.Now().Add(27 * time.Hour)
		if _, hay, _ := c.Buscar(t.Context(), e.Aviso); hay {
			t.Errorf("%s: found before its first attempt", destino)
		}
		e.Aviso.PrimerIntent = time.Time{}
		if _, hay, err := c.Buscar(t.Context(), e.Aviso); hay || err != nil {
			t.Errorf("%s: found without an attempt", destino)
		}
	}
}

func TestBuscarFalla(t *testing.T) {
	a := avisoDePrueba(uEnlace).Aviso
	a.PrimerIntent = ahoraFijo()
	for nombre, c := range map[string]struct {
		slack      http.HandlerFunc
		reintentar bool
	}{
		"429":            {responder(429, ``, "Retry-After", "3"), true},
		"500":            {responder(500, ``), true},
		"user_not_found": {conError("user_not_found"), false},
		"no channel":     {responder(200, `{"ok":true}`), true},
	} {
		cartero, _ := slackFalso(t, c.slack)
		_, hay, err := cartero.Buscar(t.Context(), a)
		var f *compromiso.FalloEnvio
		if hay || !errors.As(err, &f) || f.Reintentar != c.reintentar || f.Incierto != c.reintentar {
			t.Errorf("%s: %v %+v", nombre, hay, err)
		}
	}
}

func TestSinContenido(t *testing.T) {
	c, llamadas := slackFalso(t, conError("x"))
	_, err := c.Enviar(t.Context(), compromiso.Envio{Aviso: compromiso.Aviso{Clase: "otra", Destino: uEnlace}})
	var f *compromiso.FalloEnvio
	if !errors.As(err, &f) || f.Reintentar || f.Motivo != "sin_contenido" || len(*llamadas) != 0 {
		t.Errorf("%+v, %d calls", err, len(*llamadas))
	}
}
