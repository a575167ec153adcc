package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formConceder gives a new due date: the one that was asked for, or another one.
func formConceder() *formulario {
	return &formulario{
		id: "conceder", titulo: "Conceder prórroga", enviar: "Conceder", accion: compromiso.ConcederProrroga, sobre: true,
		campos: camposConceder, guarda: guardarConceder,
	}
}

func camposConceder(t *turno, v valores) []slack.Block {
	if p := t.n.Prorroga; p != nil && v.m[idNueva].texto == "" {
		v.m[idNueva] = valor{texto: p.Nueva.String()}
	}
	return sinNulos(
		encabezado(t), pedido(t),
		campo{id: idNueva, etiqueta: "Nueva fecha límite"}.dia(v),
		campoMotivo(v, "El área lo recibe con la respuesta.", t.n.Prorroga != nil),
	)
}

func guardarConceder(ctx context.Context, t *turno, v valores) (respuesta, error) {
	motivo := v.texto(idMotivo)
	nueva, err := v.fecha(idNueva)
	if err != nil {
		return respuesta{}, err
	}
	n, err := t.cambiar(ctx, compromiso.ConcederProrroga, func(n *compromiso.Compromiso) error {
		return n.ConcederProrroga(t.acto(), t.inciso, nueva, motivo)
	})
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("Quedó concedida la prórroga de %s: vence el %s.", cual(n, t.inciso), nueva.Larga()))), nil
}
