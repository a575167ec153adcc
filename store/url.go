package store

import (
	"errors"
	"net"
	"net/url"
	"strings"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// NormalizeURL reads the address of the database once, so that both drivers read it
// alike: where it says nothing of sslmode it is «prefer», which lib/pq and pgx take to
// mean TLS if the server has it, else none. Only the URL form is taken.
func NormalizeURL(dsn string) (string, error) {
	dsn = strings.TrimSpace(dsn)
	if dsn == "" {
		return "", compromiso.Errorf(compromiso.Invalido, "DATABASE_URL",
			"Falta la dirección de la base de datos: ponga en DATABASE_URL algo como postgres://usuario:clave@servidor:5432/compromisos.")
	}
	u, err := url.Parse(dsn)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		// The parse error quotes the address, and the address holds a password.
		return "", errorURL(errors.New("not a postgres URL"))
	}
	u.Scheme = "postgres"
	q := u.Query()
	if q.Get("sslmode") == "" {
		q.Set("sslmode", "prefer")
	}
	if q.Get("application_name") == "" {
		q.Set("application_name", "compromisos")
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

func errorURL(error) error {
	return compromiso.Errorf(compromiso.Invalido, "DATABASE_URL",
		"La dirección de la base de datos no se entiende: escríbala como postgres://usuario:clave@servidor:5432/compromisos.")
}

// errorConexion says in a sentence why there is no connection. It never shows the
// password.
func errorConexion(err error, dsn string) error {
	servidor, base, usuario := "", "", ""
	if u, e := url.Parse(dsn); e == nil {
		servidor, base, usuario = u.Host, strings.TrimPrefix(u.Path, "/"), u.User.Username()
	}
	if p := pq.As(err); p != nil {
		switch p.Code {
		case "28P01", "28000":
			return compromiso.Errorf(compromiso.SinPermiso, "DATABASE_URL",
				"La base de datos de %s no acepta al usuario «%s» con esa clave: revise DATABASE_URL.", servidor, usuario)
		case "3D000":
			return compromiso.Errorf(compromiso.NoEncontrado, "DATABASE_URL",
				"En %s no hay una base de datos «%s»: créela (createdb %[2]s) o corrija DATABASE_URL.", servidor, base)
		case "53300":
			return compromiso.Errorf(compromiso.Conflicto, "",
				"La base de datos de %s no acepta más conexiones: cierre otras, o suba max_connections.", servidor)
		case "57P03":
			return compromiso.Errorf(compromiso.Conflicto, "", "La base de datos de %s está arrancando: espere un momento y repita.", servidor)
		}
		return err
	}
	var red *net.OpError
	var dns *net.DNSError
	if errors.As(err, &dns) || errors.As(err, &red) {
		return compromiso.Errorf(compromiso.NoEncontrado, "DATABASE_URL",
			"Nadie responde en %s: revise que Postgres esté en marcha y que DATABASE_URL sea la dirección correcta.", servidor)
	}
	return err
}
