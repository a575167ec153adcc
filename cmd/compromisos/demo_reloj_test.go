package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
)

// comisionReloj has a holiday on Monday 16 November and two sessions, unless it is told otherwise.
func comisionReloj(t *testing.T, sesiones ...string) *compromiso.Comision {
	t.Helper()
	c := compromiso.NewComision("CVD", "")
	c.Zona = zonaMexico(t)
	for _, s := range sesiones {
		f, err := compromiso.ParseFecha(s)
		if err != nil {
			t.Fatal(err)
		}
		codigo, _, err := compromiso.ParseCodigoSesion("02SO", "CVD")
		if err != nil {
			t.Fatal(err)
		}
		c.Sesiones = append(c.Sesiones, compromiso.Sesion{Codigo: codigo, Fecha: f})
	}
	return c
}

func momentoReloj(t *testing.T, s string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02T15:04", s, zonaMexico(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Where the clock may go, from before and after the hour, around a holiday and the sessions.
func TestSaltos(t *testing.T) {
	t.Parallel()
	dos := []string{"2026-11-20", "2026-12-11"}
	for nombre, k := range map[string]struct {
		ahora, recordatorio string
		sesiones            []string
		quiere              []string
	}{
		"a Tuesday before nine": {
			"2026-11-03T08:40", "2026-11-03T09:00", dos,
			[]string{"A las 09:00 de hoy 2026-11-03T09:01", "Al próximo recordatorio 2026-11-03T09:01", "Al próximo lunes 2026-11-09T09:01", "A la víspera de la sesión 02SO-CVD 2026-11-19T09:01"},
		},
		"after nine, the reminder later": {
			"2026-11-03T09:01", "2026-11-06T09:00", dos,
			[]string{"A la mañana siguiente 2026-11-04T09:01", "Al próximo recordatorio 2026-11-06T09:01", "Al próximo lunes 2026-11-09T09:01", "A la víspera de la sesión 02SO-CVD 2026-11-19T09:01"},
		},
		"a Monday before nine": {
			"2026-11-09T08:00", "", nil,
			[]string{"A las 09:00 de hoy 2026-11-09T09:01", "Al próximo lunes 2026-11-09T09:01"},
		},
		"Monday is a holiday": {
			"2026-11-13T10:00", "", dos,
			[]string{"A la mañana siguiente 2026-11-17T09:01", "Al próximo lunes, que es inhábil 2026-11-16T09:01", "A la víspera de la sesión 02SO-CVD 2026-11-19T09:01"},
		},
		"on the eve, after its hour: the next session's": {
			"2026-11-19T12:00", "", dos,
			[]string{"A la mañana siguiente 2026-11-20T09:01", "Al próximo lunes 2026-11-23T09:01", "A la víspera de la sesión 02SO-CVD 2026-12-10T09:01"},
		},
		"after the last session": {
			"2026-12-11T10:00", "", dos,
			[]string{"A la mañana siguiente 2026-12-14T09:01", "Al próximo lunes 2026-12-14T09:01"},
		},
		"no session planned": {
			"2026-11-04T10:00", "", nil,
			[]string{"A la mañana siguiente 2026-11-05T09:01", "Al próximo lunes 2026-11-09T09:01"},
		},
		"the eve of a session on a Monday": {
			"2026-11-04T10:00", "",
			[]string{"2026-11-09"},
			[]string{"A la mañana siguiente 2026-11-05T09:01", "Al próximo lunes 2026-11-09T09:01", "A la víspera de la sesión 02SO-CVD 2026-11-06T09:01"},
		},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			var recordatorio time.Time
			if k.recordatorio != "" {
				recordatorio = momentoReloj(t, k.recordatorio)
			}
			var hay []string
			for _, j := range saltos(comisionReloj(t, k.sesiones...), momentoReloj(t, k.ahora), recordatorio) {
				hay = append(hay, j.Name+" "+j.To.In(zonaMexico(t)).Format("2006-01-02T15:04"))
			}
			if !slices.Equal(hay, k.quiere) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(hay, "\n"), strings.Join(k.quiere, "\n"))
			}
		})
	}
}

// A day that somebody chose is the commission's hour on it, also where the clocks change; one
// that is past, or too far, is refused with a sentence.
func TestDiaElegido(t *testing.T) {
	t.Parallel()
	c := comisionReloj(t)
	for _, k := range []struct{ ahora, dia, quiere string }{
		{"2026-11-03T08:40", "2026-11-04", "2026-11-04T15:01Z"},
		{"2026-11-03T08:40", "2027-11-04", "2027-11-04T15:01Z"},
		{"2026-11-03T08:40", "2027-11-05", "demasiado lejos"},
		{"2026-11-03T08:40", "2026-11-03", "después de hoy, martes 3 de noviembre de 2026"},
		{"2026-11-03T23:59", "2026-11-03", "después de hoy"},
		{"2026-11-03T08:40", "2025-01-01", "solo va hacia delante"},
		{"2026-11-03T08:40", "", "día completo"},
		{"2026-11-03T08:40", "2026-02-30", "día completo"},
	} {
		got, err := diaElegido(c, momentoReloj(t, k.ahora), k.dia)
		if err != nil && strings.Contains(err.Error(), k.quiere) || err == nil && got.UTC().Format("2006-01-02T15:04Z") == k.quiere {
			continue
		}
		t.Errorf("%s from %s: %v, %v, want %s", k.dia, k.ahora, got, err, k.quiere)
	}
	tijuana, err := time.LoadLocation("America/Tijuana")
	if err != nil {
		t.Fatal(err)
	}
	c.Zona, c.Recordatorios.Hora = tijuana, compromiso.Hora{Hora: 7, Minuto: 30}
	for dia, quiere := range map[string]string{"2026-10-31": "2026-10-31T14:31Z", "2026-11-02": "2026-11-02T15:31Z"} {
		if got, err := diaElegido(c, momentoReloj(t, "2026-10-05T10:00"), dia); err != nil || got.UTC().Format("2006-01-02T15:04Z") != quiere {
			t.Errorf("%s in Tijuana: %v, %v, want %s", dia, got, err, quiere)
		}
	}
}

// The clock stops wherever one of the commissions has something to tell, and where its hours
// begin, if something waits for that.
func TestProximaParada(t *testing.T) {
	t.Parallel()
	una, otra := comisionReloj(t), comisionReloj(t)
	una.Resumen.Cron = "30 17 * * THU"
	otra.Recordatorios.Hora = compromiso.Hora{Hora: 11}
	d := &compromiso.Directorio{Comisiones: []*compromiso.Comision{una, otra}}
	ahora := momentoReloj(t, "2026-11-12T08:40")
	var hay []string
	for range 8 {
		ahora = primera(ahora, proximaParada(d, ahora), proximaApertura(d, ahora))
		hay = append(hay, ahora.In(una.Zona).Format("02 15:04"))
	}
	// Monday 16 is a holiday: after Friday comes Tuesday.
	quiere := []string{"12 09:00", "12 11:00", "12 17:30", "13 08:00", "13 09:00", "13 11:00", "17 08:00", "17 09:00"}
	if !slices.Equal(hay, quiere) {
		t.Errorf("got %v, want %v", hay, quiere)
	}
	if p, a := proximaParada(&compromiso.Directorio{}, ahora), proximaApertura(&compromiso.Directorio{}, ahora); !p.IsZero() || !a.IsZero() {
		t.Errorf("without a commission: %v, %v", p, a)
	}
}

// A clock that is moved knows what it showed before, also what it was told of another day.
func TestRelojCorriente(t *testing.T) {
	ayer := puestaEnHora{time.Now().Add(-24 * time.Hour), time.Date(2026, time.November, 3, 9, 0, 0, 0, time.UTC)}
	inicio := time.Date(2026, time.November, 5, 9, 0, 0, 0, time.UTC)
	r := nuevoRelojCorriente(inicio, ayer)
	empieza := time.Now()
	if got := r.En(ayer.Maquina.Add(time.Minute)); !got.Equal(ayer.Muestra.Add(time.Minute)) {
		t.Errorf("a minute after it was set yesterday it showed %s", got)
	}
	if got := r.Ahora(); got.Before(inicio) || got.After(inicio.Add(time.Minute)) {
		t.Errorf("it goes on at %s, want %s", got, inicio)
	}
	r.Mover(inicio.Add(-time.Hour))
	if got := r.Ahora(); got.Before(inicio) {
		t.Errorf("it went back to %s", got)
	}
	r.Mover(inicio.Add(48 * time.Hour))
	if got := r.Ahora(); got.Before(inicio.Add(48 * time.Hour)) {
		t.Errorf("it was moved, and shows %s", got)
	}
	if got := r.En(empieza); got.Before(inicio) || got.After(inicio.Add(time.Minute)) {
		t.Errorf("before it was moved it showed %s, want %s", got, inicio)
	}
	if n := len(r.Puesto()); n != 3 {
		t.Errorf("it was set %d times, not 3", n)
	}
}
