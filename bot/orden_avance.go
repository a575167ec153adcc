package bot

import (
	"context"
	"strings"

	"compromisos/compromiso"
)

// ordenarAvance records what was typed after the number, or opens the form.
func ordenarAvance(ctx context.Context, t *turno) (respuesta, error) {
	if strings.TrimSpace(t.resto) == "" {
		return abrirSiCabe(t, formAvance(), conValores(nil))
	}
	return avanzar(ctx, t, compromiso.Avance{Texto: t.resto})
}
