package bot

import (
	"context"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

const (
	// eventoHilo is a person's answer in a thread of their DM with the bot (S1).
	eventoHilo = "message.im"
	// accionHilo chooses what such an answer was about; its value is the reference, and
	// after a line end what was answered.
	accionHilo = "hilo"
	maxElegir  = 10
)

// hilos finds what a message of the bot was about.
type hilos interface {
	AvisoPorMensaje(ctx context.Context, canal, ts string) (*compromiso.Aviso, error)
}

func registrarHilo(t *tabla) {
	t.add(puerta{clase: claseEvento, nombre: eventoHilo, accion: compromiso.Avanzar, general: true, haz: responderHilo})
}

// esMia tells whether the event is the bot's own doing.
func (b *Bot) esMia(p peticion) bool {
	yo := b.equipo.Load()
	return p.bot || yo != nil && p.persona == yo.Usuario
}

// responderHilo records the answer to a reminder as progress: on what the reminder was
// about, or on the one that the answer names; else it asks which.
func responderHilo(ctx context.Context, t *turno) (respuesta, error) {
	aviso, err := t.b.st.AvisoPorMensaje(ctx, t.p.canal, t.p.hilo)
	if err != nil || aviso == nil {
		return respuesta{}, err
	}
	texto := deSlack(t.p.texto)
	if strings.TrimSpace(texto) == "" {
		return respuesta{}, nil
	}
	posibles := t.posiblesDe(aviso)
	elegidos := nombrados(posibles, texto)
	if len(elegidos) == 0 {
		elegidos = posibles
	}
	switch {
	case len(elegidos) == 0:
		return respuesta{}, nil
	case len(elegidos) > 1:
		return respuesta{}, t.preguntarHilo(ctx, elegidos, texto)
	}
	r, err := t.avanzarEn(ctx, elegidos[0], texto)
	if err != nil {
		if compromiso.CodigoDe(err) == "" {
			return respuesta{}, err
		}
		return respuesta{}, t.enHilo(ctx, mensajeError(err))
	}
	if t.ya { // delivered again: it was answered the first time
		return respuesta{}, nil
	}
	return respuesta{}, t.enHilo(ctx, *r.mensaje)
}

// posiblesDe are what the aviso was about, each once.
func (t *turno) posiblesDe(a *compromiso.Aviso) []referida {
	var out []referida
	add := func(r referida) {
		for _, x := range out {
			if x == r {
				return
			}
		}
		out = append(out, r)
	}
	if !a.Compromiso.IsZero() {
		add(referida{compromiso.Referencia{Comision: a.Comision, Numero: a.Compromiso}, a.Inciso})
	}
	for _, r := range a.Asuntos {
		if r.Compromiso != nil && r.Suprimido == compromiso.NoSuprimido {
			add(referida{compromiso.Referencia{Comision: r.Comision, Numero: r.Compromiso.Numero}, r.Inciso})
		}
	}
	return out
}

// nombrados are those of the possible ones that the text names.
func nombrados(posibles []referida, texto string) []referida {
	var out []referida
	for _, m := range compromiso.FindReferencias(texto) {
		for _, p := range posibles {
			if p.Numero == m.Numero && (m.Comision == "" || compromiso.Plegar(m.Comision) == compromiso.Plegar(p.Comision)) {
				out = append(out, p)
			}
		}
	}
	return out
}

// avanzarEn records progress on one of them; the right is checked in the transaction.
func (t *turno) avanzarEn(ctx context.Context, r referida, texto string) (respuesta, error) {
	c, ok := t.dir.Comision(r.Comision)
	if !ok {
		return respuesta{}, noHayComision(t.dir, r.Comision)
	}
	t.com, t.rol = c, t.b.rol(ctx, t.dir, c, t.p.persona)
	t.n = &compromiso.Compromiso{Comision: c.Siglas, Numero: r.Numero}
	return avanzar(ctx, t, compromiso.Avance{Inciso: r.Inciso, Texto: texto})
}

// preguntarHilo asks which one was meant; what was answered travels in the buttons,
// so that it is not typed again.
func (t *turno) preguntarHilo(ctx context.Context, posibles []referida, texto string) error {
	h := &hoja{}
	frase := "¿De cuál es este avance? Elija uno y queda registrado con lo que escribió."
	if len(posibles) > maxElegir {
		posibles = posibles[:maxElegir]
		frase += " Si es de otro, escríbalo otra vez con su número al principio."
	}
	h.dicho(frase)
	for _, r := range posibles {
		rotulo := r.String()
		if r.Inciso != "" {
			rotulo += " " + r.Inciso
		}
		valor := rotulo + "\n" + texto
		if largo(valor) > maxValor {
			return t.enHilo(ctx, mensajeHecho("No sé de cuál es este avance. Escríbalo otra vez con el número al principio, por ejemplo «"+rotulo+": …»; así queda completo."))
		}
		h.fila(linea{negrita(rotulo)}, boton(accionHilo, "Es de este", valor))
	}
	return t.enHilo(ctx, h.mensaje())
}

func (t *turno) enHilo(ctx context.Context, m Mensaje) error {
	t.b.enHilo(ctx, t.p, m)
	return nil
}

// enHilo answers in the thread of an event. What was done is in the record: an echo
// that does not arrive is no reason to do it again.
func (b *Bot) enHilo(ctx context.Context, p peticion, m Mensaje) {
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	ops := append(m.conBloques(m.Bloques), slack.MsgOptionTS(p.hilo))
	if err := b.publicar(ctx, p.canal, ops...); err != nil {
		b.log.Error("answer in the thread not delivered", "error", b.limpio(err).Error())
	}
}

// pulsarHilo records what was answered in the thread on the one chosen.
func pulsarHilo(ctx context.Context, t *turno) (respuesta, error) {
	r, err := avanzar(ctx, t, compromiso.Avance{Inciso: t.inciso, Texto: t.resto})
	r.reemplaza = true
	return r, err
}
