package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/bot"
	"compromisos/compromiso"
	"compromisos/slacksim"
)

// entornoDe is what the operator of the house has in the environment.
func (c *casa) entorno() entorno {
	s := c.sala.Sim
	return entorno{
		DatabaseURL: c.url, BotToken: s.BotToken(), AppToken: s.AppToken(), APIURL: s.URL(), Direccion: "127.0.0.1:0", Nivel: "info",
		Reloj: c.reloj.Ahora().Format(time.RFC3339),
	}
}

// revisado is what `revisar` says, line by line.
func (c *casa) revisado(e entorno) []string {
	c.t.Helper()
	var b bytes.Buffer
	if err := revisar(c.t.Context(), e, e.paraServir()).escribir(&b, false); err != nil {
		c.t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(b.String()), "\n")
}

// alcancesDelManifiesto are the scopes that the operator pastes.
func alcancesDelManifiesto(t *testing.T) []string {
	t.Helper()
	m, err := bot.Manifiesto(bot.ModoSocket, "")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range regexp.MustCompile(`(?m)^      - ([a-z:]+) #`).FindAllStringSubmatch(string(m), -1) {
		if x[1] != "message.im" {
			out = append(out, x[1])
		}
	}
	return out
}

// confRevisada has everything that there should be, and confRota has each thing wrong.
const (
	confRevisada = `
comisiones:
  - siglas: CVD
    nombre: Comisión de Vinculación y Difusión
    canal: C0CVD
    secretaria: [U0ST]
    sesiones:
      - { codigo: 02SO-CVD, fecha: 2026-12-11T10:00 }
areas:
  - siglas: DERFE
    nombre: Dirección Ejecutiva del Registro Federal de Electores
    enlaces: [U0DERFE]
    suplentes: [S0SUP]
    titular: U0DERFET
`
	confRota = `
comisiones:
  - siglas: CVD
    nombre: Comisión de Vinculación y Difusión
    calendario:
      inhabiles: [2025-12-25]
    resumen: { cron: "0 9 30 2 *" }
    sesiones:
      - { codigo: 02SO-CVD, fecha: 2026-11-15T10:00 }
  - siglas: CXE
    nombre: Comisión de lo Extraño
    canal: C0LEJOS
  - siglas: CYE
    nombre: Comisión de lo Ya Estudiado
    canal: C0ARCHIVO
    secretaria: [U0ROBOT]
  - siglas: CZE
    nombre: Comisión sin canal
    secretaria: [U0ST]
    lectura: canal
    sesiones:
      - { codigo: 01SO-CZE, fecha: 2026-12-11T10:00 }
areas:
  - siglas: DERFE
    suplentes: [U0AJENA]
  - siglas: UTSI
    nombre: Unidad Técnica de Servicios de Informática
    enlaces: [S0NADIE]
    titular: U0UTSI
  - siglas: DECEyEC
    nombre: Dirección Ejecutiva de Capacitación Electoral y Educación Cívica
    enlaces: [U0DECEYEC, U0INVITADA]
    suplentes: [U0DERFE2]
    titular: U0NOHAY
    canal: C0NOHAY
  - siglas: DJ
`
)

// Where everything is in its place one line says so, to whoever may only read.
func TestHistoria_revisarEnOrden(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confRevisada, sinApp: true})
	c.sala.Sim.SetScopes(alcancesDelManifiesto(t)...)
	c.sala.Sim.AddGroup(slacksim.Group{ID: "S0SUP", Handle: "suplentes", Users: []string{"U0DERFE2"}})
	e := c.entorno()
	e.DatabaseURL = c.lector()
	got := c.revisado(e)
	want := "Todo en orden: base de datos (Postgres V), Slack (Practice, 11 permisos, 1 canal, 4 personas), 1 comisión con su calendario, 1 área, siglas, avisos y bitácora."
	if len(got) != 1 || regexp.MustCompile(`Postgres [\d.]+`).ReplaceAllString(got[0], "Postgres V") != want {
		t.Errorf("said %q, want %q", got, want)
	}
	if n := len(c.sala.Sim.Traffic()); n > 10 {
		t.Errorf("%d calls to Slack", n)
	}
}

func (c *casa) puedeRoles() bool {
	return c.leer(`SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user`) == "true"
}

// lector is the address of the database for somebody who may read it and nothing else.
func (c *casa) lector() string {
	c.t.Helper()
	u, err := url.Parse(c.url)
	if err != nil {
		c.t.Fatal(err)
	}
	if !c.puedeRoles() {
		c.t.Skip("needs a server on which roles can be created")
	}
	rol := "lector_" + strings.TrimPrefix(u.Path, "/")
	for _, orden := range []string{
		`CREATE ROLE ` + rol + ` LOGIN PASSWORD 'lee'`, `GRANT USAGE ON SCHEMA public TO ` + rol, `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ` + rol,
	} {
		c.ejecutar(orden)
	}
	c.t.Cleanup(func() {
		for _, orden := range []string{`DROP OWNED BY ` + rol, `DROP ROLE ` + rol} {
			if _, err := c.base().ExecContext(context.Background(), orden); err != nil {
				c.t.Error(err)
			}
		}
	})
	u.User = url.UserPassword(rol, "lee")
	return u.String()
}

// Each thing that can be wrong is found, once, with what to do about it.
func TestHistoria_revisar(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	sim := c.sala.Sim
	sim.AddUser(slacksim.User{ID: "U0ROBOT", Name: "robot", Bot: true})
	sim.AddUser(slacksim.User{ID: "U0INVITADA", Name: "invitada", Restricted: true})
	sim.AddUser(slacksim.User{ID: "U0AJENA", Name: "ajena", TeamID: "T0OTRO"})
	sim.AddChannel(slacksim.Channel{ID: "C0LEJOS", Name: "lejos"})
	sim.AddChannel(slacksim.Channel{ID: "C0ARCHIVO", Name: "archivo", Archived: true, Members: []string{sim.BotUserID()}})
	sim.AddGroup(slacksim.Group{ID: "S0NADIE", Handle: "nadie", Disabled: true})
	sim.Deactivate("U0UTSI")
	c.registrar("01/2026", "áreas:UTSI vence:2026-11-30") // its enlace has left
	c.registrar("02/2026", "áreas:DECEyEC vence:2026-12-02")
	c.asentar()
	for _, orden := range []string{
		`UPDATE compromisos SET fecha_limite = NULL, limite_vivo = NULL, atencion = 'El INAI y la FGR respondieron; la FGR, por oficio INE/XYZ/12/2026.' WHERE cons = 1`,
		`UPDATE compromisos SET areas = '{}', areas_todas = '{}' WHERE cons = 2`,
		`INSERT INTO avisos (clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo, reintentar_en)
			VALUES ('x', 'asignacion', 'CVD', 'U0ST', '2026-11-03', '2026-11-03T13:55Z', '2026-11-03T13:55Z', '', '', '', '{}', 'pendiente', '', now() + interval '1 hour')`,
	} {
		c.ejecutar(orden)
	}
	c.configurar(confRota)
	c.ejecutar(`UPDATE bitacora_cabeza SET hash = 'otro'`)
	sim.SetScopes(append(alcancesDelManifiesto(t)[1:], "reactions:write")...)
	got := strings.Join(c.revisado(c.entorno()), "\n")
	got = regexp.MustCompile(`(?m)^.*es superusuario.*\n`).ReplaceAllString(got, "") // not on every server
	if d := cmp.Diff(strings.TrimSpace(hallazgosDeConfRota), got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// ejecutar runs a statement of the story on its database.
func (c *casa) ejecutar(orden string) {
	c.t.Helper()
	if _, err := c.base().ExecContext(c.t.Context(), orden); err != nil {
		c.t.Fatal(err)
	}
}

const hallazgosDeConfRota = `
error  bitácora: su final no es el que quedó anotado; ejecute «compromisos bitacora verificar» y compare con un respaldo
error  permisos de Slack: falta commands: el comando /compromiso; ponga en la aplicación lo que escribe «compromisos manifiesto» y reinstálela
error  canal C0LEJOS (comisión CXE): el bot no está en él; invítelo ahí con «/invite @compromisos»
error  canal C0ARCHIVO (comisión CYE): está archivado; reábralo en Slack, o ponga otro en «canal»
error  canal C0NOHAY (área DECEyEC): no existe, o es privado y el bot no está en él; corrija «canal», o invite al bot ahí con «/invite @compromisos»
error  grupo S0NADIE: no existe, o está desactivado; corríjalo en la configuración
error  comisión CXE: no tiene Secretaría Técnica: nadie puede registrar ni validar; agregue «secretaria» a la comisión en la configuración
error  comisión CYE: no se puede escribir a nadie de su Secretaría Técnica; ponga a otra persona en «secretaria» en la configuración
error  comisión CZE: su lectura es «canal» y no tiene canal: casi nadie puede consultar sus compromisos; agregue «canal», o ponga «lectura: todos»
error  área DJ: no tiene enlace (mientras tanto, solo se entera la Secretaría Técnica); ponga a alguien en «enlaces» en la configuración
error  área UTSI: no se puede escribir a ninguno de sus enlaces (mientras tanto, solo se entera la Secretaría Técnica); ponga a alguien en «enlaces» en la configuración
error  resumen de CVD: su cron («0 9 30 2 *») no cae en ningún día; corrija «cron», como «0 9 * * MON»
error  avisos: debieron salir y no han salido (1), desde hace 2 h 5 min; revise que «compromisos servir» esté en marcha, y su registro
aviso  permisos de Slack: sobran, porque el bot no los usa: reactions:write; quítelos de la aplicación y reinstálela
aviso  persona U0ROBOT (Secretaría Técnica de CYE): es una aplicación, no una persona; ponga a otra persona en la configuración
aviso  persona U0INVITADA (enlace de DECEyEC): es una cuenta invitada, y el bot no la atiende; ponga a otra persona en la configuración
aviso  persona U0NOHAY (titular de DECEyEC): Slack no conoce esa cuenta; ponga a otra persona en la configuración
aviso  persona U0AJENA (suplente de DERFE): es de otro espacio de Slack, y el bot no la atiende; ponga a otra persona en la configuración
aviso  persona U0UTSI (titular de UTSI): su cuenta está desactivada; ponga a otra persona en la configuración
aviso  área DECEyEC: no tiene titular a quien avisar de un atraso; agregue «titular» en la configuración
aviso  área DERFE: no tiene suplente a quien avisar de un atraso; agregue «suplentes» en la configuración
aviso  área DJ: no tiene suplente ni titular a quien avisar de un atraso; agregue «suplentes» y «titular» en la configuración
aviso  área UTSI: no tiene suplente ni titular a quien avisar de un atraso; agregue «suplentes» y «titular» en la configuración
aviso  área DJ: no tiene nombre, ni definición en el glosario; agregue su «nombre» en la configuración
aviso  calendario de CVD: sus días inhábiles terminan el 25.12.2025; agregue los de 2026 a «inhabiles»
aviso  calendario de CVD: la sesión 02SO-CVD cae en un día que no es hábil, el domingo 15.11.2026; revise su «fecha»
aviso  compromisos de CVD: abiertos sin fecha límite, de los que nadie recibe recordatorios (1): 01/2026; póngales fecha con «/compromiso editar NN/AAAA»
aviso  compromisos de CVD: abiertos sin área, de los que solo se entera la Secretaría Técnica (1): 02/2026; asígnelos con «/compromiso asignar NN/AAAA»
aviso  glosario de CVD: sus compromisos usan siglas sin definición: FGR e INAI; agréguelas a «glosario» en la configuración, o quedarán sin explicar en el informe
aviso  calendario de CXE: no hay ninguna sesión por venir: lo que se registre vence a los 15 días hábiles; agregue la próxima a «sesiones»
aviso  calendario de CYE: no hay ninguna sesión por venir: lo que se registre vence a los 15 días hábiles; agregue la próxima a «sesiones»
aviso  avisos a U0UTSI: un aviso no le llegó (user_disabled) el 03.11.2026; se avisó a su suplente o a la Secretaría Técnica; si se fue, ponga a otra persona en la configuración
`

// What cannot be reached is one line, and the rest is looked at all the same.
func TestHistoria_revisarSinUnaParte(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confRevisada, sinApp: true})
	c.sala.Sim.SetScopes(alcancesDelManifiesto(t)...)
	c.sala.Sim.AddGroup(slacksim.Group{ID: "S0SUP", Handle: "suplentes", Users: []string{"U0DERFE2"}})
	bien := c.entorno()
	bien.DatabaseURL = c.lector()
	u, err := url.Parse(bien.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = "127.0.0.1:1"
	for _, x := range []struct {
		que     string
		cambiar func(*entorno)
		want    []string
	}{
		{"no database", func(e *entorno) { e.DatabaseURL = u.String() }, []string{
			"error  base de datos: nadie responde en 127.0.0.1:1; revise que Postgres esté en marcha y que DATABASE_URL sea la dirección correcta",
		}},
		{"no Slack", func(e *entorno) { e.APIURL = "http://127.0.0.1:1/api/" }, []string{
			"error  Slack: no se pudo llegar a Slack en http://127.0.0.1:1/api/ (nadie escucha ahí); revise la red y SLACK_API_URL",
		}},
		{"a wrong bot token", func(e *entorno) { e.BotToken = "xoxb-otro" }, []string{
			"error  Slack: Slack no acepta el token de SLACK_BOT_TOKEN (invalid_auth); revise que sea el de la aplicación instalada",
		}},
		{"a wrong app token", func(e *entorno) { e.AppToken = "xapp-otro" }, []string{
			"error  Slack: Slack no acepta el token de SLACK_APP_TOKEN (invalid_auth); revise que sea el de la aplicación instalada",
		}},
		{"nothing at all", func(e *entorno) { *e = entorno{APIURL: e.APIURL, Direccion: e.Direccion} }, []string{
			"error  ambiente: falta DATABASE_URL; la dirección de Postgres, como postgres://usuario:clave@servidor:5432/compromisos",
			"error  ambiente: falta SLACK_BOT_TOKEN; el token xoxb-… de la aplicación de Slack",
			"error  ambiente: falta SLACK_APP_TOKEN (modo socket) o SLACK_SIGNING_SECRET (modo HTTP); ponga al menos una",
		}},
	} {
		e := bien
		x.cambiar(&e)
		if d := cmp.Diff(x.want, c.revisado(e)); d != "" {
			t.Errorf("%s: -want +got\n%s", x.que, d)
		}
	}
	c.sala.Sim.Inject(slacksim.Mishap{Method: "users.info", Kind: slacksim.RateLimited, RetryAfter: time.Second})
	if got := c.revisado(bien); len(got) != 1 || !strings.HasPrefix(got[0], "Todo en orden") {
		t.Errorf("after a 429: %q", got)
	}
	var b bytes.Buffer
	r := &revision{}
	r.Error("a", "b «c»", "d")
	if err := r.escribir(&b, true); err != nil {
		t.Fatal(err)
	}
	var filas []map[string]string
	if err := json.Unmarshal(b.Bytes(), &filas); err != nil || len(filas) != 1 || filas[0]["nivel"] != string(compromiso.NivelError) || filas[0]["remedio"] != "d" {
		t.Errorf("%s %v", b.String(), err)
	}
}
