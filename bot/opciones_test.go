package bot

import (
	"maps"
	"testing"
)

var clavesNuevo = []string{"areas", "vence", "sesion", "solicita", "eje", "tipo"}

func TestOpciones(t *testing.T) {
	for _, c := range []struct {
		nombre, escrito, texto string
		valores                map[string]string
	}{
		{"none", "Convocar a una reunión", "Convocar a una reunión", nil},
		{"at the end", "Convocar áreas:DERFE,UTSI", "Convocar", map[string]string{"areas": "DERFE,UTSI"}},
		{"at the start and in the middle", "vence:mañana Convocar tipo:acuerdo a todos", "Convocar a todos", map[string]string{"vence": "mañana", "tipo": "acuerdo"}},
		{"without accents, in capitals", "X AREAS:derfe SESION:01SO-CVD", "X", map[string]string{"areas": "derfe", "sesion": "01SO-CVD"}},
		{"straight quotes", `X eje:"Promoción del voto" Y`, "X Y", map[string]string{"eje": "Promoción del voto"}},
		{"curly quotes", `X eje:“Promoción del voto” vence:“en 5 días hábiles”`, "X", map[string]string{"eje": "Promoción del voto", "vence": "en 5 días hábiles"}},
		{"comillas", `X eje:«Promoción del voto»`, "X", map[string]string{"eje": "Promoción del voto"}},
		{"other keys are text", "Revisar nota:urgente y Asunto:voto", "Revisar nota:urgente y Asunto:voto", nil},
		{"a time is text", "Reunión a las 10:00 en punto", "Reunión a las 10:00 en punto", nil},
		{"a link is text", "Ver https://ejemplo.mx/vence:hoy?a=b áreas:UTSI", "Ver https://ejemplo.mx/vence:hoy?a=b", map[string]string{"areas": "UTSI"}},
		{"a key with nothing after it is text", "Las áreas: todas", "Las áreas: todas", nil},
		{"within a word it is text", "(áreas:DERFE)", "(áreas:DERFE)", nil},
		{"a list with blanks after commas", "X áreas:DERFE, UTSI solicita:CE-A,", "X", map[string]string{"areas": "DERFE, UTSI", "solicita": "CE-A,"}},
		{"a list twice adds up", "X áreas:DERFE áreas:UTSI", "X", map[string]string{"areas": "DERFE,UTSI"}},
		{"lines stay", "Pedir:\n1. una cosa\n2. otra áreas:DERFE", "Pedir:\n1. una cosa\n2. otra", map[string]string{"areas": "DERFE"}},
		{"only options", "áreas:DERFE", "", map[string]string{"areas": "DERFE"}},
		{"quotes in the text stay", `Decir "hola" áreas:DERFE`, `Decir "hola"`, map[string]string{"areas": "DERFE"}},
	} {
		t.Run(c.nombre, func(t *testing.T) {
			o := leerOpciones(c.escrito, clavesNuevo...)
			if o.texto != c.texto {
				t.Errorf("text %q, want %q", o.texto, c.texto)
			}
			if !maps.Equal(o.valores, c.valores) {
				t.Errorf("options %v, want %v", o.valores, c.valores)
			}
			if len(o.errores) > 0 {
				t.Errorf("errors %v", o.errores)
			}
		})
	}
}

func TestOpcionesMal(t *testing.T) {
	for escrito, clave := range map[string]string{
		`X eje:"sin cerrar`:             "eje",
		"X vence:hoy vence:mañana":      "vence",
		"X tipo:acuerdo tipo:solicitud": "tipo",
	} {
		if o := leerOpciones(escrito, clavesNuevo...); o.errores[clave] == "" {
			t.Errorf("%q: no error by %s: %+v", escrito, clave, o)
		}
	}
	if o := leerOpciones("X tipo:acuerdo tipo:Acuerdo", clavesNuevo...); len(o.errores) > 0 {
		t.Errorf("the same twice: %v", o.errores)
	}
}

func TestDeSlack(t *testing.T) {
	for escrito, quiere := range map[string]string{
		"solicita:<@U0ACL|acl> y <@U1>":                   "solicita:@U0ACL y @U1",
		"en <#C1|voto> y <#C2|>":                          "en #voto y #C2",
		"ver <https://ejemplo.mx/a> y <http://b.mx|b.mx>": "ver https://ejemplo.mx/a y b.mx",
		"<mailto:a@b.mx|a@b.mx>":                          "a@b.mx",
		"&lt;!channel&gt; &amp;lt;":                       "<!channel> &lt;",
		"<!here> <!subteam^S1|@grupo>":                    "@here @grupo",
		"sin cerrar <https://a":                           "sin cerrar <https://a",
	} {
		if v := deSlack(escrito); v != quiere {
			t.Errorf("%q: %q, want %q", escrito, v, quiere)
		}
	}
}
