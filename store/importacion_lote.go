package store

import (
	"context"
	"slices"
	"time"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// lote is some rows of an informe on their way: what the store has of them, read at
// once, and what is to be written, at once too.
type lote struct {
	previos map[compromiso.Numero]previo
	hay     historias
	// What the same informe said when it was imported before, by number, where it is older
	// than what is known.
	entonces map[string]string

	nuevos, cambiados []escrito
	recordados        []escrito // nothing of them changed but what the last import wrote
	seguimientos      []de[compromiso.Seguimiento]
	evidencias        []de[compromiso.Evidencia]
	prorrogas         []de[*compromiso.Prorroga]
	respuestas        []de[*compromiso.Prorroga] // to the request that waits
}

// de is a part of a compromiso, which has its id only when it is written.
type de[T any] struct {
	n *compromiso.Compromiso
	v T
}

// escrito is a compromiso to be written, and what the last import wrote of it.
type escrito struct {
	n       *compromiso.Compromiso
	fecha   compromiso.Fecha
	campos  map[string]string // nil: it was never imported
	igual   bool              // these two are as they were
	incisos bool              // its incisos are others
	previo  bool              // it was there before
}

// leerLote reads what is there of the rows' numbers, and keeps everybody else from
// changing it until the transaction ends.
func (im *importacion) leerLote(ctx context.Context, filas []compromiso.FilaInforme) (*lote, error) {
	l := &lote{previos: map[compromiso.Numero]previo{}}
	anios, cons := make([]int64, len(filas)), make([]int64, len(filas))
	conHistoria := map[compromiso.Numero]bool{}
	for k, f := range filas {
		anios[k], cons[k] = int64(f.Numero.Anio), int64(f.Numero.Cons)
		if len(f.Seguimientos)+len(f.Evidencias)+len(f.Prorrogas) > 0 {
			conHistoria[f.Numero] = true
		}
	}
	var previos []struct {
		ID     int64                      `db:"id"`
		Fecha  dia                        `db:"importado"`
		Campos *objeto[map[string]string] `db:"importado_campos"`
	}
	if err := im.tx.SelectContext(ctx, &previos, `
		SELECT c.id, c.importado, c.importado_campos FROM compromisos c
		JOIN unnest($2::int[], $3::int[]) AS n (anio, cons) ON c.anio = n.anio AND c.cons = n.cons
		WHERE c.comision = $1
		FOR NO KEY UPDATE OF c`, im.c.Siglas, pq.Array(anios), pq.Array(cons)); err != nil {
		return nil, envolver(err, "read what is there")
	}
	ids, por := []int64{}, map[int64]previo{}
	for _, f := range previos {
		p := previo{fecha: f.Fecha.fecha()}
		if f.Campos != nil {
			p.campos = f.Campos.v
		}
		ids, por[f.ID] = append(ids, f.ID), p
	}
	ns, err := leer(ctx, im.tx, ids)
	if err != nil {
		return nil, err
	}
	ids = ids[:0]
	for _, n := range ns {
		p := por[n.ID]
		p.n = n
		l.previos[n.Numero] = p
		if conHistoria[n.Numero] {
			ids = append(ids, n.ID)
		}
	}
	if l.hay, err = leerHistorias(ctx, im.tx, ids); err != nil {
		return nil, err
	}
	l.entonces, err = im.leerEntonces(ctx, filas)
	return l, err
}

// escribirLote writes the rows and everything of them that nobody waits for.
func (im *importacion) escribirLote(ctx context.Context) error {
	l := im.lote
	for _, parte := range []func(context.Context, *lote) error{
		im.copiarNuevos, im.actualizarCambiados, im.actualizarRecordados, im.escribirIncisos, im.responderProrrogas, im.copiarHistoria,
	} {
		if err := parte(ctx, l); err != nil {
			return err
		}
	}
	return im.momentosDe(ctx, l)
}

// momentosDe finds when the sweep looks at what the lot has written.
func (im *importacion) momentosDe(ctx context.Context, l *lote) error {
	cambiados := make([]*compromiso.Compromiso, len(l.cambiados))
	for k, e := range l.cambiados {
		cambiados[k] = e.n
	}
	pospuestos := map[int64]bool{}
	if len(cambiados) > 0 {
		ids, err := conPosposicion(ctx, im.tx, cambiados, im.c.Hoy(im.acto.En))
		if err != nil {
			return err
		}
		for _, id := range ids {
			pospuestos[id] = true
		}
	}
	for _, e := range slices.Concat(l.nuevos, l.cambiados) {
		switch {
		case !e.n.Estatus.Abierto():
			if e.previo {
				im.momentos[e.n.ID] = time.Time{}
			}
		case pospuestos[e.n.ID], !compromiso.SiguienteEscalon(e.n, im.c, im.acto.En).IsZero():
			im.momentos[e.n.ID] = im.acto.En
		}
	}
	return nil
}
