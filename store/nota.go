package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// DatosNota gives what a nota on one compromiso is written from: its state of now with its
// whole history, and what its siglas may mean.
func (s *Store) DatosNota(ctx context.Context, comision string, numero compromiso.Numero, hoy compromiso.Fecha) (compromiso.DatosNota, error) {
	var datos compromiso.DatosNota
	err := s.foto(ctx, func(tx *sqlx.Tx) error {
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		c, err := comisionDe(d, comision)
		if err != nil {
			return err
		}
		n, err := leerUno(ctx, tx, d, compromiso.Referencia{Comision: c.Siglas, Numero: numero}, false)
		if err != nil {
			return err
		}
		h, err := leerHistorias(ctx, tx, []int64{n.ID})
		datos = compromiso.DatosNota{
			Comision: c.Siglas, ComisionNombre: c.Nombre, Fecha: hoy, Fila: conHistoria(n, h), Glosario: definiciones(d, nil),
		}
		return err
	})
	return datos, err
}
