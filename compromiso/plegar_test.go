package compromiso

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestPlegar(t *testing.T) {
	for entrada, quiero := range map[string]string{
		"":                      "",
		"  SESIÓN \t nueva\n":   "sesion nueva",
		"Año":                   "ano",
		"an\u0303o pro\u0301xi": "ano proxi",
		"Müller Ç":              "muller c",
		"en\u00a015\u2009días":  "en 15 dias",
		"\ufeffhoy\u200b":       "hoy",
		"3ª Ordinaria":          "3ª ordinaria",
		"¿Qué?":                 "¿que?",
		"\u0301 x":              "x",
		"Ñandú PINGÜINO ÁÉÍÓÚ":  "nandu pinguino aeiou",
		"DECEyEC":               "deceyec",
		"cam\u00adbio":          "cambio",
	} {
		if got := Plegar(entrada); got != quiero {
			t.Errorf("Plegar(%q) = %q, quiero %q", entrada, got, quiero)
		}
	}
}

func TestPlegarTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if a, b := Plegar(s), Plegar(Plegar(s)); a != b {
			t.Fatalf("Plegar(%q) = %q, otra vez = %q", s, a, b)
		}
	})
}

func TestCita(t *testing.T) {
	largo := ""
	for range 100 {
		largo += "ñ"
	}
	if got := []rune(cita(largo)); len(got) != 61 {
		t.Errorf("cita deja %d letras", len(got))
	}
	if got := cita(" a\n b "); got != "a b" {
		t.Errorf("cita = %q", got)
	}
}

// The letters that are looked up are folded as the others are.
func TestPlegarCadaLetra(t *testing.T) {
	for r := range rune(0x3000) {
		quiero := ""
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		default:
			quiero = string(unicode.ToLower(r))
			if llana, ok := pliegues[unicode.ToLower(r)]; ok {
				quiero = string(llana)
			}
		}
		if hay := Plegar(string(r)); hay != quiero {
			t.Errorf("%U: %q, y se quiere %q", r, hay, quiero)
		}
		medio := quiero
		if unicode.IsSpace(r) {
			medio = " "
		}
		if hay := Plegar("a" + string(r) + "b"); hay != "a"+medio+"b" {
			t.Errorf("%U: %q, y se quiere %q", r, hay, "a"+medio+"b")
		}
	}
}

func BenchmarkPlegar(b *testing.B) {
	s := strings.Repeat("Presentar el análisis de la Comisión sobre el Voto de las y los Mexicanos. ", 5)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Plegar(s)
	}
}
