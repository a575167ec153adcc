package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"testing"

	"compromisos/compromiso"
)

func TestEnLinea(t *testing.T) {
	invalido := func(s string) error { return compromiso.Errorf(compromiso.Invalido, "", "%s", s) }
	for _, c := range []struct {
		err  error
		want string
	}{
		{invalido("No hay nada."), "no hay nada"},
		{invalido("No hay nada. Pruebe otra vez."), "no hay nada. Pruebe otra vez."},
		{invalido("A la comisión le falta nombre."), "a la comisión le falta nombre"},
		{invalido("DATABASE_URL no sirve."), "DATABASE_URL no sirve"},
		{invalido("«algo» no sirve."), "«algo» no sirve"},
		{invalido("Slack no responde."), "Slack no responde"},
		{errEn{"a.txt", invalido("El archivo está vacío.")}, "a.txt: el archivo está vacío"},
		{errors.New("dos\n  líneas"), "dos líneas"},
		{fmt.Errorf("store: begin: %w", context.Canceled), "se interrumpió antes de terminar"},
		{
			errors.New("pq: SSL is not enabled on the server"),
			"la base de datos no admite esa conexión (SSL is not enabled on the server): revise DATABASE_URL",
		},
		{
			errors.New("store: begin: eof"),
			"error interno (store: begin: eof): repita, y si sigue, muestre esta línea a quien mantiene el programa",
		},
	} {
		if got := enLinea(c.err); got != "compromisos: "+c.want {
			t.Errorf("%q: got %q", c.err, got)
		}
	}
}

func TestCausa(t *testing.T) {
	_, noHay := os.ReadFile("no-hay")
	_, carpeta := os.ReadFile(".")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, ocupado := net.Listen("tcp", ln.Addr().String())
	for _, c := range []struct {
		err  error
		want string
	}{
		{noHay, "no existe"},
		{carpeta, "es una carpeta"},
		{ocupado, "otro programa ya escucha ahí"},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, "no hay permiso"},
		{&net.DNSError{Name: "x.invalid"}, "no se encontró el servidor x.invalid"},
		{&fs.PathError{Op: "read", Path: "x", Err: errors.New("odd")}, "el sistema dice «odd»"},
	} {
		if got := causa(c.err); got != c.want {
			t.Errorf("%v: got %q, want %q", c.err, got, c.want)
		}
	}
}

func TestErrSlack(t *testing.T) {
	for _, c := range []struct{ err, want string }{
		{"invalid_auth", "Slack no acepta el token de SLACK_BOT_TOKEN (invalid_auth): revise que sea el de la aplicación instalada"},
		{"Post: dial tcp 127.0.0.1:1: connect: connection refused", "no se pudo llegar a Slack en http://x/ (nadie escucha ahí): revise la red y SLACK_API_URL"},
	} {
		if got := errSlack(errors.New(c.err), "SLACK_BOT_TOKEN", "http://x/"); got.Error() != c.want {
			t.Errorf("%s: got %q", c.err, got)
		}
	}
	if err := errSlack(nil, "", ""); err != nil {
		t.Errorf("no error became %v", err)
	}
}
