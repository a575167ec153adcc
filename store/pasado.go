package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// corte is how far the history is read: what was recorded before the moment, and what was
// imported of informes up to the day.
type corte struct {
	hasta time.Time
	dia   compromiso.Fecha
}

// finDe is the end of a day in the commission's zone.
func finDe(c *compromiso.Comision, f compromiso.Fecha) corte {
	return corte{hasta: f.AddDias(1).En(c.Zona, compromiso.Hora{}), dia: f}
}

// alcanza tells whether something recorded at the moment counts.
func (k corte) alcanza(en time.Time) bool { return en.Before(k.hasta) }

// consultaPosteriores are the entries about some compromisos that are later than a cut-off:
// what each field was before, and which fields it wrote. An imported state counts from the
// day of its informe, where that is earlier, and everything else from when it was recorded.
// How much is read follows from how much was done to those compromisos, and to no others.
//
// Beside them come those of informes that were imported late and say how things stood by
// then, unless something else was recorded between their day and the cut-off.
const consultaPosteriores = `
	SELECT b.numero, b.antes, ARRAY(SELECT json_object_keys(b.despues::json)) AS puestas,
		CASE WHEN b.despues LIKE '{"entonces":%' THEN b.despues::json->>'fecha_informe' ELSE '' END AS informe,
		coalesce(b.despues::json->>'entonces', '') AS entonces
	FROM bitacora b
	WHERE b.comision = $1 AND b.numero = ANY($2) AND b.en >= $3 AND CASE
		WHEN b.accion <> 'importar' THEN true
		WHEN b.despues LIKE '{"entonces":%' THEN (b.despues::json->>'fecha_informe')::date <= $4 AND (b.despues::json->>'hasta')::date > $4
			AND NOT EXISTS (
				SELECT 1 FROM bitacora o
				WHERE o.comision = b.comision AND o.numero = b.numero AND o.despues NOT LIKE '{"entonces":%'
					AND o.en >= ((b.despues::json->>'fecha_informe')::date + 1)::timestamp AT TIME ZONE $5
					AND (o.accion <> 'importar' OR coalesce((nullif(o.despues::json->>'fecha_informe', ''))::date > (b.despues::json->>'fecha_informe')::date, true))
					AND NOT (o.en >= $3 AND (o.accion <> 'importar' OR coalesce((nullif(o.despues::json->>'fecha_informe', ''))::date > $4, true))))
		ELSE coalesce(nullif(b.despues::json->>'fecha_informe', '')::date > $4, true)
	END
	ORDER BY b.seq`

// filaPosterior is one of them.
type filaPosterior struct {
	Numero   string         `db:"numero"`
	Antes    string         `db:"antes"`
	Puestas  pq.StringArray `db:"puestas"`
	Informe  string         `db:"informe"`
	Entonces string         `db:"entonces"`
}

// previos are the fields of a compromiso that changed after a cut-off, with what they were
// before; nil is that the field was not there.
type previos struct {
	campos  map[string]json.RawMessage
	despues bool // it was recorded after the cut-off, all of it
	// What an informe said of it by then that was imported later: every field, and the day.
	entonces map[string]json.RawMessage
	informe  string
}

// enElCorte gives each of the compromisos, read as they are now, as it was at the cut-off,
// by id; what was not recorded yet is not among them. What is given may be the very one
// that was handed over, or a copy.
func enElCorte(ctx context.Context, q conexion, c *compromiso.Comision, ns []*compromiso.Compromiso, k corte) (map[int64]*compromiso.Compromiso, error) {
	cambios, err := leerPosteriores(ctx, q, c, ns, k)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]*compromiso.Compromiso, len(ns))
	for _, n := range ns {
		p, cambio := cambios[n.Numero.String()]
		switch {
		case !cambio:
			if importado := n.RegistradoPor == ""; importado || k.alcanza(n.Registrado) {
				out[n.ID] = n
			}
		case !p.despues || p.entonces != nil:
			viejo, err := p.aplicar(n, c)
			if err != nil {
				return nil, envolver(err, "read the past of "+n.Numero.String())
			}
			out[n.ID] = viejo
		}
	}
	return out, nil
}

// leerPosteriores finds, by number, what changed after the cut-off. Of several changes of
// a field the first one says what it was.
func leerPosteriores(ctx context.Context, q conexion, c *compromiso.Comision, ns []*compromiso.Compromiso, k corte) (map[string]previos, error) {
	numeros := make([]string, len(ns))
	for i, n := range ns {
		numeros[i] = n.Numero.String()
	}
	var filas []filaPosterior
	if err := q.SelectContext(ctx, &filas, consultaPosteriores, c.Siglas, pq.Array(numeros), instante(k.hasta), dia(k.dia), c.Zona.String()); err != nil {
		return nil, envolver(err, "read the history")
	}
	out := map[string]previos{}
	for _, f := range filas {
		p, hay := out[f.Numero]
		if !hay {
			p.campos = map[string]json.RawMessage{}
		}
		if f.Entonces != "" {
			if f.Informe >= p.informe {
				p.informe, p.entonces = f.Informe, nil
				if err := json.Unmarshal([]byte(f.Entonces), &p.entonces); err != nil {
					return nil, envolver(err, "read the history")
				}
			}
			out[f.Numero] = p
			continue
		}
		var antes map[string]json.RawMessage
		if err := json.Unmarshal([]byte(f.Antes), &antes); err != nil {
			return nil, envolver(err, "read the history")
		}
		// Only the entry of a registration writes the type where there was none.
		p.despues = p.despues || antes["tipo"] == nil && slices.Contains(f.Puestas, "tipo")
		for _, campo := range f.Puestas {
			if _, dicho := p.campos[campo]; !dicho {
				p.campos[campo] = antes[campo]
			}
		}
		for campo, valor := range antes {
			if _, dicho := p.campos[campo]; !dicho {
				p.campos[campo] = valor
			}
		}
		out[f.Numero] = p
	}
	return out, nil
}

// aplicar is a copy of the compromiso with the fields as they were.
func (p previos) aplicar(n *compromiso.Compromiso, c *compromiso.Comision) (*compromiso.Compromiso, error) {
	viejo := *n
	v := &viejo
	v.Incisos = slices.Clone(n.Incisos)
	campos := p.campos
	if p.entonces != nil {
		campos, v.Incisos, v.Prorroga = p.entonces, nil, nil
	}
	for campo, valor := range campos {
		if letra, es := strings.CutPrefix(campo, "inciso_"); es {
			if err := ponerInciso(v, letra, valor); err != nil {
				return nil, err
			}
			continue
		}
		if err := ponerCampoDe(v, c, campo, valor); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(v.Incisos, func(x, y compromiso.Inciso) int {
		return cmp.Or(cmp.Compare(len(x.Letra), len(y.Letra)), cmp.Compare(x.Letra, y.Letra))
	})
	return v, nil
}

// ponerCampoDe sets one field of those that the bitácora tells of to what it was.
func ponerCampoDe(v *compromiso.Compromiso, c *compromiso.Comision, campo string, valor json.RawMessage) error {
	fechas := map[string]*compromiso.Fecha{
		"fecha_limite": &v.FechaLimite, "fecha_propuesta": &v.FechaPropuesta, "fecha_cumplimiento": &v.FechaCumplimiento,
	}
	otros := map[string]any{
		"tipo": &v.Tipo, "eje": &v.Eje, "texto": &v.Texto, "atencion": &v.Atencion, "permanente": &v.Permanente, "estatus": &v.Estatus, "motivo": &v.Motivo,
	}
	listas := map[string]*[]string{"solicitantes": &v.Solicitantes, "areas": &v.Areas, "areas_propuestas": &v.AreasPropuestas}
	switch {
	case fechas[campo] != nil:
		f, err := fechaDe(valor)
		*fechas[campo] = f
		return err
	case listas[campo] != nil:
		*listas[campo] = nil // not into the array that the one of now has
		return json.Unmarshal(valor, listas[campo])
	case otros[campo] != nil:
		return json.Unmarshal(valor, otros[campo])
	case campo == "cerrado":
		v.Cerrado = time.Time{}
		if valor == nil {
			return nil
		}
		return json.Unmarshal(valor, &v.Cerrado)
	case campo == "prorroga":
		v.Prorroga = nil
		f, err := fechaDe(valor)
		if !f.IsZero() {
			v.Prorroga = &compromiso.Prorroga{Nueva: f, Estado: compromiso.ProrrogaPedida}
		}
		return err
	case campo == "sesion":
		return ponerSesion(v, c, valor)
	}
	return nil // what an entry says of itself, such as the informe it came from
}

// fechaDe reads a day of the bitácora; none is no day.
func fechaDe(valor json.RawMessage) (f compromiso.Fecha, err error) {
	s := ""
	if valor != nil {
		err = json.Unmarshal(valor, &s)
	}
	if s == "" || err != nil {
		return f, err
	}
	return compromiso.ParseFecha(s)
}

// ponerSesion sets the session in which it was adopted: as the calendar has it now, which
// may have been put right since; one that the calendar has no more, as it was.
func ponerSesion(v *compromiso.Compromiso, c *compromiso.Comision, valor json.RawMessage) error {
	var s string
	if err := json.Unmarshal(valor, &s); err != nil {
		return err
	}
	v.Sesion = nil
	if s == "" {
		return nil
	}
	i := strings.LastIndexByte(s, '/')
	codigo, _, err := compromiso.ParseCodigoSesion(s[:max(i, 0)], c.Siglas)
	if err != nil {
		return err
	}
	f, err := compromiso.ParseFecha(s[i+1:])
	if err != nil {
		return err
	}
	if v.Sesion = c.Sesion(codigo, f.Anio); v.Sesion == nil {
		v.Sesion = &compromiso.Sesion{Comision: c.Siglas, Codigo: codigo, Fecha: f}
	}
	return nil
}

// ponerInciso sets an inciso to what it was; nil is that there was none.
func ponerInciso(v *compromiso.Compromiso, letra string, valor json.RawMessage) error {
	v.Incisos = slices.DeleteFunc(v.Incisos, func(i compromiso.Inciso) bool { return i.Letra == letra })
	if valor == nil || string(valor) == "null" {
		return nil
	}
	var j incisoJSON
	if err := json.Unmarshal(valor, &j); err != nil {
		return err
	}
	v.Incisos = append(v.Incisos, compromiso.Inciso{
		Letra: letra, Texto: j.Texto, Areas: deLista(j.Areas), Estatus: compromiso.Estatus(j.Estatus),
		FechaLimite: j.FechaLimite, FechaPropuesta: j.FechaPropuesta, FechaCumplimiento: j.FechaCumplimiento,
	})
	return nil
}

// recortar keeps of the history of a compromiso, as it was at the cut-off, what had been
// recorded by then. The request for a prórroga that waited then was not answered yet.
func (h historias) recortar(n *compromiso.Compromiso, k corte) {
	h.seguimientos[n.ID] = hastaEl(h.seguimientos[n.ID], k, func(g compromiso.Seguimiento) time.Time { return g.En })
	h.evidencias[n.ID] = hastaEl(h.evidencias[n.ID], k, func(e compromiso.Evidencia) time.Time { return e.En })
	ps := hastaEl(h.prorrogas[n.ID], k, func(p compromiso.Prorroga) time.Time { return p.En })
	h.prorrogas[n.ID] = ps
	if n.Prorroga != nil && len(ps) > 0 {
		p := &ps[len(ps)-1]
		p.Nueva, p.Estado, p.Respuesta = n.Prorroga.Nueva, compromiso.ProrrogaPedida, ""
	}
}

func hastaEl[T any](cosas []T, k corte, en func(T) time.Time) []T {
	return slices.DeleteFunc(cosas, func(x T) bool { return !k.alcanza(en(x)) })
}
