package store

import (
	"context"
	"time"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// dicho is one line of what a person was told, or asked for, about an asunto.
type dicho struct {
	Compromiso int64    `db:"compromiso_id"`
	Inciso     string   `db:"inciso"`
	Persona    string   `db:"persona"`
	Ultimo     instante `db:"ultimo"`
	Vencidos   int      `db:"vencidos"`
	Hasta      dia      `db:"hasta"`
	Enterado   instante `db:"enterado"`
}

// historial is what was told to whom of the compromisos since they began to count:
// reminders that left, or are planned and not undone, or that somebody else heard of in
// the person's stead, and other notices that left (that it
// was assigned is one: what its area was told an hour ago it is not reminded of). With
// antesDe, only what was told before that moment.
func historial(ctx context.Context, q conexion, ns []*compromiso.Compromiso, antesDe time.Time) (compromiso.Historial, error) {
	h := compromiso.Historial{}
	if len(ns) == 0 {
		return h, nil
	}
	ids, por := pq.Array(idsDe(ns)), make(map[int64]*compromiso.Compromiso, len(ns))
	for _, n := range ns {
		por[n.ID] = n
	}
	for _, consulta := range consultasHistorial {
		var dichos []dicho
		if err := q.SelectContext(ctx, &dichos, consulta, ids, instante(antesDe)); err != nil {
			return nil, envolver(err, "read what was told")
		}
		for _, d := range dichos {
			for _, letra := range letras(por[d.Compromiso], d.Inciso) {
				clave := compromiso.ClaveAsunto{Compromiso: d.Compromiso, Inciso: letra, Persona: d.Persona}
				h[clave] = sumar(h[clave], d)
			}
		}
	}
	return h, nil
}

// consultasHistorial ask for the notices and the wishes; $2 is the moment before which
// they count, or NULL. A reminder speaks of everything up to its rung, which may lie
// later in the day than the message.
var consultasHistorial = []string{`
	SELECT s.compromiso_id, s.inciso, s.persona, max(greatest(coalesce(a.enviado, a.creado), s.momento)) AS ultimo,
		count(*) FILTER (WHERE s.regla = 'vencido' AND a.estado IN ('enviado', 'fallido')) AS vencidos, NULL::date AS hasta, NULL::timestamptz AS enterado
	FROM aviso_asuntos s
	JOIN avisos a ON a.id = s.aviso_id
	JOIN compromisos c ON c.id = s.compromiso_id
	WHERE s.compromiso_id = ANY($1) AND s.suprimido = '' AND (a.estado IN ('pendiente', 'enviando', 'enviado')
			OR a.estado = 'fallido' AND a.motivo <> 'plazo_vencido' AND a.motivo NOT LIKE 'sin\_confirmar%')
		AND coalesce(a.enviado, a.creado) > c.avisar_desde
		AND ($2::timestamptz IS NULL OR coalesce(a.enviado, a.creado) < $2)
	GROUP BY s.compromiso_id, s.inciso, s.persona`, `
	SELECT a.compromiso_id, a.inciso, a.destino AS persona, max(a.enviado) AS ultimo, 0 AS vencidos,
		NULL::date AS hasta, NULL::timestamptz AS enterado
	FROM avisos a
	JOIN compromisos c ON c.id = a.compromiso_id
	WHERE a.compromiso_id = ANY($1) AND a.clase IN ('asignacion', 'recordar', 'rechazo', 'reapertura') AND a.estado = 'enviado'
		AND a.enviado > c.avisar_desde AND ($2::timestamptz IS NULL OR a.enviado < $2)
	GROUP BY a.compromiso_id, a.inciso, a.destino`, `
	SELECT p.compromiso_id, p.inciso, p.persona, NULL::timestamptz AS ultimo, 0 AS vencidos, p.hasta, NULL::timestamptz AS enterado
	FROM posposiciones p
	JOIN compromisos c ON c.id = p.compromiso_id
	WHERE p.compromiso_id = ANY($1) AND p.en > c.avisar_desde AND ($2::timestamptz IS NULL OR p.en < $2)`, `
	SELECT e.compromiso_id, e.inciso, e.persona, NULL::timestamptz AS ultimo, 0 AS vencidos, NULL::date AS hasta, e.en AS enterado
	FROM enterados e
	JOIN compromisos c ON c.id = e.compromiso_id
	WHERE e.compromiso_id = ANY($1) AND e.en > c.avisar_desde AND ($2::timestamptz IS NULL OR e.en < $2)`}

// letras are the asuntos that a notice about an inciso, or about the whole, speaks of.
func letras(n *compromiso.Compromiso, inciso string) []string {
	if inciso != "" || n == nil {
		return []string{inciso}
	}
	var out []string
	for _, a := range n.Asuntos() {
		out = append(out, a.Inciso)
	}
	return out
}

func sumar(h compromiso.HistorialAviso, d dicho) compromiso.HistorialAviso {
	if t := d.Ultimo.hora(); t.After(h.Ultimo) {
		h.Ultimo = t
	}
	if t := d.Enterado.hora(); t.After(h.Enterado) {
		h.Enterado = t
	}
	h.Vencidos += d.Vencidos
	if f := d.Hasta.fecha(); !f.IsZero() {
		h.PospuestoHasta = f
	}
	return h
}
