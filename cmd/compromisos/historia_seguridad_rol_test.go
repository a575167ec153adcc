package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/lib/pq"

	"compromisos/compromiso"
	"compromisos/store"
	"compromisos/store/privado/pgtest"
)

// clavePlantada begins the passwords of these roles, so that it can be looked for in what is said.
const clavePlantada = "PLANTADA-clave-7c1e"

// dicho is what a process says, for a test to read while it goes on.
type dicho struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (d *dicho) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.Write(p)
}

func (d *dicho) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.String()
}

// basePartida is a database whose owner migrated it, and a role for the time of running that
// may do what docs/rol.sql says.
type basePartida struct {
	super, duenio, corre string // addresses
	rol                  string
}

func ejecutarEn(t *testing.T, dsn string, ordenes ...string) error {
	t.Helper()
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, o := range ordenes {
		if _, err := db.ExecContext(context.WithoutCancel(t.Context()), o); err != nil {
			return err
		}
	}
	return nil
}

// leerDe gives the one value that a query finds, as text.
func leerDe(t *testing.T, dsn, consulta string) (s string) {
	t.Helper()
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), consulta).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

// dosRoles makes the roles and the database, as docs/operar.md tells the operator to.
func dosRoles(t *testing.T) basePartida {
	t.Helper()
	admin := pgtest.Server(t)
	var p basePartida
	marca := strings.ToLower(rand.Text()[:8])
	duenio, corre := "duenio_"+marca, "corre_"+marca
	p.rol = corre
	// Roles are the server's: they go once the database is gone, which is dropped before.
	t.Cleanup(func() {
		if err := ejecutarEn(t, admin, "DROP ROLE IF EXISTS "+duenio, "DROP ROLE IF EXISTS "+corre); err != nil {
			t.Error(err)
		}
	})
	p.super = pgtest.Database(t, nil)
	u, err := url.Parse(p.super)
	if err != nil {
		t.Fatal(err)
	}
	base := strings.TrimPrefix(u.Path, "/")
	if err := ejecutarEn(t, admin,
		"CREATE ROLE "+duenio+" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"+clavePlantada+"-1'", "CREATE ROLE "+corre+" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"+clavePlantada+"-2'",
		"ALTER DATABASE "+base+" OWNER TO "+duenio); err != nil {
		t.Fatal(err)
	}
	como := func(quien, clave string) string {
		otro := *u
		otro.User = url.UserPassword(quien, clave)
		return otro.String()
	}
	p.duenio, p.corre = como(duenio, clavePlantada+"-1"), como(corre, clavePlantada+"-2")
	if _, _, err := store.Migrate(t.Context(), p.duenio, migrarRiver(p.duenio)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // again does no harm
		if err := ejecutarEn(t, p.duenio, rolSQL(t, corre)); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// rolSQL is docs/rol.sql as psql hands it to the server.
func rolSQL(t *testing.T, rol string) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/rol.sql")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.Replace(string(b), `\set ON_ERROR_STOP on`, "", 1), `:"rol"`, pq.QuoteIdentifier(rol))
}

// The bot at work as a role that owns nothing: a compromiso is registered, assigned, reminded
// of, answered, proposed, validated; swept and digested; and what the role is not to do, it
// cannot.
func TestHistoria_rolSinDueno(t *testing.T) {
	t.Parallel()
	p := dosRoles(t)
	var log dicho
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{url: p.corre, log: &log})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.registrar("02/2026", "áreas:UTSI vence:2026-11-13")
	c.asentar()
	c.alas("2026-11-06T09:00")
	dm := c.derfe.ExpectDM("01/2026", "vence")
	c.derfe.Press(dm, "Registrar avance")
	c.derfe.ExpectModal("avance").Fill("texto", "Se entregó una parte").Fill("oficio", "INE/1/2026").Submit()
	c.derfe.ExpectEphemeral("avance")
	c.derfe.Reply(dm, "Y otra más")
	c.espera("the answer in the thread is recorded", func() bool { return len(c.ficha("01/2026").Seguimientos) == 2 })
	c.derfe.Press(dm, "Está cumplido")
	c.derfe.ExpectModal("cumplido").Submit()
	c.st.Press(c.st.ExpectDM("Por validar", "01/2026"), "Validar")
	c.st.ExpectModal("Validar").Submit()
	c.st.ExpectEphemeral("validado")
	c.utsi.Slash("C0CVD", "/compromiso", "prórroga 02/2026")
	c.utsi.ExpectModal("rórroga").Fill("nueva", "2026-12-04").Fill("motivo", "Falta un dato").Submit()
	c.st.ExpectDM("rórroga", "02/2026")
	c.st.Slash("C0CVD", "/compromiso", "buscar informe").Contains(t, "02/2026")
	ruta := filepath.Join(t.TempDir(), "informe.json")
	if err := os.WriteFile(ruta, []byte(`{"comision": "CVD", "fecha_informe": "2026-10-30", "compromisos": [
		{"numero": "05/2026", "estatus": "pendiente", "texto": "Que la DERFE presente un calendario"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	c.importar(ruta)
	c.configurar(confCVD + "    suplentes: [U0LECTOR]\n")
	c.emitir()
	c.alas("2026-11-09T09:00")
	c.sala.ExpectChannel("C0CVD", "Resumen")
	if err := c.apps[0].st.RevisarEsquema(t.Context()); err != nil {
		t.Error(err)
	}
	for _, mal := range []string{"permission denied", "must be owner", "42501", "level=ERROR"} {
		if s := log.String(); contiene(s, mal) {
			t.Errorf("%q in the log:\n%s", mal, s)
		}
	}
	c.noPuede(p)
}

// emitir issues an informe, and asks for its file.
func (c *casa) emitir() {
	c.t.Helper()
	hoy := compromiso.FechaDe(c.reloj.Ahora().In(c.zona))
	p := compromiso.PedidoReporte{Comision: "CVD", Sesion: "01SO-CVD", Hoy: hoy}
	so := compromiso.Solicitud{Clave: "una", Acto: compromiso.Acto{Actor: "U0ST", En: c.reloj.Ahora(), Hoy: hoy}}
	if _, err := c.apps[0].st.Emitir(c.t.Context(), so, p); err != nil {
		c.t.Error(err)
	}
	if _, _, err := c.apps[0].st.ArchivoEmitido(c.t.Context(), p, 1, "md", func(compromiso.Reporte) ([]byte, error) { return []byte("x"), nil }); err != nil {
		c.t.Error(err)
	}
}

// noPuede tries what a thief with the address of the running process would.
func (c *casa) noPuede(p basePartida) {
	c.t.Helper()
	antes := c.leer(`SELECT count(*) || ' ' || max(hash) FROM bitacora`)
	for _, orden := range []string{
		`UPDATE bitacora SET actor = 'U0OTRO' WHERE seq = 1`, `DELETE FROM bitacora`, `TRUNCATE bitacora`, `TRUNCATE compromisos CASCADE`,
		`ALTER TABLE bitacora DISABLE TRIGGER bitacora_intocable`, `DROP TRIGGER bitacora_intocable ON bitacora`, `DROP TABLE avisos`,
		`CREATE TABLE mia (x int)`, `CREATE INDEX mio ON compromisos (texto)`, `ALTER TABLE compromisos ADD COLUMN x int`, `REINDEX TABLE compromisos`,
		`CREATE OR REPLACE FUNCTION bitacora_intocable() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
		`CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`, `CREATE SCHEMA mio`, `CREATE EXTENSION pgcrypto`, `DROP EXTENSION pg_trgm CASCADE`,
		`CREATE ROLE mio`, `ALTER ROLE ` + p.rol + ` SUPERUSER`, `GRANT UPDATE ON bitacora TO ` + p.rol, `SET session_replication_role = replica`,
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`, `DELETE FROM goose_db_version`, `DELETE FROM river_migration`,
		`DELETE FROM bitacora_cabeza`, `UPDATE informes SET datos = '{}'`, `DELETE FROM informes`, `DELETE FROM informe_archivos`,
		`UPDATE informe_cerrados SET cons = 1`, `TRUNCATE informes CASCADE`, `ALTER TABLE informes DISABLE TRIGGER informes_intocables`, `UPDATE esquema_minimo SET version = 9999`,
		`COPY compromisos TO PROGRAM 'cat'`, `COPY compromisos FROM '/etc/passwd'`, `SELECT pg_read_file('/etc/passwd')`,
	} {
		err := ejecutarEn(c.t, p.corre, orden)
		if e := pq.As(err); e == nil || e.Code != "42501" {
			if contiene(orden, "GRANT") && err == nil { // Postgres warns and grants nothing
				continue
			}
			c.t.Errorf("%s: %v", orden, err)
		}
	}
	if err := ejecutarEn(c.t, p.corre, `UPDATE bitacora SET actor = actor`); err == nil {
		c.t.Error("the bitácora can be written over")
	}
	if s := c.leer(`SELECT count(*) || ' ' || max(hash) FROM bitacora`); s != antes {
		c.t.Errorf("the bitácora was %s and is %s", antes, s)
	}
	if s := c.leer(`SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = current_user`); s != "false" {
		c.t.Error("the role has more than it needs")
	}
}

// With the schema of today the role of running finds nothing to migrate; with one from
// before, River's too, it says in one line whose work it is, and serves nobody.
func TestHistoria_rolNoMigra(t *testing.T) {
	t.Parallel()
	p := dosRoles(t)
	if antes, despues, err := store.Migrate(t.Context(), p.corre, migrarRiver(p.corre)); err != nil || antes != despues {
		t.Fatalf("from %d to %d: %v", antes, despues, err)
	}
	for tabla, version := range map[string]string{"goose_db_version": "version_id", "river_migration": "version"} {
		borrar := `DELETE FROM ` + tabla + ` WHERE ` + version + ` > 1 AND ` + version + ` = (SELECT max(` + version + `) FROM ` + tabla + `)`
		if err := ejecutarEn(t, p.duenio, `CREATE TABLE guardado AS SELECT * FROM `+tabla, borrar); err != nil {
			t.Fatal(err)
		}
		_, _, err := store.Migrate(t.Context(), p.corre, migrarRiver(p.corre))
		if falta := leerDe(t, p.super, `SELECT count(*) FROM guardado`) != leerDe(t, p.super, `SELECT count(*) FROM `+tabla); !falta {
			t.Logf("%s has one version only", tabla)
		} else if compromiso.CodigoDe(err) != compromiso.SinPermiso || !contiene(err.Error(), "«compromisos migrar» con el usuario dueño") || contiene(err.Error(), "\n") {
			t.Errorf("%s from before: %v", tabla, err)
		}
		if err := ejecutarEn(t, p.duenio, `DELETE FROM `+tabla, `INSERT INTO `+tabla+` OVERRIDING SYSTEM VALUE SELECT * FROM guardado`, `DROP TABLE guardado`); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := store.Migrate(t.Context(), p.corre, migrarRiver(p.corre)); err != nil {
		t.Error(err)
	}
}
