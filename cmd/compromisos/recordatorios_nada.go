package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"compromisos/compromiso"
)

// cuentaAbiertos counts what it hands on, to tell why nothing is reminded of.
type cuentaAbiertos struct {
	abiertos
	todos, sinFecha int
}

// Abiertos hands on what the store gives.
func (k *cuentaAbiertos) Abiertos(ctx context.Context, comision string, yield func([]*compromiso.Compromiso, compromiso.Historial) error, antesDe time.Time) error {
	return k.abiertos.Abiertos(ctx, comision, func(lote []*compromiso.Compromiso, hist compromiso.Historial) error {
		for _, n := range lote {
			k.todos++
			if sinFecha(n) {
				k.sinFecha++
			}
		}
		return yield(lote, hist)
	}, antesDe)
}

// sinFecha tells whether nothing that is open in it has a due date.
func sinFecha(n *compromiso.Compromiso) bool {
	for _, a := range n.Asuntos() {
		if a.Estatus.Abierto() && !a.FechaLimite.IsZero() {
			return false
		}
	}
	return true
}

// porQueNada says for one commission why nobody is reminded of anything on the day.
func (k *cuentaAbiertos) porQueNada(c *compromiso.Comision, dia compromiso.Fecha) string {
	el := "El " + diaEnPalabras(dia)
	if !c.Calendario.Habil(dia) {
		if fiesta, es := compromiso.Festivo(dia); es {
			el += " (" + fiesta + ")"
		}
		return el + " no es hábil: no se recuerda nada a nadie."
	}
	s := el + " no se recuerda nada a nadie: "
	switch {
	case k.todos == 0:
		return s + "no hay compromisos abiertos."
	case k.sinFecha == k.todos:
		return s + "ninguno de los " + cuantos(k.todos, "abierto tiene", "abiertos tiene") + " fecha límite."
	case k.sinFecha > 0:
		return s + "a ningún compromiso le toca; " + cuantos(k.sinFecha, "abierto está", "abiertos están") + " sin fecha límite."
	}
	return s + "a ningún compromiso le toca."
}

// escribirNada says that nobody is reminded of anything, and why.
func escribirNada(w io.Writer, q consulta, cs []*compromiso.Comision, porQue []string) error {
	if len(cs) == 0 {
		_, err := fmt.Fprintf(w, "No se recuerda nada a nadie: %s.\n", hay(q.dir))
		return err
	}
	for i, s := range porQue {
		if len(cs) > 1 {
			s = cs[i].Siglas + ": " + minuscula(s)
		}
		if _, err := fmt.Fprintln(w, s); err != nil {
			return err
		}
	}
	return nil
}

// nombres gives the people as the list shows them: by id, with the name where it is known.
func (q consulta) nombres(ctx context.Context, rs []compromiso.Recordatorio) (map[string]string, error) {
	out := map[string]string{}
	var ids []string
	for _, r := range rs {
		if out[r.Persona] == "" {
			ids = append(ids, r.Persona)
			out[r.Persona] = cmp.Or(r.Persona, "(nadie)")
		}
	}
	ps, err := q.st.Personas(ctx, ids)
	if err != nil {
		return nil, err
	}
	for id, p := range ps {
		if p.Nombre != "" {
			out[id] = id + " (" + limpia(p.Nombre) + ")"
		}
	}
	return out, nil
}
