package compromiso

import "time"

// DebidosEnElDia are the reminders of one compromiso on a day, as Debidos gives them. For
// a day to come everything owed before it is taken as sent (section 1 of the contract).
// The history and the compromiso are the caller's to throw away: they are moved to the
// eve of that day.
func DebidosEnElDia(n *Compromiso, c *Comision, d *Directorio, hist Historial, ahora time.Time, dia Fecha) []Recordatorio {
	if !c.Calendario.Habil(dia) {
		return nil
	}
	if dia.Despues(c.Hoy(ahora)) {
		darPorEnviados(n, c, d, hist, ahora, dia)
	}
	return Debidos(n, c, d, hist, dia.En(c.Zona, c.Recordatorios.Hora), dia)
}

// maxEscalones bounds the walk to a day years away: long before it, whoever was to hear
// of something has heard of it as often as anybody may.
const maxEscalones = 2000

// darPorEnviados notes in the history, rung by rung, the notices that will have left
// before the day, so that only its own are owed on it.
func darPorEnviados(n *Compromiso, c *Comision, d *Directorio, hist Historial, ahora time.Time, dia Fecha) {
	vispera := dia.En(c.Zona, Hora{}).Add(-time.Second)
	momento := c.Calendario.EnODespues(c.Hoy(ahora)).En(c.Zona, c.Recordatorios.Hora) // what is owed by now leaves then
	for range maxEscalones {
		if momento.IsZero() || momento.After(vispera) {
			break
		}
		debidos := Debidos(n, c, d, hist, momento, c.Hoy(momento))
		if todosAlTope(debidos) {
			break // from here on every rung is like this one
		}
		for _, r := range debidos {
			if r.Suprimido != NoSuprimido {
				continue
			}
			k := ClaveAsunto{Compromiso: n.ID, Inciso: r.Inciso, Persona: r.Persona}
			h := hist[k]
			h.Ultimo = momento
			if r.Regla == ReglaVencido {
				h.Vencidos++
			}
			hist[k] = h
		}
		momento = SiguienteEscalon(n, c, momento)
	}
	for k, h := range hist {
		if k.Compromiso == n.ID && h.Ultimo.Before(vispera) {
			h.Ultimo = vispera
			hist[k] = h
		}
	}
	if n.AvisarDesde.Before(vispera) {
		n.AvisarDesde = vispera
	}
}

// todosAlTope tells whether only the Secretaría still hears of it.
func todosAlTope(rs []Recordatorio) bool {
	tope := false
	for _, r := range rs {
		tope = tope || r.Suprimido == PorTope
		if r.Suprimido != PorTope && r.Papel != PapelSecretaria {
			return false
		}
	}
	return tope
}
