package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// parecidoMinimo is the least likeness that is told.
const parecidoMinimo = 0.35

// parecidosAlaVez is how many look for likeness at once: those who register need connections too.
const parecidosAlaVez = 4

// Parecidos gives up to n compromisos of the commission that resemble a text, the most
// alike first. It looks at those that share a number of the text's Huella, at most eight
// for each: what it costs does not depend on how many there are.
func (s *Store) Parecidos(ctx context.Context, d *compromiso.Directorio, comision, texto string, n int) ([]compromiso.Parecido, error) {
	d, err := s.directorioO(ctx, d)
	if err != nil {
		return nil, err
	}
	c, err := comisionDe(d, comision)
	if err != nil {
		return nil, err
	}
	select {
	case s.parecidos <- struct{}{}:
		defer func() { <-s.parecidos }()
	case <-ctx.Done():
		return nil, envolver(ctx.Err(), "look for likeness")
	}
	rows, err := s.prep.filas(ctx, consultaParecidos, pq.Array(compromiso.Huella(c.Siglas, texto)), c.Siglas)
	if err != nil {
		return nil, envolver(err, "look for likeness")
	}
	defer rows.Close()
	raices := compromiso.Raices(texto)
	var out []compromiso.Parecido
	for rows.Next() {
		m := &compromiso.Compromiso{Comision: c.Siglas}
		var areas pq.StringArray
		if err := rows.Scan(&m.ID, &m.Numero.Anio, &m.Numero.Cons, &m.Tipo, &m.Texto, &areas, &m.Estatus); err != nil {
			return nil, envolver(err, "look for likeness")
		}
		m.Areas = deLista(areas)
		if v := compromiso.Semejanza(raices, compromiso.Raices(m.Texto)); v >= parecidoMinimo {
			out = append(out, compromiso.Parecido{Compromiso: m, Semejanza: v})
		}
	}
	slices.SortStableFunc(out, func(a, b compromiso.Parecido) int {
		switch {
		case a.Semejanza > b.Semejanza:
			return -1
		case a.Semejanza < b.Semejanza:
			return 1
		}
		return 0
	})
	return out[:min(n, len(out))], envolver(rows.Err(), "look for likeness")
}

// consultaParecidos takes the few that share most of the numbers, the latest first.
var consultaParecidos = `
	SELECT c.id, c.anio, c.cons, c.tipo, c.texto, c.areas, c.estatus
	FROM (
		SELECT id, count(*) AS veces FROM (` + bandas() + `) t GROUP BY id ORDER BY veces DESC, id DESC LIMIT 6) p
	JOIN compromisos c ON c.id = p.id
	WHERE c.comision = $2
	ORDER BY p.veces DESC, c.id DESC`

// bandas asks for those that share each of the numbers: the last eight of them, in the order
// of its index. (Asked for by the number alone, the planner reckons with few and takes them
// all, even where half of all texts share it; a stretch of the index it walks.)
func bandas() string {
	var una []string
	for b := range compromiso.Bandas {
		una = append(una, fmt.Sprintf(`
			SELECT id FROM (
				SELECT id FROM compromisos
				WHERE (huella[%[1]d], anio, cons) <= (($1::bigint[])[%[1]d], 2147483647, 2147483647)
					AND (huella[%[1]d], anio, cons) >= (($1::bigint[])[%[1]d], 0, 0)
				ORDER BY huella[%[1]d] DESC, anio DESC, cons DESC LIMIT 8) b%[1]d`, b+1))
	}
	return strings.Join(una, " UNION ALL ")
}
