package store

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// Servidor is what the database says of itself.
type Servidor struct {
	Version      string    `db:"version"`
	Numero       int       `db:"numero"` // 130004 is 13.4
	Codificacion string    `db:"codificacion"`
	Trigramas    bool      `db:"trigramas"` // the extension pg_trgm is there
	River        bool      `db:"river"`     // so are River's tables
	Replica      bool      `db:"replica"`   // it takes no writing
	Usuario      string    `db:"usuario"`
	Super        bool      `db:"super"`
	Cifrada      bool      `db:"cifrada"`
	Local        bool      `db:"local"` // the connection does not leave the machine
	Reloj        time.Time `db:"reloj"`
}

// Servidor asks the database about itself. It needs no more than the right to connect.
func (s *Store) Servidor(ctx context.Context) (Servidor, error) {
	var v Servidor
	err := s.db.GetContext(ctx, &v, `
		SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS numero,
			current_setting('server_encoding') AS codificacion, EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') AS trigramas,
			to_regclass('river_job') IS NOT NULL AS river, pg_is_in_recovery() AS replica, current_user AS usuario,
			coalesce((SELECT rolsuper FROM pg_roles WHERE rolname = current_user), false) AS super,
			coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS cifrada,
			coalesce(inet_client_addr() <<= '127.0.0.0/8' OR inet_client_addr() = '::1', true) AS local, clock_timestamp() AS reloj`)
	return v, envolver(err, "ask the database about itself")
}

// porMuestra is how many numbers an operator is told.
const porMuestra = 5

// SinFecha are the open compromisos of which nothing that is owed has a due date; one that
// is permanent needs none.
func (s *Store) SinFecha(ctx context.Context, comision string) (compromiso.Muestra, error) {
	return s.muestra(ctx, `
		SELECT anio, cons, count(*) OVER () AS total FROM compromisos
		WHERE comision = $1 AND abierto AND limite_vivo IS NULL AND estatus <> 'por_validar' AND NOT permanente
			AND NOT EXISTS (SELECT 1 FROM incisos i WHERE i.compromiso_id = compromisos.id AND i.fecha_limite IS NOT NULL)
		ORDER BY anio, cons LIMIT $2`, comision)
}

// SinAreas are the open compromisos that no area attends.
func (s *Store) SinAreas(ctx context.Context, comision string) (compromiso.Muestra, error) {
	return s.muestra(ctx, `
		SELECT anio, cons, count(*) OVER () AS total FROM compromisos
		WHERE comision = $1 AND abierto AND areas_todas = '{}' ORDER BY anio, cons LIMIT $2`, comision)
}

func (s *Store) muestra(ctx context.Context, consulta, comision string) (compromiso.Muestra, error) {
	var filas []struct {
		Anio  int `db:"anio"`
		Cons  int `db:"cons"`
		Total int `db:"total"`
	}
	if err := s.db.SelectContext(ctx, &filas, consulta, comision, porMuestra); err != nil {
		return compromiso.Muestra{}, envolver(err, "look at what is open")
	}
	var m compromiso.Muestra
	for _, f := range filas {
		m.Total = f.Total
		m.Primeros = append(m.Primeros, compromiso.Numero{Anio: f.Anio, Cons: f.Cons})
	}
	return m, nil
}

// TextosDelAnio are the texts that the next informe of the commission will print, of the
// newest compromisos: those of the year, and those that are still open.
func (s *Store) TextosDelAnio(ctx context.Context, comision string, anio, limite int) ([]string, error) {
	var out []string
	err := s.db.SelectContext(ctx, &out, `
		SELECT left(texto, 20000) || E'\n' || left(atencion, 20000) FROM (
			(SELECT id, texto, atencion FROM compromisos WHERE comision = $1 AND anio = $2 ORDER BY cons DESC LIMIT $3)
			UNION
			(SELECT id, texto, atencion FROM compromisos WHERE comision = $1 AND abierto ORDER BY orden_limite, anio, cons LIMIT $3)
		) n ORDER BY id DESC LIMIT $3`, comision, anio, limite)
	return out, envolver(err, "read what the next informe will print")
}

// ultimosAvisos bounds the search for lost avisos: no index holds them.
const ultimosAvisos = 200000

// Perdidos are the avisos that were given up since the moment, among the newest ones, by
// whom they were for and why.
func (s *Store) Perdidos(ctx context.Context, desde time.Time) ([]compromiso.Perdidos, error) {
	var filas []struct {
		Destino string `db:"destino"`
		Motivo  string `db:"motivo"`
		N       int    `db:"n"`
		Ultimo  dia    `db:"ultimo"`
	}
	if err := s.db.SelectContext(ctx, &filas, `
		SELECT destino, motivo, count(*) AS n, max(dia) AS ultimo FROM avisos
		WHERE id > (SELECT coalesce(max(id), 0) FROM avisos) - $2 AND estado = 'fallido' AND creado >= $1
		GROUP BY destino, motivo ORDER BY n DESC, destino, motivo LIMIT 50`, instante(desde), ultimosAvisos); err != nil {
		return nil, envolver(err, "look for lost avisos")
	}
	var out []compromiso.Perdidos
	for _, f := range filas {
		out = append(out, compromiso.Perdidos{Destino: f.Destino, Motivo: f.Motivo, Cuantos: f.N, Ultimo: f.Ultimo.fecha()})
	}
	return out, nil
}

// CabezaConcuerda tells whether the head of the bitácora names its last entry. It is not
// the proof that Verificar is, and costs nothing.
func (s *Store) CabezaConcuerda(ctx context.Context) (bool, error) {
	si := false
	err := s.foto(ctx, func(tx *sqlx.Tx) error {
		return envolver(tx.GetContext(ctx, &si, `
			SELECT CASE WHEN u.seq IS NULL THEN c.seq = 0 ELSE c.seq = u.seq AND c.hash = u.hash END
			FROM bitacora_cabeza c LEFT JOIN (SELECT seq, hash FROM bitacora ORDER BY seq DESC LIMIT 1) u ON true`), "look at the end of the bitácora")
	})
	return si, err
}
