package store

import (
	"context"
	"maps"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// Exportar gives everything that is stored of a commission, or of each one where
// comision is "", as an informe of one moment: imported into an empty database it gives
// it all back.
func (s *Store) Exportar(ctx context.Context, comision string, yield func(compromiso.Informe) error) error {
	return s.foto(ctx, func(tx *sqlx.Tx) error {
		d, err := leerDirectorio(ctx, tx)
		if err != nil {
			return err
		}
		cuales := d.Comisiones
		if comision != "" {
			c, err := comisionDe(d, comision)
			if err != nil {
				return err
			}
			cuales = []*compromiso.Comision{c}
		}
		for _, c := range cuales {
			inf, err := exportar(ctx, tx, d, c)
			if err != nil {
				return err
			}
			if err := yield(inf); err != nil {
				return err
			}
		}
		return nil
	})
}

func exportar(ctx context.Context, tx *sqlx.Tx, d *compromiso.Directorio, c *compromiso.Comision) (compromiso.Informe, error) {
	const pagina = 1000
	inf := compromiso.Informe{
		Comision: c.Siglas, ComisionNombre: c.Nombre, Compromisos: []compromiso.FilaInforme{}, Glosario: maps.Clone(d.Glosario),
		Advertencias: []compromiso.Advertencia{},
	}
	for desde := (compromiso.Numero{}); ; {
		var ids []int64
		if err := tx.SelectContext(ctx, &ids, `
			SELECT id FROM compromisos WHERE comision = $1 AND (anio, cons) > ($2, $3) ORDER BY anio, cons LIMIT $4`,
			c.Siglas, desde.Anio, desde.Cons, pagina); err != nil {
			return inf, envolver(err, "list for the export")
		}
		ns, err := leer(ctx, tx, ids)
		if err != nil {
			return inf, err
		}
		h, err := leerHistorias(ctx, tx, ids)
		if err != nil {
			return inf, err
		}
		for _, n := range ns {
			inf.Compromisos = append(inf.Compromisos, conHistoria(n, h))
			desde = n.Numero
		}
		if len(ids) < pagina {
			return inf, nil
		}
	}
}

// FilaDe is a compromiso as the row of an informe, without its history.
func FilaDe(n *compromiso.Compromiso) compromiso.FilaInforme {
	f := compromiso.FilaInforme{
		Numero: n.Numero, Tipo: n.Tipo, Estatus: n.Estatus, FechaCumplimiento: n.FechaCumplimiento, Eje: n.Eje, Texto: n.Texto,
		Solicitantes: llena(n.Solicitantes), Areas: llena(n.Areas), AreasPropuestas: llena(n.AreasPropuestas),
		FechaLimite: n.FechaLimite, Atencion: n.Atencion, Permanente: n.Permanente, Incisos: incisosInforme(n.Incisos),
		Seguimientos: []compromiso.SegInforme{}, Prorrogas: []compromiso.ProrrogaInforme{}, Evidencias: []compromiso.EvidenciaInforme{},
	}
	if n.Sesion != nil {
		f.Sesion, f.FechaSesion = n.Sesion.Codigo.String(), n.Sesion.Fecha
	}
	return f
}

func incisosInforme(is []compromiso.Inciso) []compromiso.IncisoInforme {
	out := []compromiso.IncisoInforme{}
	for _, i := range is {
		out = append(out, compromiso.IncisoInforme{
			Letra: i.Letra, Texto: i.Texto, Estatus: i.Estatus, Areas: llena(i.Areas), FechaLimite: i.FechaLimite,
			FechaCumplimiento: i.FechaCumplimiento,
		})
	}
	return out
}

// llena is a list that JSON writes as [] where it is empty.
func llena(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

// conHistoria is a compromiso as a row, with all that was recorded about it.
func conHistoria(n *compromiso.Compromiso, h historias) compromiso.FilaInforme {
	f := FilaDe(n)
	for _, g := range h.seguimientos[n.ID] {
		f.Seguimientos = append(f.Seguimientos, compromiso.SegInforme{
			Fecha: g.Fecha, Area: g.Area, Persona: g.Persona, Clase: g.Clase, Inciso: g.Inciso, Texto: g.Texto, En: rfc(g.En),
		})
	}
	for _, e := range h.evidencias[n.ID] {
		f.Evidencias = append(f.Evidencias, compromiso.EvidenciaInforme{
			Clase: e.Clase, Titulo: e.Titulo, Liga: e.Liga, Oficio: e.Oficio, Fecha: e.Fecha, En: rfc(e.En),
		})
	}
	for _, p := range h.prorrogas[n.ID] {
		f.Prorrogas = append(f.Prorrogas, compromiso.ProrrogaInforme{
			Inciso: p.Inciso, Anterior: p.Anterior, Nueva: p.Nueva, Motivo: p.Motivo, Estado: string(p.Estado), Persona: p.Persona,
			Respuesta: p.Respuesta, En: rfc(p.En),
		})
	}
	return f
}

func rfc(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
