package main

import (
	"context"
	"time"
)

// cadaGrupos is how often the members of the user groups are asked for anew; a group
// that was never seen is asked for within a minute.
const cadaGrupos = time.Hour

// cuidarGrupos keeps the members of the user groups that areas name, until the context
// ends. A group that cannot be had stays as last seen.
func (a *app) cuidarGrupos(ctx context.Context) {
	defer a.wg.Done()
	reloj := time.NewTicker(time.Minute)
	defer reloj.Stop()
	for ultima := time.Now(); ; {
		select {
		case <-ctx.Done():
			return
		case <-reloj.C:
		}
		if time.Since(ultima) < cadaGrupos && !a.faltaGrupo(ctx) {
			continue
		}
		ultima = time.Now()
		a.actualizarGrupos(ctx)
	}
}

func (a *app) actualizarGrupos(ctx context.Context) {
	if err := a.bot.ActualizarGrupos(ctx); err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "user groups not refreshed; they stay as last seen", "error", err)
	}
}

// faltaGrupo tells whether an area names a group whose members were never seen. One that
// Slack refused waits for the hour.
func (a *app) faltaGrupo(ctx context.Context) bool {
	d, err := a.st.Directorio(ctx)
	if err != nil {
		return false // the database will be asked again in a minute
	}
	for _, g := range d.GruposUsados() {
		if _, visto := d.Grupos[g]; !visto && !a.bot.GrupoNegado(g) {
			return true
		}
	}
	return false
}
