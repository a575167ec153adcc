package store

import (
	"fmt"
	"time"

	"compromisos/compromiso"
)

// anexos adds to the history of a compromiso what the row tells and is not there yet, and
// gives how much that is.
func (im *importacion) anexos(n *compromiso.Compromiso, f compromiso.FilaInforme) int {
	return im.anexarSeguimientos(n, f) + im.anexarEvidencias(n, f) + im.anexarProrrogas(n, f)
}

// cuenta counts equal things, so that two equal entries of a document are two.
type cuenta map[any]int

// falta tells whether this one is one more than those that are there.
func (c cuenta) falta(clave any) bool {
	if c[clave] > 0 {
		c[clave]--
		return false
	}
	return true
}

func (im *importacion) anexarSeguimientos(n *compromiso.Compromiso, f compromiso.FilaInforme) int {
	clave := func(g compromiso.Seguimiento) any {
		return [6]string{g.Fecha.String(), g.Area, g.Persona, string(g.Clase), g.Inciso, g.Texto}
	}
	vistos := cuenta{}
	for _, g := range im.lote.hay.seguimientos[n.ID] {
		vistos[clave(g)]++
	}
	nuevos := 0
	for _, s := range f.Seguimientos {
		g := compromiso.Seguimiento{
			Inciso: s.Inciso, Fecha: s.Fecha, Area: s.Area, Persona: s.Persona, Clase: s.Clase, Texto: s.Texto, En: im.cuando(s.En),
		}
		if vistos.falta(clave(g)) {
			nuevos++
			im.lote.seguimientos = append(im.lote.seguimientos, de[compromiso.Seguimiento]{n, g})
		}
	}
	return nuevos
}

func (im *importacion) anexarEvidencias(n *compromiso.Compromiso, f compromiso.FilaInforme) int {
	clave := func(e compromiso.Evidencia) any {
		return [5]string{string(e.Clase), e.Titulo, e.Liga, e.Oficio, e.Fecha.String()}
	}
	vistas := cuenta{}
	for _, e := range im.lote.hay.evidencias[n.ID] {
		vistas[clave(e)]++
	}
	nuevas := 0
	for _, x := range f.Evidencias {
		e := compromiso.Evidencia{Clase: x.Clase, Titulo: x.Titulo, Liga: x.Liga, Oficio: x.Oficio, Fecha: x.Fecha, En: im.cuando(x.En)}
		if vistas.falta(clave(e)) {
			nuevas++
			im.lote.evidencias = append(im.lote.evidencias, de[compromiso.Evidencia]{n, e})
		}
	}
	return nuevas
}

// anexarProrrogas knows a request by what was asked: the answer may have come since.
func (im *importacion) anexarProrrogas(n *compromiso.Compromiso, f compromiso.FilaInforme) int {
	clave := func(p compromiso.Prorroga) any { return [4]string{p.Inciso, p.Anterior.String(), p.Motivo, p.Persona} }
	vistas, esperan := cuenta{}, map[any]bool{}
	pendiente := pedida{}
	for _, p := range im.lote.hay.prorrogas[n.ID] {
		vistas[clave(p)]++
		esperan[clave(p)] = p.Estado == compromiso.ProrrogaPedida
		pendiente.guardada = pendiente.guardada || esperan[clave(p)]
	}
	nuevas := 0
	for _, x := range f.Prorrogas {
		p := &compromiso.Prorroga{
			Inciso: x.Inciso, Anterior: x.Anterior, Nueva: x.Nueva, Motivo: x.Motivo, Estado: compromiso.EstadoProrroga(x.Estado),
			Persona: x.Persona, Respuesta: x.Respuesta, En: im.cuando(x.En),
		}
		pide, espera := p.Estado == compromiso.ProrrogaPedida, esperan[clave(*p)]
		switch {
		case !vistas.falta(clave(*p)) && (pide || im.viejo || !espera):
			continue
		case pide && !n.Estatus.Abierto():
			p.Estado = prorrogaRetirada
		case pide && n.Prorroga != nil:
			im.advertir(f.Linea, "prorrogas", "El compromiso %s ya tiene otra prórroga por responder: la del informe no se guarda.", n.Numero)
			continue
		case pide:
			n.Prorroga = p
		}
		nuevas++
		im.guardarProrroga(n, p, espera, &pendiente)
	}
	return nuevas
}

// pedida is the request of a compromiso that waits for an answer: one that is stored, or
// one that this lot brings.
type pedida struct {
	guardada bool
	nueva    *compromiso.Prorroga
}

// guardarProrroga writes a request, or the answer to the one that waits.
func (im *importacion) guardarProrroga(n *compromiso.Compromiso, p *compromiso.Prorroga, espera bool, hay *pedida) {
	l, pide := im.lote, p.Estado == compromiso.ProrrogaPedida
	if espera {
		n.Prorroga = nil
	}
	switch {
	case espera && !pide && hay.guardada:
		l.respuestas = append(l.respuestas, de[*compromiso.Prorroga]{n, p})
		hay.guardada = false
	case espera && !pide && hay.nueva != nil:
		hay.nueva.Nueva, hay.nueva.Estado, hay.nueva.Respuesta = p.Nueva, p.Estado, p.Respuesta
		hay.nueva = nil
	default:
		l.prorrogas = append(l.prorrogas, de[*compromiso.Prorroga]{n, p})
		if pide {
			hay.nueva = p
		}
	}
}

// cuando is a moment of a document; one that it does not give is that of the document, or
// that of the import where it is of a day to come.
func (im *importacion) cuando(s string) time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	if t := im.momento(); t.Before(im.acto.En) {
		return t
	}
	return im.acto.En
}

func plural(n int) string {
	if n == 1 {
		return "1 entrada más"
	}
	return fmt.Sprintf("%d entradas más", n)
}
