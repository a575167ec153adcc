package bot

import (
	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formCancelar closes as «sin efecto».
func formCancelar() *formulario {
	return &formulario{
		id: "cancelar", titulo: "Dejar sin efecto", enviar: "Dejar sin efecto", accion: compromiso.Cancelar, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return sinNulos(encabezado(t), campoInciso(t, v, compromiso.Cancelar), campoMotivo(v, "Queda en la historia y lo leen sus áreas.", false))
		},
		guarda: porMotivo(compromiso.Cancelar, "Quedó sin efecto %s.",
			func(t *turno, n *compromiso.Compromiso, motivo string) error {
				return n.Cancelar(t.acto(), t.inciso, motivo)
			}),
	}
}
