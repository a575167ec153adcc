package bot

import (
	"context"
	"fmt"
	"time"

	"compromisos/compromiso"
)

// pulsarPosponer silences the reminders of the person for the term chosen, or asks
// for a date.
func pulsarPosponer(ctx context.Context, t *turno) (respuesta, error) {
	hoy := t.hoy()
	switch t.resto {
	case plazoManana:
		return posponer(ctx, t, hoy.AddDias(1))
	case plazoTres:
		return posponer(ctx, t, t.com.Calendario.AddHabiles(hoy, 3))
	case plazoSemana:
		return posponer(ctx, t, lunesSiguiente(hoy))
	case plazoOtraDia:
		if !t.n.Estatus.Abierto() {
			return posponer(ctx, t, hoy)
		}
		return formPosponer().abrir(t, conValores(nil)), nil
	}
	return respuesta{}, errBoton
}

func lunesSiguiente(f compromiso.Fecha) compromiso.Fecha {
	dias := (int(time.Monday) - int(f.Semana()) + 7) % 7
	if dias == 0 {
		dias = 7
	}
	return f.AddDias(dias)
}

// pulsarEnterado takes note that the person knows: silent until the next rung.
func pulsarEnterado(ctx context.Context, t *turno) (respuesta, error) {
	if !t.n.Estatus.Abierto() {
		return respuesta{}, compromiso.Errorf(compromiso.Conflicto, "", "El compromiso %s ya está «%s».", t.n.Numero, t.n.Estatus.Texto())
	}
	err := t.b.st.Enterado(ctx, t.solicitud(), t.ref(), t.inciso)
	if _, ya := repetida(err); err != nil && !ya {
		return respuesta{}, err
	}
	t.escribio = true
	return decir(mensajeHecho(fmt.Sprintf("✓ Anotado: usted ya está al tanto %s. Le volveré a avisar cuando toque el siguiente recordatorio.", delCual(t.n, t.inciso)))), nil
}
