package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/testscript"

	"compromisos/slacksim"
	"compromisos/store/privado/pgtest"
)

var actualizar = flag.Bool("update", false, "write what the commands say into the scripts that expect otherwise")

// conPrograma is a TestMain: under the name `compromisos` the test binary is the program.
func conPrograma(m *testing.M) {
	testscript.Main(pgtest.Wrap(m), map[string]func(){"compromisos": main})
}

// TestGuiones runs testdata/guiones: each script reads as a page of the manual, with the
// program itself, a database of its own and, where it asks for one, a practice Slack.
//
//	go test ./cmd/compromisos -run Guiones/importar -update
func TestGuiones(t *testing.T) {
	pgtest.Server(t) // skips here where there is no Postgres
	testscript.Run(t, testscript.Params{
		Dir: "testdata/guiones", UpdateScripts: *actualizar, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: prepararGuion,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"escena": escena, "base": baseNueva, "sql": ejecutarSQL, "slack": slackDePractica, "puerto": puerto,
			"responde": responde, "cuelga": cuelga, "termina": termina, "manifiesto": leerManifiesto,
		},
		Condition: func(c string) (bool, error) {
			if c != "compartido" {
				return false, fmt.Errorf("no condition %q", c)
			}
			_, err := os.Stat(compartido)
			return err == nil, nil
		},
	})
}

// compartido holds the real documents; not every checkout has them beside it.
var compartido = rutaAbsoluta("../../../shared")

func rutaAbsoluta(s string) string {
	abs, err := filepath.Abs(s)
	if err != nil {
		panic(err)
	}
	return abs
}

// prepararGuion gives a script its database ($DATABASE_URL, and its parts) and the files
// of testdata/comun.
func prepararGuion(e *testscript.Env) error {
	t, ok := e.T().(testing.TB)
	if !ok {
		return errors.New("no testing.TB")
	}
	e.Values["t"] = t
	dsn := pgtest.Database(t, migrarPrueba)
	u, err := url.Parse(dsn)
	if err != nil {
		return err
	}
	e.Setenv("DATABASE_URL", dsn)
	clave, _ := u.User.Password()
	e.Setenv("USUARIO", u.User.Username())
	e.Setenv("CLAVE", clave)
	e.Setenv("SERVIDOR", u.Host)
	e.Setenv("BASE", strings.TrimPrefix(u.Path, "/"))
	if _, err := os.Stat(compartido); err == nil {
		e.Setenv("SHARED", compartido)
	}
	// Every day of the scripts is a day of November 2026.
	e.Setenv("GORACE", "atexit_sleep_ms=0") // a second at the end of every command, else
	e.Setenv("COMPROMISOS_RELOJ", "2026-11-02T08:00:00-06:00")
	return os.CopyFS(e.WorkDir, os.DirFS("testdata/comun"))
}

// escena FILE plays the file: it runs each line that begins with «$ » and writes to
// «dicho» what was said: the output, what went to standard error, and [n] where the
// exit code was not 0. What differs from run to run is written by its name.
//
//	escena errores.txt
//	cmp dicho errores.txt
func escena(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: escena FILE")
	}
	var b bytes.Buffer
	for _, linea := range strings.Split(ts.ReadFile(args[0]), "\n") {
		switch orden, es := strings.CutPrefix(linea, "$ "); {
		case es:
			fmt.Fprintln(&b, linea)
			b.WriteString(correr(ts, orden))
		case linea == "" && b.Len() > 0 && !bytes.HasSuffix(b.Bytes(), []byte("\n\n")), strings.HasPrefix(linea, "# "):
			fmt.Fprintln(&b, linea)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs("dicho"), append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), 0o600))
}

var rePalabra = regexp.MustCompile(`(?:'[^']*'|[^\s'])+`)

// correr runs one line of a scene: [NAME=value …] program [argument …].
func correr(ts *testscript.TestScript, linea string) string {
	var palabras []string
	for _, p := range rePalabra.FindAllString(linea, -1) {
		palabras = append(palabras, strings.ReplaceAll(os.Expand(p, ts.Getenv), "'", ""))
	}
	for len(palabras) > 0 {
		nombre, valor, es := strings.Cut(palabras[0], "=")
		if !es || nombre != strings.ToUpper(nombre) {
			break
		}
		antes := ts.Getenv(nombre)
		defer ts.Setenv(nombre, antes)
		ts.Setenv(nombre, valor)
		palabras = palabras[1:]
	}
	err := ts.Exec(palabras[0], palabras[1:]...)
	dicho := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	if dicho != "" && !strings.HasSuffix(dicho, "\n") {
		dicho += "\n"
	}
	var salida *exec.ExitError
	switch {
	case errors.As(err, &salida):
		dicho += fmt.Sprintf("[%d]\n", salida.ExitCode())
	case err != nil:
		ts.Fatalf("%s: %v", linea, err)
	}
	for _, nombre := range []string{"SHARED", "BASE", "OTRA", "SERVIDOR", "LIBRE", "OCUPADO", "CUELGA", "VACIA_NOMBRE", "SLACK_API_URL"} {
		if v := ts.Getenv(nombre); v != "" {
			dicho = strings.ReplaceAll(dicho, v, "$"+nombre)
		}
	}
	if strings.Contains(dicho, "goroutine ") || strings.Contains(dicho, "panic:") {
		ts.Fatalf("%s: a stack trace:\n%s", linea, dicho)
	}
	return dicho
}

// base VAR [vacía] makes one more database, migrated or with nothing in it, and puts its
// URL in the variable, and its name in VAR_NOMBRE.
func baseNueva(ts *testscript.TestScript, _ bool, args []string) {
	t := ts.Value("t").(testing.TB)
	migrar := migrarPrueba
	if len(args) == 2 && args[1] == "vacía" {
		migrar = nil
	}
	dsn := pgtest.Database(t, migrar)
	u, err := url.Parse(dsn)
	ts.Check(err)
	ts.Setenv(args[0], dsn)
	ts.Setenv(args[0]+"_NOMBRE", strings.TrimPrefix(u.Path, "/"))
}

// sql STATEMENT runs it on $DATABASE_URL, as the superuser.
func ejecutarSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("postgres", ts.Getenv("DATABASE_URL"))
	ts.Check(err)
	defer db.Close()
	_, err = db.ExecContext(context.Background(), strings.Join(args, " "))
	ts.Check(err)
}

// slack [ADDRESS] starts a practice Slack, there or anywhere, and sets what the bot needs
// to reach it; at the end it must have had nothing to complain about.
func slackDePractica(ts *testscript.TestScript, _ bool, args []string) {
	var o slacksim.Options
	if len(args) == 1 {
		o.Addr = args[0]
	}
	sim, err := slacksim.Start(o)
	ts.Check(err)
	ts.Value("t").(testing.TB).Cleanup(func() {
		_ = sim.Close()
		for _, c := range sim.Complaints() {
			ts.Value("t").(testing.TB).Errorf("Slack would not have accepted this: %s", c)
		}
	})
	for k, v := range map[string]string{
		"SLACK_API_URL": sim.URL(), "XOXB": sim.BotToken(), "XAPP": sim.AppToken(), "FIRMA": sim.SigningSecret(),
	} {
		ts.Setenv(k, v)
	}
}

// puerto VAR finds a free port; with «ocupado» it is taken until the script ends.
func puerto(ts *testscript.TestScript, _ bool, args []string) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], ln.Addr().String())
	if len(args) == 2 && args[1] == "ocupado" {
		ts.Defer(func() { _ = ln.Close() })
		return
	}
	ts.Check(ln.Close())
}

// cuelga VAR listens on a port and hangs up on whoever calls; with «calla» it takes what
// they say and never answers, but for /llamado, which tells that somebody waits.
func cuelga(ts *testscript.TestScript, _ bool, args []string) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], ln.Addr().String())
	ts.Defer(func() { _ = ln.Close() })
	if len(args) == 2 && args[1] == "calla" {
		go callar(ln)
		return
	}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			_ = c.Close()
		}
	}()
}

func callar(ln net.Listener) {
	var esperan atomic.Int32
	s := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/llamado" {
			fmt.Fprint(w, esperan.Load())
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		esperan.Add(1)
		<-r.Context().Done()
	})}
	_ = s.Serve(ln)
}

// responde URL CODE TEXT waits until the page answers with the code and the text.
func responde(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: responde URL CODE TEXT")
	}
	ultimo := "nothing"
	for fin := time.Now().Add(20 * time.Second); time.Now().Before(fin); time.Sleep(20 * time.Millisecond) {
		ultimo = pedir(args[0])
		if strings.HasPrefix(ultimo, args[1]+" ") && strings.Contains(ultimo, args[2]) {
			return
		}
	}
	ts.Fatalf("%s answers %.500s", args[0], ultimo)
}

func pedir(url string) string {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err.Error()
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		return err.Error()
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(r.StatusCode, " ", string(b))
}

// termina asks the background command to end as a supervisor does, and fails if it is
// still there after ten seconds.
func termina(ts *testscript.TestScript, _ bool, _ []string) {
	cmds := ts.BackgroundCmds()
	if len(cmds) == 0 {
		ts.Fatalf("nothing runs in the background")
	}
	p := cmds[len(cmds)-1].Process
	ts.Check(p.Signal(syscall.SIGTERM))
	for fin := time.Now().Add(10 * time.Second); time.Now().Before(fin); time.Sleep(10 * time.Millisecond) {
		if errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
			return
		}
	}
	ts.Fatalf("still running ten seconds after SIGTERM")
}

// manifiesto FILE reads it as Slack does: YAML whose scopes each stand on a line of
// their own, with a reason.
func leerManifiesto(ts *testscript.TestScript, _ bool, args []string) {
	texto := ts.ReadFile(args[0])
	var m struct {
		Display struct{ Name string } `yaml:"display_information"`
		Oauth   struct {
			Scopes struct{ Bot []string }
		} `yaml:"oauth_config"`
		Settings map[string]any
	}
	ts.Check(yaml.Unmarshal([]byte(texto), &m))
	if m.Display.Name == "" || len(m.Oauth.Scopes.Bot) == 0 || m.Settings == nil {
		ts.Fatalf("%s: incomplete: %+v", args[0], m)
	}
	for _, s := range m.Oauth.Scopes.Bot {
		if !regexp.MustCompile(`(?m)^\s*- ` + regexp.QuoteMeta(s) + `\s+# \S+`).MatchString(texto) {
			ts.Fatalf("%s: the scope %s has no reason", args[0], s)
		}
	}
}
