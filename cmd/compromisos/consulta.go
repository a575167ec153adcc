package main

import (
	"context"
	"time"

	"compromisos/compromiso"
	"compromisos/store"
)

// consulta is what a command that asks about a day begins with. The day is none where
// the option was not given: each commission has its own today.
type consulta struct {
	st    *store.Store
	dir   *compromiso.Directorio
	dia   compromiso.Fecha
	ahora time.Time
}

// abrirConsulta reads the FECHA of the option and opens the store, which the caller closes.
func abrirConsulta(ctx context.Context, fecha string) (consulta, error) {
	dia, err := parseFecha("--fecha", fecha)
	if err != nil {
		return consulta{}, err
	}
	st, e, err := abrirBase(ctx)
	if err != nil {
		return consulta{}, err
	}
	q := consulta{st: st, dia: dia, ahora: reloj(e.Reloj)()}
	if q.dir, err = st.Directorio(ctx); err != nil {
		_ = st.Close() // the reading failed already
		return consulta{}, err
	}
	return q, nil
}

// diaDe is the day that is asked about, of a commission.
func (q consulta) diaDe(c *compromiso.Comision) compromiso.Fecha {
	if q.dia.IsZero() {
		return c.Hoy(q.ahora)
	}
	return q.dia
}

var diasSemana = []string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}

// diaEnPalabras is a day as it is said: «sábado 21.11.2026».
func diaEnPalabras(f compromiso.Fecha) string { return diasSemana[f.Semana()] + " " + f.Puntos() }
