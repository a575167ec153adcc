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
			return sinNulos(encabezado(t), campoInciso(t, v, compromiso.Cancelar), campoMotivo(v, ayudaMotivo, false))
		},
		guarda: porMotivo(compromiso.Cancelar, "✓ Quedó sin efecto %s. Sus áreas reciben el motivo.",
			func(t *turno, n *compromiso.Compromiso, motivo string) error {
				return n.Cancelar(t.acto(), t.inciso, motivo)
			}),
	}
}
