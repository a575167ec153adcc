package compromiso

import (
	"testing"

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
