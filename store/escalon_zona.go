package store

import (
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// RevisarEscalones has the sweep look now at what waits for a moment that is nobody's hour
// of reminders. A zone changes its rules, and what was nine in the morning when it was
// worked out is ten, or eight, by the rules of today; they come with a new program, so it
// is enough to ask when one begins to work. It gives how many there were.
func (s *Store) RevisarEscalones(ctx context.Context, ahora time.Time) (int, error) {
	ahora = micro(ahora)
	var n int64
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		raros, err := fueraDeHora(ctx, tx, d, ahora)
		if err != nil || len(raros) == 0 {
			return err
		}
		r, err := tx.ExecContext(ctx, `
			UPDATE escalones SET momento = $1
			WHERE compromiso_id IN (
				SELECT compromiso_id FROM escalones WHERE momento = ANY($2) ORDER BY compromiso_id FOR UPDATE)`, ahora, pq.Array(raros))
		if err != nil {
			return envolver(err, "look again at rungs")
		}
		n, err = r.RowsAffected()
		return envolver(err, "look again at rungs")
	})
	return int(n), err
}

// fueraDeHora are the moments to come for which something waits and which are the hour of
// reminders of none of the commissions whose it may be.
func fueraDeHora(ctx context.Context, tx *sqlx.Tx, d *compromiso.Directorio, ahora time.Time) ([]time.Time, error) {
	// Only where there are several zones does it matter whose it is.
	consulta := `SELECT DISTINCT '' AS comision, momento FROM escalones WHERE momento > $1`
	for _, c := range d.Comisiones {
		if c.Zona.String() != d.Comisiones[0].Zona.String() {
			consulta = `SELECT DISTINCT c.comision, e.momento FROM escalones e JOIN compromisos c ON c.id = e.compromiso_id WHERE e.momento > $1`
		}
	}
	var filas []struct {
		Comision string    `db:"comision"`
		Momento  time.Time `db:"momento"`
	}
	if err := tx.SelectContext(ctx, &filas, consulta, ahora); err != nil {
		return nil, envolver(err, "read the moments of the rungs")
	}
	var raros []time.Time
	for _, f := range filas {
		if !slices.ContainsFunc(d.Comisiones, func(c *compromiso.Comision) bool {
			return (f.Comision == "" || f.Comision == c.Siglas) && c.Hoy(f.Momento).En(c.Zona, c.Recordatorios.Hora).Equal(f.Momento)
		}) {
			raros = append(raros, f.Momento)
		}
	}
	return raros, nil
}
