package bot

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ResultadosLlamada are what the hook Llamada can hear of a call: that it went well, or
// whose fault it was that it did not.
var ResultadosLlamada = []string{
	"ok", "ratelimited", "timeout", "network", "5xx", "auth", "channel", "person", "blocks", "other",
}

// MetodosLlamada are the methods of the Web API that the bot calls, as Llamada names them;
// answers through a response_url are one more, and anything else is «otro».
var MetodosLlamada = []string{
	"apps.connections.open", "auth.test", "chat.postEphemeral", "chat.postMessage", "conversations.history", "conversations.members",
	"conversations.open", "conversations.replies", "files.completeUploadExternal", "files.getUploadURLExternal", "usergroups.users.list", "users.info", "views.open", "views.update", metodoURL, metodoOtro,
}

const (
	metodoURL  = "response_url"
	metodoOtro = "otro"
)

// ClasesAcuse are the kinds of request that the hook Acuse can hear of.
var ClasesAcuse = []string{string(claseOrden), string(claseBoton), string(claseFormulario), string(claseEvento)}

// acusar is atender, and tells how long Slack waited for its acknowledgement.
func (b *Bot) acusar(p peticion) acuse {
	if b.op.Acuse == nil || p.clase == claseNada {
		return b.atender(p)
	}
	inicio := b.op.Maquina()
	a := b.atender(p)
	b.op.Acuse(string(p.clase), b.op.Maquina().Sub(inicio))
	return a
}

// medido is a client like c whose calls are told of to the hook; all of them under one
// name, if it is given.
func (o *Options) medido(c *http.Client, nombre string) *http.Client {
	if o.Llamada == nil {
		return c
	}
	otro := *c
	if otro.Transport == nil {
		otro.Transport = http.DefaultTransport
	}
	otro.Transport = &medidor{RoundTripper: otro.Transport, nombre: nombre, ahora: o.Maquina, decir: o.Llamada}
	return &otro
}

type medidor struct {
	http.RoundTripper
	nombre string
	ahora  func() time.Time
	decir  func(metodo, resultado string, tardo time.Duration)
}

// RoundTrip makes the call. What became of it is known when its answer was read.
func (m *medidor) RoundTrip(r *http.Request) (*http.Response, error) {
	inicio, metodo := m.ahora(), m.nombre
	if metodo == "" {
		metodo = r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		if !slices.Contains(MetodosLlamada, metodo) {
			metodo = metodoOtro
		}
	}
	res, err := m.RoundTripper.RoundTrip(r)
	if err != nil {
		m.decir(metodo, resultadoDeRed(err), m.ahora().Sub(inicio))
		return res, err
	}
	if s := resultadoDeEstado(res.StatusCode); s != "" {
		m.decir(metodo, s, m.ahora().Sub(inicio))
		return res, nil
	}
	res.Body = &cuerpoMedido{ReadCloser: res.Body, al: func(resultado string) { m.decir(metodo, resultado, m.ahora().Sub(inicio)) }}
	return res, nil
}

// resultadoDeEstado is what the status alone says; "" when the body has the word.
func resultadoDeEstado(codigo int) string {
	switch {
	case codigo == http.StatusOK:
		return ""
	case codigo == http.StatusTooManyRequests:
		return "ratelimited"
	case codigo >= 500:
		return "5xx"
	case codigo == http.StatusUnauthorized, codigo == http.StatusForbidden, codigo == http.StatusProxyAuthRequired:
		return "auth"
	}
	return "other"
}

func resultadoDeRed(err error) string {
	var red net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &red) && red.Timeout():
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "other" // given up by us
	}
	return "network"
}

// maxVistazo is how much of an answer is looked at: a refusal is short, and Slack begins
// with it.
const maxVistazo = 1024

// cuerpoMedido keeps the beginning of what is read through it, and says what it was once
// it has been read or put away.
type cuerpoMedido struct {
	io.ReadCloser
	visto []byte
	al    func(resultado string)
}

func (c *cuerpoMedido) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if cabe := maxVistazo - len(c.visto); cabe > 0 && n > 0 {
		c.visto = append(c.visto, p[:min(n, cabe)]...)
	}
	switch {
	case errors.Is(err, io.EOF):
		c.fin(resultadoDeCuerpo(c.visto))
	case err != nil:
		c.fin(resultadoDeRed(err))
	}
	return n, err
}

// Close tells it if nobody read to the end.
func (c *cuerpoMedido) Close() error {
	c.fin(resultadoDeCuerpo(c.visto))
	return c.ReadCloser.Close()
}

func (c *cuerpoMedido) fin(resultado string) {
	if c.al != nil {
		c.al(resultado)
		c.al = nil
	}
}

// resultadoDeCuerpo is what an answer with status 200 says. Inside a text the quotes of
// these words would be escaped, so that no message can pass for a refusal.
func resultadoDeCuerpo(b []byte) string {
	if !bytes.Contains(b, []byte(`"ok":false`)) && !bytes.Contains(b, []byte(`"ok": false`)) && !bytes.HasPrefix(b, []byte(`{"error":`)) {
		return "ok"
	}
	_, resto, _ := bytes.Cut(b, []byte(`"error":`))
	_, resto, _ = bytes.Cut(resto, []byte(`"`))
	codigo, _, _ := bytes.Cut(resto, []byte(`"`))
	return claseDeError(string(codigo))
}

// claseDeError is whose fault an error of Slack is: the grounds on which an operator acts.
func claseDeError(codigo string) string {
	f := falloSlack(codigo, true, nil)
	switch {
	case f.Motivo == "ratelimited":
		return "ratelimited"
	case codigo == "channel_not_found", codigo == "not_in_channel", codigo == "is_archived":
		return "channel"
	case f.Inalcanzable:
		return "person"
	case f.Incierto:
		return "5xx" // Slack's own trouble, by another name
	case bloquesMalos[codigo]:
		return "blocks"
	case f.Reintentar && codigo != "team_added_to_org":
		return "auth"
	}
	return "other"
}
