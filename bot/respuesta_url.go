package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// porURL answers through a response_url, for the person alone.
func (b *Bot) porURL(ctx context.Context, direccion string, m Mensaje, reemplaza bool) error {
	return b.porURLHilo(ctx, direccion, m, reemplaza, "")
}

// porURLHilo answers through a response_url, in the thread if one is given. Whatever
// is not a 200 is final: the caller takes another way.
func (b *Bot) porURLHilo(ctx context.Context, direccion string, m Mensaje, reemplaza bool, hilo string) error {
	return b.enviarPorURL(ctx, direccion, cuerpoDe(m, reemplaza, hilo))
}

func (b *Bot) enviarPorURL(ctx context.Context, direccion string, cuerpo []byte) error {
	if err := b.revisarURL(direccion); err != nil {
		return err
	}
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, direccion, bytes.NewReader(cuerpo))
	if err != nil {
		return errors.New("response_url: bad address")
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	r, err := b.http.Do(req)
	if err != nil {
		return b.limpio(err)
	}
	defer func() { _ = r.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(r.Body, 64<<10))
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("response_url: status %d", r.StatusCode)
	}
	return nil
}

// revisarURL lets answers go to Slack's own address only, or to this machine where
// the Web API is on this machine too: a payload shall not send us anywhere else.
func (b *Bot) revisarURL(direccion string) error {
	u, err := url.Parse(direccion)
	if err != nil || u.User != nil {
		return errors.New("response_url: bad address")
	}
	switch {
	case u.Scheme == "https" && strings.EqualFold(u.Host, "hooks.slack.com"):
		return nil
	case b.loop && (u.Scheme == "http" || u.Scheme == "https") && esLoopback(u.Hostname()):
		return nil
	}
	return errors.New("response_url: not an address of Slack")
}
