package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// confDos has two commissions, each with its hour and its zone, and the same areas.
func confDos(hora, zona string) string {
	return strings.Replace(confSinResumen, "areas:\n", fmt.Sprintf(`  - siglas: CRE
    nombre: Comisión del Registro
    zona: %s
    secretaria: [U0ST]
    resumen: { cron: "0 19 1 * *" }
    recordatorios: { hora: "%s" }
areas:
`, zona, hora), 1)
}

func (c *casa) registrarEn(comision, numero, opciones string) {
	c.t.Helper()
	c.st.Slash("C0CVD", "/compromiso", comision+" nuevo Revisar la lista nominal "+opciones).Contains(c.t, comision+" "+numero)
}

// One person, two commissions with different hours: one DM at the earlier hour, with both.
func TestHistoria_dosComisiones(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confDos("12:00", "America/Mexico_City")})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.registrarEn("CRE", "01/2026", "áreas:DERFE,UTSI vence:2026-11-13")
	c.asentar()
	c.alas("2026-11-06T09:00")
	c.derfe.ExpectDM("Tiene 2 asuntos", "CVD 01/2026", "CRE 01/2026")
	if n := c.dms(c.utsi, "por atender"); n != 0 {
		t.Errorf("the enlace who owes to the later commission only got %d reminders at the earlier hour", n)
	}
	c.alas("2026-11-06T12:00")
	c.utsi.ExpectDM("Tiene 1 asunto", "CRE 01/2026", "faltan 5 días hábiles")
	c.alas("2026-11-06T18:00")
	for _, u := range []string{"U0DERFE", "U0UTSI"} {
		if n := c.dms(c.sala.User(u), "por atender"); n != 1 {
			t.Errorf("%s got %d reminders that day, want 1", u, n)
		}
	}
}

// Two commissions at nine, two hours of zone apart: nine comes first in the east.
func TestHistoria_dosZonas(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confDos("09:00", "America/Tijuana")})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.registrarEn("CRE", "01/2026", "áreas:DERFE,UTSI vence:2026-11-13")
	c.asentar()
	c.alas("2026-11-06T09:00")
	c.derfe.ExpectDM("Tiene 2 asuntos", "CVD 01/2026", "CRE 01/2026")
	c.alas("2026-11-06T10:59")
	if n := c.dms(c.utsi, "por atender"); n != 0 {
		t.Errorf("%d reminders before nine of Tijuana", n)
	}
	c.alas("2026-11-06T11:00")
	c.utsi.ExpectDM("CRE 01/2026", "faltan 5 días hábiles")
	if n := c.dms(c.derfe, "por atender"); n != 1 {
		t.Errorf("%d reminders that day, want 1", n)
	}
}

// What is registered after the day's hour waits for its next rung, also where the sweep
// comes before the area has heard of it.
func TestHistoria_registradoTarde(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-06T09:01", opcionesCasa{conf: confSinResumen})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.Hang, Delay: time.Second})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13") // five are left, since a minute ago
	if err := c.apps[0].sch.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.derfe.ExpectDM("Nuevo asunto", "01/2026")
	c.asentar()
	for _, m := range []string{"2026-11-06T09:05", "2026-11-06T18:00", "2026-11-09T09:00"} {
		c.alas(m)
	}
	if n := c.dms(c.derfe); n != 1 {
		t.Errorf("%d messages, want the assignment alone", n)
	}
	c.alas("2026-11-10T09:00")
	c.derfe.ExpectDM("01/2026", "faltan 3 días hábiles")
}

// Somebody who is both enlace and ST gets one message, also when it climbs.
func TestHistoria_enlaceYSecretaria(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: strings.Replace(confSinResumen, "enlaces: [U0DERFE]", "enlaces: [U0ST]", 1)})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	if n := c.dms(c.st); n != 0 {
		t.Errorf("told of their own act: %d messages", n)
	}
	for _, d := range []struct {
		momento string
		quiero  int
	}{{"2026-11-09T09:00", 1}, {"2026-11-10T09:00", 1}, {"2026-11-11T09:00", 0}, {"2026-11-12T09:00", 1}, {"2026-11-13T09:00", 0}} {
		antes := c.dms(c.st)
		c.alas(d.momento)
		if n := c.dms(c.st) - antes; n != d.quiero {
			t.Errorf("%s: %d messages, want %d", d.momento, n, d.quiero)
		}
	}
	c.st.Slash("C0CVD", "/compromiso", "avance 01/2026 Se concluyó la revisión").Contains(t, "avance", "01/2026")
}

// The enlaces of an area are a user group of Slack: its members are told and may answer.
func TestHistoria_grupoDeEnlaces(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{sinApp: true, conf: strings.Replace(confSinResumen, "enlaces: [U0DERFE]", "enlaces: [S0DERFE]", 1)})
	c.sala.Sim.AddGroup(slacksim.Group{ID: "S0DERFE", Handle: "derfe", Name: "DERFE", Users: []string{"U0DERFE", "U0LECTOR"}})
	c.abrirApp(opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	otra := c.sala.User("U0LECTOR")
	c.derfe.ExpectDM("Nuevo asunto", "01/2026")
	c.asentar()
	dm := otra.ExpectDM("Nuevo asunto", "01/2026")
	otra.Press(dm, "Registrar avance")
	otra.ExpectModal("avance").Fill("texto", "Ya se turnó").Submit()
	otra.ExpectEphemeral("avance", "01/2026")

	// Somebody leaves the group and somebody comes: the next process knows.
	c.sala.Sim.AddGroup(slacksim.Group{ID: "S0DERFE", Handle: "derfe", Name: "DERFE", Users: []string{"U0DERFE", "U0UTSI"}})
	c.parar(c.apps[0])
	c.apps = nil
	c.abrirApp(opcionesCasa{})
	c.alas("2026-11-09T09:00")
	c.derfe.ExpectDM("vence hoy")
	c.utsi.ExpectDM("vence hoy")
	if n := c.dms(otra, "vence hoy"); n != 0 {
		t.Error("somebody who left the group is reminded still")
	}
}

// After maximo_vencidos messages the enlace hears no more of it; the ST goes on hearing.
func TestHistoria_tope(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: strings.Replace(confSinResumen, "    sesiones:",
		"    recordatorios: { despues_cada: 1, maximo_vencidos: 2, escalar_a_los: 10 }\n    sesiones:", 1)})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-04")
	c.asentar()
	for _, d := range []struct {
		momento    string
		enlace, st int
	}{
		{"2026-11-05T09:00", 1, 0}, {"2026-11-06T09:00", 1, 0}, {"2026-11-09T09:00", 0, 1}, {"2026-11-10T09:00", 0, 1}, {"2026-11-11T09:00", 0, 1},
	} {
		enlace, st := c.dms(c.derfe, "venció"), c.dms(c.st, "venció")
		c.alas(d.momento)
		if e, s := c.dms(c.derfe, "venció")-enlace, c.dms(c.st, "venció")-st; e != d.enlace || s != d.st {
			t.Errorf("%s: enlace %d, ST %d; want %d and %d", d.momento, e, s, d.enlace, d.st)
		}
	}
}
