package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
)

// MaximoBusqueda is how many hits a search goes through, the latest: past them, other
// words help more than another page.
const MaximoBusqueda = 50

// Buscar gives the compromisos of a commission, or of all, in whatever state, in which
// all the words are found: by their stem, without regard to accents, the best first of
// the latest hits. Where none is, slips of typing are forgiven. It skips saltar hits and
// gives the next limite. d is as for Lista.
func (s *Store) Buscar(ctx context.Context, d *compromiso.Directorio, comision, palabras string, saltar, limite int) (compromiso.Pagina, error) {
	var p compromiso.Pagina
	d, err := s.directorioO(ctx, d)
	if err != nil {
		return p, err
	}
	b := busqueda{saltar: saltar, limite: limite, version: d.Version, siglas: siglasDe(d, "")}
	if comision != "" {
		c, err := comisionDe(d, comision)
		if err != nil {
			return p, err
		}
		b.siglas = []string{c.Siglas}
	}
	if b.limite <= 0 {
		b.limite = 10
	}
	escritas := pregunta(palabras)
	if len(escritas) == 0 {
		return p, compromiso.Errorf(compromiso.Invalido, "", "Escriba qué busca con letras o números, por ejemplo «/compromiso buscar calendario de visitas».")
	}
	for _, e := range escritas { // each in the three forms in which its stem may stand in the index
		b.pide = append(b.pide, []string{e, compromiso.Plegar(e), acentuar(e)})
	}
	if p, err = s.buscar(ctx, b); err != nil || p.Total > 0 {
		return p, err
	}
	if b.pide, err = s.perdonar(ctx, escritas); err != nil || len(b.pide) == 0 {
		return p, err
	}
	return s.buscar(ctx, b)
}

// busqueda is what is looked for: one form of each of the words.
type busqueda struct {
	siglas         []string
	pide           [][]string
	saltar, limite int
	version        int64
}

// tsquery is that as Postgres reads it. The words are letters and digits alone.
func (b busqueda) tsquery() string {
	var todas []string
	for _, formas := range b.pide {
		var una []string
		for _, f := range formas {
			if f = "'" + f + "'"; !slices.Contains(una, f) {
				una = append(una, f)
			}
		}
		todas = append(todas, "("+strings.Join(una, " | ")+")")
	}
	return strings.Join(todas, " & ")
}

// buscar asks in one round trip. The statement is not prepared: what is the best way
// depends on how common the words are, and the planner knows.
func (s *Store) buscar(ctx context.Context, b busqueda) (p compromiso.Pagina, err error) {
	consulta, quien := consultaBusqueda(b.siglas)
	rows, err := s.db.QueryContext(ctx, consulta, quien, b.tsquery(), b.saltar, b.limite)
	if p, err = leerRenglones(rows, err, b.version); err != nil {
		return p, envolver(err, "search")
	}
	p.HayMas = p.Total > b.saltar+len(p.Filas)
	return p, nil
}

// consultaBusqueda takes the latest hits, and of these the best. It has a row even where
// nothing is found.
func consultaBusqueda(siglas []string) (consulta string, quien any) {
	donde, quien := "comision = $1", any(siglas[0])
	if len(siglas) != 1 {
		donde, quien = "comision = ANY($1)", lista(siglas)
	}
	return fmt.Sprintf(`
		SELECT v.version, v.cabeza, coalesce(p.total, 0), p.id, p.comision, p.anio, p.cons, p.tipo, p.texto, p.permanente, p.areas, p.estatus,
			p.fecha_limite, p.fecha_propuesta, p.fecha_cumplimiento,
			CASE WHEN p.partes <> 0 THEN (SELECT json_agg(i ORDER BY i.orden) FROM incisos i WHERE i.compromiso_id = p.id) END
		FROM (SELECT version, (SELECT hash FROM bitacora_cabeza) AS cabeza FROM config_version) v
		LEFT JOIN (
			SELECT count(*) OVER () AS total, ts_rank(busqueda, to_tsquery('spanish', $2)) AS valor, id, comision, anio, cons, tipo,
				left(texto, %d) AS texto, permanente, areas, estatus, fecha_limite, fecha_propuesta, fecha_cumplimiento, partes
			FROM (
				SELECT id, comision, anio, cons, tipo, texto, permanente, areas, estatus, fecha_limite, fecha_propuesta,
					fecha_cumplimiento, coalesce(partes, 1) AS partes, busqueda
				FROM compromisos WHERE %s AND busqueda @@ to_tsquery('spanish', $2)
				ORDER BY anio DESC, cons DESC LIMIT %d) ultimos
			ORDER BY valor DESC, anio DESC, cons DESC OFFSET $3 LIMIT $4) p ON true
		ORDER BY p.valor DESC, p.anio DESC, p.cons DESC`, textoEnLista, donde, MaximoBusqueda), quien
}

// perdonar gives the words of the texts that each typed one may have been meant for;
// none where nothing is near. Short words resemble too many.
func (s *Store) perdonar(ctx context.Context, escritas []string) ([][]string, error) {
	const cercanas = 3
	var plegadas []string
	for _, e := range escritas {
		if p := compromiso.Plegar(e); utf8.RuneCountInString(p) > 3 {
			plegadas = append(plegadas, p)
		}
	}
	var filas []struct {
		K       int    `db:"k"`
		Palabra string `db:"palabra"`
	}
	if err := s.db.SelectContext(ctx, &filas, `
		SELECT p.k - 1 AS k, v.palabra
		FROM unnest($1::text[]) WITH ORDINALITY AS p (escrita, k)
		CROSS JOIN LATERAL (
			SELECT palabra, similarity(palabra, p.escrita) AS valor FROM vocabulario
			WHERE palabra % p.escrita ORDER BY valor DESC, palabra LIMIT 30) v
		ORDER BY p.k, v.valor DESC, v.palabra`, lista(plegadas)); err != nil {
		return nil, envolver(err, "look for words that resemble")
	}
	out, algo := make([][]string, len(plegadas)), false
	for k, p := range plegadas {
		out[k] = []string{p}
	}
	for _, f := range filas {
		p := plegadas[f.K]
		if d := compromiso.Distancia(p, f.Palabra); d > 0 && d <= 1+utf8.RuneCountInString(p)/5 && len(out[f.K]) <= cercanas {
			out[f.K], algo = append(out[f.K], f.Palabra), true
		}
	}
	if !algo {
		return nil, nil
	}
	return out, nil
}

// pregunta are the words of a search: letters and digits alone, so that nothing in
// them is an operator, and not more of them than a search needs.
func pregunta(palabras string) []string {
	out := strings.FieldsFunc(palabras, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
	return out[:min(len(out), 20)]
}

// acentuar gives a word back the accent without which it has another stem than its
// plural: notificacion, notificaciones.
func acentuar(s string) string {
	if p := compromiso.Plegar(s); strings.HasSuffix(p, "ion") {
		return strings.TrimSuffix(p, "on") + "ón"
	}
	return s
}
