package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/store/privado"
	"compromisos/store/privado/pgtest"
)

// confRespaldo has the digest on Wednesdays, and a second commission that nobody is
// written to about.
var confRespaldo = strings.NewReplacer(
	"    sesiones:", "    resumen: { cron: \"0 9 * * WED\" }\n    sesiones:",
	"areas:\n", "  - { siglas: CVX, nombre: Comisión Callada }\nareas:\n  - { siglas: NADIE, nombre: Área sin enlaces }\n",
).Replace(confCVD)

// programaPg finds one of Postgres' own programs; the test is skipped where there is none.
func programaPg(t *testing.T, nombre string) string {
	t.Helper()
	if bin, _, err := privado.Programas(); err == nil {
		if ruta := filepath.Join(bin, nombre); !errors.Is(func() error { _, err := os.Stat(ruta); return err }(), fs.ErrNotExist) {
			return ruta
		}
	}
	ruta, err := exec.LookPath(nombre)
	if err != nil {
		t.Skipf("needs %s, and there is none here: install Postgres' client programs", nombre)
	}
	return ruta
}

func correrPg(t *testing.T, programa string, args ...string) {
	t.Helper()
	if out, err := exec.Command(programa, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(programa), err, out)
	}
}

// otraBase makes an empty database of the same owner, as docs/operar.md says, and gives the
// addresses.
func (p basePartida) otraBase(t *testing.T) basePartida {
	t.Helper()
	admin, nombre := pgtest.Server(t), "otra_"+strings.ToLower(rand.Text()[:12])
	u, err := url.Parse(p.duenio)
	if err != nil {
		t.Fatal(err)
	}
	if err := ejecutarEn(t, admin, "CREATE DATABASE "+nombre+" OWNER "+u.User.Username()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := privado.Drop(context.Background(), admin, nombre); err != nil {
			t.Error(err)
		}
	})
	en := func(dsn string) string {
		u, err := url.Parse(dsn)
		if err != nil {
			t.Fatal(err)
		}
		u.Path = "/" + nombre
		return u.String()
	}
	return basePartida{super: en(p.super), duenio: en(p.duenio), corre: en(p.corre), rol: p.rol}
}

// exportado is everything that is stored of a commission.
func (c *casa) exportado(siglas string) string {
	c.t.Helper()
	return exportado(c.t, c.tienda(), siglas)
}

// escribirSinParar registers in the quiet commission until it is told to stop, and gives
// how many there are then.
func (c *casa) escribirSinParar(basta <-chan struct{}, uno chan<- struct{}) (int, error) {
	st := c.apps[0].st
	for n := 0; ; n++ {
		select {
		case <-basta:
			return n, nil
		default:
		}
		sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: c.reloj.Ahora(), Hoy: compromiso.NewFecha(2026, 11, 3)}}
		if _, _, err := st.Registrar(c.t.Context(), sol, compromiso.Alta{Comision: "CVX", Texto: fmt.Sprint("Asunto ", n+1), Areas: []string{"NADIE"}}); err != nil {
			return n, err
		}
		if n == 20 {
			close(uno)
		}
	}
}

// llenar leaves compromisos in all states, messages that were sent, and two that wait for
// the morning.
func (c *casa) llenar() {
	c.t.Helper()
	b, err := os.ReadFile("testdata/comun/cvd.json")
	if err != nil {
		c.t.Fatal(err)
	}
	infs, err := informe.Leer("cvd.json", b, informe.Opciones{})
	if err != nil {
		c.t.Fatal(err)
	}
	for k, e := range []compromiso.Estatus{compromiso.PorValidar, compromiso.Parcial, compromiso.SinEfecto, compromiso.EnProceso} {
		otro := infs[0].Compromisos[3]
		otro.Numero, otro.Estatus = compromiso.Numero{Anio: 2026, Cons: 5 + k}, e
		infs[0].Compromisos = append(infs[0].Compromisos, otro)
	}
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: c.reloj.Ahora()}}
	if _, err := c.apps[0].st.Importar(c.t.Context(), sol, infs[0], false); err != nil {
		c.t.Fatal(err)
	}
	c.registrar("09/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.reloj.Mover(c.momento("2026-11-03T21:30"))
	c.registrar("10/2026", "áreas:DERFE,UTSI vence:2026-12-11")
	c.espera("the night's messages wait", func() bool {
		return c.leer(`SELECT count(*) FROM avisos WHERE estado = 'pendiente' AND vuelta = 1 AND arriendo_hasta IS NULL`) == "2"
	})
}

// A backup that was taken while people were writing, restored after a disaster: nothing
// that the backup holds is lost, nothing is told twice, and everything goes on.
func TestHistoria_respaldo(t *testing.T) {
	t.Parallel()
	volcar, restaurar := programaPg(t, "pg_dump"), programaPg(t, "pg_restore")
	p := dosRoles(t)
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{url: p.corre, conf: confRespaldo})
	c.llenar()
	antes, guardada := c.exportado("CVD"), c.cabeza()

	basta, uno := make(chan struct{}), make(chan struct{})
	var escritos int
	hecho := make(chan error, 1)
	go func() {
		var err error
		escritos, err = c.escribirSinParar(basta, uno)
		hecho <- err
	}()
	<-uno
	archivo := filepath.Join(t.TempDir(), "compromisos.dump")
	correrPg(t, volcar, "-Fc", "-d", p.duenio, "-f", archivo)
	close(basta)
	if err := <-hecho; err != nil {
		t.Fatal(err)
	}

	// What the backup does not know: the night's message to one of two, the morning's reminder
	// and digest, and a registration.
	if err := ejecutarEn(t, p.super, `UPDATE avisos SET no_antes = no_antes + interval '1 day' WHERE estado = 'pendiente' AND destino = 'U0UTSI'`); err != nil {
		t.Fatal(err)
	}
	c.alas("2026-11-04T09:00")
	c.registrar("11/2026", "áreas:DECEyEC vence:2026-12-11")
	c.asentar()
	c.derfe.ExpectDM("10/2026", "Nuevo asunto")
	c.derfe.ExpectDM("09/2026", "faltan 3 días hábiles")
	digest := c.sala.ExpectChannel("C0CVD", "Resumen")
	perdida := c.cabeza()
	if cs := compromiso.ParseCabezas(strings.Join(digest.AllTexts(), "\n")); len(cs) == 0 || !c.esCabeza(cs[0]) {
		t.Errorf("the digest carries %v", cs)
	}
	dichos := c.dichos()
	c.parar(c.apps[0])

	r := p.otraBase(t)
	correrPg(t, restaurar, "--no-owner", "--exit-on-error", "-d", r.duenio, archivo)
	c.url, c.db, c.apps = r.corre, nil, nil
	c.reloj.Mover(c.momento("2026-11-04T09:40"))
	if despues := c.exportado("CVD"); despues != antes {
		t.Errorf("before: %s\nafter: %s", antes, despues)
	}
	c.completa(r, escritos)
	if !c.esCabeza(guardada) || c.esCabeza(perdida) {
		t.Error("what was kept elsewhere does not tell what the backup has and what it lacks")
	}
	c.abrirApp(opcionesCasa{})
	c.asentar()
	c.utsi.ExpectDM("10/2026", "Nuevo asunto")
	dichos["U0UTSI"]++
	if hay := c.dichos(); fmt.Sprint(hay) != fmt.Sprint(dichos) {
		t.Errorf("messages: %v, want %v", hay, dichos)
	}
	if n := c.leer(`SELECT count(*) FILTER (WHERE estado = 'enviado' AND ts <> '') || ' of ' || count(*) FROM avisos WHERE comision = 'CVD'`); n != "7 of 7" {
		t.Errorf("on record as sent: %s", n) // three in the backup, three that were found, one that was sent now
	}

	// The number that was lost is given again, to something else, and told of.
	c.registrar("11/2026", "áreas:UTSI vence:2026-12-18")
	c.asentar()
	c.utsi.ExpectDM("11/2026", "Nuevo asunto")
	c.st.Slash("C0CVD", "/compromiso", "buscar informe").Contains(t, "11/2026")
	c.completa(r, -1)
	c.noPuede(r)
}

// completa checks what the restored database holds besides the exports: whole numbers, a
// chain that holds, and the rules that the database itself keeps.
func (c *casa) completa(r basePartida, escritos int) {
	c.t.Helper()
	if _, rota, err := c.tienda().Verificar(c.t.Context()); err != nil || rota != nil {
		c.t.Errorf("the chain breaks at %+v (%v)", rota, err)
	}
	if s := c.leer(`SELECT count(*) || ' ' || max(cons) || ' ' || (SELECT ultimo FROM contadores WHERE comision = 'CVX') FROM compromisos WHERE comision = 'CVX'`); escritos >= 0 {
		var n, ultimo, contador int
		if _, err := fmt.Sscan(s, &n, &ultimo, &contador); err != nil || n < 20 || n > escritos || n != ultimo || n != contador {
			c.t.Errorf("of what was written meanwhile (%d): %s (%v)", escritos, s, err)
		}
	}
	if s := leerDe(c.t, r.super, `
		SELECT (SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension WHERE extname <> 'plpgsql') || ' ' ||
			(SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'bitacora_intocable') || ' ' ||
			(SELECT (count(*) > 0)::text FROM river_migration)`); s != "pg_trgm A true" {
		c.t.Errorf("restored: %s", s)
	}
}

// dichos counts the app's messages, by where they stand.
func (c *casa) dichos() map[string]int {
	out := map[string]int{"C0CVD": len(c.sala.Sim.Messages("C0CVD"))}
	for _, u := range []string{"U0ST", "U0DERFE", "U0UTSI", "U0DECEYEC"} {
		out[u] = len(c.sala.Sim.DM(u))
	}
	return out
}

func (c *casa) cabeza() compromiso.CabezaBitacora {
	c.t.Helper()
	seq, hash, err := c.tienda().Cabeza(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return compromiso.CabezaBitacora{Seq: seq, Hash: hash}
}

// esCabeza tells whether the chain has the head.
func (c *casa) esCabeza(x compromiso.CabezaBitacora) bool {
	c.t.Helper()
	falsas, err := c.tienda().CabezasFalsas(c.t.Context(), []compromiso.CabezaBitacora{x})
	if err != nil {
		c.t.Fatal(err)
	}
	return len(falsas) == 0
}
