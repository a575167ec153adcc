package compromiso

import (
	"cmp"
	"slices"
	"time"
)

// EstadoDia is how far the one reminder DM of a person on a day has come.
type EstadoDia int

// The states of a day's DM: none yet; still being prepared, so that it can take more;
// on its way or out, so that what comes now waits for the next business day.
const (
	DiaLibre EstadoDia = iota
	DiaAbierto
	DiaCerrado
)

// Plan is what the sweep decides: the reminder DMs to be planned now, and when each of
// the compromisos it looked at is to be looked at again (zero: never).
type Plan struct {
	Avisos    []Aviso
	Siguiente map[int64]time.Time
}

// Planear decides which reminder DMs leave now for the compromisos of the lote: those
// whose rung lies within today. A person's DM leaves at the first hour of the day among
// the commissions that owe something, and carries the other ones' rungs of the day;
// what comes after the day's hours, or after the day's DM, waits for the next business
// day. Deciding twice, late or on several machines gives the same DMs: one key per
// person and day.
func Planear(lote []*Compromiso, d *Directorio, hist Historial, dia func(persona string, f Fecha) EstadoDia, ahora time.Time) Plan {
	p := Plan{Siguiente: map[int64]time.Time{}}
	debidos := map[*Compromiso][]Recordatorio{}
	salidas := map[personaDia]salida{}
	for _, n := range lote {
		c, ok := d.Comision(n.Comision)
		if !ok {
			p.Siguiente[n.ID] = time.Time{}
			continue
		}
		hoy := c.Hoy(ahora)
		hora := hoy.En(c.Zona, c.Recordatorios.Hora)
		p.Siguiente[n.ID] = siguienteRevision(n, c, hist, d, hora, ahora)
		for _, r := range Debidos(n, c, d, hist, masTarde(hora, ahora), hoy) {
			if r.Suprimido != NoSuprimido {
				continue
			}
			debidos[n] = append(debidos[n], r)
			if c.abiertoHoy(ahora) {
				if s, hay := salidas[personaDia{r.Persona, hoy}]; !hay || s.despuesDe(hora, c) {
					salidas[personaDia{r.Persona, hoy}] = salida{hora, c}
				}
			}
		}
	}
	avisos := map[string]*Aviso{}
	for _, n := range lote {
		c, _ := d.Comision(n.Comision)
		for _, r := range debidos[n] {
			s, hay := salidas[personaDia{r.Persona, r.Fecha}]
			switch {
			case !hay || !c.abiertoHoy(ahora):
				p.aplazar(n.ID, c.siguienteHora(ahora))
			case s.hora.After(ahora):
				p.aplazar(n.ID, s.hora)
			case dia(r.Persona, r.Fecha) == DiaCerrado:
				p.aplazar(n.ID, c.siguienteHora(c.finDeHoy(ahora)))
			default:
				agregar(avisos, r, s.c, ahora)
			}
		}
	}
	for _, a := range avisos {
		OrdenarUrgencia(a.Asuntos)
		p.Avisos = append(p.Avisos, *a)
	}
	slices.SortFunc(p.Avisos, func(x, y Aviso) int { return cmp.Compare(x.Clave, y.Clave) })
	return p
}

// personaDia names the one DM of a person on a day.
type personaDia struct {
	persona string
	dia     Fecha
}

// salida is when that DM leaves: at the first hour among the commissions that owe
// something, and within the hours of that commission.
type salida struct {
	hora time.Time
	c    *Comision
}

func (s salida) despuesDe(hora time.Time, c *Comision) bool {
	return cmp.Or(s.hora.Compare(hora), cmp.Compare(s.c.Siglas, c.Siglas)) > 0
}

// agregar puts the reminder into the DM, which keeps the hours of the commission c.
func agregar(avisos map[string]*Aviso, r Recordatorio, c *Comision, ahora time.Time) {
	clave := ClaveRecordatorio(r.Persona, r.Fecha)
	a := avisos[clave]
	if a == nil {
		a = &Aviso{
			Clave: clave, Clase: AvisoRecordatorio, Comision: c.Siglas, Destino: r.Persona, Dia: r.Fecha,
			Creado: ahora, NoAntes: ahora, Estado: AvisoPendiente,
		}
		avisos[clave] = a
	}
	a.Asuntos = append(a.Asuntos, r)
}

func (p *Plan) aplazar(id int64, m time.Time) {
	if s := p.Siguiente[id]; s.IsZero() || m.Before(s) {
		p.Siguiente[id] = m
	}
}

// siguienteRevision is when the compromiso is to be looked at again if all goes well
// now: at its next rung, or when somebody asked to hear of it again.
func siguienteRevision(n *Compromiso, c *Comision, hist Historial, d *Directorio, hora, ahora time.Time) time.Time {
	desde := ahora
	if hora.After(ahora) && c.Calendario.Habil(c.Hoy(ahora)) {
		desde = hora // today's rungs were looked at
	}
	s := SiguienteEscalon(n, c, desde)
	for _, a := range n.Asuntos() {
		for _, p := range d.puestos(a, c) {
			m := c.momentoPospuesto(hist[ClaveAsunto{n.ID, a.Inciso, p.persona}].PospuestoHasta)
			if a.Estatus.Abierto() && m.After(desde) && (s.IsZero() || m.Before(s)) {
				s = m
			}
		}
	}
	return s
}

// abiertoHoy tells whether a reminder may leave today from its hour on: a business day
// whose hours are not over.
func (c *Comision) abiertoHoy(ahora time.Time) bool {
	hoy := c.Hoy(ahora)
	return c.Calendario.Habil(hoy) && ahora.Before(hoy.En(c.Zona, c.Horario.Hasta))
}

// siguienteHora is the hour of reminders of the first business day for which it is
// still to come.
func (c *Comision) siguienteHora(t time.Time) time.Time {
	dia := c.Hoy(t)
	if h := dia.En(c.Zona, c.Recordatorios.Hora); c.Calendario.Habil(dia) && h.After(t) {
		return h
	}
	return c.Calendario.EnODespues(dia.AddDias(1)).En(c.Zona, c.Recordatorios.Hora)
}

// SiguienteHora is the hour of reminders of the first business day for which it is
// still to come: when what could not be told today is told.
func (c *Comision) SiguienteHora(t time.Time) time.Time { return c.siguienteHora(t) }

func (c *Comision) finDeHoy(ahora time.Time) time.Time {
	return c.Hoy(ahora).En(c.Zona, c.Recordatorios.Hora).Add(time.Second)
}

// FinDeHoras is the moment at which today's rungs of the commission have all been
// reached: the sweep looks at everything whose moment is not after it.
func (c *Comision) FinDeHoras(ahora time.Time) time.Time {
	return c.Hoy(ahora).En(c.Zona, c.Recordatorios.Hora)
}

func masTarde(x, y time.Time) time.Time {
	if x.After(y) {
		return x
	}
	return y
}
