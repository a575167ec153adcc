package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
	"compromisos/informe"
)

// formatoAdjunto is that of the informe that goes with the digest before a session.
const formatoAdjunto = informe.DOCX

// datoHilo is the key of the message in whose thread the file of an AvisoInforme goes.
const datoHilo = "hilo"

// enviarInforme puts the draft of the informe into the thread of its digest. Where Slack
// will have no file, it says so there: that too is the message that was owed.
func (c *cartero) enviarInforme(ctx context.Context, e compromiso.Envio) (compromiso.Recibo, error) {
	hilo := e.Aviso.Datos[datoHilo]
	if e.Reporte == nil || hilo == "" {
		return compromiso.Recibo{}, &compromiso.FalloEnvio{Motivo: "sin_contenido", Err: errors.New("an informe without its data or its digest")}
	}
	dejar, err := c.mesas.tomar(ctx)
	if err != nil { // others were before it
		return compromiso.Recibo{}, &compromiso.FalloEnvio{Motivo: "ritmo", Reintentar: true, Err: err}
	}
	defer dejar()
	r := *e.Reporte
	var b bytes.Buffer
	adv, err := formatoAdjunto.WriteInforme(&b, r)
	if err != nil {
		return c.sinArchivo(ctx, e, "no se pudo escribir. Avise a quien opera el bot")
	}
	a := archivo{nombre: formatoAdjunto.NombreInforme(r), titulo: tituloDeInforme(r), contenido: b.Bytes()}
	id, err := c.subir(ctx, a) // to try again is for others to decide
	if err != nil {
		if frase, ok := negativasDeArchivo[falloDe(err, false).Motivo]; ok {
			return c.sinArchivo(ctx, e, frase)
		}
		f := falloDe(err, false)
		f.Incierto = false // nobody sees it yet
		return compromiso.Recibo{}, f
	}
	_, err = c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: id, Title: a.titulo}}, Channel: e.Aviso.Destino, ThreadTimestamp: hilo,
		InitialComment: comentarioAdjunto(r, adv),
	})
	switch frase, negado := negativasDeArchivo[causaDe(err)]; {
	case err == nil:
		return compromiso.Recibo{Canal: e.Aviso.Destino, TS: hilo}, nil
	case negado:
		return c.sinArchivo(ctx, e, frase)
	}
	return compromiso.Recibo{}, falloDe(err, false)
}

func causaDe(err error) string {
	if err == nil {
		return ""
	}
	return falloDe(err, false).Motivo
}

// comentarioAdjunto is what is said with the file: what it is, and what to look at.
func comentarioAdjunto(r compromiso.Reporte, advertencias []string) string {
	const caben = 6
	s := comentarioInforme(r, "")
	if len(advertencias) == 0 {
		return s
	}
	s += "\nPara la Secretaría Técnica, antes de entregarlo:"
	for _, a := range advertencias[:min(len(advertencias), caben)] {
		s += "\n• " + linea{llano(renglon(a, 300))}.marca()
	}
	if faltan := len(advertencias) - caben; faltan > 0 {
		s += fmt.Sprintf("\n• y %d más", faltan)
	}
	return s
}

// sinArchivo says in the thread why there is no file, with the mark of the aviso.
func (c *cartero) sinArchivo(ctx context.Context, e compromiso.Envio, porque string) (compromiso.Recibo, error) {
	m := mensajeHecho("El borrador del informe no se pudo adjuntar: " + porque + fmt.Sprintf(
		". Mientras tanto, quien opera el bot puede generarlo con «compromisos informe --comision %s --sesion %s».", e.Aviso.Comision, unaLinea(e.Aviso.Datos[compromiso.DatoSesion])))
	m.Metadatos = metadatosDe(e.Aviso.Clave)
	ops := append(m.conBloques(m.Bloques), slack.MsgOptionTS(e.Aviso.Datos[datoHilo]))
	canal, ts, err := c.api.PostMessageContext(ctx, e.Aviso.Destino, ops...)
	if err != nil {
		return compromiso.Recibo{}, falloDe(err, false)
	}
	return compromiso.Recibo{Canal: canal, TS: ts}, nil
}

// buscarInforme looks in the thread of the digest for the file, or for the word that there
// is none. Slack keeps no mark with a file: its name is the mark, in a thread in which
// nobody else puts one of that name.
func (c *cartero) buscarInforme(ctx context.Context, a compromiso.Aviso) (compromiso.Recibo, bool, error) {
	p := &slack.GetConversationRepliesParameters{
		ChannelID: a.Destino, Timestamp: a.Datos[datoHilo], Limit: porPagina, Inclusive: true, IncludeAllMetadata: true,
	}
	for range maxPaginas {
		ms, _, sigue, err := c.api.GetConversationRepliesContext(ctx, p)
		if err != nil {
			return compromiso.Recibo{}, false, falloBusqueda(err, a)
		}
		for _, m := range ms {
			suya := m.Metadata.EventType == eventoAviso && m.Metadata.EventPayload[claveDeMetadatos] == a.Clave
			if suya || slices.ContainsFunc(m.Files, func(f slack.File) bool { return esAdjunto(f, a) }) {
				return compromiso.Recibo{Canal: a.Destino, TS: m.Timestamp}, true, nil
			}
		}
		if p.Cursor = sigue; sigue == "" {
			return compromiso.Recibo{}, false, nil
		}
	}
	return compromiso.Recibo{}, false, falloBusqueda(fmt.Errorf("more than %d pages of a thread", maxPaginas), a)
}

// esAdjunto tells whether the file is the one that the aviso puts into the thread.
func esAdjunto(f slack.File, a compromiso.Aviso) bool {
	codigo, anio, err := compromiso.ParseCodigoSesion(a.Datos[compromiso.DatoSesion], a.Comision)
	if err != nil {
		return false
	}
	r := compromiso.Reporte{Informe: compromiso.Informe{
		Comision: a.Comision, SesionInforme: codigo.String(), FechaInforme: compromiso.Fecha{Anio: anio},
	}}
	// Whoever mends the draft and puts it there again keeps its name, not its title.
	return f.Name == formatoAdjunto.NombreInforme(r) && strings.HasPrefix(f.Title, fmt.Sprintf("%s/%d", tituloDeInforme(compromiso.Reporte{
		Informe: compromiso.Informe{Comision: a.Comision, SesionInforme: codigo.String()},
	}), anio))
}

// tieneArchivo tells whether the file is among the latest of the conversation.
func (c *cartero) tieneArchivo(ctx context.Context, canal, id string) (bool, error) {
	r, err := c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: canal, Limit: porPagina})
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(r.Messages, func(m slack.Message) bool {
		return slices.ContainsFunc(m.Files, func(f slack.File) bool { return f.ID == id })
	}), nil
}
