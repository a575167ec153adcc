package bot

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// espera opens a form within the life of its trigger: with its data if they are there
// in time, else with a word that it is coming.
type espera struct {
	b        *Bot
	peticion peticion
	mu       sync.Mutex
	reloj    *time.Timer
	cerrada  bool
	vistaID  string
}

func (e *espera) armar() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.reloj = time.AfterFunc(plazoVista, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.cerrada || !e.b.empezar() {
			return
		}
		defer e.b.obra.Done()
		ctx, fin := context.WithTimeout(e.b.vida, plazoSlack)
		defer fin()
		v := vistaFrase("Un momento", "Cargando el formulario…")
		if r, err := e.b.api.OpenViewContext(ctx, e.peticion.trigger, v); err != nil {
			e.b.log.Warn("loading view not opened", "error", e.b.limpio(err).Error())
		} else {
			e.vistaID = r.ID
		}
	})
}

// detener keeps the loading view from opening from now on.
func (e *espera) detener() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cerrada = true
	if e.reloj != nil {
		e.reloj.Stop()
	}
}

// mostrar shows the form of the answer, and where only a sentence came while a view
// already says that a form is coming, that sentence. It tells whether it dealt with
// the answer, and what is left to say otherwise.
func (e *espera) mostrar(ctx context.Context, r respuesta) (bool, *Mensaje) {
	e.mu.Lock()
	defer e.mu.Unlock()
	v := r.vista
	if v == nil {
		if e.vistaID == "" || r.mensaje == nil {
			return false, nil
		}
		w := vistaFrase("Compromisos", r.mensaje.Texto)
		v = &w
	}
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	var err error
	if e.vistaID != "" {
		_, err = e.b.api.UpdateViewContext(ctx, *v, "", "", e.vistaID)
	} else {
		_, err = e.b.api.OpenViewContext(ctx, e.peticion.trigger, *v)
	}
	if err == nil {
		return true, nil
	}
	e.b.log.Warn("view not shown", "view", v.CallbackID, "error", e.b.limpio(err).Error(), "detail", detalleDe(err))
	if r.vista == nil {
		return false, nil
	}
	m := e.peticion.devuelta(fraseCaducado)
	return true, &m
}

// detalleDe is what Slack found wrong with a view: places and lengths, no text.
func detalleDe(err error) string {
	var s slack.SlackErrorResponse
	if !errors.As(err, &s) {
		return ""
	}
	d, _ := json.Marshal(s.ResponseMetadata.Messages)
	return string(d)
}
