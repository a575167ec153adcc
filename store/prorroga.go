package store

import (
	"context"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// prorrogaRetirada is the state of a request that nobody answered: what it was about
// was closed meanwhile.
const prorrogaRetirada compromiso.EstadoProrroga = "retirada"

type filaProrroga struct {
	ID         int64    `db:"id"`
	Compromiso int64    `db:"compromiso_id"`
	Inciso     string   `db:"inciso"`
	Anterior   dia      `db:"anterior"`
	Nueva      dia      `db:"nueva"`
	Motivo     string   `db:"motivo"`
	Estado     string   `db:"estado"`
	Persona    string   `db:"persona"`
	Respuesta  string   `db:"respuesta"`
	En         instante `db:"en"`
}

func (f filaProrroga) prorroga() compromiso.Prorroga {
	return compromiso.Prorroga{
		ID: f.ID, Inciso: f.Inciso, Anterior: f.Anterior.fecha(), Nueva: f.Nueva.fecha(), Motivo: f.Motivo,
		Estado: compromiso.EstadoProrroga(f.Estado), Persona: f.Persona, Respuesta: f.Respuesta, En: f.En.hora(),
	}
}

// leerPedidas gives each compromiso the request that waits for an answer.
func leerPedidas(ctx context.Context, q conexion, ids []int64, por map[int64]*compromiso.Compromiso) error {
	var filas []filaProrroga
	if err := q.SelectContext(ctx, &filas, `
		SELECT id, compromiso_id, inciso, anterior, nueva, motivo, estado, persona, respuesta, en
		FROM prorrogas WHERE compromiso_id = ANY($1) AND estado = 'pedida'`, pq.Array(ids)); err != nil {
		return envolver(err, "read the prórrogas")
	}
	for _, f := range filas {
		if n := por[f.Compromiso]; n != nil {
			p := f.prorroga()
			n.Prorroga = &p
		}
	}
	return nil
}

// guardarProrroga writes a request, or the answer to the one that waits.
func guardarProrroga(ctx context.Context, tx *sqlx.Tx, id int64, p *compromiso.Prorroga) error {
	if p.Estado != compromiso.ProrrogaPedida {
		var ids []int64
		err := tx.SelectContext(ctx, &ids, `
			UPDATE prorrogas SET nueva = $2, estado = $3, respuesta = $4
			WHERE compromiso_id = $1 AND estado = 'pedida' RETURNING id`,
			id, dia(p.Nueva), string(p.Estado), p.Respuesta)
		if err != nil || len(ids) > 0 {
			return envolver(err, "answer a prórroga")
		}
	}
	return insertarProrroga(ctx, tx, id, p)
}

func insertarProrroga(ctx context.Context, tx *sqlx.Tx, id int64, p *compromiso.Prorroga) error {
	err := tx.GetContext(ctx, &p.ID, `
		INSERT INTO prorrogas (compromiso_id, inciso, anterior, nueva, motivo, estado, persona, respuesta, en)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		id, p.Inciso, dia(p.Anterior), dia(p.Nueva), p.Motivo, string(p.Estado), p.Persona, p.Respuesta, instante(p.En))
	return envolver(err, "write a prórroga")
}

// retirarPedida takes note that nobody will answer the request any more.
func retirarPedida(ctx context.Context, tx *sqlx.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE prorrogas SET estado = $2 WHERE compromiso_id = $1 AND estado = 'pedida'`, id, string(prorrogaRetirada))
	return envolver(err, "withdraw a prórroga")
}
