package main

import (
	"strings"
	"testing"
	"time"
)

// The whole job once, by the socket and by signed HTTP: registered, assigned, reminded at
// nine on the right day, answered, proposed, validated; and then silence. All of it is in
// the bitácora, whose chain holds.
func TestHistoria_deLoPedidoALoCumplido(t *testing.T) {
	t.Parallel()
	for modo, http := range map[string]bool{"socket": false, "http": true} {
		t.Run(modo, func(t *testing.T) {
			t.Parallel()
			deLoPedidoALoCumplido(t, http)
		})
	}
}

func deLoPedidoALoCumplido(t *testing.T, http bool) {
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{http: http})
	c.sala.Strict()
	c.st.Slash("C0CVD", "/compromiso", `nuevo Presentar el diagnóstico de módulos áreas:DERFE vence:2026-11-13 solicita:"CE-TLG"`).
		Contains(t, "01/2026", "DERFE", "13.11.2026")
	c.sala.ExpectChannel("C0CVD", "01/2026", "Presentar el diagnóstico de módulos")
	c.derfe.ExpectDM("01/2026", "diagnóstico")
	c.asentar()

	c.alas("2026-11-05T09:00") // six business days are left: nothing
	c.sala.ExpectNothingElse(200 * time.Millisecond)
	c.alas("2026-11-06T08:59")
	c.sala.ExpectNothingElse(200 * time.Millisecond)
	c.alas("2026-11-06T09:00") // five
	dm := c.derfe.ExpectDM("01/2026", "vence el viernes 13.11.2026", "faltan 5 días hábiles")
	c.alas("2026-11-06T12:00")
	c.sala.ExpectNothingElse(200 * time.Millisecond)

	c.derfe.Press(dm, "Registrar avance")
	f := c.derfe.ExpectModal("avance")
	f.Fill("texto", "Se integró la información de enero a agosto.").Submit()
	c.derfe.ExpectEphemeral("avance", "01/2026")
	c.sala.ExpectEdit(dm, "Está al día", "✓ Avance registrado")
	c.st.Slash("C0CVD", "/compromiso", "ver 1/2026").Contains(t, "En proceso", "Se integró la información")

	c.alas("2026-11-09T09:00") // Monday: four are left, and it is the digest's hour
	c.sala.ExpectChannel("C0CVD", "CVD", "01/2026")
	c.alas("2026-11-10T09:00") // three
	dm = c.derfe.ExpectDM("01/2026", "faltan 3 días hábiles")
	c.derfe.Press(dm, "Está cumplido")
	f = c.derfe.ExpectModal("cumplido")
	f.Fill("texto", "Se entregó con el oficio 0214.").Submit()
	c.derfe.ExpectEphemeral("propuesto", "01/2026")
	c.sala.ExpectEdit(dm, "Está al día", "Se propuso como cumplido")
	aviso := c.st.ExpectDM("Por validar", "01/2026", "Se entregó con el oficio 0214.")
	c.asentar()

	c.alas("2026-11-12T09:00") // one is left, but it waits for the ST
	c.sala.ExpectNothingElse(200 * time.Millisecond)
	c.st.Press(aviso, "Validar")
	f = c.st.ExpectModal("Validar")
	if d := f.Value("fecha"); d != "2026-11-10" {
		t.Errorf("the form offers %s as the day; the area proposed it on 2026-11-10", d)
	}
	if a := f.Value("atencion"); !strings.Contains(a, "oficio 0214") {
		t.Errorf("the form offers as atención %q", a)
	}
	f.Submit()
	c.st.ExpectEphemeral("validado", "01/2026")
	c.sala.ExpectEdit(aviso, "Ya se respondió")
	c.derfe.ExpectDM("Cumplido", "01/2026", "10.11.2026")
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "Cumplido")

	c.alas("2026-11-13T09:00") // its day, and the days after it
	c.sala.ExpectNothingElse(200 * time.Millisecond)
	c.alas("2026-11-17T09:00") // the Monday was a holiday: the digest comes on Tuesday
	c.sala.ExpectChannel("C0CVD", "CVD", "01/2026")
	c.alas("2026-11-18T09:00")
	c.sala.ExpectNothingElse(200 * time.Millisecond)

	got := c.leer(`SELECT string_agg(accion || ' ' || actor, ', ' ORDER BY seq) FROM bitacora WHERE numero = '01/2026'`)
	if want := "registrar U0ST, avanzar U0DERFE, proponer U0DERFE, validar U0ST"; got != want {
		t.Errorf("the bitácora has %q, want %q", got, want)
	}
	if n, rota, err := c.apps[0].st.Verificar(t.Context()); err != nil || rota != nil || n < 5 {
		t.Errorf("of the chain %d entries hold, then %+v, %v", n, rota, err)
	}
}

// What is sent back is owed again, with the reason.
func TestHistoria_rechazado(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.derfe.Slash("C0CVD", "/compromiso", "cumplir 01/2026")
	c.derfe.ExpectModal("cumplido").Submit()
	aviso := c.st.ExpectDM("Por validar", "01/2026")
	c.st.Press(aviso, "Rechazar")
	f := c.st.ExpectModal("Rechazar")
	f.Fill("motivo", "Falta el anexo técnico").Submit()
	c.derfe.ExpectDM("01/2026", "Falta el anexo técnico")
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "En proceso")
	c.asentar()
	c.alas("2026-11-10T09:00")
	c.derfe.ExpectDM("01/2026", "faltan 3 días hábiles")
}

// The ST types `cumplir`: the form of validation opens, and closes it at once.
func TestHistoria_cierraLaSecretaria(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE,UTSI vence:2026-11-13")
	c.st.Slash("C0CVD", "/compromiso", "cumplir 01/2026")
	c.st.ExpectModal("Validar").Fill("atencion", "Se presentó en la reunión de trabajo.").Submit()
	c.derfe.ExpectDM("Cumplido", "01/2026")
	c.utsi.ExpectDM("Cumplido", "01/2026")
	c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Algo más").Contains(t, "reabrirlo")
}

// Asking for more time, and getting it, starts the reminders anew.
func TestHistoria_prorroga(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-11")
	c.derfe.Slash("C0CVD", "/compromiso", "prorroga 1/2026")
	f := c.derfe.ExpectModal("prórroga")
	f.Fill("nueva", "2026-11-05").Fill("motivo", "Falta la respuesta de la SRE").Submit()
	f.ExpectError("nueva", "posterior")
	if got := f.Value("motivo"); got != "Falta la respuesta de la SRE" {
		t.Errorf("the form came back with motivo %q", got)
	}
	f.Fill("nueva", "2026-11-27").Submit()
	aviso := c.st.ExpectDM("prórroga", "01/2026", "27.11.2026", "Falta la respuesta de la SRE")
	c.st.Press(aviso, "Conceder")
	c.st.ExpectModal("rórroga").Submit()
	c.derfe.ExpectDM("prórroga", "27.11.2026")
	c.asentar()
	antes := c.dms(c.derfe, "faltan")
	c.alas("2026-11-11T09:00") // the old day
	if n := c.dms(c.derfe, "faltan") + c.dms(c.derfe, "vence hoy"); n != antes {
		t.Errorf("reminded of the old date: %d messages, %d before", n, antes)
	}
	c.alas("2026-11-20T09:00")
	c.derfe.ExpectDM("01/2026", "faltan 5 días hábiles")
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "27.11.2026", "11.11.2026")
}
