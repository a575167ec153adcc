package compromiso

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFechaLarga(t *testing.T) {
	f := Fecha{2023, time.November, 17}
	if got := f.Larga(); got != "viernes 17 de noviembre de 2023" {
		t.Error(got)
	}
	if got := f.DiaSemana(); got != "viernes" {
		t.Error(got)
	}
	if got := (Fecha{2024, time.March, 6}).Larga(); got != "miércoles 6 de marzo de 2024" {
		t.Error(got)
	}
	if (Fecha{}).Larga() != "" || (Fecha{}).DiaSemana() != "" {
		t.Error("la fecha vacía no se escribe")
	}
}

func TestParseFechaLarga(t *testing.T) {
	quiero := Fecha{2023, time.November, 17}
	for _, s := range []string{
		"Viernes 17 de noviembre de 2023", "17 de noviembre de 2023", "VIERNES, 17 DE NOVIEMBRE DEL 2023", "17 nov 2023",
		"17-nov-2023", "diecisiete de noviembre de 2023", "viernes 17 de noviembre del año 2023.", " viernes  17 de noviembre, 2023",
	} {
		if got, err := ParseFechaLarga(s); err != nil || got != quiero {
			t.Errorf("ParseFechaLarga(%q) = %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"1º de mayo de 2024", "1o. de mayo de 2024", "1er de mayo de 2024", "primero de mayo de 2024", "miércoles 1 de mayo de 2024"} {
		if got, err := ParseFechaLarga(s); err != nil || got != (Fecha{2024, time.May, 1}) {
			t.Errorf("ParseFechaLarga(%q) = %v, %v", s, got, err)
		}
	}
	for s, parte := range map[string]string{
		"jueves 17 de noviembre de 2023": "El 17 de noviembre de 2023 es viernes, no jueves",
		"31 de noviembre de 2023":        "no existe",
		"29 de febrero de 2023":          "no existe",
		"0 de mayo de 2023":              "no existe",
		"17 de noviembre":                "no es una fecha en palabras",
		"2023-11-17":                     "no es una fecha en palabras",
		"":                               "no es una fecha en palabras",
		"17 de brumario de 2023":         "no es una fecha en palabras",
		strings.Repeat("17 ", 100):       "no es una fecha en palabras",
	} {
		_, err := ParseFechaLarga(s)
		if CodigoDe(err) != Invalido || !strings.Contains(err.Error(), parte) {
			t.Errorf("ParseFechaLarga(%q): %v; quiero «%s»", s, err, parte)
		}
	}
}

func TestFechaLargaRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFecha(1000, time.January, rapid.IntRange(1, 3_000_000).Draw(t, "día"))
		corta := fmt.Sprintf("%d %s %d", f.Dia, nombresMes[f.Mes][:3], f.Anio)
		for _, s := range []string{f.Larga(), corta, strings.ToUpper(f.Larga())} {
			if got, err := ParseFechaLarga(s); err != nil || got != f {
				t.Fatalf("ParseFechaLarga(%q) = %v, %v", s, got, err)
			}
		}
	})
}
