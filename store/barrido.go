package store

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// consultaHayEscalones asks whether there is anything for the sweep to do.
const consultaHayEscalones = `
	SELECT EXISTS (SELECT 1 FROM escalones WHERE momento <= $1) OR EXISTS (SELECT 1 FROM compromisos WHERE huella IS NULL)`

// PlanearRecordatorios is the sweep: it looks at what a rule was reached for and, if
// there is any, at what is reached later today, decides who is reminded of what, and
// writes the avisos, whose ids it gives. While another process sweeps it does nothing.
func (s *Store) PlanearRecordatorios(ctx context.Context, ahora time.Time) ([]int64, error) {
	ahora = micro(ahora)
	// Most sweeps find nothing, and need no lock to see it.
	var hay bool
	if err := s.db.GetContext(ctx, &hay, consultaHayEscalones, instante(ahora)); err != nil || !hay {
		return nil, envolver(err, "look for rungs")
	}
	if err := s.completar(ctx); err != nil {
		return nil, err
	}
	var ids []int64
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		var mio bool
		if err := tx.GetContext(ctx, &mio, `SELECT pg_try_advisory_xact_lock($1, $2)`, cerrojos, cerrojoSweep); err != nil || !mio {
			return envolver(err, "lock the sweep")
		}
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		lote, err := porMirar(ctx, tx, d, ahora)
		if err != nil || len(lote) == 0 {
			return err
		}
		ids, err = planear(ctx, tx, lote, d, ahora)
		s.log.DebugContext(ctx, "swept", "looked_at", len(lote), "avisos", len(ids))
		return err
	})
	return ids, err
}

// porMirar loads what the sweep looks at, and keeps its rungs from being moved.
func porMirar(ctx context.Context, tx *sqlx.Tx, d *compromiso.Directorio, ahora time.Time) ([]*compromiso.Compromiso, error) {
	var hay bool // another process may have looked at them just before
	if err := tx.GetContext(ctx, &hay, `SELECT EXISTS (SELECT 1 FROM escalones WHERE momento <= $1)`, instante(ahora)); err != nil || !hay {
		return nil, envolver(err, "look for rungs")
	}
	hasta := ahora
	for _, c := range d.Comisiones {
		if t := c.FinDeHoras(ahora); t.After(hasta) {
			hasta = t
		}
	}
	var ids []int64
	if err := tx.SelectContext(ctx, &ids, `
		SELECT compromiso_id FROM escalones WHERE momento <= $1 ORDER BY compromiso_id FOR UPDATE`, instante(hasta)); err != nil {
		return nil, envolver(err, "look for rungs")
	}
	return leer(ctx, tx, ids)
}

func planear(ctx context.Context, tx *sqlx.Tx, lote []*compromiso.Compromiso, d *compromiso.Directorio, ahora time.Time) ([]int64, error) {
	hist, err := historial(ctx, tx, lote, time.Time{})
	if err != nil {
		return nil, err
	}
	dias := dias{ctx: ctx, tx: tx, vistos: map[string]diaAviso{}}
	plan := compromiso.Planear(lote, d, hist, dias.estado, ahora)
	if dias.err != nil {
		return nil, dias.err
	}
	var ids []int64
	for _, a := range plan.Avisos {
		id := dias.vistos[a.Clave].id
		if id == 0 {
			if id, _, err = insertarAviso(ctx, tx, a, 0); err != nil {
				return nil, err
			}
		}
		if err := insertarAsuntos(ctx, tx, id, a.Asuntos); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, moverEscalones(ctx, tx, plan.Siguiente)
}

// dias tells how far a person's DM of a day has come. A DM that it calls open cannot be
// taken for delivery before the sweep is over.
type dias struct {
	ctx    context.Context
	tx     *sqlx.Tx
	vistos map[string]diaAviso
	err    error
}

type diaAviso struct {
	id     int64
	estado compromiso.EstadoDia
}

func (d *dias) estado(persona string, f compromiso.Fecha) compromiso.EstadoDia {
	clave := compromiso.ClaveRecordatorio(persona, f)
	if v, ok := d.vistos[clave]; ok || d.err != nil {
		return v.estado
	}
	var filas []struct {
		ID      int64 `db:"id"`
		Abierto bool  `db:"abierto"`
	}
	d.err = envolver(d.tx.SelectContext(d.ctx, &filas, `
		SELECT id, estado = 'pendiente' AND arriendo_hasta IS NULL AS abierto FROM avisos WHERE clave = $1 FOR UPDATE`, clave), "look for the day's DM")
	v := diaAviso{}
	if len(filas) == 1 {
		v = diaAviso{filas[0].ID, compromiso.DiaCerrado}
		if filas[0].Abierto {
			v.estado = compromiso.DiaAbierto
		}
	}
	d.vistos[clave] = v
	return v.estado
}

// insertarAsuntos writes what an aviso reminds of; where it did already, anew.
func insertarAsuntos(ctx context.Context, tx *sqlx.Tx, aviso int64, rs []compromiso.Recordatorio) error {
	n := len(rs)
	ids, dias, momentos := make([]int64, n), make([]int64, n), make([]time.Time, n)
	textos := make([][]string, 8)
	for k, r := range rs {
		ids[k], dias[k], momentos[k] = r.Compromiso.ID, int64(r.Dias), micro(r.Momento)
		for i, v := range []string{r.Inciso, r.Persona, r.Fecha.String(), r.Area, string(r.Papel), string(r.Regla), r.Motivo, string(r.Suprimido)} {
			textos[i] = append(textos[i], v)
		}
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO aviso_asuntos (aviso_id, compromiso_id, dias, momento, inciso, persona, fecha, area, papel, regla, motivo, suprimido)
		SELECT $1, * FROM unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::date[], $8::text[], $9::text[],
			$10::text[], $11::text[], $12::text[])
		ON CONFLICT (aviso_id, compromiso_id, inciso) DO UPDATE
		SET area = excluded.area, papel = excluded.papel, regla = excluded.regla, dias = excluded.dias, momento = excluded.momento,
			motivo = excluded.motivo, suprimido = excluded.suprimido`,
		aviso, pq.Array(ids), pq.Array(dias), pq.Array(momentos), pq.Array(textos[0]), pq.Array(textos[1]), pq.Array(textos[2]),
		pq.Array(textos[3]), pq.Array(textos[4]), pq.Array(textos[5]), pq.Array(textos[6]), pq.Array(textos[7]))
	return envolver(err, "write what an aviso is about")
}

// Abiertos gives all that is open in a commission («» for every one), by pages, with
// what was told before antesDe of it.
func (s *Store) Abiertos(ctx context.Context, comision string, yield func([]*compromiso.Compromiso, compromiso.Historial) error, antesDe time.Time) error {
	const pagina = 500
	d, err := s.Directorio(ctx)
	if err != nil {
		return err
	}
	for desde := int64(0); ; {
		var ns []*compromiso.Compromiso
		var h compromiso.Historial
		var ids []int64
		err := s.foto(ctx, func(tx *sqlx.Tx) error {
			if err := tx.SelectContext(ctx, &ids, `
				SELECT id FROM compromisos WHERE comision = ANY($1) AND abierto AND id > $2 ORDER BY id LIMIT $3`,
				pq.Array(siglasDe(d, comision)), desde, pagina); err != nil {
				return envolver(err, "list what is open")
			}
			if ns, err = leer(ctx, tx, ids); err != nil {
				return err
			}
			h, err = historial(ctx, tx, ns, antesDe)
			return err
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := yield(ns, h); err != nil {
			return err
		}
		desde = ids[len(ids)-1]
	}
}
