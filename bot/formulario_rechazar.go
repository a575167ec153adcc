package bot

import (
	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formRechazar sends back what waits for validation.
func formRechazar() *formulario {
	return &formulario{
		id: "rechazar", titulo: "Devolver al área", enviar: "Devolver", accion: compromiso.Rechazar, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return sinNulos(encabezado(t), campoInciso(t, v, compromiso.Rechazar), campoMotivo(v, "Lo reciben las áreas y queda en la historia.", false))
		},
		guarda: porMotivo(compromiso.Rechazar, "Quedó devuelto %s: sus áreas reciben el motivo.",
			func(t *turno, n *compromiso.Compromiso, motivo string) error {
				return n.Rechazar(t.acto(), t.inciso, motivo)
			}),
	}
}
