package bot

import (
	"context"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

const (
	// margenReloj is how far Slack's clock and ours may have differed at an attempt: as much as
	// on a machine that takes its own for another zone's. A mark that is not found is sent twice.
	margenReloj = 26 * time.Hour
	// porPagina and maxPaginas bound the search: a DM of ours does not hold that many
	// messages of a day.
	porPagina  = 200
	maxPaginas = 50
)

// Buscar looks for the mark of an aviso in its conversation, from shortly before it can
// have been sent on: was it delivered although nobody heard so? The error is always a
// *compromiso.FalloEnvio.
func (c *cartero) Buscar(ctx context.Context, a compromiso.Aviso) (compromiso.Recibo, bool, error) {
	desde := a.Buscable()
	if desde.IsZero() {
		return compromiso.Recibo{}, false, nil // nothing was attempted
	}
	if a.Clase == compromiso.AvisoInforme {
		return c.buscarInforme(ctx, a)
	}
	canal, err := c.conversacion(ctx, a)
	if err != nil {
		return compromiso.Recibo{}, false, falloBusqueda(err, a)
	}
	p := &slack.GetConversationHistoryParameters{
		ChannelID: canal, Oldest: marcaDeTiempo(desde.Add(-margenReloj)), Limit: porPagina,
		Inclusive: true, IncludeAllMetadata: true,
	}
	for range maxPaginas {
		r, err := c.api.GetConversationHistoryContext(ctx, p)
		if err != nil {
			return compromiso.Recibo{}, false, falloBusqueda(err, a)
		}
		for _, m := range r.Messages {
			if m.Metadata.EventType == eventoAviso && m.Metadata.EventPayload[claveDeMetadatos] == a.Clave {
				return compromiso.Recibo{Canal: canal, TS: m.Timestamp}, true, nil
			}
		}
		if p.Cursor = r.ResponseMetaData.NextCursor; p.Cursor == "" {
			return compromiso.Recibo{}, false, nil
		}
	}
	return compromiso.Recibo{}, false, falloBusqueda(fmt.Errorf("more than %d pages of history", maxPaginas), a)
}

// conversacion is where the aviso stands, if it does: its channel, or the DM.
func (c *cartero) conversacion(ctx context.Context, a compromiso.Aviso) (string, error) {
	switch {
	case a.Canal != "":
		return a.Canal, nil
	case !a.EsPersona():
		return a.Destino, nil
	}
	ch, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{a.Destino}})
	if err != nil {
		return "", err
	}
	if ch == nil || ch.ID == "" {
		return "", fmt.Errorf("conversations.open gave no channel")
	}
	return ch.ID, nil
}

// falloBusqueda is the failure of a search: whatever it was, it is still not known
// whether the message is out.
func falloBusqueda(err error, a compromiso.Aviso) *compromiso.FalloEnvio {
	f := falloDe(err, a.EsPersona())
	f.Incierto = f.Reintentar
	return f
}

// marcaDeTiempo is a moment as Slack's timestamps write it.
func marcaDeTiempo(t time.Time) string {
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}
