package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// filaAsiento is an entry of the bitácora. Antes and Despues are the text that was
// hashed, byte by byte: what jsonb gives back is not always what it was given.
type filaAsiento struct {
	Seq      int64    `db:"seq"`
	En       instante `db:"en"`
	Actor    string   `db:"actor"`
	Accion   string   `db:"accion"`
	Comision string   `db:"comision"`
	Numero   string   `db:"numero"`
	Inciso   string   `db:"inciso"`
	Motivo   string   `db:"motivo"`
	Antes    string   `db:"antes"`
	Despues  string   `db:"despues"`
	Previo   string   `db:"previo"`
	Hash     string   `db:"hash"`
}

// sello is the hash of the entry: of the one before and of every field, in one fixed
// form.
func (f filaAsiento) sello() (string, error) {
	canon, err := json.Marshal([]any{
		f.Previo, f.Seq, f.En.hora().UTC().Format(time.RFC3339Nano), f.Actor, f.Accion, f.Comision, f.Numero, f.Inciso,
		f.Motivo, f.Antes, f.Despues,
	})
	if err != nil {
		return "", envolver(err, "write an entry of the bitácora")
	}
	h := sha256.Sum256(canon)
	return hex.EncodeToString(h[:]), nil
}

func (f filaAsiento) asiento() (compromiso.Asiento, error) {
	a := compromiso.Asiento{
		Seq: f.Seq, En: f.En.hora(), Actor: f.Actor, Accion: compromiso.Accion(f.Accion), Comision: f.Comision,
		Inciso: f.Inciso, Motivo: f.Motivo, Previo: f.Previo, Hash: f.Hash,
	}
	if f.Numero != "" {
		n, err := compromiso.ParseNumero(f.Numero)
		if err != nil {
			return a, err
		}
		a.Numero = n
	}
	if err := json.Unmarshal([]byte(f.Antes), &a.Antes); err != nil {
		return a, envolver(err, "read the bitácora")
	}
	return a, envolver(json.Unmarshal([]byte(f.Despues), &a.Despues), "read the bitácora")
}

// asientoDe is the entry of what happened to a compromiso, or to none.
func asientoDe(h compromiso.Hecho, comision string, n compromiso.Numero) (filaAsiento, error) {
	f := filaAsiento{
		En: instante(micro(h.En)), Actor: h.Actor, Accion: string(h.Accion), Comision: comision, Numero: n.String(),
		Inciso: h.Inciso, Motivo: h.Motivo,
	}
	var err error
	if f.Antes, err = canonico(h.Antes); err == nil {
		f.Despues, err = canonico(h.Despues)
	}
	return f, err
}

func canonico(m map[string]any) (string, error) {
	if m == nil {
		return "{}", nil
	}
	b, err := json.Marshal(m) // keys in order
	return string(b), envolver(err, "write an entry of the bitácora")
}

// asentar appends the entries and gives them their numbers. The chain's head stays
// locked until the transaction ends, so it comes as late in it as can be.
func asentar(ctx context.Context, tx *sqlx.Tx, fs []filaAsiento) error {
	if len(fs) == 0 {
		return nil
	}
	if err := encadenar(ctx, tx, fs); err != nil {
		return err
	}
	if err := insertarAsientos(ctx, tx, fs); err != nil {
		return err
	}
	ultimo := fs[len(fs)-1]
	_, err := tx.ExecContext(ctx, `UPDATE bitacora_cabeza SET seq = $1, hash = $2`, ultimo.Seq, ultimo.Hash)
	return envolver(err, "move the head of the bitácora")
}

// encadenar locks the chain's head, and gives the entries their numbers and hashes.
func encadenar(ctx context.Context, tx *sqlx.Tx, fs []filaAsiento) error {
	var cabeza struct {
		Seq  int64  `db:"seq"`
		Hash string `db:"hash"`
	}
	if err := tx.GetContext(ctx, &cabeza, `SELECT seq, hash FROM bitacora_cabeza FOR UPDATE`); err != nil {
		return envolver(err, "lock the bitácora")
	}
	for k := range fs {
		f := &fs[k]
		f.Seq, f.Previo = cabeza.Seq+1, cabeza.Hash
		var err error
		if f.Hash, err = f.sello(); err != nil {
			return err
		}
		cabeza.Seq, cabeza.Hash = f.Seq, f.Hash
	}
	return nil
}

func insertarAsientos(ctx context.Context, tx *sqlx.Tx, fs []filaAsiento) error {
	if len(fs) > 100 { // of an import: what everybody waits for meanwhile
		columnas := []string{"seq", "en", "actor", "accion", "comision", "numero", "inciso", "motivo", "antes", "despues", "previo", "hash"}
		return copiar(ctx, tx, "bitacora", columnas, porFila(fs, func(f filaAsiento) []any {
			return []any{f.Seq, f.En, f.Actor, f.Accion, f.Comision, f.Numero, f.Inciso, f.Motivo, f.Antes, f.Despues, f.Previo, f.Hash}
		}))
	}
	_, err := tx.ExecContext(ctx, insertAsientos, enColumnas(fs)...)
	return envolver(err, "write to the bitácora")
}

// insertAsientos takes the columns that enColumnas gives, $1 to $12.
const insertAsientos = `
	INSERT INTO bitacora (seq, en, actor, accion, comision, numero, inciso, motivo, antes, despues, previo, hash)
	SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
		$9::text[], $10::text[], $11::text[], $12::text[])`

func enColumnas(fs []filaAsiento) []any {
	seqs := make([]int64, len(fs))
	ens := make([]time.Time, len(fs))
	cols := make([][]string, 10)
	for k, f := range fs {
		seqs[k], ens[k] = f.Seq, f.En.hora()
		for i, v := range []string{f.Actor, f.Accion, f.Comision, f.Numero, f.Inciso, f.Motivo, f.Antes, f.Despues, f.Previo, f.Hash} {
			cols[i] = append(cols[i], v)
		}
	}
	out := []any{pq.Array(seqs), pq.Array(ens)}
	for _, c := range cols {
		out = append(out, pq.Array(c))
	}
	return out
}
