package compromiso

import (
	"strings"
	"testing"
	"unicode/utf8"

	"compromisos/compromiso/bound"
)

// FuzzTexto folds anything, and reads its numbered lines: what is an inciso stands so in
// the text.
func FuzzTexto(f *testing.F) {
	for _, s := range []string{"Ñandú  ÁÉ", "Sesio\u0301n", "İI", "ẞß", "1. uno\n2) dos\n\nc) tres", "1.- a\r\n2.- b", "\xff", "a\u200bb", strings.Repeat("1. x\n", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() {
			p := Plegar(s)
			if q := Plegar(p); q != p {
				t.Fatalf("Plegar(%q) = %q, y otra vez %q", s, p, q)
			}
			if !utf8.ValidString(p) || strings.Contains(p, "  ") || strings.TrimSpace(p) != p {
				t.Fatalf("Plegar(%q) = %q", s, p)
			}
			incisos, vistas := ParseIncisos(s), map[string]bool{}
			for _, i := range incisos {
				if i.Texto == "" || !strings.Contains(s, i.Texto) || strings.ContainsAny(i.Texto, "\n") || vistas[i.Letra] {
					t.Fatalf("%q: %+v", s, i)
				}
				vistas[i.Letra] = true
			}
			if len(incisos) == 1 {
				t.Fatalf("%q: un solo inciso", s)
			}
		})
	})
}
