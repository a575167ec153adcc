package main

import (
	"github.com/spf13/cobra"

	"compromisos/bot"
	"compromisos/compromiso"
)

func cmdManifiesto(c *consola) *cobra.Command {
	var modo, dir string
	cmd := &cobra.Command{
		Use: "manifiesto [--modo socket|http] [--url URL]", Short: "Escribe el manifiesto de la aplicación de Slack",
		Long: "Escribe el manifiesto (YAML) que se pega en https://api.slack.com/apps al crear la aplicación.\nCada permiso lleva su razón.",
		Args: sinArgumentos,
		RunE: func(*cobra.Command, []string) error {
			b, err := bot.Manifiesto(modo, dir)
			if compromiso.CodigoDe(err) == compromiso.Invalido {
				return errUso{err}
			}
			if err != nil {
				return err
			}
			_, err = c.salida.Write(b)
			return err
		},
	}
	cmd.Flags().StringVar(&modo, "modo", bot.ModoSocket, "`MODO` en que se conecta con Slack: socket o http")
	cmd.Flags().StringVar(&dir, "url", "", "la `URL` pública del bot, en modo http")
	return cmd
}
