package compromiso

import (
	"slices"
	"time"
)

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
		puestos := d.puestos(a, c)
		capado := c.capado(n.ID, a.Inciso, puestos, hist)
		for _, p := range puestos {
			h := hist[ClaveAsunto{n.ID, a.Inciso, p.persona}]
			e, ok := p.pasado(todos, h, capado)
			if m := c.momentoPospuesto(h.PospuestoHasta); m.After(h.Ultimo) && m.After(n.AvisarDesde) && !m.After(hasta) {
				e, ok = e.pospuesto(ok, m, a.Vencido(dia)), true
			}
			if !ok {
				continue
			}
			r := Recordatorio{
				Fecha: dia, Comision: c.Siglas, Compromiso: n, Inciso: a.Inciso, Persona: p.persona, Area: p.area, Papel: p.papelEn(e),
				Regla: e.regla, Dias: c.dias(dia, a.FechaLimite), Momento: e.momento,
			}
			r.Suprimido = suprimir(a, c, p, h, e, dia)
			r.Motivo = motivo(r, a, c, e)
			out = append(out, r)
		}
	}
	return out
}

// capado is when the last of those who hear of it first had their maximo_vencidos
// messages; zero while somebody still has some to come. The ST is never capped: from
// then on it hears in their place.
func (c *Comision) capado(id int64, inciso string, puestos []puesto, hist Historial) time.Time {
	var desde time.Time
	for _, p := range puestos {
		if !p.frente || p.st {
			continue
		}
		h := hist[ClaveAsunto{id, inciso, p.persona}]
		if !c.tope(h) {
			return time.Time{}
		}
		desde = masTarde(desde, h.Ultimo)
	}
	return desde
}

func (c *Comision) tope(h HistorialAviso) bool {
	return c.Recordatorios.MaximoVencidos > 0 && h.Vencidos >= c.Recordatorios.MaximoVencidos
}

// pasado is what the person is to be told: of the rungs passed since the last notice,
// the one that says most, at the moment of the last of them, since one message covers
// them all.
func (p puesto) pasado(todos []escalon, h HistorialAviso, capado time.Time) (escalon, bool) {
	var e escalon
	hay := false
	for _, x := range todos {
		if !p.oye(x, capado) || !x.momento.After(h.Ultimo) {
			continue
		}
		m := x.momento
		if hay && !p.prefiere(x, e) {
			x = e
		}
		e, hay = x, true
		e.momento = m
	}
	return e, hay
}

// pospuesto is the rung of somebody who asked to hear of it again at m; ok says that
// others were passed meanwhile.
func (e escalon) pospuesto(ok bool, m time.Time, vencido bool) escalon {
	switch {
	case !ok && vencido:
		e.regla = ReglaVencido
	case !ok:
		e.regla = ReglaAntes
	}
	e.pedido = true
	if m.After(e.momento) {
		e.momento = m
	}
	return e
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
	case p.frente && !p.st && !e.pedido && e.regla != ReglaEscala && a.Vencido(dia) && c.tope(h):
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
			return r, FueraCerrado
		case a.Estatus == PorValidar:
			return r, string(EnValidar)
		case n.AvisarDesde.After(r.Momento):
			return r, FueraFecha
		case r.Area != "" && r.Papel != PapelSecretaria && !slices.Contains(a.Areas, r.Area):
			return r, FueraArea
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
