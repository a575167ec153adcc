package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
	"compromisos/store/privado"
)

// formaCaos is how much goes wrong at once.
type formaCaos struct {
	personas  int
	procesos  int
	muertes   int           // of each process, by SIGKILL
	vida      time.Duration // how long a process lives at most before it is killed
	reinicios int           // of Postgres; the first one in the middle of a commit
	techo     int           // messages a second that Slack takes
	largo     time.Duration // a Retry-After and a hang longer than the send's time-out
	plazo     time.Duration // for everything to have arrived once the faults are over
	breve     bool          // processes with the short leases of the stories, not those of `servir`
}

// mundo is what the faults happen to: a Postgres of its own, a practice Slack, and the
// bot in several processes, each with a supervisor that starts it again.
type mundo struct {
	t       *testing.T
	f       formaCaos
	semilla uint64
	sim     *slacksim.Sim
	admin   *sql.DB // of the server, as its superuser
	db      *sql.DB
	url     string
	log     *os.File

	inicio   time.Time // the moment at which everything fell due
	vispera  time.Time // and what the field's clock showed then
	hijos    []*hijo
	muertes  atomic.Int64
	enMedio  int // commits that Postgres had made and told nobody of when it was restarted
	reinicio int
	apagar   context.CancelFunc
	wg       sync.WaitGroup
}

// abrirMundo prepares a day on which everybody is owed one reminder; no process runs yet.
func abrirMundo(t *testing.T, f formaCaos) *mundo {
	t.Helper()
	m := &mundo{t: t, f: f, semilla: semillaCaos(t)}
	var err error
	if m.log, err = os.Create(filepath.Join(t.TempDir(), "procesos.log")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.cerrarLog)
	m.abrirBase()
	if m.sim, err = slacksim.Start(slacksim.Options{Ceiling: f.techo, PingEvery: 2 * time.Second}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.sim.Close() })
	m.poblar()
	return m
}

// semillaCaos is the seed of what goes wrong when: SEMILLA, or another one each time.
func semillaCaos(t *testing.T) uint64 {
	t.Helper()
	if s := os.Getenv("SEMILLA"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			t.Fatalf("SEMILLA: %v", err)
		}
		return n
	}
	return uint64(time.Now().UnixNano()) % 1_000_000
}

// azar is a source of chance of its own for each who does something at random.
func (m *mundo) azar(quien uint64) *rand.Rand { return rand.New(rand.NewPCG(m.semilla, quien)) }

// abrirBase starts a Postgres that keeps its promises, since it is going to be killed.
func (m *mundo) abrirBase() {
	t := m.t
	srv, err := privado.Start(t.Context(), privado.Opciones{})
	if errors.Is(err, privado.ErrNoBinaries) && os.Getenv("CI") != "true" {
		t.Skipf("needs Postgres, and there is none here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(srv.URL())
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/caos"
	m.url = u.String()
	if err := privado.Create(t.Context(), srv.URL(), "caos", ""); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		db  **sql.DB
		url string
	}{{&m.admin, srv.URL()}, {&m.db, m.url}} {
		if *x.db, err = sql.Open("postgres", x.url); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = (*x.db).Close() })
	}
	// Whatever Postgres starts for us, its own next life included, holds the connection that asked
	// for it open: nobody must wait on that one again.
	m.admin.SetMaxIdleConns(-1)
	if err := migrarPrueba(t.Context(), m.url); err != nil {
		t.Fatal(err)
	}
}

func persona(k int) string { return fmt.Sprintf("U0P%04d", k) }

// poblar gives each person an area, and each area a compromiso that is due on one day.
func (m *mundo) poblar() {
	t, zona := m.t, zonaMexico(m.t)
	var y strings.Builder
	y.WriteString(confSinResumen)
	for k := range m.f.personas {
		fmt.Fprintf(&y, "  - { siglas: A%d, nombre: \"Área %d\", enlaces: [%s] }\n", k, k, persona(k))
		m.sim.AddUser(slacksim.User{ID: persona(k), Name: strings.ToLower(persona(k)), RealName: "Persona " + strconv.Itoa(k)})
	}
	m.sim.AddUser(slacksim.User{ID: "U0ST", Name: "st", RealName: "Inés Salas"})
	m.sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", m.sim.BotUserID()}})
	antes := time.Date(2026, time.November, 3, 10, 0, 0, 0, zona)
	c := &casa{t: t, url: m.url, reloj: &relojMovil{}}
	c.reloj.Mover(antes)
	c.configurar(y.String())
	st := c.tienda()
	for k := range m.f.personas {
		sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0ST", En: antes, Hoy: compromiso.NewFecha(2026, time.November, 3)}}
		alta := compromiso.Alta{
			Comision: "CVD", Texto: "Presentar el informe " + strconv.Itoa(k), Areas: []string{"A" + strconv.Itoa(k)},
			FechaLimite: compromiso.NewFecha(2026, time.November, 13),
		}
		if _, _, err := st.Registrar(t.Context(), sol, alta); err != nil {
			t.Fatal(err)
		}
	}
	m.sql(`UPDATE avisos SET estado = 'omitido', motivo = 'antes'`)
	m.vispera = time.Date(2026, time.November, 10, 9, 0, 0, 0, zona)
}

func (m *mundo) sql(consulta string) {
	m.t.Helper()
	if _, err := m.db.ExecContext(m.t.Context(), consulta); err != nil {
		m.t.Fatal(err)
	}
}

func (m *mundo) cerrarLog() {
	if m.t.Failed() {
		if _, err := m.log.Seek(0, io.SeekStart); err == nil {
			b, _ := io.ReadAll(m.log)
			lineas := strings.Split(string(b), "\n")
			m.t.Log(strings.Join(lineas[max(0, len(lineas)-200):], "\n"))
		}
	}
	_ = m.log.Close()
}

// hijo is one process of the bot and whoever starts it again when it ends.
type hijo struct {
	mu sync.Mutex
	p  *exec.Cmd
}

// arrancar starts the processes; from now on everybody is owed.
func (m *mundo) arrancar() {
	ctx, apagar := context.WithCancel(context.Background())
	m.apagar, m.inicio = apagar, time.Now()
	m.t.Cleanup(m.parar)
	for range m.f.procesos {
		h := &hijo{}
		m.hijos = append(m.hijos, h)
		m.wg.Go(func() { m.vigilar(ctx, h) })
	}
}

// parar ends the processes and waits for them.
func (m *mundo) parar() {
	m.apagar()
	for _, h := range m.hijos {
		h.matar()
	}
	m.wg.Wait()
}

// vigilar is the supervisor of one process.
func (m *mundo) vigilar(ctx context.Context, h *hijo) {
	for ctx.Err() == nil {
		p := m.proceso()
		h.mu.Lock()
		err := p.Start()
		h.p = p
		h.mu.Unlock()
		if err != nil {
			m.t.Errorf("start a process: %v", err)
			return
		}
		if ctx.Err() != nil { // parar may have passed by
			h.matar()
		}
		_ = p.Wait() // killed, or it could not start: Postgres may be away
		if s := p.ProcessState; s.Exited() && ctx.Err() == nil {
			fmt.Fprintf(m.log, "-- a process ended by itself: %s\n", s)
		}
	}
}

// matar kills the process as the kernel does; false where none runs.
func (h *hijo) matar() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.p != nil && h.p.Process != nil && h.p.Process.Kill() == nil
}

// proceso is the bot as a process: `compromisos servir` itself, or the short-leased one
// of the stories. The field's clock of each goes on where the others' stand.
func (m *mundo) proceso() *exec.Cmd {
	yo, err := os.Executable()
	if err != nil {
		yo = os.Args[0]
	}
	reloj := m.vispera.Add(time.Since(m.inicio)).Format(time.RFC3339)
	p := exec.Command(yo)
	p.Args = []string{"compromisos", "servir"}
	p.Env = append(os.Environ(), "COMPROMISOS_RELOJ="+reloj, "DATABASE_URL="+m.url, "COMPROMISOS_DIRECCION=127.0.0.1:0",
		"SLACK_BOT_TOKEN="+m.sim.BotToken(), "SLACK_APP_TOKEN="+m.sim.AppToken(), "SLACK_API_URL="+m.sim.URL())
	if m.f.breve {
		p.Args = []string{yo}
		p.Env = append(p.Env, varProceso+"="+reloj)
		// It ends with its standard input, so that it does not outlive the test.
		if _, err := p.StdinPipe(); err != nil {
			m.t.Error(err)
		}
	}
	p.Stdout, p.Stderr = m.log, m.log
	return p
}
