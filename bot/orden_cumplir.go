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
	v := conValores(map[string]string{idTexto: recortar(t.resto, maxSeccion)})
	return abrirSiCabe(t, formCumplir(), v)
}

// pedirProrroga opens the form with which an area asks; for the ST, the one with which
// it answers the request that waits, or gives a new date on its own.
func pedirProrroga(_ context.Context, t *turno) (respuesta, error) {
	if permitir(t.rol, compromiso.ConcederProrroga, t.n.TodasLasAreas()) == nil {
		return abrirSiCabe(t, formConceder(), conValores(map[string]string{idMotivo: recortar(t.resto, 2000)}))
	}
	return abrirSiCabe(t, formProrroga(), conValores(map[string]string{idMotivo: recortar(t.resto, 2000)}))
}
