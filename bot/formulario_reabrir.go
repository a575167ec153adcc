package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formReabrir takes back a closing.
func formReabrir() *formulario {
	return &formulario{
		id: "reabrir", titulo: "Reabrir compromiso", enviar: "Reabrir", accion: compromiso.Reabrir, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return []slack.Block{encabezado(t), campoMotivo(v, ayudaMotivo, false)}
		},
		guarda: func(ctx context.Context, t *turno, v valores) (respuesta, error) {
			motivo := v.texto(idMotivo)
			t.inciso = ""
			n, err := t.cambiar(ctx, compromiso.Reabrir, func(n *compromiso.Compromiso) error { return n.Reabrir(t.acto(), motivo) })
			if err != nil {
				return respuesta{}, err
			}
			return decir(mensajeHecho(fmt.Sprintf("✓ Quedó reabierto %s: vuelve a estar «%s».", cual(n, ""), n.Estatus.Texto()))), nil
		},
	}
}
