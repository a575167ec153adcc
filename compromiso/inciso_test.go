package compromiso

import (
	"slices"
	"testing"
)

func TestParseIncisos(t *testing.T) {
	for _, x := range []struct {
		texto  string
		quiere []string
	}{
		{"Presentar un informe.", nil},
		{"Presentar:\n1. Un informe.", nil},
		{"Presentar:\n1. Un informe.\n2. Una nota.\nEn la próxima sesión.", []string{"Un informe.", "Una nota."}},
		{"1) uno\r\n2) dos\r\n", []string{"uno", "dos"}},
		{"1.- uno\n2.- dos", []string{"uno", "dos"}},
		{"a) uno\n  b) dos  ", []string{"uno", "dos"}},
		{"2023. Un año\n2024. Otro", nil},
		{"1.uno\n2.dos", nil},
	} {
		var da []string
		for k, i := range ParseIncisos(x.texto) {
			if da = append(da, i.Texto); i.Letra != Letra(k) || i.Estatus != Pendiente {
				t.Errorf("%q: %+v", x.texto, i)
			}
		}
		if !slices.Equal(da, x.quiere) {
			t.Errorf("%q: %q", x.texto, da)
		}
	}
}

func TestLetra(t *testing.T) {
	for n, quiere := range map[int]string{0: "a", 25: "z", 26: "aa", 51: "az", 52: "ba", 701: "zz", 702: "aaa"} {
		if da := Letra(n); da != quiere {
			t.Errorf("%d: %s", n, da)
		}
	}
}
