package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
	"compromisos/slacksim/page"
)

// relojCorriente is a field's clock that runs, and that can be moved ahead. It remembers when it was set, and to what.
type relojCorriente struct {
	mu     sync.Mutex
	puesto []puestaEnHora // at least one
}

// puestaEnHora is one time that the clock was set: from that moment of the machine on, it runs from what it showed.
type puestaEnHora struct {
	Maquina time.Time `json:"maquina"`
	Muestra time.Time `json:"muestra"`
}

func (p puestaEnHora) en(maquina time.Time) time.Time { return p.Muestra.Add(maquina.Sub(p.Maquina)) }

// nuevoRelojCorriente starts a clock at a moment, after what it was set to before, if it ever was.
func nuevoRelojCorriente(t time.Time, antes ...puestaEnHora) *relojCorriente {
	return &relojCorriente{puesto: append(slices.Clone(antes), puestaEnHora{time.Now(), t})}
}

// Ahora is what it shows.
func (r *relojCorriente) Ahora() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.puesto[len(r.puesto)-1].en(time.Now())
}

// En is what it showed at a moment of the machine.
func (r *relojCorriente) En(maquina time.Time) time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, _ := slices.BinarySearchFunc(r.puesto, maquina, func(p puestaEnHora, t time.Time) int { return cmp.Compare(p.Maquina.UnixNano(), t.UnixNano()+1) })
	return r.puesto[max(0, k-1)].en(maquina)
}

// Puesto is each time that it was set.
func (r *relojCorriente) Puesto() []puestaEnHora {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.puesto)
}

// Mover sets it; it never goes back.
func (r *relojCorriente) Mover(t time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if ahora := time.Now(); t.After(r.puesto[len(r.puesto)-1].en(ahora)) {
		r.puesto = append(r.puesto, puestaEnHora{ahora, t})
	}
}

// mandoReloj is the clock as the page has it: where it may go, and what happens on the way.
type mandoReloj struct {
	p     *practica
	reloj *relojCorriente
}

// Now is what the bot means by now.
func (m mandoReloj) Now() time.Time { return m.reloj.Ahora() }

// At is what the bot meant by now at a moment of the machine.
func (m mandoReloj) At(maquina time.Time) time.Time { return m.reloj.En(maquina) }

// maxVueltas is how many days one move goes through, one morning after the other.
const maxVueltas = 120

// Jumps are the moments worth going to, by the calendar of the first commission.
func (m mandoReloj) Jumps(ctx context.Context) ([]page.Jump, error) {
	d, err := m.p.app.st.Directorio(ctx)
	if err != nil || len(d.Comisiones) == 0 {
		return nil, err
	}
	c, ahora := d.Comisiones[0], m.Now()
	manana := c.SiguienteHora(ahora)
	js := []page.Jump{{Name: "A la mañana siguiente", To: trasLaHora(manana)}}
	if c.Hoy(manana) == c.Hoy(ahora) {
		js[0].Name = "A las " + manana.In(c.Zona).Format("15:04") + " de hoy"
	}
	if t, err := m.proximoRecordatorio(ctx, d, c, manana); err != nil {
		return nil, err
	} else if !t.IsZero() && t.After(manana) {
		js = append(js, page.Jump{Name: "Al próximo recordatorio", To: trasLaHora(t)})
	}
	js = append(js, page.Jump{Name: "Al próximo lunes", To: trasLaHora(proximoLunes(c, ahora))})
	if s := c.ProximaSesion(ahora); s != nil {
		vispera := c.Calendario.AddHabiles(s.Fecha, -1).En(c.Zona, c.Recordatorios.Hora)
		if vispera.After(ahora) {
			js = append(js, page.Jump{Name: "A la víspera de la sesión " + s.Codigo.String(), To: trasLaHora(vispera)})
		}
	}
	return js, nil
}

// trasLaHora is a minute after a moment at which things are due.
func trasLaHora(t time.Time) time.Time { return t.Add(time.Minute) }

// proximoLunes is the next Monday's hour; where nobody works then, the digest itself leaves
// on the next business day.
func proximoLunes(c *compromiso.Comision, ahora time.Time) time.Time {
	dia := c.Hoy(ahora)
	for {
		dia = dia.AddDias(1)
		if t := dia.En(c.Zona, c.Recordatorios.Hora); dia.Semana() == time.Monday && t.After(ahora) {
			return t
		}
	}
}

// proximoRecordatorio is the first of the next business days on which somebody is reminded.
func (m mandoReloj) proximoRecordatorio(ctx context.Context, d *compromiso.Directorio, c *compromiso.Comision, desde time.Time) (time.Time, error) {
	for t, n := desde, 0; n < 15; t, n = c.SiguienteHora(t), n+1 {
		rs, err := recordatoriosDe(ctx, m.p.app.st, d, c, c.Hoy(t), m.Now(), nil)
		if err != nil {
			return time.Time{}, err
		}
		for _, r := range rs {
			if r.Suprimido == compromiso.NoSuprimido {
				return t, nil
			}
		}
	}
	return time.Time{}, nil
}

// Move goes there one day after the other, as time does, so that what was due on the way is
// told on its day; and says how much was.
func (m mandoReloj) Move(ctx context.Context, hasta time.Time) (string, error) {
	d, err := m.p.app.st.Directorio(ctx)
	if err != nil || len(d.Comisiones) == 0 {
		return "", err
	}
	c := d.Comisiones[0]
	antes := mensajesDelBot(m.p.sim)
	dias := 0
	for t := c.SiguienteHora(m.Now()); t.Before(hasta) && dias < maxVueltas; t = c.SiguienteHora(t) {
		if err := m.p.alas(ctx, trasLaHora(t)); err != nil {
			return "", err
		}
		dias++
	}
	if err := m.p.alas(ctx, hasta); err != nil {
		return "", err
	}
	n := mensajesDelBot(m.p.sim) - antes
	paso := "Ahora es " + compromiso.FechaDe(hasta.In(c.Zona)).Larga() + ", " + hasta.In(c.Zona).Format("15:04") + "."
	switch {
	case n == 0:
		return paso + " En el camino no había nada que avisar.", nil
	case n == 1:
		return paso + " En el camino salió un mensaje.", nil
	}
	return paso + fmt.Sprintf(" En el camino salieron %d mensajes.", n), nil
}

// mensajesDelBot counts what the bot has said in all conversations.
func mensajesDelBot(s *slacksim.Sim) int {
	n := 0
	for _, ms := range s.Snapshot().Messages {
		for _, m := range ms {
			if m.BotID != "" {
				n++
			}
		}
	}
	return n
}
