package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

const (
	// eventoHilo is what a person writes in their DM with the bot: the answer to a
	// reminder, in its thread (S1), or something that is none.
	eventoHilo = "message.im"
	// accionHilo chooses what such an answer was about; its value is the reference, and
	// after a line end what was answered.
	accionHilo = "hilo"
	maxElegir  = 10

	// What is said in the thread of what is not recorded.
	fraseSinArchivo = "El archivo no quedó registrado, porque el bot todavía no guarda archivos: " +
		"agregue su liga o su número de oficio con «Registrar avance»."
	fraseSoloArchivo = "No quedó registrado nada, porque el bot todavía no guarda archivos: " +
		"escriba aquí qué se hizo, o agregue la liga o el número de oficio con «Registrar avance»."
	fraseSuelta = "No quedó registrado nada. Para registrar un avance, responda en el hilo de un recordatorio u oprima su botón " +
		"«Registrar avance». También puede escribir «/compromiso avance 03/%d Se envió el oficio», con el número del suyo: " +
		"«/compromiso lista míos» los muestra."
	fraseDeOtro = "«%[1]s» no está en el mensaje que contesta, y no quedó registrado nada. Si el avance es de %[2]s, oprima «Es de este»; " +
		"si no, escriba «/compromiso avance %[1]s» y lo que se hizo."
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
// about, or on the one that the answer names; else it asks which. What is not recorded
// is answered too: silence would pass for a yes.
func responderHilo(ctx context.Context, t *turno) (respuesta, error) {
	aviso, err := t.b.st.AvisoPorMensaje(ctx, t.p.canal, t.p.hilo)
	if err != nil {
		return respuesta{}, err
	}
	var posibles []referida
	if aviso != nil {
		posibles = t.posiblesDe(aviso)
	}
	if len(posibles) == 0 {
		return respuesta{}, t.enHilo(ctx, mensajeHecho(fmt.Sprintf(fraseSuelta, t.ahora.Year())))
	}
	texto := deSlack(t.p.texto)
	if strings.TrimSpace(texto) == "" {
		if !t.p.adjunta { // nothing was said
			return respuesta{}, nil
		}
		return respuesta{}, t.enHilo(ctx, mensajeHecho(fraseSoloArchivo))
	}
	elegidos, otro := nombrados(t.dir, posibles, texto), ""
	if len(elegidos) == 0 {
		elegidos, otro = posibles, primero(t.dir, texto)
	}
	if len(elegidos) > 1 || otro != "" {
		return respuesta{}, t.preguntarHilo(ctx, aviso, elegidos, otro, texto)
	}
	r, err := t.avanzarEn(ctx, elegidos[0], sinNumero(elegidos[0].Referencia, texto))
	if err != nil || t.ya { // delivered again: it was answered the first time
		return respuesta{}, err
	}
	_ = t.enHilo(ctx, *r.mensaje) // it is recorded: an echo that does not arrive is no reason to do it again
	return respuesta{}, nil
}

// posiblesDe are what the aviso was about, each once.
func (t *turno) posiblesDe(a *compromiso.Aviso) []referida {
	var out []referida
	add := func(r referida) {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
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

// nombrados are those of the possible ones that the text names, each once. Siglas that
// are no commission («YA 03/2024») are a word of the sentence.
func nombrados(d *compromiso.Directorio, posibles []referida, texto string) []referida {
	var out []referida
	for _, m := range compromiso.FindReferencias(texto) {
		c, hay := d.Comision(m.Comision)
		for _, p := range posibles {
			suya := m.Comision == "" || !hay || c.Siglas == p.Comision
			if p.Numero == m.Numero && suya && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// primero is the number that the text begins with, as it was written; "" where it begins with
// something else. Whoever writes it first means it, also where it is of none of the possible ones.
func primero(d *compromiso.Directorio, texto string) string {
	ms := compromiso.FindMenciones(texto)
	if len(ms) == 0 {
		return ""
	}
	escrito := strings.TrimSpace(texto[:ms[0].Hasta])
	siglas := strings.TrimSpace(texto[:ms[0].Desde] + ms[0].Comision)
	if _, hay := d.Comision(siglas); siglas != "" && !hay {
		return ""
	}
	return strings.TrimPrefix(escrito, "#")
}

// sinNumero is the text without the number that it begins with: it says what the answer is
// about, and is no part of what was done. One that nothing follows stays.
func sinNumero(r compromiso.Referencia, texto string) string {
	ms := compromiso.FindMenciones(texto)
	if len(ms) == 0 || ms[0].Numero != r.Numero {
		return texto
	}
	antes := strings.TrimSpace(texto[:ms[0].Desde])
	suyo := ms[0].Comision == "" || compromiso.Plegar(ms[0].Comision) == compromiso.Plegar(r.Comision)
	resto := strings.TrimSpace(strings.TrimLeft(texto[ms[0].Hasta:], " \t\n:;,.-–—"))
	if antes != "" && compromiso.Plegar(antes) != compromiso.Plegar(r.Comision) || !suyo || resto == "" {
		return texto
	}
	return resto
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
func (t *turno) preguntarHilo(ctx context.Context, a *compromiso.Aviso, posibles []referida, otro, texto string) error {
	h := &hoja{}
	frase := "¿De cuál es este avance? Elija uno y queda registrado con lo que escribió."
	if otro != "" {
		frase = fmt.Sprintf(fraseDeOtro, otro, cualDe(len(posibles)))
	}
	if len(posibles) > maxElegir {
		posibles = posibles[:maxElegir]
		frase += " Si es de otro, escríbalo otra vez con su número al principio."
	}
	if t.p.adjunta {
		frase += " " + fraseSinArchivo
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
		h.fila(linea{negrita(rotulo), llano(quePedia(a, r))}, boton(accionHilo, "Es de este", valor))
	}
	return t.enHilo(ctx, h.mensaje())
}

func cualDe(n int) string {
	if n == 1 {
		return "este"
	}
	return "uno de estos"
}

// quePedia is what an asunto of the aviso is about: numbers alone nobody remembers.
func quePedia(a *compromiso.Aviso, r referida) string {
	for _, x := range a.Asuntos {
		if n := x.Compromiso; n != nil && x.Comision == r.Comision && n.Numero == r.Numero && x.Inciso == r.Inciso {
			return "\n" + renglon(asuntoDe(n, r.Inciso).Texto, textoPorFila)
		}
	}
	return ""
}

// enHilo answers in the thread of the event. Where nothing was recorded, an answer that
// does not arrive is a reason to serve the event again.
func (t *turno) enHilo(ctx context.Context, m Mensaje) error { return t.b.enHilo(ctx, t.p, m) }

// enHilo answers where the message of an event stands.
func (b *Bot) enHilo(ctx context.Context, p peticion, m Mensaje) error {
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	ops := m.conBloques(m.Bloques)
	if p.hilo != "" {
		ops = append(ops, slack.MsgOptionTS(p.hilo))
	}
	err := b.limpio(b.publicar(ctx, p.canal, ops...))
	if err != nil {
		b.log.Error("answer in the thread not delivered", "error", err.Error())
	}
	return err
}

// pulsarHilo records what was answered in the thread on the one chosen.
func pulsarHilo(ctx context.Context, t *turno) (respuesta, error) {
	r, err := avanzar(ctx, t, compromiso.Avance{Inciso: t.inciso, Texto: t.resto})
	r.reemplaza = true
	return r, err
}
