package bot

import (
	"strings"

	"compromisos/compromiso"
)

// mensajeAsignacion tells whoever must attend a compromiso that it is theirs.
func mensajeAsignacion(e compromiso.Envio, corte int) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	areas, ajena := suyas(e, areasDelAviso(e))
	h := &hoja{}
	h.titulo("Nuevo asunto para " + fraseAreas(areas) + ": " + rotulo(n, inciso))
	ls := append([]linea{porQuien(e, "Lo asignó ")}, datosDelAsunto(e)...)
	if ajena {
		ls = append(ls, linea{llano("Le llega como Secretaría Técnica: " + fraseAreas(areas) + " no tiene a quién avisar.")})
	}
	h.cita(corte, asuntoDe(n, inciso).Texto, ls...)
	if inciso == "" && !ajena {
		h.lista(linea{llano("Lo que le toca:")}, incisosPropios(n, areas, corte)...)
	}
	h.deuda(e, papelDe(ajena))
	h.botones(boton(accionVer, "Ver la ficha", valorRef(n, inciso)))
	return h.mensaje()
}

// incisosPropios are the incisos of those areas, where they are not all.
func incisosPropios(n *compromiso.Compromiso, areas []string, corte int) []linea {
	if propios := incisosDe(n, areas, min(corte, 300)); len(propios) < len(n.Incisos) {
		return propios
	}
	return nil
}

// mensajeRecordar passes on that the ST asks for something now.
func mensajeRecordar(e compromiso.Envio, corte int) Mensaje {
	n, inciso := e.Compromiso, e.Aviso.Inciso
	_, ajena := suyas(e, areasDelAviso(e))
	h := &hoja{}
	h.titulo("Se pide atender " + rotulo(n, inciso))
	pide := porQuien(e, "Lo pide ")
	if len(pide) > 0 {
		pide = append(pide, llano(", de la Secretaría Técnica."))
	}
	h.cita(corte, asuntoDe(n, inciso).Texto, append([]linea{pide}, datosDelAsunto(e)...)...)
	h.deudaOFicha(e, papelDe(ajena))
	return h.mensaje()
}

// mensajeRegistro is the post of a registration in the commission's channel.
func mensajeRegistro(e compromiso.Envio, corte int) Mensaje {
	n := e.Compromiso
	h := &hoja{}
	h.titulo("Se registró " + articulo(n.Tipo) + " " + rotulo(n, ""))
	ls := append(datosDelAsunto(e), dato("Eje", llano(renglon(n.Eje, 300))), origen(n))
	if l := porQuien(e, ""); len(l) > 0 {
		ls = append(ls, dato("Registró", l[1:]...))
	}
	h.cita(corte, n.Texto, ls...)
	h.botones(boton(accionVer, "Ver la ficha", valorRef(n, "")))
	return h.mensaje()
}

// datosDelAsunto are the lines that every message about one compromiso begins with.
func datosDelAsunto(e compromiso.Envio) []linea {
	n := e.Compromiso
	a := asuntoDe(n, e.Aviso.Inciso)
	ls := []linea{
		{negrita(mayuscula(fraseLimite(a.FechaLimite, e.Comision, hoyDe(e))))},
		dato(palabraAreas(a.Areas), llano(fraseAreas(a.Areas))),
		dato(palabraPidio(n.Solicitantes), llano(frasePersonas(n.Solicitantes, 300))),
		dato("Sesión", llano(fraseSesion(n.Sesion))),
	}
	return ls
}

// origen links the message that a compromiso was registered from.
func origen(n *compromiso.Compromiso) linea {
	if n.Enlace == "" {
		return nil
	}
	return dato("Viene de", aLiga("este mensaje", n.Enlace))
}

// areasDelAviso are the areas that the act was about, else those of the asunto.
func areasDelAviso(e compromiso.Envio) []string {
	if s := e.Aviso.Datos["areas"]; s != "" {
		return strings.Split(s, ",")
	}
	return e.Compromiso.AreasDeInciso(e.Aviso.Inciso)
}

func papelDe(ajena bool) compromiso.Papel {
	if ajena {
		return papelSinEnlace
	}
	return compromiso.PapelEnlace
}

func articulo(t compromiso.Tipo) string {
	if t == compromiso.TipoSolicitud {
		return "la solicitud"
	}
	return "el " + strings.ToLower(t.Texto())
}
