package compromiso

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestResumenesDeSesion: the digest that should have left before a session, by days of
// business; the last one only, none once the session has begun, none from before the commission.
func TestResumenesDeSesion(t *testing.T) {
	c := NewComision("CVD", "Comisión")
	en := func(s string) time.Time {
		t.Helper()
		m, err := time.ParseInLocation("2006-01-02T15:04", s, c.Zona)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	sesion := func(ordinal, mes, dia, hora int) Sesion {
		return Sesion{
			Comision: "CVD", Codigo: CodigoSesion{ordinal, Ordinaria, "CVD"}, Fecha: NewFecha(2026, time.Month(mes), dia),
			Hora: Hora{Hora: hora}, ConHora: hora > 0,
		}
	}
	// The 18th is a Wednesday after a long weekend; the 22nd a Sunday; of the 10 December only the day is known.
	c.Sesiones = []Sesion{sesion(1, 10, 30, 10), sesion(2, 11, 18, 10), sesion(3, 11, 22, 10), sesion(4, 12, 10, 0)}
	c.Configurada = en("2026-11-03T10:00")
	for _, x := range []struct{ ahora, quiere string }{
		{"2026-11-03T10:00", ""},
		{"2026-11-10T08:59", ""},
		{"2026-11-10T09:00", "02SO-CVD/2026 2026-11-10T09:00 desde 2026-10-30"},
		{"2026-11-12T08:59", "02SO-CVD/2026 2026-11-10T09:00 desde 2026-10-30"},
		{"2026-11-13T09:00", "02SO-CVD/2026 2026-11-10T09:00 desde 2026-10-30, 03SO-CVD/2026 2026-11-12T09:00 desde 2026-10-30"},
		{"2026-11-17T09:00", "02SO-CVD/2026 2026-11-17T09:00 desde 2026-10-30, 03SO-CVD/2026 2026-11-12T09:00 desde 2026-10-30"},
		{"2026-11-18T10:00", "03SO-CVD/2026 2026-11-12T09:00 desde 2026-10-30"},
		{"2026-11-19T09:00", "03SO-CVD/2026 2026-11-19T09:00 desde 2026-11-18"}, // on a Sunday its «0» is Friday's
		{"2026-12-10T20:00", "04SO-CVD/2026 2026-12-09T09:00 desde 2026-11-22"},
		{"2026-12-11T00:00", ""},
	} {
		var got []string
		for _, r := range c.ResumenesDeSesion(en(x.ahora)) {
			got = append(got, fmt.Sprintf("%s %s desde %s", r.Sesion.Clave(), r.Momento.Format("2006-01-02T15:04"), r.Desde))
			if r.Dia != c.Hoy(r.Momento) {
				t.Errorf("%s: of the day %s", x.ahora, r.Dia)
			}
		}
		if s := strings.Join(got, ", "); s != x.quiere {
			t.Errorf("%s: %s\n want %s", x.ahora, s, x.quiere)
		}
	}
	c.Configurada = en("2026-11-10T09:01")
	if r := c.ResumenesDeSesion(en("2026-11-11T09:00")); len(r) != 0 {
		t.Errorf("owed from before the commission: %+v", r)
	}
	c.Resumen.AntesDeSesion = nil
	if r := c.ResumenesDeSesion(en("2026-11-17T09:00")); len(r) != 0 {
		t.Errorf("none is wanted: %+v", r)
	}
}

// What goes before a session is wanted until it begins, and while there is one such.
func TestSesionPorVenir(t *testing.T) {
	c := NewComision("CVD", "Comisión")
	c.Sesiones = []Sesion{{Comision: "CVD", Codigo: CodigoSesion{2, Ordinaria, "CVD"}, Fecha: NewFecha(2026, 11, 18), Hora: Hora{Hora: 10}, ConHora: true}}
	antes := c.Sesiones[0].Inicio(c.Zona).Add(-time.Minute)
	for _, x := range []struct {
		sesion string
		ahora  time.Time
		quiere bool
	}{
		{"02SO-CVD/2026", antes, true}, {"02SO-CVD/2026", antes.Add(time.Minute), false}, {"02SO-CVD/2025", antes, false}, {"nada", antes, false},
	} {
		a := Aviso{Datos: map[string]string{DatoSesion: x.sesion}}
		if a.SesionPorVenir(c, x.ahora) != x.quiere || !a.DeSesion() {
			t.Errorf("%s at %s: want %v", x.sesion, x.ahora, x.quiere)
		}
	}
	if (Aviso{}).DeSesion() {
		t.Error("of no session")
	}
}
