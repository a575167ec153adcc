package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

type filaEvidencia struct {
	ID          int64    `db:"id"`
	Seguimiento *int64   `db:"seguimiento_id"`
	Clase       string   `db:"clase"`
	Titulo      string   `db:"titulo"`
	Liga        string   `db:"liga"`
	Oficio      string   `db:"oficio"`
	Fecha       dia      `db:"fecha"`
	Persona     string   `db:"persona"`
	En          instante `db:"en"`
}

func (f filaEvidencia) evidencia() compromiso.Evidencia {
	e := compromiso.Evidencia{
		ID: f.ID, Clase: compromiso.ClaseEvidencia(f.Clase), Titulo: f.Titulo, Liga: f.Liga, Oficio: f.Oficio,
		Fecha: f.Fecha.fecha(), Persona: f.Persona, En: f.En.hora(),
	}
	if f.Seguimiento != nil {
		e.Seg = *f.Seguimiento
	}
	return e
}

func insertarEvidencia(ctx context.Context, tx *sqlx.Tx, id int64, e *compromiso.Evidencia) error {
	var seg *int64
	if e.Seg != 0 {
		seg = &e.Seg
	}
	err := tx.GetContext(ctx, &e.ID, `
		INSERT INTO evidencias (compromiso_id, seguimiento_id, clase, titulo, liga, oficio, fecha, persona, en)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		id, seg, string(e.Clase), e.Titulo, e.Liga, e.Oficio, dia(e.Fecha), e.Persona, instante(e.En))
	return envolver(err, "write a piece of evidence")
}
