package main

import (
	"context"

	"compromisos/compromiso"
	"compromisos/slacksim/page"
	"compromisos/store"
)

// paso is a thing to try, and what tells that somebody did it.
type paso struct {
	page.Try
	// cambia are the compromisos of which one is no longer as the practice began with it: it
	// is there, has another state, or waits for another date.
	cambia []compromiso.Numero
}

// pasos are the things to try as the page has them.
func (e escenario) pasos(p *practica) []page.Try {
	antes := map[compromiso.Numero]compromiso.Estatus{}
	for _, f := range e.inf.Compromisos {
		antes[f.Numero] = f.Estatus
	}
	var out []page.Try
	for _, x := range e.pruebas {
		if len(x.cambia) > 0 {
			x.Done = func(ctx context.Context) (bool, error) {
				return algunoCambio(ctx, p.app.st, e.inf.Comision, x.cambia, antes)
			}
		}
		out = append(out, x.Try)
	}
	return out
}

func algunoCambio(ctx context.Context, st *store.Store, comision string, numeros []compromiso.Numero, antes map[compromiso.Numero]compromiso.Estatus) (bool, error) {
	for _, n := range numeros {
		c, err := st.Compromiso(ctx, compromiso.Referencia{Comision: comision, Numero: n})
		switch {
		case compromiso.CodigoDe(err) == compromiso.NoEncontrado:
			continue
		case err != nil:
			return false, err
		}
		if c.Estatus != antes[n] || c.Prorroga != nil {
			return true, nil
		}
	}
	return false, nil
}
