package store

import (
	"context"
	"time"
)

// The pace that Slack asks for: a message a second and channel, fifty a second for the
// workspace.
const (
	pasoCanal   = time.Second
	pasoGeneral = 20 * time.Millisecond
)

// Turno takes a turn to send to a channel or person, and tells how long to wait for it:
// all processes share one pace. Where the wait is longer than maximo no turn was taken;
// the caller comes back by then and asks again. (A turn that nobody uses would push the
// others back, and they, coming back, each other, for ever.)
func (s *Store) Turno(ctx context.Context, canal string, maquina time.Time, maximo time.Duration) (time.Duration, error) {
	maquina = micro(maquina)
	var turno instante
	// A conflicting row is read as it is after its lock was waited for, so each of the two
	// takes a turn of its own; the workspace's comes first, always, so nobody waits in a ring.
	err := s.db.GetContext(ctx, &turno, `
		WITH freno AS (
			SELECT greatest($2::timestamptz, (SELECT siguiente FROM turnos WHERE clave = '!')) AS desde
		), general AS (
			INSERT INTO turnos AS t (clave, siguiente)
			SELECT '', desde + make_interval(secs => $5) FROM freno WHERE desde <= $3
			ON CONFLICT (clave) DO UPDATE
			SET siguiente = greatest(t.siguiente, excluded.siguiente - make_interval(secs => $5)) + make_interval(secs => $5)
			WHERE t.siguiente <= $3
			RETURNING siguiente - make_interval(secs => $5) AS turno
		), canal AS (
			INSERT INTO turnos AS t (clave, siguiente)
			SELECT $1, desde + make_interval(secs => $4) FROM freno, general
			ON CONFLICT (clave) DO UPDATE
			SET siguiente = greatest(t.siguiente, excluded.siguiente - make_interval(secs => $4)) + make_interval(secs => $4)
			WHERE t.siguiente <= $3
			RETURNING siguiente - make_interval(secs => $4) AS turno
		)
		SELECT greatest(canal.turno, general.turno) FROM canal, general`,
		"c:"+canal, maquina, micro(maquina.Add(maximo)), pasoCanal.Seconds(), pasoGeneral.Seconds())
	if err == nil {
		return max(turno.hora().Sub(maquina), 0), nil
	}
	if !sinFilas(err) {
		return 0, envolver(err, "take a turn")
	}
	err = s.db.GetContext(ctx, &turno, `
		SELECT greatest($2::timestamptz, max(siguiente)) FROM turnos WHERE clave IN ('!', '', $1)`, "c:"+canal, micro(maquina.Add(maximo)))
	return turno.hora().Sub(maquina) + time.Microsecond, envolver(err, "ask for a turn")
}

// Frenar keeps everybody from sending before a moment of the machine's clock: Slack
// asked for it.
func (s *Store) Frenar(ctx context.Context, hasta time.Time) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO turnos AS t (clave, siguiente) VALUES ('!', $1)
		ON CONFLICT (clave) DO UPDATE SET siguiente = greatest(t.siguiente, excluded.siguiente)`, instante(hasta))
	return envolver(err, "hold the messages back")
}
