package page

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

var cast = teller{map[string]string{"U1": "Inés", "U2": "Luis", "C1": "#cvd", "D2": "Luis", "S1": "@enlaces"}}

// What went over the wire is said in words, whatever carried it.
func TestTitles(t *testing.T) {
	t.Parallel()
	for want, x := range map[string]slacksim.Exchange{
		"Inés escribe «/compromiso lista»":                                 {ToApp: true, Name: "slash_commands", Request: `{"envelope_id":"e","payload":{"user_id":"U1","command":"/compromiso","text":"lista"}}`},
		"Luis escribe «/compromiso nuevo…»":                                {ToApp: true, Name: "slash_commands", Request: `user_id=U2&command=%2Fcompromiso&text=nuevo%0Ados`},
		"Inés oprime el botón «Registrar avance»":                          {ToApp: true, Name: "block_actions", Request: `{"payload":{"user":{"id":"U1"},"actions":[{"type":"button","text":{"text":"Registrar avance"}}]}}`},
		"Inés elige «mañana»":                                              {ToApp: true, Name: "block_actions", Request: `payload=%7B%22user%22%3A%7B%22id%22%3A%22U1%22%7D%2C%22actions%22%3A%5B%7B%22type%22%3A%22overflow%22%2C%22selected_option%22%3A%7B%22text%22%3A%7B%22text%22%3A%22ma%C3%B1ana%22%7D%7D%7D%5D%7D`},
		"Luis envía el formulario «Prórroga»":                              {ToApp: true, Name: "view_submission", Request: `{"payload":{"user":{"id":"U2"},"view":{"title":{"text":"Prórroga"}}}}`},
		"Luis escribe al bot: «hola»":                                      {ToApp: true, Name: "message", Request: `{"payload":{"event":{"user":"U2","channel":"D2","text":"hola"}}}`},
		"Inés escribe en #cvd: «hola»":                                     {ToApp: true, Name: "message", Request: `{"event":{"user":"U1","channel":"C1","text":"hola"}}`},
		"Slack avisa al bot de su propio mensaje a Luis":                   {ToApp: true, Name: "message", Request: `{"payload":{"event":{"user":"U0","bot_id":"B","channel":"D2","text":"x"}}}`},
		"Slack avisa que se corrigió un mensaje en #cvd":                   {ToApp: true, Name: "message", Request: `{"payload":{"event":{"subtype":"message_changed","channel":"C1"}}}`},
		"Slack avisa de «otra_cosa»":                                       {ToApp: true, Name: "otra_cosa", Request: `{`},
		"El bot escribe a Luis: «Tiene un asunto…»":                        {Name: "chat.postMessage", Request: `channel=D2&text=Tiene+un+asunto%0Avence+hoy`},
		"El bot escribe en #cvd: «" + strings.Repeat("é", maxQuote) + "…»": {Name: "chat.postMessage", Request: `{"channel":"C1","text":"` + strings.Repeat("é", maxQuote+1) + `"}`},
		"El bot le muestra solo a Inés: «ya»":                              {Name: "chat.postEphemeral", Request: `{"channel":"C1","user":"U1","text":"ya"}`},
		"El bot abre el formulario «Registrar»":                            {Name: "views.open", Request: `view=%7B%22title%22%3A%7B%22text%22%3A%22Registrar%22%7D%7D`},
		"El bot retira su respuesta":                                       {Name: "response_url", Request: `{"delete_original":true}`},
		"El bot pregunta quién es U9":                                      {Name: "users.info", Request: `user=U9`},
		"El bot comprueba su llave":                                        {Name: "auth.test"},
		"El bot pide «chat.sing»":                                          {Name: "chat.sing", Request: `<html>`},
	} {
		if got := cast.title(x); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// How it went is said, and what the app did about what went wrong on purpose.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 3, 15, 0, 0, 0, time.UTC)
	post := func(after time.Duration, m *slacksim.Mishap, answer string) slacksim.Exchange {
		return slacksim.Exchange{At: at.Add(after), Name: "chat.postMessage", Request: `{"channel":"U2","text":"a"}`, Answer: answer, Status: 200, Mishap: m}
	}
	look := slacksim.Exchange{At: at.Add(2 * time.Second), Name: "conversations.history", Request: `channel=D2`, Answer: `{"ok":true}`, Status: 200}
	other := slacksim.Exchange{At: at.Add(time.Second), Name: "chat.postMessage", Request: `{"channel":"U2","text":"b"}`, Answer: `{"ok":true}`, Status: 200}
	limited := &slacksim.Mishap{Kind: slacksim.RateLimited, RetryAfter: 5 * time.Second}
	lost := &slacksim.Mishap{Kind: slacksim.LostAnswer}
	slow := &slacksim.Mishap{Kind: slacksim.Hang, Delay: 4 * time.Second}
	gaveUp := post(0, slow, "")
	gaveUp.Err = "the caller gave up"
	for name, tt := range map[string]struct {
		x           slacksim.Exchange
		later       []slacksim.Exchange
		said, after string
		wrong       bool
	}{
		"well":         {post(0, nil, `{"ok":true}`), nil, "hecho", "", false},
		"refused":      {post(0, nil, `{"ok":false,"error":"invalid_blocks"}`), nil, "Slack no lo aceptó (invalid_blocks)", "", true},
		"no app":       {slacksim.Exchange{ToApp: true, Err: "no_connection"}, nil, "el bot no estaba conectado", "", true},
		"late app":     {slacksim.Exchange{ToApp: true, Err: "timeout"}, nil, "el bot no respondió en 3 segundos", "", true},
		"app":          {slacksim.Exchange{ToApp: true}, nil, "respondió", "", false},
		"not yet":      {post(0, limited, ""), []slacksim.Exchange{look, other, post(3*time.Second, limited, "")}, "falla a propósito: Slack pidió esperar 5 s (429)", "El bot todavía no lo repite.", true},
		"repeated":     {post(0, limited, ""), []slacksim.Exchange{other, post(5*time.Second, nil, `{"ok":true}`)}, "falla a propósito: Slack pidió esperar 5 s (429)", "El bot lo repitió a los 5.0 s, y llegó.", true},
		"looked after": {post(0, lost, `{"ok":true}`), []slacksim.Exchange{look}, "falla a propósito: Slack lo hizo y su respuesta se perdió", "El bot fue a ver a los 2.0 s si había llegado; como ahí estaba, no lo repitió.", true},
		"slow":         {post(0, slow, `{"ok":true}`), nil, "falla a propósito: Slack tardó 4 s", "El bot esperó, y la respuesta le llegó.", true},
		"too slow":     {gaveUp, nil, "falla a propósito: Slack tardó tanto que el bot dejó de esperar", "El bot todavía no lo repite.", true},
	} {
		said, wrong := cast.outcome(tt.x)
		if after := cast.after(tt.x, tt.later); said != tt.said || wrong != tt.wrong || after != tt.after {
			t.Errorf("%s: got %q, %v, %q", name, said, wrong, after)
		}
	}
}

// Whatever limit a message, a form or an answer can come near to has a name in words.
func TestLimitsHaveNames(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../limites.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Rules []struct{ Where, Type, Path, Rule string }
	}
	if err := json.Unmarshal(raw, &table); err != nil || len(table.Rules) < 100 {
		t.Fatal(len(table.Rules), err)
	}
	measured := []string{"message", "view", "block", "element", "object", "ack", "socket_ack"}
	for _, r := range table.Rules {
		if !slices.Contains(measured, r.Where) || !strings.HasPrefix(r.Rule, "max") && !strings.HasPrefix(r.Rule, "sum") || r.Rule == "max" || r.Rule == "maximum" || r.Rule == "maxTrueCount" || r.Rule == "maxStack" || r.Rule == "maxFileBytes" {
			continue
		}
		if parts[r.Path] == "" || things[r.Where+" "+r.Type] == "" {
			t.Errorf("%+v has no name", r)
		}
	}
	for want, m := range map[string]slacksim.Measure{
		"texto de una sección":                      {Where: "block", Type: "section", Path: "text.text", Unit: "characters"},
		"bloques del mensaje":                       {Where: "message", Type: "*", Path: "blocks", Unit: "items"},
		"todo el texto del mensaje":                 {Where: "message", Type: "*", Path: "blocks", Unit: "characters"},
		"tiempo de la respuesta":                    {Where: "ack", Type: "*", Unit: "ms"},
		"usos de la dirección para responder":       {Where: "response_url", Type: "*", Unit: "uses"},
		"tiempo del permiso de abrir un formulario": {Where: "trigger", Type: "*", Unit: "ms"},
	} {
		if got := limitOf(m).Name; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
