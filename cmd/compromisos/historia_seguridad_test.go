package main

import (
	"fmt"
	"strings"
	"testing"

	"compromisos/slacksim"
)

// confReservada is two commissions, each with its own ST and read by its own channel alone.
var confReservada = strings.NewReplacer(
	"    canal: C0CVD\n", "    canal: C0CVD\n    lectura: canal\n",
	"areas:\n", "  - siglas: OTRA\n    nombre: Otra comisión\n    canal: C0OTRO\n    lectura: canal\n    secretaria: [U0OTRAST]\nareas:\n",
).Replace(confSinResumen)

// fotografia is what the tables hold, each by its name: all but the queue of jobs, the pace,
// the beat of the database and what is remembered of people.
func (c *casa) fotografia() map[string]string {
	c.t.Helper()
	filas, err := c.base().QueryContext(c.t.Context(), `SELECT table_name FROM information_schema.tables
		WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'river%' AND table_name NOT IN ('turnos', 'personas', 'pulso')`)
	if err != nil {
		c.t.Fatal(err)
	}
	defer filas.Close()
	fotos := map[string]string{}
	for filas.Next() {
		var tabla string
		if err := filas.Scan(&tabla); err != nil {
			c.t.Fatal(err)
		}
		fotos[tabla] = ""
	}
	if err := filas.Err(); err != nil {
		c.t.Fatal(err)
	}
	for tabla := range fotos {
		fotos[tabla] = c.leer(`SELECT coalesce(string_agg(t::text, E'\n' ORDER BY t::text), '') FROM ` + tabla + ` t`)
	}
	if len(fotos) < 15 {
		c.t.Fatalf("only the tables %v", fotos)
	}
	return fotos
}

// intacta fails where a table is not as it was.
func (c *casa) intacta(antes map[string]string, tras string) {
	c.t.Helper()
	for tabla, hay := range c.fotografia() {
		if hay != antes[tabla] {
			c.t.Errorf("after %s, %s changed:\n%s\n---\n%s", tras, tabla, antes[tabla], hay)
		}
	}
}

// The buttons and the forms of the bot, with values as the bot itself writes them; %s is the
// compromiso. The table of all doors is in TestDerechosDelContrato.
var (
	botonesDeArea = map[string]string{
		"avance": "%s", "cumplir": "%s", "prorroga": "%s", "enterado": "%s", "posponer": "manana %s", "hilo": "%s\nDicho por otra persona",
	}
	botonesDeST = map[string]string{
		"validar": "%s", "rechazar": "%s", "conceder": "%s", "negar": "%s", "asignar": "%s", "cancelar": "%s", "reabrir": "%s",
		"editar": "%s", "recordar": "%s", "avisos": "%s", "publicar": "CVD 0123456789abcdef", "nuevo": "c=CVD&e=abiertos",
	}
	botonesDeLectura = map[string]string{"ver": "%s", "lista_pagina": "c=CVD&e=todos"}
	formasDeArea     = []string{"avance", "cumplir", "prorroga", "posponer"}
	formasDeST       = []string{"validar", "rechazar", "conceder", "negar", "asignar", "cancelar", "reabrir", "editar", "nuevo"}
)

// forjarBoton has somebody press a button that nobody showed to them, and gives what they
// were told.
func (c *casa) forjarBoton(persona, canal, accion, valor string) string {
	c.t.Helper()
	antes := len(c.sala.Sim.Ephemerals(persona))
	a := map[string]any{"action_id": accion, "block_id": "x", "type": "button", "value": valor, "action_ts": "1.1"}
	if accion == "posponer" {
		a["type"], a["selected_option"] = "static_select", map[string]any{"value": valor}
		delete(a, "value")
	}
	if _, err := c.sala.Sim.Forge(c.t.Context(), persona, canal, "block_actions", map[string]any{"actions": []any{a}}); err != nil {
		c.t.Fatalf("%s by %s: %v", accion, persona, err)
	}
	c.espera(persona+" is told about "+accion, func() bool {
		return len(c.sala.Sim.Ephemerals(persona)) > antes || len(c.sala.Sim.Views(persona)) > 0
	})
	if todas := c.sala.Sim.Ephemerals(persona); len(todas) > antes {
		return strings.Join(todas[len(todas)-1].AllTexts(), "\n")
	}
	return "a form"
}

// forjarForma has somebody send a form that was never opened to them.
func (c *casa) forjarForma(persona, canal, id, metadatos string, campos map[string]any) *slacksim.Outcome {
	c.t.Helper()
	estado := map[string]any{}
	for nombre, v := range campos {
		estado[nombre] = map[string]any{nombre: v}
	}
	o, err := c.sala.Sim.Forge(c.t.Context(), persona, canal, "view_submission", map[string]any{"view": map[string]any{
		"id": fmt.Sprintf("V0%s%s%d", id, persona, len(c.sala.Sim.Traffic())), "type": "modal", "callback_id": id,
		"private_metadata": metadatos, "state": map[string]any{"values": estado}, "title": map[string]any{"text": "Forjada"},
	}})
	if err != nil {
		c.t.Fatalf("%s by %s: %v", id, persona, err)
	}
	return o
}

// formaLlena fills in every field that a form of the bot has.
func formaLlena() map[string]any {
	texto := func(s string) map[string]any { return map[string]any{"type": "plain_text_input", "value": s} }
	dia := func(s string) map[string]any { return map[string]any{"type": "datepicker", "selected_date": s} }
	return map[string]any{
		"texto": texto("Texto de quien no debe"), "motivo": texto("Porque sí"), "atencion": texto("Ya quedó"), "nueva": dia("2026-12-18"),
		"fecha": dia("2026-11-03"), "vence": dia("2026-12-18"), "hasta": dia("2026-12-01"),
		"areas": map[string]any{"type": "multi_static_select", "selected_options": []any{map[string]any{"value": "UTSI"}}},
		"tipo":  map[string]any{"type": "static_select", "selected_option": map[string]any{"value": "acuerdo"}},
	}
}

// dosComisiones is the house of these stories: CVD 01/2026 of the DERFE; CVD 02/2026 whose inciso
// a is of the DERFE and b of the UTSI; and OTRA 01/2026 of the UTSI.
func dosComisiones(t *testing.T, http bool) *casa {
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confReservada, http: http})
	sim := c.sala.Sim
	sim.AddUser(slacksim.User{ID: "U0OTRAST", Name: "otrast"})
	sim.AddUser(slacksim.User{ID: "U0GUEST", Name: "g", Restricted: true})
	sim.AddUser(slacksim.User{ID: "U0EXTRA", Name: "x", TeamID: "T0OTRO"})
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{"U0ST", "U0DERFE", "U0GUEST", "U0EXTRA", sim.BotUserID()}})
	sim.AddChannel(slacksim.Channel{ID: "C0OTRO", Name: "otro", Members: []string{"U0OTRAST", "U0UTSI", sim.BotUserID()}})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.st.Slash("C0CVD", "/compromiso", "nuevo Lo de dos:\n1. Lo de la DERFE\n2. Lo de la UTSI áreas:DERFE vence:2026-11-20").Contains(t, "02/2026")
	inciso := formaLlena()
	inciso["inciso"] = map[string]any{"type": "static_select", "selected_option": map[string]any{"value": "b"}}
	if o := c.forjarForma("U0ST", "C0CVD", "asignar", `{"r":"CVD 02/2026","c":"CVD"}`, inciso); len(o.Errors) > 0 {
		t.Fatal(o.Errors)
	}
	c.sala.User("U0OTRAST").Slash("C0OTRO", "/compromiso", "nuevo Reservado de la otra áreas:UTSI vence:2026-11-13").Contains(t, "01/2026")
	c.asentar()
	return c
}

// A member of the workspace forges presses and forms for what is not theirs, by both doors: each
// is refused, opens nothing, tells nothing and changes no table.
func TestHistoria_forjado(t *testing.T) {
	for _, http := range []bool{false, true} {
		t.Run(map[bool]string{false: "socket", true: "http"}[http], func(t *testing.T) {
			t.Parallel()
			c := dosComisiones(t, http)
			antes := c.fotografia()
			for _, x := range []struct {
				quien, persona, canal string
				lee, atiende          bool
			}{
				{"the enlace of another area", "U0UTSI", "C0OTRO", true, false},
				{"the enlace of the area", "U0DERFE", "C0CVD", true, true},
				{"the ST of another commission", "U0OTRAST", "C0OTRO", false, false},
				{"somebody of another channel", "U0LECTOR", "DM", false, false},
				{"a guest in the channel", "U0GUEST", "C0CVD", false, false},
				{"a stranger in a shared channel", "U0EXTRA", "C0CVD", false, false},
			} {
				c.intento(x.quien, x.persona, x.canal, botonesDeST, formasDeST)
				if !x.atiende {
					c.intento(x.quien, x.persona, x.canal, botonesDeArea, formasDeArea)
				}
				if !x.lee {
					c.intento(x.quien, x.persona, x.canal, botonesDeLectura, nil)
				}
				c.intacta(antes, x.quien)
			}
			c.trucos(antes)

			// The same forged by whom it belongs to is done: what is refused above is the right.
			if s := c.forjarBoton("U0DERFE", "C0CVD", "enterado", "CVD 01/2026"); !contiene(s, "Anotado") {
				t.Errorf("the enlace's own press: %q", s)
			}
			if o := c.forjarForma("U0DERFE", "C0CVD", "avance", `{"r":"CVD 01/2026"}`, formaLlena()); len(o.Errors) > 0 {
				t.Errorf("the enlace's own form: %v", o.Errors)
			}
			if c.fotografia()["seguimientos"] == antes["seguimientos"] || c.fotografia()["enterados"] == antes["enterados"] {
				t.Error("what may be done was not done")
			}
		})
	}
}

// intento forges every one of the buttons and forms for CVD 01/2026.
func (c *casa) intento(quien, persona, canal string, botones map[string]string, formas []string) {
	c.t.Helper()
	for accion, valor := range botones {
		if accion == "nuevo" && canal != "C0CVD" {
			valor = "c=CVD"
		}
		if contiene(valor, "%s") {
			valor = fmt.Sprintf(valor, "CVD 01/2026")
		}
		dicho := c.forjarBoton(persona, canal, accion, valor)
		if dicho == "a form" || contiene(dicho, "informe de avances") || contiene(dicho, "✓") || !contiene(strings.ToLower(dicho), "solo") && !contiene(dicho, "no pueden usar") {
			c.t.Errorf("%s pressed «%s» (%q) and was told %q", quien, accion, valor, dicho)
		}
	}
	for _, id := range formas {
		for _, metadatos := range []string{`{"r":"CVD 01/2026","c":"CVD"}`, `{"r":"CVD 01/2026 a","c":"CVD"}`} {
			o := c.forjarForma(persona, canal, id, metadatos, formaLlena())
			if len(o.Errors) == 0 || contiene(fmt.Sprint(o.Errors), "informe de avances") {
				c.t.Errorf("%s sent «%s» with %s and was answered %s", quien, id, metadatos, o.Raw)
			}
		}
	}
}

// trucos are values that say one thing to who checks and another to who does.
func (c *casa) trucos(antes map[string]string) {
	c.t.Helper()
	conInciso := func(letra string) map[string]any {
		m := formaLlena()
		m["inciso"] = map[string]any{"type": "static_select", "selected_option": map[string]any{"value": letra}}
		return m
	}
	for _, x := range []struct {
		que, persona, canal, forma, metadatos string
		campos                                map[string]any
	}{
		{"a form of their commission about another's", "U0OTRAST", "C0OTRO", "editar", `{"r":"CVD 01/2026","c":"OTRA"}`, formaLlena()},
		{"a reference without its commission, sent from its channel", "U0LECTOR", "C0CVD", "editar", `{"r":"01/2026","c":"OTRA"}`, formaLlena()},
		{"siglas in another case", "U0OTRAST", "C0OTRO", "cancelar", `{"r":"cvd 01/2026","c":"OTRA"}`, formaLlena()},
		{"a new one for another commission", "U0OTRAST", "C0OTRO", "nuevo", `{"c":"cvd"}`, formaLlena()},
		{"an inciso of another area", "U0UTSI", "C0OTRO", "avance", `{"r":"CVD 02/2026"}`, conInciso("a")},
		{"an inciso of another area, proposed", "U0UTSI", "C0OTRO", "cumplir", `{"r":"CVD 02/2026"}`, conInciso("a")},
		{"the whole, of which a part is theirs", "U0UTSI", "C0OTRO", "cumplir", `{"r":"CVD 02/2026"}`, conInciso("todo")},
		{"an inciso of another area, later", "U0UTSI", "C0OTRO", "prorroga", `{"r":"CVD 02/2026"}`, conInciso("a")},
		{"an inciso that is none", "U0UTSI", "C0OTRO", "avance", `{"r":"CVD 01/2026"}`, conInciso("b")},
		{"their inciso in the reference, another's in the field", "U0UTSI", "C0OTRO", "avance", `{"r":"CVD 02/2026 b"}`, conInciso("a")},
		{"a form that there is not", "U0ST", "C0CVD", "borrar", `{"r":"CVD 01/2026"}`, formaLlena()},
		{"metadata that is none", "U0ST", "C0CVD", "cancelar", `CVD 01/2026`, formaLlena()},
		{"metadata with two references", "U0OTRAST", "C0OTRO", "cancelar", `{"r":"OTRA 01/2026","r":"CVD 01/2026","c":"OTRA"}`, formaLlena()},
		{"a reference with a tail", "U0OTRAST", "C0OTRO", "cancelar", `{"r":"OTRA 01/2026 CVD 01/2026"}`, formaLlena()},
	} {
		if o := c.forjarForma(x.persona, x.canal, x.forma, x.metadatos, x.campos); len(o.Errors) == 0 {
			c.t.Errorf("%s: answered %s", x.que, o.Raw)
		}
		c.intacta(antes, x.que)
	}
	for _, x := range []struct{ que, persona, canal, accion, valor, lacks string }{
		{"a page of another commission", "U0OTRAST", "C0OTRO", "lista_pagina", "c=OTRA&c=CVD&e=todos", "informe de avances"},
		{"a page of another commission, the other way", "U0OTRAST", "C0OTRO", "lista_pagina", "c=CVD&c=OTRA&e=todos", "informe de avances"},
		{"a page of a session of another commission", "U0OTRAST", "C0OTRO", "lista_pagina", "c=OTRA&e=todos&si=1&s=2026-10-30&sk=SO&so=1&sc=CVD", "informe de avances"},
		{"a page too long", "U0OTRAST", "C0OTRO", "lista_pagina", "c=OTRA&e=todos&l=100000", "informe de avances"},
		{"a card of another commission", "U0OTRAST", "C0OTRO", "ver", "CVD 01/2026", "informe de avances"},
		{"a button that there is not", "U0ST", "C0CVD", "borrar", "CVD 01/2026", "✓"},
		{"a press on an inciso of another area", "U0UTSI", "C0OTRO", "hilo", "CVD 02/2026 a\nDicho", "✓"},
	} {
		if dicho := c.forjarBoton(x.persona, x.canal, x.accion, x.valor); contiene(dicho, x.lacks) {
			c.t.Errorf("%s: told %q", x.que, dicho)
		}
		c.intacta(antes, x.que)
	}
	for _, texto := range []string{"CVD ver 01/2026", "ver CVD 01/2026", "CVD lista todos", "CVD buscar informe", "CVD resumen", "CVD avisos 01/2026", "CVD editar 01/2026"} {
		c.sala.User("U0OTRAST").Slash("C0OTRO", "/compromiso", texto).Lacks(c.t, "informe de avances")
	}
	if len(c.sala.Sim.Views("U0OTRAST")) > 0 {
		c.t.Error("a form was opened")
	}
	c.intacta(antes, "what was typed")
}
