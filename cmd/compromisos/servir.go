package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
)

// paradaMaxima is how long a stop may take: with what is said and closed at the very end,
// less than the ten seconds after which most supervisors kill. Of that, paradaHTTP is for
// the acknowledgement of requests that had come in, paradaRespuesta for the answers to what
// had to be cut short, and paradaBase for the database to let go.
const (
	paradaMaxima    = 9 * time.Second
	paradaHTTP      = 3 * time.Second
	paradaRespuesta = 3 * time.Second
	paradaBase      = time.Second / 2
)

// trasArranque is when a process has long begun, and what only its start needed is given back.
const trasArranque = 5 * time.Second

func cmdServir(c *consola) *cobra.Command {
	return &cobra.Command{
		Use:   "servir",
		Short: "Atiende Slack: el bot, sus recordatorios y sus resúmenes",
		Long:  "Atiende Slack con lo que diga el ambiente: DATABASE_URL, SLACK_BOT_TOKEN y SLACK_APP_TOKEN (modo socket)\no SLACK_SIGNING_SECRET (modo HTTP). Pone al día la base de datos al empezar.",
		Args:  sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := entornoDeServir()
			if err != nil {
				return errUso{err}
			}
			return servir(cmd.Context(), e, bitacoraDeMaquina(c, e))
		},
	}
}

func servir(ctx context.Context, e entorno, log *slog.Logger) error {
	a, err := newApp(ctx, e, log, ajustes{})
	if err != nil {
		return err
	}
	err = a.Start(ctx)
	if err == nil {
		log.InfoContext(ctx, "serving", "address", a.Addr(), "socket", e.AppToken != "", "http", e.SigningSecret != "", "version", versionLog())
		soltar := time.AfterFunc(trasArranque, func() {
			if err := soltarArranque(); err != nil {
				log.DebugContext(ctx, "memory of the start not given back", "error", err)
			}
		})
		err = a.Wait(ctx)
		soltar.Stop()
	}
	if errStop := parada(ctx, a); err == nil {
		err = errStop
	}
	log.InfoContext(ctx, "stopped")
	return err
}

// parada stops the process within its time, though the context has ended.
func parada(ctx context.Context, a *app) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paradaMaxima)
	defer cancel()
	return a.Stop(ctx)
}

// bitacoraDeMaquina is the log of the process: English, structured, on standard error.
func bitacoraDeMaquina(c *consola, e entorno) *slog.Logger {
	n, err := nivel(e.Nivel)
	if err != nil {
		n = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(c.errores, &slog.HandlerOptions{Level: n}))
}
