package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/scheduler"
	"compromisos/slacksim"
)

// The bot as a second process: the test binary itself, told by the environment.
const (
	varProceso = "CASA_OTRO_PROCESO" // what its clock shows, standing still
)

// aPrisa are the bounds of the processes of these stories: what a dead one had in hand
// stays its own for three seconds, and a job that it did not begin, for two.
var aPrisa = scheduler.Options{
	Arriendo: 3 * time.Second, Envio: 2 * time.Second, Incierto: time.Second, Retroceso: 100 * time.Millisecond,
}

// confSinResumen has the weekly digest at another time than the stories.
var confSinResumen = strings.Replace(confCVD, "    sesiones:", "    resumen: { cron: \"0 19 1 * *\" }\n    sesiones:", 1)

// otroProceso is the life of that process: it serves until its standard input closes, so
// that it does not outlive the story, or until it is killed.
func otroProceso() {
	momento := os.Getenv(varProceso)
	if momento == "" {
		return
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	err := func() error {
		ahora, err := time.Parse(time.RFC3339, momento)
		if err != nil {
			return err
		}
		e, err := entornoDeServir()
		if err != nil {
			return err
		}
		a, err := newApp(context.Background(), e, log, ajustes{
			ahora: func() time.Time { return ahora }, scheduler: aPrisa,
		})
		if err != nil {
			return err
		}
		if err := a.Start(context.Background()); err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, os.Stdin)
		return err
	}()
	if err != nil {
		log.Error("second process", "error", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// abrirProceso starts the bot as a process of its own, at the moment that the clock shows.
func (c *casa) abrirProceso() *exec.Cmd {
	c.t.Helper()
	s := c.sala.Sim
	p := exec.Command(os.Args[0])
	p.Env = append(os.Environ(), varProceso+"="+c.reloj.Ahora().Format(time.RFC3339), "DATABASE_URL="+c.url,
		"SLACK_BOT_TOKEN="+s.BotToken(), "SLACK_SIGNING_SECRET="+s.SigningSecret(), "SLACK_API_URL="+s.URL(), "COMPROMISOS_DIRECCION=127.0.0.1:0")
	p.Stdout, p.Stderr = enPrueba{c.t}, enPrueba{c.t}
	entrada, err := p.StdinPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = entrada.Close(); _ = p.Wait() })
	return p
}

// debido leaves one reminder to be sent at the moment of the clock, and no process.
func debido(t *testing.T) *casa {
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	c.parar(c.apps[0])
	c.reloj.Mover(c.momento("2026-11-10T09:30"))
	return c
}

// matar kills the process as the kernel does.
func (c *casa) matar(p *exec.Cmd) {
	c.t.Helper()
	if err := p.Process.Kill(); err != nil {
		c.t.Fatal(err)
	}
	_ = p.Wait() // it says that it was killed
}

// hereda has another process take over what the dead one left: exactly one message with
// the words, on record as sent.
func (c *casa) hereda(clase compromiso.ClaseAviso, palabras string) {
	c.t.Helper()
	c.abrirApp(opcionesCasa{motor: aPrisa})
	c.asentar()
	if n := c.dms(c.derfe, palabras); n != 1 {
		c.t.Errorf("%d messages with %q, want 1", n, palabras)
	}
	a := c.avisos("01/2026", clase, "U0DERFE")
	if len(a) != 1 || a[0].Estado != compromiso.AvisoEnviado || a[0].TS == "" || a[0].TS != ultimo(c.sala.Sim.DM("U0DERFE")).TS {
		c.t.Errorf("the record says %+v", a)
	}
}

func ultimo(ms []slacksim.Message) slacksim.Message { return ms[len(ms)-1] }

// enMano are the states of the avisos that a process has taken and not finished.
func (c *casa) enMano() string {
	c.t.Helper()
	return c.leer(`SELECT coalesce(string_agg(estado, ' '), '') FROM avisos WHERE arriendo_hasta IS NOT NULL`)
}

// Killed between sending and recording: Slack has the message, the record does not know.
// Who takes over finds the mark in the conversation and does not send again.
func TestHistoria_muertoTrasEnviar(t *testing.T) {
	t.Parallel()
	c := debido(t)
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.LostAnswer, Delay: 20 * time.Second})
	p := c.abrirProceso()
	c.espera("Slack has the reminder", func() bool { return c.dms(c.derfe, "faltan 3 días hábiles") == 1 })
	c.matar(p)
	if s := c.enMano(); s != "enviando" {
		t.Fatalf("killed too early or too late: %q", s)
	}
	c.hereda(compromiso.AvisoRecordatorio, "faltan 3 días hábiles")
}

// Killed while Slack had not taken the message yet: there is no mark, and it is sent.
func TestHistoria_muertoAntesDeQueSlackLoTome(t *testing.T) {
	t.Parallel()
	c := debido(t)
	antes := c.sala.Sim.Calls("chat.postMessage")
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.Hang, Delay: 20 * time.Second})
	p := c.abrirProceso()
	c.espera("the call is on its way", func() bool { return c.sala.Sim.Calls("chat.postMessage") > antes })
	c.matar(p)
	c.espera("Slack gives the call up", func() bool {
		x := c.sala.Sim.Traffic()
		return x[len(x)-1].Name == "chat.postMessage" && x[len(x)-1].Status == 0
	})
	c.hereda(compromiso.AvisoRecordatorio, "faltan 3 días hábiles")
}

// Killed between taking the aviso and sending it, while it waited for its turn.
func TestHistoria_muertoAntesDeEnviar(t *testing.T) {
	t.Parallel()
	c := debido(t)
	tx, err := c.base().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // a second one changes nothing
	if _, err := tx.ExecContext(t.Context(), `LOCK TABLE turnos IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	p := c.abrirProceso()
	c.espera("the aviso is taken", func() bool { return c.enMano() == "pendiente" })
	c.matar(p)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	c.hereda(compromiso.AvisoRecordatorio, "faltan 3 días hábiles")
}

// Killed with the job in hand, before it took the aviso: the nudge of a dead process does
// not keep another one from delivering.
func TestHistoria_muertoConElEncargo(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-06T21:30", opcionesCasa{conf: confSinResumen}) // Friday night: it is held
	c.registrar("01/2026", "áreas:DERFE vence:2026-12-11")
	c.espera("the assignment waits", func() bool {
		return c.leer(`SELECT count(*) FROM avisos WHERE vuelta = 1 AND arriendo_hasta IS NULL`) == "2"
	})
	c.parar(c.apps[0])
	c.reloj.Mover(c.momento("2026-11-09T08:30"))
	tx, err := c.base().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // a second one changes nothing
	if _, err := tx.ExecContext(t.Context(), `SELECT id FROM avisos WHERE clase = 'asignacion' FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	p := c.abrirProceso()
	c.espera("the process has the job", func() bool {
		return c.leer(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%UPDATE avisos SET vuelta%'`) == "1"
	})
	c.matar(p)
	c.leer(`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if s := c.leer(`SELECT state FROM river_job WHERE kind = 'entrega' ORDER BY id DESC LIMIT 1`); s != "running" {
		t.Fatalf("the dead process left its job %s", s)
	}
	c.hereda(compromiso.AvisoAsignacion, "Nuevo asunto")
}
