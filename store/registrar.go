package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// Registrar writes a new compromiso under the next number of its commission and year,
// and gives it back with the ids of the avisos that follow. The same request again is
// a Repetido that has the number.
func (s *Store) Registrar(ctx context.Context, sol compromiso.Solicitud, alta compromiso.Alta) (*compromiso.Compromiso, []int64, error) {
	sol.Acto.En = micro(sol.Acto.En)
	var n *compromiso.Compromiso
	var ids []int64
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
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
		c, err := comisionDe(d, alta.Comision)
		if err != nil {
			return err
		}
		if alta.Sesion, err = sesionDe(c, alta.Sesion); err != nil {
			return err
		}
		if n, err = compromiso.New(c, d, sol.Acto, alta); err != nil {
			return err
		}
		if n.Numero, err = siguienteNumero(ctx, tx, c.Siglas, n.AnioDeNumero(sol.Acto.Hoy)); err != nil {
			return err
		}
		n.Registrar(sol.Acto)
		if err := insertar(ctx, tx, n, c); err != nil {
			return err
		}
		if err := guardarEscalones(ctx, tx, []*compromiso.Compromiso{n}, c, sol.Acto.En, false); err != nil {
			return err
		}
		if err := darNumero(ctx, tx, sol, n); err != nil {
			return err
		}
		ids, err = asentarHechos(ctx, tx, n, c, d)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return n, ids, nil
}

// siguienteNumero takes the next number. Its row stays locked until the transaction
// ends: whoever comes after waits to see whether the number was really given.
func siguienteNumero(ctx context.Context, tx *sqlx.Tx, comision string, anio int) (compromiso.Numero, error) {
	n := compromiso.Numero{Anio: anio}
	err := tx.GetContext(ctx, &n.Cons, `
		INSERT INTO contadores (comision, anio, ultimo) VALUES ($1, $2, 1)
		ON CONFLICT (comision, anio) DO UPDATE SET ultimo = contadores.ultimo + 1
		RETURNING ultimo`, comision, anio)
	return n, envolver(err, "take a number")
}

// sesionDe is the session as the commission has it.
func sesionDe(c *compromiso.Comision, s *compromiso.Sesion) (*compromiso.Sesion, error) {
	if s == nil {
		return nil, nil
	}
	for k := range c.Sesiones {
		t := &c.Sesiones[k]
		if t.ID == s.ID || (s.ID == 0 && t.Codigo == s.Codigo && t.Fecha.Anio == s.Fecha.Anio) {
			return t, nil
		}
	}
	return nil, compromiso.Errorf(compromiso.NoEncontrado, "sesion", "No hay una sesión %s de %d en %s: agréguela con «sesión nueva».",
		s.Codigo, s.Fecha.Anio, c.Siglas)
}
