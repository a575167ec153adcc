package main

import (
	"context"

	"compromisos/compromiso"
	"compromisos/store"
)

// conBase reads the environment and asks for a database.
func conBase() (entorno, error) {
	e, err := leerEntorno()
	if err != nil {
		return e, errUso{err}
	}
	if e.DatabaseURL == "" {
		return e, errUso{errSinBase}
	}
	return e, nil
}

// abrirBase opens the store for a command of the operator. A database that was never
// brought up to date, or that a newer program did, is refused with what to do.
func abrirBase(ctx context.Context) (*store.Store, entorno, error) {
	e, err := conBase()
	if err != nil {
		return nil, e, err
	}
	st, err := store.Open(ctx, e.DatabaseURL, store.Options{MaxConns: 4})
	if err != nil {
		return nil, e, err
	}
	err = st.RevisarEsquema(ctx)
	if err != nil {
		_ = st.Close()
		return nil, e, err
	}
	return st, e, nil
}

// urlPgx is the database's address as River's driver reads it.
func urlPgx(url string) string {
	if n, err := store.NormalizeURL(url); err == nil {
		return n
	}
	return url
}

// comisionDe finds the commission that a command names, or the only one there is.
func comisionDe(d *compromiso.Directorio, siglas string) (*compromiso.Comision, error) {
	if siglas == "" {
		if len(d.Comisiones) == 1 {
			return d.Comisiones[0], nil
		}
		return nil, errUso{compromiso.Errorf(compromiso.Ambiguo, "comision", "falta --comision: %s", hay(d))}
	}
	c, ok := d.Comision(siglas)
	if !ok {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "comision", "no hay una comisión «%s»: %s", eco(siglas), hay(d))
	}
	return c, nil
}

func hay(d *compromiso.Directorio) string {
	if len(d.Comisiones) == 0 {
		return "no hay ninguna todavía; defínala con «compromisos configurar -f ARCHIVO.yaml»"
	}
	var s []string
	for _, c := range d.Comisiones {
		s = append(s, c.Siglas)
	}
	return "hay " + compromiso.Enumerar(s)
}
