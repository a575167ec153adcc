package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"
)

// recordarAhora reminds the areas of what they still owe, as soon as the hours of the
// commission allow.
func recordarAhora(ctx context.Context, t *turno) (respuesta, error) {
	n, err := t.cambiar(ctx, compromiso.Recordar, func(n *compromiso.Compromiso) error { return n.Recordar(t.acto()) })
	if err != nil {
		return respuesta{}, err
	}
	areas := n.TodasLasAreas()
	if h := n.Hechos(); len(h) > 0 {
		areas = h[len(h)-1].Areas // those that still owe something
	}
	frase := fmt.Sprintf("✓ Listo: se recuerda %s a %s.", cual(n, ""), compromiso.Enumerar(areas))
	return decir(mensajeHecho(frase + t.cuandoSale())), nil
}

// cuandoSale says when it leaves, where the hours of the commission hold it back.
func (t *turno) cuandoSale() string {
	sale := t.com.ProximaSalida(t.ahora)
	if !sale.After(t.ahora) {
		return ""
	}
	local := sale.In(t.com.Zona)
	return fmt.Sprintf(" El mensaje sale el %s a las %s, dentro del horario de la comisión.", compromiso.FechaDe(local).Larga(), local.Format("15:04"))
}
