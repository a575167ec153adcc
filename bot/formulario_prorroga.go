package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formProrroga asks for a new due date.
func formProrroga() *formulario {
	return &formulario{
		id: "prorroga", titulo: "Pedir prórroga", enviar: "Pedir", accion: compromiso.PedirProrroga, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return sinNulos(
				encabezado(t), campoInciso(t, v, compromiso.PedirProrroga),
				campo{id: idNueva, etiqueta: "Nueva fecha límite"}.dia(v),
				campoMotivo(v, "La Secretaría Técnica lo lee para decidir.", false),
			)
		},
		guarda: guardarProrroga,
	}
}

func guardarProrroga(ctx context.Context, t *turno, v valores) (respuesta, error) {
	motivo, inciso := v.texto(idMotivo), leerInciso(v)
	nueva, err := v.fecha(idNueva)
	if err != nil {
		return respuesta{}, err
	}
	t.inciso = inciso
	n, err := t.cambiar(ctx, compromiso.PedirProrroga, func(n *compromiso.Compromiso) error {
		return n.PedirProrroga(t.acto(), inciso, nueva, motivo)
	})
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedó pedida la prórroga %s al %s. La Secretaría Técnica le responderá.", delCual(n, inciso), nueva.Larga()))), nil
}
