package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
	"compromisos/store"
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
	s := limpia(err.Error())
	var dicho *compromiso.Error
	if errors.Is(err, context.Canceled) {
		s = "se interrumpió antes de terminar"
	} else if q := store.EnPalabras(err); q != "" && !errors.As(err, &dicho) && esInterno(s) {
		s = q
	}
	if esInterno(s) {
		s = "error interno (" + s + "): repita, y si sigue, muestre esta línea a quien mantiene el programa"
	}
	s = reCita.ReplaceAllString(s, "«$1…»")
	s = minuscula(s)
	if !strings.Contains(s, ". ") {
		s = strings.TrimSuffix(s, ".")
	}
	return "compromisos: " + s
}

// esInterno tells whether it is an error for the log, and no sentence for a person.
func esInterno(s string) bool {
	for _, sala := range []string{"store: ", "scheduler: ", "bot: ", "pq: "} {
		if strings.HasPrefix(s, sala) {
			return true
		}
	}
	return false
}

// maxEco is how much of what somebody typed is repeated to them.
const maxEco = 200

var reCita = regexp.MustCompile(fmt.Sprintf("«([^«»]{%d})[^«»]+»", maxEco))

// eco is what somebody typed, short enough and plain enough to be repeated to them.
func eco(s string) string {
	s = limpia(s)
	if r := []rune(s); len(r) > maxEco {
		return string(r[:maxEco]) + "…"
	}
	return s
}

// limpia keeps a text to one line without what a terminal would obey.
func limpia(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, unaLinea(strings.ToValidUTF8(s, "\uFFFD")))
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
func (e errEn) Error() string { return nombreDe(e.donde) + ": " + minuscula(e.err.Error()) }

// nombreDe is what a file is called in a sentence.
func nombreDe(ruta string) string {
	if ruta == "-" {
		return "la entrada estándar"
	}
	return eco(ruta)
}

// Unwrap gives the error behind it.
func (e errEn) Unwrap() error { return e.err }

// causa is the reason in an error of a file or of an address, without the path that the
// sentence has already.
func causa(err error) string {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		if dns.IsNotFound {
			return "no existe el nombre " + eco(dns.Name)
		}
		return "no se pudo averiguar la dirección de " + eco(dns.Name)
	}
	for _, c := range causas {
		if errors.Is(err, c.err) {
			return c.es
		}
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Sprintf("el sistema dice «%s»", unaLinea(err.Error()))
}

// causas are the reasons that the system can give, in Spanish.
var causas = []struct {
	err error
	es  string
}{
	{syscall.ENOTDIR, "parte de la ruta no es una carpeta"},
	{fs.ErrNotExist, "no existe"},
	{fs.ErrPermission, "no hay permiso"},
	{syscall.EISDIR, "es una carpeta"},
	{syscall.ENOSPC, "no queda espacio en el disco"},
	{syscall.EDQUOT, "se acabó la cuota de disco"},
	{syscall.EFBIG, "el archivo sería demasiado grande"},
	{syscall.EROFS, "el disco es de solo lectura"},
	{syscall.EIO, "el disco falla"},
	{syscall.ENAMETOOLONG, "el nombre es demasiado largo"},
	{syscall.ELOOP, "la ruta da vueltas sobre sí misma"},
	{syscall.EMFILE, "hay demasiados archivos abiertos"},
	{syscall.EINVAL, "ese nombre no sirve"},
	{syscall.EPIPE, "quien leía se fue"},
	{syscall.EBADF, "está cerrada"},
	{fs.ErrClosed, "está cerrada"},
	{syscall.EADDRINUSE, "otro programa ya escucha ahí"},
	{syscall.EADDRNOTAVAIL, "esa dirección no es de esta máquina"},
	{syscall.ECONNREFUSED, "nadie escucha ahí"},
	{syscall.ECONNRESET, "cortó la conexión"},
	{syscall.EHOSTUNREACH, "no hay camino hasta ahí"},
	{syscall.ENETUNREACH, "no hay red"},
	{io.EOF, "cortó la conexión"},
	{io.ErrUnexpectedEOF, "cortó la conexión"},
	{os.ErrDeadlineExceeded, "no respondió a tiempo"},
	{context.DeadlineExceeded, "no respondió a tiempo"},
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
	if codigo := codigoMalo(err); codigo != "" {
		return fmt.Errorf("Slack no acepta el token de %s (%s): revise que sea el de la aplicación instalada", variable, codigo)
	}
	return fmt.Errorf("no se pudo llegar a Slack en %s (%s): revise la red y SLACK_API_URL", eco(direccion), causaSlack(err))
}

func codigoMalo(err error) string {
	for _, codigo := range tokenMalo {
		if strings.HasSuffix(err.Error(), codigo) {
			return codigo
		}
	}
	return ""
}

// causaSlack is the reason in Spanish; the error's own words are for the log. The bot
// gives the words of most errors, without what is secret in them, and nothing else.
func causaSlack(err error) string {
	texto := err.Error()
	for _, c := range deRed {
		if strings.Contains(texto, c.en) {
			return c.es
		}
	}
	if reCodigo.MatchString(texto) {
		return "responde «" + texto + "»"
	}
	return "no responde"
}

var reCodigo = regexp.MustCompile(`^[a-z_]{1,60}$`)

var deRed = []struct{ en, es string }{
	{"connection refused", "nadie escucha ahí"},
	{"no such host", "no existe ese nombre"},
	{"server misbehaving", "no se pudo averiguar su dirección"},
	{"network is unreachable", "no hay red"},
	{"no route to host", "no hay camino hasta ahí"},
	{"certificate", "su certificado no se pudo comprobar"},
	{"tls: ", "no contesta como un servidor https"},
	{"gave HTTP response", "no contesta como un servidor https"},
	{"timeout", "no respondió a tiempo"},
	{"deadline exceeded", "no respondió a tiempo"},
	{"connection reset", "cortó la conexión"},
	{"EOF", "cortó la conexión"},
	{"slack server error", "contesta con un error"},
	{"invalid character", "lo que contesta no es de Slack"},
}

// noEsSlack tells whether what answered is there, and is not Slack: trying again will
// not help.
func noEsSlack(err error) bool {
	var e interface{ HTTPStatusCode() int }
	if errors.As(err, &e) {
		n := e.HTTPStatusCode()
		return n >= 400 && n < 500 && n != http.StatusTooManyRequests && n != http.StatusRequestTimeout
	}
	return strings.Contains(err.Error(), "invalid character")
}
