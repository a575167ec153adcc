package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

type filaSeguimiento struct {
	ID      int64    `db:"id"`
	Inciso  string   `db:"inciso"`
	Fecha   dia      `db:"fecha"`
	Area    string   `db:"area"`
	Persona string   `db:"persona"`
	Clase   string   `db:"clase"`
	Texto   string   `db:"texto"`
	En      instante `db:"en"`
}

func (f filaSeguimiento) seguimiento() compromiso.Seguimiento {
	return compromiso.Seguimiento{
		ID: f.ID, Inciso: f.Inciso, Fecha: f.Fecha.fecha(), Area: f.Area, Persona: f.Persona,
		Clase: compromiso.ClaseSeg(f.Clase), Texto: f.Texto, En: f.En.hora(),
	}
}

func insertarSeguimiento(ctx context.Context, tx *sqlx.Tx, id int64, g *compromiso.Seguimiento) error {
	err := tx.GetContext(ctx, &g.ID, `
		INSERT INTO seguimientos (compromiso_id, inciso, fecha, area, persona, clase, texto, en)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		id, g.Inciso, dia(g.Fecha), g.Area, g.Persona, string(g.Clase), g.Texto, instante(g.En))
	return envolver(err, "write an entry of progress")
}
