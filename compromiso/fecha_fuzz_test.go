package compromiso

import (
	"encoding/json"
	"testing"

	"compromisos/compromiso/bound"
)

// FuzzParseFecha reads anything as a date in digits, in words, and as an hour. A day that
// is taken exists and reads back the same in every way in which it is written.
func FuzzParseFecha(f *testing.F) {
	for _, s := range []string{
		"2023-11-30", "30.11.2023", "30/11/2023", "3/1/2024", "29.02.2023", "0000-01-01", "9999-12-31", "10000-01-01", "2023-11-30\n", "",
		"Viernes 17 de noviembre de 2023", "lunes 17 de noviembre de 2023", "uno de enero del año 2024", "1º de mayo de 2024", "09:00", "24:00", "+9:00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for nombre, leer := range map[string]func(string) (Fecha, error){"ParseFecha": ParseFecha, "ParseFechaLarga": ParseFechaLarga} {
			var d Fecha
			var err error
			bound.Run(t, len(s), func() { d, err = leer(s) })
			if err != nil {
				if CodigoDe(err) != Invalido || d != (Fecha{}) {
					t.Fatalf("%s(%q) = %v, %v", nombre, s, d, err)
				}
				continue
			}
			if d.Anio < 1 || d.Anio > 9999 || d != NewFecha(d.Anio, d.Mes, d.Dia) {
				t.Fatalf("%s(%q) = %v, que no existe", nombre, s, d)
			}
			devuelta(t, d)
		}
		if h, err := ParseHora(s); err == nil && h.String() != s {
			t.Fatalf("ParseHora(%q) = %s", s, h)
		}
	})
}

// devuelta writes a day in every way, and reads it back.
func devuelta(t *testing.T, d Fecha) {
	t.Helper()
	for _, s := range []string{d.String(), d.Puntos()} {
		if g, err := ParseFecha(s); err != nil || g != d {
			t.Fatalf("%v se escribe %q y se lee %v, %v", d, s, g, err)
		}
	}
	if g, err := ParseFechaLarga(d.Larga()); err != nil && d.Anio >= 1000 || err == nil && g != d {
		t.Fatalf("%v se escribe %q y se lee %v, %v", d, d.Larga(), g, err)
	}
	var g Fecha
	if b, err := json.Marshal(d); err != nil || json.Unmarshal(b, &g) != nil || g != d {
		t.Fatalf("%v se escribe %s y se lee %v, %v", d, b, g, err)
	}
}
