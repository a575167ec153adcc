package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

const idHasta = "hasta"

// formPosponer asks until which day the person wants to hear nothing of it.
func formPosponer() *formulario {
	return &formulario{
		id: "posponer", titulo: "Posponer recordatorio", enviar: "Posponer", accion: compromiso.Posponer, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return []slack.Block{encabezado(t), campo{
				id: idHasta, etiqueta: "¿Hasta qué día?", ayuda: "Solo para usted. La fecha límite no cambia.",
			}.dia(v)}
		},
		guarda: func(ctx context.Context, t *turno, v valores) (respuesta, error) {
			hasta, err := v.fecha(idHasta)
			if err != nil {
				return respuesta{}, err
			}
			// The inciso is the one of the button.
			ref, err := leerReferida(t.origen.Ref)
			if err != nil {
				return respuesta{}, err
			}
			t.inciso = ref.Inciso
			return posponer(ctx, t, hasta)
		},
	}
}

// posponer silences the reminders of the person about it until the day.
func posponer(ctx context.Context, t *turno, hasta compromiso.Fecha) (respuesta, error) {
	switch {
	case !t.n.Estatus.Abierto():
		return respuesta{}, compromiso.Errorf(compromiso.Conflicto, "", "El compromiso %s está «%s»: ya no hay nada que recordar.", t.n.Numero, t.n.Estatus.Texto())
	case hasta.IsZero():
		return respuesta{}, compromiso.Errorf(compromiso.Invalido, idHasta, "Elija el día.")
	case !hasta.Despues(t.hoy()):
		return respuesta{}, compromiso.Errorf(compromiso.Invalido, idHasta, "Elija un día posterior a hoy (%s).", t.hoy().Puntos())
	}
	err := t.b.st.Posponer(ctx, t.solicitud(), t.ref(), t.inciso, hasta)
	if _, ya := repetida(err); err != nil && !ya {
		return respuesta{}, err
	}
	t.escribio = true
	return decir(mensajeHecho(fmt.Sprintf("✓ Listo: no le recordaré %s antes del %s. La fecha límite no cambia.", cual(t.n, t.inciso), hasta.Larga()))), nil
}
