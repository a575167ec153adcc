package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

type filaCompromiso struct {
	ID                int64          `db:"id"`
	Comision          string         `db:"comision"`
	Anio              int            `db:"anio"`
	Cons              int            `db:"cons"`
	Tipo              string         `db:"tipo"`
	Eje               string         `db:"eje"`
	Texto             string         `db:"texto"`
	Atencion          string         `db:"atencion"`
	Permanente        bool           `db:"permanente"`
	Solicitantes      pq.StringArray `db:"solicitantes"`
	Areas             pq.StringArray `db:"areas"`
	AreasPropuestas   pq.StringArray `db:"areas_propuestas"`
	Estatus           string         `db:"estatus"`
	FechaLimite       dia            `db:"fecha_limite"`
	FechaLimiteOrig   dia            `db:"fecha_limite_orig"`
	FechaPropuesta    dia            `db:"fecha_propuesta"`
	FechaCumplimiento dia            `db:"fecha_cumplimiento"`
	Motivo            string         `db:"motivo"`
	Registrado        instante       `db:"registrado"`
	RegistradoPor     string         `db:"registrado_por"`
	Cerrado           instante       `db:"cerrado"`
	AvisarDesde       instante       `db:"avisar_desde"`
	Enlace            string         `db:"enlace"`

	SesionID       *int64  `db:"sesion_id"`
	SesionOrdinal  *int    `db:"sesion_ordinal"`
	SesionClase    *string `db:"sesion_clase"`
	SesionSiglas   *string `db:"sesion_siglas"`
	SesionComision *string `db:"sesion_comision"`
	SesionFecha    dia     `db:"sesion_fecha"`
	SesionHora     *string `db:"sesion_hora"`
}

func (f filaCompromiso) sinSesion() *compromiso.Compromiso {
	return &compromiso.Compromiso{
		ID: f.ID, Comision: f.Comision, Numero: compromiso.Numero{Cons: f.Cons, Anio: f.Anio}, Tipo: compromiso.Tipo(f.Tipo),
		Eje: f.Eje, Texto: f.Texto, Atencion: f.Atencion, Permanente: f.Permanente, Solicitantes: deLista(f.Solicitantes),
		Areas: deLista(f.Areas), AreasPropuestas: deLista(f.AreasPropuestas), Estatus: compromiso.Estatus(f.Estatus),
		FechaLimite: f.FechaLimite.fecha(), FechaLimiteOrig: f.FechaLimiteOrig.fecha(), FechaPropuesta: f.FechaPropuesta.fecha(),
		FechaCumplimiento: f.FechaCumplimiento.fecha(), Motivo: f.Motivo, Registrado: f.Registrado.hora(),
		RegistradoPor: f.RegistradoPor, Cerrado: f.Cerrado.hora(), AvisarDesde: f.AvisarDesde.hora(), Enlace: f.Enlace,
	}
}

func (f filaCompromiso) compromiso() (*compromiso.Compromiso, error) {
	n := f.sinSesion()
	if f.SesionID == nil {
		return n, nil
	}
	s, err := filaSesion{
		ID: *f.SesionID, Comision: *f.SesionComision, Ordinal: *f.SesionOrdinal, Clase: *f.SesionClase, Siglas: *f.SesionSiglas,
		Fecha: f.SesionFecha, Hora: f.SesionHora,
	}.sesion()
	n.Sesion = &s
	return n, err
}

// leer gives the compromisos with everything their rules look at, in the order of ids.
func leer(ctx context.Context, q conexion, ids []int64) ([]*compromiso.Compromiso, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var filas []filaCompromiso
	if err := q.SelectContext(ctx, &filas, `
		SELECT c.id, c.comision, c.anio, c.cons, c.tipo, c.eje, c.texto, c.atencion, c.permanente, c.solicitantes, c.areas,
			c.areas_propuestas, c.estatus, c.fecha_limite, c.fecha_limite_orig, c.fecha_propuesta, c.fecha_cumplimiento, c.motivo,
			c.registrado, c.registrado_por, c.cerrado, c.avisar_desde, c.enlace,
			s.id AS sesion_id, s.ordinal AS sesion_ordinal, s.clase AS sesion_clase, s.siglas AS sesion_siglas,
			s.comision AS sesion_comision, s.fecha AS sesion_fecha, to_char(s.hora, 'HH24:MI') AS sesion_hora
		FROM compromisos c LEFT JOIN sesiones s ON s.id = c.sesion_id
		WHERE c.id = ANY($1)`, pq.Array(ids)); err != nil {
		return nil, envolver(err, "read compromisos")
	}
	por := make(map[int64]*compromiso.Compromiso, len(filas))
	for _, f := range filas {
		n, err := f.compromiso()
		if err != nil {
			return nil, envolver(err, "read a compromiso")
		}
		por[n.ID] = n
	}
	if err := leerIncisos(ctx, q, ids, por); err != nil {
		return nil, err
	}
	if err := leerPedidas(ctx, q, ids, por); err != nil {
		return nil, err
	}
	out := make([]*compromiso.Compromiso, 0, len(ids))
	for _, id := range ids {
		if n := por[id]; n != nil {
			out = append(out, n)
		}
	}
	return out, nil
}

// buscarID finds the compromiso that a reference names. Without siglas it must be the
// only one of that number. bloquear keeps everybody else from changing it until the
// transaction ends; what only names it (an aviso) is not held up.
func buscarID(ctx context.Context, q conexion, d *compromiso.Directorio, ref compromiso.Referencia, bloquear bool) (int64, error) {
	siglas := ""
	if ref.Comision != "" {
		c, err := comisionDe(d, ref.Comision)
		if err != nil {
			return 0, err
		}
		siglas = c.Siglas
	}
	var filas []struct {
		ID       int64  `db:"id"`
		Comision string `db:"comision"`
	}
	if err := q.SelectContext(ctx, &filas, `
		SELECT id, comision FROM compromisos
		WHERE comision = ANY($1) AND anio = $2 AND cons = $3`,
		pq.Array(siglasDe(d, siglas)), ref.Numero.Anio, ref.Numero.Cons); err != nil {
		return 0, envolver(err, "find a compromiso")
	}
	switch {
	case len(filas) == 0 && siglas != "":
		return 0, compromiso.Errorf(compromiso.NoEncontrado, "numero", "No hay un compromiso %s en %s.", ref.Numero, siglas)
	case len(filas) == 0:
		return 0, compromiso.Errorf(compromiso.NoEncontrado, "numero", "No hay un compromiso %s.", ref.Numero)
	case len(filas) > 1:
		var cuales []string
		for _, f := range filas {
			cuales = append(cuales, fmt.Sprintf("%s %s", f.Comision, ref.Numero))
		}
		return 0, compromiso.Errorf(compromiso.Ambiguo, "numero", "Hay más de un compromiso %s: escriba cuál es, %s.", ref.Numero, compromiso.Enumerar(cuales))
	}
	if bloquear {
		var id int64
		if err := q.GetContext(ctx, &id, `SELECT id FROM compromisos WHERE id = $1 FOR NO KEY UPDATE`, filas[0].ID); err != nil {
			return 0, envolver(err, "lock a compromiso")
		}
	}
	return filas[0].ID, nil
}

// siglasDe are the siglas asked for, or all there are.
func siglasDe(d *compromiso.Directorio, siglas string) []string {
	if siglas != "" {
		return []string{siglas}
	}
	out := []string{}
	for _, c := range d.Comisiones {
		out = append(out, c.Siglas)
	}
	return out
}

// leerUno gives the compromiso that a reference names.
func leerUno(ctx context.Context, q conexion, d *compromiso.Directorio, ref compromiso.Referencia, bloquear bool) (*compromiso.Compromiso, error) {
	id, err := buscarID(ctx, q, d, ref, bloquear)
	if err != nil {
		return nil, err
	}
	ns, err := leer(ctx, q, []int64{id})
	if err != nil {
		return nil, err
	}
	if len(ns) == 0 {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "numero", "No hay un compromiso %s.", ref)
	}
	return ns[0], nil
}

// Compromiso gives the one that the reference names, or an error that names it.
func (s *Store) Compromiso(ctx context.Context, ref compromiso.Referencia) (*compromiso.Compromiso, error) {
	d, err := s.Directorio(ctx)
	if err != nil {
		return nil, err
	}
	var n *compromiso.Compromiso
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		n, err = leerUno(ctx, tx, d, ref, false)
		return err
	})
	return n, err
}
