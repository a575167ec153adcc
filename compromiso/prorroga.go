package compromiso

import "strings"

// PedirProrroga asks for a new due date, with the reason. One request waits at a time.
func (c *Compromiso) PedirProrroga(acto Acto, inciso string, nueva Fecha, motivo string) error {
	motivo = strings.TrimSpace(motivo)
	if err := c.puede(PedirProrroga, inciso); err != nil {
		return err
	}
	switch {
	case c.Prorroga != nil:
		return Errorf(Conflicto, "", "El compromiso %s ya tiene una prórroga por responder, al %s.", c.Numero, c.Prorroga.Nueva.Puntos())
	case motivo == "":
		return Errorf(Invalido, "motivo", "Escriba el motivo: la Secretaría Técnica lo lee para decidir.")
	}
	if err := c.revisarNueva(acto, inciso, nueva); err != nil {
		return err
	}
	antes := c.foto()
	c.Prorroga = &Prorroga{
		Inciso: inciso, Anterior: c.limiteDe(inciso), Nueva: nueva, Motivo: motivo,
		Estado: ProrrogaPedida, Persona: acto.Actor, En: acto.En,
	}
	h := c.hecho(PedirProrroga, acto, antes)
	h.Inciso, h.Motivo, h.Prorroga = inciso, motivo, c.Prorroga
	c.anotar(h)
	return nil
}

func (c *Compromiso) revisarNueva(acto Acto, inciso string, nueva Fecha) error {
	limite := c.limiteDe(inciso)
	switch {
	case nueva.IsZero():
		return Errorf(Invalido, "nueva", "Elija la nueva fecha límite.")
	case !nueva.Despues(acto.Hoy):
		return Errorf(Invalido, "nueva", "La nueva fecha debe ser posterior a hoy (%s).", acto.Hoy.Puntos())
	case !limite.IsZero() && !nueva.Despues(limite):
		return Errorf(Invalido, "nueva", "La nueva fecha debe ser posterior a la de ahora (%s).", limite.Puntos())
	}
	return nil
}

// ConcederProrroga grants the request that waits, with its date or another one, and
// starts the reminders anew; the first date is kept. Without a request the ST gives a
// new date on its own, with a reason.
func (c *Compromiso) ConcederProrroga(acto Acto, inciso string, nueva Fecha, motivo string) error {
	p := c.Prorroga
	if p != nil && inciso != "" && inciso != p.Inciso {
		return Errorf(Conflicto, "inciso", "El compromiso %s tiene otra prórroga por responder, al %s: respóndala primero.", c.Numero, p.Nueva.Puntos())
	}
	if p != nil {
		inciso = p.Inciso
	}
	if err := c.puede(ConcederProrroga, inciso); err != nil {
		return err
	}
	antes := c.foto()
	if p == nil {
		if strings.TrimSpace(motivo) == "" {
			return Errorf(Invalido, "motivo", "Escriba el motivo de la prórroga.")
		}
		p = &Prorroga{Inciso: inciso, Anterior: c.limiteDe(inciso), Motivo: strings.TrimSpace(motivo), Persona: acto.Actor, En: acto.En}
	} else if nueva.IsZero() {
		nueva = p.Nueva
	}
	if err := c.revisarNueva(acto, inciso, nueva); err != nil {
		return err
	}
	if c.FechaLimiteOrig.IsZero() {
		c.FechaLimiteOrig = c.FechaLimite
	}
	r := *p
	r.Nueva, r.Estado, r.Respuesta = nueva, ProrrogaConcedida, strings.TrimSpace(motivo)
	c.ponerLimite(inciso, nueva)
	c.Prorroga, c.AvisarDesde = nil, acto.En
	h := c.hecho(ConcederProrroga, acto, antes)
	h.Inciso, h.Motivo, h.Prorroga = inciso, r.Motivo, &r
	c.anotar(h)
	return nil
}

// NegarProrroga refuses the request that waits, with the reason.
func (c *Compromiso) NegarProrroga(acto Acto, motivo string) error {
	motivo = strings.TrimSpace(motivo)
	switch {
	case c.Prorroga == nil:
		return Errorf(Conflicto, "", "El compromiso %s no tiene ninguna prórroga por responder.", c.Numero)
	case motivo == "":
		return Errorf(Invalido, "motivo", "Escriba el motivo: el área lo recibe con la respuesta.")
	}
	antes := c.foto()
	r := *c.Prorroga
	r.Estado, r.Respuesta = ProrrogaNegada, motivo
	c.Prorroga = nil
	h := c.hecho(NegarProrroga, acto, antes)
	h.Inciso, h.Motivo, h.Prorroga = r.Inciso, motivo, &r
	c.anotar(h)
	return nil
}
