package bot

import (
	"fmt"
	"net/url"
	"strings"

	"compromisos/compromiso"
)

// The modes in which Slack reaches the bot.
const (
	ModoSocket = "socket"
	ModoHTTP   = "http"
)

// alcances are the least scopes, each with its reason.
var alcances = []struct{ nombre, razon string }{
	{"commands", "el comando /compromiso"},
	{"chat:write", "avisos, resúmenes y respuestas"},
	{"im:write", "abrir el mensaje directo con cada persona enlace"},
	{"im:history", "buscar en el mensaje directo si un aviso ya salió, y leer la respuesta a un recordatorio en su hilo"},
	{"channels:history", "buscar en el canal público de la comisión si un aviso ya salió"},
	{"groups:history", "lo mismo, cuando el canal es privado"},
	{"channels:read", "saber quién está en el canal público (lectura: canal) y si el bot está en él"},
	{"groups:read", "lo mismo, cuando el canal es privado"},
	{"files:write", "subir el informe y la nota a donde se piden, y el borrador del informe al resumen antes de cada sesión"},
	{"users:read", "no atender a cuentas invitadas ni desactivadas"},
	{"usergroups:read", "los grupos de usuarios que son enlace de un área"},
}

// sucesos are the events that Slack is to send, each with its reason.
var sucesos = []struct{ nombre, razon string }{
	{"message.im", "registrar como avance lo que se responde a un recordatorio en su hilo"},
}

// Manifiesto is the manifest of the Slack app, ready to paste, for Socket Mode or for
// HTTP; url is the public address of the bot, which HTTP needs.
func Manifiesto(modo, url string) ([]byte, error) {
	var direccion string
	switch modo {
	case ModoSocket:
		if url != "" {
			return nil, compromiso.Errorf(compromiso.Invalido, "url", "En modo socket no hay dirección: quite --url, o use --modo http.")
		}
	case ModoHTTP:
		var err error
		if direccion, err = direccionEventos(url); err != nil {
			return nil, err
		}
	default:
		return nil, compromiso.Errorf(compromiso.Invalido, "modo", "«%s» no es un modo: use socket o http.", modo)
	}
	var b strings.Builder
	y := func(formato string, args ...any) { fmt.Fprintf(&b, formato+"\n", args...) }
	conURL := func(sangria string) {
		if direccion != "" {
			y("%srequest_url: %q", sangria, direccion)
		}
	}
	y("# Péguelo en https://api.slack.com/apps → Create New App → From a manifest.")
	y("_metadata:\n  major_version: 2\n  minor_version: 1")
	y("display_information:\n  name: Compromisos")
	y("  description: Lleva los compromisos de una comisión, desde que se piden hasta que se informan.")
	y("  background_color: \"#2f4858\"")
	y("features:")
	y("  app_home:\n    home_tab_enabled: false\n    messages_tab_enabled: true\n    messages_tab_read_only_enabled: false # se responde en el hilo de un recordatorio")
	y("  bot_user:\n    display_name: compromisos\n    always_online: true")
	y("  slash_commands:\n    - command: /compromiso")
	if direccion != "" {
		y("      url: %q", direccion)
	}
	y("      description: Registra, consulta y atiende los compromisos de una comisión")
	y("      usage_hint: %q", "nuevo | lista | ver 03/2023 | avance 03/2023 | cumplir 03/2023 | ayuda")
	y("      should_escape: true # las menciones llegan como ids")
	y("oauth_config:\n  scopes:\n    bot:")
	for _, a := range alcances {
		y("      - %s # %s", a.nombre, a.razon)
	}
	y("settings:\n  event_subscriptions:")
	conURL("    ")
	y("    bot_events:")
	for _, s := range sucesos {
		y("      - %s # %s", s.nombre, s.razon)
	}
	y("  interactivity:\n    is_enabled: true")
	conURL("    ")
	y("  org_deploy_enabled: false")
	y("  socket_mode_enabled: %t", modo == ModoSocket)
	if modo == ModoSocket {
		y("  # Además: Basic Information → App-Level Tokens, uno con el alcance connections:write (SLACK_APP_TOKEN).")
	}
	y("  token_rotation_enabled: false")
	return []byte(b.String()), nil
}

// direccionEventos is where Slack posts, from the public address of the bot, with or
// without the route.
func direccionEventos(s string) (string, error) {
	const ruta = "/slack/events"
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", compromiso.Errorf(compromiso.Invalido, "url",
			"En modo http falta la dirección pública del bot: «--url https://compromisos.ejemplo.mx» (tiene que ser https).")
	}
	if u.Path = strings.TrimRight(u.Path, "/"); !strings.HasSuffix(u.Path, ruta) {
		u.Path += ruta
	}
	return u.String(), nil
}
