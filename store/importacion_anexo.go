package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"compromisos/compromiso"
)

// anexos adds to the history of a compromiso what the row tells and is not there yet, and
// gives how much that is.
func (im *importacion) anexos(ctx context.Context, n *compromiso.Compromiso, f compromiso.FilaInforme) (int, error) {
	total := 0
	for _, parte := range []func(context.Context, *compromiso.Compromiso, compromiso.FilaInforme) (int, error){
		im.anexarSeguimientos, im.anexarEvidencias, im.anexarProrrogas,
	} {
		k, err := parte(ctx, n, f)
		if err != nil {
			return 0, err
		}
		total += k
	}
	return total, nil
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

func (im *importacion) anexarSeguimientos(ctx context.Context, n *compromiso.Compromiso, f compromiso.FilaInforme) (int, error) {
	if len(f.Seguimientos) == 0 {
		return 0, nil
	}
	hay, err := leerSeguimientos(ctx, im.tx, n.ID, math.MaxInt32)
	if err != nil {
		return 0, err
	}
	clave := func(g compromiso.Seguimiento) any {
		return [6]string{g.Fecha.String(), g.Area, g.Persona, string(g.Clase), g.Inciso, g.Texto}
	}
	vistos := cuenta{}
	for _, g := range hay {
		vistos[clave(g)]++
	}
	nuevos := 0
	for _, s := range f.Seguimientos {
		g := compromiso.Seguimiento{
			Inciso: s.Inciso, Fecha: s.Fecha, Area: s.Area, Persona: s.Persona, Clase: s.Clase, Texto: s.Texto, En: im.cuando(s.En),
		}
		if !vistos.falta(clave(g)) {
			continue
		}
		nuevos++
		if err := insertarSeguimiento(ctx, im.tx, n.ID, &g); err != nil {
			return 0, err
		}
	}
	return nuevos, nil
}

func (im *importacion) anexarEvidencias(ctx context.Context, n *compromiso.Compromiso, f compromiso.FilaInforme) (int, error) {
	if len(f.Evidencias) == 0 {
		return 0, nil
	}
	hay, err := leerEvidencias(ctx, im.tx, n.ID, math.MaxInt32)
	if err != nil {
		return 0, err
	}
	clave := func(e compromiso.Evidencia) any {
		return [5]string{string(e.Clase), e.Titulo, e.Liga, e.Oficio, e.Fecha.String()}
	}
	vistas := cuenta{}
	for _, e := range hay {
		vistas[clave(e)]++
	}
	nuevas := 0
	for _, x := range f.Evidencias {
		e := compromiso.Evidencia{Clase: x.Clase, Titulo: x.Titulo, Liga: x.Liga, Oficio: x.Oficio, Fecha: x.Fecha, En: im.cuando(x.En)}
		if !vistas.falta(clave(e)) {
			continue
		}
		nuevas++
		if err := insertarEvidencia(ctx, im.tx, n.ID, &e); err != nil {
			return 0, err
		}
	}
	return nuevas, nil
}

// anexarProrrogas knows a request by what was asked: the answer may have come since.
func (im *importacion) anexarProrrogas(ctx context.Context, n *compromiso.Compromiso, f compromiso.FilaInforme) (int, error) {
	if len(f.Prorrogas) == 0 {
		return 0, nil
	}
	hay, err := leerProrrogas(ctx, im.tx, n.ID, math.MaxInt32)
	if err != nil {
		return 0, err
	}
	clave := func(p compromiso.Prorroga) any { return [4]string{p.Inciso, p.Anterior.String(), p.Motivo, p.Persona} }
	vistas, esperan := cuenta{}, map[any]bool{}
	for _, p := range hay {
		vistas[clave(p)]++
		esperan[clave(p)] = p.Estado == compromiso.ProrrogaPedida
	}
	nuevas := 0
	for _, x := range f.Prorrogas {
		p := compromiso.Prorroga{
			Inciso: x.Inciso, Anterior: x.Anterior, Nueva: x.Nueva, Motivo: x.Motivo, Estado: compromiso.EstadoProrroga(x.Estado),
			Persona: x.Persona, Respuesta: x.Respuesta, En: im.cuando(x.En),
		}
		pedida := p.Estado == compromiso.ProrrogaPedida
		switch {
		case !vistas.falta(clave(p)) && (pedida || im.viejo || !esperan[clave(p)]):
			continue
		case pedida && !n.Estatus.Abierto():
			p.Estado = prorrogaRetirada
		case pedida && n.Prorroga != nil:
			im.advertir(f.Linea, "prorrogas", "El compromiso %s ya tiene otra prórroga por responder: la del informe no se guarda.", n.Numero)
			continue
		case pedida:
			n.Prorroga = &p
		}
		nuevas++
		if err := guardarProrrogaImportada(ctx, im, n, &p, esperan[clave(p)]); err != nil {
			return 0, err
		}
	}
	return nuevas, nil
}

func guardarProrrogaImportada(ctx context.Context, im *importacion, n *compromiso.Compromiso, p *compromiso.Prorroga, espera bool) error {
	if espera { // the answer to the one that waits
		n.Prorroga = nil
		return guardarProrroga(ctx, im.tx, n.ID, p)
	}
	return insertarProrroga(ctx, im.tx, n.ID, p)
}

// cuando is a moment of a document; one that it does not give is that of the import.
func (im *importacion) cuando(s string) time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
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
