package bot

import (
	"cmp"

	"compromisos/compromiso"
)

// Keys of the datos of an AvisoFallo: what could not be delivered, to whom and why.
const (
	datoDestino = "destino"
	datoClase   = "clase"
	datoMotivo  = "motivo"
)

// mensajeFallo tells the ST that an aviso did not arrive.
func mensajeFallo(e compromiso.Envio, corte int) Mensaje {
	d := e.Aviso.Datos
	h := &hoja{}
	titulo := "Un aviso no pudo entregarse"
	if n := e.Compromiso; n != nil {
		titulo += ": " + rotulo(n, e.Aviso.Inciso)
	}
	h.titulo(titulo)
	destino := cmp.Or(d[datoDestino], d["persona"])
	var a linea
	if destino != "" {
		a = dato("Era para", aPersona(destino))
		if canal, ok := aCanal(destino); ok {
			a = dato("Era para el canal", llano(canal))
		}
	}
	var que linea
	if s := d[datoClase]; s != "" {
		que = dato("Aviso", llano(nombreAviso(compromiso.ClaseAviso(s))))
	}
	ls := []linea{que, a, dato("Motivo", llano(cmp.Or(fraseMotivo(d[datoMotivo]), "desconocido")))}
	texto := ""
	if n := e.Compromiso; n != nil {
		texto = asuntoDe(n, e.Aviso.Inciso).Texto
		ls = append(ls, dato(palabraAreas(n.AreasDeInciso(e.Aviso.Inciso)), llano(fraseAreas(n.AreasDeInciso(e.Aviso.Inciso)))))
	}
	ls = append(ls, linea{llano(queHacer(destino))})
	h.cita(min(corte, textoAviso), texto, ls...)
	if n := e.Compromiso; n != nil {
		ref := valorRef(n, "")
		h.botones(principal(boton(accionAsignar, "Cambiar áreas", ref)), boton(accionAvisos, "Ver sus avisos", ref), boton(accionVer, "Ver la ficha", ref))
	}
	return h.mensaje()
}

func queHacer(destino string) string {
	if _, canal := aCanal(destino); canal {
		return "Invite a la aplicación al canal, o cambie el canal en la configuración."
	}
	return "Si tiene suplente, ya se le avisó. Revise quién es enlace del área y, mientras tanto, avísele por otro medio."
}

// aCanal tells whether the destination is a channel, and how to show it.
func aCanal(destino string) (string, bool) {
	return destino, destino != "" && (destino[0] == 'C' || destino[0] == 'G')
}
