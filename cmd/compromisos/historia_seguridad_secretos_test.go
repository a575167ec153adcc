package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// What is planted, and must not come up again in anything that the program says.
const (
	botPlantado   = "xoxb-1000000000-PLANTADO-bot"
	appPlantado   = "xapp-1-A0PLANTADO-3000000000-app"
	firmaPlantada = "PLANTADA-firma-0123456789abcdef"
)

// rePlantado also finds the addresses and the triggers that Slack hands out for one answer.
var rePlantado = regexp.MustCompile(`PLANTAD[OA]|/hooks/[a-z]|\d{9,}\.47445629121\.[0-9a-f]+`)

func sinPlantados(t *testing.T, donde, dicho string) {
	t.Helper()
	for _, l := range strings.Split(dicho, "\n") {
		if m := rePlantado.FindString(l); m != "" {
			t.Errorf("%s says %q: %.400s", donde, m, l)
		}
	}
}

// The bot goes through good days and bad ones at the level debug: what Slack says with a token
// in it, a response_url that fails, a database that refuses the password. Nothing that it logs,
// counts, stores or writes to anybody holds a secret.
func TestHistoria_secretos(t *testing.T) {
	for _, http := range []bool{false, true} {
		t.Run(map[bool]string{false: "socket", true: "http"}[http], func(t *testing.T) {
			t.Parallel()
			p := dosRoles(t)
			var log dicho
			c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{
				url: p.corre, log: &log, http: http, conf: confSinResumen,
				sim: slacksim.Options{BotToken: botPlantado, AppToken: appPlantado, SigningSecret: firmaPlantada},
			})
			c.malosDias()
			c.sinBase(p, &log)
			var todo strings.Builder
			for tabla, filas := range c.fotografia() {
				if tabla != "solicitudes" { // it remembers spent triggers: that is how a request is known again
					fmt.Fprintln(&todo, filas)
				}
			}
			sinPlantados(t, "the database", todo.String())
			sinPlantados(t, "the log", log.String())
			sinPlantados(t, "/metrics", c.pide("/metrics"))
			for _, u := range []string{"U0ST", "U0DERFE", "U0DERFE2", "U0UTSI"} {
				for _, m := range append(c.sala.Sim.DM(u), c.sala.Sim.Ephemerals(u)...) {
					sinPlantados(t, "a message to "+u, strings.Join(m.AllTexts(), "\n"))
				}
			}
			for _, m := range c.sala.Sim.Messages("C0CVD") {
				sinPlantados(t, "the channel", strings.Join(m.AllTexts(), "\n"))
			}
			if !contiene(log.String(), "level=ERROR") || !contiene(log.String(), "level=DEBUG") {
				t.Errorf("nothing went wrong, or the log is not whole:\n%s", log.String())
			}
		})
	}
}

func (c *casa) pide(ruta string) string {
	c.t.Helper()
	r, err := http.Get("http://" + c.apps[0].Addr() + ruta)
	if err != nil {
		c.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(b)
}

// malosDias has every kind of call to Slack fail with words that quote the token, and with
// less.
func (c *casa) malosDias() {
	c.t.Helper()
	sim := c.sala.Sim
	quejas := "not_allowed " + botPlantado + " Bearer PLANTADO-suelto https://u:PLANTADA@hooks.slack.com/hooks/actions/x"
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	for _, metodo := range []string{"views.open", "users.info", "conversations.members", "usergroups.users.list", "response_url"} {
		sim.Inject(slacksim.Mishap{Method: metodo, Kind: slacksim.SlackError, Error: quejas})
		sim.Inject(slacksim.Mishap{Method: metodo, Kind: slacksim.Reset})
	}
	sim.AddUser(slacksim.User{ID: "U0NUEVA", Name: "nueva"})
	for range 3 {
		for _, orden := range []string{"avance 01/2026", "ver 01/2026", "lista", "nuevo"} {
			_, _ = sim.Slash(c.t.Context(), "U0DERFE", "C0CVD", "/compromiso", orden) // whatever comes of it
			_, _ = sim.Slash(c.t.Context(), "U0NUEVA", "C0CVD", "/compromiso", orden)
		}
		_, _ = sim.Press(c.t.Context(), "U0DERFE", c.sala.Sim.DM("U0DERFE")[0], "Registrar avance")
		_ = c.apps[0].bot.ActualizarGrupos(c.t.Context())
	}
	sim.ClearMishaps()
	sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.SlackError, Error: quejas, Times: 2})
	c.alas("2026-11-06T09:00")
	c.derfe2.ExpectDM("01/2026", "no llegó") // the suplente hears in their stead, and why
	sim.ClearMishaps()
	c.st.Slash("C0CVD", "/compromiso", "avisos 01/2026").Contains(c.t, "U0DERFE")
	for _, ruta := range []string{"/healthz", "/readyz", "/metrics", "/slack/events?x=1", "/otra"} {
		sinPlantados(c.t, ruta, c.pide(ruta))
	}
}

// sinBase takes the database away from the bot while it works, and gives it back.
func (c *casa) sinBase(p basePartida, log *dicho) {
	c.t.Helper()
	cortar := `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '` + p.rol + `'`
	if err := ejecutarEn(c.t, p.super, `ALTER ROLE `+p.rol+` PASSWORD 'otra'`, cortar); err != nil {
		c.t.Fatal(err)
	}
	_, _ = c.sala.Sim.Slash(c.t.Context(), "U0ST", "C0CVD", "/compromiso", "lista")
	_, _ = c.sala.Sim.Slash(c.t.Context(), "U0ST", "C0CVD", "/compromiso", "nuevo Otra cosa áreas:DERFE")
	if err := c.apps[0].sch.Sweep(c.t.Context()); err == nil {
		c.t.Error("swept without a database")
	} else {
		sinPlantados(c.t, "the sweep", err.Error())
	}
	sinPlantados(c.t, "/readyz", c.pide("/readyz"))
	if s := c.pide("/readyz"); !contiene(s, "database") {
		c.t.Errorf("ready without a database: %s", s)
	}
	c.espera("the log tells of the database", func() bool { return contiene(log.String(), "password authentication failed") })
	if err := ejecutarEn(c.t, p.super, `ALTER ROLE `+p.rol+` PASSWORD '`+clavePlantada+`-2'`); err != nil {
		c.t.Fatal(err)
	}
	c.espera("the bot is back", func() bool { return contiene(c.pide("/readyz"), "ready") })
}

// Every command with planted secrets in its environment, given well and given badly: what it
// says, at the level debug, holds none.
func TestSecretosEnLaConsola(t *testing.T) {
	t.Parallel()
	p := dosRoles(t)
	sim, err := slacksim.Start(slacksim.Options{BotToken: botPlantado, AppToken: appPlantado, SigningSecret: firmaPlantada})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	archivo := filepath.Join(t.TempDir(), "secreto")
	if err := os.WriteFile(archivo, []byte("xoxb-PLANTADO en un archivo\nde dos líneas"), 0o600); err != nil {
		t.Fatal(err)
	}
	bien := []string{
		"DATABASE_URL=" + p.corre, "SLACK_BOT_TOKEN=" + botPlantado, "SLACK_APP_TOKEN=" + appPlantado, "SLACK_SIGNING_SECRET=" + firmaPlantada,
		"SLACK_API_URL=" + sim.URL(), "COMPROMISOS_DIRECCION=127.0.0.1:0", "COMPROMISOS_LOG=debug",
	}
	correr := func(ambiente []string, args ...string) string {
		ctx, fin := context.WithTimeout(t.Context(), time.Minute)
		defer fin()
		cmd := exec.CommandContext(ctx, "compromisos", args...)
		cmd.Env = append(append(os.Environ(), bien...), ambiente...)
		out, err := cmd.CombinedOutput()
		if ctx.Err() != nil {
			t.Errorf("%v %v: it did not end", args, ambiente)
		}
		dicho := string(out)
		if err == nil && len(out) == 0 {
			dicho = "nothing"
		}
		sinPlantados(t, fmt.Sprintf("compromisos %v with %d variables of its own", args, len(ambiente)), dicho)
		if contiene(dicho, "goroutine ") || contiene(dicho, "panic:") {
			t.Errorf("%v: a stack trace: %s", args, dicho)
		}
		return dicho
	}
	for _, args := range [][]string{
		{"--help"},
		{"servir", "--help"},
		{"version"},
		{"manifiesto"},
		{"manifiesto", "--modo", "http", "--url", "https://u:PLANTADA@ejemplo.mx"},
		{"migrar"},
		{"migrar", "--estado"},
		{"exportar"},
		{"recordatorios"},
		{"resumen"},
		{"bitacora", "verificar"},
		{"revisar"},
		{"completion", "bash"},
		{"configurar", "-f", archivo},
		{"importar", archivo},
		{"servir", "sobra"},
	} {
		correr(nil, args...)
	}
	malas := map[string][]string{
		"wrong password":        {"DATABASE_URL=" + strings.Replace(p.corre, clavePlantada+"-2", clavePlantada+"-mala", 1)},
		"nobody listens":        {"DATABASE_URL=postgres://u:PLANTADA@127.0.0.1:1/b"},
		"no such host":          {"DATABASE_URL=postgres://u:PLANTADA@no-existe.invalid/b"},
		"no such database":      {"DATABASE_URL=" + strings.Replace(p.corre, "/prueba_", "/prueba_no_", 1)},
		"not a URL":             {"DATABASE_URL=host=x password=PLANTADA"},
		"another scheme":        {"DATABASE_URL=mysql://u:PLANTADA@h/b"},
		"bare slash":            {"DATABASE_URL=postgres://u:1234/PLANTADA@127.0.0.1:1/b"},
		"bare hash":             {"DATABASE_URL=postgres://u:1234#PLANTADA@127.0.0.1:1/b"},
		"bare question mark":    {"DATABASE_URL=postgres://u:1234?PLANTADA@127.0.0.1:1/b"},
		"bare percent":          {"DATABASE_URL=postgres://u:PLANTADA%zz@127.0.0.1:1/b"},
		"bare at":               {"DATABASE_URL=postgres://u:PLAN@PLANTADA@127.0.0.1:1/b"},
		"wrong port":            {"DATABASE_URL=postgres://u:PLANTADA@h:99999/b"},
		"wrong sslmode":         {"DATABASE_URL=postgres://u:PLANTADA@h/b?sslmode=x"},
		"password as parameter": {"DATABASE_URL=postgres://127.0.0.1:1/b?user=u&password=PLANTADA&sslmode=x"},
		"unknown parameter":     {"DATABASE_URL=" + p.corre + "&claveextra=PLANTADA"},
	}
	for que, ambiente := range malas {
		for _, args := range [][]string{{"servir"}, {"migrar"}, {"recordatorios"}} {
			if dicho := correr(ambiente, args...); !contiene(dicho, "compromisos") && !contiene(dicho, "atabase") {
				t.Logf("%s: %v says %s", que, args, dicho)
			}
		}
	}
	for que, ambiente := range map[string][]string{
		"tokens in each other's place": {"SLACK_BOT_TOKEN=" + appPlantado, "SLACK_APP_TOKEN=" + botPlantado},
		"tokens of another kind":       {"SLACK_BOT_TOKEN=PLANTADO", "SLACK_APP_TOKEN=PLANTADO"},
		"a token that Slack refuses":   {"SLACK_BOT_TOKEN=xoxb-PLANTADO-otro"},
		"an app token refused":         {"SLACK_APP_TOKEN=xapp-1-PLANTADO-otro"},
		"a file with more than it":     {"SLACK_BOT_TOKEN=", "SLACK_BOT_TOKEN_FILE=" + archivo},
		"both":                         {"SLACK_BOT_TOKEN_FILE=" + archivo},
		"credentials in the address":   {"SLACK_API_URL=http://u:PLANTADA@127.0.0.1:1/api/"},
		"an address that is none":      {"SLACK_API_URL=ftp://u:PLANTADA@127.0.0.1:1/api/"},
		"half an address":              {"SLACK_API_URL=http://u:PLANTADA@127.0.0.1:%zz/api/"},
	} {
		if dicho := correr(ambiente, "servir"); strings.Count(strings.TrimSpace(dicho), "\n") > 8 {
			t.Errorf("%s: %s", que, dicho)
		}
	}
}
