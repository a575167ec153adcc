package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"compromisos/compromiso/bound"
)

// FuzzEscapar makes anything plain text in Slack's markup, and cuts it: what is left
// holds no token and no half of an entity, and reads back as what was typed.
func FuzzEscapar(f *testing.F) {
	for _, s := range hostiles {
		f.Add(s[:min(len(s), 300)], 40)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		bound.Run(t, len(s), func() {
			e := escapar(s)
			if strings.ContainsAny(e, "<>") || !utf8.ValidString(e) {
				t.Fatalf("escapar(%q) = %q", s, e)
			}
			if back := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(e); back != limpiar(s) {
				t.Fatalf("escapar(%q) reads back as %q", s, back)
			}
			if back := deSlack(e); back != limpiar(s) {
				t.Fatalf("deSlack(escapar(%q)) = %q", s, back)
			}
			if limpiar(limpiar(s)) != limpiar(s) || strings.ContainsAny(unaLinea(s), "\n\t\r") {
				t.Fatalf("limpiar(%q) = %q, unaLinea = %q", s, limpiar(s), unaLinea(s))
			}
			n := 2 + (n%500+500)%500
			for nombre, r := range map[string]string{"recortar": recortar(s, n), "renglon": renglon(s, n), "recortarMarca": recortarMarca(e, n)} {
				if largo(r) > n || !utf8.ValidString(r) {
					t.Fatalf("%s(%q, %d) = %q", nombre, s, n, r)
				}
			}
			r := strings.NewReplacer("&lt;", "", "&gt;", "", "&amp;", "").Replace(recortarMarca(e, n))
			if strings.ContainsAny(r, "<>&") {
				t.Fatalf("recortarMarca(%q, %d) splits an entity: %q", e, n, r)
			}
			var entero strings.Builder
			for _, x := range trocear(s, 40+n) {
				if largo(x) > 40+n {
					t.Fatalf("trocear(%q, %d) gives %q", s, 40+n, x)
				}
				entero.WriteString(x)
			}
			sinBlancos := strings.NewReplacer(" ", "", "\n", "")
			if sinBlancos.Replace(entero.String()) != sinBlancos.Replace(s) && utf8.ValidString(s) {
				t.Fatalf("trocear(%q, %d) gives %q", s, 40+n, entero.String())
			}
		})
	})
}
