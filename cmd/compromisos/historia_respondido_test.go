package main

import (
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"
)

// etiquetas are the words on the buttons of a message.
func etiquetas(m slacksim.Message) string {
	var out []string
	for _, b := range m.Blocks {
		es, _ := b["elements"].([]any)
		for _, e := range es {
			if o, ok := e.(map[string]any); ok && o["type"] == "button" {
				texto, _ := o["text"].(map[string]any)
				s, _ := texto["text"].(string)
				if o["style"] == "primary" {
					s = "*" + s
				}
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, "|")
}

// What was answered shows in the reminder itself: by button, by form and in its thread; what is
// proposed is not asked for again, and the one thing to do next is the first unanswered one.
func TestHistoria_recordatorioRespondido(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026", "02/2026", "03/2026")
	dm := c.derfe.ExpectDM("Tiene 3 asuntos", "faltan 5 días hábiles")
	const debe = "Registrar avance|Está cumplido|Pedir prórroga|Enterado"
	if got, want := etiquetas(dm), "*"+debe+"|"+debe+"|"+debe; got != want {
		t.Fatalf("the buttons are %q, want %q", got, want)
	}

	c.reloj.Mover(c.momento("2026-11-06T09:30"))
	c.derfe.Press(dm, "Enterado")
	c.derfe.ExpectEphemeral("Anotado", "01/2026")
	dm = c.sala.ExpectEdit(dm, "Le faltan 2 de 3 asuntos", "✓ Usted ya está al tanto")
	if got, want := etiquetas(dm), debe+"|*"+debe+"|"+debe; got != want {
		t.Errorf("after «Enterado» the buttons are %q, want %q", got, want)
	}

	c.derfe.Reply(dm, "02/2026 ya se envió el oficio")
	c.sala.ExpectReply(dm, "registrado el avance", "02/2026")
	dm = c.sala.ExpectEdit(dm, "Le falta 1 de 3 asuntos", "✓ Avance registrado el viernes 06.11.2026 a las 09:30.", "En proceso")

	// The message has a thread by now: what is answered to its buttons is said beside it.
	c.derfe.Press(dm, "enterado", "CVD 02/2026")
	if m := c.derfe.ExpectEphemeral("Anotado", "02/2026"); m.ThreadTS != "" {
		t.Errorf("the answer to a button was said in the thread of its message")
	}
	c.derfe.Press(dm, "cumplir", "CVD 03/2026")
	c.derfe.ExpectModal("Proponer").Fill("texto", "Se entregó.").Submit()
	c.derfe.ExpectEphemeral("03/2026")
	dm = c.sala.ExpectEdit(dm, "Está al día con estos 3 asuntos", "Se propuso como cumplido: falta que la Secretaría Técnica lo valide.")
	if got, want := etiquetas(dm), debe+"|"+debe+"|Ver la ficha"; got != want {
		t.Errorf("after all are answered the buttons are %q, want %q", got, want)
	}
	if dm.Metadata == nil {
		t.Error("the message lost the mark by which it is found")
	}
}

// Two answers at once, of which the first is the last to be written: the message says both in the end.
func TestHistoria_respondidoALaVez(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026", "02/2026", "03/2026")
	dm := c.derfe.ExpectDM("Tiene 3 asuntos", "faltan 5 días hábiles")
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.update", Kind: slacksim.Hang, Delay: time.Second})
	escritos := func(n int) {
		t.Helper()
		for fin := time.Now().Add(c.sala.Deadline); c.sala.Sim.Calls("chat.update") < n; <-time.After(10 * time.Millisecond) {
			if time.Now().After(fin) {
				t.Fatalf("the message was written anew %d times, not %d", c.sala.Sim.Calls("chat.update"), n)
			}
		}
	}
	c.derfe.Press(dm, "enterado", "CVD 01/2026")
	c.derfe.ExpectEphemeral("Anotado", "01/2026")
	escritos(1)
	c.derfe.Press(dm, "enterado", "CVD 02/2026")
	c.derfe.ExpectEphemeral("Anotado", "02/2026")
	c.sala.ExpectEdit(dm, "Le falta 1 de 3 asuntos")
	escritos(3) // the first answer's, which knows nothing of the second, and what puts it right
	c.sala.ExpectEdit(dm, "Le falta 1 de 3 asuntos")
}

// A prórroga that was asked for and granted: the request says so, and the reminder names the new date.
func TestHistoria_prorrogaRespondida(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	recordatorio := c.derfe.ExpectDM("faltan 5 días hábiles")
	c.reloj.Mover(c.momento("2026-11-06T09:20"))
	c.derfe.Press(recordatorio, "Pedir prórroga")
	c.derfe.ExpectModal("prórroga").Fill("nueva", "2026-11-27").Fill("motivo", "Falta un proveedor.").Submit()
	c.sala.ExpectEdit(recordatorio, "Está al día con este asunto", "✓ Pidió otra fecha: falta que la Secretaría Técnica responda.")
	dm := c.st.ExpectDM("Piden prórroga", "01/2026")
	c.asentar() // the bot knows that it is out
	c.st.Press(dm, "Conceder")
	c.st.ExpectModal("Responder prórroga").Fill("respuesta", "Conceder").Submit()
	dm = c.sala.ExpectEdit(dm, "Ya se respondió: CVD 01/2026", "vence el viernes 27.11.2026")
	if got := etiquetas(dm); got != "Ver la ficha" {
		t.Errorf("what was answered offers %q", got)
	}
	c.reloj.Mover(c.momento("2026-11-06T09:30"))
	c.derfe.Reply(recordatorio, "Gracias, ya estamos en eso")
	c.sala.ExpectEdit(recordatorio, "Cambió después de este mensaje: ahora vence el viernes 27.11.2026")
}

// The Secretaría's message stops asking once the Secretaría answered it, and says how it ended;
// so does that of the area, once somebody answers it after.
func TestHistoria_propuestaRespondida(t *testing.T) {
	t.Parallel()
	c := recordado(t, opcionesCasa{}, "01/2026")
	asigna := c.derfe.ExpectDM("Nuevo asunto para DERFE")
	c.derfe.ExpectDM("faltan 5 días hábiles")
	c.derfe.Press(asigna, "Está cumplido")
	c.derfe.ExpectModal("Proponer").Fill("texto", "Se entregó.").Submit()
	asigna = c.sala.ExpectEdit(asigna, "Se propuso como cumplido")
	if got := etiquetas(asigna); got != "Ver la ficha" {
		t.Errorf("the assignment offers %q", got)
	}
	dm := c.st.ExpectDM("Por validar", "01/2026")
	c.asentar() // the bot knows that it is out
	c.st.Press(dm, "Rechazar")
	c.st.ExpectModal("Rechazar").Fill("motivo", "Falta el anexo.").Submit()
	dm = c.sala.ExpectEdit(dm, "Ya se respondió: CVD 01/2026", "Sigue «En proceso»: vence el viernes 13.11.2026")
	if got := etiquetas(dm); got != "Ver la ficha" {
		t.Errorf("what was answered offers %q", got)
	}
	rechazo := c.derfe.ExpectDM("Falta algo en", "Falta el anexo.")
	c.asentar()
	c.derfe.Press(rechazo, "Está cumplido")
	c.derfe.ExpectModal("Proponer").Fill("texto", "Va el anexo.").Submit()
	c.sala.ExpectEdit(rechazo, "Se propuso como cumplido")
	dm = c.st.ExpectDM("Por validar", "Va el anexo.")
	c.asentar()
	c.st.Press(dm, "Validar")
	c.st.ExpectModal("Validar").Submit()
	c.sala.ExpectEdit(dm, "Ya se respondió: CVD 01/2026", "Quedó como «Cumplido».")
}
