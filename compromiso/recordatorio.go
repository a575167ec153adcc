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
	// Ultimo is the moment of the field of the last notice, or that of the rung which it
	// told of, if this is later: a DM may carry a rung whose hour is still to come.
	Ultimo         time.Time
	Vencidos       int   // messages by ReglaVencido since AvisarDesde
	PospuestoHasta Fecha // the day on which the person asked to hear of it again
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
	paso    int // of escala: 0 to the suplentes and the ST, 1 to the titular
	momento time.Time
	sesion  *Sesion // of sesion
	pedido  bool    // somebody asked to hear of it again
}

// escalones are the rungs of an asunto with desde < momento ≤ hasta, by moment. A day
// that is not of business has none.
func escalones(a Asunto, c *Comision, desde, hasta time.Time) []escalon {
	var out []escalon
	poner := func(e escalon, dia Fecha) (llegado bool) {
		e.momento = dia.En(c.Zona, c.Recordatorios.Hora)
		if e.momento.After(desde) && !e.momento.After(hasta) && c.Calendario.Habil(dia) {
			out = append(out, e)
		}
		return !e.momento.After(hasta)
	}
	hoy := c.Hoy(desde)
	for _, n := range c.Resumen.AntesDeSesion {
		for k := range c.Sesiones { // in order of date: after one that is not reached, none is
			if s := &c.Sesiones[k]; !s.Fecha.Antes(hoy) && !poner(escalon{regla: ReglaSesion, sesion: s}, c.diasAntes(s.Fecha, n)) {
				break
			}
		}
	}
	if !a.FechaLimite.IsZero() {
		if !a.FechaLimite.Antes(hoy) {
			for _, n := range c.Recordatorios.Antes {
				poner(escalon{regla: ReglaAntes}, c.diasAntes(a.FechaLimite, n))
			}
		}
		c.vencidosEntre(a.FechaLimite, desde, hasta, func(dia Fecha) { poner(escalon{regla: ReglaVencido}, dia) })
		if n := c.Recordatorios.EscalarALos; n > 0 && a.FechaLimite.Antes(c.Hoy(hasta)) {
			poner(escalon{regla: ReglaEscala}, c.Calendario.AddHabiles(a.FechaLimite, n))
			poner(escalon{regla: ReglaEscala, paso: 1}, c.Calendario.AddHabiles(a.FechaLimite, 2*n))
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

// siguienteDe is the next rung of one asunto: the earliest of the next ones of each
// rule.
func siguienteDe(a Asunto, c *Comision, t time.Time) time.Time {
	if a.FechaLimite.IsZero() {
		return time.Time{} // sin fecha: no reminders
	}
	var primero time.Time
	poner := func(dia Fecha) bool {
		m := dia.En(c.Zona, c.Recordatorios.Hora)
		if !m.After(t) || !c.Calendario.Habil(dia) {
			return false
		}
		if primero.IsZero() || m.Before(primero) {
			primero = m
		}
		return true
	}
	hoy := c.Hoy(t)
	for _, n := range c.Resumen.AntesDeSesion {
		for k := range c.Sesiones { // in order of date: the first that is still to come is the nearest
			if s := &c.Sesiones[k]; !s.Fecha.Antes(hoy) && poner(c.diasAntes(s.Fecha, n)) {
				break
			}
		}
	}
	if !a.FechaLimite.Antes(hoy) {
		for _, n := range c.Recordatorios.Antes {
			poner(c.diasAntes(a.FechaLimite, n))
		}
	}
	van, cada := c.Calendario.Vencidos(a.FechaLimite, hoy), max(c.Recordatorios.DespuesCada, 1)
	// The first of the cadence that is not before today may have been passed this morning.
	if k := (max(van, 1) - 2 + cada) / cada; !poner(c.Calendario.AddHabiles(a.FechaLimite, 1+k*cada)) {
		poner(c.Calendario.AddHabiles(a.FechaLimite, 1+(k+1)*cada))
	}
	for paso := 1; paso <= 2; paso++ {
		if n := paso * c.Recordatorios.EscalarALos; n > 0 && van <= n {
			poner(c.Calendario.AddHabiles(a.FechaLimite, n))
		}
	}
	return primero
}
