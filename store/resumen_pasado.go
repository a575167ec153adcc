package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// porResumir is how many compromisos are brought back to a past day at once: memory stays
// the same, however many there are.
const porResumir = 2000

// consultaResumenPasado are those that a digest as of a past day may tell of: what is open,
// what was closed on the days that it tells of, and what anything was recorded of since. All
// else is as it was then, and not told.
const consultaResumenPasado = `
	SELECT id FROM (
		SELECT id, anio, cons FROM compromisos WHERE comision = $1 AND abierto
		UNION
		SELECT id, anio, cons FROM compromisos WHERE comision = $1 AND NOT abierto AND dia_cierre BETWEEN $2 AND $3
		UNION
		SELECT c.id, c.anio, c.cons
		FROM (SELECT DISTINCT numero FROM bitacora WHERE comision = $1 AND en >= $4 AND numero <> '') b
		JOIN compromisos c ON c.comision = $1 AND c.anio = split_part(b.numero, '/', 2)::int AND c.cons = split_part(b.numero, '/', 1)::int
	) x ORDER BY anio, cons`

// ResumenPasado is Resumen as of the end of the day hasta, which is past: what a digest told
// then. An imported state counts from the day of its informe, as in Reporte; the calendar and
// the names are those of now.
func (s *Store) ResumenPasado(ctx context.Context, c *compromiso.Comision, desde, hasta compromiso.Fecha) (compromiso.DatosResumen, error) {
	p := &resumenPasado{
		r:    compromiso.DatosResumen{Comision: c, Desde: desde, Hasta: hasta},
		tope: hasta.AddDias(compromiso.DiasPorVencer), areas: map[string]*compromiso.ConteoArea{},
	}
	k := finDe(c, hasta)
	err := s.foto(ctx, func(tx *sqlx.Tx) error {
		var ids []int64
		if err := tx.SelectContext(ctx, &ids, consultaResumenPasado, c.Siglas, dia(desde), dia(hasta), instante(k.hasta)); err != nil {
			return envolver(err, "look for what a past digest tells")
		}
		for lote := range slices.Chunk(ids, porResumir) {
			ns, err := leer(ctx, tx, lote)
			if err != nil {
				return err
			}
			entonces, err := enElCorte(ctx, tx, c, ns, k)
			if err != nil {
				return err
			}
			for _, n := range ns {
				if viejo := entonces[n.ID]; viejo != nil {
					p.sumar(viejo)
				}
			}
			p.vencidos, p.porVencer = primeros(p.vencidos), primeros(p.porVencer)
		}
		return nil
	})
	return p.datos(), err
}

// resumenPasado is a digest on its way. What it tells comes by year and number.
type resumenPasado struct {
	r                   compromiso.DatosResumen
	tope                compromiso.Fecha
	areas               map[string]*compromiso.ConteoArea
	vencidos, porVencer []conLimite
}

// conLimite is a compromiso and the first due date of what was still owed of it.
type conLimite struct {
	n      *compromiso.Compromiso
	limite compromiso.Fecha
}

// primeros are the first ones that a digest has room for, by that date.
func primeros(l []conLimite) []conLimite {
	slices.SortStableFunc(l, func(x, y conLimite) int {
		return cmp.Or(x.limite.Compare(y.limite), x.n.Numero.Compare(y.n.Numero))
	})
	if len(l) <= compromiso.MaximoResumen {
		return l
	}
	clear(l[compromiso.MaximoResumen:])
	return l[:compromiso.MaximoResumen]
}

// sumar counts one, and puts it in the lists that it belongs to.
func (p *resumenPasado) sumar(n *compromiso.Compromiso) {
	v := vidaDe(n, p.r.Comision)
	t := &p.r.Total
	if !v.abierto {
		if d := v.diaCierre; !d.IsZero() && !d.Antes(p.r.Desde) && !d.Despues(p.r.Hasta) {
			contarUno(&t.Cerrados, &p.r.Cerrados, n)
		}
		return
	}
	t.Abiertos++
	vencido := !v.limiteVivo.IsZero() && v.limiteVivo.Antes(p.r.Hasta)
	porVencer := !v.limiteVivo.IsZero() && !vencido && !v.limiteVivo.Despues(p.tope)
	switch {
	case vencido:
		t.Vencidos++
		p.vencidos = append(p.vencidos, conLimite{n, v.limiteVivo})
	case porVencer:
		t.PorVencer++
		p.porVencer = append(p.porVencer, conLimite{n, v.limiteVivo})
	}
	switch {
	case v.porValidar:
		contarUno(&t.PorValidar, &p.r.PorValidar, n)
	case v.limiteVivo.IsZero():
		contarUno(&t.SinFecha, &p.r.SinFecha, n)
	}
	areas := v.areas
	if len(areas) == 0 {
		areas = []string{""}
	}
	for _, siglas := range areas {
		a := p.areas[siglas]
		if a == nil {
			a = &compromiso.ConteoArea{Area: siglas}
			p.areas[siglas] = a
		}
		a.Abiertos++
		a.Vencidos += unoSi(vencido)
		a.PorVencer += unoSi(porVencer)
		a.PorValidar += unoSi(v.porValidar)
	}
}

// contarUno counts one, and lists it where there is room.
func contarUno(total *int, lista *[]*compromiso.Compromiso, n *compromiso.Compromiso) {
	if *total++; len(*lista) < compromiso.MaximoResumen {
		*lista = append(*lista, n)
	}
}

func unoSi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// datos is all of it.
func (p *resumenPasado) datos() compromiso.DatosResumen {
	for _, l := range []struct {
		de    []conLimite
		sitio *[]*compromiso.Compromiso
	}{{p.vencidos, &p.r.Vencidos}, {p.porVencer, &p.r.PorVencer}} {
		for _, x := range l.de {
			*l.sitio = append(*l.sitio, x.n)
		}
	}
	for _, a := range p.areas {
		p.r.PorArea = append(p.r.PorArea, *a)
	}
	ordenarAreas(p.r.PorArea)
	return p.r
}
