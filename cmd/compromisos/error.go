package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// errUso is wrong usage: exit code 2.
type errUso struct{ error }

// Unwrap gives the error behind it.
func (e errUso) Unwrap() error { return e.error }

// errCallado is a failure that has been told already: only the exit code is left.
var errCallado = errors.New("ya dicho")

// enLinea makes of an error the one line that the contract promises. After the name of
// the program a sentence goes on in lower case, and one that stands alone has no period.
func enLinea(err error) string {
	s := unaLinea(err.Error())
	if errors.Is(err, context.Canceled) {
		s = "se interrumpió antes de terminar"
	}
	if detalle, es := strings.CutPrefix(s, "pq: "); es { // what lib/pq says before there is a store
		s = "la base de datos no admite esa conexión (" + detalle + "): revise DATABASE_URL"
	}
	for _, sala := range []string{"store: ", "scheduler: ", "bot: "} {
		if strings.HasPrefix(s, sala) {
			s = "error interno (" + s + "): repita, y si sigue, muestre esta línea a quien mantiene el programa"
		}
	}
	s = minuscula(s)
	if !strings.Contains(s, ". ") {
		s = strings.TrimSuffix(s, ".")
	}
	return "compromisos: " + s
}

func unaLinea(s string) string { return strings.Join(strings.Fields(s), " ") }

// minuscula begins a sentence in lower case, unless it begins with siglas or with a name.
func minuscula(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	segunda, _ := utf8.DecodeRuneInString(s[n:])
	if !unicode.IsUpper(r) || !unicode.IsLower(segunda) && segunda != ' ' || strings.HasPrefix(s, "Slack") || strings.HasPrefix(s, "Postgres") {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// errEn is an error and what it is about: a file, an address.
type errEn struct {
	donde string
	err   error
}

// Error puts the place before the sentence.
func (e errEn) Error() string { return e.donde + ": " + minuscula(e.err.Error()) }

// Unwrap gives the error behind it.
func (e errEn) Unwrap() error { return e.err }

// causa is the reason in an error of a file or of an address, without the path that the
// sentence has already.
func causa(err error) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return "no se encontró el servidor " + dns.Name
	case errors.Is(err, fs.ErrNotExist):
		return "no existe"
	case errors.Is(err, fs.ErrPermission):
		return "no hay permiso"
	case errors.Is(err, syscall.EISDIR):
		return "es una carpeta"
	case errors.Is(err, syscall.ENOTDIR):
		return "parte de la ruta no es una carpeta"
	case errors.Is(err, syscall.ENOSPC):
		return "no queda espacio en el disco"
	case errors.Is(err, syscall.EADDRINUSE):
		return "otro programa ya escucha ahí"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nadie escucha ahí"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return "no respondió a tiempo"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Sprintf("el sistema dice «%s»", unaLinea(err.Error()))
}

// tokenMalo are Slack's words for a token that will not do, however often it is tried.
var tokenMalo = []string{
	"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type", "app_not_found",
}

// errSlack says why Slack was not reached, and which variable to look at.
func errSlack(err error, variable, direccion string) error {
	if err == nil {
		return nil
	}
	for _, codigo := range tokenMalo {
		if strings.HasSuffix(err.Error(), codigo) {
			return fmt.Errorf("Slack no acepta el token de %s (%s): revise que sea el de la aplicación instalada", variable, codigo)
		}
	}
	que := unaLinea(err.Error())
	if strings.Contains(que, "connection refused") {
		que = "nadie escucha ahí"
	}
	return fmt.Errorf("no se pudo llegar a Slack en %s (%s): revise la red y SLACK_API_URL", direccion, que)
}
