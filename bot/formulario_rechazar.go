package bot

import "compromisos/compromiso"

// formRechazar sends back what waits for validation.
func formRechazar() *formulario {
	return formConMotivo("rechazar", "Rechazar propuesta", "Rechazar", compromiso.Rechazar,
		"✓ Quedó rechazada la propuesta de dar por cumplido %s. Sus áreas reciben el motivo.",
		func(t *turno, n *compromiso.Compromiso, motivo string) error {
			return n.Rechazar(t.acto(), t.inciso, motivo)
		})
}
