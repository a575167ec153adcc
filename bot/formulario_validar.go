package bot

import (
	"context"
	"fmt"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

const (
	idAtencion       = "atencion"
	etiquetaAtencion = "Atención para el informe"
	ayudaAtencion    = "Lo que el informe dirá de cómo se atendió. Sale de los seguimientos; corríjalo si hace falta."
)

// formValidar closes as done.
func formValidar() *formulario {
	return &formulario{
		id: "validar", titulo: "Validar cumplimiento", enviar: "Validar y cerrar", accion: compromiso.Validar, sobre: true,
		campos: camposValidar, guarda: guardarValidar,
	}
}

func camposValidar(t *turno, v valores) []slack.Block {
	bloques := []slack.Block{
		encabezado(t),
		campoInciso(t, v, compromiso.Validar),
		campo{id: idFecha, etiqueta: "Fecha de cumplimiento"}.dia(v),
	}
	// A text longer than an input holds is not offered, so that it cannot be cut.
	if largo(v.m[idAtencion].texto) <= maxSeccion {
		bloques = append(bloques, campo{
			id: idAtencion, etiqueta: etiquetaAtencion, renglones: true, opcional: true, ayuda: ayudaAtencion,
		}.escrito(v))
	}
	return sinNulos(bloques...)
}

// abrirValidar opens the form with the day of the proposal and the prose of now, or
// one made from the seguimientos.
func abrirValidar(ctx context.Context, t *turno) (respuesta, error) {
	if err := probar(t, compromiso.Validar); err != nil {
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
	atencion, err := t.prosa(ctx)
	if err != nil {
		return respuesta{}, err
	}
	if t.resto != "" { // typed after the number
		atencion = strings.TrimSpace(atencion + "\n" + t.resto)
	}
	r, err := abrirSiCabe(t, formValidar(), conValores(map[string]string{idFecha: dia.String(), idAtencion: atencion}))
	if t.resto == "" {
		return r, err
	}
	return t.siCabe(r, err, atencion, maxSeccion)
}

// prosaDe writes the seguimientos out, as many of the first as fit into an input.
func prosaDe(segs []compromiso.Seguimiento) string {
	var b strings.Builder
	for _, s := range segs {
		linea := s.Fecha.Puntos() + ": " + s.Texto
		if s.Texto == "" || largo(b.String())+largo(linea)+1 > maxSeccion {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(linea)
	}
	return b.String()
}

type validacion struct {
	inciso   string
	fecha    compromiso.Fecha
	atencion *string
}

func leerValidar(v valores) (validacion, error) {
	x := validacion{inciso: leerInciso(v)}
	texto := v.texto(idAtencion)
	if _, hay := v.m[idAtencion]; hay {
		x.atencion = &texto
	}
	var err error
	x.fecha, err = v.fecha(idFecha)
	return x, err
}

func guardarValidar(ctx context.Context, t *turno, v valores) (respuesta, error) {
	x, err := leerValidar(v)
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
