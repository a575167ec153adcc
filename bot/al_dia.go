package bot

import (
	"context"
	"reflect"
	"slices"
	"time"

	"compromisos/compromiso"
)

// respondidos are the messages that are out, as they stand now.
type respondidos interface {
	EnvioDeMensaje(ctx context.Context, canal, ts string, ahora time.Time) (*compromiso.Envio, error)
}

// conAlDia has the message that was answered written anew once the answer was given, so that
// it does not go on asking for what was done.
func (t *turno) conAlDia(r respuesta) respuesta {
	canal, mensajes := t.respondido()
	if !t.escribio || r.luego != nil || len(mensajes) == 0 {
		return r
	}
	r.luego = func(ctx context.Context) *Mensaje {
		for _, ts := range mensajes {
			t.b.alDia(ctx, canal, ts)
		}
		return nil
	}
	return r
}

// respondido is where the message stands that was answered: the one with the button, or the
// one in whose thread it was said. What only one person sees is not written anew.
func (t *turno) respondido() (canal string, mensajes []string) {
	switch t.p.clase {
	case claseBoton:
		if canal = t.p.canal; !t.p.efimero {
			mensajes = append(mensajes, t.p.mensaje)
		}
		mensajes = append(mensajes, t.p.hilo)
	case claseFormulario:
		canal, mensajes = t.origen.Canal, []string{t.origen.Mensaje, t.origen.Hilo}
	case claseEvento:
		canal, mensajes = t.p.canal, []string{t.p.hilo}
	}
	return canal, slices.DeleteFunc(mensajes, func(ts string) bool { return ts == "" || canal == "" })
}

// vecesAlDia is how often a message is written anew at most while others answer it, too.
const vecesAlDia = 3

// alDia writes a message of the bot anew, as things stand now. Where that fails it stays as it
// was: what was done is done, and the person was told.
func (b *Bot) alDia(ctx context.Context, canal, ts string) {
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	var dicho *Mensaje
	// Of two who answer at once, the one who read first may be the last to write: so it is read again.
	for range vecesAlDia {
		m, err := b.comoEsta(ctx, canal, ts)
		if err != nil {
			b.log.Warn("message not read anew", "error", b.limpio(err).Error())
		}
		if m == nil || reflect.DeepEqual(m, dicho) {
			return
		}
		if err := b.reescribir(ctx, canal, ts, m); err != nil {
			b.log.Warn("message not written anew", "error", b.limpio(err).Error())
			return
		}
		dicho = m
	}
}

// comoEsta is what a message would say if it went out now; nil where nobody answers it.
func (b *Bot) comoEsta(ctx context.Context, canal, ts string) (*Mensaje, error) {
	e, err := b.st.EnvioDeMensaje(ctx, canal, ts, b.op.Ahora())
	if err != nil || e == nil {
		return nil, err
	}
	m, err := mensajeAviso(*e)
	if err != nil {
		return nil, err
	}
	return &m, nil
}

func (b *Bot) reescribir(ctx context.Context, canal, ts string, m *Mensaje) error {
	_, _, _, err := b.api.UpdateMessageContext(ctx, canal, ts, m.conBloques(m.Bloques)...)
	if rechazaBloques(err) {
		_, _, _, err = b.api.UpdateMessageContext(ctx, canal, ts, m.conBloques(m.Respaldo)...)
	}
	return err
}
