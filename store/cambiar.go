package store

import (
	"context"
	"slices"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// Cambiar hands the compromiso, locked, to fn, and writes back what fn did to it: the
// compromiso, the entries of the bitácora and the avisos, whose ids it gives. Where fn
// fails, or did nothing of note, nothing is written.
func (s *Store) Cambiar(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia,
	fn func(*compromiso.Compromiso, *compromiso.Directorio) error,
) (*compromiso.Compromiso, []int64, error) {
	sol.Acto.En = micro(sol.Acto.En)
	var n *compromiso.Compromiso
	var ids []int64
	var palabras []string
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
		if n, err = leerUno(ctx, tx, d, ref, true); err != nil {
			return err
		}
		c, err := comisionDe(d, n.Comision)
		if err != nil {
			return err
		}
		incisos := slices.Clone(n.Incisos)
		if err := fn(n, d); err != nil {
			return err
		}
		if err := darNumero(ctx, tx, sol, n); err != nil {
			return err
		}
		if len(n.Hechos()) == 0 {
			return nil
		}
		if n.Sesion, err = sesionDe(c, n.Sesion); err != nil {
			return err
		}
		if err := actualizar(ctx, tx, n, incisos, c); err != nil {
			return err
		}
		palabras = s.vocablos.desconocidos(vocablosDe(n))
		if err := guardarVocablos(ctx, tx, palabras); err != nil {
			return err
		}
		if err := guardarHechos(ctx, tx, n); err != nil {
			return err
		}
		if err := guardarEscalon(ctx, tx, n, c, sol.Acto.En); err != nil {
			return err
		}
		ids, err = asentarHechos(ctx, tx, n, c, d)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	s.vocablos.recordar(palabras)
	return n, ids, nil
}
