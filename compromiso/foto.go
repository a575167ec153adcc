package compromiso

import (
	"reflect"
	"time"
)

// foto is the compromiso as the bitácora describes it: every field that an act may
// change, under the name that the contract gives it, as plain JSON values.
func (c *Compromiso) foto() map[string]any {
	m := map[string]any{
		"tipo": string(c.Tipo), "eje": c.Eje, "texto": c.Texto, "atencion": c.Atencion, "permanente": c.Permanente,
		"solicitantes": lista(c.Solicitantes), "areas": lista(c.Areas), "areas_propuestas": lista(c.AreasPropuestas),
		"estatus": string(c.Estatus), "fecha_limite": c.FechaLimite.String(), "fecha_propuesta": c.FechaPropuesta.String(),
		"fecha_cumplimiento": c.FechaCumplimiento.String(), "motivo": c.Motivo, "sesion": "",
	}
	if c.Sesion != nil {
		m["sesion"] = c.Sesion.Codigo.String() + "/" + c.Sesion.Fecha.String()
	}
	if c.Prorroga != nil {
		m["prorroga"] = c.Prorroga.Nueva.String()
	}
	if !c.Cerrado.IsZero() {
		m["cerrado"] = c.Cerrado.UTC().Format(time.RFC3339)
	}
	for _, i := range c.Incisos {
		m["inciso_"+i.Letra] = map[string]any{
			"texto": i.Texto, "estatus": string(i.Estatus), "areas": lista(i.Areas),
			"fecha_limite": i.FechaLimite.String(), "fecha_propuesta": i.FechaPropuesta.String(),
			"fecha_cumplimiento": i.FechaCumplimiento.String(),
		}
	}
	return m
}

// Foto is the compromiso as the bitácora describes it, whole: what the entry of its
// registration holds.
func (c *Compromiso) Foto() map[string]any { return c.foto() }

func lista(l []string) []any {
	out := make([]any, len(l))
	for k, s := range l {
		out[k] = s
	}
	return out
}

// hecho starts the record of an act: what was and what is, of the fields that differ.
func (c *Compromiso) hecho(a Accion, acto Acto, antes map[string]any) Hecho {
	h := Hecho{Accion: a, Actor: acto.Actor, En: acto.En, Antes: map[string]any{}, Despues: map[string]any{}}
	despues := c.foto()
	for k, v := range despues {
		if w, ok := antes[k]; !ok || !reflect.DeepEqual(v, w) {
			h.Despues[k] = v
			if ok {
				h.Antes[k] = w
			}
		}
	}
	for k, w := range antes {
		if _, ok := despues[k]; !ok {
			h.Antes[k], h.Despues[k] = w, nil
		}
	}
	return h
}
