package bot

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// mensajeFicha is the card of a compromiso: what was asked, how it stands, what
// happened to it, and what the person may do.
func mensajeFicha(f *compromiso.Ficha, c *compromiso.Comision, rol compromiso.Rol, hoy compromiso.Fecha) Mensaje {
	return ajustar(cortes[0], true, func(corte int) Mensaje {
		n := f.Compromiso
		h := &hoja{}
		h.titulo(rotulo(n, "") + " · " + estadoFicha(n, hoy))
		h.cita(corte, n.Texto, append(datosFicha(n, c, hoy, corte), informadoEn(f)...)...)
		h.lista(linea{negrita("Incisos")}, incisosFicha(n, corte)...)
		if n.Prorroga != nil {
			h.cita(min(corte, textoAviso), n.Prorroga.Motivo, pideFicha(n.Prorroga))
		}
		if n.Atencion != "" {
			h.cita(corte, n.Atencion, linea{negrita("Atención para el informe")})
		}
		evidencias(h, f.Evidencias, corte)
		historia(h, f, c, corte)
		for _, fila := range botonesFicha(n, rol) {
			h.botones(fila...)
		}
		return h.mensaje()
	})
}

func incisosFicha(n *compromiso.Compromiso, corte int) []linea {
	ls := incisosDe(n, nil, min(corte, 300))
	const caben = 14
	if len(ls) > caben {
		resto := linea{llano(fmt.Sprintf("y %d más", len(ls)-caben))}
		ls = append(ls[:caben:caben], resto)
	}
	return ls
}

func estadoFicha(n *compromiso.Compromiso, hoy compromiso.Fecha) string {
	s := n.Estatus.Texto()
	if n.Vencido(hoy) {
		s += ", vencido"
	}
	if n.Permanente {
		s += ", permanente"
	}
	return s
}

func datosFicha(n *compromiso.Compromiso, c *compromiso.Comision, hoy compromiso.Fecha, corte int) []linea {
	ls := []linea{{negrita(mayuscula(frasePlazo(n, c, hoy)))}}
	if f := n.FechaLimite; !n.Estatus.Abierto() && !f.IsZero() {
		ls = append(ls, dato("Fecha límite", llano(diaCorto(f))))
	}
	if f := n.FechaLimiteOrig; !f.IsZero() && f != n.FechaLimite {
		ls = append(ls, dato("Fecha límite original", llano(diaCorto(f))))
	}
	ls = append(ls, dato(palabraAreas(n.TodasLasAreas()), llano(fraseAreas(n.TodasLasAreas()))))
	if len(n.AreasPropuestas) > 0 {
		ls = append(ls, dato("Por confirmar", llano(fraseAreas(n.AreasPropuestas))))
	}
	ls = append(ls,
		dato(palabraPidio(n.Solicitantes), llano(frasePersonas(n.Solicitantes, corte))),
		dato("Sesión", llano(fraseSesion(n.Sesion))),
		dato("Eje", llano(renglon(n.Eje, min(corte, 300)))),
		dato("Tipo", llano(tipoDe(n))),
		origen(n),
	)
	if n.Motivo != "" && (n.Estatus == compromiso.SinEfecto || n.Estatus == compromiso.EnProceso) {
		ls = append(ls, dato("Último motivo", llano(renglon(n.Motivo, min(corte, 300)))))
	}
	return slices.DeleteFunc(ls, func(l linea) bool { return len(l) == 0 })
}

// informadoEn says in which sessions the commission was told that it is closed, the first
// ones; of one that was reopened, that it was told so.
func informadoEn(f *compromiso.Ficha) []linea {
	const caben = 6
	que := "Informado a la comisión en"
	if f.Compromiso.Estatus.Abierto() {
		que = "Informado como cerrado en"
	}
	var en []string
	for k, s := range f.InformadoEn {
		if k == caben {
			en = append(en, plural(len(f.InformadoEn)-k, "sesión más", "sesiones más"))
			break
		}
		en = append(en, unaLinea(valorSesion(*s)))
	}
	if len(en) == 0 {
		return nil
	}
	return []linea{dato(que, llano(compromiso.Enumerar(en)))}
}

// tipoDe names the type where it says something: most are compromisos.
func tipoDe(n *compromiso.Compromiso) string {
	if n.Tipo == "" || n.Tipo == compromiso.TipoCompromiso {
		return ""
	}
	return n.Tipo.Texto()
}

func pideFicha(p *compromiso.Prorroga) linea {
	l := linea{negrita("Prórroga por responder: "), llano("al " + diaCorto(p.Nueva))}
	if p.Inciso != "" {
		l = append(l, llano(", inciso "+p.Inciso))
	}
	if p.Persona != "" {
		l = append(l, llano(", la pide "), aPersona(p.Persona))
	}
	return l
}

// oferta is something that a card may offer.
type oferta struct {
	accion compromiso.Accion
	id     string
	texto  string
	si     bool
}

// botonesFicha are what the role may do in the state of now, in two rows: what moves
// it along, of which the first is the one to do next, and what else there is.
func botonesFicha(n *compromiso.Compromiso, rol compromiso.Rol) [][]slack.BlockElement {
	pide := n.Prorroga != nil
	porValidar := n.Estatus == compromiso.PorValidar || slices.ContainsFunc(n.Incisos, func(i compromiso.Inciso) bool {
		return i.Estatus == compromiso.PorValidar
	})
	avanza := []oferta{
		{compromiso.Asignar, accionAsignar, "Asignar áreas", rol.Secretaria && len(n.Areas) == 0},
		{compromiso.Validar, accionValidar, "Validar", porValidar},
		{compromiso.Rechazar, accionRechazar, "Rechazar", porValidar},
		{compromiso.ConcederProrroga, accionConceder, "Conceder prórroga", pide},
		{compromiso.NegarProrroga, accionNegar, "Negar prórroga", pide},
		{compromiso.Avanzar, accionAvance, "Registrar avance", true},
		{compromiso.Proponer, accionCumplir, "Está cumplido", true},
		{compromiso.PedirProrroga, accionProrroga, "Pedir prórroga", !pide},
	}
	demas := []oferta{
		{compromiso.Editar, accionEditar, "Editar", true},
		{compromiso.Asignar, accionAsignar, rotuloAsignar, len(n.Areas) > 0},
		{compromiso.Recordar, accionRecordar, "Recordar ahora", len(n.TodasLasAreas()) > 0},
		{compromiso.Cancelar, accionCancelar, "Dejar sin efecto", true},
		{compromiso.Reabrir, accionReabrir, "Reabrir", true},
		{compromiso.VerAvisos, accionAvisos, "Ver avisos", true},
		{compromiso.Leer, accionNota, "Nota en Word", true},
	}
	return [][]slack.BlockElement{ofrecer(n, rol, avanza, true), ofrecer(n, rol, demas, false)}
}

func ofrecer(n *compromiso.Compromiso, rol compromiso.Rol, ops []oferta, conPrincipal bool) []slack.BlockElement {
	ref := valorRef(n, "")
	var out []slack.BlockElement
	for _, o := range ops {
		if !o.si || rol.Puede(o.accion, n.TodasLasAreas()) != nil {
			continue
		}
		if o.accion != compromiso.VerAvisos && o.accion != compromiso.Leer && !posible(n, o.accion) {
			continue
		}
		b := boton(o.id, o.texto, ref)
		if conPrincipal && len(out) == 0 {
			b = principal(b)
		}
		out = append(out, b)
	}
	return out
}

// posible tells whether the action can be done to the whole or to any of the incisos.
func posible(n *compromiso.Compromiso, a compromiso.Accion) bool {
	return n.PuedePasar(a) || slices.ContainsFunc(n.Incisos, func(i compromiso.Inciso) bool {
		uno := compromiso.Compromiso{Estatus: i.Estatus}
		return n.Estatus.Abierto() && uno.PuedePasar(a)
	})
}

// evidencias is the list of what proves the progress.
func evidencias(h *hoja, es []compromiso.Evidencia, corte int) {
	caben := 6
	if corte < 300 {
		caben = 3
	}
	var items []linea
	desde := max(0, len(es)-caben)
	for _, e := range es[desde:] {
		titulo := renglon(cmp.Or(e.Titulo, e.Oficio, nombresEvidencia[e.Clase], "evidencia"), min(corte, 150))
		l := linea{llano(mayuscula(cmp.Or(nombresEvidencia[e.Clase], "evidencia")) + ": ")}
		if e.Liga != "" && len(e.Liga) <= max(corte, 80) {
			l = append(l, aLiga(titulo, e.Liga))
		} else {
			l = append(l, llano(titulo))
		}
		if e.Oficio != "" && e.Titulo != "" && e.Titulo != e.Oficio {
			l = append(l, llano(", oficio "+renglon(e.Oficio, min(corte, 80))))
		}
		if !e.Fecha.IsZero() {
			l = append(l, llano(", "+e.Fecha.Puntos()))
		}
		items = append(items, l)
	}
	if desde > 0 {
		items = append(items, linea{llano(fmt.Sprintf("y %d más", desde))})
	}
	if len(items) > 0 {
		h.lista(linea{negrita("Evidencia")}, items...)
	}
}

var nombresEvidencia = map[compromiso.ClaseEvidencia]string{
	compromiso.EvOficio: "oficio", compromiso.EvLiga: "liga", compromiso.EvArchivo: "archivo", compromiso.EvMinuta: "minuta",
}
