package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"compromisos/compromiso"
)

// Evidence by the form: an oficio and a link appear on the card; what is no link is
// refused by its field, and nothing typed is lost.
func TestHistoria_evidencia(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	dm := c.derfe.ExpectDM("faltan 5 días hábiles")
	c.derfe.Press(dm, "Registrar avance")
	f := c.derfe.ExpectModal("avance")
	f.Fill("texto", "Se remitió el diagnóstico.").Fill("oficio", "INE/DERFE/0214/2026")
	for _, mala := range []string{"ftp://ine.mx/nota.pdf", "javascript:alert(1)", "ine.mx/nota.pdf", "https://", "https://ine.mx/a|b"} {
		f.Fill("liga", mala).Submit()
		f.ExpectError("liga", "no es una liga")
		if got := f.Value("texto") + "|" + f.Value("oficio"); got != "Se remitió el diagnóstico.|INE/DERFE/0214/2026" {
			t.Errorf("with %q the form came back with %q", mala, got)
		}
	}
	if n := len(c.ficha("01/2026").Seguimientos); n != 0 {
		t.Errorf("%d entries of progress from a form that was refused", n)
	}
	f.Fill("liga", "https://ine.mx/nota.pdf").Submit()
	c.derfe.ExpectEphemeral("avance", "01/2026")
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").
		Contains(t, "Se remitió el diagnóstico.", "Oficio: INE/DERFE/0214/2026", "https://ine.mx/nota.pdf")
	if n := len(c.ficha("01/2026").Evidencias); n != 2 {
		t.Errorf("%d pieces of evidence, want 2", n)
	}
}

// An imported report names the area in its text only and has no date: `asignar` offers
// the area, sets the date, and from then on it is reminded of.
func TestHistoria_asignarLoImportado(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	ruta := filepath.Join(t.TempDir(), "informe.json")
	if err := os.WriteFile(ruta, []byte(`{"comision": "CVD", "fecha_informe": "2026-10-30", "compromisos": [
		{"numero": "05/2026", "estatus": "pendiente", "texto": "Que la DERFE presente un calendario", "areas_propuestas": ["DERFE"]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	c.importar(ruta)
	c.alas("2026-11-04T09:00")
	c.st.Slash("C0CVD", "/compromiso", "ver 05/2026").Contains(t, "onfirmar: DERFE", "Sin fecha límite")
	c.st.Slash("C0CVD", "/compromiso", "asignar 05/2026")
	f := c.st.ExpectModal("Asignar", "sin ella no hay recordatorios")
	if got := f.Value("areas"); got != "DERFE" {
		t.Errorf("the form offers %q", got)
	}
	f.Fill("vence", "2026-11-13").Submit()
	c.derfe.ExpectDM("Nuevo asunto para DERFE", "05/2026", "13.11.2026")
	c.asentar()
	n := c.ficha("05/2026").Compromiso
	if len(n.AreasPropuestas) != 0 || !slices.Equal(n.Areas, []string{"DERFE"}) || n.FechaLimite.String() != "2026-11-13" {
		t.Errorf("areas %v, proposed %v, due %s", n.Areas, n.AreasPropuestas, n.FechaLimite)
	}
	c.alas("2026-11-06T09:00")
	c.derfe.ExpectDM("05/2026", "faltan 5 días hábiles")
}

// Another area comes in: it is told, the one that was there is not told again; with the
// same date nothing begins anew for it.
func TestHistoria_reasignar(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	c.derfe.ExpectDM("faltan 5 días hábiles")
	antes := c.dms(c.derfe)
	c.reloj.Mover(c.momento("2026-11-06T11:00"))
	c.st.Slash("C0CVD", "/compromiso", "asignar 01/2026")
	f := c.st.ExpectModal("Asignar")
	if got := f.Value("areas") + "|" + f.Value("vence"); got != "DERFE|2026-11-13" {
		t.Errorf("the form opens with %q", got)
	}
	f.Select("areas", "DERFE", "UTSI").Submit()
	c.utsi.ExpectDM("Nuevo asunto para UTSI", "01/2026")
	c.asentar()
	c.alas("2026-11-06T12:00")
	c.alas("2026-11-09T09:00") // four are left: no rung
	if n := c.dms(c.derfe); n != antes {
		t.Errorf("the area that was there already got %d messages", n-antes)
	}
	if n := c.dms(c.utsi); n != 1 {
		t.Errorf("the new area got %d messages, want that it is theirs and no more", n)
	}
	c.alas("2026-11-10T09:00")
	c.derfe.ExpectDM("faltan 3 días hábiles")
	c.utsi.ExpectDM("faltan 3 días hábiles")

	// The area that leaves is silent from then on.
	c.st.Slash("C0CVD", "/compromiso", "asignar 01/2026")
	c.st.ExpectModal("Asignar").Select("areas", "UTSI").Submit()
	c.st.ExpectEphemeral("asignado", "UTSI")
	antes = c.dms(c.derfe)
	c.alas("2026-11-12T09:00")
	c.utsi.ExpectDM("vence mañana")
	if n := c.dms(c.derfe); n != antes {
		t.Errorf("the area that left got %d messages", n-antes)
	}
}

// A request for more time is refused with the reason; the date stays, and so do the
// reminders.
func TestHistoria_prorrogaNegada(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	dm := c.derfe.ExpectDM("faltan 5 días hábiles")
	c.derfe.Press(dm, "Pedir prórroga")
	c.derfe.ExpectModal("prórroga").Fill("nueva", "2026-11-27").Fill("motivo", "Falta personal").Submit()
	aviso := c.st.ExpectDM("Piden prórroga", "27.11.2026", "Falta personal")

	// A second one while the first waits.
	c.derfe.Slash("C0CVD", "/compromiso", "prórroga 01/2026").Contains(t, "ya tiene una prórroga por responder", "27.11.2026")
	if v := c.sala.Sim.Views("U0DERFE"); len(v) != 0 {
		t.Error("the form opened all the same")
	}

	c.st.Press(aviso, "Negar")
	f := c.st.ExpectModal("Negar prórroga", "Falta personal")
	f.Fill("motivo", "La sesión es el 20 y se requiere antes").Submit()
	c.derfe.ExpectDM("No se concedió la prórroga", "01/2026", "La sesión es el 20 y se requiere antes")
	c.asentar()
	n := c.ficha("01/2026").Compromiso
	if n.FechaLimite.String() != "2026-11-13" || n.Prorroga != nil {
		t.Errorf("due %s, waiting %+v", n.FechaLimite, n.Prorroga)
	}
	c.alas("2026-11-10T09:00")
	c.derfe.ExpectDM("faltan 3 días hábiles")
	c.sala.ExpectEdit(aviso, "Ya se respondió")
	if s := c.forjarBoton("U0ST", "DM", "conceder", "CVD 01/2026"); !contiene(s, "01/2026") { // too late
		t.Errorf("the button that was there: %q", s)
	}
	if f := c.ficha("01/2026").Compromiso.FechaLimite.String(); f != "2026-11-13" {
		t.Errorf("an old button gave %s", f)
	}
}

// Granted by the button of the DM with another date than the one asked for.
func TestHistoria_prorrogaConOtraFecha(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	dm := c.derfe.ExpectDM("faltan 5 días hábiles")
	c.derfe.Press(dm, "Pedir prórroga")
	c.derfe.ExpectModal("prórroga").Fill("nueva", "2026-12-18").Fill("motivo", "Falta personal").Submit()
	aviso := c.st.ExpectDM("Piden prórroga", "18.12.2026")
	c.st.Press(aviso, "Conceder")
	f := c.st.ExpectModal("Responder prórroga", "Falta personal")
	if got := f.Value("nueva"); got != "2026-12-18" {
		t.Errorf("the form offers %s", got)
	}
	f.Fill("nueva", "2026-11-27").Submit()
	c.derfe.ExpectDM("Nueva fecha", "27.11.2026", "13.11.2026")
	c.asentar()
	f2 := c.ficha("01/2026")
	if n := f2.Compromiso; n.FechaLimite.String() != "2026-11-27" || n.FechaLimiteOrig.String() != "2026-11-13" {
		t.Errorf("due %s, first %s", n.FechaLimite, n.FechaLimiteOrig)
	}
	if len(f2.Prorrogas) != 1 || f2.Prorrogas[0].Estado != compromiso.ProrrogaConcedida {
		t.Errorf("prórrogas: %+v", f2.Prorrogas)
	}
	c.derfe.Slash("C0CVD", "/compromiso", "prórroga 01/2026") // another one may be asked for now
	c.derfe.ExpectModal("prórroga").Cancel()
}
