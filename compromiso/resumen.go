package compromiso

import "time"

// MaximoResumen is how many compromisos of each kind a digest carries; the counts are
// always of all.
const MaximoResumen = 50

// DatosResumen is what a digest tells of a commission: what is overdue on the day
// Hasta, what falls due from Hasta through the seven days after it, what waits for
// validation, and what was closed from Desde to Hasta.
type DatosResumen struct {
	Comision *Comision
	Desde    Fecha
	Hasta    Fecha

	Vencidos   []*Compromiso
	PorVencer  []*Compromiso
	PorValidar []*Compromiso
	Cerrados   []*Compromiso
	SinFecha   []*Compromiso // open and without a due date

	// Total are the counts of all, which the lists may not hold.
	Total ConteoResumen
	// PorArea are the open ones of each area, most overdue first.
	PorArea []ConteoArea

	// Cabeza is the end of the bitácora when the digest was posted: the conversation keeps
	// it where the database is not. A digest that is only shown has none.
	Cabeza CabezaBitacora
}

// ConteoResumen are the counts of a digest.
type ConteoResumen struct{ Vencidos, PorVencer, PorValidar, Cerrados, SinFecha, Abiertos int }

// ConteoArea is how much of what is open an area owes.
type ConteoArea struct {
	Area                                      string // "" for what has no area yet
	Abiertos, Vencidos, PorVencer, PorValidar int
}

// Vacio tells whether there is nothing to tell.
func (r DatosResumen) Vacio() bool {
	t := r.Total
	return t.Vencidos+t.PorVencer+t.PorValidar+t.Cerrados+t.SinFecha == 0
}

// DiasPorVencer is how many days ahead a digest looks.
const DiasPorVencer = 7

// ResumenDeSesion is a digest that is owed before a session.
type ResumenDeSesion struct {
	Sesion  *Sesion
	Dia     Fecha
	Momento time.Time
	Desde   Fecha // day of the last session held by then; none, where there was none
}

// ResumenesDeSesion are the digests that should have left by now before a session that has
// not begun, one for each at most: the last. One is owed n business days before, at the
// hour of the reminders, and none for an hour before the commission was configured.
func (c *Comision) ResumenesDeSesion(ahora time.Time) []ResumenDeSesion {
	var out []ResumenDeSesion
	hoy := c.Hoy(ahora)
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		if s.Fecha.Antes(hoy) || s.Empezo(c.Zona, ahora) {
			continue
		}
		var ultimo ResumenDeSesion
		for _, n := range c.Resumen.AntesDeSesion {
			dia := c.diasAntes(s.Fecha, n)
			momento := dia.En(c.Zona, c.Recordatorios.Hora)
			if !momento.Before(c.Configurada) && !momento.After(ahora) && momento.After(ultimo.Momento) {
				ultimo = ResumenDeSesion{Sesion: s, Dia: dia, Momento: momento}
			}
		}
		if ultimo.Sesion != nil {
			ultimo.Desde = c.sesionAntesDe(ultimo.Dia)
			out = append(out, ultimo)
		}
	}
	return out
}

// sesionAntesDe is the day of the last session held before the day.
func (c *Comision) sesionAntesDe(dia Fecha) Fecha {
	var ultima Fecha
	for k := range c.Sesiones {
		if f := c.Sesiones[k].Fecha; f.Antes(dia) && (ultima.IsZero() || f.Despues(ultima)) {
			ultima = f
		}
	}
	return ultima
}
