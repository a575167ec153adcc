package store

import (
	"context"
	"math"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// porVerificar is how many entries are read at once: memory stays the same, however
// long the chain is.
const porVerificar = 5000

// Verificar goes along the chain of the bitácora. It gives how many entries hold, and
// the first one that does not: changed, missing, added, or cut off at the end. What it
// cannot see from inside, a tail that was cut off or written anew and the head with it,
// CabezasFalsas finds.
func (s *Store) Verificar(ctx context.Context) (n int64, rota *compromiso.Asiento, err error) {
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		n, rota, err = verificar(ctx, tx, porVerificar)
		return err
	})
	return n, rota, err
}

// verificar reads one page while the one before is hashed.
func verificar(ctx context.Context, tx *sqlx.Tx, pagina int) (n int64, rota *compromiso.Asiento, err error) {
	paginas, basta := make(chan paginaAsientos), make(chan struct{})
	go func() {
		defer close(paginas)
		leerCadena(ctx, tx, pagina, paginas, basta)
	}()
	defer func() {
		// The page under way is read to its end: a query that is broken off may cost the
		// connection, and with it the answer.
		close(basta)
		for range paginas {
		}
	}()
	hash := ""
	for p := range paginas {
		if p.err != nil {
			return n, nil, p.err
		}
		for _, f := range p.filas {
			sello, err := f.sello()
			if err != nil {
				return n, nil, err
			}
			if f.Seq != n+1 || f.Previo != hash || f.Hash != sello {
				return n, rotura(f, n+1), nil
			}
			n, hash = f.Seq, f.Hash
		}
	}
	rota, err = finDeCadena(ctx, tx, n, hash)
	return n, rota, err
}

type paginaAsientos struct {
	filas []filaAsiento
	err   error
}

// leerCadena gives the entries in order, page by page. A moment that is none, which only
// a changed entry can have, comes as no moment at all.
func leerCadena(ctx context.Context, tx *sqlx.Tx, pagina int, paginas chan<- paginaAsientos, basta <-chan struct{}) {
	consulta, err := tx.PreparexContext(ctx, `
		SELECT seq, CASE WHEN isfinite(en) THEN en END, actor, accion, comision, numero, inciso, motivo, antes, despues, previo, hash
		FROM bitacora WHERE seq > $1 ORDER BY seq LIMIT $2`)
	if err != nil {
		paginas <- paginaAsientos{err: envolver(err, "read the bitácora")}
		return
	}
	defer consulta.Close()
	for desde := int64(math.MinInt64); ; { // one that was added need not have a number that is due
		p := paginaAsientos{}
		p.filas, err = leerPagina(ctx, consulta, desde, pagina)
		p.err = envolver(err, "read the bitácora")
		if len(p.filas) == 0 && err == nil {
			return
		}
		select {
		case paginas <- p:
		case <-basta:
			return
		}
		if err != nil {
			return
		}
		desde = p.filas[len(p.filas)-1].Seq
	}
}

func leerPagina(ctx context.Context, consulta *sqlx.Stmt, desde int64, pagina int) ([]filaAsiento, error) {
	rows, err := consulta.QueryContext(ctx, desde, pagina)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	filas := make([]filaAsiento, 0, pagina)
	for rows.Next() {
		var f filaAsiento
		if err := rows.Scan(&f.Seq, &f.En, &f.Actor, &f.Accion, &f.Comision, &f.Numero, &f.Inciso, &f.Motivo, &f.Antes, &f.Despues,
			&f.Previo, &f.Hash); err != nil {
			return nil, err
		}
		filas = append(filas, f)
	}
	return filas, rows.Err()
}

// rotura is the entry at which the chain breaks: the one that is there, or, where one is
// missing, nothing but its number.
func rotura(f filaAsiento, falta int64) *compromiso.Asiento {
	if f.Seq > falta {
		return &compromiso.Asiento{Seq: falta}
	}
	a, err := f.asiento()
	if err != nil { // what was tampered with need not be readable
		a = compromiso.Asiento{Seq: f.Seq, En: f.En.hora(), Actor: f.Actor, Accion: compromiso.Accion(f.Accion), Comision: f.Comision}
	}
	return &a
}

// finDeCadena compares the end with the head, which tells of entries cut off there.
func finDeCadena(ctx context.Context, q conexion, n int64, hash string) (*compromiso.Asiento, error) {
	c, err := cabeza(ctx, q)
	switch {
	case sinFilas(err), err == nil && (c.Seq != n || c.Hash != hash):
		return &compromiso.Asiento{Seq: n + 1}, nil
	}
	return nil, err
}

func cabeza(ctx context.Context, q conexion) (compromiso.CabezaBitacora, error) {
	var c struct {
		Seq  int64  `db:"seq"`
		Hash string `db:"hash"`
	}
	err := q.GetContext(ctx, &c, `SELECT seq, hash FROM bitacora_cabeza`)
	return compromiso.CabezaBitacora{Seq: c.Seq, Hash: c.Hash}, envolver(err, "read the head of the bitácora")
}

// Cabeza is the end of the bitácora's chain: what an issued informe prints, and what is
// kept elsewhere.
func (s *Store) Cabeza(ctx context.Context) (seq int64, hash string, err error) {
	c, err := cabeza(ctx, s.db)
	return c.Seq, c.Hash, err
}

// CabezasFalsas gives those of the heads that were kept elsewhere which the chain does
// not have: their entry is missing, or is another one. On a chain that holds, one head
// vouches for all that came before it.
func (s *Store) CabezasFalsas(ctx context.Context, cabezas []compromiso.CabezaBitacora) ([]compromiso.CabezaBitacora, error) {
	return cabezasFalsas(ctx, s.db, cabezas)
}

func cabezasFalsas(ctx context.Context, q conexion, cabezas []compromiso.CabezaBitacora) ([]compromiso.CabezaBitacora, error) {
	var falsas []compromiso.CabezaBitacora
	for len(cabezas) > 0 {
		lote := cabezas[:min(len(cabezas), porVerificar)]
		cabezas = cabezas[len(lote):]
		seqs := make([]int64, len(lote))
		for k, c := range lote {
			seqs[k] = c.Seq
		}
		var filas []struct {
			Seq  int64  `db:"seq"`
			Hash string `db:"hash"`
		}
		if err := q.SelectContext(ctx, &filas, `SELECT seq, hash FROM bitacora WHERE seq = ANY($1)`, pq.Array(seqs)); err != nil {
			return nil, envolver(err, "look for entries of the bitácora")
		}
		hay := map[int64]string{}
		for _, f := range filas {
			hay[f.Seq] = f.Hash
		}
		for _, c := range lote {
			if h, esta := hay[c.Seq]; !esta || !c.Es(h) {
				falsas = append(falsas, c)
			}
		}
	}
	return falsas, nil
}
