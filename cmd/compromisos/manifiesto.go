package main

import (
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"compromisos/bot"
)

func cmdManifiesto(c *consola) *cobra.Command {
	var modo, dir string
	cmd := &cobra.Command{
		Use: "manifiesto [--modo socket|http] [--url URL]", Short: "Escribe el manifiesto de la aplicación de Slack",
		Long: "Escribe el manifiesto (YAML) que se pega en https://api.slack.com/apps al crear la aplicación.\nCada permiso lleva su razón.",
		Args: sinArgumentos,
		RunE: func(*cobra.Command, []string) error {
			if modo != "socket" && modo != "http" {
				return errUso{fmt.Errorf("--modo debe ser socket o http, no «%s»", modo)}
			}
			if modo == "http" {
				if u, err := url.Parse(dir); err != nil || u.Scheme != "https" || u.Host == "" {
					return errUso{fmt.Errorf("--modo http necesita --url con la dirección pública, por ejemplo https://compromisos.ejemplo.mx")}
				}
			}
			b, err := bot.Manifiesto(modo, dir)
			if err != nil {
				return err
			}
			_, err = c.salida.Write(b)
			return err
		},
	}
	cmd.Flags().StringVar(&modo, "modo", "socket", "`MODO` en que se conecta con Slack: socket o http")
	cmd.Flags().StringVar(&dir, "url", "", "la `URL` pública del bot, en modo http")
	return cmd
}
