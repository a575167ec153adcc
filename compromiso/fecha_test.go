package compromiso

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func zonaDe(t testing.TB, nombre string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(nombre)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestFechaEn(t *testing.T) {
	for _, c := range []struct{ nombre, zona, fecha, hora, quiero string }{
		{"hora corriente", "America/Mexico_City", "2023-11-17", "09:00", "2023-11-17T09:00:00-06:00"},
		{"horario de verano de antes", "America/Mexico_City", "2021-07-01", "09:00", "2021-07-01T09:00:00-05:00"},
		{"hora que no existe", "America/New_York", "2024-03-10", "02:30", "2024-03-10T03:00:00-04:00"},
		{"último minuto antes", "America/New_York", "2024-03-10", "01:59", "2024-03-10T01:59:00-05:00"},
		{"primer minuto después", "America/New_York", "2024-03-10", "03:00", "2024-03-10T03:00:00-04:00"},
		{"hora repetida, al oeste", "America/New_York", "2024-11-03", "01:30", "2024-11-03T01:30:00-04:00"},
		{"medianoche que no existe", "Africa/Cairo", "2024-04-26", "00:00", "2024-04-26T01:00:00+03:00"},
		{"hora repetida, al este", "Africa/Cairo", "2024-10-31", "23:30", "2024-10-31T23:30:00+03:00"},
		{"hora repetida en Madrid", "Europe/Madrid", "2024-10-27", "02:30", "2024-10-27T02:30:00+02:00"},
		{"salto de media hora", "Australia/Lord_Howe", "2024-10-06", "02:15", "2024-10-06T02:30:00+11:00"},
		{"día que no existe", "Pacific/Apia", "2011-12-30", "10:00", "2011-12-31T00:00:00+14:00"},
		{"Tijuana, con cambio", "America/Tijuana", "2024-03-10", "02:00", "2024-03-10T03:00:00-07:00"},
		{"fin del día", "America/Mexico_City", "2023-11-17", "24:00", "2023-11-18T00:00:00-06:00"},
		{"sin cambios", "UTC", "2023-11-17", "00:00", "2023-11-17T00:00:00Z"},
	} {
		h, err := ParseHora(c.hora)
		if err != nil {
			t.Fatal(err)
		}
		if got := dia(t, c.fecha).En(zonaDe(t, c.zona), h).Format(time.RFC3339); got != c.quiero {
			t.Errorf("%s: %s, quiero %s", c.nombre, got, c.quiero)
		}
	}
}

func TestFechaEnShowsTheHour(t *testing.T) {
	zonas := []string{"America/Mexico_City", "America/New_York", "Africa/Cairo", "Asia/Tehran", "America/Sao_Paulo", "Europe/Lisbon"}
	rapid.Check(t, func(rt *rapid.T) {
		z := zonaDe(t, rapid.SampledFrom(zonas).Draw(rt, "zona"))
		f := NewFecha(2010, time.January, rapid.IntRange(1, 6000).Draw(rt, "día"))
		h := Hora{rapid.IntRange(0, 23).Draw(rt, "hora"), rapid.IntRange(0, 59).Draw(rt, "minuto")}
		got := f.En(z, h)
		if FechaDe(got) == f && got.Hour() == h.Hora && got.Minute() == h.Minuto {
			return
		}
		// Only in a gap: a moment before, the clock was behind what was asked for.
		antes := got.Add(-time.Second)
		_, o1 := antes.Zone()
		if _, o2 := got.Zone(); o1 >= o2 {
			rt.Fatalf("%s %s en %s = %s, y no hay salto", f, h, z, got)
		}
	})
}

func TestParseHora(t *testing.T) {
	for s, quiero := range map[string]Hora{"00:00": {0, 0}, "09:00": {9, 0}, "23:59": {23, 59}, "24:00": {24, 0}} {
		got, err := ParseHora(s)
		if err != nil || got != quiero {
			t.Errorf("ParseHora(%q) = %v, %v", s, got, err)
		}
		if got.String() != s {
			t.Errorf("%q se escribe %q", s, got)
		}
	}
	for _, s := range []string{"", "9:00", "24:01", "25:00", "12:60", "+9:00", "-1:00", " 9:00", "09: 0", "09.00", "0900", "09:000", "aa:bb", "0é:00"} {
		if got, err := ParseHora(s); CodigoDe(err) != Invalido {
			t.Errorf("ParseHora(%q) = %v, %v; quiero un error", s, got, err)
		}
	}
}

func TestParseFecha(t *testing.T) {
	quiero := Fecha{2023, time.November, 7}
	for _, s := range []string{"2023-11-07", "07.11.2023", "07/11/2023", "7.11.2023", "7/11/2023"} {
		if got, err := ParseFecha(s); err != nil || got != quiero {
			t.Errorf("ParseFecha(%q) = %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "2023-02-29", "31/11/2023", "2023-13-01", "11/2023", "7/11/23", "hoy", "0000-01-01", "2023-11-07T10:00"} {
		if got, err := ParseFecha(s); CodigoDe(err) != Invalido {
			t.Errorf("ParseFecha(%q) = %v, %v; quiero un error", s, got, err)
		}
	}
}

func TestFechaRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFecha(1, time.January, rapid.IntRange(1, 3_652_059).Draw(t, "día"))
		for _, s := range []string{f.String(), f.Puntos()} {
			if got, err := ParseFecha(s); err != nil || got != f {
				t.Fatalf("ParseFecha(%q) = %v, %v", s, got, err)
			}
		}
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var g Fecha
		if err := json.Unmarshal(b, &g); err != nil || g != f {
			t.Fatalf("%s se lee %v, %v", b, g, err)
		}
		n := rapid.IntRange(-300_000, 300_000).Draw(t, "n")
		if got := f.DiasHasta(f.AddDias(n)); got != n {
			t.Fatalf("DiasHasta = %d, quiero %d", got, n)
		}
	})
}

func TestFechaZero(t *testing.T) {
	var f Fecha
	if f.String() != "" || f.Puntos() != "" || !f.IsZero() {
		t.Error("la fecha vacía no se escribe")
	}
	if b, _ := json.Marshal(struct{ F Fecha }{}); string(b) != `{"F":null}` {
		t.Errorf("%s", b)
	}
	var g struct{ F Fecha }
	if err := json.Unmarshal([]byte(`{"F":null}`), &g); err != nil || !g.F.IsZero() {
		t.Errorf("%v, %v", g, err)
	}
}
