package scheduler

import (
	"testing"
	"time"

	"compromisos/compromiso"
)

// TestResumenDebido: the last digest that should have left by a moment. A month of
// silence is one digest; a holiday Monday's comes on Tuesday; an hour that a clock
// change skips is sent right after it; none is owed for an hour before the commission
// was configured.
func TestResumenDebido(t *testing.T) {
	mexico := func(c *compromiso.Comision) {}
	nuevaYork := func(c *compromiso.Comision) {
		c.Zona = zona(t, "America/New_York")
		c.Calendario.Proceso = []compromiso.Intervalo{{
			Desde: compromiso.NewFecha(2026, time.January, 1), Hasta: compromiso.NewFecha(2026, time.December, 31),
		}}
	}
	casos := map[string]struct {
		ajuste             func(*compromiso.Comision)
		cron               string
		configurada, ahora string
		debido             string
	}{
		"before the first hour":      {mexico, "0 9 * * MON", "2026-11-03T10:00", "2026-11-09T08:59", ""},
		"at the hour":                {mexico, "0 9 * * MON", "2026-11-03T10:00", "2026-11-09T09:00", "2026-11-09T09:00"},
		"later in the week":          {mexico, "0 9 * * MON", "2026-11-03T10:00", "2026-11-13T18:00", "2026-11-09T09:00"},
		"a holiday Monday":           {mexico, "0 9 * * MON", "2026-11-03T10:00", "2026-11-16T12:00", "2026-11-09T09:00"},
		"the day after it":           {mexico, "0 9 * * MON", "2026-11-03T10:00", "2026-11-17T09:00", "2026-11-17T09:00"},
		"configured after the hour":  {mexico, "0 9 * * MON", "2026-11-09T09:01", "2026-11-09T12:00", ""},
		"configured at the hour":     {mexico, "0 9 * * MON", "2026-11-09T09:00", "2026-11-09T12:00", "2026-11-09T09:00"},
		"configured on the holiday":  {mexico, "0 9 * * MON", "2026-11-16T10:00", "2026-11-17T10:00", ""},
		"after five weeks of outage": {mexico, "0 9 * * MON", "2026-01-05T10:00", "2026-10-14T10:00", "2026-10-12T09:00"},
		"a month's last day":         {mexico, "30 8 30 * *", "2026-01-05T10:00", "2026-11-20T10:00", "2026-10-30T08:30"},
		"no digest":                  {mexico, "", "2026-01-05T10:00", "2026-11-20T10:00", ""},
		"in the hour that is skipped": {
			nuevaYork, "30 2 * * SUN", "2026-01-05T10:00", "2026-03-08T03:00", "2026-03-08T03:00",
		},
		"in the hour that comes twice": {
			nuevaYork, "30 1 * * SUN", "2026-01-05T10:00", "2026-11-01T05:00", "2026-11-01T01:30",
		},
	}
	for nombre, k := range casos {
		t.Run(nombre, func(t *testing.T) {
			c := compromiso.NewComision("CVD", "Comisión")
			k.ajuste(c)
			c.Resumen.Cron = k.cron
			c.Configurada = en(t, c, k.configurada)
			got, err := resumenDebido(c, en(t, c, k.ahora))
			if err != nil {
				t.Fatal(err)
			}
			var want time.Time
			if k.debido != "" {
				want = en(t, c, k.debido)
			}
			if !got.Equal(want) {
				t.Errorf("owed %s, want %s", got, want)
			}
		})
	}
	c := compromiso.NewComision("CVD", "Comisión")
	c.Resumen.Cron = "cada lunes"
	if _, err := resumenDebido(c, en(t, c, "2026-11-20T10:00")); err == nil {
		t.Error("a schedule that is none was taken")
	}
}

func zona(t *testing.T, nombre string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(nombre)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func en(t *testing.T, c *compromiso.Comision, s string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02T15:04", s, c.Zona)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
