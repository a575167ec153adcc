package compromiso

import (
	"slices"
	"time"
)

// Papel is in which role somebody is reminded.
type Papel string

// The roles of section 1 of the contract.
const (
	PapelEnlace     Papel = "enlace"
	PapelSuplente   Papel = "suplente"
	PapelTitular    Papel = "titular"
	PapelSecretaria Papel = "secretaria"
)

// Regla is the rule by which somebody is reminded.
type Regla string

// The rules of section 1 of the contract.
const (
	ReglaAntes   Regla = "antes"
	ReglaVencido Regla = "vencido"
	ReglaEscala  Regla = "escala"
	ReglaSesion  Regla = "sesion"
)

// Suprimido is why somebody who would be reminded is not.
type Suprimido string

// The reasons of section 1 of the contract; "" means that the reminder goes out.
const (
	NoSuprimido Suprimido = ""
	PorPedido   Suprimido = "pospuesto"
	PorEnterado Suprimido = "enterado"
	PorTope     Suprimido = "tope"
	PorSinFecha Suprimido = "sin_fecha"
	EnValidar   Suprimido = "por_validar"
)

// Recordatorio is one asunto that one person is reminded of on one day, and why.
type Recordatorio struct {
	Fecha      Fecha
	Comision   string
	Compromiso *Compromiso
	Inciso     string
	Persona    string
	Area       string
	Papel      Papel
	Regla      Regla
	// Dias is the distance to the due date in business days: negative before it,
	// positive after it.
	Dias      int
	Momento   time.Time // of the rung that was passed
	Motivo    string    // the reason, as a sentence says it
	Suprimido Suprimido
}

// HistorialAviso is what one person was told of one asunto.
type HistorialAviso struct {
	Ultimo         time.Time // moment of the field of the last notice
	Vencidos       int       // overdue notices since the last prórroga
	PospuestoHasta Fecha     // the day on which the person asked to hear of it again
	Enterado       time.Time
}

// ClaveAsunto names one asunto for one person.
type ClaveAsunto struct {
	Compromiso int64
	Inciso     string
	Persona    string
}

// Historial is what was told to whom, of the asuntos at hand.
type Historial map[ClaveAsunto]HistorialAviso

// escalon is one rung: the moment at which a rule is reached.
type escalon struct {
	regla   Regla
	titular bool // of escala: the second step, to the titular
	momento time.Time
	sesion  *Sesion // of sesion
}

// escalones are the rungs of an asunto with desde < momento ≤ hasta, by moment.
func escalones(a Asunto, c *Comision, desde, hasta time.Time) []escalon {
	var out []escalon
	poner := func(e escalon, dia Fecha) {
		e.momento = dia.En(c.Zona, c.Recordatorios.Hora)
		if e.momento.After(desde) && !e.momento.After(hasta) {
			out = append(out, e)
		}
	}
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		if s.Inicio(c.Zona).Before(desde) {
			continue
		}
		for _, n := range c.Resumen.AntesDeSesion {
			poner(escalon{regla: ReglaSesion, sesion: s}, c.diasAntes(s.Fecha, n))
		}
	}
	if !a.FechaLimite.IsZero() {
		for _, n := range c.Recordatorios.Antes {
			poner(escalon{regla: ReglaAntes}, c.diasAntes(a.FechaLimite, n))
		}
		c.vencidosEntre(a.FechaLimite, desde, hasta, func(dia Fecha) { poner(escalon{regla: ReglaVencido}, dia) })
		if n := c.Recordatorios.EscalarALos; n > 0 {
			poner(escalon{regla: ReglaEscala}, c.Calendario.AddHabiles(a.FechaLimite, n))
			poner(escalon{regla: ReglaEscala, titular: true}, c.Calendario.AddHabiles(a.FechaLimite, 2*n))
		}
	}
	slices.SortStableFunc(out, func(x, y escalon) int { return x.momento.Compare(y.momento) })
	return out
}

// diasAntes is the business day on which n business days are left until the given day.
// What falls on a day that is not of business has its 0 on the one before.
func (c *Comision) diasAntes(f Fecha, n int) Fecha {
	return c.Calendario.AddHabiles(c.Calendario.EnOAntes(f), -n)
}

// vencidosEntre gives the days of the cadence of what is overdue that lie near the two
// ends of the span: what was passed in a long outage is one notice, so the rungs in
// the middle of it change nothing, and the cost does not grow with the outage.
func (c *Comision) vencidosEntre(limite Fecha, desde, hasta time.Time, poner func(Fecha)) {
	cada := max(c.Recordatorios.DespuesCada, 1)
	ini, fin := c.Hoy(desde), c.Hoy(hasta)
	if fin.Antes(limite) {
		return
	}
	kmin := 0
	if van := c.Calendario.Vencidos(limite, ini); van > 1 {
		kmin = (van - 2 + cada) / cada // the first rung on or after the day on which the span begins
	}
	total := c.Calendario.Vencidos(limite, fin)
	if total < 1 {
		return
	}
	kmax := (total - 1) / cada
	ks := []int{kmin, kmin + 1, kmax - 1, kmax}
	slices.Sort(ks)
	for _, k := range slices.Compact(ks) {
		if k >= kmin && k <= kmax {
			poner(c.Calendario.AddHabiles(limite, 1+k*cada))
		}
	}
}

// dias is the distance from the day to the due date: negative before, positive after.
func (c *Comision) dias(hoy, limite Fecha) int {
	switch {
	case limite.IsZero():
		return 0
	case limite.Antes(hoy):
		return c.Calendario.Vencidos(limite, hoy)
	}
	return -c.Calendario.Faltan(hoy, limite)
}

// SiguienteEscalon is the first moment after t at which a rule reaches some part of
// the compromiso, or the zero time when none will.
func SiguienteEscalon(n *Compromiso, c *Comision, t time.Time) time.Time {
	var primero time.Time
	for _, a := range n.Asuntos() {
		if !a.Estatus.Abierto() {
			continue
		}
		e := siguienteDe(a, c, t)
		if !e.IsZero() && (primero.IsZero() || e.Before(primero)) {
			primero = e
		}
	}
	return primero
}

// siguienteDe looks for the next rung of one asunto in growing spans: the near ones
// are the common ones.
func siguienteDe(a Asunto, c *Comision, t time.Time) time.Time {
	lejos := t
	if a.FechaLimite.IsZero() {
		return time.Time{} // sin fecha: no reminders
	}
	if m := a.FechaLimite.En(c.Zona, c.Recordatorios.Hora); m.After(lejos) {
		lejos = m
	}
	for dias := 8; dias <= 1024; dias *= 2 {
		hasta := t.AddDate(0, 0, dias)
		if es := escalones(a, c, t, hasta); len(es) > 0 {
			return es[0].momento
		}
		if hasta.Before(lejos) && dias >= 64 {
			// Due far ahead: nothing before the first of its own rungs but sessions.
			if es := escalones(a, c, t, lejos); len(es) > 0 {
				return es[0].momento
			}
		}
	}
	return time.Time{}
}
