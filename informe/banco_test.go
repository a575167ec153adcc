//go:build carga

package informe

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

var (
	filasBanco  = flag.String("filas", "100,1000,10000", "how many compromisos the documents of TestBancoDocumentos have")
	ajenoBanco  = flag.Int("ajeno", 1000, "up to how many compromisos LibreOffice makes the same document")
	repiteBanco = flag.Int("repite", 7, "how often each document is made; the table tells the median")
	esperaAjeno = flag.Duration("espera", 5*time.Minute, "how long LibreOffice may take for one document")
)

// medida is what it took to make one document.
type medida struct {
	tiempo time.Duration
	cpu    time.Duration // of the processor, which on a busy machine tells more
	pico   float64       // most memory that the process held, in MiB
	bytes  int64
}

// TestBancoDocumentos measures how long a document takes, what memory, and how that
// grows, beside LibreOffice making the same one from our HTML on this machine, in the
// same run. Each of our figures comes from a process of its own, so that the memory is
// that of one document; LibreOffice has been started once before it is measured.
//
//	make bench-documentos
func TestBancoDocumentos(t *testing.T) {
	dir := t.TempDir()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("sin LibreOffice (soffice) en esta máquina no hay con qué comparar: su columna queda vacía")
	} else if _, err := conLibreOffice(soffice, dir, DOCX, 1); err != nil { // makes its profile
		t.Fatal(err)
	}
	var tabla strings.Builder
	w := tabwriter.NewWriter(&tabla, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "formato\tcompromisos\tms\tCPU ms\tCPU µs por compromiso\tMiB\tKiB del archivo\tLibreOffice s\tCPU s\tMiB\tveces\tCPU\t")
	for _, f := range []Formato{DOCX, PDF, XLSX, HTML, MD, CSV, JSON} {
		for _, s := range strings.Split(*filasBanco, ",") {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			m, err := enHijo(f, n)
			if err != nil {
				t.Errorf("%s de %d: %v", f, n, err)
				continue
			}
			fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.0f\t%.0f\t%d\t", f, n, m.tiempo.Seconds()*1e3, m.cpu.Seconds()*1e3,
				m.cpu.Seconds()*1e6/float64(n), m.pico, m.bytes>>10)
			if _, hay := filtros[f]; soffice == "" || !hay || n > *ajenoBanco {
				fmt.Fprintln(w, "\t\t\t\t\t")
				continue
			}
			suyo, err := conLibreOffice(soffice, dir, f, n)
			if err != nil {
				t.Errorf("LibreOffice, %s de %d: %v", f, n, err)
				fmt.Fprintln(w, "\t\t\t\t\t")
				continue
			}
			fmt.Fprintf(w, "%.2f\t%.2f\t%.0f\t%.0f\t%.0f\t\n", suyo.tiempo.Seconds(), suyo.cpu.Seconds(), suyo.pico,
				suyo.tiempo.Seconds()/m.tiempo.Seconds(), suyo.cpu.Seconds()/m.cpu.Seconds())
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s/%s, %d núcleos\n%s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), tabla.String())
}

func reporteDe(n int) compromiso.Reporte {
	inf := muestra.Grande(n)
	return compromiso.Reporte{Informe: inf, Corte: inf.FechaInforme}
}

// enHijo makes the document in a process of its own.
func enHijo(f Formato, n int) (medida, error) {
	exe, err := os.Executable()
	if err != nil {
		return medida{}, err
	}
	hijo := exec.Command(exe, "-test.run", "^TestBancoHijo$", "-test.v", "-repite", strconv.Itoa(*repiteBanco))
	hijo.Env = append(os.Environ(), fmt.Sprintf("BANCO_DOCUMENTO=%s %d", f, n))
	salida, err := hijo.CombinedOutput()
	if err != nil {
		return medida{}, fmt.Errorf("%w\n%s", err, salida)
	}
	var m medida
	var ns, cpu int64
	_, linea, _ := bytes.Cut(salida, []byte("banco: "))
	if _, err := fmt.Sscanf(string(linea), "%d %d %f %d", &ns, &cpu, &m.pico, &m.bytes); err != nil {
		return medida{}, fmt.Errorf("%w\n%s", err, salida)
	}
	m.tiempo, m.cpu = time.Duration(ns), time.Duration(cpu)
	return m, nil
}

type cuenta int64

func (c *cuenta) Write(b []byte) (int, error) { *c += cuenta(len(b)); return len(b), nil }

// TestBancoHijo is the process that makes one document again and again. Its peak is
// taken after the first one, which is what a command takes.
func TestBancoHijo(t *testing.T) {
	var f Formato
	var n int
	if _, err := fmt.Sscanf(os.Getenv("BANCO_DOCUMENTO"), "%s %d", &f, &n); err != nil {
		t.Skip("es el proceso que TestBancoDocumentos pone a trabajar")
	}
	r := reporteDe(n)
	var tiempos, cpus []time.Duration
	var bytes cuenta
	var pico float64
	for i := range *repiteBanco {
		bytes = 0
		desde, cpu := time.Now(), procesador(t)
		if _, err := f.WriteInforme(&bytes, r); err != nil {
			t.Fatal(err)
		}
		tiempos, cpus = append(tiempos, time.Since(desde)), append(cpus, procesador(t)-cpu)
		if i == 0 {
			pico = picoPropio(t)
		}
	}
	slices.Sort(tiempos)
	slices.Sort(cpus)
	fmt.Printf("banco: %d %d %f %d\n", tiempos[len(tiempos)/2].Nanoseconds(), cpus[len(cpus)/2].Nanoseconds(), pico, bytes)
}

// procesador is the time of the processor that this process has had.
func procesador(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// picoPropio is the most memory that this process has held. What wait4 tells of a child
// would be its parent's as well.
func picoPropio(t *testing.T) float64 {
	t.Helper()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0 // not Linux
	}
	_, s, _ := strings.Cut(string(b), "VmHWM:")
	var kib float64
	if _, err := fmt.Sscan(s, &kib); err != nil {
		t.Fatal(err)
	}
	return kib / 1024
}

// filtros are the names by which LibreOffice knows what it reads and writes.
var filtros = map[Formato]struct{ de, a string }{
	DOCX: {"HTML (StarWriter)", "docx:MS Word 2007 XML"},
	PDF:  {"HTML (StarWriter)", "pdf:writer_web_pdf_Export"},
	XLSX: {"HTML (StarCalc)", "xlsx:Calc MS Excel 2007 XML"},
}

// conLibreOffice has it make the document from the page that we make of it.
func conLibreOffice(soffice, dir string, f Formato, n int) (medida, error) {
	pagina := filepath.Join(dir, fmt.Sprintf("informe-%d.html", n))
	if _, err := os.Stat(pagina); errors.Is(err, os.ErrNotExist) {
		w, err := os.Create(pagina)
		if err != nil {
			return medida{}, err
		}
		_, err = HTML.WriteInforme(w, reporteDe(n))
		if err := errors.Join(err, w.Close()); err != nil {
			return medida{}, err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), *esperaAjeno)
	defer cancel()
	a := filtros[f].a
	extension, _, _ := strings.Cut(a, ":")
	orden := exec.CommandContext(ctx, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "perfil"), "--headless", "--norestore",
		"--infilter="+filtros[f].de, "--convert-to", a, "--outdir", filepath.Join(dir, "salida"), pagina)
	// The program starts another one; both go when the time is up.
	orden.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	orden.Cancel = func() error { return syscall.Kill(-orden.Process.Pid, syscall.SIGKILL) }
	var dijo bytes.Buffer
	orden.Stdout, orden.Stderr = &dijo, &dijo
	desde := time.Now()
	if err := orden.Run(); err != nil {
		return medida{}, fmt.Errorf("%w\n%s", err, dijo.String())
	}
	m := medida{tiempo: time.Since(desde), cpu: orden.ProcessState.UserTime() + orden.ProcessState.SystemTime()}
	hecho, err := os.Stat(filepath.Join(dir, "salida", fmt.Sprintf("informe-%d.%s", n, extension)))
	if err != nil {
		return medida{}, fmt.Errorf("%w\n%s", err, dijo.String())
	}
	m.bytes = hecho.Size()
	if u, ok := orden.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.pico = float64(u.Maxrss) / 1024
	}
	return m, nil
}
