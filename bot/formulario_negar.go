package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formNegar refuses the prórroga that was asked for.
func formNegar() *formulario {
	return &formulario{
		id: "negar", titulo: "Negar prórroga", enviar: "Negar", accion: compromiso.NegarProrroga, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return sinNulos(encabezado(t), pedido(t), campoMotivo(v, "El área lo recibe con la respuesta.", false))
		},
		guarda: func(ctx context.Context, t *turno, v valores) (respuesta, error) {
			return negar(ctx, t, v.texto(idMotivo))
		},
	}
}

// negar refuses the request that waits, with the reason.
func negar(ctx context.Context, t *turno, motivo string) (respuesta, error) {
	n, err := t.cambiar(ctx, compromiso.NegarProrroga, func(n *compromiso.Compromiso) error { return n.NegarProrroga(t.acto(), motivo) })
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedó negada la prórroga %s. El área recibe el motivo.", delCual(n, "")))), nil
}

// pedido says what was asked for and why.
func pedido(t *turno) slack.Block {
	p := t.n.Prorroga
	if p == nil {
		return nil
	}
	h := &hoja{ids: 1} // after that of encabezado
	h.cita(1500, p.Motivo, linea{llano("Piden pasarlo al "), negrita(p.Nueva.Larga()), llano(". El motivo:")})
	return h.bloques[0]
}
