package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// historiaMaxima is how many entries of each kind a card carries, the last ones.
const historiaMaxima = 500

// Ficha gives the compromiso with its whole history, in one round trip where the
// reference names the commission; the entries of the bitácora come without what they
// replaced and without their hashes. d is as for Lista.
func (s *Store) Ficha(ctx context.Context, d *compromiso.Directorio, ref compromiso.Referencia) (*compromiso.Ficha, error) {
	d, err := s.directorioO(ctx, d)
	if err != nil {
		return nil, err
	}
	if ref.Comision == "" { // whose it is takes a look of its own
		n, err := s.Compromiso(ctx, ref)
		if err != nil {
			return nil, err
		}
		ref.Comision = n.Comision
	}
	c, err := comisionDe(d, ref.Comision)
	if err != nil {
		return nil, err
	}
	rows, err := s.prep.filas(ctx, consultaFicha, c.Siglas, ref.Numero.Anio, ref.Numero.Cons, ref.Numero.String(), historiaMaxima)
	if err != nil {
		return nil, envolver(err, "read a card")
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, envolver(errors.Join(rows.Err(), sql.ErrNoRows), "read a card")
	}
	version, f, err := leerFicha(rows, c, ref.Numero)
	if err != nil {
		return nil, envolver(err, "read a card")
	}
	if version != d.Version {
		return nil, compromiso.ErrDirectorio
	}
	if f.Compromiso == nil {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "numero", "No hay un compromiso %s en %s.", ref.Numero, c.Siglas)
	}
	return f, nil
}

// consultaFicha is a card: the row, and what belongs to it as JSON, the latest first. It
// has a row even where there is none.
const consultaFicha = `
	SELECT v.version, v.cabeza, c.*
	FROM (SELECT version, (SELECT hash FROM bitacora_cabeza) AS cabeza FROM config_version) v
	LEFT JOIN (
		SELECT c.id, c.sesion_id, c.tipo, c.eje, c.texto, c.atencion, c.permanente, c.solicitantes,
			c.areas, c.areas_propuestas, c.estatus, c.fecha_limite, c.fecha_limite_orig, c.fecha_propuesta, c.fecha_cumplimiento, c.motivo,
			c.registrado, c.registrado_por, c.cerrado, c.avisar_desde, c.enlace,
			CASE WHEN c.partes IS DISTINCT FROM 0 THEN (SELECT json_agg(i ORDER BY i.orden) FROM incisos i WHERE i.compromiso_id = c.id) END,
			(SELECT json_agg(x) FROM (SELECT id, inciso, fecha, area, persona, clase, texto, en
				FROM seguimientos WHERE compromiso_id = c.id ORDER BY en DESC, id DESC LIMIT $5) x),
			(SELECT json_agg(x) FROM (SELECT id, seguimiento_id, clase, titulo, liga, oficio, fecha, persona, en
				FROM evidencias WHERE compromiso_id = c.id ORDER BY en DESC, id DESC LIMIT $5) x),
			(SELECT json_agg(x) FROM (SELECT id, inciso, anterior, nueva, motivo, estado, persona, respuesta, en
				FROM prorrogas WHERE compromiso_id = c.id ORDER BY en DESC, id DESC LIMIT $5) x),
			(SELECT json_agg(x) FROM (SELECT seq, en, actor, accion, inciso, motivo, despues::json
				FROM bitacora WHERE comision = $1 AND numero = $4 ORDER BY seq DESC LIMIT $5) x),
			ARRAY(SELECT i.sesion_id FROM informe_cerrados r JOIN informes i ON i.id = r.informe_id
				WHERE r.comision = $1 AND r.anio = $2 AND r.cons = $3)
		FROM compromisos c
		WHERE c.comision = $1 AND c.anio = $2 AND c.cons = $3) c ON true`

func leerFicha(rows *sql.Rows, c *compromiso.Comision, numero compromiso.Numero) (version int64, f *compromiso.Ficha, err error) {
	var r filaCompromiso
	var id sql.NullInt64
	var tipo, eje, texto, atencion, estatus, motivo, registradoPor, enlace sql.NullString
	var permanente sql.NullBool
	var incisos, seguimientos, evidencias, prorrogas, historia sql.RawBytes
	var informado pq.Int64Array
	f = &compromiso.Ficha{}
	if err := rows.Scan(&version, &f.Cabeza, &id, &r.SesionID, &tipo, &eje, &texto, &atencion, &permanente, &r.Solicitantes,
		&r.Areas, &r.AreasPropuestas, &estatus, &r.FechaLimite, &r.FechaLimiteOrig, &r.FechaPropuesta, &r.FechaCumplimiento, &motivo,
		&r.Registrado, &registradoPor, &r.Cerrado, &r.AvisarDesde, &enlace,
		&incisos, &seguimientos, &evidencias, &prorrogas, &historia, &informado); err != nil || !id.Valid {
		return version, f, err
	}
	r.ID, r.Tipo, r.Eje, r.Texto, r.Atencion, r.Permanente = id.Int64, tipo.String, eje.String, texto.String, atencion.String, permanente.Bool
	r.Estatus, r.Motivo, r.RegistradoPor, r.Enlace = estatus.String, motivo.String, registradoPor.String, enlace.String
	n := r.sinSesion()
	n.Comision, n.Numero = c.Siglas, numero
	if r.SesionID != nil {
		if n.Sesion, err = sesionDeID(c, *r.SesionID); err != nil {
			return 0, nil, err
		}
	}
	if f.InformadoEn, err = sesionesDeIDs(c, informado); err != nil {
		return 0, nil, err
	}
	f.Compromiso = n
	if n.Incisos, err = incisosDeJSON(incisos); err != nil {
		return 0, nil, err
	}
	if f.Seguimientos, err = alReves(seguimientos, seguimientoJSON.seguimiento); err != nil {
		return 0, nil, err
	}
	if f.Evidencias, err = alReves(evidencias, evidenciaJSON.evidencia); err != nil {
		return 0, nil, err
	}
	if f.Prorrogas, err = alReves(prorrogas, prorrogaJSON.prorroga); err != nil {
		return 0, nil, err
	}
	if k := slices.IndexFunc(f.Prorrogas, func(p compromiso.Prorroga) bool { return p.Estado == compromiso.ProrrogaPedida }); k >= 0 {
		n.Prorroga = &f.Prorrogas[k]
	}
	f.Historia, err = alReves(historia, func(a asientoJSON) compromiso.Asiento { return a.asiento(n) })
	return version, f, err
}

// sesionDeID finds a session; one that is not there was added after the directory was read.
func sesionDeID(c *compromiso.Comision, id int64) (*compromiso.Sesion, error) {
	k := slices.IndexFunc(c.Sesiones, func(s compromiso.Sesion) bool { return s.ID == id })
	if k < 0 {
		return nil, compromiso.ErrDirectorio
	}
	return &c.Sesiones[k], nil
}

// sesionesDeIDs finds each of them once, by day.
func sesionesDeIDs(c *compromiso.Comision, ids []int64) (out []*compromiso.Sesion, _ error) {
	for _, id := range ids {
		s, err := sesionDeID(c, id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(x, y *compromiso.Sesion) int {
		return cmp.Or(x.Fecha.Compare(y.Fecha), cmp.Compare(x.ID, y.ID))
	})
	return out, nil
}

// alReves reads what came as JSON, the latest first, and puts it in its order.
func alReves[J, T any](crudo []byte, uno func(J) T) ([]T, error) {
	if len(crudo) == 0 {
		return nil, nil
	}
	var js []J
	if err := json.Unmarshal(crudo, &js); err != nil {
		return nil, err
	}
	out := make([]T, len(js))
	for k, j := range js {
		out[len(js)-1-k] = uno(j)
	}
	return out, nil
}

type incisoJSON struct {
	Letra             string           `json:"letra"`
	Texto             string           `json:"texto"`
	Areas             []string         `json:"areas"`
	Estatus           string           `json:"estatus"`
	FechaLimite       compromiso.Fecha `json:"fecha_limite"`
	FechaPropuesta    compromiso.Fecha `json:"fecha_propuesta"`
	FechaCumplimiento compromiso.Fecha `json:"fecha_cumplimiento"`
}

func incisosDeJSON(crudo []byte) ([]compromiso.Inciso, error) {
	if len(crudo) == 0 {
		return nil, nil
	}
	var js []incisoJSON
	if err := json.Unmarshal(crudo, &js); err != nil {
		return nil, err
	}
	out := make([]compromiso.Inciso, len(js))
	for k, j := range js {
		out[k] = compromiso.Inciso{
			Letra: j.Letra, Texto: j.Texto, Areas: deLista(j.Areas), Estatus: compromiso.Estatus(j.Estatus),
			FechaLimite: j.FechaLimite, FechaPropuesta: j.FechaPropuesta, FechaCumplimiento: j.FechaCumplimiento,
		}
	}
	return out, nil
}

type seguimientoJSON struct {
	ID      int64            `json:"id"`
	Inciso  string           `json:"inciso"`
	Fecha   compromiso.Fecha `json:"fecha"`
	Area    string           `json:"area"`
	Persona string           `json:"persona"`
	Clase   string           `json:"clase"`
	Texto   string           `json:"texto"`
	En      time.Time        `json:"en"`
}

func (j seguimientoJSON) seguimiento() compromiso.Seguimiento {
	return compromiso.Seguimiento{
		ID: j.ID, Inciso: j.Inciso, Fecha: j.Fecha, Area: j.Area, Persona: j.Persona, Clase: compromiso.ClaseSeg(j.Clase), Texto: j.Texto, En: j.En.UTC(),
	}
}

type evidenciaJSON struct {
	ID          int64            `json:"id"`
	Seguimiento int64            `json:"seguimiento_id"`
	Clase       string           `json:"clase"`
	Titulo      string           `json:"titulo"`
	Liga        string           `json:"liga"`
	Oficio      string           `json:"oficio"`
	Fecha       compromiso.Fecha `json:"fecha"`
	Persona     string           `json:"persona"`
	En          time.Time        `json:"en"`
}

func (j evidenciaJSON) evidencia() compromiso.Evidencia {
	return compromiso.Evidencia{
		ID: j.ID, Seg: j.Seguimiento, Clase: compromiso.ClaseEvidencia(j.Clase), Titulo: j.Titulo, Liga: j.Liga, Oficio: j.Oficio,
		Fecha: j.Fecha, Persona: j.Persona, En: j.En.UTC(),
	}
}

type prorrogaJSON struct {
	ID        int64            `json:"id"`
	Inciso    string           `json:"inciso"`
	Anterior  compromiso.Fecha `json:"anterior"`
	Nueva     compromiso.Fecha `json:"nueva"`
	Motivo    string           `json:"motivo"`
	Estado    string           `json:"estado"`
	Persona   string           `json:"persona"`
	Respuesta string           `json:"respuesta"`
	En        time.Time        `json:"en"`
}

func (j prorrogaJSON) prorroga() compromiso.Prorroga {
	return compromiso.Prorroga{
		ID: j.ID, Inciso: j.Inciso, Anterior: j.Anterior, Nueva: j.Nueva, Motivo: j.Motivo, Estado: compromiso.EstadoProrroga(j.Estado),
		Persona: j.Persona, Respuesta: j.Respuesta, En: j.En.UTC(),
	}
}

type asientoJSON struct {
	Seq     int64          `json:"seq"`
	En      time.Time      `json:"en"`
	Actor   string         `json:"actor"`
	Accion  string         `json:"accion"`
	Inciso  string         `json:"inciso"`
	Motivo  string         `json:"motivo"`
	Despues map[string]any `json:"despues"`
}

func (j asientoJSON) asiento(n *compromiso.Compromiso) compromiso.Asiento {
	return compromiso.Asiento{
		Seq: j.Seq, En: j.En.UTC(), Actor: j.Actor, Accion: compromiso.Accion(j.Accion), Comision: n.Comision, Numero: n.Numero,
		Inciso: j.Inciso, Motivo: j.Motivo, Despues: j.Despues,
	}
}
