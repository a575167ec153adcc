package bot

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// recordatorio puts a message about these compromisos into the DM of a person, and gives
// its ts.
func (c *casa) recordatorio(persona string, ns ...*compromiso.Compromiso) string {
	c.t.Helper()
	_, ts, err := c.b.api.PostMessageContext(c.t.Context(), persona, mensajeHecho("Recordatorio").conBloques(nil)...)
	if err != nil {
		c.t.Fatal(err)
	}
	a := &compromiso.Aviso{Clase: compromiso.AvisoRecordatorio}
	for _, n := range ns {
		a.Asuntos = append(a.Asuntos, compromiso.Recordatorio{Comision: n.Comision, Compromiso: n})
	}
	c.st.con(func() { c.st.aviso = a })
	return ts
}

// unaVez waits for a message in the DM of a person, and wants it once.
func (c *casa) unaVez(persona, texto string) {
	c.t.Helper()
	c.dijo(persona, texto)
	n := 0
	for _, m := range c.sim.DM(persona) {
		if strings.Contains(m.Text, texto) {
			n++
		}
	}
	if n != 1 {
		c.t.Errorf("%q said %d times", texto, n)
	}
}

// An answer with a file is recorded, and its file is said not to be.
func TestHiloConArchivo(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		ts := c.recordatorio(uEnlace, planFijo())
		decir := func(texto, hilo string, archivos ...slacksim.File) {
			t.Helper()
			if _, err := c.sim.SayFiles(t.Context(), uEnlace, c.sim.DMID(uEnlace), texto, hilo, archivos...); err != nil {
				t.Fatal(err)
			}
		}
		oficio := c.sim.Upload(uEnlace, "oficio.pdf", []byte("x"))
		decir("Se envió el oficio", ts, oficio)
		c.dijo(uEnlace, "El archivo no quedó registrado")
		c.unaVez(uEnlace, "Quedó registrado el avance")
		decir("", ts, oficio)
		c.unaVez(uEnlace, "No quedó registrado nada, porque el bot todavía no guarda archivos")
		// What answers no reminder is not dropped in silence.
		decir("Ya se envió todo", "")
		c.unaVez(uEnlace, "responda en el hilo de un recordatorio")
		if h := c.st.hechos(); len(h) != 1 {
			t.Errorf("done: %v", h)
		}
		otro := simple(5, "Otra cosa", dia(3, 14), compromiso.Pendiente)
		ts = c.recordatorio(uEnlace, planFijo(), otro)
		decir("Se envió el informe", ts, oficio)
		c.unaVez(uEnlace, "queda registrado con lo que escribió. El archivo no quedó registrado")
	})
}

// Which messages are something said now.
func TestSubtiposDeMensaje(t *testing.T) {
	for _, x := range []struct {
		evento  string
		sirve   bool
		adjunta bool
	}{
		{`{"type":"message","channel_type":"im","user":"U1","text":"x","ts":"1.2","thread_ts":"1.1"}`, true, false},
		{`{"type":"message","channel_type":"im","user":"U1","text":"x","ts":"1.2"}`, true, false},
		{`{"type":"message","subtype":"file_share","channel_type":"im","user":"U1","text":"x","ts":"1.2","thread_ts":"1.1","files":[{"id":"F1"}]}`, true, true},
		{`{"type":"message","subtype":"file_share","channel_type":"im","user":"U1","text":"x","ts":"1.2","thread_ts":"1.1","files":"no list"}`, true, false},
		{`{"type":"message","subtype":"thread_broadcast","channel_type":"im","user":"U1","text":"x","ts":"1.2","thread_ts":"1.1","root":{"ts":"1.1"}}`, true, false},
		{`{"type":"message","subtype":"thread_broadcast","channel_type":"im","user":"U1","bot_id":"B1","text":"x","ts":"1.2","thread_ts":"1.1"}`, false, false},
		{`{"type":"message","subtype":"message_changed","channel_type":"im","ts":"1.2","message":{"user":"U1","text":"x","thread_ts":"1.1"}}`, false, false},
		{`{"type":"message","subtype":"message_deleted","channel_type":"im","ts":"1.2","previous_message":{"user":"U1"}}`, false, false},
		{`{"type":"message","subtype":"bot_message","channel_type":"im","user":"U1","ts":"1.2","thread_ts":"1.1"}`, false, false},
		{`{"type":"message","subtype":"message_replied","channel_type":"im","user":"U1","ts":"1.1","thread_ts":"1.1"}`, false, false},
		{`{"type":"message","channel_type":"channel","user":"U1","text":"x","ts":"1.2","thread_ts":"1.1"}`, false, false},
	} {
		p, err := leerEvento([]byte(`{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":` + x.evento + `}`))
		if err != nil || (p.clase == claseEvento) != x.sirve || x.sirve && p.adjunta != x.adjunta {
			t.Errorf("%s: %+v %v", x.evento, p, err)
		}
	}
}

func TestNombrados(t *testing.T) {
	d := directorioFijo(comisionFija())
	d.Comisiones = append(d.Comisiones, compromiso.NewComision("COTSPEL", "Otra"))
	ref := func(siglas string, cons int) referida {
		return referida{Referencia: compromiso.Referencia{Comision: siglas, Numero: compromiso.Numero{Cons: cons, Anio: 2024}}}
	}
	posibles := []referida{ref("CVD", 3), ref("CVD", 5), ref("COTSPEL", 3)}
	for texto, quiere := range map[string][]referida{
		"CVD 03/2024 quedó; el 03/2024 ya está": {ref("CVD", 3), ref("COTSPEL", 3)},
		"CVD 03/2024 y otra vez, CVD 03/2024":   {ref("CVD", 3)},
		"YA 05/2024 quedó":                      {ref("CVD", 5)},
		"YA 05/2024 quedó, LISTO 05/2024":       {ref("CVD", 5)},
		"COTSPEL 05/2024":                       nil,
		"COTSPEL 03/2024":                       {ref("COTSPEL", 3)},
		"ya quedó":                              nil,
	} {
		if out := nombrados(d, posibles, texto); !slices.Equal(out, quiere) {
			t.Errorf("%q: %v, want %v", texto, out, quiere)
		}
	}
	if out := nombrados(d, posibles[:2], "CVD 03/2024 … 03/2024"); len(out) != 1 {
		t.Errorf("the same twice: %v", out)
	}
}

// A guest who writes to the bot reads that it is not for guests; an app, nothing.
func TestHiloDeInvitada(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		for _, quien := range []string{uMaquina, uInvita} {
			dm := c.sim.DMID(quien)
			if _, err := c.sim.Say(t.Context(), quien, dm, "Ya quedó", ""); err != nil && quien == uInvita {
				t.Fatal(err)
			}
		}
		c.unaVez(uInvita, "Las cuentas invitadas")
		if m := c.sim.DM(uMaquina); slices.ContainsFunc(m, func(m slacksim.Message) bool {
			return m.User == c.sim.BotUserID() || m.BotID != "" && m.User != uMaquina
		}) {
			t.Errorf("said to an app: %+v", m)
		}
		// By the other doors too.
		if o := c.slash(uInvita, "nuevo"); !strings.Contains(o.Text, "Las cuentas invitadas") {
			t.Errorf("command: %+v", o)
		}
		ficha := c.slash(uST, "ver 03/2024").Messages[0]
		c.sim.AddUser(slacksim.User{ID: uST, Name: uST, Restricted: true})
		c.st.con(func() { clear(c.st.personas) })
		c.b.quien.mu.Lock()
		c.b.quien.m = nil
		c.b.quien.mu.Unlock()
		if _, err := c.sim.Press(t.Context(), uST, ficha, accionEditar); err != nil {
			t.Fatal(err)
		}
		c.dijo(uST, "Las cuentas invitadas")
	})
}

// What does not reach the person is said when the event comes again; what was recorded
// is not recorded again because its echo was lost.
func TestHiloSinEco(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		ts := c.recordatorio(uEnlace, planFijo())
		roto := slacksim.Mishap{Method: "chat.postMessage", Kind: slacksim.SlackError, Error: "internal_error"}
		c.sim.Inject(roto)
		if _, err := c.sim.Say(t.Context(), uEnlace, c.sim.DMID(uEnlace), "Algo suelto", ""); err != nil {
			t.Fatal(err)
		}
		c.unaVez(uEnlace, "responda en el hilo de un recordatorio")
		c.sim.Inject(roto)
		if _, err := c.sim.Say(t.Context(), uEnlace, c.sim.DMID(uEnlace), "Se envió el oficio", ts); err != nil {
			t.Fatal(err)
		}
		hasta(t, func() bool { return len(c.st.hechos()) == 1 })
		if _, err := c.sim.Say(t.Context(), uEnlace, c.sim.DMID(uEnlace), "Se publicó", ts); err != nil {
			t.Fatal(err)
		}
		hasta(t, func() bool { return len(c.st.hechos()) == 2 })
		c.unaVez(uEnlace, "Quedó registrado el avance")
		c.sim.Inject(roto)
		if _, err := c.sim.Say(t.Context(), uInvita, c.sim.DMID(uInvita), "Ya quedó", ""); err != nil {
			t.Fatal(err)
		}
		c.unaVez(uInvita, "Las cuentas invitadas")
	})
}

// evento is an answer in a thread as the Events API sends it.
func (c *casa) evento(id, texto string) string {
	c.t.Helper()
	b, err := json.Marshal(map[string]any{
		"type": "event_callback", "team_id": c.sim.TeamID(), "event_id": id, "event": map[string]any{
			"type": "message", "channel_type": "im", "channel": c.sim.DMID(uEnlace), "user": uEnlace, "text": texto, "ts": "9.9",
			"thread_ts": c.recordatorio(uEnlace, planFijo()),
		},
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return string(b)
}
