package store

import (
	"context"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// derivado is what lists ask of a compromiso and would else have to work out.
type derivado struct {
	abierto, porValidar   bool
	limiteVivo, diaCierre compromiso.Fecha
	areas, claves         []string
	eje, texto, resto     string
	sesion                *int64
}

func derivar(n *compromiso.Compromiso, c *compromiso.Comision) derivado {
	v := derivado{
		abierto: n.Estatus.Abierto(), areas: n.TodasLasAreas(), eje: compromiso.Plegar(n.Eje), texto: compromiso.Plegar(n.Texto),
	}
	for _, a := range n.Asuntos() {
		switch {
		case !a.Estatus.Abierto():
		case a.Estatus == compromiso.PorValidar:
			v.porValidar = true
		case !a.FechaLimite.IsZero() && (v.limiteVivo.IsZero() || a.FechaLimite.Antes(v.limiteVivo)):
			v.limiteVivo = a.FechaLimite
		}
	}
	if !v.abierto {
		if v.diaCierre = n.FechaCumplimiento; v.diaCierre.IsZero() && !n.Cerrado.IsZero() {
			v.diaCierre = c.Hoy(n.Cerrado)
		}
	}
	for _, s := range n.Solicitantes {
		v.claves = append(v.claves, compromiso.Plegar(compromiso.ClaveSolicitante(s)))
	}
	resto := slices.Concat([]string{n.Atencion, n.Eje}, n.Solicitantes, v.areas, n.AreasPropuestas)
	for _, i := range n.Incisos {
		resto = append(resto, i.Texto)
	}
	v.resto = compromiso.Plegar(strings.Join(resto, " "))
	if n.Sesion != nil {
		v.sesion = &n.Sesion.ID
	}
	return v
}

// insertar writes a new compromiso and gives it its id.
func insertar(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso, c *compromiso.Comision) error {
	v := derivar(n, c)
	err := tx.GetContext(ctx, &n.ID, `
		INSERT INTO compromisos (comision, anio, cons, sesion_id, tipo, eje, texto, atencion, permanente, solicitantes, areas,
			areas_propuestas, estatus, fecha_limite, fecha_limite_orig, fecha_propuesta, fecha_cumplimiento, motivo, registrado,
			registrado_por, cerrado, avisar_desde, enlace, abierto, por_validar, limite_vivo, dia_cierre, areas_todas, claves,
			eje_plegado, texto_plegado, resto_plegado)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
			$26, $27, $28, $29, $30, $31, $32)
		RETURNING id`,
		n.Comision, n.Numero.Anio, n.Numero.Cons, v.sesion, string(n.Tipo), n.Eje, n.Texto, n.Atencion, n.Permanente,
		lista(n.Solicitantes), lista(n.Areas), lista(n.AreasPropuestas), string(n.Estatus), dia(n.FechaLimite),
		dia(n.FechaLimiteOrig), dia(n.FechaPropuesta), dia(n.FechaCumplimiento), n.Motivo, instante(n.Registrado),
		n.RegistradoPor, instante(n.Cerrado), instante(n.AvisarDesde), n.Enlace, v.abierto, v.porValidar, dia(v.limiteVivo),
		dia(v.diaCierre), lista(v.areas), lista(v.claves), v.eje, v.texto, v.resto)
	if err != nil {
		return envolver(err, "write a compromiso")
	}
	return guardarIncisos(ctx, tx, n.ID, nil, n.Incisos)
}

// actualizar writes back a compromiso that is locked. Its number, its registration and
// its commission do not change.
func actualizar(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso, incisosAntes []compromiso.Inciso, c *compromiso.Comision) error {
	v := derivar(n, c)
	_, err := tx.ExecContext(ctx, `
		UPDATE compromisos SET sesion_id = $2, tipo = $3, eje = $4, texto = $5, atencion = $6, permanente = $7, solicitantes = $8,
			areas = $9, areas_propuestas = $10, estatus = $11, fecha_limite = $12, fecha_limite_orig = $13, fecha_propuesta = $14,
			fecha_cumplimiento = $15, motivo = $16, cerrado = $17, avisar_desde = $18, enlace = $19, abierto = $20, por_validar = $21,
			limite_vivo = $22, dia_cierre = $23, areas_todas = $24, claves = $25, eje_plegado = $26, texto_plegado = $27,
			resto_plegado = $28
		WHERE id = $1`,
		n.ID, v.sesion, string(n.Tipo), n.Eje, n.Texto, n.Atencion, n.Permanente, lista(n.Solicitantes), lista(n.Areas),
		lista(n.AreasPropuestas), string(n.Estatus), dia(n.FechaLimite), dia(n.FechaLimiteOrig), dia(n.FechaPropuesta),
		dia(n.FechaCumplimiento), n.Motivo, instante(n.Cerrado), instante(n.AvisarDesde), n.Enlace, v.abierto, v.porValidar,
		dia(v.limiteVivo), dia(v.diaCierre), lista(v.areas), lista(v.claves), v.eje, v.texto, v.resto)
	if err != nil {
		return envolver(err, "write a compromiso")
	}
	return guardarIncisos(ctx, tx, n.ID, incisosAntes, n.Incisos)
}

// guardarHechos writes what the facts add to the history of the compromiso.
func guardarHechos(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso) error {
	for _, h := range n.Hechos() {
		seg := int64(0)
		if h.Seguimiento != nil {
			if err := insertarSeguimiento(ctx, tx, n.ID, h.Seguimiento); err != nil {
				return err
			}
			seg = h.Seguimiento.ID
		}
		for k := range h.Evidencias {
			h.Evidencias[k].Seg = seg
			if err := insertarEvidencia(ctx, tx, n.ID, &h.Evidencias[k]); err != nil {
				return err
			}
		}
		if h.Prorroga != nil {
			if err := guardarProrroga(ctx, tx, n.ID, h.Prorroga); err != nil {
				return err
			}
		}
	}
	if n.Prorroga == nil {
		return retirarPedida(ctx, tx, n.ID)
	}
	return nil
}

// asentarHechos writes the facts into the bitácora and the avisos that follow from
// them, and gives the ids of these. It is the last step of a transaction.
func asentarHechos(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso, c *compromiso.Comision, d *compromiso.Directorio) ([]int64, error) {
	var asientos []filaAsiento
	for _, h := range n.Hechos() {
		f, err := asientoDe(h, n.Comision, n.Numero)
		if err != nil {
			return nil, err
		}
		asientos = append(asientos, f)
	}
	if err := asentar(ctx, tx, asientos); err != nil {
		return nil, err
	}
	var ids []int64
	for k, h := range n.Hechos() {
		for _, a := range compromiso.AvisosDe(h, asientos[k].Seq, n, c, d) {
			id, nuevo, err := insertarAviso(ctx, tx, a, n.ID)
			if err != nil {
				return nil, err
			}
			if nuevo {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}
