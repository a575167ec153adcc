package main

import (
	"context"
	"slices"

	"compromisos/compromiso"
	"compromisos/slacksim/page"
	"compromisos/store"
)

// paso is a thing to try, and what tells that somebody did it.
type paso struct {
	page.Try
	// sobre are the compromisos to one of which somebody does something.
	sobre []compromiso.Numero
}

// pasos are the things to try as the page has them.
func (e escenario) pasos(p *practica) []page.Try {
	var out []page.Try
	for _, x := range e.pruebas {
		if len(x.sobre) > 0 {
			x.Done = func(ctx context.Context) (bool, error) { return algoSeHizo(ctx, p.app.st, e.inf.Comision, x.sobre) }
		}
		out = append(out, x.Try)
	}
	return out
}

// algoSeHizo tells whether a person did something to one of them: what the practice begins with
// is the operator's doing.
func algoSeHizo(ctx context.Context, st *store.Store, comision string, numeros []compromiso.Numero) (bool, error) {
	for _, n := range numeros {
		f, err := st.Ficha(ctx, nil, compromiso.Referencia{Comision: comision, Numero: n})
		switch {
		case compromiso.CodigoDe(err) == compromiso.NoEncontrado:
			continue
		case err != nil:
			return false, err
		}
		if slices.ContainsFunc(f.Historia, func(a compromiso.Asiento) bool { return a.Actor != operador }) {
			return true, nil
		}
	}
	return false, nil
}
