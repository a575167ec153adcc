package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

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

// Lista gives one page of the compromisos that the filter asks for, by due date (what
// has none last), year and number. Total is MaximoConteo+1 where there are more.
func (s *Store) Lista(ctx context.Context, f compromiso.Filtro) (compromiso.Pagina, error) {
	if f.Limite <= 0 {
		f.Limite = 10
	}
	d, err := s.Directorio(ctx)
	if err != nil {
		return compromiso.Pagina{}, err
	}
	donde, err := filtrar(f, d)
	if err != nil {
		return compromiso.Pagina{}, err
	}
	var p compromiso.Pagina
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		if err := tx.GetContext(ctx, &p.Total, fmt.Sprintf(
			`SELECT count(*) FROM (SELECT 1 FROM compromisos WHERE %s LIMIT %d) t`, donde, compromiso.MaximoConteo+1), donde.args...); err != nil {
			return envolver(err, "count a list")
		}
		if f.Despues != (compromiso.Cursor{}) {
			desdeCursor(donde, f.Despues)
		}
		// Two commissions may have the same number and date: rows that the key does not tell
		// apart stand on the same page.
		var ids []int64
		if err := tx.SelectContext(ctx, &ids, fmt.Sprintf(`
			SELECT id FROM compromisos WHERE %s
			ORDER BY orden_limite, anio, cons FETCH FIRST %d ROWS WITH TIES`, donde, f.Limite), donde.args...); err != nil {
			return envolver(err, "read a list")
		}
		p.Filas, err = leer(ctx, tx, ids)
		if err != nil || len(p.Filas) < f.Limite {
			return err
		}
		p.Siguiente = cursorDe(p.Filas[len(p.Filas)-1])
		desdeCursor(donde, p.Siguiente)
		err = tx.GetContext(ctx, &p.HayMas, fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM compromisos WHERE %s)`, donde), donde.args...)
		return envolver(err, "look for a next page")
	})
	return p, err
}

// desdeCursor asks for what comes after a key.
func desdeCursor(donde *condiciones, c compromiso.Cursor) {
	desde := "infinity"
	if !c.FechaLimite.IsZero() {
		desde = c.FechaLimite.String()
	}
	donde.y("(orden_limite, anio, cons) > ($::date, $::int, $::int)", desde, c.Numero.Anio, c.Numero.Cons)
}

func cursorDe(n *compromiso.Compromiso) compromiso.Cursor {
	return compromiso.Cursor{FechaLimite: n.FechaLimite, Numero: n.Numero}
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
