package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"compromisos/compromiso"
)

// planearResumenes writes the digests that are owed by now and have no aviso: the weekly
// ones, and those before a session.
func (s *Scheduler) planearResumenes(ctx context.Context, ahora time.Time) error {
	d, err := s.st.Directorio(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, c := range d.Comisiones {
		if c.Canal == "" {
			continue
		}
		if err := s.planearDeSesion(ctx, c, ahora); err != nil {
			errs = append(errs, err)
		}
		momento, err := resumenDebido(c, ahora)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if momento.IsZero() {
			continue
		}
		if err := s.planearResumen(ctx, c, momento, ahora); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (s *Scheduler) planearResumen(ctx context.Context, c *compromiso.Comision, momento, ahora time.Time) error {
	dia := c.Hoy(momento)
	clave := compromiso.ClaveResumen(c.Siglas, dia)
	if s.yaPlaneado(c.Siglas, clave) {
		return nil
	}
	no := c.ProximaSalida(momento)
	_, nuevo, err := s.st.PlanearAviso(ctx, compromiso.Aviso{
		Clave: clave, Clase: compromiso.AvisoResumen, Comision: c.Siglas, Destino: c.Canal, Dia: dia,
		Creado: ahora, NoAntes: no, Estado: compromiso.AvisoPendiente,
	})
	if err != nil {
		return fmt.Errorf("digest of %s: %w", c.Siglas, err)
	}
	if nuevo {
		s.o.Observar.Planeados(DeResumen, 1)
	}
	s.planeado(c.Siglas, clave)
	return nil
}

// resumenDebido is the moment of the last digest that should have left by now, or zero.
// The schedule runs on the wall clock: an hour that a clock change skips is the first
// moment after it, one that it repeats counts once. A digest of a day that is not of
// business moves to the next one, at the same hour. None is owed for an hour before the
// commission was configured.
func resumenDebido(c *compromiso.Comision, ahora time.Time) (time.Time, error) {
	if c.Resumen.Cron == "" {
		return time.Time{}, nil
	}
	plan, err := cron.ParseStandard(c.Resumen.Cron)
	if err != nil {
		return time.Time{}, fmt.Errorf("cron of %s: %w", c.Siglas, err)
	}
	// A month and a half back covers monthly digests and the longest run of days that
	// are not of business.
	desde := ahora.AddDate(0, 0, -45)
	if c.Configurada.After(desde) {
		desde = c.Configurada
	}
	var debido time.Time
	fin := pared(ahora.In(c.Zona))
	for t := plan.Next(pared(desde.In(c.Zona)).Add(-time.Second)); !t.IsZero() && !t.After(fin); t = plan.Next(t) {
		hora := compromiso.Hora{Hora: t.Hour(), Minuto: t.Minute()}
		crudo := compromiso.FechaDe(t).En(c.Zona, hora)
		if crudo.Before(c.Configurada) {
			continue
		}
		momento := c.Calendario.EnODespues(compromiso.FechaDe(t)).En(c.Zona, hora)
		if !momento.After(ahora) {
			debido = momento
		}
	}
	return debido, nil
}

// pared is what the wall clock shows, as a time that knows no zone: cron reckons in it,
// so that no hour is skipped or repeated.
func pared(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
