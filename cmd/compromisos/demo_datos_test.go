package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/slacksim"
	"compromisos/store/privado/pgtest"
)

// demoAbierta is `demo` as a process of its own, and what somebody does at its page.
type demoAbierta struct {
	t          *testing.T
	cmd        *exec.Cmd
	url, clave string
	fin        chan struct{}

	mu     sync.Mutex
	salida bytes.Buffer // what the terminal shows
}

var rePagina = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// lanzarDemo starts it, and does not wait for it.
func lanzarDemo(t *testing.T, args ...string) *demoAbierta {
	t.Helper()
	d := &demoAbierta{t: t, cmd: exec.Command(programaPropio(t), append([]string{"demo"}, args...)...), fin: make(chan struct{})}
	d.cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Dir(carpetaDemo(t)))
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	d.cmd.Stdout, d.cmd.Stderr = w, w
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	go func() {
		for l := range lineas(r) {
			d.mu.Lock()
			d.salida.WriteString(l)
			d.mu.Unlock()
		}
		_ = r.Close()
		_ = d.cmd.Wait() // what it ended with is in ProcessState
		close(d.fin)
	}()
	t.Cleanup(func() { _ = d.cmd.Process.Kill() })
	return d
}

// programaPropio is this test's own binary, by the name of the program.
func programaPropio(t *testing.T) string {
	t.Helper()
	programa, err := exec.LookPath("compromisos")
	if err != nil {
		t.Fatal(err)
	}
	return programa
}

func lineas(r io.Reader) func(func(string) bool) {
	b := bufio.NewReader(r)
	return func(yield func(string) bool) {
		for {
			l, err := b.ReadString('\n')
			if l != "" && !yield(l) || err != nil {
				return
			}
		}
	}
}

func (d *demoAbierta) dicho() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.salida.String()
}

// abrirDemo starts it on a port that is free, and waits until it is ready.
func abrirDemo(t *testing.T, args ...string) *demoAbierta {
	t.Helper()
	_, puerto, _ := strings.Cut(puertoLibre(t), ":")
	d := lanzarDemo(t, append(args, "--puerto", puerto)...)
	d.espera("Ctrl-C termina")
	d.url = rePagina.FindString(d.dicho())
	pagina := d.pide(http.MethodGet, "/", nil)
	_, clave, _ := strings.Cut(string(pagina), `name="practica" content="`)
	d.clave = clave[:32]
	return d
}

// espera waits until the terminal shows something.
func (d *demoAbierta) espera(que string) {
	d.t.Helper()
	for fin := time.Now().Add(time.Minute); !strings.Contains(d.dicho(), que); <-time.After(20 * time.Millisecond) {
		if time.Now().After(fin) {
			d.t.Fatalf("the terminal never shows %q:\n%s", que, d.dicho())
		}
	}
}

// termina waits for its end, and gives its exit code.
func (d *demoAbierta) termina() int {
	d.t.Helper()
	select {
	case <-d.fin:
	case <-time.After(time.Minute):
		d.t.Fatalf("it does not end:\n%s", d.dicho())
	}
	return d.cmd.ProcessState.ExitCode()
}

func (d *demoAbierta) pide(metodo, ruta string, cuerpo any) []byte {
	d.t.Helper()
	b, err := json.Marshal(cuerpo)
	if err != nil {
		d.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(d.t.Context(), metodo, d.url+ruta, bytes.NewReader(b))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("X-Practica", d.clave)
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatalf("%v; the terminal:\n%s", err, d.dicho())
	}
	defer a.Body.Close()
	if b, err = io.ReadAll(a.Body); err != nil || a.StatusCode != http.StatusOK {
		d.t.Fatalf("%s %s: %d %s %v", metodo, ruta, a.StatusCode, b, err)
	}
	return b
}

// hace is an act of a person at the page.
func (d *demoAbierta) hace(acto string, cuerpo map[string]any) {
	d.t.Helper()
	if b := d.pide(http.MethodPost, "/api/"+acto, cuerpo); bytes.Contains(b, []byte(`"error"`)) {
		d.t.Fatalf("%s %v: %s", acto, cuerpo, b)
	}
}

// adelanta moves the clock, and waits until it is there.
func (d *demoAbierta) adelanta(a time.Time) {
	d.t.Helper()
	d.hace("clock", map[string]any{"me": "U0INES", "to": a})
	for fin := time.Now().Add(time.Minute); ; <-time.After(20 * time.Millisecond) {
		var v struct{ Journey struct{ Moving bool } }
		if err := json.Unmarshal(d.pide(http.MethodGet, "/api/state?me=U0INES", nil), &v); err != nil || !v.Journey.Moving {
			return
		}
		if time.Now().After(fin) {
			d.t.Fatal("the clock never gets there")
		}
	}
}

// vista is what a person sees at the page, of the channel and of their DM.
type vista struct {
	Now      time.Time
	People   []struct{ ID, Name, Title, Role string }
	Canal    []slacksim.Message
	Directos []slacksim.Message
	Times    map[string]time.Time
}

func (d *demoAbierta) ve(quien string) vista {
	d.t.Helper()
	var v vista
	v.Canal = d.lugar(&v, quien, canalPractica)
	v.Directos = d.lugar(&v, quien, "DM")
	return v
}

// lugar gives what lasts of a conversation, threads included: what only one person saw is gone with the process.
func (d *demoAbierta) lugar(v *vista, quien, donde string) (ms []slacksim.Message) {
	d.t.Helper()
	x := struct {
		*vista
		Messages, Thread []slacksim.Message
	}{vista: v}
	ruta := "/api/state?me=" + quien + "&place=" + donde
	leer := func(ruta string) {
		if err := json.Unmarshal(d.pide(http.MethodGet, ruta, nil), &x); err != nil {
			d.t.Fatal(err)
		}
	}
	leer(ruta)
	raices := slices.Clone(x.Messages)
	for _, m := range raices {
		if m.ReplyCount > 0 {
			leer(ruta + "&thread=" + m.TS)
			ms = append(ms, x.Thread...)
		} else if !m.Ephemeral {
			ms = append(ms, m)
		}
	}
	return ms
}

// dice gives the messages of the app to somebody.
func (v vista) dice() (textos []string) {
	for _, m := range slices.Concat(v.Canal, v.Directos) {
		if m.BotID != "" {
			textos = append(textos, m.Text)
		}
	}
	slices.Sort(textos)
	return textos
}

// carpetaDemo is a folder for --datos that whoever runs Postgres for root can reach.
func carpetaDemo(t *testing.T) string {
	t.Helper()
	donde, err := os.MkdirTemp("/tmp", "demo-prueba-") //nolint:usetesting // t.TempDir is closed to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(donde) })
	if err := os.Chmod(donde, 0o777); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(donde, "practica")
}

// A practice that is kept goes on where it stood, whether it was ended or killed: what everybody wrote and got, when
// that was, the clock; the bot knows its messages again, sends none of them twice, and takes answers to them.
func TestDemo_datos(t *testing.T) {
	t.Parallel()
	pgtest.Server(t) // skips here where there is no Postgres
	datos := carpetaDemo(t)
	d := abrirDemo(t, "--datos", datos)
	inicio := d.ve("U0UTSI").Now
	d.hace("slash", map[string]any{"me": "U0INES", "channel": canalPractica, "action": "/compromiso", "text": "nuevo Presentar el plan áreas:UTSI vence:\"en 5 días hábiles\""})
	d.adelanta(inicio.Add(24*time.Hour + 30*time.Minute))
	antes := d.ve("U0UTSI")
	if n := len(antes.dice()); n < 3 { // the registration, the assignment, the reminder
		t.Fatalf("only %d messages: %q", n, antes.dice())
	}
	for _, fin := range []syscall.Signal{syscall.SIGKILL, syscall.SIGINT} {
		if err := d.cmd.Process.Signal(fin); err != nil {
			t.Fatal(err)
		}
		if codigo := d.termina(); fin == syscall.SIGINT && codigo != 0 {
			t.Errorf("it ended with %d:\n%s", codigo, d.dicho())
		}
		d = abrirDemo(t, "--datos", datos)
		ahora := d.ve("U0UTSI")
		if diff := cmp.Diff([][]slacksim.Message{antes.Canal, antes.Directos}, [][]slacksim.Message{ahora.Canal, ahora.Directos}); diff != "" {
			t.Errorf("after %s, what was said:\n%s", fin, diff)
		}
		for ts, cuando := range antes.Times {
			if otra := ahora.Times[ts].Sub(cuando).Abs(); otra > time.Second {
				t.Errorf("after %s, a message is of %s, and was of %s", fin, ahora.Times[ts], cuando)
			}
		}
		if ahora.Now.Before(antes.Now) || ahora.Now.After(antes.Now.Add(10*time.Minute)) {
			t.Errorf("after %s the clock goes on at %s, and stood at %s", fin, ahora.Now, antes.Now)
		}
		if diff := cmp.Diff(antes.People, ahora.People); diff != "" {
			t.Errorf("after %s, the people:\n%s", fin, diff)
		}
		// What is due in the next minute was sent before: to settle it sends nothing again.
		d.adelanta(ahora.Now.Add(time.Minute))
		if diff := cmp.Diff(antes.dice(), d.ve("U0UTSI").dice()); diff != "" {
			t.Errorf("after %s, something was sent again:\n%s", fin, diff)
		}
		antes = responderRecordatorio(d, antes)
	}
}

// responderRecordatorio answers the last reminder in its thread, and waits until the bot says there and in the
// reminder that it was recorded.
func responderRecordatorio(d *demoAbierta, antes vista) vista {
	d.t.Helper()
	k := slices.IndexFunc(antes.Directos, func(m slacksim.Message) bool { return strings.Contains(m.Text, "asuntos") })
	if k < 0 {
		d.t.Fatalf("no reminder: %q", antes.dice())
	}
	m := antes.Directos[k]
	d.hace("say", map[string]any{"me": "U0UTSI", "channel": m.Channel, "thread": m.TS, "text": "CVD 12/2026 Se envió el oficio " + m.TS})
	for fin := time.Now().Add(20 * time.Second); ; <-time.After(20 * time.Millisecond) {
		v := d.ve("U0UTSI")
		if len(v.dice()) > len(antes.dice()) && v.Directos[k].Text != m.Text {
			return v
		}
		if time.Now().After(fin) {
			d.t.Fatalf("the bot says nothing in the thread: %q", v.dice())
		}
	}
}

// What an operator does beside it: a configuration of their own, whose people then are in the practice; a second
// practice at the same address, which says where the first one is; a terminal that is closed. Nothing is left.
func TestDemo_otraTerminal(t *testing.T) {
	t.Parallel()
	pgtest.Server(t) // skips here where there is no Postgres
	d := abrirDemo(t)
	base := regexp.MustCompile(`DATABASE_URL='(.*)'`).FindStringSubmatch(d.dicho())
	propia := filepath.Join(t.TempDir(), "propia.yaml")
	if err := os.WriteFile(propia, []byte(strings.NewReplacer("CVD", "COVE", "[U0UTSI]", "[S0UTSI]").Replace(confCVD)), 0o600); err != nil {
		t.Fatal(err)
	}
	configurar := exec.Command(programaPropio(t), "configurar", "-f", propia)
	configurar.Env = append(os.Environ(), "DATABASE_URL="+base[1])
	if b, err := configurar.CombinedOutput(); err != nil {
		t.Fatalf("configurar: %v\n%s", err, b)
	}
	for fin := time.Now().Add(30 * time.Second); ; <-time.After(50 * time.Millisecond) {
		todos := d.ve("U0INES").People
		hay := func(id, cargo string) bool {
			return slices.ContainsFunc(todos, func(p struct{ ID, Name, Title, Role string }) bool { return p.ID == id && p.Title == cargo })
		}
		if hay("U0ST", "Secretaría Técnica de COVE") && hay("U0UTSI", "Enlace de UTSI") {
			break
		}
		if time.Now().After(fin) {
			t.Fatalf("whom the configuration names is not in the practice: %v", todos)
		}
	}
	d.hace("slash", map[string]any{"me": "U0ST", "channel": "C0COVE", "action": "/compromiso", "text": "lista"})

	otra := lanzarDemo(t, "--puerto", d.url[strings.LastIndex(d.url, ":")+1:])
	if codigo := otra.termina(); codigo != salidaFallo || !strings.Contains(otra.dicho(), "ya hay una práctica abierta en "+d.url) {
		t.Errorf("at the same address: %d, %s", codigo, otra.dicho())
	}
	fin := syscall.SIGHUP
	if signal.Ignored(fin) { // by whoever runs the tests: so it is by the demo
		fin = syscall.SIGTERM
	}
	if err := d.cmd.Process.Signal(fin); err != nil {
		t.Fatal(err)
	}
	if codigo := d.termina(); codigo != 0 {
		t.Errorf("its terminal was closed, and it ended with %d:\n%s", codigo, d.dicho())
	}
	temporal := strings.TrimPrefix(d.cmd.Env[len(d.cmd.Env)-1], "TMPDIR=")
	if hay, err := os.ReadDir(temporal); err != nil || len(hay) > 0 {
		t.Errorf("it left %v, %v", hay, err)
	}
}
