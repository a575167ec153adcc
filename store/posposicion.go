package store

import (
	"context"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Posponer keeps the reminders of one asunto from the person who asks, until a day; all
// the asuntos of the compromiso where no inciso is named.
func (s *Store) Posponer(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string, hasta compromiso.Fecha) error {
	if hasta.IsZero() || !hasta.Despues(sol.Acto.Hoy) {
		return compromiso.Errorf(compromiso.Invalido, "hasta", "Elija un día posterior a hoy (%s).", sol.Acto.Hoy.Puntos())
	}
	return s.silenciar(ctx, sol, ref, inciso, compromiso.Posponer, hasta)
}

// Enterado keeps one asunto silent for the person who asks until its next rung.
func (s *Store) Enterado(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string) error {
	return s.silenciar(ctx, sol, ref, inciso, compromiso.Enterarse, compromiso.Fecha{})
}

func (s *Store) silenciar(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string, a compromiso.Accion, hasta compromiso.Fecha) error {
	sol.Acto.En = micro(sol.Acto.En)
	acto := sol.Acto
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		if err := unaVez(ctx, tx, sol); err != nil {
			return err
		}
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		n, err := leerUno(ctx, tx, d, ref, true)
		if err != nil {
			return err
		}
		c, err := comisionDe(d, n.Comision)
		if err != nil {
			return err
		}
		letras, err := asuntosAbiertos(n, inciso)
		if err != nil {
			return err
		}
		for _, letra := range letras {
			if err := guardarSilencio(ctx, tx, n.ID, letra, acto, hasta); err != nil {
				return err
			}
		}
		if err := guardarEscalon(ctx, tx, n, c, acto.En); err != nil {
			return err
		}
		if err := darNumero(ctx, tx, sol, n); err != nil {
			return err
		}
		h := compromiso.Hecho{Accion: a, Actor: acto.Actor, En: acto.En, Inciso: inciso}
		if !hasta.IsZero() {
			h.Despues = map[string]any{"hasta": hasta.String()}
		}
		f, err := asientoDe(h, n.Comision, n.Numero)
		if err != nil {
			return err
		}
		return asentar(ctx, tx, []filaAsiento{f})
	})
}

// asuntosAbiertos are the letters of the open asuntos that a request means.
func asuntosAbiertos(n *compromiso.Compromiso, inciso string) ([]string, error) {
	var letras []string
	visto := false
	for _, a := range n.Asuntos() {
		if inciso != "" && a.Inciso != inciso {
			continue
		}
		visto = true
		if a.Estatus.Abierto() {
			letras = append(letras, a.Inciso)
		}
	}
	switch {
	case !visto:
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "inciso", "El compromiso %s no tiene el inciso %s.", n.Numero, inciso)
	case len(letras) == 0:
		return nil, compromiso.Errorf(compromiso.Conflicto, "", "El compromiso %s está «%s»: ya no hay nada que recordar.", n.Numero, n.Estatus.Texto())
	}
	return letras, nil
}

func guardarSilencio(ctx context.Context, tx *sqlx.Tx, id int64, letra string, acto compromiso.Acto, hasta compromiso.Fecha) error {
	if hasta.IsZero() {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO enterados (compromiso_id, inciso, persona, en) VALUES ($1, $2, $3, $4)
			ON CONFLICT (compromiso_id, inciso, persona) DO UPDATE SET en = excluded.en`,
			id, letra, acto.Actor, instante(acto.En))
		return envolver(err, "write an «enterado»")
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO posposiciones (compromiso_id, inciso, persona, hasta, en) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (compromiso_id, inciso, persona) DO UPDATE SET hasta = excluded.hasta, en = excluded.en`,
		id, letra, acto.Actor, dia(hasta), instante(acto.En))
	return envolver(err, "write a postponement")
}

// conPosposicion are the compromisos of which somebody waits to hear again, on that day
// or later.
func conPosposicion(ctx context.Context, q conexion, ns []*compromiso.Compromiso, hoy compromiso.Fecha) ([]int64, error) {
	var out []int64
	err := q.SelectContext(ctx, &out, `
		SELECT DISTINCT compromiso_id FROM posposiciones WHERE compromiso_id = ANY($1) AND hasta >= $2`, pq.Array(idsDe(ns)), dia(hoy))
	return out, envolver(err, "read the postponements")
}

func idsDe(ns []*compromiso.Compromiso) []int64 {
	ids := make([]int64, len(ns))
	for k, n := range ns {
		ids[k] = n.ID
	}
	return ids
}
