package scheduler

import (
	"context"
	"fmt"
	"time"

	"compromisos/compromiso"
)

// planearDeSesion writes the digests before sessions that are owed by now and have no aviso.
func (s *Scheduler) planearDeSesion(ctx context.Context, c *compromiso.Comision, ahora time.Time) error {
	for _, r := range c.ResumenesDeSesion(ahora) {
		clave := compromiso.ClaveResumenDeSesion(r.Sesion, r.Dia)
		if s.yaPlaneado(r.Sesion.Clave(), clave) {
			continue
		}
		datos := map[string]string{compromiso.DatoSesion: r.Sesion.Clave()}
		if !r.Desde.IsZero() {
			datos["desde"] = r.Desde.String()
		}
		_, nuevo, err := s.st.PlanearAviso(ctx, compromiso.Aviso{
			Clave: clave, Clase: compromiso.AvisoResumen, Comision: c.Siglas, Destino: c.Canal, Dia: r.Dia,
			Creado: ahora, NoAntes: c.ProximaSalida(r.Momento), Estado: compromiso.AvisoPendiente, Datos: datos,
		})
		if err != nil {
			return fmt.Errorf("digest before %s: %w", r.Sesion.Clave(), err)
		}
		if nuevo {
			s.o.Observar.Planeados(DeResumen, 1)
		}
		s.planeado(r.Sesion.Clave(), clave)
	}
	return nil
}

// yaPlaneado tells whether the last digest of a commission, or before a session, is known to
// be planned.
func (s *Scheduler) yaPlaneado(de, clave string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.planeados[de] == clave
}

func (s *Scheduler) planeado(de, clave string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.planeados[de] = clave
}
