package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/informe"

	"github.com/slack-go/slack"
)

// documentos are what the documents are written from. Apartar takes the key of a request,
// once: a document that is asked for again by the same request is not made twice.
type documentos interface {
	Reporte(ctx context.Context, p compromiso.PedidoReporte) (compromiso.Reporte, error)
	Emitido(ctx context.Context, p compromiso.PedidoReporte, n int) (compromiso.Reporte, error)
	DatosNota(ctx context.Context, comision string, numero compromiso.Numero, hoy compromiso.Fecha) (compromiso.DatosNota, error)
	Apartar(ctx context.Context, sol compromiso.Solicitud) error
}

// The limits within which documents are made: each holds its whole text in memory.
const (
	documentosALaVez = 2
	documentosEnCola = 16
	plazoDocumento   = 90 * time.Second
	plazoProgreso    = 5 * time.Second // after so long, a word on how far it is
)

const (
	fraseDocumentoSaturado = "Hay muchos documentos en preparación. No se hizo nada: vuelva a pedirlo en un minuto."
	fraseDocumentoYa       = "Ese documento ya se había pedido. Si no ha llegado en dos minutos, vuelva a pedirlo."
	fraseSinInvitar        = "El bot no está en este canal. Para tener el documento aquí, invite al bot con «/invite @compromisos» e inténtelo de nuevo."
	fraseDocumentoParo     = "El bot se está reiniciando y no terminó %s: inténtelo de nuevo en un minuto."
)

// taller is the room for the documents that are being made, and for those that wait.
type taller struct {
	cola  chan struct{}
	mesas mesas
}

// mesas are the documents that may be made at a time, those of the postman included.
type mesas chan struct{}

// tomar waits for room; dejar gives it back.
func (m mesas) tomar(ctx context.Context) (dejar func(), err error) {
	select {
	case m <- struct{}{}:
		return func() { <-m }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func newTaller(m mesas) taller { return taller{cola: make(chan struct{}, documentosEnCola), mesas: m} }

// encargo is a document that somebody asked for.
type encargo struct {
	que     string // «el informe de la 02SO-CVD»
	formato informe.Formato
	// escribir makes it from the state of now.
	escribir func(ctx context.Context, w io.Writer) (escrito hecho, err error)
}

// hecho is what there is to say of a document once it is written.
type hecho struct {
	nombre, titulo string
	comentario     string   // said with the file, escaped
	advertencias   []string // for the Secretaría
	pista          string   // what else there is to know
}

// encargar answers at once that the document is being made; it is made and sent after.
func (t *turno) encargar(ctx context.Context, e encargo) (respuesta, error) {
	select {
	case t.b.taller.cola <- struct{}{}:
	default:
		return respuesta{}, compromiso.Errorf(compromiso.Conflicto, "", fraseDocumentoSaturado)
	}
	if err := t.b.st.Apartar(ctx, t.solicitud()); err != nil {
		<-t.b.taller.cola
		if _, ya := repetida(err); ya {
			return decir(mensajeHecho(fraseDocumentoYa)), nil
		}
		return respuesta{}, err
	}
	donde := "a su mensaje directo con el bot"
	if l := t.lugar(); l != "" && l == t.p.canal {
		donde = "aquí"
	}
	r := decir(mensajeHecho(fmt.Sprintf("Preparando %s en %s… Llega %s en un momento; si en dos minutos no está, inténtelo de nuevo.", e.que, e.formato, donde)))
	r.luego = func(ctx context.Context) *Mensaje {
		defer func() { <-t.b.taller.cola }()
		return t.entregarDocumento(ctx, e)
	}
	return r, nil
}

// lugar is where the document goes: to the ST where it was asked, to everybody else in
// their own DM with the bot, which is "". What only the channel may read is shown nowhere
// else, and what was asked from a message that only its reader sees is the reader's.
func (t *turno) lugar() string {
	switch {
	case strings.HasPrefix(t.p.canal, "D"): // to the bot, or to somebody whom the bot does not hear
		return t.p.canal
	case !t.rol.Secretaria, t.p.clase == claseBoton && t.p.efimero:
		return ""
	case t.p.canal != t.com.Canal && t.com.Lectura == compromiso.LecturaCanal:
		return ""
	}
	return t.p.canal
}

// entregarDocumento makes the document, sends it, and gives what is left to say; nil where
// the file says it all.
func (t *turno) entregarDocumento(ctx context.Context, e encargo) (m *Mensaje) {
	defer func() {
		if x := recover(); x != nil {
			t.b.log.Error("panic", "door", t.p.nombre, "stack", string(debug.Stack()))
			m = dicho(fraseInterna)
		}
	}()
	etapa := t.progreso(ctx, e)
	defer etapa.detener()
	dejar, err := t.b.taller.mesas.tomar(ctx)
	if err != nil {
		return t.sinTiempo(e)
	}
	defer dejar()
	etapa.decir("Sigo escribiendo " + e.que + "…")
	var b bytes.Buffer
	h, err := e.escribir(ctx, &b)
	if err != nil {
		return t.falloDocumento(e, err)
	}
	etapa.decir("Ya se escribió " + e.que + ". Falta que Slack termine de recibir el archivo…")
	canal, aviso, err := t.mandar(ctx, archivo{nombre: h.nombre, titulo: h.titulo, contenido: b.Bytes()}, h.comentario)
	if err != nil {
		if ctx.Err() != nil {
			return t.sinTiempo(e)
		}
		t.b.log.Warn("document not sent", "door", t.p.nombre, "format", string(e.formato), "error", t.b.limpio(err).Error())
		return dicho(mayuscula(e.que) + " ya se escribió, pero no se pudo subir: " + fraseArchivo(err) + ".")
	}
	return t.despedida(e, h, canal, aviso)
}

// falloDocumento says why there is no document: a refusal in its words.
func (t *turno) falloDocumento(e encargo, err error) *Mensaje {
	if t.b.vida.Err() != nil {
		return t.sinTiempo(e)
	}
	var suyo *compromiso.Error
	if errors.As(err, &suyo) {
		return dicho(suyo.Mensaje)
	}
	t.b.log.Error("document not written", "door", t.p.nombre, "format", string(e.formato), "error", t.b.limpio(err).Error())
	return dicho(fraseInterna)
}

func (t *turno) sinTiempo(e encargo) *Mensaje {
	if t.b.vida.Err() != nil {
		return dicho(fmt.Sprintf(fraseDocumentoParo, e.que))
	}
	return dicho("No alcanzó el tiempo para terminar " + e.que + ": inténtelo de nuevo en un minuto.")
}

func dicho(s string) *Mensaje {
	m := mensajeHecho(s)
	return &m
}

// mandar hands the file over and shows it in its place; where the bot may not write there,
// in the DM of whoever asked. It gives where it is, and what to say where that is not the
// place that was asked for.
func (t *turno) mandar(ctx context.Context, a archivo, comentario string) (canal, aviso string, err error) {
	id, err := t.b.correo.depositar(ctx, a)
	if err != nil {
		return "", "", err
	}
	if canal = t.lugar(); canal != "" {
		err = t.mostrar(ctx, a, id, canal, comentario)
		if !fueraDelCanal(err) {
			return canal, "", err
		}
		if !strings.HasPrefix(canal, "D") {
			aviso = fraseSinInvitar
		}
	}
	if canal, err = t.b.propio(ctx, t.p.persona); err != nil {
		return "", "", err
	}
	return canal, aviso, t.mostrar(ctx, a, id, canal, comentario)
}

// fueraDelCanal tells whether Slack said that the bot is not in the conversation.
func fueraDelCanal(err error) bool {
	var s slack.SlackErrorResponse
	return errors.As(err, &s) && (s.Err == "not_in_channel" || s.Err == "channel_not_found" || s.Err == "invalid_channel")
}

// propio is the person's DM with the bot.
func (b *Bot) propio(ctx context.Context, persona string) (string, error) {
	ch, _, _, err := b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{persona}})
	if err != nil {
		return "", err
	}
	if ch == nil || ch.ID == "" {
		return "", errors.New("conversations.open gave no channel")
	}
	return ch.ID, nil
}

// mostrar shares the file. Where the answer got lost it looks whether the file is there.
func (t *turno) mostrar(ctx context.Context, a archivo, id, canal, comentario string) error {
	err := t.b.correo.compartir(ctx, a, id, canal, comentario)
	if err == nil || !falloDe(err, false).Incierto {
		return err
	}
	const veces = 4
	for k := range veces {
		if !esperarPasajero(ctx, err, k) {
			return err
		}
		if esta, e := t.b.correo.tieneArchivo(ctx, canal, id); e == nil && esta {
			return nil
		}
	}
	return err
}

// despedida is what is left to say once the file is there: where, if it is elsewhere, and
// to the Secretaría what to look at before it goes on.
func (t *turno) despedida(e encargo, h hecho, canal, aviso string) *Mensaje {
	var adv []string
	if t.rol.Secretaria {
		adv = h.advertencias
	}
	if canal == t.p.canal && len(adv) == 0 && h.pista == "" {
		return nil
	}
	m := mensajeEntregado(entregado{
		que: e.que, formato: string(e.formato), aqui: canal == t.p.canal, liga: t.b.ligaDe(canal), aviso: aviso, pista: h.pista, advertencias: adv,
	})
	return &m
}

// ligaDe leads to a conversation, in the browser or in Slack's own program.
func (b *Bot) ligaDe(canal string) string {
	s := "https://slack.com/app_redirect?channel=" + canal
	if yo := b.equipo.Load(); yo != nil {
		s += "&team=" + yo.Equipo
	}
	return s
}
