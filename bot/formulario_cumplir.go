package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formCumplir is with what an area says that it is done.
func formCumplir() *formulario {
	return &formulario{
		id: "cumplir", titulo: "Proponer como cumplido", enviar: "Proponer", accion: compromiso.Proponer, sobre: true,
		campos: camposCumplir, guarda: guardarCumplir,
	}
}

func camposCumplir(t *turno, v valores) []slack.Block {
	return sinNulos(append([]slack.Block{
		encabezado(t),
		campoInciso(t, v, compromiso.Proponer),
		campo{
			id: idTexto, etiqueta: "¿Cómo se cumplió?", renglones: true, opcional: true,
			ayuda: "La Secretaría Técnica lo lee para validarlo; queda como avance.",
		}.escrito(v),
	}, camposEvidencia(v)...)...)
}

func leerCumplir(v valores) (compromiso.Avance, error) {
	av := compromiso.Avance{Inciso: leerInciso(v), Texto: v.texto(idTexto)}
	var err error
	av.Evidencias, err = leerEvidencia(v)
	return av, err
}

func guardarCumplir(ctx context.Context, t *turno, v valores) (respuesta, error) {
	av, err := leerCumplir(v)
	if err != nil {
		return respuesta{}, err
	}
	t.inciso = av.Inciso
	n, err := t.cambiar(ctx, compromiso.Proponer, func(n *compromiso.Compromiso) error {
		av.Area = t.areaDe(n, av.Inciso)
		return n.Proponer(t.acto(), av)
	})
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedó propuesto como cumplido %s. La Secretaría Técnica lo validará o le dirá qué falta.", cual(n, av.Inciso)))), nil
}
