package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

const idClase = "clase"

// formAvance records progress.
func formAvance() *formulario {
	return &formulario{
		id: "avance", titulo: "Registrar avance", enviar: "Registrar", accion: compromiso.Avanzar, sobre: true,
		campos: camposAvance, guarda: guardarAvance,
	}
}

func camposAvance(t *turno, v valores) []slack.Block {
	if v.m[idFecha].texto == "" {
		v.m[idFecha] = valor{texto: t.hoy().String()}
	}
	if v.m[idClase].texto == "" {
		v.m[idClase] = valor{texto: string(compromiso.SegActividad)}
	}
	return sinNulos(append([]slack.Block{
		encabezado(t),
		campoInciso(t, v, compromiso.Avanzar),
		campo{id: idTexto, etiqueta: "¿Qué se hizo?", renglones: true, opcional: true, ayuda: "Puede ir vacío si llena «Oficio» o «Liga»: son la evidencia."}.escrito(v),
		campo{id: idFecha, etiqueta: "Fecha"}.dia(v),
		campo{id: idClase, etiqueta: "Clase", ayuda: "Cómo se acomoda en la nota: lo que se hizo, lo que se acordó, o las fechas de lo que sigue.", opciones: []opcion{
			{string(compromiso.SegActividad), "Actividad"},
			{string(compromiso.SegAcuerdo), "Acuerdo"},
			{string(compromiso.SegCalendario), "Calendario"},
		}}.una(v),
	}, camposEvidencia(v)...)...)
}

// leerAvance reads the form; every field, whatever is wrong with one.
func leerAvance(v valores) (compromiso.Avance, error) {
	av := compromiso.Avance{Inciso: leerInciso(v), Texto: v.texto(idTexto), Clase: compromiso.ClaseSeg(v.texto(idClase))}
	var err, errFecha error
	av.Evidencias, err = leerEvidencia(v)
	av.Fecha, errFecha = v.fecha(idFecha)
	switch av.Clase {
	case compromiso.SegActividad, compromiso.SegAcuerdo, compromiso.SegCalendario:
	default:
		av.Clase = compromiso.SegActividad
	}
	if errFecha != nil {
		return av, errFecha
	}
	return av, err
}

func guardarAvance(ctx context.Context, t *turno, v valores) (respuesta, error) {
	av, err := leerAvance(v)
	if err != nil {
		return respuesta{}, err
	}
	return avanzar(ctx, t, av)
}

// avanzar records progress, from whatever door.
func avanzar(ctx context.Context, t *turno, av compromiso.Avance) (respuesta, error) {
	t.inciso = av.Inciso
	n, err := t.cambiar(ctx, compromiso.Avanzar, func(n *compromiso.Compromiso) error {
		av.Area = t.areaDe(n, av.Inciso)
		return n.Avanzar(t.acto(), av)
	})
	if err != nil {
		return respuesta{}, err
	}
	frase := fmt.Sprintf("✓ Quedó registrado el avance en %s (%s).", cual(n, av.Inciso), n.Estatus.Texto())
	if t.p.adjunta {
		frase += " " + fraseSinArchivo
	}
	return decir(mensajeHecho(frase)), nil
}
