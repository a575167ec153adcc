package bot

import (
	"context"

	"compromisos/compromiso"
)

// avisosQueSeVen is how many of the notices `avisos` shows.
const avisosQueSeVen = 20

func verFicha(ctx context.Context, t *turno) (respuesta, error) {
	f, err := t.b.st.Ficha(ctx, t.ref())
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeFicha(f, t.com, t.rol, t.hoy())), nil
}

func verAvisos(ctx context.Context, t *turno) (respuesta, error) {
	avisos, err := t.b.st.AvisosDe(ctx, t.ref(), avisosQueSeVen)
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeAvisos(avisos, t.n, t.com)), nil
}

// verResumen is the digest as of today, for whoever asks alone.
func verResumen(ctx context.Context, t *turno) (respuesta, error) {
	hasta := t.hoy()
	desde, err := t.b.st.UltimoResumen(ctx, t.com.Siglas, t.ahora)
	if err != nil {
		return respuesta{}, err
	}
	if desde.IsZero() {
		desde = hasta.AddDias(-compromiso.DiasPorVencer)
	}
	d, err := t.b.st.Resumen(ctx, t.com, desde, hasta)
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeResumen(d)), nil
}
