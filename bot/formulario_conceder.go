package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// The answers to a request, of which the form has one.
const (
	idDecision = "decision"
	seConcede  = "conceder"
	seNiega    = "negar"
)

// formConceder gives a new due date: the one that was asked for, or another one; where
// one was asked for, it may be refused here too.
func formConceder() *formulario {
	return &formulario{
		id: "conceder", titulo: "Responder prórroga", enviar: "Responder", accion: compromiso.ConcederProrroga, sobre: true,
		campos: camposConceder, guarda: guardarConceder,
	}
}

// formDar is the same form where nobody asked.
func formDar() *formulario {
	f := formConceder()
	f.titulo, f.enviar = "Dar prórroga", "Dar prórroga"
	return f
}

func camposConceder(t *turno, v valores) []slack.Block {
	if p := t.n.Prorroga; p != nil && v.m[idNueva].texto == "" {
		v.m[idNueva] = valor{texto: p.Nueva.String()}
	}
	var decision slack.Block
	ayuda := "El área lo recibe con la nueva fecha."
	if t.n.Prorroga != nil {
		ayuda = "Obligatorio si la niega. El área lo recibe con la respuesta."
		if v.m[idDecision].texto == "" {
			v.m[idDecision] = valor{texto: seConcede}
		}
		decision = campo{id: idDecision, etiqueta: "Respuesta", opciones: []opcion{{seConcede, "Conceder"}, {seNiega, "Negar"}}}.una(v)
	}
	return sinNulos(
		encabezado(t), pedido(t), decision,
		campo{id: idNueva, etiqueta: "Nueva fecha límite"}.dia(v),
		campoMotivo(v, ayuda, t.n.Prorroga != nil),
	)
}

func guardarConceder(ctx context.Context, t *turno, v valores) (respuesta, error) {
	motivo := v.texto(idMotivo)
	nueva, err := v.fecha(idNueva)
	if v.texto(idDecision) == seNiega {
		return negar(ctx, t, motivo)
	}
	if err != nil {
		return respuesta{}, err
	}
	n, err := t.cambiar(ctx, compromiso.ConcederProrroga, func(n *compromiso.Compromiso) error {
		return n.ConcederProrroga(t.acto(), t.inciso, nueva, motivo)
	})
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedó concedida la prórroga %s: vence el %s.", delCual(n, t.inciso), nueva.Larga()))), nil
}
