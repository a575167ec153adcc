package main

import (
	"strings"
	"testing"

	"compromisos/slacksim"
)

// The enlace of another area is refused at every door, and nothing changes.
func TestHistoria_enlaceDeOtraArea(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	dm := c.derfe.ExpectDM("01/2026")
	c.asentar()
	for _, orden := range []string{
		"avance 01/2026 Algo", "cumplir 01/2026", "prórroga 01/2026", "asignar 01/2026", "recordar 01/2026", "avisos 01/2026",
		"cancelar 01/2026", "reabrir 01/2026", "nuevo Una cosa áreas:DERFE",
	} {
		a := c.ajena.Slash("C0CVD", "/compromiso", orden)
		a.Contains(t, "Solo")
		if len(a.Views) > 0 {
			t.Errorf("%q opened a form", orden)
		}
	}
	// A press forged for a message of somebody else's DM, and a form of another person's.
	for _, boton := range []string{"Registrar avance", "Está cumplido", "Pedir prórroga"} {
		if _, err := c.sala.Sim.Press(t.Context(), c.ajena.ID, dm, boton); err == nil {
			if v := c.sala.Sim.Views(c.ajena.ID); len(v) > 0 {
				t.Errorf("%q opened a form to the enlace of another area", boton)
			}
		}
	}
	c.derfe.Press(dm, "Está cumplido")
	f := c.derfe.ExpectModal("cumplido")
	if _, err := c.sala.Sim.Submit(t.Context(), c.ajena.ID, f.ID, nil); err == nil {
		t.Error("the enlace of another area sent a form that is not theirs")
	}
	f.Cancel()
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "Pendiente").Lacks(t, "Algo")
	c.ajena.Slash("C0CVD", "/compromiso", "lista").Contains(t, "01/2026")
}

// Guests, people who left and those who only read.
func TestHistoria_quienNo(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.sala.Sim.AddUser(slacksim.User{ID: "U0GUEST", Name: "g", Restricted: true})
	c.sala.User("U0GUEST").Slash("C0CVD", "/compromiso", "lista").Lacks(t, "01/2026")
	lector := c.sala.User("U0LECTOR")
	lector.Slash("C0CVD", "/compromiso", "lista").Contains(t, "01/2026")
	lector.Slash("C0CVD", "/compromiso", "avance 01/2026 Hecho").Contains(t, "Solo")
}

// What people type is text: it mentions nobody and forges nothing.
func TestHistoria_loEscritoEsTexto(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.st.Slash("C0CVD", "/compromiso", "nuevo Avisar a <!channel> y a @here; ver <https://malo.mx|el oficio> '; DROP TABLE compromisos;-- áreas:DERFE vence:2026-11-13").
		Contains(t, "01/2026")
	m := c.sala.ExpectChannel("C0CVD", "01/2026")
	for _, texto := range m.AllTexts() {
		for _, malo := range []string{"<!channel>", "<https://malo.mx|"} {
			if contiene(texto, malo) {
				t.Errorf("%q reached Slack as a token: %q", malo, texto)
			}
		}
	}
	c.st.Slash("C0CVD", "/compromiso", "lista").Contains(t, "01/2026")
}

// What is looked for by words is found in any state, in spite of accents, endings and a
// slip of typing; what a reader may not read is not found.
func TestHistoria_buscar(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.st.Slash("C0CVD", "/compromiso", "nuevo Publicar las versiones estenográficas áreas:UTSI vence:2026-11-20").Contains(t, "01/2026")
	c.st.Slash("C0CVD", "/compromiso", "nuevo Otra cosa áreas:UTSI vence:2026-11-20").Contains(t, "02/2026")
	lector := c.sala.User("U0LECTOR")
	for _, palabras := range []string{"estenograficas", "versión estenográfica", "VERSIONES", "estenografcas"} {
		lector.Slash("C0CVD", "/compromiso", "buscar "+palabras).Contains(t, "01/2026").Lacks(t, "02/2026")
	}
	lector.Slash("C0CVD", "/compromiso", "buscar presupuesto").Contains(t, "Nada coincide")
	lector.Slash("C0CVD", "/compromiso", "buscar").Contains(t, "Escriba qué busca")
}

// «Recordar ahora» reaches the areas at once, and the record shows who was told.
func TestHistoria_recordarAhora(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE,UTSI vence:2026-12-11")
	c.derfe.ExpectDM("Nuevo asunto", "01/2026")
	c.utsi.ExpectDM("Nuevo asunto", "01/2026")
	c.st.Slash("C0CVD", "/compromiso", "recordar 01/2026").Contains(t, "DERFE")
	c.derfe.ExpectDM("Se pide atender", "01/2026")
	c.utsi.ExpectDM("Se pide atender", "01/2026")
	c.asentar()
	c.st.Slash("C0CVD", "/compromiso", "avisos 1/2026").Contains(t, "U0DERFE", "U0UTSI")
}

// One person with two areas and many compromisos gets one DM; an area's enlace who left
// is reported to the ST.
func TestHistoria_unSoloMensaje(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confCVD + "    suplentes: [U0DERFE]\n"})
	for _, n := range []string{"01/2026", "02/2026", "03/2026"} {
		c.registrar(n, "áreas:DERFE vence:2026-11-09")
	}
	c.asentar()
	c.alas("2026-11-09T09:00")
	c.derfe.ExpectDM("Tiene 3 asuntos", "01/2026", "02/2026", "03/2026")
	if n := c.dms(c.derfe, "vence hoy"); n != 1 {
		t.Errorf("%d reminders, want 1", n)
	}
}

// Somebody who left cannot be written to: the record says so, and the suplente hears of it.
func TestHistoria_seFue(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.sala.Sim.Deactivate("U0DERFE")
	c.alas("2026-11-09T09:00")
	c.derfe2.ExpectDM("01/2026")
	c.st.Slash("C0CVD", "/compromiso", "avisos 01/2026").Contains(t, "U0DERFE")
}

// Where only the members of the channel read, everybody else is refused, at every door,
// without learning which numbers exist.
func TestHistoria_lecturaDelCanal(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: strings.Replace(confSinResumen, "    canal: C0CVD\n", "    canal: C0CVD\n    lectura: canal\n", 1)})
	c.sala.Sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", "U0DERFE", "U0VOCAL", c.sala.Sim.BotUserID()}})
	c.sala.Sim.AddChannel(slacksim.Channel{ID: "C0OTRO", Name: "otro", Members: []string{"U0LECTOR", "U0VOCAL", c.sala.Sim.BotUserID()}})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	lector, vocal := c.sala.User("U0LECTOR"), c.sala.User("U0VOCAL")
	for _, orden := range []string{"lista", "ver 01/2026", "ver 99/2026"} {
		lector.Slash("C0OTRO", "/compromiso", "CVD "+orden).Contains(t, "canal")
	}
	for _, orden := range []string{"lista", "ver 01/2026", "ver 99/2026", "buscar informe", "resumen", "sesiones", "áreas"} {
		lector.Slash("C0OTRO", "/compromiso", "CVD "+orden).Lacks(t, "informe de avances", "DERFE", "99/2026")
	}
	for _, orden := range []string{"lista", "ver 01/2026"} {
		vocal.Slash("C0OTRO", "/compromiso", "CVD "+orden).Contains(t, "01/2026", "informe de avances")
	}
	vocal.Slash("C0OTRO", "/compromiso", "CVD avance 01/2026 Hecho").Contains(t, "Solo")
	c.utsi.Slash("C0OTRO", "/compromiso", "CVD lista").Contains(t, "01/2026") // an enlace reads, member or not
}
