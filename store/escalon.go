package store

import (
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// guardarEscalon has the sweep look at a compromiso that was written to. What a write
// changes may owe again what was silent (a rejection), and what the sweep put off must
// not be forgotten; the sweep reckons with all of it and finds the next moment itself.
func guardarEscalon(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso, c *compromiso.Comision, ahora time.Time) error {
	return guardarEscalones(ctx, tx, []*compromiso.Compromiso{n}, c, ahora, true)
}

// guardarEscalones keeps the next moment at which a rule is reached for what is open;
// with mirar it is now. An earlier moment that is there stays: the sweep has not looked
// at it yet, or has put something off until then.
func guardarEscalones(ctx context.Context, tx *sqlx.Tx, ns []*compromiso.Compromiso, c *compromiso.Comision, ahora time.Time, mirar bool) error {
	pospuestos, err := conPosposicion(ctx, tx, ns, c.Hoy(ahora))
	if err != nil {
		return err
	}
	var ids, cerrados []int64
	var momentos []time.Time
	for _, n := range ns {
		siguiente := compromiso.SiguienteEscalon(n, c, ahora)
		switch {
		case !n.Estatus.Abierto():
			cerrados = append(cerrados, n.ID)
			continue
		case mirar && !siguiente.IsZero(), slices.Contains(pospuestos, n.ID):
			siguiente = ahora
		case siguiente.IsZero():
			continue
		}
		ids, momentos = append(ids, n.ID), append(momentos, micro(siguiente))
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM escalones WHERE compromiso_id = ANY($1)`, pq.Array(cerrados)); err != nil {
		return envolver(err, "remove rungs")
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO escalones (compromiso_id, momento)
		SELECT id, momento FROM unnest($1::bigint[], $2::timestamptz[]) AS n (id, momento) ORDER BY id -- as all who lock them do
		ON CONFLICT (compromiso_id) DO UPDATE SET momento = least(escalones.momento, excluded.momento)`,
		pq.Array(ids), pq.Array(momentos))
	return envolver(err, "write rungs")
}

// moverEscalones is what the sweep does when it has looked: zero means never again.
func moverEscalones(ctx context.Context, tx *sqlx.Tx, siguiente map[int64]time.Time) error {
	var ids, nunca []int64
	var momentos []time.Time
	for id, m := range siguiente {
		if m.IsZero() {
			nunca = append(nunca, id)
			continue
		}
		ids, momentos = append(ids, id), append(momentos, micro(m))
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM escalones WHERE compromiso_id = ANY($1)`, pq.Array(nunca)); err != nil {
		return envolver(err, "remove rungs")
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE escalones e SET momento = n.momento
		FROM unnest($1::bigint[], $2::timestamptz[]) AS n (id, momento) WHERE e.compromiso_id = n.id`, pq.Array(ids), pq.Array(momentos))
	return envolver(err, "move rungs")
}

// bloquearEscalones locks the rungs of what an aviso was about. The sweep locks rungs
// first and avisos after them; whoever needs both does the same.
func bloquearEscalones(ctx context.Context, tx *sqlx.Tx, aviso int64) error {
	_, err := tx.ExecContext(ctx, `
		SELECT compromiso_id FROM escalones
		WHERE compromiso_id IN (SELECT compromiso_id FROM aviso_asuntos WHERE aviso_id = $1)
		ORDER BY compromiso_id FOR UPDATE`, aviso)
	return envolver(err, "lock rungs")
}

// mirarYa has the sweep look at what an aviso was about, because it told nobody.
func mirarYa(ctx context.Context, tx *sqlx.Tx, aviso int64, ahora time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO escalones (compromiso_id, momento)
		SELECT DISTINCT s.compromiso_id, $2::timestamptz
		FROM aviso_asuntos s JOIN compromisos c ON c.id = s.compromiso_id
		WHERE s.aviso_id = $1 AND c.abierto
		ORDER BY s.compromiso_id
		ON CONFLICT (compromiso_id) DO UPDATE SET momento = least(escalones.momento, excluded.momento)`,
		aviso, instante(ahora))
	return envolver(err, "look again at what was not told")
}

// recalcular works out anew the rungs of everything open in a commission, after its
// calendar or its rules changed.
func recalcular(ctx context.Context, tx *sqlx.Tx, c *compromiso.Comision, ahora time.Time) error {
	const pagina = 500
	for desde := int64(0); ; {
		var ids []int64
		if err := tx.SelectContext(ctx, &ids, `
			SELECT id FROM compromisos WHERE comision = $1 AND abierto AND id > $2 ORDER BY id LIMIT $3`, c.Siglas, desde, pagina); err != nil {
			return envolver(err, "list what is open")
		}
		ns, err := leer(ctx, tx, ids)
		if err != nil {
			return err
		}
		if err := guardarEscalones(ctx, tx, ns, c, ahora, false); err != nil {
			return err
		}
		if len(ids) < pagina {
			return nil
		}
		desde = ids[len(ids)-1]
	}
}
