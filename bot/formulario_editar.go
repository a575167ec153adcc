package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// camposEditables are the fields of the form, in the order in which it remembers them.
var camposEditables = []string{idTexto, idTipo, idEje, idSolicitantes, idAtencion}

// formEditar corrects what was written. Only what somebody changes in it is changed:
// two people may have it open.
func formEditar() *formulario {
	return &formulario{
		id: "editar", titulo: "Editar compromiso", enviar: "Guardar", accion: compromiso.Editar, sobre: true,
		campos: camposEditar, guarda: guardarEditar,
	}
}

// abrirEditar opens the form with what is stored, and as atención what the seguimientos
// say where nobody wrote any. It keeps what it showed and what was stored.
func abrirEditar(ctx context.Context, t *turno) (respuesta, error) {
	prosa, err := t.prosa(ctx)
	if err != nil {
		return respuesta{}, err
	}
	atencion := t.ofrecida(prosa)
	suyos, otros := repartirSolicitantes(t.dir, t.n.Solicitantes)
	v := conValores(map[string]string{
		idTexto: t.n.Texto, idTipo: string(t.n.Tipo), idEje: ejeEnOpcion(t.dir, t.n.Eje), idOtros: otros, idAtencion: atencion,
	}).conLista(idSolicitantes, suyos)
	if t.n.Tipo == "" {
		v.m[idTipo] = valor{texto: string(compromiso.TipoCompromiso)}
	}
	w := formEditar().vista(t, v, huellas(mostrado(v))+"/"+huellas(guardado(t.n)))
	return respuesta{vista: &w}, nil
}

func camposEditar(t *turno, v valores) []slack.Block {
	// A text longer than an input holds is not offered, so that it cannot be cut.
	var largos []string
	si := func(id, nombre string, b slack.Block) slack.Block {
		if largo(v.m[id].texto) <= maxSeccion {
			return b
		}
		largos = append(largos, nombre)
		return nil
	}
	texto := campo{
		id: idTexto, etiqueta: etiquetaTexto, renglones: true,
		ayuda: "Las líneas numeradas (1. 2. …) se vuelven incisos mientras ninguno tenga avances.",
	}
	bloques := []slack.Block{
		encabezado(t),
		si(idTexto, "el texto", texto.escrito(v)),
		campoTipo(v),
		si(idEje, "el eje", campoEje(t.dir, v)),
	}
	if pides := si(idOtros, "quién lo pidió", campoOtros(v)); pides != nil {
		bloques = append(bloques, campoSolicitantes(t.dir, v), pides)
	}
	bloques = append(bloques, t.notaAtencion(v), campoAtencion(v))
	if len(largos) > 0 {
		frase := "Aquí no se puede editar %s: pasa de los %d caracteres que caben en una casilla."
		if len(largos) > 1 {
			frase = "Aquí no se pueden editar %s: pasan de los %d caracteres que caben en una casilla."
		}
		aviso := fmt.Sprintf(frase, compromiso.Enumerar(largos), maxSeccion)
		bloques = slices.Insert(bloques, 1, slack.Block(slack.NewSectionBlock(llanoDe(aviso), nil, nil)))
	}
	return sinNulos(bloques...)
}

// mostrado is what the form holds, by field; a field that it does not offer is not in it.
func mostrado(v valores) map[string]string {
	m := map[string]string{}
	for _, id := range []string{idTexto, idTipo, idEje, idAtencion} {
		s := v.texto(id)
		if _, hay := v.m[id]; hay {
			m[id] = s
		}
	}
	suyos, otros := v.lista(idSolicitantes), v.texto(idOtros)
	_, hay := v.m[idOtros]
	if hay {
		m[idSolicitantes] = strings.Join(slices.Sorted(slices.Values(suyos)), ";") + "\n" + otros
	}
	return m
}

// guardado is what is stored, by field.
func guardado(n *compromiso.Compromiso) map[string]string {
	return map[string]string{
		idTexto: n.Texto, idTipo: string(n.Tipo), idEje: n.Eje, idSolicitantes: strings.Join(n.Solicitantes, ";"), idAtencion: n.Atencion,
	}
}

// huellas are the marks of the fields, by which to tell whether one changed.
func huellas(m map[string]string) string {
	var out []string
	for _, id := range camposEditables {
		out = append(out, huellaDe(m[id]))
	}
	return strings.Join(out, ".")
}

// edicion are the fields that somebody changed in the form; what had been stored for
// them when it was opened must be there still.
func (t *turno) edicion(v valores) (compromiso.Edicion, func(*compromiso.Compromiso) error) {
	ahora := mostrado(v)
	vistas, guardadas, _ := strings.Cut(t.origen.Confirmado, "/")
	antes, habia := strings.Split(vistas, "."), strings.Split(guardadas, ".")
	cambiados := map[string]string{} // with the mark of what had been stored
	for k, id := range camposEditables {
		s, hay := ahora[id]
		if hay && (k >= len(antes) || antes[k] != huellaDe(s)) {
			cambiados[id] = ""
			if k < len(habia) {
				cambiados[id] = habia[k]
			}
		}
	}
	texto := func(id string) *string {
		if _, si := cambiados[id]; !si {
			return nil
		}
		s := ahora[id]
		return &s
	}
	e := compromiso.Edicion{Texto: texto(idTexto), Eje: texto(idEje), Atencion: texto(idAtencion)}
	if e.Eje != nil {
		*e.Eje = ejeCompleto(t.dir, *e.Eje)
	}
	if s := texto(idTipo); s != nil {
		tipo := compromiso.Tipo(*s)
		e.Tipo = &tipo
	}
	if texto(idSolicitantes) != nil {
		l := leerSolicitantes(v)
		e.Solicitantes = &l
	}
	return e, func(n *compromiso.Compromiso) error {
		hay := guardado(n)
		for _, id := range camposEditables {
			if h := cambiados[id]; h != "" && h != huellaDe(hay[id]) {
				return compromiso.Errorf(compromiso.Conflicto, id,
					"Alguien más cambió esto mientras usted lo editaba. Copie lo que escribió, cierre esta ventana y vuelva a abrir «Editar».")
			}
		}
		return nil
	}
}

func guardarEditar(ctx context.Context, t *turno, v valores) (respuesta, error) {
	e, sigue := t.edicion(v)
	t.inciso = ""
	antes := 0
	n, err := t.cambiar(ctx, compromiso.Editar, func(n *compromiso.Compromiso) error {
		if err := sigue(n); err != nil {
			return err
		}
		antes = len(n.Hechos())
		return n.Editar(t.acto(), e)
	})
	if err != nil {
		return respuesta{}, err
	}
	if !t.ya && len(n.Hechos()) == antes {
		return decir(mensajeHecho(fmt.Sprintf("El compromiso %s quedó como estaba: no cambió nada.", rotulo(n, "")))), nil
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedaron guardados los cambios del compromiso %s.", rotulo(n, "")))), nil
}
