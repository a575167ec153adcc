package store

import (
	"context"
	"time"
)

// The pace that Slack asks for: a message a second and channel, fifty a second for the
// workspace. Ours is a little slower, so that fifty-one of ours do not arrive within a
// second when one is late on its way: being told to wait costs a whole second.
const (
	pasoCanal   = time.Second
	pasoGeneral = 20600 * time.Microsecond
)

// holgura is how far the clocks of two machines may differ. What the record of the turns
// has beyond it was written by a clock that has been set back since.
const holgura = time.Minute

// Turno takes a turn to send to a channel or person, and tells how long to wait for it:
// all processes share one pace. Where the wait is longer than maximo no turn was taken;
// the caller comes back by then and asks again. (A turn that nobody uses would push the
// others back, and they, coming back, each other, for ever.) A turn holds as long as
// Freno is what it was when the turn was taken.
func (s *Store) Turno(ctx context.Context, canal string, maquina time.Time, maximo time.Duration) (espera time.Duration, freno time.Time, err error) {
	maquina = micro(maquina)
	hasta := maquina.Add(maximo)
	var turno struct {
		Turno instante `db:"turno"`
		Freno instante `db:"freno"`
	}
	// A conflicting row is read as it is after its lock was waited for, so each of the two
	// takes a turn of its own; the workspace's comes first, always, so nobody waits in a ring.
	err = s.db.GetContext(ctx, &turno, `
		WITH freno AS (
			SELECT greatest($2::timestamptz, (`+frenoVigente+`)) AS desde
		), general AS (
			INSERT INTO turnos AS t (clave, siguiente)
			SELECT '', desde + make_interval(secs => $5) FROM freno WHERE desde <= $3
			ON CONFLICT (clave) DO UPDATE
			SET siguiente = greatest(CASE WHEN t.siguiente <= $6 THEN t.siguiente END, excluded.siguiente - make_interval(secs => $5))
				+ make_interval(secs => $5)
			WHERE t.siguiente <= $3 OR t.siguiente > $6
			RETURNING siguiente - make_interval(secs => $5) AS turno
		), canal AS (
			INSERT INTO turnos AS t (clave, siguiente)
			SELECT $1, desde + make_interval(secs => $4) FROM freno, general
			ON CONFLICT (clave) DO UPDATE
			SET siguiente = greatest(CASE WHEN t.siguiente <= $6 THEN t.siguiente END, excluded.siguiente - make_interval(secs => $4))
				+ make_interval(secs => $4)
			WHERE t.siguiente <= $3 OR t.siguiente > $6
			RETURNING siguiente - make_interval(secs => $4) AS turno
		)
		SELECT greatest(canal.turno, general.turno) AS turno, (SELECT siguiente FROM turnos WHERE clave = '!') AS freno
		FROM canal, general`,
		"c:"+canal, maquina, hasta, pasoCanal.Seconds(), pasoGeneral.Seconds(), hasta.Add(holgura))
	if err == nil {
		return max(turno.Turno.hora().Sub(maquina), 0), turno.Freno.hora(), nil
	}
	if !sinFilas(err) {
		return 0, time.Time{}, envolver(err, "take a turn")
	}
	err = s.db.GetContext(ctx, &turno.Turno, `
		SELECT greatest($3::timestamptz, (SELECT max(siguiente) FROM turnos WHERE clave IN ('', $1) AND siguiente <= $4), (`+frenoVigente+`))`,
		"c:"+canal, maquina, hasta, hasta.Add(holgura))
	return turno.Turno.hora().Sub(maquina) + time.Microsecond, time.Time{}, envolver(err, "ask for a turn")
}

// frenoVigente is the pause that Slack asked for, unless that was ('!d') after the moment
// $2: then the clock has been set back since.
const frenoVigente = `
	SELECT f.siguiente FROM turnos f LEFT JOIN turnos d ON d.clave = '!d'
	WHERE f.clave = '!' AND (d.siguiente IS NULL OR d.siguiente <= $2::timestamptz + interval '1 min')`

// Freno is what tells one pause that Slack asked for from another.
func (s *Store) Freno(ctx context.Context) (time.Time, error) {
	var freno instante
	err := s.db.GetContext(ctx, &freno, `SELECT max(siguiente) FROM turnos WHERE clave = '!'`)
	return freno.hora(), envolver(err, "look for a pause")
}

// Frenar keeps everybody from sending before a moment of the machine's clock: Slack
// asked for it. The turns that were taken are void, and given anew from then on.
func (s *Store) Frenar(ctx context.Context, maquina, hasta time.Time) error {
	_, err := s.db.ExecContext(ctx, `
		WITH freno AS (
			INSERT INTO turnos AS t (clave, siguiente) VALUES ('!', $2)
			ON CONFLICT (clave) DO UPDATE SET siguiente = excluded.siguiente
			WHERE t.siguiente < excluded.siguiente OR EXISTS (SELECT 1 FROM turnos d WHERE d.clave = '!d' AND d.siguiente > $3)
			RETURNING siguiente
		), desde AS (
			INSERT INTO turnos (clave, siguiente) SELECT '!d', $1 FROM freno
			ON CONFLICT (clave) DO UPDATE SET siguiente = excluded.siguiente
		)
		INSERT INTO turnos AS t (clave, siguiente) SELECT '', siguiente FROM freno
		ON CONFLICT (clave) DO UPDATE SET siguiente = excluded.siguiente`,
		instante(maquina), instante(hasta), instante(maquina.Add(holgura)))
	return envolver(err, "hold the messages back")
}
