package store

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/lib/pq"

	"compromisos/compromiso"
	"compromisos/store/privado"
	"compromisos/store/privado/pgtest"
)

// autoridad is a certificate authority of this test.
type autoridad struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	ruta string // its certificate, as sslrootcert wants it
}

func nuevaAutoridad(t *testing.T, nombre string) autoridad {
	t.Helper()
	key := nuevaLlave(t)
	plantilla := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: nombre}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, plantilla, plantilla, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	ruta := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ruta, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return autoridad{cert: cert, key: key, ruta: ruta}
}

func nuevaLlave(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// emite makes a certificate for localhost, and for no address.
func (a autoridad) emite(t *testing.T) (cert, llave string) {
	t.Helper()
	key := nuevaLlave(t)
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, a.cert, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	crudo, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: crudo}))
}

// servidorTLS is a Postgres that speaks TLS with a certificate of the authority. The role
// «solotls» is let in by TLS alone.
func servidorTLS(t *testing.T, ca autoridad) *url.URL {
	t.Helper()
	s, err := privado.Start(t.Context(), privado.Opciones{Volatil: true})
	if errors.Is(err, privado.ErrNoBinaries) && os.Getenv("CI") != "true" {
		t.Skip("needs Postgres' programs, and there are none here")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	db, err := sql.Open("postgres", s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	cert, llave := ca.emite(t)
	escribir := func(archivo, texto string) { // Postgres writes them itself: they must be its own
		if _, err := db.ExecContext(t.Context(), `COPY (SELECT unnest(string_to_array(`+pq.QuoteLiteral(strings.TrimSpace(texto))+
			`, E'\n'))) TO PROGRAM `+pq.QuoteLiteral("umask 077; cat > "+archivo)); err != nil {
			t.Fatal(err)
		}
	}
	escribir("server.crt", cert)
	escribir("server.key", llave)
	escribir("pg_hba.conf", "hostnossl all solotls all reject\nhost all all 127.0.0.1/32 password")
	for _, orden := range []string{`CREATE ROLE solotls LOGIN PASSWORD 'clave-de-tls'`, `ALTER SYSTEM SET ssl = on`, `SELECT pg_reload_conf()`} {
		if _, err := db.ExecContext(t.Context(), orden); err != nil {
			t.Fatal(err)
		}
	}
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	for fin := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if v, err := porPq(t.Context(), con(u, "", "", "require", "")); err == nil && v {
			return u
		}
		if time.Now().After(fin) {
			t.Fatal("Postgres does not speak TLS")
		}
	}
}

// con is the address with another host, user and way of TLS.
func con(u *url.URL, host, usuario, modo, ca string) string {
	v := *u
	q := v.Query()
	q.Del("sslmode")
	if modo != "" {
		q.Set("sslmode", modo)
	}
	if ca != "" {
		q.Set("sslrootcert", ca)
	}
	v.RawQuery = q.Encode()
	if host != "" {
		v.Host = net.JoinHostPort(host, v.Port())
	}
	if usuario != "" {
		v.User = url.UserPassword(usuario, "clave-de-tls")
	}
	return v.String()
}

const consultaTLS = `SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`

// porPq and porPgx connect as the store does and as River does, and tell whether the
// server says that the connection is encrypted.
func porPq(ctx context.Context, dsn string) (cifrada bool, err error) {
	s, err := Open(ctx, dsn, Options{MaxConns: 1})
	if err != nil {
		return false, err
	}
	defer s.Close()
	err = s.db.GetContext(ctx, &cifrada, consultaTLS)
	return cifrada, err
}

func porPgx(ctx context.Context, dsn string) (cifrada bool, err error) {
	if dsn, err = NormalizeURL(dsn); err != nil {
		return false, err
	}
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return false, err
	}
	defer func() { _ = c.Close(ctx) }()
	err = c.QueryRow(ctx, consultaTLS).Scan(&cifrada)
	return cifrada, err
}

// TestTLS is what each sslmode means, for both drivers alike: encrypted, plain, or refused
// with a sentence that does not show the password.
func TestTLS(t *testing.T) {
	t.Parallel()
	const cifra, abierta, no = "encrypted", "plain", "refused"
	sin, err := url.Parse(pgtest.Server(t))
	if err != nil {
		t.Fatal(err)
	}
	ca, ajena := nuevaAutoridad(t, "la casa"), nuevaAutoridad(t, "otra casa")
	tls := servidorTLS(t, ca)
	falta := filepath.Join(t.TempDir(), "no-hay.pem")
	vacia := filepath.Join(t.TempDir(), "vacia.pem")
	if err := os.WriteFile(vacia, []byte("no es un certificado\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		que, dsn, quiero, dice string
	}{
		{"no TLS there, none said", con(sin, "", "", "", ""), abierta, ""},
		{"no TLS there, disable", con(sin, "", "", "disable", ""), abierta, ""},
		{"no TLS there, allow", con(sin, "", "", "allow", ""), abierta, ""},
		{"no TLS there, prefer", con(sin, "", "", "prefer", ""), abierta, ""},
		{"no TLS there, require", con(sin, "", "", "require", ""), no, "no tiene TLS"},
		{"no TLS there, verify-ca", con(sin, "", "", "verify-ca", ca.ruta), no, "no tiene TLS"},
		{"no TLS there, verify-full", con(sin, "", "", "verify-full", ca.ruta), no, "no tiene TLS"},

		{"TLS, none said", con(tls, "", "", "", ""), cifra, ""},
		{"TLS, disable", con(tls, "", "", "disable", ""), abierta, ""},
		{"TLS, allow", con(tls, "", "", "allow", ""), abierta, ""},
		{"TLS, prefer", con(tls, "", "", "prefer", ""), cifra, ""},
		{"TLS, require", con(tls, "", "", "require", ""), cifra, ""},
		{"TLS, require and its authority", con(tls, "", "", "require", ca.ruta), cifra, ""},
		{"TLS, require and another authority", con(tls, "", "", "require", ajena.ruta), no, "certificado"},
		{"TLS, verify-ca", con(tls, "", "", "verify-ca", ca.ruta), cifra, ""},
		{"TLS, verify-ca and another authority", con(tls, "", "", "verify-ca", ajena.ruta), no, "certificado"},
		{"TLS, verify-ca and the machine's authorities", con(tls, "", "", "verify-ca", ""), no, "certificado"},
		{"TLS, verify-full", con(tls, "localhost", "", "verify-full", ca.ruta), cifra, ""},
		{"TLS, verify-full and another name", con(tls, "127.0.0.1", "", "verify-full", ca.ruta), no, "certificado"},
		{"TLS, verify-full and another authority", con(tls, "localhost", "", "verify-full", ajena.ruta), no, "certificado"},
		{"TLS, verify-full and the machine's authorities", con(tls, "localhost", "", "verify-full", ""), no, "certificado"},
		{"TLS, require and no such file", con(tls, "", "", "require", falta), no, falta},
		{"TLS, verify-full and no such file", con(tls, "localhost", "", "verify-full", falta), no, falta},
		{"TLS, verify-full and a file that is none", con(tls, "localhost", "", "verify-full", vacia), no, "certificado"},

		{"TLS alone, none said", con(tls, "", "solotls", "", ""), cifra, ""},
		{"TLS alone, disable", con(tls, "", "solotls", "disable", ""), no, "pg_hba.conf"},
		{"TLS alone, allow", con(tls, "", "solotls", "allow", ""), cifra, ""},
		{"TLS alone, prefer", con(tls, "", "solotls", "prefer", ""), cifra, ""},
		{"TLS alone, verify-full", con(tls, "localhost", "solotls", "verify-full", ca.ruta), cifra, ""},
	} {
		for chofer, conectar := range map[string]func(context.Context, string) (bool, error){"pq": porPq, "pgx": porPgx} {
			if strings.Contains(x.dsn, "solotls") {
				x.dsn = strings.Replace(x.dsn, "/postgres?", "/template1?", 1)
			}
			cifrada, err := conectar(t.Context(), x.dsn)
			got := map[bool]string{true: cifra, false: abierta}[cifrada]
			if err != nil {
				got = no
			}
			if got != x.quiero {
				t.Errorf("%s, %s: %s (%v), want %s", chofer, x.que, got, err, x.quiero)
			}
			if err != nil && chofer == "pq" && (!strings.Contains(err.Error(), x.dice) || compromiso.CodigoDe(err) == "" || strings.Contains(err.Error(), "\n")) {
				t.Errorf("%s: said %q", x.que, err)
			}
			clave, _ := tls.User.Password()
			if err != nil && (strings.Contains(err.Error(), clave) || strings.Contains(err.Error(), "clave-de-tls")) {
				t.Errorf("%s, %s: shows the password: %v", chofer, x.que, err)
			}
		}
	}
}
