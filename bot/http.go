package bot

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	maxCuerpo    = 1 << 20
	ventanaSello = 300 * time.Second
)

// Handler serves POST /slack/events: slash commands, interactivity and events, each
// signed by Slack.
func (b *Bot) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /slack/events", b.servir)
	return mux
}

func (b *Bot) servir(w http.ResponseWriter, r *http.Request) {
	llego := b.op.Maquina()
	cuerpo, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCuerpo))
	if err != nil {
		var grande *http.MaxBytesError
		if errors.As(err, &grande) {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if esPruebaSSL(r, cuerpo) { // Slack does not sign it, and nothing is done
		w.WriteHeader(http.StatusOK)
		return
	}
	if err := revisarFirma(r.Header, cuerpo, b.op.SigningSecret, b.op.Maquina()); err != nil {
		b.log.Warn("request refused", "reason", err.Error())
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if reto, ok := retoDe(r, cuerpo); ok {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, reto)
		return
	}
	p, err := peticionHTTP(r.Header.Get("Content-Type"), cuerpo)
	if err != nil {
		b.log.Warn("request not understood", "reason", err.Error())
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.llego = llego
	p.intento, _ = strconv.Atoi(r.Header.Get("X-Slack-Retry-Num"))
	if p.clave == "" && (p.clase == claseOrden || p.clase == claseBoton) { // nothing else tells it from another one
		p.clave = "firma:" + huellaDe(strings.ToLower(r.Header.Get("X-Slack-Signature")))
	}
	escribirAcuse(w, b.acusar(p))
}

// escribirAcuse answers a request. No body at all is how a modal closes.
func escribirAcuse(w http.ResponseWriter, a acuse) {
	if a.reintenta {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if a.cuerpo == nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(a.cuerpo)))
	_, _ = w.Write(a.cuerpo)
}

// revisarFirma checks Slack's signature over the raw body. It fails closed where
// there is no secret.
func revisarFirma(h http.Header, cuerpo []byte, secreto string, ahora time.Time) error {
	sello, firma := h.Get("X-Slack-Request-Timestamp"), h.Get("X-Slack-Signature")
	if secreto == "" {
		return errors.New("no signing secret is configured")
	}
	segundos, err := strconv.ParseInt(sello, 10, 64)
	if err != nil {
		return errors.New("no valid timestamp")
	}
	if d := ahora.Unix() - segundos; d > int64(ventanaSello/time.Second) || d < -int64(ventanaSello/time.Second) {
		return errors.New("timestamp out of the window")
	}
	cifras, ok := strings.CutPrefix(firma, "v0=")
	dada, err := hex.DecodeString(cifras)
	if !ok || err != nil {
		return errors.New("no valid signature")
	}
	m := hmac.New(sha256.New, []byte(secreto))
	_, _ = io.WriteString(m, "v0:"+sello+":")
	_, _ = m.Write(cuerpo)
	if !hmac.Equal(m.Sum(nil), dada) {
		return errors.New("the signature does not match")
	}
	return nil
}

func esFormulario(tipo string) bool {
	return strings.HasPrefix(tipo, "application/x-www-form-urlencoded")
}

func esPruebaSSL(r *http.Request, cuerpo []byte) bool {
	if !bytes.Contains(cuerpo, []byte("ssl_check=1")) || !esFormulario(r.Header.Get("Content-Type")) || len(cuerpo) > 4096 {
		return false
	}
	v, err := url.ParseQuery(string(cuerpo))
	return err == nil && v.Get("ssl_check") == "1" && v.Get("command") == "" && v.Get("payload") == ""
}

// retoDe is the challenge with which Slack tries the address.
func retoDe(r *http.Request, cuerpo []byte) (string, bool) {
	if esFormulario(r.Header.Get("Content-Type")) {
		return "", false
	}
	var e struct{ Type, Challenge string }
	if json.Unmarshal(cuerpo, &e) != nil || e.Type != "url_verification" {
		return "", false
	}
	return e.Challenge, true
}

// peticionHTTP reads a signed body: a form of a slash command, a form with a
// payload, or the JSON of an event.
func peticionHTTP(tipo string, cuerpo []byte) (peticion, error) {
	if !esFormulario(tipo) {
		return leerEvento(cuerpo)
	}
	v, err := url.ParseQuery(string(cuerpo))
	if err != nil {
		return peticion{}, errors.New("bad form")
	}
	for _, l := range v {
		if len(l) > 1 { // whoever reads the other one would see another request
			return peticion{}, errors.New("a field of the form twice")
		}
	}
	if carga := v.Get("payload"); carga != "" {
		return leerInteraccion([]byte(carga))
	}
	return leerOrden(func(k string) string { return v.Get(k) }), nil
}
