package main

import (
	"strings"
	"testing"

	"compromisos/compromiso"
)

// The form of registration: what is wrong is said by its field and what was typed stays;
// then it is registered, and everybody hears of it.
func TestHistoria_formaNuevo(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.st.Slash("C0CVD", "/compromiso", "nuevo")
	f := c.st.ExpectModal("Registrar compromiso")
	f.Fill("texto", "Entregar la nota de difusión").Select("areas", "UTSI").Fill("otros", "CE-TLG; PVEM").Fill("vence", "2026-11-02").Submit()
	f.ExpectError("vence", "ya pasó")
	for campo, quiero := range map[string]string{"texto": "Entregar la nota de difusión", "areas": "UTSI", "otros": "CE-TLG; PVEM", "vence": "2026-11-02"} {
		if got := f.Value(campo); got != quiero {
			t.Errorf("the form came back with %s %q, typed was %q", campo, got, quiero)
		}
	}
	f.Fill("vence", "2026-11-20").Submit()
	c.st.ExpectNoModal()
	c.st.ExpectEphemeral("01/2026", "UTSI", "20.11.2026")
	c.sala.ExpectChannel("C0CVD", "01/2026", "Entregar la nota de difusión", "CE-TLG; PVEM")
	c.utsi.ExpectDM("Nuevo asunto", "01/2026")
}

// One line with something wrong in it opens the form, with what was typed in it.
func TestHistoria_unaLineaMal(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.st.Slash("C0CVD", "/compromiso", "nuevo Convocar a la reunión de trabajo áreas:DERFE,NADIE vence:2026-11-20")
	f := c.st.ExpectModal("Registrar compromiso", "No hay un área «NADIE»")
	if got := f.Value("texto") + "|" + f.Value("areas") + "|" + f.Value("vence"); got != "Convocar a la reunión de trabajo|DERFE|2026-11-20" {
		t.Errorf("the form opened with %q", got)
	}
	f.Submit()
	c.st.ExpectEphemeral("01/2026")
	c.derfe.ExpectDM("Nuevo asunto", "01/2026")
}

// What is very much alike is shown before it is saved, and saved only on saying so; sent
// twice, it is registered once.
func TestHistoria_parecido(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen, http: true})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-20")
	c.st.Slash("C0CVD", "/compromiso", "nuevo")
	f := c.st.ExpectModal("Registrar compromiso")
	f.Fill("texto", "Presentar el informe de los avances").Select("areas", "DERFE").Fill("vence", "2026-11-20").Submit()
	f = c.st.ExpectModal("Registrar compromiso", "Se parece a lo que ya existe", "CVD 01/2026")
	if n := c.leer(`SELECT count(*) FROM compromisos`); n != "1" {
		t.Errorf("%s compromisos before it was confirmed", n)
	}
	if got := f.Value("texto") + "|" + f.Value("areas"); got != "Presentar el informe de los avances|DERFE" {
		t.Errorf("the form came back with %q", got)
	}
	f.Submit()
	if status, err := c.sala.Sim.ResendLast(t.Context()); err != nil || status != 200 {
		t.Fatalf("the same submission again: %d, %v", status, err)
	}
	c.st.ExpectEphemeral("02/2026")
	c.asentar()
	if n := c.leer(`SELECT count(*) FROM compromisos`); n != "2" {
		t.Errorf("%s compromisos after sending the form twice, want 2", n)
	}
	if n := c.dms(c.derfe, "Nuevo asunto", "02/2026"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// Numbered lines become incisos, each with its buttons; one done and one not is parcial,
// and only what is owed is reminded of.
func TestHistoria_incisos(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.st.Slash("C0CVD", "/compromiso", "nuevo")
	f := c.st.ExpectModal("Registrar compromiso")
	f.Fill("texto", "Se solicita:\n1. Actualizar el micrositio\n2. Publicar la infografía").Select("areas", "DERFE").Fill("vence", "2026-11-13").Submit()
	c.st.ExpectEphemeral("01/2026", "con 2 incisos")
	c.asentar()
	c.alas("2026-11-06T09:00")
	dm := c.derfe.ExpectDM("Tiene 2 asuntos", "01/2026, inciso a", "Actualizar el micrositio", "01/2026, inciso b", "Publicar la infografía")

	c.derfe.Press(dm, "Está cumplido", "CVD 01/2026 a")
	f = c.derfe.ExpectModal("cumplido")
	if got := f.Value("inciso"); got != "a" {
		t.Errorf("the form is about inciso %q", got)
	}
	f.Fill("texto", "El micrositio está al día.").Submit()
	aviso := c.st.ExpectDM("Por validar", "inciso a", "El micrositio está al día.")
	c.st.Press(aviso, "Validar")
	c.st.ExpectModal("Validar").Submit()
	c.derfe.ExpectDM("Cumplido", "inciso a")
	if s := c.ficha("01/2026").Compromiso.Estatus; s != compromiso.Parcial {
		t.Errorf("the state is %s, want parcial", s)
	}
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "Parcialmente cumplido")
	c.asentar()

	c.alas("2026-11-10T09:00")
	dm = c.derfe.ExpectDM("Tiene 1 asunto", "inciso b", "faltan 3 días hábiles")
	if strings.Contains(strings.Join(dm.AllTexts(), "\n"), "inciso a") {
		t.Error("reminded of what is done")
	}
	c.derfe.Press(dm, "Está cumplido", "CVD 01/2026 b")
	c.derfe.ExpectModal("cumplido").Submit()
	aviso = c.st.ExpectDM("Por validar", "inciso b")
	c.st.Press(aviso, "Validar")
	c.st.ExpectModal("Validar").Submit()
	c.derfe.ExpectDM("Cumplido", "inciso b")
	if s := c.ficha("01/2026").Compromiso.Estatus; s != compromiso.Cumplido {
		t.Errorf("the state is %s, want cumplido", s)
	}
}
