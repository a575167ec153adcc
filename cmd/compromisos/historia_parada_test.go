package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"compromisos/slacksim"
)

// servidor is `compromisos servir` as a process of its own, with all that main does.
type servidor struct {
	*exec.Cmd
	direccion string
	fin       chan error // how it ended
}

// abrirServidor starts one, and waits until Slack reaches it.
func (c *casa) abrirServidor(http bool) *servidor {
	c.t.Helper()
	s := c.sala.Sim
	p := &servidor{Cmd: exec.Command(os.Args[0]), fin: make(chan error, 1)}
	p.Args = []string{"compromisos", "servir"} // the name by which the test binary is the program
	p.Env = append(os.Environ(), "DATABASE_URL="+c.url, "SLACK_BOT_TOKEN="+s.BotToken(), "SLACK_API_URL="+s.URL(),
		"COMPROMISOS_DIRECCION=127.0.0.1:0", "COMPROMISOS_RELOJ="+c.reloj.Ahora().Format(time.RFC3339))
	if http {
		p.Env = append(p.Env, "SLACK_SIGNING_SECRET="+s.SigningSecret())
	} else {
		p.Env = append(p.Env, "SLACK_APP_TOKEN="+s.AppToken())
	}
	registro, err := p.StderrPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = p.Process.Kill() }) // where it has not ended
	donde := make(chan string, 1)
	go func() {
		lineas := bufio.NewScanner(registro)
		for re := regexp.MustCompile(`msg=serving address=(\S+)`); lineas.Scan(); {
			if m := re.FindStringSubmatch(lineas.Text()); m != nil {
				donde <- m[1]
			}
			_, _ = enPrueba{c.t}.Write(lineas.Bytes())
		}
		p.fin <- p.Wait()
	}()
	select {
	case p.direccion = <-donde:
	case err := <-p.fin:
		c.t.Fatalf("it did not begin: %v", err)
	}
	if http {
		s.UseHTTP("http://" + p.direccion + "/slack/events")
	} else {
		c.sala.WaitConnected()
	}
	return p
}

// terminar sends it SIGTERM.
func (c *casa) terminar(p *servidor) {
	c.t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		c.t.Fatal(err)
	}
}

// cerrado waits until it lets nobody in: the stop is under way.
func (c *casa) cerrado(p *servidor) {
	c.t.Helper()
	c.espera("nobody is let in", func() bool {
		con, err := net.Dial("tcp", p.direccion)
		if err == nil {
			_ = con.Close()
		}
		return err != nil
	})
}

// sale waits for its end, which must not take as long as a supervisor waits.
func (c *casa) sale(p *servidor, plazo time.Duration) error {
	c.t.Helper()
	select {
	case err := <-p.fin:
		return err
	case <-time.After(plazo):
		c.t.Fatalf("it does not end within %s", plazo)
		return nil
	}
}

// aMedias is a house with one compromiso, whose process is no part of the story yet.
func aMedias(t *testing.T) *casa {
	c := abrirCasa(t, "2026-11-06T09:30", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	c.parar(c.apps[0])
	return c
}

// SIGTERM while a command is being answered, a message is leaving and a registration waits
// for its number: what was accepted is answered, nothing is lost or done twice, whatever
// else somebody keeps open, and the process ends well within its time.
func TestHistoria_senal(t *testing.T) {
	t.Parallel()
	for _, modo := range []struct {
		nombre string
		http   bool
	}{{"socket", false}, {"http", true}} {
		t.Run(modo.nombre, func(t *testing.T) {
			t.Parallel()
			c := aMedias(t)
			p := c.abrirServidor(modo.http)
			c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.Hang, Delay: 2 * time.Second})
			antes := c.sala.Sim.Calls("chat.postMessage")
			c.st.Slash("C0CVD", "/compromiso", "recordar 01/2026").Contains(t, "DERFE")
			c.espera("the message is on its way", func() bool { return c.sala.Sim.Calls("chat.postMessage") > antes })
			soltar := c.trabar()
			numeros, err := c.base().BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer numeros.Rollback() //nolint:errcheck // a second one changes nothing
			if _, err := numeros.ExecContext(t.Context(), `SELECT * FROM contadores FOR UPDATE`); err != nil {
				t.Fatal(err)
			}
			c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Se remitió el oficio").Contains(t, "Sigo trabajando")
			c.st.Slash("C0CVD", "/compromiso", "nuevo Presentar el programa áreas:UTSI vence:2026-12-11").Contains(t, "Sigo trabajando")
			lento := conectar(t, p.direccion) // half a request, of which no more comes
			fmt.Fprint(lento, "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na")
			c.terminar(p)
			c.cerrado(p)
			soltar()
			if err := numeros.Rollback(); err != nil {
				t.Fatal(err)
			}
			if err := c.sale(p, 10*time.Second); err != nil {
				t.Errorf("it ended with %v", err)
			}
			c.derfe.ExpectEphemeral("Quedó registrado el avance", "01/2026")
			c.st.ExpectEphemeral("02/2026")
			if s := c.leer(`SELECT estado FROM avisos WHERE clase = 'recordar' AND destino = 'U0DERFE'`); s != "enviado" {
				t.Errorf("what was leaving is on record as %s", s)
			}
			c.reloj.Mover(c.momento("2026-11-06T09:40"))
			c.abrirApp(opcionesCasa{http: modo.http})
			c.asentar()
			if got := textos(c.ficha("01/2026")); len(got) != 1 {
				t.Errorf("progress: %q, want it once", got)
			}
			c.sala.ExpectChannel("C0CVD", "02/2026")
			if n, m := c.dms(c.derfe, "Se pide atender"), c.dms(c.utsi, "02/2026"); n != 1 || m != 1 {
				t.Errorf("%d requests and %d assignments, want 1 of each", n, m)
			}
		})
	}
}

// A second SIGTERM ends the process at once, whatever it is doing: what was under way is
// as if it had been killed.
func TestHistoria_segundaSenal(t *testing.T) {
	t.Parallel()
	c := aMedias(t)
	p := c.abrirServidor(true)
	soltar := c.trabar()
	c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Se remitió el oficio").Contains(t, "Sigo trabajando")
	c.terminar(p)
	c.cerrado(p)
	go func() { // again, until it is heard: the first one may still be on its way
		for p.Process.Signal(syscall.SIGTERM) == nil {
			time.Sleep(100 * time.Millisecond)
		}
	}()
	var e *exec.ExitError
	if err := c.sale(p, 20*time.Second); !errors.As(err, &e) || !strings.Contains(e.String(), "terminated") {
		t.Errorf("it ended with %v", err)
	}
	soltar()
	c.reloj.Mover(c.momento("2026-11-06T09:40"))
	c.abrirApp(opcionesCasa{http: true})
	if got := textos(c.ficha("01/2026")); len(got) != 0 {
		t.Errorf("progress: %q, of what nobody was told", got)
	}
	c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Se remitió el oficio").Contains(t, "01/2026")
}
