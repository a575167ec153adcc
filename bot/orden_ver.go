package bot

import (
	"context"
)

// avisosQueSeVen is how many of the notices `avisos` shows.
const avisosQueSeVen = 20

func verFicha(ctx context.Context, t *turno) (respuesta, error) {
	return t.recordando(ctx, "ver "+t.ref().Numero.String(), func() (Mensaje, string, error) {
		f, err := t.b.st.Ficha(ctx, t.dir, t.ref())
		if err != nil {
			return Mensaje{}, "", err
		}
		return mensajeFicha(f, t.com, t.rol, t.hoy()), f.Cabeza, nil
	})
}

func verAvisos(ctx context.Context, t *turno) (respuesta, error) {
	avisos, err := t.b.st.AvisosDe(ctx, t.ref(), avisosQueSeVen)
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeAvisos(avisos, t.n, t.com)), nil
}
