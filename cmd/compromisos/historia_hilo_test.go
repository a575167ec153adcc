package main

import (
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// recordado is a house in which one reminder stands in the DM of the DERFE's enlace.
func recordado(t *testing.T, o opcionesCasa, numeros ...string) *casa {
	o.conf = confSinResumen
	c := abrirCasa(t, "2026-11-03T10:00", o)
	for _, n := range numeros {
		c.registrar(n, "áreas:DERFE vence:2026-11-13")
	}
	c.asentar()
	c.alas("2026-11-06T09:00")
	return c
}

func textos(f *compromiso.Ficha) (out []string) {
	for _, s := range f.Seguimientos {
		out = append(out, s.Persona+": "+s.Texto)
	}
	return out
}

// Answering the reminder in its thread is progress, in the person's words; the bot's own
// words in the thread are none.
func TestHistoria_respuestaEnElHilo(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	dm := c.derfe.ExpectDM("faltan 5 días hábiles")
	c.derfe.Reply(dm, "Ya se envió el oficio a la SRE & esperamos <respuesta>")
	c.sala.ExpectReply(dm, "registrado el avance", "01/2026")
	c.derfe.Say("DM", "esto no está en ningún hilo")
	c.st.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "En proceso", "Ya se envió el oficio")
	if got, want := textos(c.ficha("01/2026")), []string{"U0DERFE: Ya se envió el oficio a la SRE & esperamos <respuesta>"}; !slices.Equal(got, want) {
		t.Errorf("progress: %q, want %q", got, want)
	}
}

// The event of the answer comes again, to a process that has not seen it: done once.
func TestHistoria_respuestaRepetida(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	dm := c.derfe.ExpectDM("faltan 5 días hábiles")
	// The bot's echo fails, so that the last event that Slack sent is the person's.
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.SlackError, Error: "internal_error"})
	c.derfe.Reply(dm, "Se integró el anexo")
	c.espera("the progress is recorded", func() bool { return len(textos(c.ficha("01/2026"))) == 1 })
	otraVez := func() bool { // not acknowledged while the first one is under way
		_, err := c.sala.Sim.ResendLast(t.Context())
		return err == nil
	}
	c.espera("the same process takes it for done", otraVez)
	c.abrirApp(opcionesCasa{})
	c.parar(c.apps[0])
	c.espera("another process takes it for done", otraVez)
	if got := textos(c.ficha("01/2026")); len(got) != 1 {
		t.Errorf("progress: %q, want it once", got)
	}
	if n := c.dms(c.derfe, "avance en el compromiso"); n != 0 {
		t.Errorf("the repetition was answered %d times", n)
	}
}

// A reminder of several: the answer that names one goes to it; one that names none is
// asked about, and what was written is not typed again.
func TestHistoria_respuestaDeCual(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026", "02/2026", "03/2026")
	dm := c.derfe.ExpectDM("Tiene 3 asuntos", "01/2026", "02/2026", "03/2026")
	c.derfe.Reply(dm, "03/2026 ya está el proyecto de respuesta")
	c.sala.ExpectReply(dm, "registrado el avance", "03/2026")
	if got, want := textos(c.ficha("03/2026")), []string{"U0DERFE: ya está el proyecto de respuesta"}; !slices.Equal(got, want) {
		t.Errorf("03/2026 has %q, want %q", got, want)
	}

	c.derfe.Reply(dm, "Se pidió información a las vocalías")
	pregunta := c.sala.ExpectReply(dm, "¿De cuál es este avance?", "01/2026", "02/2026", "03/2026")
	for _, n := range []string{"01/2026", "02/2026"} {
		if s := textos(c.ficha(n)); len(s) != 0 {
			t.Errorf("%s has %q before it was chosen", n, s)
		}
	}
	valor := ""
	for _, v := range valores(pregunta.Blocks) {
		if strings.HasPrefix(v, "CVD 02/2026") {
			valor = v
		}
	}
	c.derfe.Press(pregunta, "Es de este", valor)
	c.espera("the progress is recorded", func() bool { return len(textos(c.ficha("02/2026"))) == 1 })
	if s := textos(c.ficha("02/2026")); s[0] != "U0DERFE: Se pidió información a las vocalías" {
		t.Errorf("recorded: %q", s)
	}
	if s := textos(c.ficha("01/2026")); len(s) != 0 {
		t.Errorf("01/2026 has %q", s)
	}
}

// An answer that begins with a number which the reminder has not is not recorded on another,
// also where there is but one; it is said, and what each is about stands beside its number.
func TestHistoria_respuestaDeOtro(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026", "02/2026")
	dm := c.derfe.ExpectDM("Tiene 2 asuntos")
	c.derfe.Reply(dm, "CVD 11/2026 ya quedó")
	c.sala.ExpectReply(dm, "«CVD 11/2026» no está en el mensaje que contesta", "uno de estos", "«/compromiso avance CVD 11/2026»",
		"01/2026", c.ficha("01/2026").Compromiso.Texto)
	for _, n := range []string{"01/2026", "02/2026"} {
		if s := textos(c.ficha(n)); len(s) != 0 {
			t.Errorf("%s has %q", n, s)
		}
	}

	solo := recordado(t, opcionesCasa{}, "01/2026")
	dm = solo.derfe.ExpectDM("Tiene 1 asunto")
	solo.derfe.Reply(dm, "02/2026 ya quedó")
	pregunta := solo.sala.ExpectReply(dm, "«02/2026» no está en el mensaje que contesta", "Si el avance es de este")
	solo.derfe.Press(pregunta, "Es de este")
	solo.espera("the progress is recorded", func() bool { return len(textos(solo.ficha("01/2026"))) == 1 })
}

// Whoever presses a button of the reminder is answered beside it, also once it has a thread:
// nobody may be looking into that.
func TestHistoria_botonDeMensajeConHilo(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	dm := c.derfe.ExpectDM("Tiene 1 asunto")
	c.derfe.Reply(dm, "Se envió el oficio")
	c.sala.ExpectReply(dm, "registrado el avance")
	c.derfe.Press(dm, "Enterado")
	c.espera("the answer", func() bool { return len(c.sala.Sim.Ephemerals("U0DERFE")) == 1 })
	if m := c.sala.Sim.Ephemerals("U0DERFE")[0]; m.ThreadTS != "" || !strings.Contains(m.Text, "usted ya está al tanto") {
		t.Errorf("answered in the thread %q: %s", m.ThreadTS, m.Text)
	}
}

// valores are the values that the buttons of a message carry.
func valores(v any) (out []string) {
	switch v := v.(type) {
	case []map[string]any:
		for _, x := range v {
			out = append(out, valores(x)...)
		}
	case []any:
		for _, x := range v {
			out = append(out, valores(x)...)
		}
	case map[string]any:
		if s, ok := v["value"].(string); ok && v["type"] == "button" {
			out = append(out, s)
		}
		for _, x := range v {
			out = append(out, valores(x)...)
		}
	}
	return out
}
