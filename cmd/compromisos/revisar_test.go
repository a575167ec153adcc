package main

import (
	"strings"
	"testing"
	"time"

	"compromisos/store"
)

func TestRevisarServidor(t *testing.T) {
	bien := store.Servidor{Version: "17.5 (Debian)", Numero: 170005, Codificacion: "UTF8", Trigramas: true, River: true, Usuario: "compromisos", Local: true}
	for _, c := range []struct {
		que     string
		cambiar func(*store.Servidor)
		dif     time.Duration
		want    string
	}{
		{"well", func(*store.Servidor) {}, 4 * time.Second, ""},
		{"encrypted over the network", func(v *store.Servidor) { v.Local, v.Cifrada = false, true }, 0, ""},
		{"in the clear over the network", func(v *store.Servidor) { v.Local = false }, 0, "aviso la conexión va por la red sin cifrar"},
		{"old", func(v *store.Servidor) { v.Version, v.Numero = "12.20", 120020 }, 0, "error es Postgres 12.20"},
		{"Latin-1", func(v *store.Servidor) { v.Codificacion = "LATIN1" }, 0, "error guarda los textos en LATIN1"},
		{"no trigrams", func(v *store.Servidor) { v.Trigramas = false }, 0, "error no tiene la extensión pg_trgm"},
		{"a replica", func(v *store.Servidor) { v.Replica = true }, 0, "error es una réplica: no admite cambios"},
		{"a superuser", func(v *store.Servidor) { v.Super = true }, 0, "aviso el usuario compromisos es superusuario, más de lo que hace falta"},
		{"a clock that is behind", func(*store.Servidor) {}, -7 * time.Second, "aviso su reloj y el de esta máquina difieren en 7 s"},
	} {
		v := bien
		c.cambiar(&v)
		var dicho []string
		for _, h := range revisarServidor(v, c.dif) {
			dicho = append(dicho, string(h.Nivel)+" "+h.Mensaje)
			if h.Remedio == "" || h.Donde == "" {
				t.Errorf("%s: incomplete: %+v", c.que, h)
			}
		}
		if got := strings.Join(dicho, "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", c.que, got, c.want)
		}
	}
}

func TestLargo(t *testing.T) {
	for d, want := range map[time.Duration]string{
		16 * time.Minute: "16 min", 125 * time.Minute: "2 h 5 min", 47 * time.Hour: "47 h 0 min", 72 * time.Hour: "3 días",
	} {
		if got := largo(d); got != want {
			t.Errorf("%s: %s, want %s", d, got, want)
		}
	}
}
