package bot

import (
	"context"
	"fmt"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formValidar closes as done.
func formValidar() *formulario {
	return &formulario{
		id: "validar", titulo: "Validar cumplimiento", enviar: "Validar y cerrar", accion: compromiso.Validar, sobre: true,
		campos: camposValidar, guarda: guardarValidar,
	}
}

func camposValidar(t *turno, v valores) []slack.Block {
	return sinNulos(
		encabezado(t),
		campoInciso(t, v, compromiso.Validar),
		campo{id: idFecha, etiqueta: "Fecha de cumplimiento"}.dia(v),
		t.notaAtencion(v),
		campoAtencion(v),
	)
}

// abrirValidar opens the form with the day of the proposal and the prose of now, or
// what the seguimientos say. It keeps what it showed.
func abrirValidar(ctx context.Context, t *turno) (respuesta, error) {
	if err := probar(t, compromiso.Validar, t.inciso); err != nil {
		return respuesta{}, err
	}
	dia := t.n.FechaPropuesta
	for _, i := range t.n.Incisos {
		if i.Letra == t.inciso && !i.FechaPropuesta.IsZero() {
			dia = i.FechaPropuesta
		}
	}
	if dia.IsZero() {
		dia = t.hoy()
	}
	prosa, err := t.prosa(ctx)
	if err != nil {
		return respuesta{}, err
	}
	atencion := t.ofrecida(prosa)
	vista := huellaDe(atencion)
	if t.resto != "" { // typed after the number
		atencion = strings.TrimSpace(prosa + "\n" + t.resto)
	}
	v := conValores(map[string]string{idFecha: dia.String(), idAtencion: atencion})
	r, err := abrirSiCabe(t, formValidar(), v)
	if err == nil {
		w := formValidar().vista(t, v, vista)
		r.vista = &w
	}
	if t.resto == "" {
		return r, err
	}
	return t.siCabe(r, err, atencion, maxSeccion)
}

type validacion struct {
	inciso   string
	fecha    compromiso.Fecha
	atencion *string
}

// leerValidar reads the form. With the whole, the ST puts its name to the prose as it stands
// there; with one inciso of several, what is as the form showed it, by its mark, was written by
// nobody: the informe goes on printing the seguimientos, also those to come.
func leerValidar(v valores, vista string) (validacion, error) {
	x := validacion{inciso: leerInciso(v)}
	texto := v.texto(idAtencion)
	if _, hay := v.m[idAtencion]; hay && (x.inciso == "" || huellaDe(texto) != vista) {
		x.atencion = &texto
	}
	var err error
	x.fecha, err = v.fecha(idFecha)
	return x, err
}

func guardarValidar(ctx context.Context, t *turno, v valores) (respuesta, error) {
	x, err := leerValidar(v, t.origen.Confirmado)
	if err != nil {
		return respuesta{}, err
	}
	t.inciso = x.inciso
	n, err := t.cambiar(ctx, compromiso.Validar, func(n *compromiso.Compromiso) error {
		return n.Validar(t.acto(), x.inciso, x.fecha, x.atencion)
	})
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedó validado %s: %s.", cual(n, x.inciso), n.Estatus.Texto()))), nil
}
