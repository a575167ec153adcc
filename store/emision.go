package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Emitir freezes the informe of a session under its next number: its data, who issued it
// and when, and the head that the bitácora had at that moment; the next entry of the
// bitácora tells of it, with its hash. The same request again gives back the same informe.
func (s *Store) Emitir(ctx context.Context, sol compromiso.Solicitud, p compromiso.PedidoReporte) (compromiso.Reporte, error) {
	sol.Acto.En = micro(sol.Acto.En)
	var r compromiso.Reporte
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		if sol.Version != 0 && sol.Version != d.Version {
			return compromiso.ErrDirectorio
		}
		l, err := nuevoReporte(d, p)
		if err != nil {
			return err
		}
		// Whoever changes anything waits at the head of the bitácora: what is read from here
		// on is the state that the head vouches for, and no other informe is issued meanwhile.
		var cabeza filaAsiento
		if err := tx.GetContext(ctx, &cabeza, `SELECT seq, hash FROM bitacora_cabeza FOR UPDATE`); err != nil {
			return envolver(err, "lock the bitácora")
		}
		if ya, err := emitidoPara(ctx, tx, sol.Clave); ya != nil || err != nil {
			if err == nil {
				r = *ya
			}
			return err
		}
		if r, err = l.leer(ctx, tx); err != nil {
			return err
		}
		e := compromiso.Emision{
			Sesion: nombreConAnio(l.sesion), Corte: l.corte, Por: sol.Acto.Actor, En: sol.Acto.En.In(l.c.Zona), Cabeza: cabeza.Hash, Asiento: cabeza.Seq,
		}
		r, err = emitir(ctx, tx, l, sol, r, e)
		return err
	})
	return r, err
}

// emitir writes the informe, which is the next one of its session, and its entry in the
// bitácora.
func emitir(ctx context.Context, tx *sqlx.Tx, l *reporte, sol compromiso.Solicitud, r compromiso.Reporte, e compromiso.Emision) (compromiso.Reporte, error) {
	if err := tx.GetContext(ctx, &e.Numero, `SELECT coalesce(max(numero), 0) + 1 FROM informes WHERE sesion_id = $1`, l.sesion.ID); err != nil {
		return r, envolver(err, "number an informe")
	}
	r.Emision = &e
	anterior, err := leerEmitido(ctx, tx, `i.comision = $1 ORDER BY i.id DESC LIMIT 1`, l.c.Siglas)
	switch {
	case err != nil:
		return r, err
	case anterior != nil:
		r.Anterior, r.Cambios = anterior.Emision, compromiso.CambiosDesde(anterior.Informe, r.Informe)
	}
	datos, err := congelar(r)
	if err != nil {
		return r, err
	}
	e.Huella = huellaDe(datos)
	asiento, err := asientoDe(compromiso.Hecho{
		Accion: compromiso.Emitir, Actor: e.Por, En: e.En, Despues: map[string]any{
			"sesion": e.Sesion, "informe": e.Numero, "corte": e.Corte.String(), "huella": e.Huella,
		},
	}, l.c.Siglas, compromiso.Numero{})
	if err != nil {
		return r, err
	}
	asientos := []filaAsiento{asiento}
	if err := asentar(ctx, tx, asientos); err != nil {
		return r, err
	}
	var id int64
	if err := tx.GetContext(ctx, &id, `
		INSERT INTO informes (comision, sesion_id, numero, corte, por, en, solicitud, asiento, huella, datos)
		VALUES ($1, $2, $3, $4, $5, $6, nullif($7, ''), $8, $9, $10) RETURNING id`,
		l.c.Siglas, l.sesion.ID, e.Numero, dia(e.Corte), e.Por, instante(e.En), sol.Clave, asientos[0].Seq, e.Huella, string(datos)); err != nil {
		return r, envolver(err, "issue an informe")
	}
	var anios, cons []int64
	for _, f := range r.Compromisos {
		if !f.Estatus.Abierto() {
			anios, cons = append(anios, int64(f.Numero.Anio)), append(cons, int64(f.Numero.Cons))
		}
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO informe_cerrados (comision, anio, cons, informe_id)
		SELECT $1, n.anio, n.cons, $4 FROM unnest($2::int[], $3::int[]) AS n (anio, cons)`, l.c.Siglas, pq.Array(anios), pq.Array(cons), id); err != nil {
		return r, envolver(err, "remember what an informe reported as closed")
	}
	final, err := descongelar(datos, e.Huella) // what `Emitido` will give
	final.Posteriores = r.Posteriores
	return final, err
}

// emitidos is an issued informe as it is kept: the very text of which the hash is.
type emitidos struct {
	Informe  compromiso.Informe         `json:"informe"`
	Emision  emision                    `json:"emision"`
	Anterior *emision                   `json:"anterior"`
	Cambios  []compromiso.CambioReporte `json:"cambios"`
}

// emision is how it was issued; its hash is of the whole, and not in it.
type emision struct {
	Numero int              `json:"numero"`
	Sesion string           `json:"sesion"`
	Corte  compromiso.Fecha `json:"corte"`
	Por    string           `json:"por"`
	En     time.Time        `json:"en"`
	Huella string           `json:"huella,omitempty"`
	Cabeza string           `json:"cabeza"`
	// The number of the entry that the head is.
	Asiento int64 `json:"asiento"`
}

// congelar is the text of an informe: keys in one order, and nothing but its data.
func congelar(r compromiso.Reporte) ([]byte, error) {
	x := emitidos{Informe: r.Informe, Emision: emision(*r.Emision), Cambios: r.Cambios}
	if r.Anterior != nil {
		a := emision(*r.Anterior)
		x.Anterior = &a
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(x)
	return bytes.TrimRight(b.Bytes(), "\n"), envolver(err, "write an informe")
}

func huellaDe(datos []byte) string {
	h := sha256.Sum256(datos)
	return hex.EncodeToString(h[:])
}

// descongelar reads it back.
func descongelar(datos []byte, huella string) (compromiso.Reporte, error) {
	var x emitidos
	if err := json.Unmarshal(datos, &x); err != nil {
		return compromiso.Reporte{}, envolver(err, "read an issued informe")
	}
	x.Emision.Huella = huella
	e := compromiso.Emision(x.Emision)
	r := compromiso.Reporte{Informe: x.Informe, Corte: e.Corte, Emision: &e, Cambios: x.Cambios}
	if x.Anterior != nil {
		a := compromiso.Emision(*x.Anterior)
		r.Anterior = &a
	}
	return r, nil
}

// filaInforme is an issued informe, and the hash that the bitácora has of it.
type filaInforme struct {
	ID      int64   `db:"id"`
	Numero  int     `db:"numero"`
	Huella  string  `db:"huella"`
	Datos   string  `db:"datos"`
	Asiento *string `db:"asentada"`
}

// emitido is one, and its id.
type emitido struct {
	id int64
	compromiso.Reporte
}

// consultaEmitido is an issued informe with the hash that the bitácora has of it.
const consultaEmitido = `
	SELECT i.id, i.numero, i.huella, i.datos, b.despues::json->>'huella' AS asentada
	FROM informes i LEFT JOIN bitacora b ON b.seq = i.asiento
	WHERE `

// leerEmitido gives the issued informe that the condition finds, or nil. One that is not
// what was issued is refused: of its data the hash tells, and of the hash the bitácora.
func leerEmitido(ctx context.Context, q conexion, donde string, args ...any) (*emitido, error) {
	var f filaInforme
	err := q.GetContext(ctx, &f, consultaEmitido+donde, args...)
	switch {
	case sinFilas(err):
		return nil, nil
	case err != nil:
		return nil, envolver(err, "read an issued informe")
	case huellaDe([]byte(f.Datos)) != f.Huella || f.Asiento == nil || *f.Asiento != f.Huella:
		return nil, compromiso.Errorf(compromiso.Conflicto, "",
			"El informe emitido n.º %d no es el que se emitió: sus datos no concuerdan con su huella en la bitácora. Compárelos con un respaldo.", f.Numero)
	}
	r, err := descongelar([]byte(f.Datos), f.Huella)
	return &emitido{f.ID, r}, err
}

// emitidoPara is the informe that a request was answered with before, or nil.
func emitidoPara(ctx context.Context, q conexion, clave string) (*compromiso.Reporte, error) {
	if clave == "" {
		return nil, nil
	}
	e, err := leerEmitido(ctx, q, `i.solicitud = $1`, clave)
	if e == nil || err != nil {
		return nil, err
	}
	return &e.Reporte, nil
}

// Emitido gives back an issued informe of a session as it was issued: number n, or the
// last one where n is 0.
func (s *Store) Emitido(ctx context.Context, p compromiso.PedidoReporte, n int) (compromiso.Reporte, error) {
	e, err := s.emitido(ctx, p, n)
	if err != nil {
		return compromiso.Reporte{}, err
	}
	return e.Reporte, nil
}

func (s *Store) emitido(ctx context.Context, p compromiso.PedidoReporte, n int) (*emitido, error) {
	d, err := s.Directorio(ctx)
	if err != nil {
		return nil, err
	}
	c, err := comisionDe(d, p.Comision)
	if err != nil {
		return nil, err
	}
	sesion, err := sesionPedida(c, p)
	if err != nil {
		return nil, err
	}
	e, err := leerEmitido(ctx, s.db, `i.sesion_id = $1 AND ($2 = 0 OR i.numero = $2) ORDER BY i.numero DESC LIMIT 1`, sesion.ID, n)
	if e != nil || err != nil {
		return e, err
	}
	var ultimo int
	if err := s.db.GetContext(ctx, &ultimo, `SELECT coalesce(max(numero), 0) FROM informes WHERE sesion_id = $1`, sesion.ID); err != nil {
		return nil, envolver(err, "look for issued informes")
	}
	nombre := nombreConAnio(*sesion)
	if ultimo == 0 {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "emitido", "De la %s no se ha emitido ningún informe: emítalo con «compromisos informe --emitir».", nombre)
	}
	return nil, compromiso.Errorf(compromiso.NoEncontrado, "emitido", "De la %s no hay un informe n.º %d: se han emitido %d.", nombre, n, ultimo)
}

// ArchivoEmitido gives the file of an issued informe in a format, the very bytes that were
// made when it was first asked for; hacer makes them then.
func (s *Store) ArchivoEmitido(ctx context.Context, p compromiso.PedidoReporte, n int, formato string,
	hacer func(compromiso.Reporte) ([]byte, error),
) (compromiso.Reporte, []byte, error) {
	e, err := s.emitido(ctx, p, n)
	if err != nil {
		return compromiso.Reporte{}, nil, err
	}
	b, err := s.archivo(ctx, e.id, formato)
	if b != nil || err != nil {
		return e.Reporte, b, err
	}
	if b, err = hacer(e.Reporte); err != nil {
		return e.Reporte, nil, err
	}
	if _, err := s.db.ExecContext(ctx, `
		INSERT INTO informe_archivos (informe_id, formato, contenido) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, e.id, formato, b); err != nil {
		return e.Reporte, nil, envolver(err, "keep the file of an informe")
	}
	b, err = s.archivo(ctx, e.id, formato) // of two who made it at once, one did
	return e.Reporte, b, err
}

// archivo is the file as it is kept, or nil.
func (s *Store) archivo(ctx context.Context, informe int64, formato string) (b []byte, err error) {
	err = s.db.GetContext(ctx, &b, `SELECT contenido FROM informe_archivos WHERE informe_id = $1 AND formato = $2`, informe, formato)
	if sinFilas(err) {
		return nil, nil
	}
	return b, envolver(err, "read the file of an informe")
}
