package main

import (
	"fmt"
	"time"

	"compromisos/compromiso"
)

// agenda is the calendar of the tour: its mornings are the business days of the
// commission on which reminders leave, from the first one after it begins.
type agenda struct {
	com    *compromiso.Comision
	inicio time.Time
}

// The mornings of the story, counted from 1.
const (
	mananaRecordar = 1 // two matters in one message
	mananaProponer = 2 // the new one is proposed and validated; the old one falls due
	mananaVencido  = 3 // the old one is overdue; of the new one nobody hears
	mananaEscalar  = 5 // the third business day overdue
)

// manana is the day of the nth morning.
func (a agenda) manana(n int) compromiso.Fecha {
	primera := a.com.Hoy(a.com.SiguienteHora(a.inicio))
	return a.com.Calendario.AddHabiles(primera, n-1)
}

// venceNuevo is when the compromiso that is registered falls due: three business days
// after the first morning, and one after the morning of silence.
func (a agenda) venceNuevo() compromiso.Fecha { return a.manana(mananaRecordar + 3) }

// venceViejo is when the one falls due that nobody attends.
func (a agenda) venceViejo() compromiso.Fecha { return a.manana(mananaProponer) }

// venceOtro is when the ith of the others falls due: on days that leave the mornings of
// the story to the two that it is about.
func (a agenda) venceOtro(i int) compromiso.Fecha { return a.manana(mananaEscalar + 2*(i%5)) }

// enHoras is t, if something may be told to anybody then; else half an hour after the
// hours of the next business day begin, or of the same day.
func enHoras(c *compromiso.Comision, t time.Time) time.Time {
	hoy := c.Hoy(t)
	desde, hasta := hoy.En(c.Zona, c.Horario.Desde), hoy.En(c.Zona, c.Horario.Hasta)
	if c.Calendario.Habil(hoy) && !t.Before(desde) && t.Before(hasta) {
		return t
	}
	if !c.Calendario.Habil(hoy) || !t.Before(hasta) {
		hoy = c.Calendario.AddHabiles(hoy, 1)
	}
	return hoy.En(c.Zona, c.Horario.Desde).Add(30 * time.Minute)
}

// inicioDemo is half past eight of a Tuesday after the informe, so that the story ends
// with the digest of the Monday after it: one whose week has no holiday, nor the day of
// the dead, on which no office works.
func inicioDemo(inf compromiso.Informe) time.Time {
	c := compromiso.NewComision(inf.Comision, "")
	dia := inf.FechaInforme
	if dia.Anio < primerReloj || dia.Anio > ultimoReloj {
		dia = compromiso.NewFecha(2026, time.October, 30)
	}
	for dia = dia.AddDias(1); dia.Semana() != time.Tuesday || !semanaEntera(c.Calendario, dia); {
		dia = dia.AddDias(1)
	}
	return dia.En(c.Zona, compromiso.Hora{Hora: 8, Minuto: 30})
}

// semanaEntera tells whether the Tuesday and the business days after it, to the Monday
// that follows, are all worked.
func semanaEntera(c compromiso.Calendario, martes compromiso.Fecha) bool {
	for n := range 7 {
		dia := martes.AddDias(n)
		finDeSemana := dia.Semana() == time.Saturday || dia.Semana() == time.Sunday
		if !finDeSemana && (!c.Habil(dia) || dia.Mes == time.November && dia.Dia == 2) {
			return false
		}
	}
	return true
}

// The years in which the tour can begin: those whose numbers are read as references, and
// one to spare for what falls due after it.
const primerReloj, ultimoReloj = 1900, 2198

// leerReloj reads --reloj.
func leerReloj(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	anio := t.In(compromiso.NewComision("", "").Zona).Year()
	switch {
	case err != nil:
		return t, errUso{fmt.Errorf("--reloj («%s») no es un instante como 2026-11-03T08:30:00-06:00", s)}
	case anio < primerReloj || anio > ultimoReloj:
		return t, errUso{fmt.Errorf("--reloj («%s») queda fuera de los años en que puede empezar, de %d a %d", s, primerReloj, ultimoReloj)}
	}
	return t, nil
}
