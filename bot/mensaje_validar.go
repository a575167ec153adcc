package bot

import (
	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// mensajePropuesta tells the ST that an area holds something to be done.
func mensajePropuesta(e compromiso.Envio, corte int) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	ref := valorRef(n, inciso)
	h := &hoja{}
	h.titulo(tituloPorResponder(e, "Por validar: "))
	ls := []linea{firmaArea(e, " lo da por cumplido.")}
	if !n.FechaLimite.IsZero() {
		ls = append(ls, dato("Fecha límite", llano(diaCorto(asuntoDe(n, inciso).FechaLimite))))
	}
	h.cita(corte, asuntoDe(n, inciso).Texto, ls...)
	if avance := e.Aviso.Datos["avance"]; avance != "" {
		h.cita(corte, avance, linea{negrita("Lo que informa:")})
	}
	h.porResponder(e,
		principal(boton(accionValidar, "Validar", ref)),
		boton(accionRechazar, "Rechazar", ref).WithStyle(slack.StyleDanger),
	)
	return h.mensaje()
}

// firmaArea says that the area does something, and who of it.
func firmaArea(e compromiso.Envio, hace string) linea {
	quien := llano("El área")
	if e.Aviso.Actor != "" {
		quien = aPersona(e.Aviso.Actor)
	}
	return linea{quien, llano(" (" + fraseAreas(e.Compromiso.AreasDeInciso(e.Aviso.Inciso)) + ")" + hace)}
}

// mensajeValidacion tells the area that it is closed.
func mensajeValidacion(e compromiso.Envio, corte int) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	h := &hoja{}
	h.titulo("Cumplido: " + rotulo(n, inciso))
	ls := []linea{firmaST(e, " lo validó. No tiene que hacer nada más.")}
	if f := cumplimientoDe(n, inciso); !f.IsZero() {
		ls = append(ls, dato("Fecha de cumplimiento", llano(diaCorto(f))))
	}
	h.cita(min(corte, textoAviso), asuntoDe(n, inciso).Texto, ls...)
	h.botones(boton(accionVer, "Ver la ficha", valorRef(n, inciso)))
	return h.mensaje()
}

// firmaST says that the ST did something, and who of it.
func firmaST(e compromiso.Envio, hizo string) linea {
	l := linea{llano("La Secretaría Técnica")}
	if e.Aviso.Actor != "" {
		l = append(l, llano(" ("), aPersona(e.Aviso.Actor), llano(")"))
	}
	return append(l, llano(hizo))
}

func cumplimientoDe(n *compromiso.Compromiso, inciso string) compromiso.Fecha {
	for _, i := range n.Incisos {
		if i.Letra == inciso {
			return i.FechaCumplimiento
		}
	}
	return n.FechaCumplimiento
}

// mensajeRechazo tells the area that it is still owed, and why.
func mensajeRechazo(e compromiso.Envio, corte int) Mensaje {
	return sigueDebiendo(e, corte, "Falta algo en ", " no lo dio por cumplido. El motivo:")
}

// mensajeReapertura tells the area that it is owed again.
func mensajeReapertura(e compromiso.Envio, corte int) Mensaje {
	return sigueDebiendo(e, corte, "Se reabrió ", " lo reabrió: hay que atenderlo de nuevo. El motivo:")
}

// sigueDebiendo tells the area what the ST did and why, and what it owes.
func sigueDebiendo(e compromiso.Envio, corte int, titulo, hizo string) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	h := &hoja{}
	h.titulo(titulo + rotulo(n, inciso))
	h.cita(corte, motivoDe(e), firmaST(e, hizo))
	h.cita(min(corte, textoAviso), asuntoDe(n, inciso).Texto, datosDelAsunto(e)...)
	h.deudaOFicha(e, compromiso.PapelEnlace)
	return h.mensaje()
}

// mensajeCierre tells the area that it is not owed any more.
func mensajeCierre(e compromiso.Envio, corte int) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	h := &hoja{}
	h.titulo("Sin efecto: " + rotulo(n, inciso))
	h.cita(corte, motivoDe(e), firmaST(e, " lo dejó sin efecto; ya no hay que atenderlo. El motivo:"))
	h.cita(min(corte, textoAviso), asuntoDe(n, inciso).Texto, linea{negrita("Lo que se había pedido:")})
	h.botones(boton(accionVer, "Ver la ficha", valorRef(n, inciso)))
	return h.mensaje()
}

// motivoDe is the reason of the act, which the aviso keeps; the compromiso has it too.
func motivoDe(e compromiso.Envio) string {
	if m := e.Aviso.Datos["motivo"]; m != "" {
		return m
	}
	if e.Compromiso.Motivo != "" {
		return e.Compromiso.Motivo
	}
	return "(sin motivo escrito)"
}
