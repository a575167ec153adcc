package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"compromisos/compromiso"
	"compromisos/slacksim/page"
)

// relojCorriente is a field's clock that runs, and that can be moved ahead. It remembers when it was set, and to what.
type relojCorriente struct {
	mu     sync.Mutex
	puesto []puestaEnHora // at least one
	// alPoner, if any, writes down that it is being set, before anybody sees it.
	alPoner func([]puestaEnHora) error
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
	ahora := time.Now()
	if !t.After(r.puesto[len(r.puesto)-1].en(ahora)) {
		return
	}
	r.puesto = append(r.puesto, puestaEnHora{ahora, t})
	if r.alPoner != nil {
		_ = r.alPoner(slices.Clone(r.puesto)) // whoever looks after the practice writes it again in a moment, and tells what goes wrong
	}
}

// mandoReloj is the clock as the page has it: where it may go, and what happens on the way.
type mandoReloj struct {
	p     *practica
	reloj *relojCorriente
}

// ahora is what the bot means by now.
func (m mandoReloj) ahora() time.Time { return m.reloj.Ahora() }

// At is what the bot meant by now at a moment of the machine.
func (m mandoReloj) At(maquina time.Time) time.Time { return m.reloj.En(maquina) }

// Agenda is the zone and the hour of the first commission, and the moments worth going to by
// its calendar.
func (m mandoReloj) Agenda(ctx context.Context) (page.Agenda, error) {
	d, c, err := m.comision(ctx)
	if err != nil {
		return page.Agenda{}, err
	}
	a := page.Agenda{Zone: c.Zona.String(), Hour: c.Recordatorios.Hora.String()}
	recordatorio, err := m.proximoRecordatorio(ctx, d, c)
	if err != nil {
		return a, enFrase(err)
	}
	a.Jumps = saltos(c, m.ahora(), recordatorio)
	return a, nil
}

// comision is the one by whose calendar the clock goes: the first, or where there is none yet
// one with the usual settings.
func (m mandoReloj) comision(ctx context.Context) (*compromiso.Directorio, *compromiso.Comision, error) {
	d, err := m.p.app.st.Directorio(ctx)
	if err != nil {
		return nil, nil, enFrase(err)
	}
	if len(d.Comisiones) == 0 {
		return d, compromiso.NewComision("", ""), nil
	}
	return d, d.Comisiones[0], nil
}

// enFrase makes of an error one sentence for whoever looks at the page.
func enFrase(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(strings.TrimPrefix(enLinea(err), "compromisos: "))
}

// saltos are the moments worth going to: a minute after those at which things are due.
func saltos(c *compromiso.Comision, ahora, recordatorio time.Time) []page.Jump {
	manana := c.SiguienteHora(ahora)
	primero := "A la mañana siguiente"
	if c.Hoy(manana) == c.Hoy(ahora) {
		primero = "A las " + manana.In(c.Zona).Format("15:04") + " de hoy"
	}
	js := []page.Jump{{Name: primero, To: trasLaHora(manana)}}
	if !recordatorio.IsZero() {
		js = append(js, page.Jump{Name: "Al próximo recordatorio", To: trasLaHora(recordatorio)})
	}
	lunes := proximoLunes(c, ahora)
	deLunes := "Al próximo lunes"
	if !c.Calendario.Habil(c.Hoy(lunes)) { // then nothing is said: what was due is told on the next business day
		deLunes += ", que es inhábil"
	}
	js = append(js, page.Jump{Name: deLunes, To: trasLaHora(lunes)})
	if s, vispera := proximaVispera(c, ahora); s != nil {
		js = append(js, page.Jump{Name: "A la víspera de la sesión " + s.Codigo.String(), To: trasLaHora(vispera)})
	}
	return js
}

// trasLaHora is a minute after a moment at which things are due.
func trasLaHora(t time.Time) time.Time { return t.Add(time.Minute) }

// proximoLunes is the next Monday's hour of reminders.
func proximoLunes(c *compromiso.Comision, ahora time.Time) time.Time {
	dia := c.Hoy(ahora)
	for {
		if t := dia.En(c.Zona, c.Recordatorios.Hora); dia.Semana() == time.Monday && t.After(ahora) {
			return t
		}
		dia = dia.AddDias(1)
	}
}

// proximaVispera is the first session whose eve is still to come, by its hour of reminders.
func proximaVispera(c *compromiso.Comision, ahora time.Time) (sesion *compromiso.Sesion, vispera time.Time) {
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		v := c.Calendario.AddHabiles(s.Fecha, -1).En(c.Zona, c.Recordatorios.Hora)
		if v.After(ahora) && (sesion == nil || v.Before(vispera)) {
			sesion, vispera = s, v
		}
	}
	return sesion, vispera
}

// mananasVistas is how many mornings ahead a reminder is looked for.
const mananasVistas = 15

// proximoRecordatorio is the first of the next mornings on which somebody is reminded; zero
// where nobody is.
func (m mandoReloj) proximoRecordatorio(ctx context.Context, d *compromiso.Directorio, c *compromiso.Comision) (time.Time, error) {
	ahora := m.ahora()
	t := c.SiguienteHora(ahora)
	for range mananasVistas {
		rs, err := recordatoriosDe(ctx, m.p.app.st, d, c, c.Hoy(t), ahora, nil)
		if err != nil {
			return time.Time{}, err
		}
		for _, r := range rs {
			if r.Suprimido == compromiso.NoSuprimido {
				return t, nil
			}
		}
		t = c.SiguienteHora(t)
	}
	return time.Time{}, nil
}

// masLejos is how many days ahead one may go at once.
const masLejos = 366

// Day is the commission's hour of a day to come.
func (m mandoReloj) Day(ctx context.Context, dia string) (time.Time, error) {
	_, c, err := m.comision(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return diaElegido(c, m.ahora(), dia)
}

func diaElegido(c *compromiso.Comision, ahora time.Time, dia string) (time.Time, error) {
	f, err := compromiso.ParseFecha(dia)
	hoy := c.Hoy(ahora)
	switch {
	case err != nil:
		return time.Time{}, errors.New("Escriba el día completo: día, mes y año.") //nolint:revive // a sentence for the page
	case !f.Despues(hoy):
		return time.Time{}, fmt.Errorf("El reloj solo va hacia delante: elija un día después de hoy, %s.", hoy.Larga()) //nolint:revive // as above
	case hoy.DiasHasta(f) > masLejos:
		return time.Time{}, fmt.Errorf("Es demasiado lejos para una sola vez: elija un día hasta el %s.", hoy.AddDias(masLejos).Larga()) //nolint:revive // as above
	}
	return trasLaHora(f.En(c.Zona, c.Recordatorios.Hora)), nil
}

// pacienciaPaso is how long a step waits without one more aviso getting out.
const pacienciaPaso = 12 * time.Second

// Step goes as far as the next moment at which something may be due, as time does, so that
// what is due on the way is told on its day.
func (m mandoReloj) Step(ctx context.Context, hasta time.Time) error {
	d, _, err := m.comision(ctx)
	if err != nil {
		return err
	}
	ahora, t := m.ahora(), hasta
	if p := proximaParada(d, ahora); !p.IsZero() && trasLaHora(p).Before(t) {
		t = trasLaHora(p)
	}
	if p := proximaApertura(d, ahora); !p.IsZero() && trasLaHora(p).Before(t) {
		esperan, err := m.p.app.st.Quedan(ctx, p)
		if err != nil {
			return enFrase(err)
		}
		if esperan > 0 {
			t = trasLaHora(p)
		}
	}
	m.p.reloj.Mover(t)
	if err := m.p.app.sch.Sweep(ctx); err != nil {
		return enFrase(err)
	}
	return enFrase(m.p.entregar(ctx, pacienciaPaso))
}

// primera is the first of the moments after now; zero where there is none.
func primera(ahora time.Time, momentos ...time.Time) time.Time {
	momentos = slices.DeleteFunc(momentos, func(t time.Time) bool { return !t.After(ahora) })
	if len(momentos) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(momentos, time.Time.Compare)
}

// proximaApertura is when the hours of a commission begin next: what was held leaves then.
func proximaApertura(d *compromiso.Directorio, ahora time.Time) time.Time {
	var momentos []time.Time
	for _, c := range d.Comisiones {
		hoy := c.Calendario.EnODespues(c.Hoy(ahora))
		momentos = append(momentos, hoy.En(c.Zona, c.Horario.Desde), c.Calendario.EnODespues(hoy.AddDias(1)).En(c.Zona, c.Horario.Desde))
	}
	return primera(ahora, momentos...)
}

// proximaParada is the first moment after now at which a commission has something to tell: its
// reminders leave, or its digest.
func proximaParada(d *compromiso.Directorio, ahora time.Time) time.Time {
	var momentos []time.Time
	for _, c := range d.Comisiones {
		momentos = append(momentos, c.SiguienteHora(ahora))
		if plan, err := cron.ParseStandard(c.Resumen.Cron); err == nil {
			t := plan.Next(ahora.In(c.Zona))
			momentos = append(momentos, c.Calendario.EnODespues(compromiso.FechaDe(t)).En(c.Zona, compromiso.Hora{Hora: t.Hour(), Minuto: t.Minute()}))
		}
	}
	return primera(ahora, momentos...)
}
