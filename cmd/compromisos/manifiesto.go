package main

import (
	"fmt"
	"net/url"
	"strings"

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
			if modo == bot.ModoHTTP && dir != "" {
				if err := revisarURL(dir); err != nil {
					return errUso{err}
				}
			}
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

// revisarURL says what keeps an address from being the public one of the bot.
func revisarURL(s string) error {
	u, err := url.Parse(strings.TrimSpace(s))
	switch {
	case err != nil || u.Hostname() == "" && u.Scheme == "https":
		return fmt.Errorf("--url («%s») no es una dirección como https://compromisos.ejemplo.mx", s)
	case u.Scheme != "https":
		return fmt.Errorf("--url debe empezar con https://, y es «%s»", s)
	case u.RawQuery != "" || u.ForceQuery:
		return fmt.Errorf("--url no lleva parámetros: quite lo que sigue a «?»")
	case u.Fragment != "":
		return fmt.Errorf("--url no lleva fragmento: quite lo que sigue a «#»")
	case u.User != nil:
		return fmt.Errorf("--url no lleva usuario ni clave: quite lo que precede a «@»")
	}
	return nil
}
