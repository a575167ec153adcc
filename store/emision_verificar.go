package store

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// consultaEmitidos are all issued informes beside what the bitácora says that was issued;
// of either there may be one that the other does not know.
const consultaEmitidos = `
	SELECT coalesce(b.comision, i.comision), coalesce(b.sesion, ''), coalesce(b.numero, i.numero), coalesce(b.huella, ''),
		i.datos, coalesce(i.huella, ''), coalesce(i.comision = b.comision AND i.numero = b.numero, false)
	FROM (SELECT seq, comision, despues::json->>'sesion' AS sesion, (despues::json->>'informe')::int AS numero, despues::json->>'huella' AS huella
		FROM bitacora WHERE accion = 'emitir') b
	FULL JOIN informes i ON i.asiento = b.seq
	ORDER BY b.seq, i.id`

// VerificarEmitidos holds every issued informe against its hash, and that against the
// bitácora, whose chain Verificar goes along. It gives how many are what was issued, and
// those that are not, or are missing.
func (s *Store) VerificarEmitidos(ctx context.Context) (n int, falsos []compromiso.EmitidoFalso, err error) {
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		n, falsos, err = verificarEmitidos(ctx, tx)
		return err
	})
	return n, falsos, err
}

func verificarEmitidos(ctx context.Context, tx *sqlx.Tx) (n int, falsos []compromiso.EmitidoFalso, _ error) {
	rows, err := tx.QueryContext(ctx, consultaEmitidos)
	if err != nil {
		return 0, nil, envolver(err, "read the issued informes")
	}
	defer rows.Close()
	for rows.Next() {
		var f compromiso.EmitidoFalso
		var asentada, huella string
		var datos sql.RawBytes // one at a time: each is a whole informe
		var suyo bool
		if err := rows.Scan(&f.Comision, &f.Sesion, &f.Numero, &asentada, &datos, &huella, &suyo); err != nil {
			return 0, nil, envolver(err, "read the issued informes")
		}
		f.Falta = datos == nil
		if f.Falta || !suyo || huella != asentada || huellaDe(datos) != huella {
			falsos = append(falsos, f)
			continue
		}
		n++
	}
	return n, falsos, envolver(rows.Err(), "read the issued informes")
}
