package compromiso

import "time"

// How long before a session its convocatoria goes out («Life of a compromiso» of
// producto.md); an urgent one is convened a business day before.
const (
	plazoOrdinaria      = 72 * time.Hour
	plazoExtraordinaria = 24 * time.Hour
)

// diasSinSesion are the business days that a compromiso gets when no session is planned.
const diasSinSesion = 15

// Convocatoria is the moment at which the convocatoria of the session goes out: 72
// hours before an ordinaria, 24 before an extraordinaria, and one business day
// before an urgente, at its hour. Where the hour of the session is unknown, it is
// counted from the beginning of its day.
func Convocatoria(s Sesion, zona *time.Location, cal Calendario) time.Time {
	switch s.Codigo.Clase {
	case Urgente:
		return cal.AddHabiles(s.Fecha, -1).En(zona, s.Hora)
	case Extraordinaria:
		return s.Inicio(zona).Add(-plazoExtraordinaria)
	default:
		return s.Inicio(zona).Add(-plazoOrdinaria)
	}
}

// LimiteAntesDeSesion is the day by which something must be done to reach the next
// session: one business day before its convocatoria. The next session is the first
// one after today for which that day is still to come; ok is false when none is.
func LimiteAntesDeSesion(c *Comision, ahora time.Time) (limite Fecha, ok bool) {
	hoy := c.Hoy(ahora)
	var sesion Fecha
	for _, s := range c.Sesiones {
		if !s.Fecha.Despues(hoy) || ok && !s.Fecha.Antes(sesion) {
			continue
		}
		convocatoria := FechaDe(Convocatoria(s, c.Zona, c.Calendario).In(c.Zona))
		if dia := c.Calendario.AddHabiles(convocatoria, -1); dia.Despues(hoy) {
			limite, sesion, ok = dia, s.Fecha, true
		}
	}
	return limite, ok
}

// LimitePorDefecto is the due date of a compromiso to which nobody gives one: that
// of LimiteAntesDeSesion, or 15 business days where no session is planned.
func LimitePorDefecto(c *Comision, ahora time.Time) Fecha {
	if limite, ok := LimiteAntesDeSesion(c, ahora); ok {
		return limite
	}
	return c.Calendario.AddHabiles(c.Hoy(ahora), diasSinSesion)
}
