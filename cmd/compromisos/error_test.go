package main

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"
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
		{fmt.Errorf("store: begin: %w", driver.ErrBadConn), "se perdió la conexión con la base de datos: revise que Postgres siga en marcha, y repita"},
		{fmt.Errorf("store: begin: %w", estado("42501")), "el usuario de DATABASE_URL no tiene permiso sobre las tablas: hágalo dueño de la base y de sus tablas"},
		{errEn{"-", invalido("El archivo está vacío.")}, "la entrada estándar: el archivo está vacío"},
		{fmt.Errorf("no hay «%s»", strings.Repeat("ñ", 300)), "no hay «" + strings.Repeat("ñ", 200) + "…»"},
		{errors.New("con \x1b[31mcolor\x00 y \u202eal revés"), "con [31mcolor y al revés"},
		{
			errors.New("store: begin: odd"),
			"error interno (store: begin: odd): repita, y si sigue, muestre esta línea a quien mantiene el programa",
		},
	} {
		if got := enLinea(c.err); got != "compromisos: "+c.want {
			t.Errorf("%q: got %q", c.err, got)
		}
	}
}

// estado is an error with a code of Postgres.
type estado string

func (e estado) Error() string    { return "odd" }
func (e estado) SQLState() string { return string(e) }

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
		{&net.DNSError{Name: "x.invalid", IsNotFound: true}, "no existe el nombre x.invalid"},
		{&net.DNSError{Name: "x.invalid"}, "no se pudo averiguar la dirección de x.invalid"},
		{&net.OpError{Op: "listen", Err: syscall.EADDRNOTAVAIL}, "esa dirección no es de esta máquina"},
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
		{"Post: dial tcp: lookup slack.invalid: no such host", "no se pudo llegar a Slack en http://x/ (no existe ese nombre): revise la red y SLACK_API_URL"},
		{"internal_error", "no se pudo llegar a Slack en http://x/ (responde «internal_error»): revise la red y SLACK_API_URL"},
		{"Post: something of 2040", "no se pudo llegar a Slack en http://x/ (no responde): revise la red y SLACK_API_URL"},
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

// TestNoEsSlack gives up where what answers will not be Slack however often it is asked.
func TestNoEsSlack(t *testing.T) {
	for err, want := range map[error]bool{
		codigoHTTP(404): true, codigoHTTP(429): false, codigoHTTP(503): false, errors.New("EOF"): false,
		errors.New("invalid character '<' looking for beginning of value"): true, errors.New("Post: connection refused"): false,
	} {
		if got := noEsSlack(fmt.Errorf("bot: %w", err)); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}

type codigoHTTP int

func (c codigoHTTP) Error() string       { return fmt.Sprint("slack server error: ", int(c)) }
func (c codigoHTTP) HTTPStatusCode() int { return int(c) }
