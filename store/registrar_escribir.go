package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// The statements of a registration, in their order.
const (
	upsertContador = `
		INSERT INTO contadores (comision, anio, ultimo) VALUES ($1, $2, $3)
		ON CONFLICT (comision, anio) DO UPDATE SET ultimo = contadores.ultimo + excluded.ultimo
		RETURNING ultimo`
	// insertDependientes writes rungs, requests and words; these in order, as all who add some.
	insertDependientes = `
		WITH escalon AS (
			INSERT INTO escalones (compromiso_id, momento) SELECT * FROM unnest($1::bigint[], $2::timestamptz[])
		), solicitud AS (
			INSERT INTO solicitudes (clave, comision, numero, en) SELECT * FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[])
		)
		INSERT INTO vocabulario (palabra) SELECT * FROM unnest($7::text[]) ON CONFLICT DO NOTHING`
)

// insertAsientosYAvisos is how a registration ends, in one step: the chain's head is locked.
var insertAsientosYAvisos = `
	WITH asiento AS (` + insertAsientos + `
	), cabeza AS (
		UPDATE bitacora_cabeza SET seq = $13, hash = $14
	)` + fmt.Sprintf(insertAvisos, 15)

// comenzarLote gives the directory that rules within the transaction, and those of the
// requests that were carried out before. Everybody waits for who registers: it is one look.
func (s *Store) comenzarLote(ctx context.Context, tx *sqlx.Tx, lote []*pedido) (*compromiso.Directorio, map[string]Repetido, error) {
	var claves []string
	for _, p := range lote {
		if p.sol.Clave != "" {
			claves = append(claves, p.sol.Clave)
		}
	}
	// Not prepared: a plan made while there were few requests would go through them all.
	rows, err := tx.QueryContext(ctx, `
		SELECT v.version, s.clave, s.comision, s.numero FROM config_version v LEFT JOIN solicitudes s ON s.clave = ANY($1)`, lista(claves))
	if err != nil {
		return nil, nil, envolver(err, "read requests")
	}
	defer rows.Close()
	var version int64
	hechas := map[string]Repetido{}
	for rows.Next() {
		var clave, comision, numero sql.NullString
		if err := rows.Scan(&version, &clave, &comision, &numero); err != nil {
			return nil, nil, envolver(err, "read requests")
		}
		if !clave.Valid {
			continue
		}
		if hechas[clave.String], err = repetido(comision.String, numero.String); err != nil {
			return nil, nil, err
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, nil, envolver(err, "read requests")
	}
	if d := s.recordado(version); d != nil {
		return d, hechas, nil
	}
	d, err := leerDirectorio(ctx, tx)
	return d, hechas, err
}

// sinRepetidas leaves out the requests that were carried out before: they are answered with
// what they gave then.
func sinRepetidas(lote []*pedido, hechas map[string]Repetido) []*pedido {
	var out []*pedido
	for _, p := range lote {
		if ya, hecha := hechas[p.sol.Clave]; hecha {
			p.err = ya
			continue
		}
		out = append(out, p)
	}
	return out
}

// numerar takes the next numbers. The rows of the counters stay locked until the
// transaction ends: whoever comes after waits to see whether they were really given.
func (s *Store) numerar(ctx context.Context, tx *sqlx.Tx, ps []*pedido) error {
	type serie struct {
		Comision string `db:"comision"`
		Anio     int    `db:"anio"`
	}
	por := map[serie][]*pedido{}
	var series []serie
	for _, p := range ps {
		k := serie{p.com.Siglas, p.n.AnioDeNumero(p.sol.Acto.Hoy)}
		if por[k] == nil {
			series = append(series, k)
		}
		por[k] = append(por[k], p)
	}
	slices.SortFunc(series, func(a, b serie) int { // as all who lock them do
		return cmp.Or(cmp.Compare(a.Comision, b.Comision), cmp.Compare(a.Anio, b.Anio))
	})
	for _, k := range series {
		var ultimo int
		st, err := s.prep.en(ctx, tx, upsertContador) //nolint:sqlclosecheck // the transaction lets go of it
		if err == nil {
			err = st.QueryRowContext(ctx, k.Comision, k.Anio, len(por[k])).Scan(&ultimo)
		}
		if err != nil {
			return envolver(err, "take a number")
		}
		for i, p := range por[k] {
			p.n.Numero = compromiso.Numero{Anio: k.Anio, Cons: ultimo - len(por[k]) + 1 + i}
			p.n.Registrar(p.sol.Acto)
		}
	}
	return nil
}

// escribirAltas writes the compromisos and what hangs on them, and gives the words that
// the vocabulary did not have.
func (s *Store) escribirAltas(ctx context.Context, tx *sqlx.Tx, ps []*pedido) (palabras []string, err error) {
	var filas []filaNueva
	var vocablos []string
	for _, p := range ps {
		filas = append(filas, filaNueva{p.n, p.fila})
		vocablos = append(vocablos, p.v.vocablos...)
	}
	if err := s.insertarVarios(ctx, tx, filas); err != nil {
		return nil, err
	}
	palabras = s.vocablos.desconocidos(vocablos)
	var ids []int64
	var momentos []time.Time
	var claves, comisiones, numeros []string
	var cuando []time.Time
	for _, p := range ps {
		if m := compromiso.SiguienteEscalon(p.n, p.com, p.sol.Acto.En); !m.IsZero() {
			ids, momentos = append(ids, p.n.ID), append(momentos, micro(m))
		}
		if p.sol.Clave != "" {
			claves, cuando = append(claves, p.sol.Clave), append(cuando, p.sol.Acto.En)
			comisiones, numeros = append(comisiones, p.n.Comision), append(numeros, p.n.Numero.String())
		}
	}
	st, err := s.prep.en(ctx, tx, insertDependientes) //nolint:sqlclosecheck // the transaction lets go of it
	if err != nil {
		return nil, envolver(err, "write what belongs to compromisos")
	}
	_, err = st.ExecContext(ctx, pq.Array(ids), pq.Array(momentos), pq.Array(claves), pq.Array(comisiones),
		pq.Array(numeros), pq.Array(cuando), lista(palabras))
	return palabras, envolver(err, "write what belongs to compromisos")
}

// asentarAltas writes the entries of the bitácora and the avisos of them all. It is the
// last step of the transaction.
func (s *Store) asentarAltas(ctx context.Context, tx *sqlx.Tx, ps []*pedido, d *compromiso.Directorio) error {
	var asientos []filaAsiento
	for _, p := range ps {
		fs, err := asientosDe(p.n)
		if err != nil {
			return err
		}
		asientos = append(asientos, fs...)
	}
	if err := encadenar(ctx, tx, asientos); err != nil {
		return err
	}
	var avisos []avisoNuevo
	var de []*pedido
	k := 0
	for _, p := range ps {
		for _, h := range p.n.Hechos() {
			for _, a := range compromiso.AvisosDe(h, asientos[k].Seq, p.n, p.com, d) {
				avisos, de = append(avisos, avisoNuevo{a, p.n.ID}), append(de, p)
			}
			k++
		}
	}
	crudo, err := avisosJSON(avisos)
	if err != nil {
		return err
	}
	ultimo := asientos[len(asientos)-1]
	rows, err := s.prep.filasEn(ctx, tx, insertAsientosYAvisos, append(enColumnas(asientos), ultimo.Seq, ultimo.Hash, crudo)...)
	if err != nil {
		return envolver(err, "write to the bitácora")
	}
	defer rows.Close()
	var escritos []avisoEscrito
	if err := errors.Join(sqlx.StructScan(rows, &escritos), rows.Err()); err != nil {
		return envolver(err, "write avisos")
	}
	for k, id := range enOrden(avisos, escritos) {
		if id != 0 {
			de[k].ids = append(de[k].ids, id)
		}
	}
	return nil
}
