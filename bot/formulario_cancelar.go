package bot

import "compromisos/compromiso"

// formCancelar closes as «sin efecto».
func formCancelar() *formulario {
	return formConMotivo("cancelar", "Dejar sin efecto", "Dejar sin efecto", compromiso.Cancelar,
		"✓ Quedó sin efecto %s. Sus áreas reciben el motivo.",
		func(t *turno, n *compromiso.Compromiso, motivo string) error {
			return n.Cancelar(t.acto(), t.inciso, motivo)
		})
}
