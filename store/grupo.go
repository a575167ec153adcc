package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// GuardarGrupo keeps the members of a user group of Slack, as last seen.
func (s *Store) GuardarGrupo(ctx context.Context, grupo string, miembros []string) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := cambiarConf(ctx, tx); err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `
			INSERT INTO grupos (grupo, miembros) VALUES ($1, $2)
			ON CONFLICT (grupo) DO UPDATE SET miembros = excluded.miembros WHERE grupos.miembros <> excluded.miembros`,
			grupo, lista(miembros))
		if err != nil {
			return envolver(err, "write a group")
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return envolver(err, "write a group")
		}
		return subirVersion(ctx, tx)
	})
}

// subirVersion tells every process that the configuration is another one.
func subirVersion(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE config_version SET version = version + 1`)
	return envolver(err, "raise the version of the configuration")
}
