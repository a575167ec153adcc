package store

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql/driver"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// NormalizeURL reads the address of the database once, so that both drivers read it
// alike: where it says nothing of sslmode it is «prefer», which lib/pq and pgx take to
// mean TLS if the server has it, else none. Only the URL form is taken, and what is
// wrong in it is said here, before anybody connects.
func NormalizeURL(dsn string) (string, error) {
	dsn = strings.TrimSpace(dsn)
	if dsn == "" {
		return "", compromiso.Errorf(compromiso.Invalido, "DATABASE_URL",
			"Falta la dirección de la base de datos: ponga en DATABASE_URL algo como %s.", formaURL)
	}
	u, err := url.Parse(dsn)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		// The parse error quotes the address, and the address holds a password.
		return "", errorURL()
	}
	if u.User == nil && strings.Contains(u.Path+u.Fragment+strings.Join(slices.Collect(maps.Keys(u.Query())), ""), "@") {
		// A /, # or ? in the password ended the server's name: what is before it is no server.
		return "", errorURL()
	}
	u.Scheme = "postgres"
	q := u.Query()
	if u.Hostname() == "" && q.Get("host") == "" && q.Get("hostaddr") == "" && os.Getenv("PGHOST") == "" {
		u.Host = "localhost" + u.Host // the drivers disagree about what no server means
	}
	if q.Get("sslmode") == "" {
		q.Set("sslmode", "prefer")
	}
	if q.Get("connect_timeout") == "" && os.Getenv("PGCONNECT_TIMEOUT") == "" {
		q.Set("connect_timeout", "10")
	}
	if q.Get("application_name") == "" {
		q.Set("application_name", "compromisos")
	}
	u.RawQuery = q.Encode()
	if _, err := strconv.ParseUint(u.Port(), 10, 16); err != nil && u.Port() != "" {
		return "", malaURL("El puerto de DATABASE_URL (%s) no sirve: va de 1 a 65535.", u.Port())
	}
	if _, err := pq.NewConfig(u.String()); err != nil {
		return "", errorParametro(err, q)
	}
	return u.String(), nil
}

const formaURL = "postgres://usuario:clave@servidor:5432/compromisos"

func malaURL(formato string, args ...any) error {
	return compromiso.Errorf(compromiso.Invalido, "DATABASE_URL", formato, args...)
}

func errorURL() error {
	return malaURL("La dirección de la base de datos no se entiende: escríbala como %s (en la clave, %%40 por @, %%3A por : y %%2F por /).", formaURL)
}

var reParametro = regexp.MustCompile(`wrong value for (?:"(\w+)"|\$(\w+))`)

// esperados are what some parameters take, where a slip is likely.
var esperados = map[string]string{
	"sslmode":         "use disable, prefer, require, verify-ca o verify-full",
	"connect_timeout": "es un número de segundos",
	"port":            "va de 1 a 65535",
}

// errorParametro says which part of the address the driver does not take.
func errorParametro(err error, q url.Values) error {
	m := reParametro.FindStringSubmatch(err.Error())
	switch {
	case errors.Is(err, pq.ErrCouldNotDetectUsername):
		return malaURL("DATABASE_URL no dice el usuario: escríbala como %s.", formaURL)
	case m == nil:
		return errorURL()
	case m[2] != "":
		return malaURL("La variable %s del ambiente no sirve: corríjala o quítela.", m[2])
	}
	return malaURL("En DATABASE_URL, «%s» no sirve como %s: %s.", q.Get(m[1]), m[1], cmp.Or(esperados[m[1]], "corríjalo o quítelo"))
}

// destino is what the sentences about a connection name. The password is not part of it.
type destino struct {
	servidor, base, usuario string
	sinUsuario              bool // the address does not say it: it is the machine's
	param                   url.Values
}

func destinoDe(dsn string) destino {
	u, err := url.Parse(dsn)
	if err != nil {
		return destino{}
	}
	d := destino{servidor: u.Host, param: u.Query()}
	if cfg, err := pq.NewConfig(dsn); err == nil {
		d.usuario, d.base = cfg.User, cmp.Or(cfg.Database, cfg.User)
		d.servidor = cmp.Or(d.servidor, cfg.Host)
	}
	d.sinUsuario = u.User.Username() == "" && d.param.Get("user") == "" && os.Getenv("PGUSER") == ""
	return d
}

// errorConexion says in a sentence why there is no connection. It never shows the
// password.
func errorConexion(err error, dsn string) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	d := destinoDe(dsn)
	if p := pq.As(err); p != nil {
		return d.rechazo(p)
	}
	mal := func(formato string, args ...any) error {
		return compromiso.Errorf(compromiso.NoEncontrado, "DATABASE_URL", formato, args...)
	}
	var dns *net.DNSError
	var red *net.OpError
	var archivo *fs.PathError
	switch {
	case errors.Is(err, pq.ErrSSLNotSupported):
		return mal("La base de datos de %s no tiene TLS, y DATABASE_URL lo exige (sslmode=%s): actívelo en el servidor, o quite sslmode.",
			d.servidor, d.param.Get("sslmode"))
	case errors.As(err, &archivo):
		return sinCertificado(archivo.Path)
	case esDeCertificado(err):
		return mal("El certificado de la base de datos de %s no se pudo comprobar: revise sslmode y sslrootcert en DATABASE_URL.", d.servidor)
	case errors.As(err, &dns) && dns.IsNotFound:
		return mal("No existe el servidor «%s»: corrija DATABASE_URL.", dns.Name)
	case esTardanza(err):
		return mal("La base de datos de %s no respondió a tiempo: revise la red y que DATABASE_URL sea la dirección correcta.", d.servidor)
	case seCorto(err):
		return mal("En %s algo contesta y corta la conexión: revise que sea Postgres, y que DATABASE_URL sea la dirección correcta.", d.servidor)
	case errors.As(err, &dns), errors.As(err, &red):
		return mal("Nadie responde en %s: revise que Postgres esté en marcha y que DATABASE_URL sea la dirección correcta.", d.servidor)
	}
	return mal("No se pudo conectar con la base de datos de %s («%s»): revise DATABASE_URL.", d.servidor, strings.TrimPrefix(err.Error(), "pq: "))
}

var reEntreComillas = regexp.MustCompile(`"([^"]+)"`)

// rechazo is the sentence for a server that answers, and refuses.
func (d destino) rechazo(p *pq.Error) error {
	nombre := ""
	if m := reEntreComillas.FindStringSubmatch(p.Message); m != nil {
		nombre = m[1]
	}
	switch {
	case d.sinUsuario && p.Code.Class() == "28":
		return malaURL("DATABASE_URL no dice el usuario, y la base de datos de %s no acepta a «%s»: escríbala como %s.", d.servidor, d.usuario, formaURL)
	case p.Code.Class() == "28" && strings.Contains(p.Message, "pg_hba.conf"):
		return compromiso.Errorf(compromiso.SinPermiso, "DATABASE_URL",
			"La base de datos de %s no deja entrar al usuario «%s» desde esta máquina: revise su pg_hba.conf, o pruebe con sslmode=require.", d.servidor, d.usuario)
	case p.Code.Class() == "28":
		return compromiso.Errorf(compromiso.SinPermiso, "DATABASE_URL",
			"La base de datos de %s no acepta al usuario «%s» con esa clave: revise DATABASE_URL.", d.servidor, d.usuario)
	case p.Code == "3D000":
		return compromiso.Errorf(compromiso.NoEncontrado, "DATABASE_URL",
			"En %s no hay una base de datos «%s»: créela (createdb %[2]s) o corrija DATABASE_URL.", d.servidor, d.base)
	case p.Code == "53300":
		return compromiso.Errorf(compromiso.Conflicto, "",
			"La base de datos de %s no acepta más conexiones: cierre otras, o suba max_connections.", d.servidor)
	case p.Code == "57P03":
		return compromiso.Errorf(compromiso.Conflicto, "", "La base de datos de %s está arrancando: espere un momento y repita.", d.servidor)
	case p.Code == "42501":
		return compromiso.Errorf(compromiso.SinPermiso, "DATABASE_URL",
			"El usuario «%s» no puede entrar en la base «%s»: hágalo dueño (ALTER DATABASE %[2]s OWNER TO %[1]s).", d.usuario, d.base)
	case p.Code == "42704":
		return malaURL("La base de datos de %s no conoce el parámetro «%s»: quítelo de DATABASE_URL.", d.servidor, nombre)
	case p.Code.Class() == "22":
		return malaURL("La base de datos de %s no admite el valor del parámetro «%s»: corríjalo en DATABASE_URL.", d.servidor, nombre)
	}
	return compromiso.Errorf(compromiso.Conflicto, "DATABASE_URL",
		"La base de datos de %s no admite la conexión (código %s): revise DATABASE_URL y el registro de Postgres.", d.servidor, p.Code)
}

// errorMigrar says why the tables could not be made, or brought up to date. A role that
// may only read and write finds nothing to do, or is told whose work it is.
func errorMigrar(err error, dsn string, antes int64) error {
	d := destinoDe(dsn)
	switch estado := sqlState(err); {
	case estado == "42501" && antes > 0:
		return compromiso.Errorf(compromiso.SinPermiso, "DATABASE_URL",
			"La base «%s» no está al día y el usuario «%s» no puede cambiar sus tablas: ejecute «compromisos migrar» con el usuario dueño de ellas.", d.base, d.usuario)
	case estado == "42501":
		return compromiso.Errorf(compromiso.SinPermiso, "DATABASE_URL",
			"El usuario «%s» no puede crear tablas en la base «%s»: hágalo dueño (ALTER DATABASE %[2]s OWNER TO %[1]s) y repita, "+
				"o ejecute «compromisos migrar» con el usuario dueño.", d.usuario, d.base)
	case estado == sinCerrojo:
		return compromiso.Errorf(compromiso.Conflicto, "",
			"No se pudo poner al día la base «%s»: otra sesión tiene ocupada una de sus tablas (un respaldo, una consulta larga); espere a que acabe y repita.", d.base)
	case strings.Contains(err.Error(), "extension") && (estado == "0A000" || estado == "58P01"):
		return compromiso.Errorf(compromiso.NoEncontrado, "",
			"Al Postgres de %s le falta la extensión pg_trgm: instale ahí postgresql-contrib y repita.", d.servidor)
	}
	return err
}

func sinCertificado(ruta string) error {
	return compromiso.Errorf(compromiso.NoEncontrado, "DATABASE_URL",
		"No se pudo leer el certificado %s que nombra DATABASE_URL: revise sslrootcert, sslcert y sslkey.", ruta)
}

// revisarRaiz refuses an authority that cannot be read: with sslmode=require lib/pq would
// go on without it, and check nothing.
func revisarRaiz(dsn string) error {
	u, err := url.Parse(dsn)
	if err != nil {
		return errorURL()
	}
	q := u.Query()
	ruta := cmp.Or(q.Get("sslrootcert"), os.Getenv("PGSSLROOTCERT"))
	if ruta == "" || ruta == "system" || q.Get("sslmode") == "disable" || q.Get("sslinline") != "" {
		return nil
	}
	f, err := os.Open(ruta)
	if err != nil {
		return sinCertificado(ruta)
	}
	return f.Close()
}

func esDeCertificado(err error) bool {
	var v *tls.CertificateVerificationError
	var r tls.RecordHeaderError
	var a x509.UnknownAuthorityError
	var i x509.CertificateInvalidError
	var h x509.HostnameError
	return errors.As(err, &v) || errors.As(err, &r) || errors.As(err, &a) || errors.As(err, &i) || errors.As(err, &h) ||
		strings.Contains(err.Error(), "parse pem")
}

func esTardanza(err error) bool {
	var red net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &red) && red.Timeout()
}

// seCorto tells whether the other side hung up.
func seCorto(err error) bool {
	for _, e := range []error{io.EOF, io.ErrUnexpectedEOF, driver.ErrBadConn, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
