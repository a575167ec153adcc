package bot

import (
	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// respuestaA is what came of an asunto since the message went out; zero in a message that
// goes out now.
func respuestaA(e compromiso.Envio, n *compromiso.Compromiso, inciso, persona string) compromiso.Respuesta {
	return e.Respuestas[compromiso.ClaveAsunto{Compromiso: n.ID, Inciso: inciso, Persona: persona}]
}

// respuestaAlAviso is that for an aviso about one compromiso.
func respuestaAlAviso(e compromiso.Envio) compromiso.Respuesta {
	return respuestaA(e, e.Compromiso, e.Aviso.Inciso, e.Aviso.Destino)
}

// seResponde tells whether what the asunto asks for can still be answered: somebody who put
// it off may still do it.
func seResponde(r compromiso.Respuesta) bool {
	switch r.Fuera {
	case "", string(compromiso.PorPedido), string(compromiso.PorEnterado), compromiso.FueraPidio:
		return true
	}
	return false
}

// renglonesRespuesta say what came of an asunto, for whoever looks at the message again.
func renglonesRespuesta(r compromiso.Respuesta, a compromiso.Asunto, c *compromiso.Comision, hoy compromiso.Fecha) []linea {
	var ls []linea
	if !r.Avance.IsZero() && seResponde(r) {
		t := r.Avance
		if c != nil && c.Zona != nil {
			t = t.In(c.Zona)
		}
		ls = append(ls, linea{negrita("✓ Avance registrado"), llano(" el " + diaCorto(compromiso.FechaDe(t)) + " a las " + t.Format("15:04") + ".")})
	}
	if s := fraseRespuesta(r, a, c, hoy); s != "" {
		ls = append(ls, linea{negrita("✓ " + s)})
	}
	return ls
}

func fraseRespuesta(r compromiso.Respuesta, a compromiso.Asunto, c *compromiso.Comision, hoy compromiso.Fecha) string {
	switch r.Fuera {
	case "":
		return ""
	case compromiso.FueraPidio:
		return "Pidió otra fecha: falta que la Secretaría Técnica responda."
	case compromiso.FueraCerrado:
		return "Quedó como «" + a.Estatus.Texto() + "»: no hay que hacer nada más."
	case string(compromiso.EnValidar):
		return "Se propuso como cumplido: falta que la Secretaría Técnica lo valide."
	case string(compromiso.PorPedido):
		return "Pospuesto: no se lo recordaré antes del " + diaCorto(r.Hasta) + "."
	case string(compromiso.PorEnterado):
		return "Usted ya está al tanto."
	case compromiso.FueraFecha:
		return "Cambió después de este mensaje: ahora " + fraseLimite(a.FechaLimite, c, hoy) + "."
	case compromiso.FueraArea:
		return "Ya no le toca a su área."
	case compromiso.FueraRespondido:
		if !a.Estatus.Abierto() {
			return "Quedó como «" + a.Estatus.Texto() + "»."
		}
		return "Sigue «" + a.Estatus.Texto() + "»: " + fraseLimite(a.FechaLimite, c, hoy) + "."
	}
	return mayuscula(fraseMotivo(r.Fuera)) + "."
}

// deuda says what came of what a message asks of somebody, and offers the answers to it while
// there is something to answer.
func (h *hoja) deuda(e compromiso.Envio, papel compromiso.Papel) (pide bool) {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	r := respuestaAlAviso(e)
	h.parrafo(renglonesRespuesta(r, asuntoDe(n, inciso), e.Comision, hoyDe(e))...)
	if !seResponde(r) || !n.Estatus.Abierto() || n.Estatus == compromiso.PorValidar {
		return false
	}
	h.botones(botonesDeDeuda(n, inciso, papel, r.Pendiente())...)
	return true
}

// deudaOFicha is that, with the card where there is nothing to answer.
func (h *hoja) deudaOFicha(e compromiso.Envio, papel compromiso.Papel) {
	if !h.deuda(e, papel) {
		h.botones(boton(accionVer, "Ver la ficha", valorRef(e.Compromiso, e.Aviso.Inciso)))
	}
}

// tituloPorResponder is the title of a message that puts something before somebody.
func tituloPorResponder(e compromiso.Envio, pide string) string {
	if !seResponde(respuestaAlAviso(e)) {
		pide = "Ya se respondió: "
	}
	return pide + rotulo(e.Compromiso, e.Aviso.Inciso)
}

// porResponder says what came of what a message puts before somebody, and offers the answers
// to it while it waits for one; the card always.
func (h *hoja) porResponder(e compromiso.Envio, respuestas ...slack.BlockElement) {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	r := respuestaAlAviso(e)
	h.parrafo(renglonesRespuesta(r, asuntoDe(n, inciso), e.Comision, hoyDe(e))...)
	if !seResponde(r) {
		respuestas = nil
	}
	h.botones(append(respuestas, boton(accionVer, "Ver la ficha", valorRef(n, inciso)))...)
}
