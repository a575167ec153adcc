package page

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"compromisos/slacksim"
)

// How much a person may send at once.
const (
	maxBody   = 1 << 20
	maxUpload = 64 << 20
	patience  = 15 * time.Second
)

// request is anything that a person does; each act reads its part of it.
type request struct {
	Me       string                     `json:"me"`
	Channel  string                     `json:"channel"`
	TS       string                     `json:"ts"`
	Thread   string                     `json:"thread"`
	Text     string                     `json:"text"`
	View     string                     `json:"view"`
	Block    string                     `json:"block"`
	Action   string                     `json:"action"`
	Value    []string                   `json:"value"`
	Values   map[string]json.RawMessage `json:"values"`
	Files    []slacksim.File            `json:"files"`
	Shortcut string                     `json:"shortcut"`
	To       time.Time                  `json:"to"`
	Day      string                     `json:"day"`
	Halt     bool                       `json:"halt"`
	Fault    string                     `json:"fault"`
	All      bool                       `json:"all"`
	Seconds  int                        `json:"seconds"`
}

// result is what the person sees at once.
type result struct {
	Error   string            `json:"error,omitempty"`
	Errors  map[string]string `json:"errors,omitempty"` // sentences by block_id
	Options []map[string]any  `json:"options,omitempty"`
	File    *slacksim.File    `json:"file,omitempty"`
}

type act func(context.Context, *Page, request) (result, error)

// acts are what a person can do, by the last part of the path.
var acts = map[string]act{
	"say":      say,
	"slash":    slash,
	"press":    press,
	"submit":   submit,
	"close":    closeView,
	"suggest":  suggest,
	"shortcut": shortcut,
	"home":     home,
	"read":     markRead,
	"clock":    moveClock,
	"fault":    fault,
}

func (p *Page) acting(do act) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var q request
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&q)
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			fail(w, http.StatusRequestEntityTooLarge, "Eso es demasiado largo para mandarlo de una vez. Acórtelo e inténtelo de nuevo.")
			return
		case err != nil:
			fail(w, http.StatusBadRequest, "La solicitud no se entiende. Vuelva a cargar la página.")
			return
		}
		if !p.canBe(q.Me) {
			fail(w, http.StatusForbidden, "Esa persona no es de la práctica. Elija otra a la izquierda.")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		out, err := do(ctx, p, q)
		if err != nil {
			out.Error = inWords(err)
		}
		reply(w, out)
	}
}

func of(o *slacksim.Outcome, err error) (result, error) {
	if o == nil {
		return result{}, err
	}
	return result{Errors: fieldWords(o.Errors), Options: o.Options}, err
}

func say(ctx context.Context, p *Page, q request) (result, error) {
	if len(q.Files) > 0 {
		_, err := p.o.Sim.SayFiles(ctx, q.Me, q.Channel, q.Text, q.Thread, q.Files...)
		return result{}, err
	}
	_, err := p.o.Sim.Say(ctx, q.Me, q.Channel, q.Text, q.Thread)
	return result{}, err
}

func slash(ctx context.Context, p *Page, q request) (result, error) {
	if !p.installed(q.Action) { // Slack looks for it among those of all apps, and asks none of them
		return result{}, &slacksim.Failure{Code: "invalid_command", Detail: q.Action}
	}
	return of(p.o.Sim.Slash(ctx, q.Me, q.Channel, q.Action, q.Text))
}

// installed tells whether the app has this slash command; a page that was told of none does
// not know, and lets it through.
func (p *Page) installed(command string) bool {
	return len(p.o.Commands) == 0 || slices.ContainsFunc(p.o.Commands, func(c Command) bool {
		name, _, _ := strings.Cut(c.Text, " ")
		return name == command
	})
}

// named is an element by its block and its id, as slacksim finds it without doubt.
func (q request) named() string {
	if q.Block == "" {
		return q.Action
	}
	return q.Block + "/" + q.Action
}

// message is the one that a person has before them, which they alone may see.
func (q request) message(p *Page) slacksim.Message {
	m := slacksim.Message{Channel: q.Channel, TS: q.TS}
	for _, e := range p.o.Sim.Ephemerals(q.Me) {
		m.Ephemeral = m.Ephemeral || e.TS == q.TS
	}
	return m
}

// press uses one element; what was typed or chosen in the others there goes along.
func press(ctx context.Context, p *Page, q request) (result, error) {
	m := q.message(p)
	for name, raw := range q.Values {
		v, err := valueOf(raw)
		switch {
		case err != nil:
		case q.View != "":
			err = p.o.Sim.Fill(ctx, q.Me, q.View, name, v)
		default:
			err = p.o.Sim.FillMessage(ctx, q.Me, m, name, v)
		}
		if err != nil {
			return result{}, err
		}
	}
	if q.View != "" {
		return of(p.o.Sim.PressView(ctx, q.Me, q.View, q.named(), q.Value...))
	}
	return of(p.o.Sim.Press(ctx, q.Me, m, q.named(), q.Value...))
}

func submit(ctx context.Context, p *Page, q request) (result, error) {
	values := map[string]any{}
	for name, raw := range q.Values {
		v, err := valueOf(raw)
		if err != nil {
			return result{}, err
		}
		values[name] = v
	}
	return of(p.o.Sim.Submit(ctx, q.Me, q.View, values))
}

// valueOf is a field as a person filled it in: words, several, or files.
func valueOf(raw json.RawMessage) (any, error) {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		return word, nil
	}
	var words []string
	if json.Unmarshal(raw, &words) == nil {
		return words, nil
	}
	var files struct {
		Files []slacksim.File `json:"files"`
	}
	if err := json.Unmarshal(raw, &files); err != nil {
		return nil, fmt.Errorf("a field that is neither words nor files: %w", err)
	}
	return files.Files, nil
}

func closeView(ctx context.Context, p *Page, q request) (result, error) {
	if q.View == "" {
		return of(p.o.Sim.CloseViews(ctx, q.Me))
	}
	return of(p.o.Sim.CloseView(ctx, q.Me, q.View))
}

func suggest(ctx context.Context, p *Page, q request) (result, error) {
	if q.View == "" {
		return of(p.o.Sim.SuggestMessage(ctx, q.Me, q.message(p), q.named(), q.Text))
	}
	return of(p.o.Sim.Suggest(ctx, q.Me, q.View, q.named(), q.Text))
}

func shortcut(ctx context.Context, p *Page, q request) (result, error) {
	if q.TS == "" {
		return of(p.o.Sim.Shortcut(ctx, q.Me, q.Shortcut))
	}
	return of(p.o.Sim.MessageShortcut(ctx, q.Me, q.Shortcut, slacksim.Message{Channel: q.Channel, TS: q.TS}))
}

func home(ctx context.Context, p *Page, q request) (result, error) {
	if q.Text == "messages" {
		return result{}, p.o.Sim.OpenMessagesTab(ctx, q.Me)
	}
	return result{}, p.o.Sim.OpenHome(ctx, q.Me)
}

// markRead is having seen a conversation up to a message.
func markRead(_ context.Context, p *Page, q request) (result, error) {
	p.o.Sim.MarkRead(q.Me, q.Channel, q.TS)
	return result{}, nil
}

// upload takes the bytes of one file; it is in no conversation until it is sent.
func (p *Page) upload(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if !p.canBe(q.Get("me")) || q.Get("name") == "" {
		fail(w, http.StatusForbidden, "Esa persona no es de la práctica, o el archivo no tiene nombre.")
		return
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpload))
	if err != nil {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("El archivo no llegó entero, o pasa de %d MB.", maxUpload>>20))
		return
	}
	f := p.o.Sim.Upload(q.Get("me"), q.Get("name"), content)
	reply(w, result{File: &f})
}
