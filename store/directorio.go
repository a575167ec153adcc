package store

import (
	"context"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Directorio is what is configured, as of now: it is kept in memory, and one tiny query
// asks whether another process changed it. It is read-only.
func (s *Store) Directorio(ctx context.Context) (*compromiso.Directorio, error) {
	version, _, err := s.Marca(ctx)
	if err != nil {
		return nil, err
	}
	if d := s.recordado(version); d != nil {
		return d, nil
	}
	var d *compromiso.Directorio
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		d, err = leerDirectorio(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.recordar(d), nil
}

// Recordado is the directory as it was last read, or nil. What is decided by it counts
// only if the query that follows finds the same version: it saves asking for it first.
func (s *Store) Recordado() *compromiso.Directorio {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dir
}

// directorio is the same within a transaction that keeps the configuration as it is.
func (s *Store) directorio(ctx context.Context, tx *sqlx.Tx) (*compromiso.Directorio, error) {
	version, err := versionConf(ctx, tx)
	if err != nil {
		return nil, err
	}
	if d := s.recordado(version); d != nil {
		return d, nil
	}
	// Not remembered from here: a transaction that changes it may yet be undone.
	return leerDirectorio(ctx, tx)
}

func (s *Store) recordado(version int64) *compromiso.Directorio {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir != nil && s.dir.Version == version {
		return s.dir
	}
	return nil
}

func (s *Store) recordar(d *compromiso.Directorio) *compromiso.Directorio {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == nil || s.dir.Version != d.Version {
		s.dir = d
	}
	return d
}

func versionConf(ctx context.Context, q conexion) (int64, error) {
	var v int64
	err := q.GetContext(ctx, &v, `SELECT version FROM config_version`)
	return v, envolver(err, "read the version of the configuration")
}

type filaArea struct {
	Siglas    string         `db:"siglas"`
	Nombre    string         `db:"nombre"`
	Enlaces   pq.StringArray `db:"enlaces"`
	Suplentes pq.StringArray `db:"suplentes"`
	Titular   string         `db:"titular"`
	Canal     string         `db:"canal"`
}

type filaSolicitante struct {
	Clave    string         `db:"clave"`
	Nombre   string         `db:"nombre"`
	Cargo    string         `db:"cargo"`
	Usuarios pq.StringArray `db:"usuarios"`
}

// leerDirectorio reads all of it; the caller sees to it that it is of one moment.
func leerDirectorio(ctx context.Context, q conexion) (*compromiso.Directorio, error) {
	d := &compromiso.Directorio{Glosario: map[string]string{}, Grupos: map[string][]string{}}
	var err error
	if d.Version, err = versionConf(ctx, q); err != nil {
		return nil, err
	}
	if d.Comisiones, err = leerComisiones(ctx, q); err != nil {
		return nil, err
	}
	var areas []filaArea
	if err := q.SelectContext(ctx, &areas, `
		SELECT siglas, nombre, enlaces, suplentes, titular, canal FROM areas ORDER BY lower(siglas)`); err != nil {
		return nil, envolver(err, "read the areas")
	}
	for _, a := range areas {
		d.Areas = append(d.Areas, compromiso.Area{
			Siglas: a.Siglas, Nombre: a.Nombre, Enlaces: deLista(a.Enlaces), Suplentes: deLista(a.Suplentes), Titular: a.Titular, Canal: a.Canal,
		})
	}
	var solicitantes []filaSolicitante
	if err := q.SelectContext(ctx, &solicitantes, `
		SELECT clave, nombre, cargo, usuarios FROM solicitantes ORDER BY lower(clave)`); err != nil {
		return nil, envolver(err, "read the requesters")
	}
	for _, x := range solicitantes {
		d.Solicitantes = append(d.Solicitantes, compromiso.Solicitante{
			Clave: x.Clave, Nombre: x.Nombre, Cargo: x.Cargo, Usuarios: deLista(x.Usuarios),
		})
	}
	if err := q.SelectContext(ctx, &d.Ejes, `SELECT nombre FROM ejes ORDER BY orden, nombre`); err != nil {
		return nil, envolver(err, "read the ejes")
	}
	return d, leerPares(ctx, q, d)
}

// leerPares reads what the directory keeps as maps: the glossary and the groups.
func leerPares(ctx context.Context, q conexion, d *compromiso.Directorio) error {
	var glosario []struct {
		Siglas     string `db:"siglas"`
		Definicion string `db:"definicion"`
	}
	if err := q.SelectContext(ctx, &glosario, `SELECT siglas, definicion FROM glosario`); err != nil {
		return envolver(err, "read the glossary")
	}
	for _, g := range glosario {
		d.Glosario[g.Siglas] = g.Definicion
	}
	var grupos []struct {
		Grupo    string         `db:"grupo"`
		Miembros pq.StringArray `db:"miembros"`
	}
	if err := q.SelectContext(ctx, &grupos, `SELECT grupo, miembros FROM grupos`); err != nil {
		return envolver(err, "read the groups")
	}
	for _, g := range grupos {
		d.Grupos[g.Grupo] = deLista(g.Miembros)
	}
	return nil
}

// comisionDe finds a commission or says what to do about it.
func comisionDe(d *compromiso.Directorio, siglas string) (*compromiso.Comision, error) {
	if c, ok := d.Comision(siglas); ok {
		return c, nil
	}
	return nil, compromiso.Errorf(compromiso.NoEncontrado, "comision",
		"No hay una comisión «%s»: agréguela con «compromisos configurar -f ARCHIVO.yaml».", siglas)
}
