package bot

import (
	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formRechazar sends back what waits for validation.
func formRechazar() *formulario {
	return &formulario{
		id: "rechazar", titulo: "Rechazar propuesta", enviar: "Rechazar", accion: compromiso.Rechazar, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return sinNulos(encabezado(t), campoInciso(t, v, compromiso.Rechazar), campoMotivo(v, ayudaMotivo, false))
		},
		guarda: porMotivo(compromiso.Rechazar, "✓ Quedó rechazada la propuesta de dar por cumplido %s. Sus áreas reciben el motivo.",
			func(t *turno, n *compromiso.Compromiso, motivo string) error {
				return n.Rechazar(t.acto(), t.inciso, motivo)
			}),
	}
}
