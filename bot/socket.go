package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"sync"
	"time"

	"github.com/slack-go/slack/socketmode"
)

// conexiones is how many sockets are kept open: Slack closes each every few hours, and
// with two there is no gap.
const conexiones = 2

// RunSocket serves Socket Mode until ctx ends. Then it takes nothing more, waits for
// what was begun, and only then closes the sockets, so that its answers still go out.
// It returns an error only when Slack will not have the bot at all.
func (b *Bot) RunSocket(ctx context.Context) error {
	if b.op.AppToken == "" {
		return errors.New("bot: no app token")
	}
	if b.equipo.Load() == nil {
		if err := b.Auth(ctx); err != nil {
			b.log.Error("auth.test failed; it is tried again with the first request", "error", err.Error())
		}
	}
	vida, cerrar := context.WithCancel(context.WithoutCancel(ctx))
	defer cerrar()
	fallos := make(chan error, conexiones)
	var wg sync.WaitGroup
	for i := range conexiones {
		wg.Go(func() { fallos <- b.conectar(vida, i+1) })
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-fallos:
		err = b.limpio(err)
	}
	if e := b.Stop(context.WithoutCancel(ctx)); e != nil {
		b.log.Warn("stopped with work under way")
	}
	// The last acknowledgements are written by the socket's own loop.
	time.Sleep(50 * time.Millisecond)
	cerrar()
	wg.Wait()
	return err
}

// conectar keeps the nth socket open and dispatches what comes.
func (b *Bot) conectar(ctx context.Context, n int) error {
	c := socketmode.New(b.api, socketmode.OptionLog(log.New(io.Discard, "", 0)), socketmode.OptionReadLimit(8<<20))
	fin := make(chan error, 1)
	go func() { fin <- c.RunContext(ctx) }()
	arriba := false
	marcar := func(si bool) {
		if si != arriba {
			arriba = si
			b.sockets.Add(map[bool]int32{true: 1, false: -1}[si])
		}
	}
	defer marcar(false)
	for {
		select {
		case err := <-fin:
			if ctx.Err() != nil {
				return nil
			}
			return err
		case ev := <-c.Events:
			switch ev.Type {
			case socketmode.EventTypeHello:
				marcar(true)
				b.log.Info("socket up", "socket", n)
			case socketmode.EventTypeConnecting, socketmode.EventTypeConnectionError:
				marcar(false)
				b.log.Info("socket connecting", "socket", n, "event", string(ev.Type))
			case socketmode.EventTypeErrorBadMessage:
				if m, ok := ev.Data.(*socketmode.ErrorBadMessage); ok {
					b.despachar(c, m.Message)
				}
			default:
				if ev.Request != nil && ev.Request.EnvelopeID != "" {
					b.despacharSobre(c, sobre{
						Type: ev.Request.Type, ID: ev.Request.EnvelopeID, Payload: ev.Request.Payload, Intento: ev.Request.RetryAttempt,
					})
				}
			}
		}
	}
}

// sobre is an envelope of Socket Mode.
type sobre struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload"`
	Intento int             `json:"retry_attempt"`
}

// despachar reads an envelope that the client could not: of an unknown type, or with
// something in it that the client's types do not take.
func (b *Bot) despachar(c *socketmode.Client, crudo json.RawMessage) {
	var s sobre
	if json.Unmarshal(crudo, &s) == nil && s.ID != "" {
		b.despacharSobre(c, s)
	}
}

// despacharSobre serves an envelope on its own, so that slow work delays no other.
func (b *Bot) despacharSobre(c *socketmode.Client, s sobre) {
	p, err := peticionSobre(s)
	p.intento, p.llego = s.Intento, b.op.Maquina()
	if err != nil {
		b.log.Warn("envelope not understood", "type", s.Type, "reason", err.Error())
	}
	go func() {
		a := acuse{}
		if err == nil {
			a = b.acusar(p)
		}
		if a.reintenta { // without an acknowledgement Slack delivers it again
			return
		}
		var carga any
		if a.cuerpo != nil {
			carga = json.RawMessage(a.cuerpo)
		}
		ctx, fin := context.WithTimeout(context.Background(), plazoAcuse)
		defer fin()
		if err := c.AckCtx(ctx, s.ID, carga); err != nil {
			b.log.Error("acknowledgement not sent", "type", s.Type, "error", b.limpio(err).Error())
			_ = c.AckCtx(ctx, s.ID, nil)
		}
	}()
}

// peticionSobre reads the payload of an envelope, like its signed counterpart.
func peticionSobre(s sobre) (peticion, error) {
	switch s.Type {
	case socketmode.RequestTypeSlashCommands:
		return leerOrdenJSON(s.Payload)
	case socketmode.RequestTypeInteractive:
		return leerInteraccion(s.Payload)
	case socketmode.RequestTypeEventsAPI:
		return leerEvento(s.Payload)
	}
	return peticion{clase: claseNada, nombre: s.Type}, nil
}
