package main

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/scheduler"
	"compromisos/slacksim"
)

// The connection dies before Slack has done anything: it is tried again, and there is one.
func TestHistoria_conexionCortada(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.Reset, Times: 2})
	c.alas("2026-11-09T09:00")
	if n := c.dms(c.derfe, "vence hoy"); n != 1 {
		t.Errorf("%d reminders, want 1", n)
	}
	if a := c.avisos("01/2026", compromiso.AvisoRecordatorio, "U0DERFE"); a[0].Intentos < 2 || a[0].Estado != compromiso.AvisoEnviado {
		t.Errorf("the record says %+v", a[0])
	}
}

// Slack asks to wait longer than one call may take: nobody calls before, whatever else
// comes up meanwhile, and nothing is lost.
func TestHistoria_esperaLarga(t *testing.T) {
	t.Parallel()
	const pide = 3 * time.Second
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen, motor: scheduler.Options{Envio: time.Second}})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.registrar("02/2026", "áreas:UTSI vence:2026-12-11")
	c.asentar()
	antes := len(c.llamadas("chat.postMessage"))
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Kind: slacksim.RateLimited, RetryAfter: pide, Times: 1})
	c.reloj.Mover(c.momento("2026-11-09T09:00"))
	if err := c.apps[0].sch.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.espera("the reminder is put off", func() bool { return c.leer(`SELECT count(*) FROM avisos WHERE reintentar_en IS NOT NULL`) == "1" })
	c.st.Slash("C0CVD", "/compromiso", "recordar 02/2026").Contains(t, "UTSI")
	c.asentar()
	ls := c.llamadas("chat.postMessage")[antes:]
	if len(ls) != 3 {
		t.Fatalf("%d calls, want the one refused and two more", len(ls))
	}
	for k, x := range ls[1:] {
		if d := x.At.Sub(ls[0].At); d < pide {
			t.Errorf("call %d came %s after Slack asked for %s", k+1, d, pide)
		}
	}
	if n, m := c.dms(c.derfe, "vence hoy"), c.dms(c.utsi, "Se pide atender"); n != 1 || m != 1 {
		t.Errorf("%d reminders and %d requests, want 1 of each", n, m)
	}
}

// llamadas are the app's calls of a method, oldest first.
func (c *casa) llamadas(metodo string) []slacksim.Exchange {
	var out []slacksim.Exchange
	for _, x := range c.sala.Sim.Traffic() {
		if !x.ToApp && x.Name == metodo {
			out = append(out, x)
		}
	}
	return out
}

// Slack is down for longer than an aviso is tried: it is on record as failed, the ST
// hears of it, and what it reminded of is in the message of the next business day.
func TestHistoria_plazoVencido(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen, motor: scheduler.Options{Plazo: time.Second}})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.asentar()
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "U0DERFE", Kind: slacksim.ServerError, Times: -1})
	c.alas("2026-11-06T09:00") // five are left
	c.st.ExpectDM("Un aviso no llegó", "CVD 01/2026", "<@U0DERFE>", "se agotó el plazo")
	if a := c.avisos("01/2026", compromiso.AvisoRecordatorio, "U0DERFE"); len(a) != 1 || a[0].Estado != compromiso.AvisoFallido {
		t.Errorf("the record says %+v", a)
	}
	c.st.Slash("C0CVD", "/compromiso", "avisos 01/2026").Contains(t, "se agotó el plazo")
	c.sala.Sim.ClearMishaps()
	c.alas("2026-11-09T09:00") // four: no rung of its own
	c.derfe.ExpectDM("01/2026", "faltan 4 días hábiles")
}

// A workspace that does not know charts gets the digest without them, and its text says
// the same.
func TestHistoria_sinGrafica(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-06")
	c.registrar("02/2026", "áreas:UTSI vence:2026-11-12")
	c.asentar()
	antes := len(c.llamadas("chat.postMessage"))
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "C0CVD", Kind: slacksim.SlackError, Error: "invalid_blocks"})
	c.alas("2026-11-09T09:00")
	m := c.sala.ExpectChannel("C0CVD", "Resumen de la CVD", "01/2026", "02/2026", "Por área", "DERFE", "UTSI")
	for _, b := range m.Blocks {
		if k := b["type"]; k == "data_visualization" || k == "table" || k == "data_table" {
			t.Errorf("the digest still has a block of type %s", k)
		}
	}
	var envios []url.Values
	for _, x := range c.llamadas("chat.postMessage")[antes:] {
		if v, err := url.ParseQuery(x.Request); err == nil && v.Get("channel") == "C0CVD" {
			envios = append(envios, v)
		}
	}
	if len(envios) != 2 || !strings.Contains(envios[0].Get("blocks"), "data_visualization") {
		t.Fatalf("%d calls to the channel, want one with a chart and one without", len(envios))
	}
	for _, k := range []string{"text", "metadata"} {
		if envios[0].Get(k) == "" || envios[0].Get(k) != envios[1].Get(k) {
			t.Errorf("%s is %q with the chart and %q without", k, envios[0].Get(k), envios[1].Get(k))
		}
	}
}

// The bot is not in the commission's channel: the record says so, and the ST hears of it
// by DM, with what to do.
func TestHistoria_fueraDelCanal(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-12-11")
	c.asentar()
	c.sala.Sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", "U0DERFE"}})
	c.alas("2026-11-09T09:00")
	c.st.ExpectDM("Un aviso no llegó", "resumen", "<#C0CVD>", "Invite a la aplicación al canal")
	if s := c.leer(`SELECT estado || ' ' || motivo FROM avisos WHERE clase = 'resumen' AND dia = '2026-11-09'`); s != "fallido not_in_channel" {
		t.Errorf("the record says %s", s)
	}
	c.alas("2026-11-09T12:00")
	if n := c.dms(c.st, "Un aviso no llegó"); n != 1 {
		t.Errorf("the ST was told %d times", n)
	}
}

// Closed while the reminder waits for its turn: it is not sent.
func TestHistoria_cerradoUnSegundoAntes(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confSinResumen})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-09")
	c.asentar()
	antes := c.dms(c.derfe)
	// Somebody else's message to the same person left just now, so to say.
	if _, err := c.base().ExecContext(t.Context(), `
		INSERT INTO turnos VALUES ('c:U0DERFE', now() + interval '3 s') ON CONFLICT (clave) DO UPDATE SET siguiente = excluded.siguiente`); err != nil {
		t.Fatal(err)
	}
	c.reloj.Mover(c.momento("2026-11-09T09:00"))
	if err := c.apps[0].sch.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.espera("the reminder waits for its turn", func() bool {
		return c.leer(`SELECT count(*) FROM avisos WHERE clase = 'recordatorio' AND arriendo_hasta IS NOT NULL`) == "1"
	})
	c.st.Slash("C0CVD", "/compromiso", "cumplir 01/2026")
	c.st.ExpectModal("Validar").Submit()
	c.st.ExpectEphemeral("validado")
	c.derfe.ExpectDM("Cumplido", "01/2026")
	c.asentar()
	if n := c.dms(c.derfe); n != antes+1 {
		t.Errorf("%d messages, want that it is closed and no more", n-antes)
	}
	if a := c.avisos("01/2026", compromiso.AvisoRecordatorio, "U0DERFE"); len(a) != 1 || a[0].Estado != compromiso.AvisoOmitido || a[0].Motivo != "cerrado" {
		t.Errorf("the record says %+v", a)
	}
}
