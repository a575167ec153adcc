package store

import (
	"context"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// historias are what was recorded about several compromisos, by id, each in the order in
// which it was.
type historias struct {
	seguimientos map[int64][]compromiso.Seguimiento
	evidencias   map[int64][]compromiso.Evidencia
	prorrogas    map[int64][]compromiso.Prorroga
}

// leerHistorias reads them whole.
func leerHistorias(ctx context.Context, q conexion, ids []int64) (historias, error) {
	h := historias{map[int64][]compromiso.Seguimiento{}, map[int64][]compromiso.Evidencia{}, map[int64][]compromiso.Prorroga{}}
	if len(ids) == 0 {
		return h, nil
	}
	var segs []struct {
		Compromiso int64 `db:"compromiso_id"`
		filaSeguimiento
	}
	if err := q.SelectContext(ctx, &segs, `
		SELECT compromiso_id, id, inciso, fecha, area, persona, clase, texto, en
		FROM seguimientos WHERE compromiso_id = ANY($1) ORDER BY compromiso_id, en, id`, pq.Array(ids)); err != nil {
		return h, envolver(err, "read the progress")
	}
	for _, f := range segs {
		h.seguimientos[f.Compromiso] = append(h.seguimientos[f.Compromiso], f.seguimiento())
	}
	var evs []struct {
		Compromiso int64 `db:"compromiso_id"`
		filaEvidencia
	}
	if err := q.SelectContext(ctx, &evs, `
		SELECT compromiso_id, id, seguimiento_id, clase, titulo, liga, oficio, fecha, persona, en
		FROM evidencias WHERE compromiso_id = ANY($1) ORDER BY compromiso_id, en, id`, pq.Array(ids)); err != nil {
		return h, envolver(err, "read the evidence")
	}
	for _, f := range evs {
		h.evidencias[f.Compromiso] = append(h.evidencias[f.Compromiso], f.evidencia())
	}
	var pros []filaProrroga
	if err := q.SelectContext(ctx, &pros, `
		SELECT id, compromiso_id, inciso, anterior, nueva, motivo, estado, persona, respuesta, en
		FROM prorrogas WHERE compromiso_id = ANY($1) ORDER BY compromiso_id, en, id`, pq.Array(ids)); err != nil {
		return h, envolver(err, "read the prórrogas")
	}
	for _, f := range pros {
		h.prorrogas[f.Compromiso] = append(h.prorrogas[f.Compromiso], f.prorroga())
	}
	return h, nil
}
