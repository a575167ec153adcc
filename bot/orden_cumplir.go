package bot

import (
	"context"

	"compromisos/compromiso"
)

// pedirCumplir opens the form with which an area proposes; for the ST, the one with
// which it validates and closes at once.
func pedirCumplir(ctx context.Context, t *turno) (respuesta, error) {
	if permitir(t.rol, compromiso.Validar, t.n.TodasLasAreas()) == nil {
		return abrirValidar(ctx, t)
	}
	r, err := abrirSiCabe(t, formCumplir(), conValores(map[string]string{idTexto: t.resto}))
	return t.siCabe(r, err, t.resto, maxSeccion)
}

// pedirProrroga opens the form with which an area asks; for the ST, the one with which
// it answers the request that waits, or gives a new date on its own.
func pedirProrroga(_ context.Context, t *turno) (respuesta, error) {
	f := formProrroga()
	if permitir(t.rol, compromiso.ConcederProrroga, t.n.TodasLasAreas()) == nil {
		if f = formConceder(); t.n.Prorroga == nil {
			f = formDar()
		}
	}
	r, err := abrirSiCabe(t, f, conValores(map[string]string{idMotivo: t.resto}))
	return t.siCabe(r, err, t.resto, maxMotivo)
}
