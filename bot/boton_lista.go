package bot

import (
	"context"

	"compromisos/compromiso"
)

// pulsarPagina turns the page of a list, in the message in which it stands.
func pulsarPagina(ctx context.Context, t *turno) (respuesta, error) {
	f, ok := decodificarPagina(t.p.valor)
	if !ok {
		return respuesta{}, compromiso.Errorf(compromiso.Invalido, "", "Esa lista ya no se puede seguir. Pídala de nuevo con «/compromiso lista».")
	}
	r, err := t.listar(ctx, f)
	r.reemplaza = t.p.efimero
	return r, err
}
