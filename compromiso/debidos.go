package compromiso

import (
	"slices"
	"time"
)

// puesto is somebody who may be reminded of an asunto, in a role.
type puesto struct {
	persona, area string
	papel         Papel
	titular       bool // second step of the escalation
	frente        bool // hears of everything, not of escalations only
}

// puestos are all who may be reminded of the asunto, each person once, in the first of
// the roles that applies. The ST comes last, with and without an escalation.
func (d *Directorio) puestos(a Asunto, c *Comision) []puesto {
	var out []puesto
	poner := func(gente []string, p puesto) {
		for _, u := range gente {
			if !slices.ContainsFunc(out, func(x puesto) bool { return x.persona == u }) {
				p.persona = u
				out = append(out, p)
			}
		}
	}
	st := d.Personas(c.Secretaria...)
	if len(a.Areas) == 0 { // nobody was assigned: the ST is who owes the next step
		poner(st, puesto{papel: PapelSecretaria, frente: true})
		return out
	}
	for _, siglas := range a.Areas {
		gente, papel := d.frente(siglas, c)
		poner(gente, puesto{area: siglas, papel: papel, frente: true})
	}
	for _, siglas := range a.Areas {
		if ar, ok := d.Area(siglas); ok {
			poner(d.Personas(ar.Suplentes...), puesto{area: siglas, papel: PapelSuplente})
			poner(d.Personas(ar.Titular), puesto{area: siglas, papel: PapelTitular, titular: true})
		}
	}
	poner(st, puesto{area: a.Areas[0], papel: PapelSecretaria})
	return out
}

// oye tells whether the rung concerns whoever holds the post.
func (p puesto) oye(e escalon) bool {
	if p.frente {
		return e.regla != ReglaEscala
	}
	return e.regla == ReglaEscala && e.titular == p.titular
}

// Debidos are the reminders of one compromiso on a day: every person for whom a rung
// was passed since the later of its AvisarDesde and the person's last notice, and not
// after hasta. The suppressed ones are among them, with the reason.
func Debidos(n *Compromiso, c *Comision, d *Directorio, hist Historial, hasta time.Time, dia Fecha) []Recordatorio {
	var out []Recordatorio
	for _, a := range n.Asuntos() {
		if !a.Estatus.Abierto() {
			continue
		}
		todos := escalones(a, c, n.AvisarDesde, hasta)
		tope, frentes := 0, 0
		puestos := d.puestos(a, c)
		for _, p := range puestos {
			h := hist[ClaveAsunto{n.ID, a.Inciso, p.persona}]
			if p.frente {
				frentes++
				if n := c.Recordatorios.MaximoVencidos; n > 0 && h.Vencidos >= n {
					tope++
				}
			}
			st := p.papel == PapelSecretaria && !p.frente && frentes > 0 && tope == frentes
			e, ok := ultimoEscalon(todos, a, c, p, h, st, hasta, dia)
			if !ok {
				continue
			}
			r := Recordatorio{
				Fecha: dia, Comision: c.Siglas, Compromiso: n, Inciso: a.Inciso, Persona: p.persona, Area: p.area, Papel: p.papel,
				Regla: e.regla, Dias: c.dias(dia, a.FechaLimite), Momento: e.momento,
			}
			r.Suprimido = suprimir(a, c, p, h, e, dia)
			r.Motivo = motivo(r, a, c, e)
			out = append(out, r)
		}
	}
	return out
}

// ultimoEscalon is the last rung that the person has not been told of. capados says
// that all the front has reached maximo_vencidos, so the ST hears of what is overdue.
func ultimoEscalon(todos []escalon, a Asunto, c *Comision, p puesto, h HistorialAviso, capados bool, hasta time.Time, dia Fecha) (escalon, bool) {
	var ultimo escalon
	hay := false
	for _, e := range todos {
		oye := p.oye(e) || (capados && e.regla == ReglaVencido)
		if oye && e.momento.After(h.Ultimo) && (!hay || !e.momento.Before(ultimo.momento)) {
			if hay && e.momento.Equal(ultimo.momento) && e.regla == ReglaSesion {
				continue // on the same day, what is due says more than what is on the agenda
			}
			ultimo, hay = e, true
		}
	}
	if m := c.momentoPospuesto(h.PospuestoHasta); !m.IsZero() && m.After(h.Ultimo) && !m.After(hasta) && (!hay || m.After(ultimo.momento)) {
		ultimo, hay = escalon{regla: ReglaAntes, momento: m}, true
		if a.Vencido(dia) {
			ultimo.regla = ReglaVencido
		}
	}
	return ultimo, hay
}

// momentoPospuesto is when somebody who asked for it hears of it again: at the hour of
// that day, or of the next one of business.
func (c *Comision) momentoPospuesto(f Fecha) time.Time {
	if f.IsZero() {
		return time.Time{}
	}
	return c.Calendario.EnODespues(f).En(c.Zona, c.Recordatorios.Hora)
}

// suprimir tells why the reminder does not go out, or NoSuprimido.
func suprimir(a Asunto, c *Comision, p puesto, h HistorialAviso, e escalon, dia Fecha) Suprimido {
	switch {
	case a.Estatus == PorValidar:
		return EnValidar
	case a.FechaLimite.IsZero():
		return PorSinFecha
	case !h.PospuestoHasta.IsZero() && c.Calendario.EnODespues(h.PospuestoHasta).Despues(dia):
		return PorPedido
	case !h.Enterado.IsZero() && !e.momento.After(h.Enterado):
		return PorEnterado
	case p.frente && e.regla == ReglaVencido && c.Recordatorios.MaximoVencidos > 0 && h.Vencidos >= c.Recordatorios.MaximoVencidos:
		return PorTope
	}
	return NoSuprimido
}

// Vigilar decides anew, at the moment of sending, whether a planned reminder still
// holds in the state of now; it gives back the reminder with the words of today.
func (r Recordatorio) Vigilar(n *Compromiso, c *Comision, h HistorialAviso, ahora time.Time) (Recordatorio, string) {
	hoy := c.Hoy(ahora)
	for _, a := range n.Asuntos() {
		if a.Inciso != r.Inciso {
			continue
		}
		switch {
		case !a.Estatus.Abierto():
			return r, "cerrado"
		case a.Estatus == PorValidar:
			return r, string(EnValidar)
		case n.AvisarDesde.After(r.Momento):
			return r, "fecha_nueva"
		case !h.PospuestoHasta.IsZero() && c.Calendario.EnODespues(h.PospuestoHasta).Despues(hoy):
			return r, string(PorPedido)
		case !h.Enterado.IsZero() && !r.Momento.After(h.Enterado):
			return r, string(PorEnterado)
		}
		r.Compromiso, r.Fecha, r.Dias = n, hoy, c.dias(hoy, a.FechaLimite)
		r.Motivo = motivo(r, a, c, escalon{regla: r.Regla, momento: r.Momento})
		return r, ""
	}
	return r, "sin_inciso"
}
