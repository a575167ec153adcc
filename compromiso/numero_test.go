package compromiso

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumero(t *testing.T) {
	for s, quiero := range map[string]Numero{
		"03/2023":     {3, 2023},
		"3/2023":      {3, 2023},
		" 3 / 2023 ":  {3, 2023},
		"123/2024":    {123, 2024},
		"000003/2023": {3, 2023},
	} {
		if got, err := ParseNumero(s); err != nil || got != quiero {
			t.Errorf("ParseNumero(%q) = %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "3", "3/23", "0/2023", "3/0000", "-3/2023", "3/20233", "a/2023", "12/03/2023", "1234567/2023"} {
		if got, err := ParseNumero(s); CodigoDe(err) != Invalido {
			t.Errorf("ParseNumero(%q) = %v, %v; quiero un error", s, got, err)
		}
	}
}

func TestNumeroRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Numero{Cons: rapid.IntRange(1, 999999).Draw(t, "cons"), Anio: rapid.IntRange(1, 9999).Draw(t, "año")}
		got, err := ParseNumero(n.String())
		if err != nil || got != n {
			t.Fatalf("ParseNumero(%q) = %v, %v", n.String(), got, err)
		}
		texto, _ := n.MarshalText()
		var m Numero
		if err := m.UnmarshalText(texto); err != nil || m != n {
			t.Fatalf("UnmarshalText(%q) = %v, %v", texto, m, err)
		}
	})
}

func TestNumeroString(t *testing.T) {
	if got := (Numero{3, 2023}).String(); got != "03/2023" {
		t.Error(got)
	}
	if got := (Numero{}).String(); got != "" {
		t.Error(got)
	}
	if a, b := (Numero{9, 2022}), (Numero{1, 2023}); a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 {
		t.Error("el orden es por año y luego por consecutivo")
	}
}
