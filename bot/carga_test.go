package bot

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
)

type objeto = map[string]any

// quienPide is in every payload.
func quienPide(tipo string) objeto {
	return objeto{
		"type": tipo, "token": "viejo", "api_app_id": "A0APP", "trigger_id": "1.2.abc", "is_enterprise_install": false, "enterprise": nil,
		"team": objeto{"id": equipoMudo, "domain": "practica"},
		"user": objeto{"id": uST, "username": "st", "name": "st", "team_id": equipoMudo},
	}
}

func con(o objeto, mas objeto) objeto {
	maps.Copy(o, mas)
	return o
}

func dePlano(s string) objeto { return objeto{"type": "plain_text", "text": s, "emoji": true} }

// enMensaje is a payload of something in a message of the channel.
func enMensaje(tipo string, mas objeto) objeto {
	return con(con(quienPide(tipo), objeto{
		"channel":      objeto{"id": "C0CVD", "name": "cvd"},
		"container":    objeto{"type": "message", "message_ts": "1.1", "channel_id": "C0CVD", "thread_ts": "1.0", "is_ephemeral": true},
		"message":      objeto{"type": "message", "ts": "1.1", "user": "U0BOT", "bot_id": "B0BOT", "text": "hola", "blocks": []any{objeto{"type": "divider"}}},
		"response_url": "https://hooks.slack.com/actions/T0/1/x", "state": objeto{"values": objeto{}},
	}), mas)
}

// vistaEnviada is a form of ours as it comes back, filled in.
func vistaEnviada(pu *puerta) objeto {
	o := procedencia{Comision: "CVD", Canal: "C0CVD", URL: "https://hooks.slack.com/commands/T0/1/x"}
	if pu.sobre {
		o.Ref = "CVD 03/2024"
	}
	valores, bloques := objeto{}, []any{objeto{"type": "section", "block_id": "s1", "text": dePlano("x")}}
	poner := func(id string, v objeto) {
		valores[id] = objeto{id: v}
		bloques = append(bloques, objeto{
			"type": "input", "block_id": id, "label": dePlano(id), "optional": true,
			"element": objeto{"type": v["type"], "action_id": id},
		})
	}
	for _, id := range []string{idTexto, idMotivo} {
		poner(id, escribe("Se entregó el informe"))
	}
	for _, id := range []string{idNueva, idVence, idHasta} {
		poner(id, fechado("2024-06-03"))
	}
	poner(idFecha, fechado("2024-03-11"))
	poner(idAreas, eligeVarios("DERFE"))
	poner(idTipo, elige("compromiso"))
	poner(idSolicitantes, objeto{"type": "multi_users_select", "selected_users": []any{uST}})
	return objeto{
		"id": "V0UNA", "team_id": equipoMudo, "type": "modal", "callback_id": pu.nombre, "private_metadata": o.String(), "hash": "1.abc",
		"root_view_id": "V0UNA", "previous_view_id": nil, "external_id": "", "app_id": "A0APP", "bot_id": "B0BOT", "clear_on_close": false,
		"title": dePlano("Título"), "submit": dePlano("Enviar"), "close": dePlano("Cancelar"), "blocks": bloques, "state": objeto{"values": valores},
	}
}

// enEvento is what the Events API sends around an event.
func enEvento(id string, evento objeto) objeto {
	return objeto{
		"type": "event_callback", "token": "viejo", "team_id": equipoMudo, "api_app_id": "A0APP", "event_id": "Ev0" + id, "event_time": 1,
		"event_context": "4-x", "is_ext_shared_channel": false, "context_team_id": equipoMudo,
		"authorizations": []any{objeto{"team_id": equipoMudo, "user_id": "U0BOT", "is_bot": true}}, "event": evento,
	}
}

func enDM(mas objeto) objeto {
	return con(objeto{
		"type": "message", "user": uST, "channel": "D0X", "channel_type": "im", "text": "se envió el oficio", "ts": "1.2", "thread_ts": "1.1",
		"event_ts": "1.2", "client_msg_id": "x", "team": equipoMudo,
	}, mas)
}

// cargas are one valid payload of every interactive type, by every door of ours and by
// some that are not; and of every kind of event.
func cargas(tb *tabla) (interactivas, eventos map[string]objeto) {
	interactivas = map[string]objeto{
		"view_closed":               con(quienPide("view_closed"), objeto{"view": objeto{"id": "V0UNA", "callback_id": "nuevo"}, "is_cleared": true}),
		"shortcut":                  con(quienPide("shortcut"), objeto{"callback_id": "registrar", "action_ts": "1.3"}),
		"message_action":            enMensaje("message_action", objeto{"callback_id": "registrar", "action_ts": "1.3", "message_ts": "1.1"}),
		"block_suggestion":          enMensaje("block_suggestion", objeto{"action_id": idAreas, "block_id": idAreas, "value": "DER"}),
		"interactive_message":       enMensaje("interactive_message", objeto{"actions": []any{objeto{"name": "x", "type": "button", "value": "y"}}}),
		"dialog_submission":         con(quienPide("dialog_submission"), objeto{"submission": objeto{"texto": "x"}, "callback_id": "nuevo", "state": "x"}),
		"workflow_step_edit":        con(quienPide("workflow_step_edit"), objeto{"workflow_step": objeto{"step_id": "x"}}),
		"block_actions in a view":   con(quienPide("block_actions"), objeto{"view": vistaEnviada(&puerta{nombre: "nuevo"}), "container": objeto{"type": "view", "view_id": "V0UNA"}, "actions": []any{objeto{"type": "button", "action_id": accionVer, "block_id": "b", "value": "CVD 03/2024", "action_ts": "1.3"}}}),
		"view_submission of nobody": con(quienPide("view_submission"), objeto{"view": vistaEnviada(&puerta{nombre: "de_nadie"}), "response_urls": []any{}}),
	}
	for _, pu := range tb.puertas {
		switch pu.clase {
		case claseBoton:
			interactivas["block_actions "+pu.nombre] = enMensaje("block_actions", objeto{"actions": []any{objeto{
				"type": "button", "action_id": pu.nombre, "block_id": "b", "action_ts": "1.3", "text": dePlano("x"), "value": valorDeBoton(pu.nombre), "style": "primary",
			}}})
		case claseFormulario:
			interactivas["view_submission "+pu.nombre] = con(quienPide("view_submission"), objeto{"view": vistaEnviada(pu), "response_urls": []any{}})
		}
	}
	interactivas["block_actions of a menu"] = enMensaje("block_actions", objeto{"actions": []any{objeto{
		"type": "overflow", "action_id": accionVer, "block_id": "b", "action_ts": "1.3", "selected_option": objeto{"text": dePlano("x"), "value": "CVD 03/2024"},
	}}})
	eventos = map[string]objeto{
		"url_verification": {"type": "url_verification", "token": "viejo", "challenge": "3eZbrw1a"},
		"app_rate_limited": {"type": "app_rate_limited", "token": "viejo", "team_id": equipoMudo, "minute_rate_limited": 1, "api_app_id": "A0APP"},
	}
	for nombre, e := range map[string]objeto{
		"message.im":       enDM(nil),
		"con archivo":      enDM(objeto{"subtype": "file_share", "files": []any{objeto{"id": "F1", "name": "a.pdf", "size": 3}}, "text": ""}),
		"message_changed":  enDM(objeto{"subtype": "message_changed", "message": enDM(nil), "previous_message": enDM(nil)}),
		"de una máquina":   enDM(objeto{"bot_id": "B0BOT", "subtype": "bot_message"}),
		"app_home_opened":  {"type": "app_home_opened", "user": uST, "channel": "D0X", "tab": "home", "view": objeto{"id": "V1"}, "event_ts": "1.2"},
		"app_mention":      {"type": "app_mention", "user": uST, "channel": "C0CVD", "text": "<@U0BOT> hola", "ts": "1.2", "event_ts": "1.2"},
		"link_shared":      {"type": "link_shared", "user": uST, "channel": "COMPOSER", "links": []any{objeto{"url": "https://x.mx", "domain": "x.mx"}}},
		"user_change":      {"type": "user_change", "user": objeto{"id": uST, "deleted": true}},
		"tokens_revoked":   {"type": "tokens_revoked", "tokens": objeto{"bot": []any{"U0BOT"}}},
		"app_uninstalled":  {"type": "app_uninstalled"},
		"something_newer":  {"type": "something_newer", "user": objeto{}, "channel": []any{}},
		"member_joined":    {"type": "member_joined_channel", "user": uST, "channel": "C0CVD"},
		"subteam_updated":  {"type": "subteam_members_changed", "subteam_id": "S1", "added_users": []any{uST}},
		"function_execute": {"type": "function_executed", "inputs": objeto{"x": objeto{}}},
	} {
		eventos[nombre] = enEvento(nombre, e)
	}
	return interactivas, eventos
}

func valorDeBoton(nombre string) string {
	v := "CVD 03/2024"
	switch nombre {
	case accionPosponer:
		return codificarPosponer(plazoManana, v)
	case accionHilo:
		return v + "\nse envió"
	case accionInforme:
		return "CVD 01SO-CVD csv"
	case accionPublicar:
		return "CVD 0123456789abcdef"
	case accionListaPag:
		v, _ = codificarPagina(compromiso.Filtro{Comision: "CVD", Estado: compromiso.FiltroAbiertos, Hoy: hoyFijo})
	}
	return v
}

// formas are what a value is put in the place of: nothing, and each kind of JSON.
var formas = map[string]any{
	"null": nil, "vacío": "", "texto": "otra cosa <!channel>", "número": -7.5e300, "objeto": objeto{"id": objeto{}, "0": nil},
	"objeto vacío": objeto{}, "lista": []any{nil, objeto{}, "x", []any{}}, "lista vacía": []any{}, "sí": true,
	"largo": strings.Repeat("á<@U1>", 1500), "nulos": "a\x00\u202e\ufffd\n\n",
}

// torcer gives a copy of v for each value in it, at every depth: without it, and with it
// in each other form. The name of a copy says what was done.
func torcer(v any, camino string, da func(que string, w any)) {
	switch v := v.(type) {
	case objeto:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			sin := maps.Clone(v)
			delete(sin, k)
			da(camino+"/"+k+" falta", sin)
			poner := func(que string, w any) {
				otro := maps.Clone(v)
				otro[k] = w
				da(que, otro)
			}
			for nombre, f := range formas {
				poner(camino+"/"+k+" "+nombre, f)
			}
			torcer(v[k], camino+"/"+k, poner)
		}
	case []any:
		for i := range v {
			poner := func(que string, w any) {
				otro := slices.Clone(v)
				otro[i] = w
				da(que, otro)
			}
			for nombre, f := range formas {
				poner(fmt.Sprintf("%s/%d %s", camino, i, nombre), f)
			}
			torcer(v[i], fmt.Sprintf("%s/%d", camino, i), poner)
		}
	}
}

func jsonDe(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// identidadDe is the person and the workspace that a payload names, wherever that type of
// payload says so; "" where it does not.
func identidadDe(v any) (persona, equipo string) {
	o, _ := v.(objeto)
	if e, ok := o["event"].(objeto); ok {
		persona, _ = e["user"].(string)
		equipo, _ = o["team_id"].(string)
		return persona, equipo
	}
	u, _ := o["user"].(objeto)
	persona, _ = u["id"].(string)
	te, _ := o["team"].(objeto)
	if equipo, _ = te["id"].(string); equipo == "" {
		equipo, _ = u["team_id"].(string)
	}
	return persona, equipo
}

// probar sends one payload. Whatever it is, it is answered, in time, with nothing that
// Slack would take for a failure; what it writes it writes for whom it names.
func (c *casaMuda) probar(t *testing.T, que, tipo, cuerpo, persona, equipo string) {
	t.Helper()
	bound.Run(t, len(cuerpo), func() {
		w := c.postear(tipo, cuerpo)
		switch s := w.Body.String(); {
		case w.Code != http.StatusOK && w.Code != http.StatusBadRequest:
			t.Errorf("%s: %d", que, w.Code)
		case strings.Contains(s, "Sigo trabajando"):
			t.Errorf("%s: answered late", que)
		case w.Header().Get("Content-Type") == "application/json; charset=utf-8" && !json.Valid(w.Body.Bytes()):
			t.Errorf("%s: %s", que, s)
		}
	})
	c.sinSuplantar(t, que, persona, equipo)
}

// sinSuplantar looks at who wrote.
func (c *casaMuda) sinSuplantar(t *testing.T, que, persona, equipo string) {
	t.Helper()
	for _, quien := range c.st.quienes() {
		if quien != persona || equipo != equipoMudo || quien != uST {
			t.Errorf("%s: %q of %q wrote as %q", que, persona, equipo, quien)
		}
	}
	c.limpia()
}

// sinQuejas looks at what all of it left behind.
func (c *casaMuda) sinQuejas(t *testing.T) {
	t.Helper()
	if s := c.log.String(); strings.Contains(s, "panic") {
		t.Error(s)
	}
	if len(c.slack.ajenas) > 0 {
		t.Errorf("it called %q", c.slack.ajenas)
	}
}

// TestCargasTorcidas takes a payload of every type that Slack sends and has each of its
// fields, at every depth, missing, null, empty and of each other type. Doors of one kind
// read what is around the button, the form or the event alike: one of each stands for all.
func TestCargasTorcidas(t *testing.T) {
	t.Parallel()
	c := nuevaCasaMuda(t)
	interactivas, eventos := cargas(c.b.tabla)
	enteras := []string{"block_actions " + accionVer, "view_submission " + accionAvance, "message.im"}
	n := 0
	for _, grupo := range []struct {
		tipo   string
		cargas map[string]objeto
	}{{tipoForma, interactivas}, {tipoJSON, eventos}} {
		for _, nombre := range slices.Sorted(maps.Keys(grupo.cargas)) {
			uno := func(que string, v any) {
				if slices.Contains(enteras, nombre) && !otroBloque.MatchString(que) || loSuyo(grupo.cargas[nombre], que) {
					n++
					c.torcida(t, nombre+" "+que, grupo.tipo, v, n)
				}
			}
			uno("", grupo.cargas[nombre])
			torcer(grupo.cargas[nombre], "", uno)
		}
	}
	c.sinQuejas(t)
	t.Logf("%d payloads", n)
}

// otroBloque is within one more input of a form, which is like the one before it.
var otroBloque = regexp.MustCompile(`^/view/blocks/([2-9]|1\d)[/ ]`)

// loSuyo tells whether a door may take that in a way of its own: a part that it reads by
// itself, in a form that differs from the others in kind.
func loSuyo(carga objeto, que string) bool {
	camino, forma, _ := strings.Cut(que, " ")
	switch {
	case forma != "" && !slices.Contains([]string{"falta", "null", "número", "objeto", "lista"}, forma):
		return false
	case carga["actions"] != nil:
		return strings.HasPrefix(camino, "/actions/")
	case carga["event"] != nil:
		return strings.HasPrefix(camino, "/event/")
	case strings.HasPrefix(camino, "/view/state/"): // read by one function; what is missing, by each form
		return forma == "falta" || forma == "null"
	case strings.HasPrefix(camino, "/view/"):
		return camino == "/view/private_metadata"
	}
	return true
}

// torcida sends a payload by the door of its kind; n makes an event another one than
// those before it, which would not be served.
func (c *casaMuda) torcida(t *testing.T, que, tipo string, v any, n int) {
	t.Helper()
	if o, ok := v.(objeto); ok && o["event_id"] != nil && !strings.Contains(que, "/event_id") {
		o = maps.Clone(o)
		o["event_id"], v = fmt.Sprint("Ev", n), o
	}
	cuerpo := jsonDe(t, v)
	if tipo == tipoForma {
		cuerpo = url.Values{"payload": {cuerpo}}.Encode()
	}
	persona, equipo := identidadDe(v)
	c.probar(t, que, tipo, cuerpo, persona, equipo)
}

// TestFormasTorcidas does the same with the form of a slash command, each field of which
// is missing, empty, twice, or as long as a field can be.
func TestFormasTorcidas(t *testing.T) {
	t.Parallel()
	c := nuevaCasaMuda(t)
	base := map[string]string{
		"token": "viejo", "team_id": equipoMudo, "team_domain": "practica", "enterprise_id": "", "channel_id": "C0CVD", "channel_name": "cvd", "user_id": uST, "user_name": "st",
		"command": "/compromiso", "response_url": "https://hooks.slack.com/commands/T0/1/x", "trigger_id": "1.2.abc", "api_app_id": "A0APP", "is_enterprise_install": "false",
	}
	for _, texto := range []string{
		"", "lista", "ver 03/2024", "nuevo Convocar a una reunión áreas:DERFE vence:mañana", "nuevo", "avance 03/2024 Se envió", "buscar carteles", "cumplir 4/2024 a",
	} {
		base["text"] = texto
		for _, campo := range slices.Sorted(maps.Keys(base)) {
			for nombre, cambia := range map[string]func(url.Values){
				"entera":       func(url.Values) {},
				"falta":        func(f url.Values) { f.Del(campo) },
				"vacío":        func(f url.Values) { f.Set(campo, "") },
				"dos veces":    func(f url.Values) { f.Add(campo, "otro") },
				"otro primero": func(f url.Values) { f[campo] = []string{"otro", base[campo]} },
				"marca":        func(f url.Values) { f.Set(campo, "<!channel>\x00\u202e") },
				"largo":        func(f url.Values) { f.Set(campo, strings.Repeat("<@U1> á", 1000)) },
				"JSON":         func(f url.Values) { f.Set(campo, `{"id":null}`) },
				"no UTF-8":     func(f url.Values) { f.Set(campo, "\xff\xfe") },
			} {
				f := url.Values{}
				for k, v := range base {
					f.Set(k, v)
				}
				cambia(f)
				que := texto + ": " + campo + " " + nombre
				c.probar(t, que, tipoForma, f.Encode(), f.Get("user_id"), f.Get("team_id"))
				c.porSocket(t, que, f)
			}
		}
	}
	for _, cuerpo := range []string{"%", "payload=%ZZ", "payload", "=", "&&&&", ";;", "payload=", "ssl_check=1", "text=%00%ff&team_id[]=x", strings.Repeat("a=b&", 50000)} {
		c.probar(t, fmt.Sprintf("%.20q", cuerpo), tipoForma, cuerpo, "", "")
	}
	c.sinQuejas(t)
}

// porSocket sends the command as Socket Mode does, whose fields may be of any type.
func (c *casaMuda) porSocket(t *testing.T, que string, f url.Values) {
	t.Helper()
	o := objeto{}
	for k := range f {
		if o[k] = f.Get(k); len(f[k]) > 1 {
			o[k] = f[k]
		}
	}
	persona, _ := o["user_id"].(string)
	equipo, _ := o["team_id"].(string)
	p, err := peticionSobre(sobre{Type: "slash_commands", Payload: []byte(jsonDe(t, o))})
	if err != nil {
		t.Errorf("%s: %v", que, err)
		return
	}
	c.b.atender(p)
	c.b.obra.Wait()
	c.sinSuplantar(t, que, persona, equipo)
}
