package compromiso

import (
	"strings"
	"testing"

	"compromisos/compromiso/bound"
)

// FuzzReferencias reads anything as a number, as a reference, and as a text that mentions
// some. What is found reads back the same, and nothing of the text is lost.
func FuzzReferencias(f *testing.F) {
	for _, s := range []string{
		"CVMRE #3/2023 y 02/2023.", "<https://x/03/2023|a>", "\xff3/2023\xff", "ñ 12/03/2023", " 3 / 2023 ", "000001/0001", "0/2023",
		"compromiso núm. CVMRE-03/2023 a", "99999999/2023", strings.Repeat("a-", 300) + " 03/2023", strings.Repeat("1/2023", 300),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() {
			if n, err := ParseNumero(s); err == nil {
				if g, err := ParseNumero(n.String()); err != nil || g != n {
					t.Fatalf("ParseNumero(%q) = %v, escrito %q: %v, %v", s, n, n, g, err)
				}
			} else if CodigoDe(err) != Invalido {
				t.Fatalf("ParseNumero(%q): %v", s, err)
			}
			r, resto, err := ParseReferencia(s)
			switch {
			case err != nil && CodigoDe(err) != Invalido:
				t.Fatalf("ParseReferencia(%q): %v", s, err)
			case err == nil:
				if !strings.HasSuffix(strings.TrimSpace(s), resto) {
					t.Fatalf("ParseReferencia(%q) deja %q", s, resto)
				}
				if g, _, err := ParseReferencia(r.String()); err != nil || g != r {
					t.Fatalf("ParseReferencia(%q) = %v, escrito %q: %v, %v", s, r, r, g, err)
				}
			}
			hasta := 0
			for _, m := range FindMenciones(s) {
				if m.Desde < hasta || m.Hasta > len(s) || m.Hasta <= m.Desde {
					t.Fatalf("%q: %+v", s, m)
				}
				hasta = m.Hasta
				if g, resto, err := ParseReferencia(s[m.Desde:m.Hasta]); err != nil || g != m.Referencia || resto != "" {
					t.Fatalf("%q menciona %v, que se lee %v, %q, %v", s, m.Referencia, g, resto, err)
				}
			}
		})
	})
}
