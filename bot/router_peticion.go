package bot

import (
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// clase is the kind of door by which a request comes in.
type clase string

const (
	claseOrden      clase = "orden"
	claseBoton      clase = "boton"
	claseFormulario clase = "vista"
	claseEvento     clase = "evento"
	claseNada       clase = "nada" // known and of no interest: acknowledged
)

// peticion is one request of Slack, read leniently: whatever is missing or null is
// empty. Only what is used is read, so that nothing else in a payload can hurt.
type peticion struct {
	clase   clase
	nombre  string // subcommand, action id, callback id, type of event
	clave   string // the same request again has the same one; "" when it cannot be told
	equipo  string
	persona string
	canal   string
	texto   string // typed after the command; of a message
	valor   string // of a button or the option chosen
	trigger string
	url     string // response_url
	mensaje string // ts of the message with the button, or of the event's
	hilo    string // ts of the parent
	efimero bool   // the message with the button is only its reader's
	vista   *vistaRecibida
	bot     bool // said by an app, maybe by this one
	adjunta bool // files came with the message
	intento int  // of an event: how many times Slack delivered it before
	llego   time.Time
}

// vieja tells whether a command has waited so long, for a processor that is taken away or
// others that came before, that its answer would be late. It is not begun then: whoever
// typed it is told so while there is time, and the work that is left is less.
func (p peticion) vieja(ahora time.Time) bool {
	return p.clase == claseOrden && !p.llego.IsZero() && ahora.Sub(p.llego) > edadMaxima
}

// vistaRecibida is a modal as it comes back.
type vistaRecibida struct {
	ID        string
	Callback  string
	Titulo    string
	Enviar    string
	Metadatos string
	Bloques   json.RawMessage
	Estado    map[string]map[string]json.RawMessage
}

type conID struct {
	ID     string `json:"id"`
	TeamID string `json:"team_id"`
}

func leerOrden(campo func(string) string) peticion {
	p := peticion{
		clase: claseOrden, equipo: campo("team_id"), persona: campo("user_id"), canal: campo("channel_id"),
		texto: campo("text"), trigger: campo("trigger_id"), url: campo("response_url"),
	}
	if p.trigger != "" {
		p.clave = "orden:" + p.trigger
	}
	return p
}

// leerOrdenJSON reads a slash command as Socket Mode sends it.
func leerOrdenJSON(carga []byte) (peticion, error) {
	var m map[string]any
	if err := json.Unmarshal(carga, &m); err != nil {
		return peticion{}, errors.New("slash command: bad JSON")
	}
	return leerOrden(func(k string) string { s, _ := m[k].(string); return s }), nil
}

// interaccion is what is read of block_actions, view_submission and the rest.
type interaccion struct {
	Type        string            `json:"type"`
	CallbackID  string            `json:"callback_id"`
	Team        *conID            `json:"team"`
	User        *conID            `json:"user"`
	Channel     *conID            `json:"channel"`
	TriggerID   string            `json:"trigger_id"`
	ResponseURL string            `json:"response_url"`
	Actions     []*accionRecibida `json:"actions"`
	Container   *struct {
		MessageTS   string `json:"message_ts"`
		ChannelID   string `json:"channel_id"`
		ThreadTS    string `json:"thread_ts"`
		IsEphemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	View *struct {
		ID              string          `json:"id"`
		CallbackID      string          `json:"callback_id"`
		PrivateMetadata string          `json:"private_metadata"`
		Blocks          json.RawMessage `json:"blocks"`
		Title           *textoRecibido  `json:"title"`
		Submit          *textoRecibido  `json:"submit"`
		State           *struct {
			Values map[string]map[string]json.RawMessage `json:"values"`
		} `json:"state"`
	} `json:"view"`
}

type textoRecibido struct {
	Text string `json:"text"`
}

type accionRecibida struct {
	ActionID       string `json:"action_id"`
	ActionTS       string `json:"action_ts"`
	Value          string `json:"value"`
	SelectedDate   string `json:"selected_date"`
	SelectedOption *struct {
		Value string `json:"value"`
	} `json:"selected_option"`
}

// leerInteraccion reads the payload of an interaction of any type; those that the
// bot has no use for come out as claseNada.
func leerInteraccion(carga []byte) (peticion, error) {
	var i interaccion
	if err := json.Unmarshal(carga, &i); err != nil {
		return peticion{}, errors.New("interaction: bad JSON")
	}
	p := peticion{clase: claseNada, nombre: i.Type, trigger: i.TriggerID, url: i.ResponseURL}
	if i.User != nil {
		p.persona, p.equipo = i.User.ID, i.User.TeamID
	}
	if i.Team != nil && i.Team.ID != "" {
		p.equipo = i.Team.ID
	}
	if i.Channel != nil {
		p.canal = i.Channel.ID
	}
	if c := i.Container; c != nil {
		p.mensaje, p.hilo, p.efimero = c.MessageTS, c.ThreadTS, c.IsEphemeral
		if p.hilo == p.mensaje { // it begins a thread, and the answer belongs beside it: the thread may be closed
			p.hilo = ""
		}
		if p.canal == "" {
			p.canal = c.ChannelID
		}
	}
	switch i.Type {
	case "block_actions":
		i.boton(&p)
	case "view_submission":
		if v := i.View; v != nil && v.ID != "" {
			p.clase, p.nombre, p.clave = claseFormulario, v.CallbackID, "vista:"+v.ID
			p.vista = &vistaRecibida{ID: v.ID, Callback: v.CallbackID, Metadatos: v.PrivateMetadata, Bloques: v.Blocks}
			if v.State != nil {
				p.vista.Estado = v.State.Values
			}
			if v.Title != nil {
				p.vista.Titulo = v.Title.Text
			}
			if v.Submit != nil {
				p.vista.Enviar = v.Submit.Text
			}
		}
	}
	return p, nil
}

func (i *interaccion) boton(p *peticion) {
	if len(i.Actions) == 0 || i.Actions[0] == nil || i.Actions[0].ActionID == "" {
		return
	}
	a := i.Actions[0]
	p.clase, p.nombre, p.valor = claseBoton, a.ActionID, a.Value
	if a.SelectedOption != nil && a.SelectedOption.Value != "" {
		p.valor = a.SelectedOption.Value
	}
	switch {
	case p.trigger != "":
		p.clave = "boton:" + p.trigger
	case a.ActionTS != "":
		p.clave = "boton:" + strings.Join([]string{p.persona, p.canal, p.mensaje, a.ActionID, a.ActionTS}, ":")
	}
}

// esDicho tells whether a message of this subtype is something that a person said now:
// plain, with files, or in a thread and sent outside of it too. What was said before
// and is changed or deleted is not said again.
func esDicho(subtipo string) bool {
	return subtipo == "" || subtipo == "file_share" || subtipo == "thread_broadcast"
}

// lista is a list of which only the length matters; what is no list is empty.
type lista []json.RawMessage

func (l *lista) UnmarshalJSON(b []byte) error {
	var crudos []json.RawMessage
	if json.Unmarshal(b, &crudos) == nil {
		*l = crudos
	}
	return nil
}

// leerEvento reads the JSON of the Events API.
func leerEvento(carga []byte) (peticion, error) {
	var e struct {
		Type    string `json:"type"`
		TeamID  string `json:"team_id"`
		EventID string `json:"event_id"`
		Event   *struct {
			Type        string `json:"type"`
			Subtype     string `json:"subtype"`
			User        string `json:"user"`
			BotID       string `json:"bot_id"`
			Channel     string `json:"channel"`
			ChannelType string `json:"channel_type"`
			Text        string `json:"text"`
			TS          string `json:"ts"`
			ThreadTS    string `json:"thread_ts"`
			Files       lista  `json:"files"`
		} `json:"event"`
	}
	if err := json.Unmarshal(carga, &e); err != nil {
		return peticion{}, errors.New("event: bad JSON")
	}
	p := peticion{clase: claseNada, nombre: e.Type, equipo: e.TeamID}
	v := e.Event
	if e.Type != "event_callback" || v == nil {
		return p, nil
	}
	p.nombre, p.persona, p.canal, p.texto, p.mensaje, p.hilo = v.Type, v.User, v.Channel, v.Text, v.TS, v.ThreadTS
	p.bot, p.adjunta = v.BotID != "", len(v.Files) > 0
	if p.hilo == p.mensaje { // it begins a thread
		p.hilo = ""
	}
	if v.Type == "message" && esDicho(v.Subtype) && v.ChannelType == "im" && !p.bot && p.persona != "" {
		p.clase, p.nombre = claseEvento, eventoHilo
	}
	if e.EventID != "" {
		p.clave = "evento:" + e.EventID
	}
	return p, nil
}
