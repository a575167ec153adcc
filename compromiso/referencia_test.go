package compromiso

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseReferencia(t *testing.T) {
	for _, c := range []struct {
		texto  string
		quiero Referencia
		resto  string
	}{
		{"03/2023", Referencia{"", Numero{3, 2023}}, ""},
		{"3/2023", Referencia{"", Numero{3, 2023}}, ""},
		{"#3/2023", Referencia{"", Numero{3, 2023}}, ""},
		{" 3 / 2023  se envió el oficio", Referencia{"", Numero{3, 2023}}, "se envió el oficio"},
		{"CVMRE 03/2023", Referencia{"CVMRE", Numero{3, 2023}}, ""},
		{"cvmre 3/2023: listo", Referencia{"cvmre", Numero{3, 2023}}, ": listo"},
		{"CVMRE #3/2023 listo", Referencia{"CVMRE", Numero{3, 2023}}, "listo"},
		{"CVMRE-03/2023", Referencia{"CVMRE", Numero{3, 2023}}, ""},
		{"CT-VMRE 03/2023", Referencia{"CT-VMRE", Numero{3, 2023}}, ""},
		{"compromiso 03/2023", Referencia{"", Numero{3, 2023}}, ""},
		{"núm. 03/2023", Referencia{"", Numero{3, 2023}}, ""},
		{"03/2023 a)\nsegunda línea", Referencia{"", Numero{3, 2023}}, "a)\nsegunda línea"},
		{"03/2023.", Referencia{"", Numero{3, 2023}}, "."},
	} {
		got, resto, err := ParseReferencia(c.texto)
		if err != nil || got != c.quiero || resto != c.resto {
			t.Errorf("ParseReferencia(%q) = %+v, %q, %v", c.texto, got, resto, err)
		}
	}
	for _, s := range []string{
		"", "hola", "3", "12/03/2023", "03/20234", "03/2023/1", "03/2023a", "INE/DERFE/0214/2024", "0/2023", "listo 03/23",
		"el informe 03/2023", strings.Repeat("A", 100) + " 03/2023",
	} {
		if got, resto, err := ParseReferencia(s); CodigoDe(err) != Invalido {
			t.Errorf("ParseReferencia(%q) = %+v, %q, %v; quiero un error", s, got, resto, err)
		}
	}
}

func TestFindReferencias(t *testing.T) {
	uno, dos, tres := Numero{1, 2023}, Numero{2, 2023}, Numero{3, 2023}
	for _, c := range []struct {
		texto  string
		quiero []Referencia
	}{
		{"", nil},
		{"Se atendió el 12/03/2023 con el oficio INE/DERFE/0214/2024.", nil},
		{"Mediante oficio INE/CVMRE/005/2023 y Acuerdo INE/CG603/2023", nil},
		{"ver https://example.com/actas/03/2023 y <https://example.com/03/2023|acta> o www.ine.mx/?n=03/2023", nil},
		{"a que se refiere el compromiso 01/2023:", []Referencia{{"", uno}}},
		{"Véanse 1/2023, 02/2023 y (03/2023).", []Referencia{{"", uno}, {"", dos}, {"", tres}}},
		{"El 01/2023, otra vez el 1/2023", []Referencia{{"", uno}}},
		{"de la CVMRE 03/2023 y la COVE 04/2021", []Referencia{{"CVMRE", tres}, {"COVE", Numero{4, 2021}}}},
		{"#3/2023 y CVMRE #3/2023", []Referencia{{"", tres}, {"CVMRE", tres}}},
		{"03/2023", []Referencia{{"", tres}}},
		{"«03/2023»", []Referencia{{"", tres}}},
		{"oficio núm. 214/2024, circular 3/2023", nil},
		{"Oficio 3/2023", nil},
		{"0214/2024 y 1/20000 y 1/1000 y v1/2023 y 0/2023", nil},
		{"DERFE-0214/2024 y SUP-JDC-3/2023", nil},
		{"03/2023-1 y 03/2023.5 y 2.03/2023", nil},
		{"correo a@b.mx/03/2023", nil},
		{"Ñandú 03/2023 — 02/2023…", []Referencia{{"", tres}, {"", dos}}},
	} {
		if d := cmp.Diff(c.quiero, FindReferencias(c.texto)); d != "" {
			t.Errorf("FindReferencias(%q): %s", c.texto, d)
		}
	}
}

func TestFindMencionesPlaces(t *testing.T) {
	texto := "Según el CVMRE #3/2023 y el 02/2023."
	var partes []string
	for _, m := range FindMenciones(texto) {
		partes = append(partes, texto[m.Desde:m.Hasta])
	}
	if d := cmp.Diff([]string{"CVMRE #3/2023", "02/2023"}, partes); d != "" {
		t.Error(d)
	}
}

func TestReferenciaRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Referencia{
			Comision: rapid.SampledFrom([]string{"", "CVMRE", "COVE", "CCyOE", "CT-VMRE", "C2A"}).Draw(t, "comisión"),
			Numero:   Numero{rapid.IntRange(1, 9999).Draw(t, "cons"), rapid.IntRange(1900, 2199).Draw(t, "año")},
		}
		got, resto, err := ParseReferencia(r.String() + " y lo demás")
		if err != nil || got != r || resto != "y lo demás" {
			t.Fatalf("ParseReferencia(%q) = %+v, %q, %v", r, got, resto, err)
		}
		if d := cmp.Diff([]Referencia{r}, FindReferencias("Véase "+r.String()+".")); d != "" {
			t.Fatal(d)
		}
	})
}
