package bot

import (
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// fallaNuestra is all that a person hears of what is not their doing.
const fallaNuestra = "No pude hacerlo: algo falló de nuestro lado y quedó registrado. Vuelva a intentarlo en un minuto; " +
	"si sigue igual, avise a la Secretaría Técnica."

// mensajeError is a refusal in the words meant for the person; of anything else, only
// that something failed.
func mensajeError(err error) Mensaje {
	var e *compromiso.Error
	if errors.As(err, &e) && e.Mensaje != "" {
		return mensajeHecho(e.Mensaje)
	}
	return mensajeHecho(fallaNuestra)
}

// mensajeHecho is one sentence, to the letter.
func mensajeHecho(texto string) Mensaje {
	return ajustar(cortes[0], true, func(corte int) Mensaje {
		h := &hoja{}
		h.dicho(recortar(texto, corte))
		return h.mensaje()
	})
}

// mensajeRegistrado answers a registration in one line: the number, the areas and the
// due date that it got, and what resembles it.
func mensajeRegistrado(n *compromiso.Compromiso, parecidos []compromiso.Parecido) Mensaje {
	return ajustar(180, true, func(corte int) Mensaje {
		h := &hoja{}
		incisos := ""
		if k := len(n.Incisos); k > 0 {
			incisos = fmt.Sprintf(", con %s,", plural(k, "inciso", "incisos"))
		}
		resto := incisos + " para " + fraseAreas(n.TodasLasAreas()) + ". " + mayuscula(fraseLimite(limiteDe(n), nil, compromiso.Fecha{})) + "."
		if n.Sesion != nil {
			resto += " Sesión: " + fraseSesion(n.Sesion) + "."
		}
		h.parrafo(linea{
			llano("✓ Quedó " + participio(n.Tipo) + " " + articulo(n.Tipo) + " "), negrita(rotulo(n, "")), llano(resto),
		})
		ref := valorRef(n, "")
		bs := []slack.BlockElement{principal(boton(accionVer, "Ver la ficha", ref)), boton(accionEditar, "Editar", ref)}
		if len(parecidos) > 0 {
			bs = append(bs, boton(accionCancelar, "Dejar sin efecto", ref))
		}
		h.botones(bs...)
		seParece(h, n, parecidos, corte)
		return h.mensaje()
	})
}

func participio(t compromiso.Tipo) string {
	if t == compromiso.TipoSolicitud {
		return "registrada"
	}
	return "registrado"
}

// seParece names what resembles the new one; which is the same, only a person can tell.
func seParece(h *hoja, n *compromiso.Compromiso, parecidos []compromiso.Parecido, corte int) {
	const caben = 5
	if len(parecidos) == 0 {
		return
	}
	h.parrafo(linea{llano("Se parece a lo que ya existe. Si es lo mismo, deje sin efecto el nuevo, " + rotulo(n, "") + ":")})
	for _, p := range parecidos[:min(len(parecidos), caben)] {
		if p.Compromiso == nil {
			continue
		}
		h.fila(linea{
			negrita(rotulo(p.Compromiso, "")),
			llano(" (" + p.Compromiso.Estatus.Texto() + ")\n" + renglon(p.Compromiso.Texto, corte)),
		}, boton(accionVer, "Ver", valorRef(p.Compromiso, "")))
	}
}

// conBloques are the options with which the message is posted or answered.
func (m Mensaje) conBloques(bloques []slack.Block) []slack.MsgOption {
	ops := []slack.MsgOption{
		slack.MsgOptionText(m.Texto, false), // escaped already
		slack.MsgOptionParse(false),
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
	}
	if len(bloques) > 0 {
		ops = append(ops, slack.MsgOptionBlocks(bloques...))
	}
	if m.Metadatos.EventType != "" {
		ops = append(ops, slack.MsgOptionMetadata(m.Metadatos))
	}
	return ops
}
