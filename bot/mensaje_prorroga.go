package bot

import (
	"cmp"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// prorrogaDe is the prórroga that an aviso is about: what it kept, and what the
// compromiso says where it kept nothing.
func prorrogaDe(e compromiso.Envio) (anterior, nueva compromiso.Fecha) {
	if p := e.Compromiso.Prorroga; p != nil {
		anterior, nueva = p.Anterior, p.Nueva
	}
	if f, err := compromiso.ParseFecha(e.Aviso.Datos["anterior"]); err == nil {
		anterior = f
	}
	if f, err := compromiso.ParseFecha(e.Aviso.Datos["nueva"]); err == nil {
		nueva = f
	}
	return anterior, nueva
}

// mensajePideProrroga puts a request for a new due date before the ST.
func mensajePideProrroga(e compromiso.Envio, corte int) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	ref := valorRef(n, inciso)
	anterior, nueva := prorrogaDe(e)
	h := &hoja{}
	h.titulo(tituloPorResponder(e, "Piden prórroga de "))
	h.cita(corte, motivoDe(e),
		dato("Fecha límite actual", llano(cmp.Or(diaCorto(anterior), "ninguna"))),
		dato("Fecha que pide", llano(diaCorto(nueva))),
		firmaArea(e, " pide una nueva fecha. El motivo:"),
	)
	h.cita(min(corte, textoAviso), asuntoDe(n, inciso).Texto, linea{negrita("Lo que se pidió:")})
	h.porResponder(e,
		principal(boton(accionConceder, "Conceder", ref)),
		boton(accionNegar, "Negar", ref).WithStyle(slack.StyleDanger),
	)
	return h.mensaje()
}

// mensajeProrroga tells the area whether its request was granted.
func mensajeProrroga(e compromiso.Envio, corte int) Mensaje {
	if compromiso.EstadoProrroga(e.Aviso.Datos["prorroga"]) == compromiso.ProrrogaNegada {
		return sigueDebiendo(e, corte, "No se concedió la prórroga de ", " no concedió la nueva fecha. El motivo:")
	}
	n, inciso := e.Compromiso, e.Aviso.Inciso
	anterior, nueva := prorrogaDe(e)
	h := &hoja{}
	h.titulo("Nueva fecha para " + rotulo(n, inciso) + ": " + nueva.Puntos())
	ls := []linea{firmaST(e, " concedió la prórroga."), dato("Nueva fecha límite", llano(diaCorto(nueva)))}
	if !anterior.IsZero() {
		ls = append(ls, dato("Fecha límite anterior", llano(diaCorto(anterior))))
	}
	h.cita(min(corte, textoAviso), asuntoDe(n, inciso).Texto, ls...)
	if motivo := e.Aviso.Datos["motivo"]; motivo != "" {
		h.cita(min(corte, textoAviso), motivo, linea{negrita("Motivo de la prórroga:")})
	}
	if respuesta := e.Aviso.Datos["respuesta"]; respuesta != "" {
		h.cita(min(corte, textoAviso), respuesta, linea{negrita("La Secretaría Técnica responde:")})
	}
	h.porResponder(e, principal(boton(accionAvance, "Registrar avance", valorRef(n, inciso))))
	return h.mensaje()
}
