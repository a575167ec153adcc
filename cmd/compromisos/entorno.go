package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"compromisos/store"
)

// entorno is section 2 of the contract.
type entorno struct {
	DatabaseURL   string `env:"DATABASE_URL"`
	BotToken      string `env:"SLACK_BOT_TOKEN"`
	AppToken      string `env:"SLACK_APP_TOKEN"`
	SigningSecret string `env:"SLACK_SIGNING_SECRET"`
	APIURL        string `env:"SLACK_API_URL" envDefault:"https://slack.com/api/"`
	Direccion     string `env:"COMPROMISOS_DIRECCION" envDefault:"127.0.0.1:8080"`
	Metricas      string `env:"COMPROMISOS_METRICAS"`
	Reloj         string `env:"COMPROMISOS_RELOJ"`
	Nivel         string `env:"COMPROMISOS_LOG" envDefault:"info"`

	sinLeer []string // secrets whose file could not be read: told once
}

// secretos may also come from a file, under the name with _FILE.
var secretos = []string{"DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}

// leerEntorno reads the environment. Every fault is told at once.
func leerEntorno() (entorno, error) {
	e, faltas := leerVariables()
	return e, juntar(faltas)
}

// entornoDeServir reads the environment and checks that `servir` has all it needs.
func entornoDeServir() (entorno, error) {
	e, faltas := leerVariables()
	return e, juntar(append(faltas, e.paraServir()...))
}

func leerVariables() (e entorno, faltas []error) {
	vars := env.ToMap(os.Environ())
	for k, v := range vars {
		if v == "" {
			delete(vars, k) // set and empty is as good as not set: the default counts
		}
	}
	for _, s := range secretos {
		if err := leerSecreto(vars, s); err != nil {
			faltas = append(faltas, err)
			e.sinLeer = append(e.sinLeer, s)
		}
	}
	if err := env.ParseWithOptions(&e, env.Options{Environment: vars}); err != nil {
		faltas = append(faltas, err)
	}
	if e.DatabaseURL != "" {
		if _, err := store.NormalizeURL(e.DatabaseURL); err != nil {
			faltas = append(faltas, err)
		}
	}
	if _, err := nivel(e.Nivel); err != nil {
		faltas = append(faltas, err)
	}
	if _, err := time.Parse(time.RFC3339, e.Reloj); err != nil && e.Reloj != "" {
		faltas = append(faltas, fmt.Errorf("COMPROMISOS_RELOJ («%s») no es un instante como 2026-11-23T09:00:00-06:00", e.Reloj))
		e.Reloj = ""
	}
	return e, faltas
}

// leerSecreto takes a secret from its file, where there is one.
func leerSecreto(vars map[string]string, nombre string) error {
	ruta := vars[nombre+"_FILE"]
	if ruta == "" {
		return nil
	}
	if vars[nombre] != "" {
		return fmt.Errorf("%s y %s_FILE están puestas a la vez: deje una", nombre, nombre)
	}
	b, err := os.ReadFile(ruta)
	if err != nil {
		return fmt.Errorf("no se pudo leer el archivo de %s_FILE (%s): %s", nombre, ruta, causa(err))
	}
	if vars[nombre] = strings.TrimSpace(string(b)); vars[nombre] == "" {
		return fmt.Errorf("el archivo de %s_FILE (%s) está vacío", nombre, ruta)
	}
	return nil
}

// juntar makes one line of several faults.
func juntar(faltas []error) error {
	if len(faltas) == 0 {
		return nil
	}
	var s []string
	for _, f := range faltas {
		s = append(s, minuscula(strings.TrimSuffix(f.Error(), ".")))
	}
	return errors.New(strings.Join(s, "; "))
}

// paraServir tells all that keeps `servir` from working with this environment.
func (e entorno) paraServir() (f []error) {
	falta := func(mal bool, formato string, args ...any) {
		if mal {
			f = append(f, fmt.Errorf(formato, args...))
		}
	}
	sin := func(valor, nombre string) bool { return valor == "" && !slices.Contains(e.sinLeer, nombre) }
	if sin(e.DatabaseURL, "DATABASE_URL") {
		f = append(f, errSinBase)
	}
	falta(sin(e.BotToken, "SLACK_BOT_TOKEN"), "falta SLACK_BOT_TOKEN: el token xoxb-… de la aplicación de Slack")
	falta(e.BotToken != "" && !strings.HasPrefix(e.BotToken, "xoxb-"), "SLACK_BOT_TOKEN no es un token de bot: debe empezar con xoxb-")
	falta(sin(e.AppToken, "SLACK_APP_TOKEN") && sin(e.SigningSecret, "SLACK_SIGNING_SECRET"),
		"falta SLACK_APP_TOKEN (modo socket) o SLACK_SIGNING_SECRET (modo HTTP): ponga al menos una")
	falta(e.AppToken != "" && !strings.HasPrefix(e.AppToken, "xapp-"), "SLACK_APP_TOKEN no es un token de aplicación: debe empezar con xapp-")
	falta(!esDireccionWeb(e.APIURL), "SLACK_API_URL («%s») no es una dirección http que termine en «/», sin usuario ni clave", sinClave(e.APIURL))
	falta(e.Reloj != "" && !esLocal(e.APIURL), "COMPROMISOS_RELOJ solo se admite cuando SLACK_API_URL es una dirección de esta máquina")
	f = append(f, malaPuerta("COMPROMISOS_DIRECCION", e.Direccion, "127.0.0.1:8080")...)
	if e.Metricas != "" {
		f = append(f, malaPuerta("COMPROMISOS_METRICAS", e.Metricas, "127.0.0.1:9090")...)
		falta(e.Metricas == e.Direccion && !strings.HasSuffix(e.Direccion, ":0"), "COMPROMISOS_METRICAS es la misma dirección que COMPROMISOS_DIRECCION: quítela, o ponga otra")
	}
	return f
}

var errSinBase = errors.New("falta DATABASE_URL: la dirección de Postgres, como postgres://usuario:clave@servidor:5432/compromisos")

func esDireccionWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && strings.HasSuffix(u.Path, "/")
}

// sinClave is an address as it may be shown.
func sinClave(s string) string {
	u, err := url.Parse(s)
	switch {
	case err == nil:
		return u.Redacted()
	case strings.Contains(s, "@"):
		return "…"
	}
	return s
}

// malaPuerta says what keeps a value from being an address to listen on.
func malaPuerta(variable, s, ejemplo string) []error {
	_, puerto, err := net.SplitHostPort(s)
	if err != nil || puerto == "" {
		return []error{fmt.Errorf("%s («%s») no es una dirección como %s", variable, s, ejemplo)}
	}
	if _, err := strconv.ParseUint(puerto, 10, 16); err != nil {
		return []error{fmt.Errorf("%s («%s») no tiene un puerto válido: va de 0 a 65535", variable, s)}
	}
	return nil
}

// esLocal tells whether the address is of this machine.
func esLocal(direccion string) bool {
	u, err := url.Parse(direccion)
	if err != nil {
		return false
	}
	if u.Hostname() == "localhost" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return ip != nil && ip.IsLoopback()
}

func nivel(s string) (slog.Level, error) {
	switch s {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	}
	return 0, fmt.Errorf("COMPROMISOS_LOG («%s») debe ser debug, info, warn o error", s)
}
