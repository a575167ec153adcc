package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// Resumen gives what a digest of the commission tells.
func (s *Store) Resumen(ctx context.Context, c *compromiso.Comision, desde, hasta compromiso.Fecha) (compromiso.DatosResumen, error) {
	r := compromiso.DatosResumen{Comision: c, Desde: desde, Hasta: hasta}
	tope := hasta.AddDias(compromiso.DiasPorVencer)
	err := s.foto(ctx, func(tx *sqlx.Tx) error {
		if err := contarResumen(ctx, tx, &r, tope); err != nil {
			return err
		}
		for _, l := range []struct {
			sitio    *[]*compromiso.Compromiso
			consulta string
			args     []any
		}{
			{&r.Vencidos, `
				SELECT id FROM compromisos WHERE comision = $1 AND limite_vivo < $2
				ORDER BY limite_vivo, anio, cons LIMIT $3`, []any{dia(hasta)}},
			{&r.PorVencer, `
				SELECT id FROM compromisos WHERE comision = $1 AND limite_vivo BETWEEN $2 AND $4
				ORDER BY limite_vivo, anio, cons LIMIT $3`, []any{dia(hasta), dia(tope)}},
			{&r.PorValidar, `
				SELECT id FROM compromisos WHERE comision = $1 AND abierto AND por_validar AND $2::date IS NOT NULL
				ORDER BY anio, cons LIMIT $3`, []any{dia(hasta)}},
			{&r.Cerrados, `
				SELECT id FROM compromisos WHERE comision = $1 AND NOT abierto AND dia_cierre BETWEEN $2 AND $4
				ORDER BY anio, cons LIMIT $3`, []any{dia(desde), dia(hasta)}},
			{&r.SinFecha, `
				SELECT id FROM compromisos
				WHERE comision = $1 AND abierto AND NOT por_validar AND limite_vivo IS NULL AND $2::date IS NOT NULL
				ORDER BY anio, cons LIMIT $3`, []any{dia(hasta)}},
		} {
			args := append([]any{c.Siglas, l.args[0], compromiso.MaximoResumen}, l.args[1:]...)
			var ids []int64
			if err := tx.SelectContext(ctx, &ids, l.consulta, args...); err != nil {
				return envolver(err, "list a digest")
			}
			var err error
			if *l.sitio, err = leer(ctx, tx, ids); err != nil {
				return err
			}
		}
		return nil
	})
	return r, err
}

// contarResumen counts all, and what is open by area.
func contarResumen(ctx context.Context, q conexion, r *compromiso.DatosResumen, tope compromiso.Fecha) error {
	t := &r.Total
	var abiertos struct {
		Abiertos   int `db:"abiertos"`
		Vencidos   int `db:"vencidos"`
		PorVencer  int `db:"por_vencer"`
		PorValidar int `db:"por_validar"`
		SinFecha   int `db:"sin_fecha"`
	}
	if err := q.GetContext(ctx, &abiertos, `
		SELECT count(*) AS abiertos, count(*) FILTER (WHERE limite_vivo < $2) AS vencidos,
			count(*) FILTER (WHERE limite_vivo BETWEEN $2 AND $3) AS por_vencer, count(*) FILTER (WHERE por_validar) AS por_validar,
			count(*) FILTER (WHERE NOT por_validar AND limite_vivo IS NULL) AS sin_fecha
		FROM compromisos WHERE comision = $1 AND abierto`, r.Comision.Siglas, dia(r.Hasta), dia(tope)); err != nil {
		return envolver(err, "count a digest")
	}
	t.Abiertos, t.Vencidos, t.PorVencer, t.PorValidar, t.SinFecha =
		abiertos.Abiertos, abiertos.Vencidos, abiertos.PorVencer, abiertos.PorValidar, abiertos.SinFecha
	if err := q.GetContext(ctx, &t.Cerrados, `
		SELECT count(*) FROM compromisos WHERE comision = $1 AND NOT abierto AND dia_cierre BETWEEN $2 AND $3`,
		r.Comision.Siglas, dia(r.Desde), dia(r.Hasta)); err != nil {
		return envolver(err, "count a digest")
	}
	var areas []struct {
		Area       string `db:"area"`
		Abiertos   int    `db:"abiertos"`
		Vencidos   int    `db:"vencidos"`
		PorVencer  int    `db:"por_vencer"`
		PorValidar int    `db:"por_validar"`
	}
	if err := q.SelectContext(ctx, &areas, `
		SELECT coalesce(a.area, '') AS area, count(*) AS abiertos, count(*) FILTER (WHERE limite_vivo < $2) AS vencidos,
			count(*) FILTER (WHERE limite_vivo BETWEEN $2 AND $3) AS por_vencer, count(*) FILTER (WHERE por_validar) AS por_validar
		FROM compromisos LEFT JOIN LATERAL unnest(areas_todas) AS a (area) ON true
		WHERE comision = $1 AND abierto
		GROUP BY 1`, r.Comision.Siglas, dia(r.Hasta), dia(tope)); err != nil {
		return envolver(err, "count a digest by area")
	}
	for _, a := range areas {
		r.PorArea = append(r.PorArea, compromiso.ConteoArea(a))
	}
	ordenarAreas(r.PorArea)
	return nil
}

// ordenarAreas puts first what is most overdue, whatever the collation of the database.
func ordenarAreas(l []compromiso.ConteoArea) {
	slices.SortFunc(l, func(x, y compromiso.ConteoArea) int {
		return cmp.Or(cmp.Compare(y.Vencidos, x.Vencidos), cmp.Compare(y.PorVencer, x.PorVencer),
			cmp.Compare(y.Abiertos, x.Abiertos), cmp.Compare(x.Area, y.Area))
	})
}

// UltimoResumen is the day of the last digest delivered before a moment; none is the
// zero day. Those before a session tell of another span, and end none.
func (s *Store) UltimoResumen(ctx context.Context, comision string, antesDe time.Time) (compromiso.Fecha, error) {
	var d dia
	err := s.db.GetContext(ctx, &d, `
		SELECT max(dia) FROM avisos WHERE clase = 'resumen' AND comision = $1 AND estado = 'enviado' AND enviado < $2
			AND NOT datos ? 'sesion'`,
		comision, instante(antesDe))
	return d.fecha(), envolver(err, "find the last digest")
}

// resumenDe is the digest that an aviso is to carry.
func (s *Store) resumenDe(ctx context.Context, a *compromiso.Aviso, c *compromiso.Comision, ahora time.Time) (compromiso.DatosResumen, error) {
	desde, err := compromiso.ParseFecha(a.Datos["desde"])
	if err != nil {
		if desde, err = s.UltimoResumen(ctx, c.Siglas, ahora); err != nil {
			return compromiso.DatosResumen{}, err
		}
	}
	if desde.IsZero() {
		desde = a.Dia.AddDias(-7)
	}
	r, err := s.Resumen(ctx, c, desde, a.Dia)
	if err != nil {
		return r, err
	}
	r.Cabeza, err = cabeza(ctx, s.db)
	return r, err
}
