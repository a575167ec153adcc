package page

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"compromisos/slacksim"
)

// teller says in words what an exchange was: who did what, and what came of it.
type teller struct {
	names map[string]string // of people, groups and conversations, by id
}

// payload is what went over the wire, opened.
type payload map[string]any

// opened takes the payload out of what carries it: an envelope, a form.
func opened(x slacksim.Exchange) payload {
	p := payload(slacksim.Arguments(x.Request))
	for name, v := range p {
		var inner any
		if s, ok := v.(string); ok && (strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[")) && json.Unmarshal([]byte(s), &inner) == nil {
			p[name] = inner
		}
	}
	if inner, ok := p["payload"].(map[string]any); ok && x.ToApp {
		p = inner
	}
	if event, ok := p["event"].(map[string]any); ok && x.ToApp {
		p = event
	}
	return p
}

// at follows names and numbers of a path to a word; "" where it leads nowhere.
func (p payload) at(path string) string {
	var v any = map[string]any(p)
	for key := range strings.SplitSeq(path, ".") {
		if list, ok := v.([]any); ok && key == "0" && len(list) > 0 {
			v = list[0]
			continue
		}
		m, _ := v.(map[string]any)
		v = m[key]
	}
	s, _ := v.(string)
	return s
}

func (p payload) any(paths ...string) string {
	for _, path := range paths {
		if s := p.at(path); s != "" {
			return s
		}
	}
	return ""
}

// maxQuote is how much of what was said a title repeats.
const maxQuote = 70

// quoted is the first line of words, between marks; "" of nothing.
func quoted(s string) string {
	s, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if utf8.RuneCountInString(s) > maxQuote {
		s, more = string([]rune(s)[:maxQuote]), true
	}
	if s == "" {
		return ""
	}
	if more {
		s += "…"
	}
	return "«" + s + "»"
}

// who is somebody or some place by its name.
func (t teller) who(id string) string {
	if n, ok := t.names[id]; ok {
		return n
	}
	if id == "" {
		return "alguien"
	}
	return id
}

// to is where something is said: to a person, in a channel.
func (t teller) to(id string) string {
	if name := t.who(id); !strings.HasPrefix(name, "#") {
		return "a " + name
	}
	return "en " + t.who(id)
}

// title is what an exchange was, in a line.
func (t teller) title(x slacksim.Exchange) string {
	p := opened(x)
	if x.ToApp {
		return strings.TrimSpace(t.toApp(x, p))
	}
	return strings.TrimSpace(t.fromApp(x, p))
}

// toApp is what somebody did, of which Slack tells the app.
func (t teller) toApp(x slacksim.Exchange, p payload) string {
	who := t.who(p.any("user_id", "user.id", "user"))
	switch x.Name {
	case "slash_commands":
		return fmt.Sprintf("%s escribe %s", who, quoted(p.at("command")+" "+p.at("text")))
	case "block_actions":
		if p.at("actions.0.type") == "button" {
			return fmt.Sprintf("%s oprime el botón %s", who, quoted(p.at("actions.0.text.text")))
		}
		return fmt.Sprintf("%s elige %s", who, quoted(p.any("actions.0.selected_option.text.text", "actions.0.selected_date", "actions.0.selected_time", "actions.0.value", "actions.0.action_id")))
	case "view_submission":
		return fmt.Sprintf("%s envía el formulario %s", who, quoted(p.at("view.title.text")))
	case "view_closed":
		return fmt.Sprintf("%s cierra el formulario %s", who, quoted(p.at("view.title.text")))
	case "block_suggestion":
		return fmt.Sprintf("%s busca %s en una lista", who, quoted(p.at("value")))
	case "shortcut":
		return who + " usa un atajo"
	case "message_action":
		return who + " usa un atajo sobre un mensaje"
	case "app_home_opened":
		return who + " abre la aplicación"
	case "app_mention":
		return fmt.Sprintf("%s menciona al bot: %s", who, quoted(p.at("text")))
	case "message":
		return t.message(p, who)
	case "team_join":
		return "Alguien llega al espacio de trabajo: " + p.at("user.real_name")
	case "user_change":
		return "Cambian los datos de " + p.at("user.real_name")
	}
	return "Slack avisa de «" + x.Name + "»"
}

// message is the event of one: said, changed, deleted.
func (t teller) message(p payload, who string) string {
	where := t.who(p.at("channel"))
	switch {
	case p.at("subtype") == "message_changed":
		return "Slack avisa que se corrigió un mensaje " + t.to(p.at("channel"))
	case p.at("subtype") == "message_deleted":
		return "Slack avisa que se borró un mensaje " + t.to(p.at("channel"))
	case p.at("bot_id") != "":
		return "Slack avisa al bot de su propio mensaje " + t.to(p.at("channel"))
	case where == who:
		return fmt.Sprintf("%s escribe al bot: %s", who, quoted(p.at("text")))
	}
	return fmt.Sprintf("%s escribe en %s: %s", who, where, quoted(p.at("text")))
}

// asks are calls that say all by their name.
var asks = map[string]string{
	"auth.test":                    "El bot comprueba su llave",
	"apps.connections.open":        "El bot pide una conexión",
	"users.list":                   "El bot pide la lista de personas",
	"usergroups.list":              "El bot pide la lista de grupos",
	"usergroups.users.list":        "El bot pregunta quién está en un grupo",
	"conversations.list":           "El bot pide la lista de canales",
	"users.conversations":          "El bot pregunta en qué conversaciones está",
	"files.getUploadURLExternal":   "El bot pide a dónde subir un archivo",
	"upload":                       "El bot sube un archivo",
	"download":                     "El bot descarga un archivo",
	"files.info":                   "El bot pregunta por un archivo",
	"files.completeUploadExternal": "El bot publica un archivo",
	"chat.getPermalink":            "El bot pide la liga de un mensaje",
	"views.push":                   "El bot abre otro formulario encima",
}

// fromApp is what the app asks of Slack.
func (t teller) fromApp(x slacksim.Exchange, p payload) string {
	where, to, said := t.who(p.at("channel")), t.to(p.at("channel")), quoted(p.at("text"))
	switch x.Name {
	case "chat.postMessage":
		return fmt.Sprintf("El bot escribe %s: %s", to, said)
	case "chat.postEphemeral":
		return fmt.Sprintf("El bot le muestra solo a %s: %s", t.who(p.at("user")), said)
	case "chat.update":
		return fmt.Sprintf("El bot corrige un mensaje %s: %s", to, said)
	case "chat.delete":
		return "El bot borra un mensaje " + to
	case "response_url":
		if p["delete_original"] == true {
			return "El bot retira su respuesta"
		}
		return "El bot responde después: " + said
	case "views.open":
		return "El bot abre el formulario " + quoted(p.at("view.title.text"))
	case "views.update":
		return "El bot cambia el formulario " + quoted(p.at("view.title.text"))
	case "views.publish":
		return "El bot publica el inicio de " + t.who(p.at("user_id"))
	case "conversations.open":
		return "El bot pide la conversación con " + t.who(p.at("users"))
	case "conversations.history":
		return "El bot mira lo que se ha dicho " + to
	case "conversations.replies":
		return "El bot mira un hilo " + to
	case "conversations.info", "conversations.members":
		return "El bot pregunta por " + where
	case "users.info":
		return "El bot pregunta quién es " + t.who(p.at("user"))
	case "reactions.add":
		return "El bot reacciona a un mensaje " + to
	}
	if s, ok := asks[x.Name]; ok {
		return s
	}
	return "El bot pide «" + x.Name + "»"
}

// outcome is how it went, in words; wrong tells that it did not go as it should.
func (t teller) outcome(x slacksim.Exchange) (said string, wrong bool) {
	if x.Mishap != nil {
		return mishapWords(x), true
	}
	switch {
	case x.Err == "no_connection":
		return "el bot no estaba conectado", true
	case strings.Contains(x.Err, "timeout"):
		return "el bot no respondió en 3 segundos", true
	case x.Err != "":
		return "no hubo respuesta (" + x.Err + ")", true
	case x.Status == 429:
		return "Slack pidió esperar (429)", true
	case x.Status >= 400:
		return fmt.Sprintf("falló (%d)", x.Status), true
	}
	if x.ToApp {
		return "respondió", false
	}
	answer := slacksim.Arguments(x.Answer)
	if answer["ok"] == false {
		return fmt.Sprintf("Slack no lo aceptó (%v)", answer["error"]), true
	}
	return "hecho", false
}

// mishapWords is what went wrong on purpose.
func mishapWords(x slacksim.Exchange) string {
	switch x.Mishap.Kind {
	case slacksim.RateLimited:
		return fmt.Sprintf("falla a propósito: Slack pidió esperar %.0f s (429)", x.Mishap.RetryAfter.Seconds())
	case slacksim.ServerError:
		return fmt.Sprintf("falla a propósito: Slack no funciona (%d)", x.Status)
	case slacksim.LostAnswer:
		return "falla a propósito: Slack lo hizo y su respuesta se perdió"
	case slacksim.Hang:
		if x.Err != "" {
			return "falla a propósito: Slack tardó tanto que el bot dejó de esperar"
		}
		return fmt.Sprintf("falla a propósito: Slack tardó %.0f s", x.Mishap.Delay.Seconds())
	}
	return "falla a propósito"
}
