package bot

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso/bound"
)

// FuzzOpciones takes anything apart as what is typed after a command. No letter of it is
// lost: it is in the text, in a value, or in a key; and a value in quotes comes out as it
// went in, wherever it stands.
func FuzzOpciones(f *testing.F) {
	f.Add(`Convocar áreas:DERFE, UTSI eje:"a b" vence:“mañana” https://x.mx 10:00`, "Promoción del voto")
	f.Add("áreas:\"", "a:b")
	f.Add("a\n\n1. b tipo:x,", ",,")
	f.Add("eje:«x» eje:y vence:“ „", " ")
	f.Add("<@U1> &lt;!channel&gt; <https://x.mx|x.mx> <mailto:a@b.mx|a@b.mx> <", "<#C1|>")
	f.Fuzz(func(t *testing.T, s, valor string) {
		bound.Run(t, len(s)+len(valor), func() {
			o := leerOpciones(s, clavesNuevo...)
			if utf8.ValidString(s) && !utf8.ValidString(o.texto) {
				t.Errorf("%q: broken text %q", s, o.texto)
			}
			for k, v := range o.valores {
				if strings.TrimSpace(v) != v && !strings.Contains(v, ",") {
					t.Errorf("%q: %s is %q", s, k, v)
				}
			}
			nadaPerdido(t, s, o)
			entreComillas(t, s, valor)
			_ = deSlack(s)
		})
	})
}

// nadaPerdido looks for each letter that was typed, in its order: it is in the text or in
// a value, or it belongs to a key or is a quote. Of two equal values one is kept.
func nadaPerdido(t *testing.T, s string, o opciones) {
	t.Helper()
	if len(o.errores) > 0 { // the person hears of it, and gets all of it back
		return
	}
	hay := map[rune]int{}
	contar := func(s string, n int) {
		for _, r := range s {
			if !unicode.IsSpace(r) {
				hay[r] += n
			}
		}
	}
	contar(s, 1)
	contar(o.texto, -1)
	veces := strings.Count(s, ":") // as many options as that, at most
	for _, v := range o.valores {
		for range veces {
			contar(v, -1)
		}
	}
	for r, n := range hay {
		// The letters of the keys, whatever their case and accents, and the quotes around values.
		if n > 0 && (len(o.valores) == 0 || !strings.ContainsRune(letrasDeClave, r)) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
			t.Fatalf("%q: %d of %q lost: %+v", s, n, r, o)
		}
	}
}

const letrasDeClave = "areasvencsiolictjpdo" + "AREASVENCSIOLICTJPDO" + "áéíóúÁÉÍÓÚàèìòùâêîôûäëïöü" + ":," + comillasAbren + comillasCierran

// entreComillas puts a value in quotes after, and before, a text without options.
func entreComillas(t *testing.T, s, valor string) {
	t.Helper()
	valor = strings.TrimSpace(valor)
	if valor == "" || strings.ContainsAny(valor, comillasCierran) || !utf8.ValidString(valor) {
		return
	}
	solo := leerOpciones(s, clavesNuevo...)
	if len(solo.valores) > 0 || len(solo.errores) > 0 {
		return
	}
	for _, escrito := range []string{
		s + ` eje:"` + valor + `"`, s + " EJE:“" + valor + "”", "eje:«" + valor + "» " + s, "eje:„" + valor + "“ " + s,
	} {
		o := leerOpciones(escrito, clavesNuevo...)
		if o.valores["eje"] != valor || o.texto != solo.texto || len(o.errores) > 0 {
			t.Fatalf("%q: %+v; want text %q and eje %q", escrito, o, solo.texto, valor)
		}
	}
}
