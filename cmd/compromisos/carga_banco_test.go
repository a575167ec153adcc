//go:build carga

package main

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
	"compromisos/slacksim"
	"compromisos/store"
	"compromisos/store/privado"
)

// What the table is made with.
const (
	cuantasLineas = 32
	laVuelta      = 4 * time.Second
	deRivales     = 2 * time.Second
)

// prueba is a command that is measured, beside a mode of pgbench, with the ratio that it
// is to reach.
type prueba struct {
	que, modo, contiene string
	meta                map[int]float64 // by how many compromisos there are
	texto               func(i int64) string
}

var pruebas = []prueba{
	{"lista", "-S", "en total", map[int]float64{10_000: .16, 1_000_000: .16}, func(int64) string { return "lista" }},
	{"lista área:DERFE", "-S", "en total", nil, func(int64) string { return "lista área:DERFE" }},
	{"ver, de 500", "-S", "Historia", map[int]float64{10_000: .28, 1_000_000: .28}, func(i int64) string {
		return fmt.Sprintf("ver %d/2026", 1+i*7919%500)
	}},
	{"ver, cualquiera", "-S", "Historia", nil, func(i int64) string { return fmt.Sprintf("ver %d/2026", 1+i*7919%10_000) }},
	{"buscar, 100 raras", "-S", "«DERFE", map[int]float64{10_000: .16, 1_000_000: .16}, func(i int64) string { return "buscar " + rara(i%100) }},
	{"buscar, raras", "-S", "«DERFE", nil, func(i int64) string { return "buscar " + rara(i) }},
	{"buscar, común", "-S", "Resultados", map[int]float64{1_000_000: .02}, func(int64) string { return "buscar informe" }},
	{"buscar, comunes", "-S", "Resultados", map[int]float64{1_000_000: .02}, func(int64) string { return "buscar informes presentados" }},
	{"nuevo", "-N", "Quedó registrado", map[int]float64{10_000: .3, 1_000_000: .3}, func(i int64) string {
		return fmt.Sprintf("nuevo %s %d áreas:DERFE vence:2026-12-18", muestra.Frase(i), i)
	}},
}

// rara is a word that few texts have: the number of an oficio.
func rara(i int64) string { return fmt.Sprintf("DERFE %04d", i*7919%10_000) }

// TestBanco prints what the whole program does in HTTP mode beside pgbench, on the same
// Postgres, one after the other: commands a second, as a part of pgbench's transactions.
// TAMANOS is how many compromisos there are («10000,1000000»), BANCO_URL a Postgres to use
// instead of a private one, whose databases of an earlier run are used again.
//
// It judges nothing by the clock: the figures are for who reads them.
func TestBanco(t *testing.T) {
	m := abrirMesa(t)
	var tabla bytes.Buffer
	w := tabwriter.NewWriter(&tabla, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "compromisos\torden\tpor s\tpgbench\tpor s\trazón\tmeta\tCPU µs\tp50\tp99\tdos veces: máx\tsaturadas\t")
	for _, n := range m.tamanos {
		p := m.abrir(n)
		for _, x := range pruebas {
			if solo := os.Getenv("SOLO"); solo != "" && !strings.HasPrefix(x.que, solo) {
				continue
			}
			m.medir(w, n, p, x)
		}
		m.reposo(w, n, p)
		p.parar()
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("\n%s\n%s, %d procesadores, %s; pgbench con 8 clientes, la carga con %d líneas; CPU es del programa, por orden.\n"+
		"«dos veces» es el doble de lo que puede: lo más que se esperó una respuesta, y a cuántas se dijo que vuelvan luego.\n",
		tabla.String(), runtime.GOARCH, runtime.NumCPU(), m.version, cuantasLineas)
}

// mesa is all that the table is made on.
type mesa struct {
	t       *testing.T
	admin   string
	version string
	tamanos []int
	sim     *slacksim.Sim
}

func abrirMesa(t *testing.T) *mesa {
	m := &mesa{t: t, admin: os.Getenv("BANCO_URL")}
	if m.admin == "" {
		s, err := privado.Start(t.Context(), privado.Opciones{}) // it keeps its promises about durability
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		m.admin = s.URL()
	}
	tamanos := os.Getenv("TAMANOS")
	if tamanos == "" {
		tamanos = "10000,1000000"
	}
	for _, s := range strings.Split(tamanos, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 10_000 {
			t.Fatalf("TAMANOS: %q is not a number from 10000 on", s)
		}
		m.tamanos = append(m.tamanos, n)
	}
	m.version = m.dato(m.admin, `SELECT split_part(version(), ' on ', 1)`)
	m.base("pgbench", func(u string) {
		if out, err := m.pgbench(u, "-i", "-s", "10", "-q"); err != nil {
			t.Fatalf("pgbench: %v\n%s", err, out)
		}
	})
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	for _, id := range []string{"U0ST", "U0DERFE", "U0UTSI", "U0DECEYEC"} {
		sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), TZ: "America/Mexico_City"})
	}
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", sim.BotUserID()}})
	m.sim = sim
	return m
}

// base makes a database, unless an earlier run did.
func (m *mesa) base(nombre string, llenar func(url string)) string {
	m.t.Helper()
	u, err := url.Parse(m.admin)
	if err != nil {
		m.t.Fatal(err)
	}
	u.Path = "/" + nombre
	if m.dato(m.admin, `SELECT count(*) FROM pg_database WHERE datname = '`+nombre+`'`) == "0" {
		if err := privado.Create(m.t.Context(), m.admin, nombre, ""); err != nil {
			m.t.Fatal(err)
		}
		llenar(u.String())
	}
	return u.String()
}

func (m *mesa) dato(u, consulta string) (s string) {
	m.t.Helper()
	db := m.conectar(u)
	defer db.Close()
	if err := db.Get(&s, consulta); err != nil {
		m.t.Fatal(err)
	}
	return s
}

func (m *mesa) conectar(u string) *sqlx.DB {
	m.t.Helper()
	u, err := store.NormalizeURL(u)
	if err != nil {
		m.t.Fatal(err)
	}
	db, err := sqlx.Connect("postgres", u)
	if err != nil {
		m.t.Fatal(err)
	}
	return db
}

func (m *mesa) pgbench(u string, args ...string) (string, error) {
	bin, _, err := privado.Programas()
	if err != nil {
		return "", err
	}
	out, err := exec.Command(filepath.Join(bin, "pgbench"), append(args, u)...).CombinedOutput()
	return string(out), err
}

// rival is what pgbench does in that mode, in transactions a second.
func (m *mesa) rival(modo string) float64 {
	m.t.Helper()
	out, err := m.pgbench(m.base("pgbench", nil), modo, "-n", "-c", "8", "-j", "2", "-T", strconv.Itoa(int(deRivales.Seconds())))
	_, resto, _ := strings.Cut(out, "tps = ")
	tps, errTps := strconv.ParseFloat(strings.SplitN(resto, " ", 2)[0], 64)
	if err != nil || errTps != nil {
		m.t.Fatalf("pgbench: %v\n%s", err, out)
	}
	return tps
}

// llenar imports n compromisos of the large sample.
func (m *mesa) llenar(u string, n int) {
	m.t.Helper()
	ctx := m.t.Context()
	if _, _, err := store.Migrate(ctx, u, migrarRiver(u)); err != nil {
		m.t.Fatal(err)
	}
	conf, pos, err := leerConfiguracion([]byte(confCVD))
	if err != nil {
		m.t.Fatal(err)
	}
	st, err := store.Open(ctx, u, store.Options{})
	if err != nil {
		m.t.Fatal(err)
	}
	defer st.Close()
	cuando := time.Date(2026, time.November, 2, 12, 0, 0, 0, time.UTC)
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "banco", En: cuando, Hoy: compromiso.FechaDe(cuando)}}
	if _, err := st.Configurar(ctx, sol, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := conf.Aplicar(d)
		if len(faltas) > 0 {
			return nil, nil, pos.error(faltas)
		}
		return nuevo, cambios, nil
	}); err != nil {
		m.t.Fatal(err)
	}
	if _, err := st.Importar(ctx, sol, muestra.Grande(n), false); err != nil {
		m.t.Fatal(err)
	}
	m.ejecutar(u, `VACUUM ANALYZE`)
}

func (m *mesa) ejecutar(u, orden string) {
	m.t.Helper()
	db := m.conectar(u)
	defer db.Close()
	if _, err := db.Exec(orden); err != nil {
		m.t.Fatal(err)
	}
}

// enMarcha is the program at work on one of the databases.
type enMarcha struct {
	m     *mesa
	p     *exec.Cmd
	gente gentio
	arr   time.Duration // from its start until it was ready
}

func (m *mesa) abrir(n int) *enMarcha {
	m.t.Helper()
	u := m.base(fmt.Sprintf("banco_%d", n), func(u string) { m.llenar(u, n) })
	b := &enMarcha{m: m, gente: gentio{direccion: puertoLibre(m.t), secreto: m.sim.SigningSecret(), equipo: m.sim.TeamID()}}
	b.p = exec.Command(filepath.Join(m.t.TempDir(), "compromisos"), "servir")
	yo, err := os.Executable()
	if err != nil {
		m.t.Fatal(err)
	}
	if err := os.Symlink(yo, b.p.Path); err != nil { // under that name the test binary is the program
		m.t.Fatal(err)
	}
	b.p.Env = append(os.Environ(), "DATABASE_URL="+u, "SLACK_BOT_TOKEN="+m.sim.BotToken(), "SLACK_SIGNING_SECRET="+m.sim.SigningSecret(),
		"SLACK_API_URL="+m.sim.URL(), "COMPROMISOS_DIRECCION="+b.gente.direccion, "COMPROMISOS_RELOJ=2026-11-23T10:00:00-06:00", "COMPROMISOS_LOG=error")
	b.p.Stderr = os.Stderr
	inicio := time.Now()
	if err := b.p.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(b.parar)
	for fin := inicio.Add(time.Minute); ; time.Sleep(2 * time.Millisecond) {
		r, err := http.Get("http://" + b.gente.direccion + "/readyz")
		if err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				b.arr = time.Since(inicio)
				return b
			}
		}
		if time.Now().After(fin) {
			m.t.Fatal("not ready within a minute")
		}
	}
}

func (b *enMarcha) parar() {
	if b.p.ProcessState == nil {
		_ = b.p.Process.Signal(syscall.SIGTERM)
		_ = b.p.Wait()
	}
}

// cpu is the processor time that the program has taken.
func (b *enMarcha) cpu() time.Duration {
	crudo, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", b.p.Process.Pid))
	if err != nil {
		b.m.t.Fatal(err)
	}
	campos := strings.Fields(string(crudo[bytes.LastIndexByte(crudo, ')')+1:]))
	var total time.Duration
	for _, c := range campos[11:13] { // utime, stime
		n, err := strconv.Atoi(c)
		if err != nil {
			b.m.t.Fatal(err)
		}
		total += time.Duration(n) * 10 * time.Millisecond
	}
	return total
}

// medir is one line of the table.
func (m *mesa) medir(w *tabwriter.Writer, n int, b *enMarcha, x prueba) {
	m.t.Helper()
	b.gente.correr(m.t, cuantasLineas, time.Second, x.texto, x.contiene) // so that nothing is the first time
	antes := m.rival(x.modo)
	c0 := b.cpu()
	c := b.gente.correr(m.t, cuantasLineas, laVuelta, x.texto, x.contiene)
	c1 := b.cpu()
	rival := math.Sqrt(antes * m.rival(x.modo))
	doble := b.gente.inundar(m.t, 2*c.porSegundo(), laVuelta, func(i int64) string { return x.texto(i + 1_000_000) }, x.contiene)
	if c.malas+doble.malas > 0 {
		m.t.Errorf("%d, %s: %d answers that are none, such as %s", n, x.que, c.malas+doble.malas, c.muestra+doble.muestra)
	}
	meta := ""
	if v, hay := x.meta[n]; hay {
		meta = fmt.Sprintf("%.2f", v)
	}
	linea := fmt.Sprintf("%d\t%s\t%.0f\t%s\t%.0f\t%.3f\t%s\t%.0f\t%v\t%v\t%v\t%.0f %%\t", n, x.que, c.porSegundo(), x.modo, rival,
		c.porSegundo()/rival, meta, float64((c1-c0).Microseconds())/float64(max(c.n, 1)), c.cuantil(.5), c.cuantil(.99),
		doble.cuantil(1).Round(time.Millisecond), 100*float64(doble.saturadas)/float64(max(doble.n, 1)))
	fmt.Fprintln(w, linea)
	m.t.Log(strings.ReplaceAll(linea, "\t", "  "))
}

// reposo is what the program holds after all that.
func (m *mesa) reposo(w *tabwriter.Writer, n int, b *enMarcha) {
	crudo, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", b.p.Process.Pid))
	if err != nil {
		m.t.Fatal(err)
	}
	_, resto, _ := strings.Cut(string(crudo), "VmHWM:")
	kib, err := strconv.Atoi(strings.Fields(resto)[0])
	if err != nil {
		m.t.Fatal(err)
	}
	fmt.Fprintf(w, "%d\tlo más que ocupó\t%d MiB\t\t\t\t\t\t\t\t\t\t\n%d\tlisto\t%v\t\t\t\t\t\t\t\t\t\t\n", n, kib>>10, n, b.arr.Round(time.Millisecond))
}
