package store

import (
	"context"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

type filaPersona struct {
	ID          string   `db:"id"`
	Nombre      string   `db:"nombre"`
	Zona        string   `db:"zona"`
	Invitada    bool     `db:"invitada"`
	Desactivada bool     `db:"desactivada"`
	EsBot       bool     `db:"es_bot"`
	Visto       instante `db:"visto"`
}

// Personas gives those of the people that were seen before, by id.
func (s *Store) Personas(ctx context.Context, ids []string) (map[string]compromiso.Persona, error) {
	var filas []filaPersona
	if err := s.db.SelectContext(ctx, &filas, `
		SELECT id, nombre, zona, invitada, desactivada, es_bot, visto FROM personas WHERE id = ANY($1)`, pq.Array(ids)); err != nil {
		return nil, envolver(err, "read people")
	}
	out := make(map[string]compromiso.Persona, len(filas))
	for _, f := range filas {
		out[f.ID] = compromiso.Persona{
			ID: f.ID, Nombre: f.Nombre, Zona: f.Zona, Invitada: f.Invitada, Desactivada: f.Desactivada, EsBot: f.EsBot, Visto: f.Visto.hora(),
		}
	}
	return out, nil
}

// GuardarPersonas keeps people as they were seen; what was seen later stays.
func (s *Store) GuardarPersonas(ctx context.Context, ps []compromiso.Persona) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		for _, p := range ps {
			if _, err := tx.ExecContext(ctx, `
				INSERT INTO personas (id, nombre, zona, invitada, desactivada, es_bot, visto) VALUES ($1, $2, $3, $4, $5, $6, $7)
				ON CONFLICT (id) DO UPDATE SET nombre = excluded.nombre, zona = excluded.zona, invitada = excluded.invitada,
					desactivada = excluded.desactivada, es_bot = excluded.es_bot, visto = excluded.visto
				WHERE personas.visto <= excluded.visto`,
				p.ID, p.Nombre, p.Zona, p.Invitada, p.Desactivada, p.EsBot, instante(p.Visto)); err != nil {
				return envolver(err, "write a person")
			}
		}
		return nil
	})
}
