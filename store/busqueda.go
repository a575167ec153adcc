package store

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// MaximoBusqueda is how many hits a search goes through: past them, other words help
// more than another page.
const MaximoBusqueda = 200

// Buscar gives the compromisos, in whatever state, in which all the words are found:
// by their stem, without regard to accents, the best first. Where none is, slips of
// typing are forgiven. It skips saltar hits and gives the next limite.
func (s *Store) Buscar(ctx context.Context, comision, palabras string, saltar, limite int) (compromiso.Pagina, error) {
	var p compromiso.Pagina
	pregunta := pregunta(palabras)
	d, err := s.Directorio(ctx)
	if err != nil || len(pregunta) == 0 {
		return p, err
	}
	siglas := siglasDe(d, "")
	if comision != "" {
		c, err := comisionDe(d, comision)
		if err != nil {
			return p, err
		}
		siglas = []string{c.Siglas}
	}
	if limite <= 0 {
		limite = 10
	}
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		var ids []int64
		// Each word in the three forms in which its stem may stand in the index; a stop word,
		// which has no stem, asks for nothing.
		if err := tx.SelectContext(ctx, &ids, `
			WITH palabra AS (
				SELECT to_tsquery('spanish', p.a) || to_tsquery('spanish', p.b) || to_tsquery('spanish', p.c) AS q
				FROM unnest($2::text[], $3::text[], $4::text[]) AS p (a, b, c)
			), pregunta AS (
				SELECT string_agg('(' || q::text || ')', ' & ')::tsquery AS q FROM palabra WHERE numnode(q) > 0
			)
			SELECT c.id FROM compromisos c, pregunta
			WHERE c.comision = ANY($1) AND c.busqueda @@ pregunta.q
			ORDER BY ts_rank(c.busqueda, pregunta.q) DESC, c.anio DESC, c.cons DESC LIMIT $5`,
			lista(siglas), lista(pregunta), lista(formas(pregunta, compromiso.Plegar)), lista(formas(pregunta, acentuar)), MaximoBusqueda); err != nil {
			return envolver(err, "search")
		}
		if len(ids) == 0 {
			if ids, err = buscarParecido(ctx, tx, siglas, formas(pregunta, compromiso.Plegar)); err != nil {
				return err
			}
		}
		p.Total = len(ids)
		ids = ids[min(saltar, len(ids)):]
		p.HayMas = len(ids) > limite
		p.Filas, err = leer(ctx, tx, ids[:min(limite, len(ids))])
		return err
	})
	return p, err
}

// buscarParecido forgives slips: each word need only resemble one of the text. Short
// words resemble too many.
func buscarParecido(ctx context.Context, tx *sqlx.Tx, siglas, palabras []string) ([]int64, error) {
	donde := &condiciones{}
	var cuanto []string
	donde.y("comision = ANY($)", lista(siglas))
	for _, p := range palabras {
		if utf8.RuneCountInString(p) > 3 {
			donde.y("$ <% texto_plegado", p)
			cuanto = append(cuanto, fmt.Sprintf("word_similarity($%d, texto_plegado)", len(donde.args)))
		}
	}
	if len(cuanto) == 0 {
		return nil, nil
	}
	if _, err := tx.ExecContext(ctx, `SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', true)`); err != nil {
		return nil, envolver(err, "search")
	}
	var ids []int64
	err := tx.SelectContext(ctx, &ids, fmt.Sprintf(`
		SELECT id FROM compromisos WHERE %s ORDER BY %s DESC, anio DESC, cons DESC LIMIT %d`,
		donde, strings.Join(cuanto, " + "), MaximoBusqueda), donde.args...)
	return ids, envolver(err, "search")
}

// pregunta are the words of a search: letters and digits alone, so that nothing in
// them is an operator, and not more of them than a search needs.
func pregunta(palabras string) []string {
	out := strings.FieldsFunc(palabras, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
	return out[:min(len(out), 20)]
}

func formas(palabras []string, forma func(string) string) []string {
	out := make([]string, len(palabras))
	for k, p := range palabras {
		out[k] = forma(p)
	}
	return out
}

// acentuar gives a word back the accent without which it has another stem than its
// plural: notificacion, notificaciones.
func acentuar(s string) string {
	if p := compromiso.Plegar(s); strings.HasSuffix(p, "ion") {
		return strings.TrimSuffix(p, "on") + "ón"
	}
	return s
}

// Parecidos gives up to n compromisos of the commission that resemble a text, the most
// alike first.
func (s *Store) Parecidos(ctx context.Context, comision, texto string, n int) ([]compromiso.Parecido, error) {
	d, err := s.Directorio(ctx)
	if err != nil {
		return nil, err
	}
	c, err := comisionDe(d, comision)
	if err != nil {
		return nil, err
	}
	var out []compromiso.Parecido
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `SELECT set_config('pg_trgm.similarity_threshold', '0.35', true)`); err != nil {
			return envolver(err, "look for likeness")
		}
		var filas []struct {
			ID        int64   `db:"id"`
			Semejanza float64 `db:"semejanza"`
		}
		if err := tx.SelectContext(ctx, &filas, `
			SELECT id, similarity(texto_plegado, $2) AS semejanza FROM compromisos
			WHERE comision = $1 AND texto_plegado % $2
			ORDER BY semejanza DESC, anio DESC, cons DESC LIMIT $3`, c.Siglas, compromiso.Plegar(texto), n); err != nil {
			return envolver(err, "look for likeness")
		}
		ids := make([]int64, len(filas))
		for k, f := range filas {
			ids[k] = f.ID
		}
		ns, err := leer(ctx, tx, ids)
		for k, m := range ns {
			out = append(out, compromiso.Parecido{Compromiso: m, Semejanza: filas[k].Semejanza})
		}
		return err
	})
	return out, err
}
