package compromiso

import (
	"time"
)

// The oracle tells who is to be told of what, in the words of «Counting days» of the
// contract: it walks over days one by one, looks at everything at every sweep, and
// shares no code with the rules but the list of legal holidays.

// dado is one rung of the oracle.
type dado struct {
	regla   Regla
	titular bool
	momento time.Time
}

// diasOraculo is how far around the beginning of a story the oracle looks.
const diasOraculo = 120

type oraculo struct {
	m       *mundo
	habiles map[string]map[Fecha]bool
	hist    Historial
	dias    map[string]bool // persona + day that had its DM
}

func newOraculo(m *mundo) *oraculo {
	o := &oraculo{m: m, habiles: map[string]map[Fecha]bool{}, hist: Historial{}, dias: map[string]bool{}}
	for _, c := range m.d.Comisiones {
		h := map[Fecha]bool{}
		for k := -diasOraculo; k <= diasOraculo; k++ {
			f := m.inicio.AddDias(k)
			h[f] = habilIngenuo(c.Calendario, f)
		}
		o.habiles[c.Siglas] = h
	}
	return o
}

func habilIngenuo(cal Calendario, f Fecha) bool {
	dentro := func(is []Intervalo) bool {
		for _, i := range is {
			for g := i.Desde; !g.Despues(i.Hasta); g = g.AddDias(1) {
				if g == f {
					return true
				}
			}
		}
		return false
	}
	if dentro(cal.Inhabiles) {
		return false
	}
	if dentro(cal.Proceso) {
		return true
	}
	_, festivo := Festivo(f)
	return f.Semana() != time.Saturday && f.Semana() != time.Sunday && !festivo
}

// escalones are all the rungs of an asunto, day by day.
func (o *oraculo) escalones(c *Comision, limite Fecha) []dado {
	var out []dado
	h := o.habiles[c.Siglas]
	poner := func(f Fecha, regla Regla, titular bool) {
		out = append(out, dado{regla, titular, f.En(c.Zona, c.Recordatorios.Hora)})
	}
	// Before a day: on each business day, how many are left in (that day, the day].
	antes := func(dia Fecha, ns []int, regla Regla) {
		faltan := 0
		for f := dia; !f.Antes(o.m.inicio.AddDias(-diasOraculo)); f = f.AddDias(-1) {
			if !h[f] {
				continue
			}
			for _, n := range ns {
				if n == faltan {
					poner(f, regla, false)
				}
			}
			faltan++
		}
	}
	for _, s := range c.Sesiones {
		antes(s.Fecha, c.Resumen.AntesDeSesion, ReglaSesion)
	}
	if limite.IsZero() {
		return out
	}
	antes(limite, c.Recordatorios.Antes, ReglaAntes)
	vencidos := 0
	for f := limite.AddDias(1); !f.Despues(o.m.inicio.AddDias(diasOraculo)); f = f.AddDias(1) {
		if !h[f] {
			continue
		}
		vencidos++
		if (vencidos-1)%c.Recordatorios.DespuesCada == 0 {
			poner(f, ReglaVencido, false)
		}
		if vencidos == c.Recordatorios.EscalarALos {
			poner(f, ReglaEscala, false)
		}
		if vencidos == 2*c.Recordatorios.EscalarALos {
			poner(f, ReglaEscala, true)
		}
	}
	return out
}

// gente is who may be told of an asunto, and as what.
type gente struct{ frente, suplentes, titulares, st []string }

func (o *oraculo) gente(a Asunto, c *Comision) gente {
	g := gente{st: c.Secretaria}
	for _, siglas := range a.Areas {
		for _, x := range o.m.d.Areas {
			if x.Siglas != siglas {
				continue
			}
			g.suplentes = append(g.suplentes, x.Suplentes...)
			if x.Titular != "" {
				g.titulares = append(g.titulares, x.Titular)
			}
			switch {
			case len(x.Enlaces) > 0:
				g.frente = append(g.frente, x.Enlaces...)
			case len(x.Suplentes) > 0:
				g.frente = append(g.frente, x.Suplentes...)
			default:
				g.frente = append(g.frente, c.Secretaria...)
			}
		}
	}
	if len(a.Areas) == 0 {
		g.frente = c.Secretaria
	}
	return g
}

func esta(lista []string, u string) bool {
	for _, x := range lista {
		if x == u {
			return true
		}
	}
	return false
}

// topados tells since when the front has had its maximum of messages.
func (o *oraculo) topados(g gente, n *Compromiso, a Asunto, c *Comision) (time.Time, bool) {
	var desde time.Time
	hay := false
	for _, u := range g.frente {
		if esta(g.st, u) {
			continue
		}
		h := o.hist[ClaveAsunto{n.ID, a.Inciso, u}]
		if h.Vencidos < c.Recordatorios.MaximoVencidos {
			return time.Time{}, false
		}
		if hay = true; h.Ultimo.After(desde) {
			desde = h.Ultimo
		}
	}
	return desde, hay
}

// toca is what the person is owed of an asunto by the moment hasta.
func (o *oraculo) toca(n *Compromiso, a Asunto, c *Comision, u string, hasta time.Time) (regla Regla, momento time.Time, ok bool) {
	g := o.gente(a, c)
	h := o.hist[ClaveAsunto{n.ID, a.Inciso, u}]
	hoy := c.Hoy(hasta)
	frente := esta(g.frente, u)
	tope, topados := o.topados(g, n, a, c)
	vistos := map[Regla]bool{}
	for _, e := range o.m.escalones(o, n, a, c) {
		if !e.momento.After(n.AvisarDesde) || !e.momento.After(h.Ultimo) || e.momento.After(hasta) {
			continue
		}
		oye := frente && e.regla != ReglaEscala
		switch {
		case e.regla == ReglaEscala && e.titular:
			oye = esta(g.titulares, u)
		case e.regla == ReglaEscala:
			oye = esta(g.suplentes, u) || esta(g.st, u)
		case e.regla != ReglaAntes && topados && esta(g.st, u) && e.momento.After(tope):
			oye = true
		}
		if oye {
			ok, vistos[e.regla] = true, true
			if e.momento.After(momento) {
				momento = e.momento
			}
		}
	}
	vencido := !a.FechaLimite.IsZero() && a.FechaLimite.Antes(hoy)
	pedido := false
	if p := h.PospuestoHasta; !p.IsZero() && o.conoce(g, u) {
		for !o.habiles[c.Siglas][p] {
			p = p.AddDias(1)
		}
		if p.Despues(hoy) {
			return "", momento, false // pospuesto
		}
		if m := p.En(c.Zona, c.Recordatorios.Hora); m.After(h.Ultimo) && m.After(n.AvisarDesde) && !m.After(hasta) {
			pedido, ok = true, true
			if m.After(momento) {
				momento = m
			}
		}
	}
	regla = reglaDe(vistos, frente, vencido)
	silencio := a.FechaLimite.IsZero() || a.Estatus == PorValidar || !momento.After(h.Enterado)
	capada := frente && !esta(g.st, u) && !pedido && vencido && regla != ReglaEscala && h.Vencidos >= c.Recordatorios.MaximoVencidos
	return regla, momento, ok && !silencio && !capada
}

func (o *oraculo) conoce(g gente, u string) bool {
	return esta(g.frente, u) || esta(g.suplentes, u) || esta(g.titulares, u) || esta(g.st, u)
}

// reglaDe is the rule that the message names, of those that were passed.
func reglaDe(vistos map[Regla]bool, frente, vencido bool) Regla {
	orden := []Regla{ReglaEscala, ReglaVencido, ReglaSesion}
	if frente {
		orden = []Regla{ReglaVencido, ReglaAntes, ReglaEscala, ReglaSesion}
	}
	for _, r := range orden {
		if vistos[r] {
			return r
		}
	}
	if vencido {
		return ReglaVencido
	}
	return ReglaAntes
}

// mensaje is one DM: to whom, on which day, and about what by which rule.
type mensaje struct {
	Persona string
	Dia     Fecha
	Asuntos map[string]Regla
}

// barrer gives the messages that leave at the moment.
func (o *oraculo) barrer(ahora time.Time) []mensaje {
	var out []mensaje
	type hecho struct {
		clave ClaveAsunto
		h     HistorialAviso
	}
	var hechos []hecho
	for _, u := range o.m.personas {
		m := mensaje{Persona: u, Asuntos: map[string]Regla{}}
		var primera time.Time
		var suyos []hecho
		for _, n := range o.m.vivos {
			c, _ := o.m.d.Comision(n.Comision)
			hoy := c.Hoy(ahora)
			if !o.habiles[c.Siglas][hoy] || !ahora.Before(hoy.En(c.Zona, c.Horario.Hasta)) {
				continue
			}
			hora := hoy.En(c.Zona, c.Recordatorios.Hora)
			hasta := ahora
			if hora.After(hasta) {
				hasta = hora
			}
			for _, a := range n.Asuntos() {
				if !a.Estatus.Abierto() {
					continue
				}
				regla, momento, ok := o.toca(n, a, c, u, hasta)
				if !ok {
					continue
				}
				m.Dia = hoy
				m.Asuntos[n.Comision+n.Numero.String()+a.Inciso] = regla
				if primera.IsZero() || hora.Before(primera) {
					primera = hora
				}
				k := ClaveAsunto{n.ID, a.Inciso, u}
				h := o.hist[k]
				h.Ultimo = momento
				if ahora.After(momento) {
					h.Ultimo = ahora
				}
				if regla == ReglaVencido {
					h.Vencidos++
				}
				suyos = append(suyos, hecho{k, h})
			}
		}
		if len(m.Asuntos) == 0 || ahora.Before(primera) || o.dias[u+m.Dia.String()] {
			continue
		}
		o.dias[u+m.Dia.String()] = true
		hechos = append(hechos, suyos...)
		out = append(out, m)
	}
	for _, x := range hechos {
		o.hist[x.clave] = x.h
	}
	return out
}
