package bot

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// Ids of the inputs that several forms have. They are the fields of the domain's
// errors.
const (
	idInciso = "inciso"
	idTexto  = "texto"
	idFecha  = "fecha"
	idMotivo = "motivo"
	idAreas  = "areas"
	idVence  = "vence"
	idNueva  = "nueva"
	idOficio = "oficio"
	idLiga   = "liga"

	todoElCompromiso = "todo"

	maxMotivo = 2000
)

// registrarFormularios is the list of the forms.
func registrarFormularios(t *tabla) {
	for _, f := range []*formulario{
		formNuevo(), formAvance(), formCumplir(), formValidar(), formRechazar(), formProrroga(), formConceder(), formNegar(),
		formAsignar(), formEditar(), formPosponer(), formCancelar(), formReabrir(),
	} {
		f.register(t)
	}
}

// partes are the parts of it on which the person may act now, "" for the whole; where
// there is none, why not: of what is theirs, how it stands.
func partes(t *turno, a compromiso.Accion) (letras []string, err error) {
	todas := []string{""}
	for _, i := range t.n.Incisos {
		todas = append(todas, i.Letra)
	}
	for _, letra := range todas {
		ajena := permitirSobre(t.rol, a, t.n, letra)
		if ajena == nil {
			if ahora := probar(t, a, letra); ahora != nil {
				err = ahora
			} else {
				letras = append(letras, letra)
			}
		} else if err == nil {
			err = ajena
		}
	}
	if len(letras) > 0 {
		return letras, nil
	}
	return nil, err
}

// campoInciso asks which inciso is meant, of those that the person may act on now; nil
// where there is nothing to choose.
func campoInciso(t *turno, v valores, a compromiso.Accion) slack.Block {
	if len(t.n.Incisos) == 0 {
		return nil
	}
	c := campo{id: idInciso, etiqueta: "¿Qué parte?"}
	letras, _ := partes(t, a)
	if slices.Contains(letras, "") {
		c.opciones = append(c.opciones, opcion{todoElCompromiso, "Todo el compromiso"})
	}
	for _, i := range t.n.Incisos {
		if slices.Contains(letras, i.Letra) {
			c.opciones = append(c.opciones, opcion{i.Letra, i.Letra + ") " + i.Texto})
		}
	}
	if v.m[idInciso].texto == "" && len(c.opciones) > 0 {
		elegido := t.inciso
		if elegido == "" {
			elegido = c.opciones[0].valor
		}
		v.m[idInciso] = valor{texto: elegido}
	}
	return c.una(v)
}

// leerInciso is the part chosen; "" for the whole.
func leerInciso(v valores) string {
	if s := v.texto(idInciso); s != todoElCompromiso {
		return s
	}
	return ""
}

// camposEvidencia are the inputs of what proves an entry of progress.
func camposEvidencia(v valores) []slack.Block {
	return []slack.Block{
		campo{id: idOficio, etiqueta: "Oficio", ayuda: "Su número, por ejemplo INE/DERFE/0214/2026.", opcional: true, maximo: 200}.escrito(v),
		campo{id: idLiga, etiqueta: "Liga", ayuda: "La dirección de un documento; empieza con https://", opcional: true, maximo: 2000}.escrito(v),
	}
}

func leerEvidencia(v valores) ([]compromiso.Evidencia, error) {
	var out []compromiso.Evidencia
	oficio, liga := v.texto(idOficio), v.texto(idLiga)
	if oficio != "" {
		out = append(out, compromiso.Evidencia{Clase: compromiso.EvOficio, Oficio: oficio, Titulo: oficio})
	}
	if liga != "" {
		u, err := url.Parse(liga)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.ContainsAny(liga, " <>|") {
			return nil, compromiso.Errorf(compromiso.Invalido, idLiga, "Eso no es una liga: escriba la dirección completa, por ejemplo https://ejemplo.mx/nota.pdf")
		}
		out = append(out, compromiso.Evidencia{Clase: compromiso.EvLiga, Liga: liga, Titulo: u.Host})
	}
	return out, nil
}

// ayudaMotivo says who reads the reason.
const ayudaMotivo = "Lo reciben sus áreas y queda en la historia."

// campoMotivo asks for the reason.
func campoMotivo(v valores, ayuda string, opcional bool) slack.Block {
	return campo{id: idMotivo, etiqueta: "Motivo", ayuda: ayuda, renglones: true, opcional: opcional, maximo: maxMotivo}.escrito(v)
}

// encabezado says in a form what it is about: how it stands, and what was asked.
func encabezado(t *turno) slack.Block {
	como := t.n.Estatus.Texto() + " · " + frasePlazo(t.n, t.com, t.hoy())
	if e := t.n.Estatus; !e.Abierto() || e == compromiso.PorValidar { // nothing falls due
		como = mayuscula(frasePlazo(t.n, t.com, t.hoy()))
		if f := t.n.FechaLimite; !f.IsZero() {
			como += " · fecha límite: " + diaCorto(f)
		}
	}
	h := &hoja{}
	h.cita(600, t.n.Texto, linea{negrita(rotulo(t.n, "")), llano(" · " + como)})
	return h.bloques[0]
}

// probar tells whether the action could be done now on a part, or on the whole, without
// doing it: a form that could not be sent is not opened. The sentence names the state of
// now.
func probar(t *turno, a compromiso.Accion, inciso string) error {
	n := *t.n
	n.Incisos = slices.Clone(t.n.Incisos)
	acto := t.acto()
	lejos := acto.Hoy.AddDias(36500)
	switch a {
	case compromiso.Avanzar:
		return n.Avanzar(acto, compromiso.Avance{Texto: "x", Inciso: inciso})
	case compromiso.Proponer:
		return n.Proponer(acto, compromiso.Avance{Inciso: inciso})
	case compromiso.Validar:
		return n.Validar(acto, inciso, compromiso.Fecha{}, nil)
	case compromiso.Rechazar:
		return n.Rechazar(acto, inciso, "x")
	case compromiso.Cancelar:
		return n.Cancelar(acto, inciso, "x")
	case compromiso.Reabrir:
		return n.Reabrir(acto, "x")
	case compromiso.PedirProrroga:
		return n.PedirProrroga(acto, inciso, lejos, "x")
	case compromiso.ConcederProrroga:
		return n.ConcederProrroga(acto, inciso, lejos, "x")
	case compromiso.NegarProrroga:
		return n.NegarProrroga(acto, "x")
	case compromiso.Asignar:
		return n.Asignar(acto, compromiso.Asignacion{Areas: []string{"x"}, Inciso: inciso})
	}
	return nil
}

// abrirSiCabe opens the form of an action on the compromiso, unless the state of now
// does not allow it.
func abrirSiCabe(t *turno, f *formulario, v valores) (respuesta, error) {
	if err := permitirSobre(t.rol, f.accion, t.n, t.inciso); err != nil && compromiso.CodigoDe(err) == compromiso.SinPermiso {
		return respuesta{}, err
	}
	if err := probar(t, f.accion, t.inciso); err != nil {
		return respuesta{}, err
	}
	if _, err := partes(t, f.accion); err != nil {
		return respuesta{}, err
	}
	return f.abrir(t, v), nil
}

// siCabe opens a form with what was typed after the number, unless that is longer than
// the input that it is for: a text is not cut.
func (t *turno) siCabe(r respuesta, err error, escrito string, caben int) (respuesta, error) {
	if err == nil && largo(escrito) > caben {
		return respuesta{}, compromiso.Errorf(compromiso.Invalido, "",
			"En esta casilla del formulario caben %d caracteres y lo que lleva pasa de ellos. Acorte lo que escribió, "+
				"o regístrelo con «/compromiso avance %s» y vuelva a intentarlo sin él.", caben, valorRef(t.n, ""))
	}
	return r, err
}

// formConMotivo is a form that asks for no more than which part and why; frase is what
// is said once it is done.
func formConMotivo(id, titulo, enviar string, a compromiso.Accion, frase string,
	hacer func(t *turno, n *compromiso.Compromiso, motivo string) error,
) *formulario {
	return &formulario{
		id: id, titulo: titulo, enviar: enviar, accion: a, sobre: true,
		campos: func(t *turno, v valores) []slack.Block {
			return sinNulos(encabezado(t), campoInciso(t, v, a), campoMotivo(v, ayudaMotivo, false))
		},
		guarda: func(ctx context.Context, t *turno, v valores) (respuesta, error) {
			motivo := v.texto(idMotivo)
			t.inciso = leerInciso(v)
			n, err := t.cambiar(ctx, a, func(n *compromiso.Compromiso) error { return hacer(t, n, motivo) })
			if err != nil {
				return respuesta{}, err
			}
			return decir(mensajeHecho(fmt.Sprintf(frase, cual(n, t.inciso)))), nil
		},
	}
}

// cual names a compromiso, or an inciso of it, within a sentence.
func cual(n *compromiso.Compromiso, inciso string) string {
	if inciso != "" {
		return fmt.Sprintf("el inciso %s del compromiso %s", inciso, rotulo(n, ""))
	}
	return "el compromiso " + rotulo(n, "")
}

// delCual is cual after «de».
func delCual(n *compromiso.Compromiso, inciso string) string { return "d" + cual(n, inciso) }
