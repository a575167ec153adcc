package bot

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// Terms of posponer: the words before the reference in the value of its options.
const (
	plazoManana  = "manana"
	plazoTres    = "3dias"
	plazoSemana  = "semana"
	plazoOtraDia = "otra"
)

var plazos = []struct{ clave, texto string }{
	{plazoManana, "Mañana"},
	{plazoTres, "En 3 días hábiles"},
	{plazoSemana, "La próxima semana"},
	{plazoOtraDia, "Otra fecha…"},
}

// valorRef is the reference that a button carries.
func valorRef(n *compromiso.Compromiso, inciso string) string {
	s := compromiso.Referencia{Comision: n.Comision, Numero: n.Numero}.String()
	if inciso != "" {
		s += " " + inciso
	}
	return s
}

// codificarPosponer is the value of an option of posponer: a term and what about.
func codificarPosponer(plazo, ref string) string { return plazo + " " + ref }

// decodificarPosponer reads the value of an option of posponer.
func decodificarPosponer(valor string) (plazo, ref string, ok bool) {
	plazo, ref, _ = strings.Cut(valor, " ")
	for _, p := range plazos {
		if p.clave == plazo && ref != "" {
			return plazo, ref, true
		}
	}
	return "", "", false
}

func boton(accion, texto, valor string) *slack.ButtonBlockElement {
	if largo(valor) > maxValor {
		valor = ""
	}
	return slack.NewButtonBlockElement(accion, valor, llanoDe(recortar(texto, maxBoton)))
}

// principal marks the one thing to do next.
func principal(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	return b.WithStyle(slack.StylePrimary)
}

func botonPosponer(ref string) slack.BlockElement {
	var opciones []*slack.OptionBlockObject
	for _, p := range plazos {
		v := codificarPosponer(p.clave, ref)
		if largo(v) > maxOpcion {
			return nil
		}
		opciones = append(opciones, slack.NewOptionBlockObject(v, llanoDe(p.texto), nil))
	}
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, llanoDe("Posponer…"), accionPosponer, opciones...)
}

// rotuloAsignar is the button that changes who attends it, and by when.
const rotuloAsignar = "Cambiar áreas o fecha"

// papelSinEnlace is the ST when something comes to it because an area has nobody.
const papelSinEnlace compromiso.Papel = "sin_enlace"

// botonesDeDeuda are what whoever owes an asunto can answer. primero says that this
// is the one to begin with.
func botonesDeDeuda(n *compromiso.Compromiso, inciso string, papel compromiso.Papel, primero bool) []slack.BlockElement {
	ref := valorRef(n, inciso)
	avance := boton(accionAvance, "Registrar avance", ref)
	if primero {
		avance = principal(avance)
	}
	bs := []slack.BlockElement{avance, boton(accionCumplir, "Está cumplido", ref)}
	sinArea := papel == compromiso.PapelSecretaria && len(n.AreasDeInciso(inciso)) == 0
	switch {
	case sinArea, papel == papelSinEnlace:
		asignar := boton(accionAsignar, rotuloAsignar, ref)
		if sinArea {
			asignar = boton(accionAsignar, "Asignar áreas", ref)
		}
		if primero {
			asignar, avance.Style = principal(asignar), slack.StyleDefault
		}
		bs = slices.Insert(bs, 0, slack.BlockElement(asignar))
	case papel == compromiso.PapelSecretaria:
		bs = append(bs, boton(accionRecordar, "Recordar al área", ref))
	case n.Prorroga == nil:
		bs = append(bs, boton(accionProrroga, "Pedir prórroga", ref))
	}
	return append(bs, botonPosponer(ref), boton(accionEnterado, "Enterado", ref))
}
