package store

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// memoria is how long a request is remembered, by the field's clock: far longer than
// anybody sends the same one again. Limpiar forgets it then.
const memoria = 7 * 24 * time.Hour

// unaVez takes the request's key: one that was carried out before is a Repetido. A
// second one that comes at the same moment waits here for the first.
func unaVez(ctx context.Context, tx *sqlx.Tx, sol compromiso.Solicitud) error {
	if sol.Clave == "" {
		return nil
	}
	r, err := tx.ExecContext(ctx, `
		INSERT INTO solicitudes (clave, comision, numero, en) VALUES ($1, '', '', $2) ON CONFLICT (clave) DO NOTHING`,
		sol.Clave, instante(sol.Acto.En))
	if err != nil {
		return envolver(err, "take a request")
	}
	if n, err := r.RowsAffected(); err != nil || n == 1 {
		return envolver(err, "take a request")
	}
	hechas, err := solicitudesHechas(ctx, tx, []string{sol.Clave})
	if err != nil {
		return err
	}
	return hechas[sol.Clave]
}

// solicitudesHechas are those of the requests that were carried out before, by key, with
// what they gave.
func solicitudesHechas(ctx context.Context, tx *sqlx.Tx, claves []string) (map[string]Repetido, error) {
	if len(claves) == 0 {
		return nil, nil
	}
	var filas []struct {
		Clave    string `db:"clave"`
		Comision string `db:"comision"`
		Numero   string `db:"numero"`
	}
	if err := tx.SelectContext(ctx, &filas, `SELECT clave, comision, numero FROM solicitudes WHERE clave = ANY($1)`, lista(claves)); err != nil {
		return nil, envolver(err, "read requests")
	}
	out := make(map[string]Repetido, len(filas))
	for _, f := range filas {
		ya := Repetido{Comision: f.Comision}
		if f.Numero != "" {
			var err error
			if ya.Numero, err = compromiso.ParseNumero(f.Numero); err != nil {
				return nil, envolver(err, "read a request")
			}
		}
		out[f.Clave] = ya
	}
	return out, nil
}

// darNumero keeps with the request what it was about.
func darNumero(ctx context.Context, tx *sqlx.Tx, sol compromiso.Solicitud, n *compromiso.Compromiso) error {
	if sol.Clave == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE solicitudes SET comision = $2, numero = $3 WHERE clave = $1`,
		sol.Clave, n.Comision, n.Numero.String())
	return envolver(err, "keep a request")
}
