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
	var ya struct {
		Comision string `db:"comision"`
		Numero   string `db:"numero"`
	}
	if err := tx.GetContext(ctx, &ya, `SELECT comision, numero FROM solicitudes WHERE clave = $1`, sol.Clave); err != nil {
		return envolver(err, "read a request")
	}
	hecha, err := repetido(ya.Comision, ya.Numero)
	if err != nil {
		return err
	}
	return hecha
}

// Apartar takes the key of a request that writes nothing here, once: a Repetido says that it
// was taken before.
func (s *Store) Apartar(ctx context.Context, sol compromiso.Solicitud) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error { return unaVez(ctx, tx, sol) })
}

// repetido is what a request gave that was carried out before.
func repetido(comision, numero string) (ya Repetido, err error) {
	ya.Comision = comision
	if numero != "" {
		ya.Numero, err = compromiso.ParseNumero(numero)
	}
	return ya, envolver(err, "read a request")
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
