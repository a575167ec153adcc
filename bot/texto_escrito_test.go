package bot

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// malicias is all that somebody could type to speak with the bot's voice. The address in it
// must never become a link, nor the ids a mention.
var malicias = []string{
	"<!channel> <!here> <!everyone> <!subteam^S0MALO> <@U0MALO> <@U0MALO|jefa> <#C0MALO> <#C0MALO|banco>",
	"<https://malo.example|banco> <mailto:u@malo.example|correo> [banco](https://malo.example) https://malo.example",
	"&lt;!channel&gt; &amp;lt;!here&amp;gt; &#60;!channel&#62; &lt;https://malo.example|banco&gt;",
	"@channel @here @everyone #general *negrita* _x_ ~y~ `z` ```w``` > cita\n> <!here>",
	"<!date^1^{date}^https://malo.example|hoy> :boom: \u202Eotxet\u2066 \u200B<\u200B!channel> \x00<\x01!here>",
	strings.Repeat("<!channel>&", 400),
}

// nombresPropios are fields that no person types: ids, dates and words of a fixed list, without
// which nothing would be found or composed. Every other string in the field's objects, also one
// that is added tomorrow, is taken for something that somebody typed.
var nombresPropios = []string{
	"ID", "Siglas", "Canal", "Secretaria", "Enlaces", "Suplentes", "Titular", "Usuarios", "Zona", "Lectura", "Comision", "Estatus", "Tipo", "Estado",
	"Clase", "Accion", "Destino", "Letra", "Inciso", "Papel", "Regla", "Suprimido", "Area", "Areas", "Persona", "Actor", "RegistradoPor", "Cron",
	"Grupos", "PorArea", "Numero", "Codigo", "TS", "Clave",
}

// datosPropios are those among the data of an aviso.
var datosPropios = []string{"prorroga", "nueva", "anterior", "destino", "clase", "areas"}

// manchar writes s in the place of every string that somebody may have typed.
func manchar(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			manchar(v.Elem(), s)
		}
	case reflect.Struct:
		for k := range v.NumField() {
			if f := v.Type().Field(k); f.IsExported() && !slices.Contains(nombresPropios, f.Name) {
				manchar(v.Field(k), s)
			}
		}
	case reflect.Slice:
		for k := range v.Len() {
			manchar(v.Index(k), s)
		}
	case reflect.Map:
		if m, ok := v.Interface().(map[string]string); ok && !v.IsNil() {
			for k := range m {
				if !slices.Contains(datosPropios, k) {
					m[k] = s
				}
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(s)
		}
	}
}

// reActiva are the tokens that Slack acts upon.
var reActiva = regexp.MustCompile(`<[^<>]*>`)

// sinEfecto looks through everything that would reach Slack: no token that was typed, no link
// to where somebody typed, no text that Slack would read for mentions.
func sinEfecto(t *testing.T, donde string, cosa any) {
	t.Helper()
	crudo, err := json.Marshal(cosa)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(crudo, &v); err != nil {
		t.Fatal(err)
	}
	marca := func(s string) {
		for _, m := range reActiva.FindAllString(s, -1) {
			if strings.Contains(m, "MALO") || strings.Contains(m, "malo") || !reFicha.MatchString(m) {
				t.Errorf("%s: the token %q in %.200q", donde, m, s)
			}
		}
		if strings.ContainsAny(reActiva.ReplaceAllString(s, ""), "<>") {
			t.Errorf("%s: half a token in %.200q", donde, s)
		}
	}
	caminar(v, func(o map[string]any) {
		texto, _ := o["text"].(string)
		switch o["type"] {
		case "mrkdwn":
			if o["verbatim"] != true {
				t.Errorf("%s: Slack would look for names in %v", donde, o)
			}
			marca(texto)
		case "broadcast", "usergroup", "emoji", "markdown":
			t.Errorf("%s: %v", donde, o)
		case "user", "channel":
			if s := fmt.Sprint(o["user_id"], o["channel_id"]); strings.Contains(s, "MALO") {
				t.Errorf("%s: mentions %s", donde, s)
			}
		case "link":
			if s := fmt.Sprint(o["url"]); strings.Contains(s, "malo.example") {
				t.Errorf("%s: links to %s", donde, s)
			}
		}
		for k, x := range o {
			s, _ := x.(string)
			if strings.ContainsAny(s, "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\x00\x01") && !slices.Contains([]string{"private_metadata", "value", "initial_value"}, k) {
				t.Errorf("%s: %s turns what follows: %.100q", donde, k, s)
			}
			if k == "url" && strings.Contains(s, "malo.example") {
				t.Errorf("%s: an address to press: %s", donde, s)
			}
		}
	})
	if m, ok := cosa.(Mensaje); ok {
		marca(m.Texto)
	}
}

// TestEscritoEnTodasPartes composes every message that the bot sends by itself with each malice
// in every string of everything that it is composed from.
func TestEscritoEnTodasPartes(t *testing.T) {
	for k, s := range malicias {
		for nombre, e := range enviosDeMuestra() {
			manchar(reflect.ValueOf(&e), s)
			if e.Directorio != nil {
				manchar(reflect.ValueOf(e.Directorio), s)
			}
			m, err := mensajeAviso(e)
			if err != nil {
				t.Errorf("%s with malice %d: %v", nombre, k, err)
				continue
			}
			sinEfecto(t, fmt.Sprintf("aviso %s, malice %d", nombre, k), m)
			for _, op := range [][]slack.Block{m.Bloques, m.Respaldo} {
				_, v, err := slack.UnsafeApplyMsgOptions("x", "C0CVD", "https://slack.com/api/", m.conBloques(op)...)
				if err != nil || v.Get("link_names") != "" || v.Get("parse") == "full" || v.Get("unfurl_links") == "true" || strings.Contains(v.Get("mrkdwn"), "markdown_text") {
					t.Errorf("%s: Slack is told to look for names: %v, %v", nombre, v, err)
				}
			}
		}
	}
}

// TestEscritoPorCadaPuerta passes every door with each malice in everything that is configured,
// stored and typed: what is answered, shown or refused has no effect.
func TestEscritoPorCadaPuerta(t *testing.T) {
	for k, s := range malicias {
		t.Run(fmt.Sprint(k), func(t *testing.T) {
			t.Parallel()
			c := nuevaCasa(t)
			d := c.st.dir
			manchar(reflect.ValueOf(d), s)
			corta := recortar(unaLinea(s), 60)
			d.Areas = append(d.Areas, compromiso.Area{Siglas: corta, Nombre: s, Enlaces: []string{uEnlace, "<!channel>"}, Titular: "<@U0MALO>"})
			d.Solicitantes = append(d.Solicitantes, compromiso.Solicitante{Clave: corta, Nombre: s, Cargo: s, Usuarios: []string{uLector}})
			d.Ejes, d.Glosario = []string{s, "Difusión"}, map[string]string{corta: s, "VMRE": s}
			otra := compromiso.NewComision("ZZ", s)
			d.Comisiones = append(d.Comisiones, otra)
			parecido := planFijo()
			manchar(reflect.ValueOf(parecido), s)
			c.st.parecidos = []compromiso.Parecido{{Compromiso: parecido, Semejanza: 0.9}}
			hubo := map[clase]int{}
			ver := func(p peticion) {
				r, err := c.pedir(p)
				donde := fmt.Sprintf("%s %s %.60q", p.clase, p.nombre, p.texto)
				if err != nil {
					r = c.b.respuestaDeError(p, err)
				}
				for _, cosa := range []any{r.mensaje, r.vista} {
					if !reflect.ValueOf(cosa).IsNil() {
						sinEfecto(t, donde, reflect.ValueOf(cosa).Elem().Interface())
						hubo[p.clase]++
					}
				}
			}
			for _, pu := range c.b.tabla.puertas {
				c.ponerEstado(pu.accion)
				n := c.st.ns[planFijo().Numero]
				manchar(reflect.ValueOf(n), s)
				if pu.clase == claseEvento {
					continue
				}
				p := c.entradaDe(pu, uST)
				ver(p)
				p.clave += ":otra"
				switch pu.clase {
				case claseOrden:
					for _, cola := range []string{s, "03/2024 " + s, `área:"` + corta + `" eje:"` + corta + `" solicita:"` + corta + `"`, s + " áreas:DERFE," + corta, corta} {
						for _, texto := range []string{pu.nombre + " " + cola, pu.nombre + " " + entidades.Replace(cola), cola, corta + " " + pu.nombre} {
							p.texto, p.clave = texto, p.clave+"."
							ver(p)
						}
					}
				case claseFormulario:
					campos := map[string]any{idTipo: elige("compromiso"), idAreas: eligeVarios("DERFE", corta), idVence: fechado("2024-06-03"), idFecha: fechado(corta)}
					for _, id := range []string{idTexto, idMotivo, idOficio, idLiga, idAtencion, idOtros} {
						campos[id] = escribe(s)
					}
					p.vista.Estado, p.vista.Titulo = estadoDe(t, campos), s
					ver(p)
				case claseBoton:
					p.valor = "CVD 03/2024\n" + s
					ver(p)
				}
			}
			if hubo[claseOrden] < 100 || hubo[claseBoton] < 15 || hubo[claseFormulario] < 10 {
				t.Errorf("only %v answers", hubo)
			}
			for _, u := range []string{uST, uEnlace} {
				for _, m := range append(c.sim.Ephemerals(u), c.sim.DM(u)...) {
					sinEfecto(t, "said to "+u, m)
				}
			}
		})
	}
}
