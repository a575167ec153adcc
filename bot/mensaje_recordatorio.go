package bot

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// How much of a reminder is shown whole, how much as a row, and the longest text of an
// asunto in it.
const (
	conBotones   = 10
	conFila      = 15
	textoAviso   = 500
	textoPorFila = 140
)

// recordado is one asunto of the DM with all the areas for which it comes.
type recordado struct {
	compromiso.Recordatorio
	areas     []string
	respuesta compromiso.Respuesta
}

// asuntosVivos are the asuntos of the aviso, each once, in order of urgency.
func asuntosVivos(rs []compromiso.Recordatorio) []recordado {
	rs = slices.DeleteFunc(slices.Clone(rs), func(r compromiso.Recordatorio) bool { return r.Compromiso == nil })
	compromiso.OrdenarUrgencia(rs)
	var out []recordado
	for _, r := range rs {
		k := slices.IndexFunc(out, func(x recordado) bool {
			return x.Comision == r.Comision && x.Compromiso.Numero == r.Compromiso.Numero && x.Inciso == r.Inciso
		})
		if k < 0 {
			out = append(out, recordado{Recordatorio: r})
			k = len(out) - 1
		}
		if r.Area != "" && !slices.Contains(out[k].areas, r.Area) {
			out[k].areas = append(out[k].areas, r.Area)
		}
	}
	return out
}

// mensajeRecordatorio is the one DM of a person and day: the most urgent first, each
// with how it stands, what can be answered, and what was answered already.
func mensajeRecordatorio(e compromiso.Envio, corte int) Mensaje {
	rs := asuntosVivos(e.Aviso.Asuntos)
	faltan := 0
	for k, r := range rs {
		if rs[k].respuesta = respuestaA(e, r.Compromiso, r.Inciso, r.Persona); rs[k].respuesta.Pendiente() {
			faltan++
		}
	}
	h := &hoja{}
	if faltan == len(rs) {
		h.titulo(tituloRecordatorio(rs))
	} else {
		h.titulo(tituloRespondido(faltan, len(rs)))
	}
	if faltan > 0 {
		h.parrafo(linea{llano(comoResponder(e, rs))})
	}
	primero := true
	for _, r := range rs[:min(len(rs), conBotones)] {
		h.cita(min(corte, textoAviso), asuntoDe(r.Compromiso, r.Inciso).Texto, renglones(r, e)...)
		if !seResponde(r.respuesta) {
			h.botones(boton(accionVer, "Ver la ficha", valorRef(r.Compromiso, r.Inciso)))
			continue
		}
		principal := primero && r.respuesta.Pendiente()
		h.botones(botonesDeDeuda(r.Compromiso, r.Inciso, r.Papel, principal)...)
		primero = primero && !principal
	}
	if len(rs) > conBotones {
		demas(h, rs[conBotones:], min(corte, textoPorFila))
	}
	return h.mensaje()
}

func tituloRecordatorio(rs []recordado) string {
	vencidos := 0
	for _, r := range rs {
		if vencido(r.Recordatorio) {
			vencidos++
		}
	}
	s := "Tiene " + plural(len(rs), "asunto", "asuntos")
	switch {
	case vencidos == len(rs) && vencidos == 1:
		return s + " vencido"
	case vencidos == len(rs):
		return s + " vencidos"
	case vencidos > 0:
		return s + ": " + plural(vencidos, "está vencido", "están vencidos")
	}
	return s + " por atender"
}

// tituloRespondido is the title once something was answered.
func tituloRespondido(faltan, todos int) string {
	switch {
	case faltan == 0 && todos == 1:
		return "Está al día con este asunto"
	case faltan == 0:
		return fmt.Sprintf("Está al día con estos %d asuntos", todos)
	case faltan == 1:
		return fmt.Sprintf("Le falta 1 de %d asuntos", todos)
	}
	return fmt.Sprintf("Le faltan %d de %d asuntos", faltan, todos)
}

func vencido(r compromiso.Recordatorio) bool {
	return asuntoDe(r.Compromiso, r.Inciso).Vencido(r.Fecha)
}

func comoResponder(e compromiso.Envio, rs []recordado) string {
	hora := 9
	if e.Comision != nil && e.Comision.Zona != nil && !e.Ahora.IsZero() {
		hora = e.Ahora.In(e.Comision.Zona).Hour()
	}
	if len(rs) == 1 {
		return saludo(hora) + " Responda con los botones, o conteste en este hilo: lo que escriba queda registrado como avance."
	}
	return fmt.Sprintf("%s Lo más urgente va primero. Responda con los botones, o conteste en este hilo "+
		"empezando con el número (por ejemplo, «%s ya se envió el oficio»): lo que escriba queda registrado como avance.",
		saludo(hora), valorRef(rs[0].Compromiso, rs[0].Inciso))
}

// renglones say what the asunto is, how it stands and why it comes to this person.
func renglones(r recordado, e compromiso.Envio) []linea {
	n := r.Compromiso
	a := asuntoDe(n, r.Inciso)
	dicho := renglonesRespuesta(r.respuesta, a, e.Comision, hoyDe(e))
	if !seResponde(r.respuesta) {
		return append([]linea{{negrita(rotulo(n, r.Inciso))}}, dicho...)
	}
	ls := []linea{
		{negrita(rotulo(n, r.Inciso)), llano(" — " + unaLinea(r.MotivoPropio()))},
		unir(" · ", dato(palabraAreas(r.areas), llano(fraseAreas(r.areas))), dato("Estatus", llano(a.Estatus.Texto()))),
	}
	if len(r.areas) == 0 {
		ls[1] = dato("Estatus", llano(a.Estatus.Texto()))
	}
	if r.respuesta.Pendiente() && n.Prorroga != nil && (n.Prorroga.Inciso == "" || n.Prorroga.Inciso == r.Inciso) {
		ls = append(ls, linea{llano("Hay una prórroga solicitada al " + diaCorto(n.Prorroga.Nueva) + ", sin respuesta todavía.")})
	}
	if s := porQueLlega(r); s != "" {
		ls = append(ls, linea{llano(s)})
	}
	return append(ls, dicho...)
}

// porQueLlega says why a reminder comes to somebody who is not the enlace.
func porQueLlega(r recordado) string {
	areas := fraseAreas(r.areas)
	if len(r.areas) == 0 {
		areas = "el área"
	}
	escala := r.Regla == compromiso.ReglaEscala
	porque := ", porque " + plural(r.Dias, "día hábil", "días hábiles") + " después de la fecha límite sigue abierto."
	switch r.Papel {
	case compromiso.PapelTitular:
		return "Le llega como titular de " + areas + porque
	case compromiso.PapelSuplente:
		if escala {
			return "Le llega como suplente de " + areas + porque
		}
		return "Le llega como suplente de " + areas + ", que no tiene enlace."
	case compromiso.PapelSecretaria:
		switch {
		case len(r.areas) == 0:
			return "Le llega como Secretaría Técnica: todavía no tiene un área asignada."
		case escala:
			return "Le llega como Secretaría Técnica" + porque
		case r.Regla == compromiso.ReglaVencido:
			return "Le llega como Secretaría Técnica: ya no se insiste a " + areas + ", o no tiene a quién avisar."
		}
		return "Le llega como Secretaría Técnica: " + areas + " no tiene a quién avisar."
	}
	return ""
}

// demas are the asuntos for which there is no room: rows with «Ver», then a count.
func demas(h *hoja, rs []recordado, corte int) {
	h.raya()
	h.parrafo(linea{negrita("También están pendientes:")})
	for _, r := range rs[:min(len(rs), conFila)] {
		h.fila(linea{
			negrita(rotulo(r.Compromiso, r.Inciso)),
			llano(" — " + unaLinea(r.MotivoPropio()) + "\n" + renglon(asuntoDe(r.Compromiso, r.Inciso).Texto, corte)),
		}, boton(accionVer, "Ver", valorRef(r.Compromiso, r.Inciso)))
	}
	var mas []slack.BlockElement
	if faltan := len(rs) - conFila; faltan > 0 {
		h.parrafo(linea{llano("Y " + plural(faltan, "asunto", "asuntos") + " más.")})
	}
	if v, ok := codificarPagina(compromiso.Filtro{Comision: rs[0].Comision, Estado: compromiso.FiltroMios}); ok {
		mas = append(mas, boton(accionListaPag, "Ver todos los míos", v))
	}
	h.botones(mas...)
}
