package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

const (
	idSesion = "sesion"

	sinSesion = "ninguna"
	// muyParecido is from when on a likeness is shown before saving.
	muyParecido = 0.6
)

// formNuevo registers a compromiso.
func formNuevo() *formulario {
	return &formulario{
		id: "nuevo", titulo: "Registrar compromiso", enviar: "Registrar", accion: compromiso.Registrar,
		campos: camposNuevo, guarda: guardarNuevo,
	}
}

func camposNuevo(t *turno, v valores) []slack.Block {
	if v.m[idTipo].texto == "" {
		v.m[idTipo] = valor{texto: string(compromiso.TipoCompromiso)}
	}
	if v.m[idSesion].texto == "" {
		v.m[idSesion] = valor{texto: sinSesion}
		if s := t.com.SesionPorDefecto(t.ahora); s != nil {
			v.m[idSesion] = valor{texto: valorSesion(*s)}
		}
	}
	porDefecto := compromiso.LimitePorDefecto(t.com, t.ahora)
	return sinNulos(
		queComision(t),
		campo{id: idTexto, etiqueta: etiquetaTexto, renglones: true, ayuda: "Las líneas numeradas (1. 2. …) se vuelven incisos."}.escrito(v),
		campoAreas(t.dir, "Áreas que deben atenderlo", v),
		campo{id: idSesion, etiqueta: "Sesión", opciones: opcionesSesion(t.com)}.una(v),
		campoTipo(v),
		campoEje(t.dir, v),
		campoSolicitantes(t.dir, v),
		campoOtros(v),
		campo{
			id: idVence, etiqueta: "Fecha límite", opcional: true,
			ayuda: "Si la deja vacía, será el " + porDefecto.Larga() + ".",
		}.dia(v),
	)
}

// queComision says for which commission it is, where there are several.
func queComision(t *turno) slack.Block {
	if len(t.dir.Comisiones) < 2 {
		return nil
	}
	return slack.NewContextBlock("", llanoDe(renglon("Para la "+siglasDe(t.com)+", "+t.com.Nombre+".", 300)))
}

// opcionesSesion are the sessions of the commission, the latest first, as many as a
// select holds.
func opcionesSesion(c *compromiso.Comision) []opcion {
	out := []opcion{{sinSesion, "Ninguna"}}
	for _, s := range slices.Backward(c.Sesiones) {
		out = append(out, opcion{valorSesion(s), s.Codigo.String() + " · " + s.Fecha.Puntos()})
	}
	return out
}

func valorSesion(s compromiso.Sesion) string {
	return fmt.Sprintf("%s/%04d", s.Codigo, s.Fecha.Anio)
}

func sesionDe(c *compromiso.Comision, s string) *compromiso.Sesion {
	for k := range c.Sesiones {
		if valorSesion(c.Sesiones[k]) == s {
			return &c.Sesiones[k]
		}
	}
	return nil
}

// leerNuevo reads the form; the session is looked up by the caller.
func leerNuevo(v valores) (alta compromiso.Alta, sesion string, err error) {
	alta = compromiso.Alta{
		Texto: v.texto(idTexto), Areas: v.lista(idAreas), Tipo: compromiso.Tipo(v.texto(idTipo)), Eje: v.texto(idEje),
		Solicitantes: leerSolicitantes(v),
	}
	sesion = v.texto(idSesion)
	alta.FechaLimite, err = v.fecha(idVence)
	return alta, sesion, err
}

func guardarNuevo(ctx context.Context, t *turno, v valores) (respuesta, error) {
	alta, sesion, err := leerNuevo(v)
	if err != nil {
		return respuesta{}, err
	}
	alta.Comision, alta.Eje = t.com.Siglas, ejeCompleto(t.dir, alta.Eje)
	if sesion != "" && sesion != sinSesion {
		if alta.Sesion = sesionDe(t.com, sesion); alta.Sesion == nil {
			return respuesta{}, compromiso.Errorf(compromiso.NoEncontrado, idSesion, "Esa sesión ya no está en el calendario: elija otra.")
		}
	}
	if _, err := compromiso.New(t.com, t.dir, t.acto(), alta); err != nil {
		return respuesta{}, err // before anything is asked about likeness
	}
	parecidos, err := t.b.st.Parecidos(ctx, t.dir, t.com.Siglas, alta.Texto, parecidosQueSeDicen)
	if err != nil {
		return respuesta{}, err
	}
	huella := huellaDe(alta.Texto)
	if fuertes := soloFuertes(parecidos); len(fuertes) > 0 && t.origen.Confirmado != huella {
		w := formNuevo().vista(t, v, huella)
		w.Submit = llanoDe("Registrar de todos modos")
		w.Blocks.BlockSet = append(avisoParecidos(fuertes), w.Blocks.BlockSet...)
		return respuesta{vista: &w}, nil
	}
	n, err := t.registrar(ctx, alta)
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeRegistrado(n, sinEl(parecidos, n))), nil
}

// huellaDe tells whether a text is still the one that was seen.
func huellaDe(texto string) string {
	h := sha256.Sum256([]byte(strings.TrimSpace(texto)))
	return hex.EncodeToString(h[:8])
}

func soloFuertes(ps []compromiso.Parecido) []compromiso.Parecido {
	var out []compromiso.Parecido
	for _, p := range ps {
		if p.Semejanza >= muyParecido && p.Compromiso != nil {
			out = append(out, p)
		}
	}
	return out
}

// sinEl leaves the compromiso itself out: a request that comes twice finds it.
func sinEl(ps []compromiso.Parecido, n *compromiso.Compromiso) []compromiso.Parecido {
	return slices.DeleteFunc(slices.Clone(ps), func(p compromiso.Parecido) bool {
		return p.Compromiso != nil && p.Compromiso.Numero == n.Numero
	})
}

func avisoParecidos(ps []compromiso.Parecido) []slack.Block {
	out := []slack.Block{slack.NewSectionBlock(llanoDe("Se parece a lo que ya existe. Si es otra cosa, oprima «Registrar de todos modos»."), nil, nil)}
	for _, p := range ps {
		n := p.Compromiso
		texto := fmt.Sprintf("%s (%s): %s", rotulo(n, ""), n.Estatus.Texto(), renglon(n.Texto, 300))
		out = append(out, slack.NewContextBlock("", llanoDe(texto)))
	}
	return append(out, slack.NewDividerBlock())
}
