package main

import (
	"context"
	"time"
)

// The pauses between attempts to reach a Slack that is not there: the first, doubled
// each time, up to the longest.
const (
	primeraPausa = time.Second
	pausaMaxima  = 30 * time.Second
)

// presentado takes what Slack answered when it was asked who the bot is. A token that will
// not do, or somebody who is not Slack, is an error; a Slack that is not reached is tried
// again once the process serves.
func (a *app) presentado(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if codigoMalo(err) != "" || noEsSlack(err) {
		return a.errSlack(ctx, err, "SLACK_BOT_TOKEN")
	}
	a.sinSlack = true
	a.log.WarnContext(ctx, "slack not reached; it is tried again", "url", a.e.APIURL, "error", err)
	return nil
}

// insistir asks until Slack answers. It tells whether it did, before the process ended.
func (a *app) insistir(ctx context.Context) bool {
	for pausa := primeraPausa; ; pausa = min(2*pausa, pausaMaxima) {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(pausa):
		}
		err := a.bot.Auth(ctx)
		switch {
		case ctx.Err() != nil:
			return false
		case err == nil:
			a.log.InfoContext(ctx, "slack reached")
			a.actualizarGrupos(ctx)
			return true
		case codigoMalo(err) != "" || noEsSlack(err):
			a.fatal <- a.errSlack(ctx, err, "SLACK_BOT_TOKEN")
			return false
		}
		a.log.WarnContext(ctx, "slack not reached; it is tried again", "url", a.e.APIURL, "error", err)
	}
}

// errSlack is the sentence about a failure that ends the process; the log has its words.
func (a *app) errSlack(ctx context.Context, err error, variable string) error {
	a.log.DebugContext(ctx, "slack failed", "error", err)
	return errSlack(err, variable, a.e.APIURL)
}
