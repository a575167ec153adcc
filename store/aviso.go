package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

type filaAviso struct {
	ID            int64                     `db:"id"`
	Clave         string                    `db:"clave"`
	Clase         string                    `db:"clase"`
	Comision      string                    `db:"comision"`
	Destino       string                    `db:"destino"`
	Dia           dia                       `db:"dia"`
	NoAntes       instante                  `db:"no_antes"`
	Creado        instante                  `db:"creado"`
	Numero        string                    `db:"numero"`
	Inciso        string                    `db:"inciso"`
	Actor         string                    `db:"actor"`
	Datos         objeto[map[string]string] `db:"datos"`
	Estado        string                    `db:"estado"`
	Motivo        string                    `db:"motivo"`
	Canal         string                    `db:"canal"`
	TS            string                    `db:"ts"`
	Enviado       instante                  `db:"enviado"`
	Intentos      int                       `db:"intentos"`
	PrimerIntento instante                  `db:"primer_intento"`
	PlazoDesde    instante                  `db:"plazo_desde"`
	BuscarDesde   instante                  `db:"buscar_desde"` // of an aviso that is taken
}

func (f filaAviso) aviso() (compromiso.Aviso, error) {
	a := compromiso.Aviso{
		ID: f.ID, Clave: f.Clave, Clase: compromiso.ClaseAviso(f.Clase), Comision: f.Comision, Destino: f.Destino, Dia: f.Dia.fecha(),
		NoAntes: f.NoAntes.hora(), Creado: f.Creado.hora(), Inciso: f.Inciso, Actor: f.Actor, Datos: f.Datos.v,
		Estado: compromiso.EstadoAviso(f.Estado), Motivo: f.Motivo, Canal: f.Canal, TS: f.TS, Enviado: f.Enviado.hora(),
		Intentos: f.Intentos, PrimerIntent: f.PrimerIntento.hora(), PlazoDesde: f.PlazoDesde.hora(),
		BuscarDesde: f.BuscarDesde.hora(),
	}
	if f.Numero == "" {
		return a, nil
	}
	var err error
	a.Compromiso, err = compromiso.ParseNumero(f.Numero)
	return a, envolver(err, "read an aviso")
}

// insertarAviso writes an aviso unless there is one with its key, and gives the id
// either way. compromisoID is 0 where it is about none.
func insertarAviso(ctx context.Context, tx conexion, a compromiso.Aviso, compromisoID int64) (id int64, nuevo bool, err error) {
	var sobre *int64
	if compromisoID != 0 {
		sobre = &compromisoID
	}
	if a.Datos == nil {
		a.Datos = map[string]string{}
	}
	var ids []int64
	if err := tx.SelectContext(ctx, &ids, `
		INSERT INTO avisos (clave, clase, comision, destino, dia, no_antes, creado, compromiso_id, numero, inciso, actor, datos,
			estado, motivo)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (clave) DO NOTHING RETURNING id`,
		a.Clave, string(a.Clase), a.Comision, a.Destino, dia(a.Dia), instante(a.NoAntes), instante(a.Creado), sobre,
		a.Compromiso.String(), a.Inciso, a.Actor, objeto[map[string]string]{a.Datos}, string(compromiso.AvisoPendiente), a.Motivo); err != nil {
		return 0, false, envolver(err, "write an aviso")
	}
	if len(ids) == 1 {
		return ids[0], true, nil
	}
	err = tx.GetContext(ctx, &id, `SELECT id FROM avisos WHERE clave = $1`, a.Clave)
	return id, false, envolver(err, "find an aviso")
}

// avisoNuevo is an aviso that is to be written, and what it is about; 0 is nothing.
type avisoNuevo struct {
	compromiso.Aviso
	sobre int64
}

// insertarAvisos writes avisos, and gives their ids in step; 0 where there was one with
// its key.
func insertarAvisos(ctx context.Context, tx conexion, as []avisoNuevo) ([]int64, error) {
	if len(as) == 0 {
		return nil, nil
	}
	crudo, err := avisosJSON(as)
	if err != nil {
		return nil, err
	}
	var escritos []avisoEscrito
	if err := tx.SelectContext(ctx, &escritos, fmt.Sprintf(insertAvisos, 1), crudo); err != nil {
		return nil, envolver(err, "write avisos")
	}
	return enOrden(as, escritos), nil
}

// insertAvisos takes what avisosJSON gives, as the parameter of that number.
const insertAvisos = `
	INSERT INTO avisos (clave, clase, comision, destino, dia, no_antes, creado, compromiso_id, numero, inciso, actor, datos,
		estado, motivo)
	SELECT clave, clase, comision, destino, dia, no_antes, creado, compromiso_id, numero, inciso, actor, datos, estado, motivo
	FROM json_populate_recordset(NULL::avisos, $%d)
	ON CONFLICT (clave) DO NOTHING RETURNING id, clave`

// avisoEscrito is an aviso that was not there before.
type avisoEscrito struct {
	ID    int64  `db:"id"`
	Clave string `db:"clave"`
}

// enOrden gives the ids of the avisos in step; 0 for those that were there.
func enOrden(as []avisoNuevo, escritos []avisoEscrito) []int64 {
	en := make(map[string]int, len(as))
	for k, a := range as {
		en[a.Clave] = k
	}
	ids := make([]int64, len(as))
	for _, e := range escritos {
		ids[en[e.Clave]] = e.ID
	}
	return ids
}

func avisosJSON(as []avisoNuevo) (string, error) {
	type fila struct {
		Clave    string            `json:"clave"`
		Clase    string            `json:"clase"`
		Comision string            `json:"comision"`
		Destino  string            `json:"destino"`
		Dia      string            `json:"dia"`
		NoAntes  time.Time         `json:"no_antes"`
		Creado   time.Time         `json:"creado"`
		Sobre    *int64            `json:"compromiso_id"`
		Numero   string            `json:"numero"`
		Inciso   string            `json:"inciso"`
		Actor    string            `json:"actor"`
		Datos    map[string]string `json:"datos"`
		Estado   string            `json:"estado"`
		Motivo   string            `json:"motivo"`
	}
	filas := make([]fila, len(as))
	for k, a := range as {
		f := fila{
			Clave: a.Clave, Clase: string(a.Clase), Comision: a.Comision, Destino: a.Destino, Dia: a.Dia.String(), NoAntes: micro(a.NoAntes),
			Creado: micro(a.Creado), Numero: a.Compromiso.String(), Inciso: a.Inciso, Actor: a.Actor, Datos: a.Datos,
			Estado: string(compromiso.AvisoPendiente), Motivo: a.Motivo,
		}
		if f.Datos == nil {
			f.Datos = map[string]string{}
		}
		if a.sobre != 0 {
			f.Sobre = &a.sobre
		}
		filas[k] = f
	}
	crudo, err := json.Marshal(filas)
	return string(crudo), envolver(err, "write avisos")
}

// PlanearAviso writes an aviso that follows from no act: a digest. One with the same
// key is there already when nuevo is false.
func (s *Store) PlanearAviso(ctx context.Context, a compromiso.Aviso) (id int64, nuevo bool, err error) {
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		sobre := int64(0)
		if !a.Compromiso.IsZero() {
			if err := tx.GetContext(ctx, &sobre, `
				SELECT id FROM compromisos WHERE comision = $1 AND anio = $2 AND cons = $3`,
				a.Comision, a.Compromiso.Anio, a.Compromiso.Cons); err != nil && !sinFilas(err) {
				return envolver(err, "find a compromiso")
			}
		}
		id, nuevo, err = insertarAviso(ctx, tx, a, sobre)
		return err
	})
	return id, nuevo, err
}

// AvisosDe gives the last n avisos about a compromiso, the newest first: who was told
// what and when, and whether it arrived.
func (s *Store) AvisosDe(ctx context.Context, ref compromiso.Referencia, n int) ([]compromiso.Aviso, error) {
	d, err := s.Directorio(ctx)
	if err != nil {
		return nil, err
	}
	var out []compromiso.Aviso
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		id, err := buscarID(ctx, tx, d, ref, false)
		if err != nil {
			return err
		}
		var filas []filaAviso
		if err := tx.SelectContext(ctx, &filas, `
			SELECT id, clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo,
				canal, ts, enviado, intentos, primer_intento, plazo_desde
			FROM avisos
			WHERE id IN (
				SELECT id FROM avisos WHERE compromiso_id = $1
				UNION SELECT aviso_id FROM aviso_asuntos WHERE compromiso_id = $1)
			ORDER BY creado DESC, id DESC LIMIT $2`, id, n); err != nil {
			return envolver(err, "read avisos")
		}
		out, err = s.conAsuntos(ctx, tx, filas, id)
		return err
	})
	return out, err
}

// AvisoPorMensaje gives the aviso that was delivered as that message, with its asuntos;
// nil where there is none.
func (s *Store) AvisoPorMensaje(ctx context.Context, canal, ts string) (*compromiso.Aviso, error) {
	if ts == "" {
		return nil, nil
	}
	var a *compromiso.Aviso
	err := s.foto(ctx, func(tx *sqlx.Tx) error {
		var filas []filaAviso
		if err := tx.SelectContext(ctx, &filas, `
			SELECT id, clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo,
				canal, ts, enviado, intentos, primer_intento, plazo_desde
			FROM avisos WHERE canal = $1 AND ts = $2 AND ts <> '' ORDER BY id DESC LIMIT 1`, canal, ts); err != nil {
			return envolver(err, "find an aviso")
		}
		as, err := s.conAsuntos(ctx, tx, filas, 0)
		if len(as) > 0 {
			a = &as[0]
		}
		return err
	})
	return a, err
}

// conAsuntos turns rows into avisos with their asuntos: those of one compromiso where
// soloDe is not 0.
func (s *Store) conAsuntos(ctx context.Context, q conexion, filas []filaAviso, soloDe int64) ([]compromiso.Aviso, error) {
	ids := make([]int64, len(filas))
	out := make([]compromiso.Aviso, len(filas))
	var err error
	for k, f := range filas {
		ids[k] = f.ID
		if out[k], err = f.aviso(); err != nil {
			return nil, err
		}
	}
	asuntos, err := leerAsuntos(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	for k := range out {
		for _, r := range asuntos[out[k].ID] {
			if soloDe == 0 || r.Compromiso.ID == soloDe {
				out[k].Asuntos = append(out[k].Asuntos, r)
			}
		}
		compromiso.OrdenarUrgencia(out[k].Asuntos)
	}
	return out, nil
}

// pausaMaxima bounds how long anything is put off by the machine's clock. What is put off
// for longer was so by a clock that has been set back since.
const pausaMaxima = 2 * time.Hour

// consultaPorEntregar are the avisos that are owed and that nobody has put off.
const consultaPorEntregar = `
	SELECT id, vuelta, estado = 'enviando' OR arriendo_hasta IS NOT NULL AS en_mano FROM avisos
	WHERE estado IN ('pendiente', 'enviando') AND no_antes <= $1
		AND (reintentar_en IS NULL OR reintentar_en <= $2 OR reintentar_en > $3)
	ORDER BY no_antes, id LIMIT $4`

// AvisosPorEntregar gives the avisos whose moment has come, by the field's clock, and
// that nobody has put off, by the machine's; those that somebody holds are marked so,
// however long ago they were taken: clocks jump, and differ.
func (s *Store) AvisosPorEntregar(ctx context.Context, ahora, maquina time.Time, limite int) ([]compromiso.PorEntregar, error) {
	var filas []struct {
		ID     int64 `db:"id"`
		Vuelta int   `db:"vuelta"`
		EnMano bool  `db:"en_mano"`
	}
	if err := s.db.SelectContext(ctx, &filas, consultaPorEntregar, instante(ahora), instante(maquina), instante(maquina.Add(pausaMaxima)), limite); err != nil {
		return nil, envolver(err, "list what is to be delivered")
	}
	out := make([]compromiso.PorEntregar, len(filas))
	for k, f := range filas {
		out[k] = compromiso.PorEntregar{ID: f.ID, Vuelta: f.Vuelta, EnMano: f.EnMano}
	}
	return out, nil
}

// sinPausa is how long an aviso may lie untried before its deadline begins anew: nobody
// was there to try it.
const sinPausa = time.Hour

// TomarAviso takes the aviso for a while, if it was taken t.Vuelta times so far and nobody
// has it; with t.EnMano also from whoever had it, who is known to be done with it. What it
// gives is the aviso as it was before.
func (s *Store) TomarAviso(ctx context.Context, t compromiso.PorEntregar, maquina time.Time, arriendo time.Duration) (*compromiso.Aviso, bool, error) {
	base, err := s.preguntaBase(ctx)
	if err != nil {
		return nil, false, err
	}
	// On another database than the one of the last sign of life nobody has looked yet what
	// may be missing: all that is due is looked for.
	var filas []filaAviso
	if err := s.db.SelectContext(ctx, &filas, `
		UPDATE avisos SET vuelta = vuelta + 1, arriendo_hasta = $4, reintentar_en = NULL,
			plazo_desde = CASE WHEN coalesce(reintentar_en, arriendo_hasta, plazo_desde) > $5 THEN coalesce(plazo_desde, $3) ELSE $3 END
		WHERE id = $1 AND vuelta = $2 AND (estado = 'pendiente' AND arriendo_hasta IS NULL
				AND (reintentar_en IS NULL OR reintentar_en <= $3 OR reintentar_en > $6)
			OR $7 AND estado IN ('pendiente', 'enviando'))
		RETURNING id, clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo,
			canal, ts, enviado, intentos, primer_intento, plazo_desde,
			(SELECT least(CASE WHEN avisos.no_antes <= p.hueco_hasta OR avisos.clase IN ('recordatorio', 'resumen') AND avisos.dia <= p.hueco_dia
					THEN p.hueco_desde END,
				CASE WHEN p.base <> `+base+` THEN p.latido END) FROM pulso p) AS buscar_desde`,
		t.ID, t.Vuelta, instante(maquina), instante(maquina.Add(arriendo)), instante(maquina.Add(-sinPausa)),
		instante(maquina.Add(pausaMaxima)), t.EnMano); err != nil {
		return nil, false, envolver(err, "take an aviso")
	}
	if len(filas) == 0 {
		return nil, false, nil
	}
	a, err := filas[0].aviso()
	return &a, err == nil, err
}

type filaAsunto struct {
	Aviso      int64    `db:"aviso_id"`
	Compromiso int64    `db:"compromiso_id"`
	Inciso     string   `db:"inciso"`
	Persona    string   `db:"persona"`
	Fecha      dia      `db:"fecha"`
	Area       string   `db:"area"`
	Papel      string   `db:"papel"`
	Regla      string   `db:"regla"`
	Dias       int      `db:"dias"`
	Momento    instante `db:"momento"`
	Motivo     string   `db:"motivo"`
	Suprimido  string   `db:"suprimido"`
}

// leerAsuntos gives what each aviso reminds of, with the compromisos as they are now.
func leerAsuntos(ctx context.Context, q conexion, avisos []int64) (map[int64][]compromiso.Recordatorio, error) {
	var filas []filaAsunto
	if err := q.SelectContext(ctx, &filas, `
		SELECT aviso_id, compromiso_id, inciso, persona, fecha, area, papel, regla, dias, momento, motivo, suprimido
		FROM aviso_asuntos WHERE aviso_id = ANY($1) ORDER BY aviso_id, compromiso_id, inciso`, pq.Array(avisos)); err != nil {
		return nil, envolver(err, "read what an aviso is about")
	}
	var ids []int64
	for _, f := range filas {
		ids = append(ids, f.Compromiso)
	}
	ns, err := leer(ctx, q, sinRepetir(ids))
	if err != nil {
		return nil, err
	}
	por := map[int64]*compromiso.Compromiso{}
	for _, n := range ns {
		por[n.ID] = n
	}
	out := map[int64][]compromiso.Recordatorio{}
	for _, f := range filas {
		n := por[f.Compromiso]
		out[f.Aviso] = append(out[f.Aviso], compromiso.Recordatorio{
			Fecha: f.Fecha.fecha(), Comision: n.Comision, Compromiso: n, Inciso: f.Inciso, Persona: f.Persona, Area: f.Area,
			Papel: compromiso.Papel(f.Papel), Regla: compromiso.Regla(f.Regla), Dias: f.Dias, Momento: f.Momento.hora(),
			Motivo: f.Motivo, Suprimido: compromiso.Suprimido(f.Suprimido),
		})
	}
	return out, nil
}

func sinRepetir(ids []int64) []int64 {
	visto := map[int64]bool{}
	var out []int64
	for _, id := range ids {
		if !visto[id] {
			visto[id] = true
			out = append(out, id)
		}
	}
	return out
}
