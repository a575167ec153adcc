package store

import (
	"context"
	"reflect"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

type filaInciso struct {
	Compromiso        int64          `db:"compromiso_id"`
	Letra             string         `db:"letra"`
	Texto             string         `db:"texto"`
	Areas             pq.StringArray `db:"areas"`
	Estatus           string         `db:"estatus"`
	FechaLimite       dia            `db:"fecha_limite"`
	FechaPropuesta    dia            `db:"fecha_propuesta"`
	FechaCumplimiento dia            `db:"fecha_cumplimiento"`
}

func leerIncisos(ctx context.Context, q conexion, ids []int64, por map[int64]*compromiso.Compromiso) error {
	var filas []filaInciso
	if err := q.SelectContext(ctx, &filas, `
		SELECT compromiso_id, letra, texto, areas, estatus, fecha_limite, fecha_propuesta, fecha_cumplimiento
		FROM incisos WHERE compromiso_id = ANY($1) ORDER BY compromiso_id, orden`, pq.Array(ids)); err != nil {
		return envolver(err, "read incisos")
	}
	for _, f := range filas {
		n := por[f.Compromiso]
		if n == nil {
			continue
		}
		n.Incisos = append(n.Incisos, compromiso.Inciso{
			Letra: f.Letra, Texto: f.Texto, Areas: deLista(f.Areas), Estatus: compromiso.Estatus(f.Estatus),
			FechaLimite: f.FechaLimite.fecha(), FechaPropuesta: f.FechaPropuesta.fecha(), FechaCumplimiento: f.FechaCumplimiento.fecha(),
		})
	}
	return nil
}

// guardarIncisos replaces the incisos where they changed.
func guardarIncisos(ctx context.Context, tx *sqlx.Tx, id int64, antes, ahora []compromiso.Inciso) error {
	if reflect.DeepEqual(antes, ahora) || len(antes)+len(ahora) == 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM incisos WHERE compromiso_id = $1`, id); err != nil {
		return envolver(err, "replace incisos")
	}
	for k, i := range ahora {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO incisos (compromiso_id, letra, orden, texto, areas, estatus, fecha_limite, fecha_propuesta, fecha_cumplimiento)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, i.Letra, k, i.Texto, lista(i.Areas), string(i.Estatus), dia(i.FechaLimite), dia(i.FechaPropuesta), dia(i.FechaCumplimiento)); err != nil {
			return envolver(err, "write an inciso")
		}
	}
	return nil
}
