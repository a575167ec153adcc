package main

import (
	"strings"
	"testing"
)

// What is due on a Sunday is reminded of on Friday, and says so; nothing moves on a
// weekend or a legal holiday.
func TestHistoria_finDeSemana(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-15") // a Sunday before a holiday Monday
	c.asentar()
	c.alas("2026-11-13T09:00")
	c.derfe.ExpectDM("01/2026", "vence el domingo 15.11.2026")
	antes := len(c.sala.Sim.DM("U0DERFE"))
	for _, m := range []string{"2026-11-14T09:00", "2026-11-15T09:00", "2026-11-16T09:00", "2026-11-16T12:00"} {
		c.alas(m)
	}
	if n := len(c.sala.Sim.DM("U0DERFE")); n != antes {
		t.Errorf("%d messages over the weekend and the holiday", n-antes)
	}
	c.alas("2026-11-17T09:00") // the first business day overdue
	c.derfe.ExpectDM("01/2026", "venció el domingo 15.11.2026", "hace 1 día hábil")
	c.sala.ExpectChannel("C0CVD", "Resumen") // the digest of the holiday Monday
}

// In an electoral process every day is of business, but for what is declared inhábil.
func TestHistoria_proceso(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: strings.Replace(confCVD, "    sesiones:",
		"    calendario: { proceso: [2026-09-07..2027-06-06], inhabiles: [2026-11-15] }\n    sesiones:", 1)})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-14") // a Saturday
	c.asentar()
	c.alas("2026-11-14T09:00")
	c.derfe.ExpectDM("01/2026", "vence hoy, sábado 14.11.2026")
	antes := len(c.sala.Sim.DM("U0DERFE"))
	c.alas("2026-11-15T09:00")
	if n := len(c.sala.Sim.DM("U0DERFE")); n != antes {
		t.Error("a message on a day declared inhábil")
	}
	c.alas("2026-11-16T09:00") // a legal holiday, but in the process it counts
	c.derfe.ExpectDM("01/2026", "venció el sábado 14.11.2026")
}

// What is overdue repeats on the 1st, 3rd, 5th … business day, and climbs: suplente and
// ST on the third, titular on the sixth.
func TestHistoria_escala(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-18T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-18")
	c.asentar()
	titular := c.sala.User("U0DERFET")
	type cuenta struct{ enlace, suplente, st, titular int }
	dias := []struct {
		momento string
		nuevos  cuenta
	}{
		{"2026-11-19T09:00", cuenta{enlace: 1}},
		{"2026-11-20T09:00", cuenta{}},
		{"2026-11-23T09:00", cuenta{enlace: 1, suplente: 1, st: 1}},
		{"2026-11-24T09:00", cuenta{}},
		{"2026-11-25T09:00", cuenta{enlace: 1}},
		{"2026-11-26T09:00", cuenta{titular: 1}},
		{"2026-11-27T09:00", cuenta{enlace: 1}},
	}
	contar := func() cuenta {
		return cuenta{c.dms(c.derfe, "venció"), c.dms(c.derfe2, "venció"), c.dms(c.st, "venció"), c.dms(titular, "venció")}
	}
	antes := contar()
	for _, d := range dias {
		c.alas(d.momento)
		ahora := contar()
		got := cuenta{ahora.enlace - antes.enlace, ahora.suplente - antes.suplente, ahora.st - antes.st, ahora.titular - antes.titular}
		if got != d.nuevos {
			t.Errorf("%s: %+v, want %+v", d.momento, got, d.nuevos)
		}
		antes = ahora
	}
}

// What somebody else did outside the hours waits until they begin; the registration is
// in the channel at once.
func TestHistoria_fueraDeHoras(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-06T21:30", opcionesCasa{}) // Friday night
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-20")
	c.alas("2026-11-07T12:00")
	if n := len(c.sala.Sim.DM("U0DERFE")); n != 0 {
		t.Errorf("%d messages on Saturday", n)
	}
	c.alas("2026-11-09T08:00")
	c.derfe.ExpectDM("01/2026")
}

// Posponer, and Enterado: both in the record, and silent as long as they say.
func TestHistoria_posponer(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	c.alas("2026-11-06T09:00")
	dm := c.derfe.ExpectDM("01/2026", "faltan 5 días hábiles")
	c.derfe.Press(dm, "posponer", "Otra fecha…")
	f := c.derfe.ExpectModal("Posponer")
	f.Fill("hasta", "2026-11-12").Submit()
	c.derfe.ExpectEphemeral("no le recordaré")
	c.asentar()
	antes := c.dms(c.derfe, "01/2026")
	c.alas("2026-11-10T09:00") // three are left: silent, as asked
	if n := c.dms(c.derfe, "01/2026"); n != antes {
		t.Error("reminded in spite of posponer")
	}
	c.alas("2026-11-12T09:00")
	dm = c.derfe.ExpectDM("01/2026", "vence mañana")
	c.derfe.Press(dm, "Enterado")
	c.derfe.ExpectEphemeral("Anotado", "01/2026")
	c.alas("2026-11-13T09:00")
	c.derfe.ExpectDM("01/2026", "vence hoy")
}

// A proposal at night: the area is answered at once, the ST hears of it when the hours
// begin.
func TestHistoria_propuestaDeNoche(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-27")
	c.asentar()
	c.alas("2026-11-13T21:30") // Friday night before a long weekend
	c.derfe.Slash("C0CVD", "/compromiso", "cumplir 01/2026")
	c.derfe.ExpectModal("cumplido").Fill("texto", "Se entregó el viernes.").Submit()
	c.derfe.ExpectEphemeral("propuesto", "01/2026")
	for _, m := range []string{"2026-11-14T12:00", "2026-11-16T12:00", "2026-11-17T07:59"} {
		c.alas(m)
		if n := c.dms(c.st); n != 0 {
			t.Fatalf("%s: the ST got %d messages outside the hours", m, n)
		}
	}
	c.alas("2026-11-17T08:00")
	aviso := c.st.ExpectDM("Por validar", "01/2026", "Se entregó el viernes.")
	c.st.Press(aviso, "Validar")
	f := c.st.ExpectModal("Validar")
	if d := f.Value("fecha"); d != "2026-11-13" {
		t.Errorf("the form offers %s as the day; the area proposed it on 2026-11-13", d)
	}
	f.Cancel()
}
