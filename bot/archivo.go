package bot

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"
)

// clienteArchivos is what the sending of a file needs of Slack.
type clienteArchivos interface {
	GetUploadURLExternalContext(ctx context.Context, p slack.GetUploadURLExternalParameters) (*slack.GetUploadURLExternalResponse, error)
	UploadToURL(ctx context.Context, p slack.UploadToURLParameters) error
	CompleteUploadExternalContext(ctx context.Context, p slack.CompleteUploadExternalParameters) (*slack.CompleteUploadExternalResponse, error)
	GetConversationRepliesContext(ctx context.Context, p *slack.GetConversationRepliesParameters) ([]slack.Message, bool, string, error)
}

// archivo is a file that is ready to leave.
type archivo struct {
	nombre, titulo string
	contenido      []byte
}

// intentosArchivo is how often a step is tried that leaves no trace when it fails.
const intentosArchivo = 3

// depositar hands Slack the bytes, and gives the id by which they are shared. Nobody sees
// them yet, so that what may pass is tried again.
func (c *cartero) depositar(ctx context.Context, a archivo) (string, error) {
	for k := 1; ; k++ {
		id, err := c.subir(ctx, a)
		if err == nil || k == intentosArchivo || !esperarPasajero(ctx, err, k) {
			return id, err
		}
	}
}

func (c *cartero) subir(ctx context.Context, a archivo) (string, error) {
	u, err := c.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: a.nombre, FileSize: len(a.contenido)})
	if err != nil {
		return "", err
	}
	err = c.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: u.UploadURL, Filename: a.nombre, Reader: bytes.NewReader(a.contenido)})
	if err == nil && u.FileID == "" {
		err = errors.New("files.getUploadURLExternal gave no file")
	}
	return u.FileID, err
}

// compartir shows what was handed over in a conversation. It is one
// attempt, but after an answer by which nothing was done: after any other that fails, the
// file may be there.
func (c *cartero) compartir(ctx context.Context, a archivo, id, canal, comentario string) error {
	for k := 1; ; k++ {
		_, err := c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
			Files: []slack.FileSummary{{ID: id, Title: a.titulo}}, Channel: canal, InitialComment: comentario,
		})
		if err == nil || k == intentosArchivo || falloDe(err, false).Incierto || !esperarPasajero(ctx, err, k) {
			return err
		}
	}
}

// esperarPasajero waits before the next try of what may pass; false where it does not, or
// not soon.
func esperarPasajero(ctx context.Context, err error, vez int) bool {
	const primera, maxima = 300 * time.Millisecond, 20 * time.Second
	f := falloDe(err, false)
	if !esPasajero(f.Motivo) && !f.Incierto {
		return false
	}
	espera := f.Despues
	if espera == 0 {
		espera = primera << vez
	}
	if espera > maxima {
		return false
	}
	reloj := time.NewTimer(espera)
	defer reloj.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-reloj.C:
		return true
	}
}

// esPasajero tells whether a failure is of the moment: of the pace, or of the way.
func esPasajero(motivo string) bool {
	switch motivo {
	case "ratelimited", "red", "timeout":
		return true
	}
	return false
}

// negativasDeArchivo are the refusals that hold for the file and not for a message, with
// what was wrong and what to do. Trying again does not help.
var negativasDeArchivo = map[string]string{
	"missing_scope":               "a la aplicación le falta el permiso «files:write». Quien opera el bot lo agrega con «compromisos manifiesto» y reinstala la aplicación",
	"no_permission":               "la aplicación no tiene permiso de subir archivos. Quien opera el bot lo agrega con «compromisos manifiesto» y reinstala la aplicación",
	"file_uploads_disabled":       "este espacio de Slack no permite subir archivos. Lo cambia quien administra el espacio",
	"storage_limit_reached":       "este espacio de Slack ya no tiene lugar para archivos. Lo libera quien administra el espacio",
	"file_upload_size_restricted": "este espacio de Slack no admite archivos tan grandes. Pídalo en otro formato, o pida a quien administra el espacio que suba el límite",
	"blocked_file_type":           "este espacio de Slack no admite archivos de ese tipo. Pídalo en otro formato",
	"posting_to_channel_denied":   "el canal no permite que la aplicación publique archivos. Lo cambia quien administra el canal",
	"restricted_action":           "el canal no permite que la aplicación publique. Lo cambia quien administra el canal",
	"file_update_failed":          "Slack no pudo guardarlo. Inténtelo de nuevo en un minuto",
	"file_not_found":              "Slack perdió el archivo al recibirlo. Inténtelo de nuevo en un minuto",
	"invalid_arguments":           "Slack no aceptó el archivo. Avise a quien opera el bot",
	"invalid_thread_ts":           "el mensaje al que iba ya no está",
	"is_archived":                 "el canal está archivado. Pídalo en otro canal, o por mensaje directo al bot",
}

// fraseArchivo says why a file did not get there, and what to do.
func fraseArchivo(err error) string {
	f := falloDe(err, false)
	if s, ok := negativasDeArchivo[f.Motivo]; ok {
		return s
	}
	if esPasajero(f.Motivo) || f.Incierto {
		return fraseMotivo(f.Motivo) + ". Inténtelo de nuevo en un minuto"
	}
	return fraseMotivo(f.Motivo) + ". Si sigue igual, avise a quien opera el bot"
}
