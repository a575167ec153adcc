package store

import (
	"context"
	"time"
)

// How long what nobody asks for any more is kept: the record of an aviso after what it was
// about was closed, and people after they were last seen. More than a year: whoever looks
// back from one annual report to the one before finds it.
const guarda = 400 * 24 * time.Hour

// guardaTurnos is how long a channel's turn is kept after it passed; it counts for a second.
const guardaTurnos = 24 * time.Hour

// porLimpiar is how many rows of a kind one cleaning looks at.
const porLimpiar = 1000

// Limpiar takes away a part of what is kept no longer, by the field's clock and the
// machine's, and tells how much that was. What the rules look at stays, so that they decide
// the same before and after. It waits for nobody's lock, and any number of processes may
// do it at once.
func (s *Store) Limpiar(ctx context.Context, ahora, maquina time.Time) (int, error) {
	total, err := s.limpiarAvisos(ctx, ahora)
	if err != nil {
		return total, err
	}
	for _, l := range []struct {
		que, consulta string
		antes         time.Time
	}{
		{"requests", `
			DELETE FROM solicitudes WHERE clave IN (
				SELECT clave FROM solicitudes WHERE en < $1 ORDER BY en LIMIT $2 FOR UPDATE SKIP LOCKED)`, ahora.Add(-memoria)},
		{"turns", `
			DELETE FROM turnos WHERE clave IN (
				SELECT clave FROM turnos WHERE siguiente < $1 AND clave LIKE 'c:%' LIMIT $2 FOR UPDATE SKIP LOCKED)`, maquina.Add(-guardaTurnos)},
		{"people", `
			DELETE FROM personas WHERE id IN (
				SELECT id FROM personas WHERE visto < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`, maquina.Add(-guarda)},
	} {
		r, err := s.db.ExecContext(ctx, l.consulta, instante(l.antes), porLimpiar)
		if err != nil {
			return total, envolver(err, "forget old "+l.que)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return total, envolver(err, "forget old "+l.que)
		}
		total += int(n)
	}
	return total, nil
}

// limpiarAvisos looks at the next page of the avisos, in the order in which they were
// written, and takes away those that ended long ago, if all that they were about was closed
// long ago too: what is open keeps its record, however old, since the reminders to come
// are reckoned from it, and what is reopened begins anew. The last digest that a commission
// was sent stays: the next one begins where it ended. Where nothing is old any more the
// round begins again.
func (s *Store) limpiarAvisos(ctx context.Context, ahora time.Time) (int, error) {
	s.mu.Lock()
	desde := s.repasado
	s.mu.Unlock()
	var r struct {
		Borrados int   `db:"borrados"`
		Antiguos int   `db:"antiguos"`
		Ultimo   int64 `db:"ultimo"`
	}
	if err := s.db.GetContext(ctx, &r, `
		WITH pagina AS MATERIALIZED (
			SELECT id, creado FROM avisos WHERE id > $1 ORDER BY id LIMIT $2
		), viejos AS MATERIALIZED (
			SELECT a.id
			FROM avisos a
			WHERE a.id IN (SELECT id FROM pagina WHERE creado < $3)
				AND a.estado IN ('enviado', 'fallido', 'omitido') AND greatest(a.creado, a.no_antes, a.enviado) < $3
				AND NOT EXISTS (
					SELECT 1 FROM compromisos c
					WHERE c.id = a.compromiso_id AND (c.abierto OR greatest(c.cerrado, c.avisar_desde) >= $3))
				AND NOT EXISTS (
					SELECT 1 FROM aviso_asuntos s JOIN compromisos c ON c.id = s.compromiso_id
					WHERE s.aviso_id = a.id AND (c.abierto OR greatest(c.cerrado, c.avisar_desde) >= $3))
				AND (a.clase <> 'resumen' OR a.estado <> 'enviado' OR EXISTS (
					SELECT 1 FROM avisos r
					WHERE r.clase = 'resumen' AND r.comision = a.comision AND r.dia > a.dia AND r.estado = 'enviado'))
			FOR UPDATE OF a SKIP LOCKED
		), borrados AS (
			DELETE FROM avisos WHERE id IN (SELECT id FROM viejos) RETURNING id
		)
		SELECT (SELECT count(*) FROM borrados) AS borrados, (SELECT count(*) FROM pagina WHERE creado < $3) AS antiguos,
			(SELECT coalesce(max(id), 0) FROM pagina) AS ultimo`, desde, porLimpiar, instante(ahora.Add(-guarda))); err != nil {
		return 0, envolver(err, "forget old avisos")
	}
	if r.Antiguos == 0 {
		r.Ultimo = 0
	}
	s.mu.Lock()
	s.repasado = r.Ultimo
	s.mu.Unlock()
	return r.Borrados, nil
}
