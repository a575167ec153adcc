package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// condiciones are what a list asks for: two slices in step, and no query builder.
type condiciones struct {
	donde []string
	args  []any
}

// y adds a condition; each $ in it is the next argument.
func (c *condiciones) y(condicion string, args ...any) {
	for _, a := range args {
		c.args = append(c.args, a)
		condicion = strings.Replace(condicion, "$", fmt.Sprintf("\x00%d", len(c.args)), 1)
	}
	c.donde = append(c.donde, strings.ReplaceAll(condicion, "\x00", "$"))
}

func (c *condiciones) String() string { return strings.Join(c.donde, " AND ") }

// textoEnLista is as much of a text as a list may show, in characters.
const textoEnLista = 400

// Lista gives one page of the compromisos that the filter asks for, by due date (what
// has none last), year and number, in one round trip. Its rows have what a list shows.
// d is the directory by which the request was judged, or nil: where it is not the one of
// the moment, the error is compromiso.ErrDirectorio.
func (s *Store) Lista(ctx context.Context, d *compromiso.Directorio, f compromiso.Filtro) (compromiso.Pagina, error) {
	d, err := s.directorioO(ctx, d)
	if err != nil {
		return compromiso.Pagina{}, err
	}
	if f.Limite <= 0 {
		f.Limite = 10
	}
	donde, err := filtrar(f, d)
	if err != nil {
		return compromiso.Pagina{}, err
	}
	rows, err := s.pedir(ctx, f, consultaLista(donde, f), donde.args)
	p, err := leerRenglones(rows, err, d.Version)
	if err != nil {
		return p, envolver(err, "read a list")
	}
	p.Cortar(f.Limite)
	return p, nil
}

// directorioO is the directory that a reader relies on: the one given, or that of the moment.
func (s *Store) directorioO(ctx context.Context, d *compromiso.Directorio) (*compromiso.Directorio, error) {
	if d != nil {
		return d, nil
	}
	return s.Directorio(ctx)
}

// leerRenglones reads rows of a list, of which there is one even where the page is empty.
func leerRenglones(rows *sql.Rows, err error, version int64) (p compromiso.Pagina, _ error) {
	if err != nil {
		return p, err
	}
	defer rows.Close()
	for rows.Next() {
		var l filaLista
		if err := l.leer(rows); err != nil {
			return p, err
		}
		if l.version != version {
			return p, compromiso.ErrDirectorio
		}
		if p.Total, p.Cabeza = l.total, l.cabeza; !l.id.Valid {
			break
		}
		n, err := l.compromiso()
		if err != nil {
			return p, err
		}
		p.Filas = append(p.Filas, n)
	}
	return p, rows.Err()
}

// pedir asks for a list: prepared where it is one of those that everybody asks for.
// What is narrowed down is planned for what it asks: an area may have three rows, or
// most of them. (The count goes in the order of the page, so that it stops as early.)
func (s *Store) pedir(ctx context.Context, f compromiso.Filtro, consulta string, args []any) (*sql.Rows, error) {
	estrecha := f.Estado == compromiso.FiltroVencidos || len(f.Areas) > 0 || f.Sesion != nil || f.Anio != 0 || f.Solicitante != "" || f.Eje != "" || f.Estado == compromiso.FiltroMios
	if estrecha || f.Limite != 10 {
		return s.db.QueryContext(ctx, consulta, args...)
	}
	return s.prep.filas(ctx, consulta, args...)
}

// consultaLista asks for the page, one row more to see whether there is another, the
// count, the version of the configuration and the end of the bitácora, of one moment. It
// has a row even where the page is empty.
func consultaLista(donde *condiciones, f compromiso.Filtro) string {
	todos := donde.String()
	if f.Despues != (compromiso.Cursor{}) {
		desdeCursor(donde, f.Despues)
	}
	// Two commissions may have the same number and date: rows that the key does not tell
	// apart stand on the same page.
	return fmt.Sprintf(`
		SELECT v.version, v.cabeza, v.total, p.id, p.comision, p.anio, p.cons, p.tipo, p.texto, p.permanente, p.areas, p.estatus,
			p.fecha_limite, p.fecha_propuesta, p.fecha_cumplimiento,
			CASE WHEN p.partes <> 0 THEN (SELECT json_agg(i ORDER BY i.orden) FROM incisos i WHERE i.compromiso_id = p.id) END
		FROM (SELECT (SELECT version FROM config_version) AS version, (SELECT hash FROM bitacora_cabeza) AS cabeza,
				(SELECT count(*) FROM (
					SELECT 1 FROM compromisos WHERE %s ORDER BY orden_limite, anio, cons LIMIT %d) t) AS total) v
		LEFT JOIN (
			SELECT id, comision, anio, cons, tipo, left(texto, %d) AS texto, permanente, areas, estatus, fecha_limite, fecha_propuesta,
				fecha_cumplimiento, coalesce(partes, 1) AS partes, orden_limite
			FROM compromisos WHERE %s
			ORDER BY orden_limite, anio, cons FETCH FIRST %d ROWS WITH TIES) p ON true
		ORDER BY p.orden_limite, p.anio, p.cons`, todos, compromiso.MaximoConteo+1, textoEnLista, donde, f.Limite+1)
}

// filaLista is a row of that.
type filaLista struct {
	version                         int64
	cabeza                          string
	total                           int
	id                              sql.NullInt64
	comision, tipo, texto, estatus  sql.NullString
	anio, cons                      sql.NullInt64
	permanente                      sql.NullBool
	areas                           pq.StringArray
	limite, propuesta, cumplimiento dia
	incisos                         []byte
}

func (l *filaLista) leer(rows *sql.Rows) error {
	return rows.Scan(&l.version, &l.cabeza, &l.total, &l.id, &l.comision, &l.anio, &l.cons, &l.tipo, &l.texto, &l.permanente, &l.areas, &l.estatus,
		&l.limite, &l.propuesta, &l.cumplimiento, &l.incisos)
}

func (l *filaLista) compromiso() (*compromiso.Compromiso, error) {
	n := &compromiso.Compromiso{
		ID: l.id.Int64, Comision: l.comision.String, Numero: compromiso.Numero{Anio: int(l.anio.Int64), Cons: int(l.cons.Int64)},
		Tipo: compromiso.Tipo(l.tipo.String), Texto: l.texto.String, Permanente: l.permanente.Bool, Areas: deLista(l.areas),
		Estatus: compromiso.Estatus(l.estatus.String), FechaLimite: l.limite.fecha(), FechaPropuesta: l.propuesta.fecha(),
		FechaCumplimiento: l.cumplimiento.fecha(),
	}
	var err error
	n.Incisos, err = incisosDeJSON(l.incisos)
	return n, err
}

// desdeCursor asks for what comes after a key.
func desdeCursor(donde *condiciones, c compromiso.Cursor) {
	desde := "infinity"
	if !c.FechaLimite.IsZero() {
		desde = c.FechaLimite.String()
	}
	donde.y("(orden_limite, anio, cons) > ($::date, $::int, $::int)", desde, c.Numero.Anio, c.Numero.Cons)
}

// filtrar turns the filter into conditions.
func filtrar(f compromiso.Filtro, d *compromiso.Directorio) (*condiciones, error) {
	c := &condiciones{}
	if f.Comision != "" {
		com, err := comisionDe(d, f.Comision)
		if err != nil {
			return nil, err
		}
		c.y("comision = $", com.Siglas)
	} else {
		c.y("comision = ANY($)", lista(siglasDe(d, "")))
	}
	switch f.Estado {
	case compromiso.FiltroVencidos:
		c.y("limite_vivo < $", dia(f.Hoy))
	case compromiso.FiltroCumplidos:
		c.y("estatus = $", string(compromiso.Cumplido))
	case compromiso.FiltroTodos:
	case compromiso.FiltroMios:
		var st []string
		for _, com := range d.Comisiones {
			if d.Rol(f.Persona, com, false).Secretaria {
				st = append(st, com.Siglas)
			}
		}
		c.y("abierto")
		c.y("(areas_todas && $ OR (areas_todas = '{}' AND comision = ANY($)))", lista(d.AreasDe(f.Persona)), lista(st))
	default:
		c.y("abierto")
	}
	if len(f.Areas) > 0 {
		areas, err := d.ResolverAreas(f.Areas)
		if err != nil {
			return nil, err
		}
		c.y("areas_todas && $", lista(areas))
	}
	if f.Sesion != nil {
		c.y("sesion_id = $", f.Sesion.ID)
	}
	if f.Anio != 0 {
		c.y("anio = $", f.Anio)
	}
	if f.Solicitante != "" {
		c.y("claves @> $", lista([]string{compromiso.Plegar(compromiso.ClaveSolicitante(f.Solicitante))}))
	}
	if f.Eje != "" {
		c.y("eje_plegado = $", compromiso.Plegar(f.Eje))
	}
	return c, nil
}
