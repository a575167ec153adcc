package bot

import (
	"cmp"
	"slices"

	"compromisos/compromiso"
)

// Keys of the datos of an AvisoFallo: what could not be delivered, to whom and why.
const (
	datoDestino = "destino"
	datoClase   = "clase"
	datoMotivo  = "motivo"
)

// mensajeFallo tells the next in line that an aviso did not arrive: to a suplente it
// is a thing to attend, to the ST one to mend.
func mensajeFallo(e compromiso.Envio, corte int) Mensaje {
	st := e.Comision == nil || slices.Contains(personasDe(e, e.Comision.Secretaria), e.Aviso.Destino)
	h := &hoja{}
	h.titulo(tituloFallo(e, st))
	h.parrafo(datosFallo(e, st)...)
	if n := e.Compromiso; n != nil {
		asuntoPerdido(h, n, e.Aviso.Inciso, e, st, corte)
	}
	rs := asuntosVivos(e.Aviso.Asuntos)
	rs = slices.DeleteFunc(rs, func(r recordado) bool {
		a := asuntoDe(r.Compromiso, r.Inciso)
		return !a.Estatus.Abierto() || a.Estatus == compromiso.PorValidar
	})
	for _, r := range rs[:min(len(rs), conBotones)] {
		asuntoPerdido(h, r.Compromiso, r.Inciso, e, st, corte)
	}
	if faltan := len(rs) - conBotones; faltan > 0 {
		h.parrafo(linea{llano("Y " + plural(faltan, "asunto", "asuntos") + " más.")})
	}
	return h.mensaje()
}

func personasDe(e compromiso.Envio, ids []string) []string {
	if e.Directorio == nil {
		return ids
	}
	return e.Directorio.Personas(ids...)
}

func tituloFallo(e compromiso.Envio, st bool) string {
	titulo := "Un aviso no llegó"
	if !st {
		titulo = "Le toca un aviso que no llegó a su destino"
	}
	if n := e.Compromiso; n != nil {
		titulo += ": " + rotulo(n, e.Aviso.Inciso)
	}
	return titulo
}

// datosFallo say what was lost, why it comes to this person, and what to do.
func datosFallo(e compromiso.Envio, st bool) []linea {
	d := e.Aviso.Datos
	destino := d[datoDestino]
	var para, que linea
	if destino != "" {
		para = append(linea{negrita("Era para: ")}, aDestino(destino))
	}
	if s := d[datoClase]; s != "" {
		que = dato("Aviso", llano(nombreAviso(compromiso.ClaseAviso(s))))
	}
	hacer := "Revise quién es enlace del área y, mientras tanto, avísele por otro medio."
	switch {
	case esCanal(destino):
		hacer = "Invite a la aplicación al canal, o cambie el canal en la configuración."
	case !st:
		hacer = "Le llega a usted como suplente. Por favor atiéndalo, o avise a quien corresponda."
	}
	return []linea{que, para, dato("Motivo", llano(cmp.Or(fraseMotivo(d[datoMotivo]), "desconocido"))), {llano(hacer)}}
}

// asuntoPerdido is one thing that the lost aviso was about, with what can be done.
func asuntoPerdido(h *hoja, n *compromiso.Compromiso, inciso string, e compromiso.Envio, st bool, corte int) {
	a := asuntoDe(n, inciso)
	c := e.Comision
	if e.Directorio != nil {
		if suya, ok := e.Directorio.Comision(n.Comision); ok {
			c = suya
		}
	}
	estado := fraseLimite(a.FechaLimite, c, hoyDe(e))
	abierto := a.Estatus.Abierto() && a.Estatus != compromiso.PorValidar
	if !abierto {
		estado = a.Estatus.Texto()
	}
	h.cita(min(corte, textoAviso), a.Texto,
		linea{negrita(rotulo(n, inciso)), llano(" — " + estado)},
		dato(palabraAreas(a.Areas), llano(fraseAreas(a.Areas))))
	primero := !slices.ContainsFunc(h.bloques, esBotones)
	ref := valorRef(n, inciso)
	if !st && abierto {
		h.botones(botonesDeDeuda(n, inciso, compromiso.PapelSuplente, primero)...)
		return
	}
	ver := boton(accionVer, "Ver la ficha", ref)
	if !st || !n.PuedePasar(compromiso.Asignar) {
		h.botones(ver)
		return
	}
	cambiar := boton(accionAsignar, rotuloAsignar, ref)
	if primero {
		cambiar = principal(cambiar)
	}
	h.botones(cambiar, boton(accionAvisos, "Ver sus avisos", ref), ver)
}
