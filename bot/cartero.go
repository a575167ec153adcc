package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// clienteCartero is what the postman needs of Slack.
type clienteCartero interface {
	PostMessageContext(ctx context.Context, channelID string, options ...slack.MsgOption) (string, string, error)
	OpenConversationContext(ctx context.Context, params *slack.OpenConversationParameters) (*slack.Channel, bool, bool, error)
	GetConversationHistoryContext(ctx context.Context, params *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error)
	clienteArchivos
}

// cartero delivers avisos. It makes one attempt and says what came of it: when to try
// again, and whether, is for others to decide.
type cartero struct {
	api   clienteCartero
	mesas mesas
}

func newCartero(api clienteCartero) *cartero {
	return &cartero{api: api, mesas: make(mesas, documentosALaVez)}
}

// Enviar composes the aviso from the state of now and posts it, with its mark. The
// error is always a *compromiso.FalloEnvio. A workspace that refuses the newest blocks
// gets the message again without them, at once.
func (c *cartero) Enviar(ctx context.Context, e compromiso.Envio) (compromiso.Recibo, error) {
	if e.Aviso.Clase == compromiso.AvisoInforme {
		return c.enviarInforme(ctx, e)
	}
	m, err := mensajeAviso(e)
	if err != nil {
		return compromiso.Recibo{}, &compromiso.FalloEnvio{Motivo: "sin_contenido", Err: err}
	}
	canal, ts, err := c.api.PostMessageContext(ctx, e.Aviso.Destino, m.conBloques(m.Bloques)...)
	if rechazaBloques(err) {
		// Without blocks at all where there are no others: the text says the same, and an
		// aviso that was due is delivered.
		canal, ts, err = c.api.PostMessageContext(ctx, e.Aviso.Destino, m.conBloques(m.Respaldo)...)
	}
	switch {
	case err != nil:
		return compromiso.Recibo{}, falloDe(err, e.Aviso.EsPersona())
	case ts == "":
		return compromiso.Recibo{}, &compromiso.FalloEnvio{
			Motivo: "respuesta_vacia", Reintentar: true, Incierto: true,
		}
	}
	if canal == "" {
		canal = e.Aviso.Destino
	}
	return compromiso.Recibo{Canal: canal, TS: ts}, nil
}

// rechazaBloques tells whether Slack refused what the message is made of, so that
// nothing was posted.
func rechazaBloques(err error) bool {
	var r slack.SlackErrorResponse
	return errors.As(err, &r) && bloquesMalos[r.Err]
}

var bloquesMalos = map[string]bool{
	"invalid_blocks": true, "invalid_blocks_format": true, "msg_blocks_too_long": true, "invalid_attachments": true,
}
