package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"compromisos/slacksim"
	"compromisos/store/privado/pgtest"
)

var quieto = flag.Duration("quieto", time.Minute, "how long BenchmarkQuieto looks at a program that has nothing to do")

// BenchmarkQuieto is what `servir` costs while nothing happens: the real program, from
// its first second of service, on a database of its own, by either way to Slack. KiB is
// what it holds resident then, and KiB-load after two hundred commands.
//
//	go test ./cmd/compromisos -run '^$' -bench Quieto -quieto 3m -v
func BenchmarkQuieto(b *testing.B) {
	for _, modo := range []string{"http", "socket"} {
		b.Run(modo, func(b *testing.B) {
			p := abrirPrograma(b, modo)
			for b.Loop() {
				p.servir()
				p.cuenta.cero()
				time.Sleep(*quieto)
				n, textos := p.cuenta.leer()
				b.ReportMetric(float64(n)/quieto.Minutes(), "queries/min")
				b.ReportMetric(float64(p.residente()), "KiB")
				b.Log("\n" + textos)
				p.carga(200)
				b.ReportMetric(float64(p.residente()), "KiB-load")
				p.parar()
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkListo is how long it takes from the start of the process to the first 200 of
// /readyz: the median and the worst of the starts.
//
//	go test ./cmd/compromisos -run '^$' -bench Listo -benchtime 20x
func BenchmarkListo(b *testing.B) {
	for _, modo := range []string{"http", "socket"} {
		b.Run(modo, func(b *testing.B) {
			p := abrirPrograma(b, modo)
			var tardo []time.Duration
			for b.Loop() {
				tardo = append(tardo, p.servir())
				p.parar()
			}
			slices.Sort(tardo)
			b.ReportMetric(float64(tardo[len(tardo)/2].Microseconds())/1000, "ms")
			b.ReportMetric(float64(tardo[len(tardo)-1].Microseconds())/1000, "ms-max")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// programa is the built program with all that it needs: a database, whose queries are
// counted on the way, and a practice Slack.
type programa struct {
	b      *testing.B
	bin    string
	env    []string
	puerta string // of its HTTP server
	sim    *slacksim.Sim
	cuenta *cuentaConsultas
	cmd    *exec.Cmd
	dijo   *bytes.Buffer
}

func abrirPrograma(b *testing.B, modo string) *programa {
	b.Helper()
	base := pgtest.Database(b, migrarPrueba)
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = sim.Close() })
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", sim.BotUserID()}})
	sim.AddUser(slacksim.User{ID: "U0ST", Name: "u0st", RealName: "Inés Salas", TZ: "America/Mexico_City"})
	p := &programa{b: b, bin: filepath.Join(b.TempDir(), "compromisos"), sim: sim, cuenta: contarConsultas(b, base)}
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", p.bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	p.puerta = puertoLibre(b)
	p.env = append(os.Environ(), "DATABASE_URL="+p.cuenta.url, "SLACK_BOT_TOKEN="+sim.BotToken(), "SLACK_API_URL="+sim.URL(),
		"COMPROMISOS_DIRECCION="+p.puerta)
	if modo == "http" {
		p.env = append(p.env, "SLACK_SIGNING_SECRET="+sim.SigningSecret())
		sim.UseHTTP("http://" + p.puerta + "/slack/events")
	} else {
		p.env = append(p.env, "SLACK_APP_TOKEN="+sim.AppToken())
	}
	conf := filepath.Join(b.TempDir(), "conf.yaml")
	if err := os.WriteFile(conf, []byte(confCVD), 0o600); err != nil {
		b.Fatal(err)
	}
	configurar := exec.Command(p.bin, "configurar", "-f", conf)
	configurar.Env = p.env
	if out, err := configurar.CombinedOutput(); err != nil {
		b.Fatalf("configurar: %v\n%s", err, out)
	}
	return p
}

// servir starts the program, and tells how long it took to be ready.
func (p *programa) servir() time.Duration {
	p.b.Helper()
	p.dijo = &bytes.Buffer{}
	p.cmd = exec.CommandContext(p.b.Context(), p.bin, "servir")
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = p.env, p.dijo, p.dijo
	inicio := time.Now()
	if err := p.cmd.Start(); err != nil {
		p.b.Fatal(err)
	}
	c := &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for fin := inicio.Add(20 * time.Second); time.Now().Before(fin); time.Sleep(2 * time.Millisecond) {
		r, err := c.Get("http://" + p.puerta + "/readyz")
		if err != nil {
			continue
		}
		_ = r.Body.Close()
		if r.StatusCode == http.StatusOK {
			return time.Since(inicio)
		}
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	p.b.Fatalf("not ready:\n%s", p.dijo)
	return 0
}

func (p *programa) parar() {
	p.b.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.b.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.b.Fatalf("stop: %v\n%s", err, p.dijo)
	}
}

var reResidente = regexp.MustCompile(`(?m)^VmRSS:\s+(\d+) kB$`)

// residente is the memory that the process holds, in KiB.
func (p *programa) residente() int {
	p.b.Helper()
	estado, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.b.Skip("needs /proc: ", err)
	}
	m := reResidente.FindSubmatch(estado)
	if m == nil {
		p.b.Fatalf("no VmRSS in %s", estado)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		p.b.Fatal(err)
	}
	return n
}

// carga has a person type that many commands, one after the other, half of them to register.
func (p *programa) carga(n int) {
	p.b.Helper()
	for k := range n {
		texto := "lista"
		if k%2 == 0 {
			texto = fmt.Sprintf("nuevo Presentar el informe de avances número %d áreas:DERFE vence:30.11.2099", k)
		}
		if _, err := p.sim.Slash(p.b.Context(), "U0ST", "C0CVD", "/compromiso", texto); err != nil {
			p.b.Fatal(err)
		}
	}
}

func puertoLibre(b testing.TB) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// cuentaConsultas stands between the program and Postgres and counts what is asked: each
// statement of every connection, whichever driver's, its BEGIN and COMMIT included.
type cuentaConsultas struct {
	url  string
	pide chan map[string]int
	oye  chan string
	fin  chan struct{}
}

func contarConsultas(b *testing.B, base string) *cuentaConsultas {
	b.Helper()
	u, err := url.Parse(base)
	if err != nil {
		b.Fatal(err)
	}
	servidor := u.Host
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	u.Host = l.Addr().String()
	q := u.Query()
	q.Set("sslmode", "disable") // what is counted must be seen
	u.RawQuery = q.Encode()
	c := &cuentaConsultas{url: u.String(), pide: make(chan map[string]int), oye: make(chan string, 64), fin: make(chan struct{})}
	go c.sumar()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go c.pasar(b.Context(), conn, servidor)
		}
	}()
	b.Cleanup(func() { _ = l.Close(); close(c.fin) })
	return c
}

// sumar owns the counts: who asks takes them, and they begin anew.
func (c *cuentaConsultas) sumar() {
	cuenta := map[string]int{}
	for {
		select {
		case texto := <-c.oye:
			cuenta[texto]++
		case c.pide <- cuenta:
			cuenta = map[string]int{}
		case <-c.fin:
			return
		}
	}
}

func (c *cuentaConsultas) cero() { <-c.pide }

// leer gives how many statements there were since, and each one with its count.
func (c *cuentaConsultas) leer() (int, string) {
	cuenta := <-c.pide
	n, textos := 0, slices.SortedFunc(maps.Keys(cuenta), func(a, b string) int { return cmp.Or(cuenta[b]-cuenta[a], strings.Compare(a, b)) })
	var s strings.Builder
	for _, t := range textos {
		n += cuenta[t]
		fmt.Fprintf(&s, "%5d  %s\n", cuenta[t], t)
	}
	return n, s.String()
}

// pasar hands one connection on, and listens to what the program says in it.
func (c *cuentaConsultas) pasar(ctx context.Context, cliente net.Conn, servidor string) {
	defer cliente.Close()
	var d net.Dialer
	pg, err := d.DialContext(ctx, "tcp", servidor)
	if err != nil {
		return
	}
	defer pg.Close()
	go func() {
		_, _ = io.Copy(cliente, pg) // however it ends, the connection is over
		_ = cliente.Close()
	}()
	c.escuchar(io.TeeReader(cliente, pg))
}

// escuchar reads the messages of Postgres' protocol: statements come as such (Q), or are
// prepared under a name (P), bound (B) and executed (E).
func (c *cuentaConsultas) escuchar(r io.Reader) {
	preparadas, portales := map[string]string{}, map[string]string{}
	primero := true
	for {
		cabeza := make([]byte, 5)
		if primero { // the first message has no letter
			cabeza = cabeza[1:]
		}
		if _, err := io.ReadFull(r, cabeza); err != nil {
			return
		}
		largo := cabeza[len(cabeza)-4:]
		cuerpo := make([]byte, int(largo[0])<<24|int(largo[1])<<16|int(largo[2])<<8|int(largo[3])-4)
		if _, err := io.ReadFull(r, cuerpo); err != nil {
			return
		}
		if primero {
			primero = false
			continue
		}
		palabra := func(k int) string { return string(bytes.Split(cuerpo, []byte{0})[k]) }
		switch cabeza[0] {
		case 'Q':
			c.oye <- resumirSQL(palabra(0))
		case 'P':
			preparadas[palabra(0)] = palabra(1)
		case 'B':
			portales[palabra(0)] = preparadas[palabra(1)]
		case 'E':
			c.oye <- resumirSQL(portales[palabra(0)])
		}
	}
}

func resumirSQL(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return s[:min(len(s), 110)]
}
