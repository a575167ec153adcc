package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ponerEntorno leaves nothing of ours in the environment but this.
func ponerEntorno(t *testing.T, vars map[string]string) {
	t.Helper()
	for _, kv := range os.Environ() {
		k, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(k, "SLACK_") || strings.HasPrefix(k, "COMPROMISOS_") || strings.HasPrefix(k, "DATABASE_URL") {
			t.Setenv(k, "")
		}
	}
	for k, v := range vars {
		t.Setenv(k, v)
	}
}

func TestLeerEntorno(t *testing.T) {
	secreto := filepath.Join(t.TempDir(), "bot.txt")
	if err := os.WriteFile(secreto, []byte("  xoxb-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ponerEntorno(t, map[string]string{
		"DATABASE_URL": "postgres://a@b/c", "SLACK_BOT_TOKEN_FILE": secreto, "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "", "COMPROMISOS_LOG": "",
	})
	e, err := entornoDeServir()
	if err != nil {
		t.Fatal(err)
	}
	want := entorno{
		DatabaseURL: "postgres://a@b/c", BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: "https://slack.com/api/",
		Direccion: "127.0.0.1:8080", Nivel: "info",
	}
	if e.sinLeer != nil || e.DatabaseURL != want.DatabaseURL || e.BotToken != want.BotToken || e.AppToken != want.AppToken ||
		e.APIURL != want.APIURL || e.Direccion != want.Direccion || e.Nivel != want.Nivel {
		t.Errorf("got %+v, want %+v", e, want)
	}
}

func TestLeerEntorno_faltas(t *testing.T) {
	bueno := map[string]string{"DATABASE_URL": "postgres://a@b/c", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
	for _, c := range []struct{ nombre, valor, want string }{
		{"DATABASE_URL", "", "falta DATABASE_URL"},
		{"DATABASE_URL", "mysql://a:secreto@b/c", "la dirección de la base de datos no se entiende"},
		{"DATABASE_URL_FILE", "x", "a la vez"},
		{"SLACK_BOT_TOKEN", "", "falta SLACK_BOT_TOKEN"},
		{"SLACK_BOT_TOKEN", "xapp-secreto", "no es un token de bot"},
		{"SLACK_SIGNING_SECRET", "", "ponga al menos una"},
		{"SLACK_APP_TOKEN", "xoxb-secreto", "no es un token de aplicación"},
		{"SLACK_APP_TOKEN_FILE", "no-hay", "no se pudo leer el archivo de SLACK_APP_TOKEN_FILE (no-hay): no existe"},
		{"SLACK_API_URL", "https://slack.com/api", "no es una dirección http que termine en «/»"},
		{"SLACK_API_URL", "slack.com/", "no es una dirección http"},
		{"COMPROMISOS_RELOJ", "2026-11-02", "no es un instante"},
		{"COMPROMISOS_RELOJ", "2026-11-02T09:00:00-06:00", "solo se admite"},
		{"COMPROMISOS_DIRECCION", "8080", "COMPROMISOS_DIRECCION («8080»)"},
		{"COMPROMISOS_METRICAS", "x", "COMPROMISOS_METRICAS («x»)"},
		{"COMPROMISOS_DIRECCION", "127.0.0.1:99999", "no tiene un puerto válido"},
		{"COMPROMISOS_METRICAS", "127.0.0.1:8080", "es la misma dirección que COMPROMISOS_DIRECCION"},
		{"COMPROMISOS_LOG", "INFO", "debe ser debug, info, warn o error"},
	} {
		t.Run(c.nombre+"="+c.valor, func(t *testing.T) {
			ponerEntorno(t, bueno)
			t.Setenv(c.nombre, c.valor)
			_, err := entornoDeServir()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q in it", err, c.want)
			}
			if strings.Contains(err.Error(), "; ") && c.nombre != "SLACK_SIGNING_SECRET" {
				t.Errorf("one fault became more: %v", err)
			}
			if strings.Contains(err.Error(), "secreto") {
				t.Errorf("a secret is told: %v", err)
			}
		})
	}
}

func TestEsLocal(t *testing.T) {
	for direccion, want := range map[string]bool{
		"http://127.0.0.1:8080/api/": true, "http://localhost/api/": true, "http://[::1]:1/": true, "http://127.9.9.9/": true,
		"https://slack.com/api/": false, "http://10.0.0.1/": false, "http://localhost.ejemplo.mx/": false, "http://0.0.0.0/": false, "://": false,
	} {
		if got := esLocal(direccion); got != want {
			t.Errorf("%s: got %v", direccion, got)
		}
	}
}
