package store

import (
	"context"
	"slices"
	"time"

	"compromisos/compromiso"
)

// sinLatido is how long nobody may be at work before it counts as a gap: the sweep of
// every minute is what is heard.
const sinLatido = 3 * time.Minute

// Which database this is: another one after a restore, and after a standby took over,
// which may lack the last moments. What a server does not tell is left out.
const (
	baseEntera = `concat_ws('/', (SELECT system_identifier FROM pg_control_system()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
		(SELECT oid FROM pg_database WHERE datname = current_database()), 'avisos'::regclass::oid)`
	baseSola = `concat_ws('/', (SELECT oid FROM pg_database WHERE datname = current_database()), 'avisos'::regclass::oid)`
)

// noSeDice is how a server refuses to tell: no right, no such function, not here.
var noSeDice = []string{"42501", "42883", "0A000"}

// preguntaBase is the expression by which this server tells which database it is.
func (s *Store) preguntaBase(ctx context.Context) (string, error) {
	if p := s.base.Load(); p != nil {
		return *p, nil
	}
	var base string
	p := baseEntera
	switch err := s.db.GetContext(ctx, &base, `SELECT `+p); {
	case slices.Contains(noSeDice, sqlState(err)):
		p = baseSola
	case err != nil:
		return "", envolver(err, "ask which database this is")
	}
	s.base.Store(&p)
	return p, nil
}

// Latir writes down that somebody is at work, at moments of the field's and the machine's
// clock. hueco tells that nobody was for a while, or that this is not the database on
// which the last one was: a backup that was restored. What was sent since desde, of the
// machine's clock, may then be in Slack and not in these tables, and each aviso that was
// due by now is looked for before it is sent.
func (s *Store) Latir(ctx context.Context, ahora, maquina time.Time) (desde time.Time, hueco bool, err error) {
	base, err := s.preguntaBase(ctx)
	if err != nil {
		return desde, false, err
	}
	d, err := s.Directorio(ctx)
	if err != nil {
		return desde, false, err
	}
	hoy := compromiso.FechaDe(ahora.UTC())
	for _, c := range d.Comisiones {
		if f := c.Hoy(ahora); f.Despues(hoy) {
			hoy = f
		}
	}
	// An earlier gap lasts for as long as something that was due in it is not sent.
	var r struct {
		Desde instante `db:"desde"`
		Hueco bool     `db:"hueco"`
	}
	err = s.db.GetContext(ctx, &r, `
		INSERT INTO pulso AS p (base, latido) VALUES (`+base+`, $1)
		ON CONFLICT (unico) DO UPDATE SET base = excluded.base, 
			latido = CASE WHEN p.latido > excluded.latido + interval '1 minute' THEN excluded.latido ELSE greatest(p.latido, excluded.latido) END,
			(hueco_desde, hueco_hasta, hueco_dia) = (
				SELECT CASE WHEN NOT hay THEN p.hueco_desde WHEN queda THEN least(p.hueco_desde, p.latido) ELSE p.latido END,
					CASE WHEN hay THEN $2 ELSE p.hueco_hasta END, CASE WHEN hay THEN $3 ELSE p.hueco_dia END
				FROM (SELECT p.base <> excluded.base OR p.latido < $4 AS hay,
					EXISTS (SELECT 1 FROM avisos WHERE estado IN ('pendiente', 'enviando') AND no_antes <= p.hueco_hasta) AS queda) h)
		RETURNING hueco_desde AS desde, coalesce(hueco_hasta = $2, false) AS hueco`,
		instante(maquina), instante(ahora), dia(hoy), instante(maquina.Add(-sinLatido)))
	return r.Desde.hora(), r.Hueco, envolver(err, "write down that somebody is at work")
}
