package bot

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// maxAcuse is what an acknowledgement may weigh on a socket: past 20 KB Slack drops
// it without a word.
const maxAcuse = 19 * 1024

// cuerpoMensaje is a message as the answer to a slash command or to a response_url.
func cuerpoMensaje(m Mensaje) []byte { return cuerpoDe(m, false, "") }

func cuerpoDe(m Mensaje, reemplaza bool, hilo string) (cuerpo []byte) {
	escribir(func(e *escrito) {
		if e.respuesta(m, reemplaza, hilo); e.err == nil {
			cuerpo = slices.Clone(e.b)
		}
	})
	if cuerpo == nil {
		cuerpo, _ = json.Marshal(map[string]any{"response_type": "ephemeral", "text": m.Texto})
	}
	return cuerpo
}

// respuesta writes the message as an answer.
func (e *escrito) respuesta(m Mensaje, reemplaza bool, hilo string) {
	e.raw(`{"response_type":"ephemeral","text":`)
	e.texto(m.Texto)
	if len(m.Bloques) > 0 {
		e.raw(`,"blocks":`)
		e.bloques(m.Bloques)
	}
	e.raw(`,"replace_original":`)
	e.b = strconv.AppendBool(e.b, reemplaza)
	if !reemplaza {
		e.campo("thread_ts", hilo)
	}
	e.raw("}")
}

func cuerpoErrores(errores map[string]string) []byte {
	if len(errores) == 0 {
		return nil
	}
	b, _ := json.Marshal(map[string]any{"response_action": "errors", "errors": errores})
	return b
}

func cuerpoVista(v *slack.ModalViewRequest) []byte {
	b, _ := json.Marshal(map[string]any{"response_action": "update", "view": v})
	return b
}

// despues says what the acknowledgement did not carry.
func (b *Bot) despues(ctx context.Context, p peticion, r respuesta) {
	switch {
	case p.clase == claseOrden && r.mensaje != nil:
		b.contestar(ctx, p, *r.mensaje, false)
	case p.clase == claseFormulario && len(r.errores) == 0:
		if r.vista != nil && len(cuerpoVista(r.vista)) >= maxAcuse {
			b.actualizar(ctx, p.vista.ID, *r.vista)
		}
		if r.mensaje != nil {
			b.contestarOrigen(ctx, p, *r.mensaje)
		}
	}
}

// tarde answers when the acknowledgement went out without the answer.
func (b *Bot) tarde(ctx context.Context, p peticion, r respuesta) {
	switch {
	case p.clase == claseOrden && r.mensaje == nil && r.cuerpo != nil:
		if err := b.enviarPorURL(ctx, p.url, r.cuerpo); err != nil {
			b.log.Warn("response_url not taken", "kind", string(p.clase))
			b.aPersona(ctx, p.canal, p.persona, mensajeHecho(fraseTarde))
		}
	case p.clase == claseOrden || p.clase == claseBoton:
		if r.mensaje != nil {
			b.contestar(ctx, p, *r.mensaje, r.reemplaza)
		}
	case p.clase == claseFormulario && len(r.errores) > 0:
		b.actualizar(ctx, p.vista.ID, p.vista.devolver(r.errores))
	case p.clase == claseFormulario && r.vista != nil:
		b.actualizar(ctx, p.vista.ID, *r.vista)
	case p.clase == claseFormulario:
		texto := "Listo."
		if r.mensaje != nil {
			texto = r.mensaje.Texto
			b.contestarOrigen(ctx, p, *r.mensaje)
		}
		b.actualizar(ctx, p.vista.ID, vistaFrase(p.vista.Titulo, texto))
	}
}

// contestar says something to the person of a request, for that person alone.
func (b *Bot) contestar(ctx context.Context, p peticion, m Mensaje, reemplaza bool) {
	hilo := ""
	if p.clase == claseBoton && !reemplaza {
		hilo = p.hilo
	}
	if p.url != "" {
		if err := b.porURLHilo(ctx, p.url, m, reemplaza, hilo); err == nil {
			return
		} else if m.Respaldo != nil {
			m.Bloques, m.Respaldo = m.Respaldo, nil
			if b.porURLHilo(ctx, p.url, m, reemplaza, hilo) == nil {
				return
			}
		}
		b.log.Warn("response_url not taken", "kind", string(p.clase))
	}
	b.aPersona(ctx, p.canal, p.persona, m)
}

// contestarOrigen says it where the form was opened.
func (b *Bot) contestarOrigen(ctx context.Context, p peticion, m Mensaje) {
	o, _ := leerProcedencia(p.vista.Metadatos)
	if o.URL != "" && b.porURL(ctx, o.URL, m, false) == nil {
		return
	}
	b.aPersona(ctx, o.Canal, p.persona, m)
}

// aPersona says something to one person where a response_url does not: in the
// channel, for the person alone, else by DM.
func (b *Bot) aPersona(ctx context.Context, canal, persona string, m Mensaje) {
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	op := []slack.MsgOption{slack.MsgOptionText(m.Texto, false), slack.MsgOptionBlocks(m.Bloques...)}
	if canal != "" && !strings.HasPrefix(canal, "D") {
		if _, err := b.api.PostEphemeralContext(ctx, canal, persona, op...); err == nil {
			return
		}
	}
	if err := b.publicar(ctx, persona, op...); err != nil {
		b.log.Error("answer not delivered", "person", persona, "error", b.limpio(err).Error())
	}
}

// publicar posts an answer; after a 429 it waits as long as Slack asks, once, if there
// is time for it.
func (b *Bot) publicar(ctx context.Context, canal string, op ...slack.MsgOption) error {
	_, _, err := b.api.PostMessageContext(ctx, canal, op...)
	var lleno *slack.RateLimitedError
	if !errors.As(err, &lleno) {
		return err
	}
	reloj := time.NewTimer(lleno.RetryAfter)
	defer reloj.Stop()
	select {
	case <-ctx.Done():
		return err
	case <-reloj.C:
	}
	_, _, err = b.api.PostMessageContext(ctx, canal, op...)
	return err
}

func (b *Bot) actualizar(ctx context.Context, id string, v slack.ModalViewRequest) {
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	if _, err := b.api.UpdateViewContext(ctx, v, "", "", id); err != nil {
		b.log.Warn("view not updated", "error", b.limpio(err).Error(), "detail", detalleDe(err))
	}
}
