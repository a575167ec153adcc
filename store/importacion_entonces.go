package store

import (
	"context"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// An informe that is older than the last one imported changes nothing of what is known
// now, and yet it tells how things stood on its day. Its entry in the bitácora keeps that,
// under this key, so that informes of the time between the two know it.
const campoEntonces = "entonces"

// anotarEntonces keeps what such an informe says of a compromiso whose state is that of a
// later one.
func (im *importacion) anotarEntonces(p previo, f compromiso.FilaInforme) error {
	if !im.viejo || p.campos == nil || !p.fecha.Despues(im.inf.FechaInforme) {
		return nil
	}
	n := *p.n
	n.ID, n.Incisos, n.Prorroga = 0, nil, nil // as if it were new
	dichas := len(im.r.Advertencias)
	for _, k := range im.campos(&n, f) {
		if !k.callado {
			k.poner()
		}
	}
	im.r.Advertencias = im.r.Advertencias[:dichas] // the row is told of once
	n.Atencion = f.Atencion
	foto := n.Foto()
	dicho, err := canonico(foto)
	if err != nil || im.lote.entonces[n.Numero.String()] == dicho {
		return err
	}
	im.anotar(hechoImportado{n: p.n, despues: map[string]any{campoEntonces: foto, "hasta": p.fecha.String()}})
	return nil
}

// leerEntonces finds what the same informe said when it was imported before.
func (im *importacion) leerEntonces(ctx context.Context, filas []compromiso.FilaInforme) (map[string]string, error) {
	if !im.viejo {
		return nil, nil
	}
	numeros := make([]string, len(filas))
	for k, f := range filas {
		numeros[k] = f.Numero.String()
	}
	var dichos []struct {
		Numero string `db:"numero"`
		Dicho  string `db:"dicho"`
	}
	if err := im.tx.SelectContext(ctx, &dichos, `
		SELECT numero, (despues::json->'entonces')::text AS dicho FROM bitacora
		WHERE comision = $1 AND numero = ANY($2) AND despues LIKE '{"entonces":%' AND despues::json->>'fecha_informe' = $3
		ORDER BY seq`, im.c.Siglas, pq.Array(numeros), im.inf.FechaInforme.String()); err != nil {
		return nil, envolver(err, "read what an informe said before")
	}
	out := map[string]string{}
	for _, d := range dichos {
		out[d.Numero] = d.Dicho
	}
	return out, nil
}
