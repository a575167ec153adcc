package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"compromisos/bot"
	"compromisos/compromiso"
	"compromisos/scheduler"
	"compromisos/slacksim"
	"compromisos/slacksim/slacktest"
	"compromisos/store"
	"compromisos/store/privado/pgtest"
)

// TestMain runs the stories, eight at a time: they spend their time waiting for the pace
// of Slack. Called by a story, the test binary is a second process of the bot instead.
func TestMain(m *testing.M) {
	otroProceso()
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	conPrograma(m)
}

// confCVD is the configuration of the stories: one commission, three areas.
const confCVD = `
comisiones:
  - siglas: CVD
    nombre: Comisión de Vinculación y Difusión
    canal: C0CVD
    secretaria: [U0ST]
    sesiones:
      - { codigo: 01SO-CVD, fecha: 2026-10-30T10:00 }
areas:
  - siglas: DERFE
    nombre: Dirección Ejecutiva del Registro Federal de Electores
    enlaces: [U0DERFE]
    suplentes: [U0DERFE2]
    titular: U0DERFET
  - siglas: UTSI
    nombre: Unidad Técnica de Servicios de Informática
    enlaces: [U0UTSI]
  - siglas: DECEyEC
    nombre: Dirección Ejecutiva de Capacitación Electoral y Educación Cívica
    enlaces: [U0DECEYEC]
`

// casa is the whole product in a story: Postgres, a practice Slack, the bot, and a
// clock that moves when the story says so.
type casa struct {
	t     *testing.T
	url   string
	sala  *slacktest.Room
	reloj *relojMovil
	apps  []*app
	zona  *time.Location
	db    *sql.DB

	st, derfe, derfe2, utsi, ajena *slacktest.User
}

// opcionesCasa are what a story may want otherwise.
type opcionesCasa struct {
	conf   string
	url    string    // of the database; "" is a new one
	log    io.Writer // hears the log besides the test
	http   bool
	sim    slacksim.Options
	motor  scheduler.Options
	sinApp bool
}

// abrirCasa opens the house at a moment of Mexico City, written 2026-11-02T09:00.
func abrirCasa(t *testing.T, momento string, o opcionesCasa) *casa {
	t.Helper()
	c := &casa{t: t, reloj: &relojMovil{}}
	c.zona = zonaMexico(t)
	c.reloj.Mover(c.momento(momento))
	if c.url = o.url; c.url == "" {
		c.url = pgtest.Database(t, migrarPrueba)
	}
	if o.conf == "" {
		o.conf = confCVD
	}
	c.configurar(o.conf)
	if o.sim.Scopes == nil { // every story is played with what the manifest asks for, and no more
		o.sim.Scopes, o.sim.BotEvents = delManifiesto(t)
	}
	c.sala = slacktest.New(t, o.sim)
	c.sala.Deadline = 20 * time.Second
	c.sala.Working = "Sigo trabajando"
	c.sala.Sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", "U0DERFE", c.sala.Sim.BotUserID()}})
	for id, nombre := range map[string]string{
		"U0ST": "Inés Salas", "U0DERFE": "Raúl Ortega", "U0DERFE2": "Nora Gil", "U0DERFET": "Elsa Ríos",
		"U0UTSI": "Iván Luna", "U0DECEYEC": "Sara Paz", "U0LECTOR": "Blas Mora",
	} {
		c.sala.Sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), RealName: nombre, TZ: "America/Mexico_City"})
	}
	c.st, c.derfe, c.derfe2 = c.sala.User("U0ST"), c.sala.User("U0DERFE"), c.sala.User("U0DERFE2")
	c.utsi, c.ajena = c.sala.User("U0UTSI"), c.sala.User("U0DECEYEC")
	if !o.sinApp {
		c.abrirApp(o)
	}
	return c
}

// delManifiesto are the scopes and the events that the manifest asks for.
func delManifiesto(t *testing.T) (alcances, sucesos []string) {
	t.Helper()
	b, err := bot.Manifiesto(bot.ModoSocket, "")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		OAuth struct {
			Scopes struct{ Bot []string }
		} `yaml:"oauth_config"`
		Settings struct {
			Events struct {
				Bot []string `yaml:"bot_events"`
			} `yaml:"event_subscriptions"`
		}
	}
	if err := yaml.Unmarshal(b, &m); err != nil || len(m.OAuth.Scopes.Bot) < 5 || len(m.Settings.Events.Bot) == 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	return m.OAuth.Scopes.Bot, m.Settings.Events.Bot
}

func zonaMexico(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// migrarPrueba prepares the database from which every story's is cloned.
func migrarPrueba(ctx context.Context, url string) error {
	_, _, err := store.Migrate(ctx, url, migrarRiver(url))
	return err
}

// momento reads 2026-11-02T09:00 in Mexico City.
func (c *casa) momento(s string) time.Time {
	c.t.Helper()
	t, err := time.ParseInLocation("2006-01-02T15:04", s, c.zona)
	if err != nil {
		c.t.Fatal(err)
	}
	return t
}

// configurar applies a configuration at the moment that the clock shows.
func (c *casa) configurar(yaml string) {
	c.t.Helper()
	conf, pos, err := leerConfiguracion([]byte(yaml))
	if err != nil {
		c.t.Fatal(err)
	}
	st, err := store.Open(c.t.Context(), c.url, store.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	defer st.Close()
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: c.reloj.Ahora()}}
	_, err = st.Configurar(c.t.Context(), sol, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := conf.Aplicar(d)
		if len(faltas) > 0 {
			return nil, nil, pos.error(faltas)
		}
		return nuevo, cambios, nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// abrirApp starts one process of the bot; a story may have several.
func (c *casa) abrirApp(o opcionesCasa) *app {
	c.t.Helper()
	s := c.sala.Sim
	e := entorno{DatabaseURL: c.url, BotToken: s.BotToken(), APIURL: s.URL(), Direccion: "127.0.0.1:0", Nivel: "debug"}
	if o.http {
		e.SigningSecret = s.SigningSecret()
	} else {
		e.AppToken = s.AppToken()
	}
	m := o.motor
	if m.Retroceso == 0 {
		m.Retroceso = 100 * time.Millisecond
	}
	if m.Incierto == 0 {
		m.Incierto = 200 * time.Millisecond
	}
	var oyente io.Writer = enPrueba{c.t}
	nivel := slog.LevelInfo
	if o.log != nil {
		oyente, nivel = io.MultiWriter(oyente, o.log), slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(oyente, &slog.HandlerOptions{Level: nivel}))
	a, err := newApp(c.t.Context(), e, log, ajustes{ahora: c.reloj.Ahora, scheduler: m})
	if err != nil {
		c.t.Fatal(err)
	}
	c.apps = append(c.apps, a)
	c.t.Cleanup(func() { c.parar(a) })
	if err := a.Start(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	if o.http {
		s.UseHTTP("http://" + a.Addr() + "/slack/events")
	} else {
		c.sala.WaitConnected()
	}
	return a
}

// parar stops a process as a supervisor does; it must not take ten seconds.
func (c *casa) parar(a *app) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := a.Stop(ctx); err != nil {
		c.t.Errorf("stop: %v", err)
	}
}

// alas moves the clock to the moment, has the first process do what is due, and waits
// until nothing due is left.
func (c *casa) alas(momento string) {
	c.t.Helper()
	c.reloj.Mover(c.momento(momento))
	if err := c.apps[0].sch.Sweep(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.asentar()
}

// asentar waits until nothing that is due is left to be sent. The sweep of every minute
// comes every second here: what was in hand when the clock was moved is taken up by it.
func (c *casa) asentar() {
	c.t.Helper()
	a := c.apps[len(c.apps)-1]
	for fin, otra := time.Now().Add(30*time.Second), time.Now().Add(time.Second); ; {
		if time.Now().After(otra) {
			if err := a.sch.Sweep(c.t.Context()); err != nil {
				c.t.Fatal(err)
			}
			otra = time.Now().Add(time.Second)
		}
		n, err := a.st.Quedan(c.t.Context(), c.reloj.Ahora())
		if err != nil {
			c.t.Fatal(err)
		}
		if n == 0 {
			return
		}
		if time.Now().After(fin) {
			c.t.Fatalf("%d avisos due and not sent:\n%s", n, c.pendientes())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// registrar has the ST register one compromiso in one line; the number is 01/2026 for
// the first one of a story.
func (c *casa) registrar(numero, opciones string) {
	c.t.Helper()
	c.st.Slash("C0CVD", "/compromiso", "nuevo Presentar el informe de avances "+opciones).Contains(c.t, numero)
	c.sala.ExpectChannel("C0CVD", numero)
}

// dms counts the app's messages to somebody that contain all of the words.
func (c *casa) dms(u *slacktest.User, palabras ...string) int {
	n := 0
	for _, m := range c.sala.Sim.DM(u.ID) {
		todo, si := strings.Join(m.AllTexts(), "\n"), m.BotID != ""
		for _, p := range palabras {
			si = si && strings.Contains(todo, p)
		}
		if si {
			n++
		}
	}
	return n
}

// espera polls until the condition holds.
func (c *casa) espera(que string, cierto func() bool) {
	c.t.Helper()
	c.esperaHasta(20*time.Second, que, cierto)
}

// esperaHasta is espera with more patience.
func (c *casa) esperaHasta(plazo time.Duration, que string, cierto func() bool) {
	c.t.Helper()
	for fin := time.Now().Add(plazo); !cierto(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(fin) {
			c.t.Fatalf("waited in vain until %s", que)
		}
	}
}

// enPrueba writes the log of the process into the test's.
type enPrueba struct{ t *testing.T }

func (w enPrueba) Write(b []byte) (int, error) {
	if w.t.Context().Err() == nil { // after the test has ended there is nobody to tell
		w.t.Log(strings.TrimSpace(string(b)))
	}
	return len(b), nil
}

func ref(numero string) compromiso.Referencia {
	n, err := compromiso.ParseNumero(numero)
	if err != nil {
		panic(fmt.Sprint("story: ", err))
	}
	return compromiso.Referencia{Comision: "CVD", Numero: n}
}

func contiene(s, parte string) bool { return strings.Contains(s, parte) }
