package compromiso

import (
	"fmt"
	"time"
)

// Fecha is a civil day, without hour or zone. The zero Fecha means "no date" and
// is never printed as one.
type Fecha struct {
	Anio int
	Mes  time.Month
	Dia  int
}

// NewFecha makes the day, normalised as time.Date does (32 January is 1 February).
func NewFecha(anio int, mes time.Month, dia int) Fecha {
	return FechaDe(time.Date(anio, mes, dia, 0, 0, 0, 0, time.UTC))
}

// FechaDe is the civil day of an instant in the zone that the instant carries.
func FechaDe(t time.Time) Fecha {
	a, m, d := t.Date()
	return Fecha{Anio: a, Mes: m, Dia: d}
}

// IsZero tells whether there is no date.
func (f Fecha) IsZero() bool { return f == Fecha{} }

// UTC is the midnight with which the day begins in UTC: for arithmetic, never for
// a moment of the field.
func (f Fecha) UTC() time.Time { return time.Date(f.Anio, f.Mes, f.Dia, 0, 0, 0, 0, time.UTC) }

// En is the moment at which the wall clock of the zone shows that hour of the day.
// A wall time that a clock change skips becomes the first moment after the gap; one
// that it repeats is the first of the two.
func (f Fecha) En(zona *time.Location, h Hora) time.Time {
	t := time.Date(f.Anio, f.Mes, f.Dia, h.Hora, h.Minuto, 0, 0, zona)
	quiere := f.UTC().Add(time.Duration(h.Minutos()) * time.Minute)
	_, desfase := t.Zone()
	inicio, fin := t.ZoneBounds()
	switch muestra := t.Add(time.Duration(desfase) * time.Second).UTC(); {
	case muestra.After(quiere): // Go went past the gap
		return inicio
	case muestra.Before(quiere): // or stayed before it
		return fin
	}
	if !inicio.IsZero() {
		_, antes := inicio.Add(-time.Second).Zone()
		if u := t.Add(time.Duration(desfase-antes) * time.Second); u.Before(inicio) {
			return u
		}
	}
	return t
}

// AddDias is the day n calendar days later (earlier when n is negative).
func (f Fecha) AddDias(n int) Fecha { return NewFecha(f.Anio, f.Mes, f.Dia+n) }

// Antes tells whether f comes before g.
func (f Fecha) Antes(g Fecha) bool { return f.Compare(g) < 0 }

// Despues tells whether f comes after g.
func (f Fecha) Despues(g Fecha) bool { return f.Compare(g) > 0 }

// Compare is negative, zero or positive as f is before, equal to or after g.
func (f Fecha) Compare(g Fecha) int {
	if f.Anio != g.Anio {
		return f.Anio - g.Anio
	}
	if f.Mes != g.Mes {
		return int(f.Mes) - int(g.Mes)
	}
	return f.Dia - g.Dia
}

// DiasHasta is the number of calendar days from f to g.
func (f Fecha) DiasHasta(g Fecha) int { return int((g.UTC().Unix() - f.UTC().Unix()) / (24 * 60 * 60)) }

// Semana is the day of the week.
func (f Fecha) Semana() time.Weekday { return f.UTC().Weekday() }

// String is the day as AAAA-MM-DD, or "" when there is none.
func (f Fecha) String() string {
	if f.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", f.Anio, f.Mes, f.Dia)
}

// Puntos is the day as the documents write it: DD.MM.AAAA, or "".
func (f Fecha) Puntos() string {
	if f.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d.%02d.%04d", f.Dia, f.Mes, f.Anio)
}

// MarshalText writes AAAA-MM-DD; MarshalJSON is used for JSON, where no date is null.
func (f Fecha) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads AAAA-MM-DD, DD.MM.AAAA or DD/MM/AAAA; "" is no date.
func (f *Fecha) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*f = Fecha{}
		return nil
	}
	g, err := ParseFecha(string(b))
	if err != nil {
		return err
	}
	*f = g
	return nil
}

// MarshalJSON writes "AAAA-MM-DD", or null when there is no date.
func (f Fecha) MarshalJSON() ([]byte, error) {
	if f.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + f.String() + `"`), nil
}

// Hora is a time of the wall clock, to the minute.
type Hora struct{ Hora, Minuto int }

// String is the hour as HH:MM.
func (h Hora) String() string { return fmt.Sprintf("%02d:%02d", h.Hora, h.Minuto) }

// Minutos is the number of minutes since midnight.
func (h Hora) Minutos() int { return h.Hora*60 + h.Minuto }

// ParseHora reads HH:MM, from 00:00 to 24:00 (24:00 only as the end of a span).
func ParseHora(s string) (Hora, error) {
	// ASCII digits alone: Sscanf would also take «+9:00» and « 9:00».
	cifra := func(i int) int {
		if s[i] < '0' || s[i] > '9' {
			return -10000
		}
		return int(s[i] - '0')
	}
	if len(s) == 5 && s[2] == ':' {
		h := Hora{Hora: cifra(0)*10 + cifra(1), Minuto: cifra(3)*10 + cifra(4)}
		if h.Hora >= 0 && h.Minuto >= 0 && h.Minuto <= 59 && h.Minutos() <= 24*60 {
			return h, nil
		}
	}
	return Hora{}, Errorf(Invalido, "hora", "«%s» no es una hora: escríbala como HH:MM, por ejemplo 09:00.", s)
}

// ParseFecha reads a day written as AAAA-MM-DD, DD.MM.AAAA or DD/MM/AAAA.
func ParseFecha(s string) (Fecha, error) {
	for _, forma := range []string{"2006-01-02", "02.01.2006", "02/01/2006", "2.1.2006", "2/1/2006"} {
		if t, err := time.Parse(forma, s); err == nil && t.Year() >= 1 {
			return FechaDe(t), nil
		}
	}
	return Fecha{}, Errorf(Invalido, "fecha",
		"«%s» no es una fecha: escríbala como AAAA-MM-DD, DD.MM.AAAA o DD/MM/AAAA.", s)
}
