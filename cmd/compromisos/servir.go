package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
)

// paradaMaxima is how long a stop may take; less than the ten seconds after which most
// supervisors kill.
const paradaMaxima = 9 * time.Second

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
	pctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paradaMaxima)
	defer cancel()
	if errStop := a.Stop(pctx); err == nil {
		err = errStop
	}
	log.InfoContext(pctx, "stopped")
	return err
}

// bitacoraDeMaquina is the log of the process: English, structured, on standard error.
func bitacoraDeMaquina(c *consola, e entorno) *slog.Logger {
	n, err := nivel(e.Nivel)
	if err != nil {
		n = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(c.errores, &slog.HandlerOptions{Level: n}))
}
