package bot

import (
	"context"
	"errors"

	"compromisos/compromiso"
)

// escritura is what changes the store; each call is one transaction.
type escritura interface {
	Registrar(ctx context.Context, sol compromiso.Solicitud, alta compromiso.Alta) (*compromiso.Compromiso, []int64, error)
	Cambiar(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia,
		fn func(*compromiso.Compromiso, *compromiso.Directorio) error) (*compromiso.Compromiso, []int64, error)
}

// silencio is what a person asks of the reminders, for that person alone.
type silencio interface {
	Posponer(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string, hasta compromiso.Fecha) error
	Enterado(ctx context.Context, sol compromiso.Solicitud, ref compromiso.Referencia, inciso string) error
}

// yaDado is how the store says that a request was carried out before, and on what.
type yaDado interface {
	error
	YaDado() (comision string, numero compromiso.Numero)
}

// repetida tells whether the error says that it was done before, and on what.
func repetida(err error) (compromiso.Referencia, bool) {
	var y yaDado
	if !errors.As(err, &y) {
		return compromiso.Referencia{}, false
	}
	c, n := y.YaDado()
	return compromiso.Referencia{Comision: c, Numero: n}, true
}

// dudoso is how the store says that it does not know whether a request was carried out.
type dudoso interface {
	error
	Incierto() bool
}

// incierto tells whether it is not known if what was asked for was done. The same request
// again finds out; whoever types it anew makes another one.
func incierto(err error) bool {
	var d dudoso
	return errors.As(err, &d) && d.Incierto()
}

// cambiar does something to the compromiso of the turno. The right is checked here, on
// the data of the transaction: who pressed what, and what was shown when, is no ground.
func (t *turno) cambiar(ctx context.Context, a compromiso.Accion, fn func(*compromiso.Compromiso) error) (*compromiso.Compromiso, error) {
	n, ids, err := t.b.st.Cambiar(ctx, t.solicitud(), t.ref(), func(n *compromiso.Compromiso, d *compromiso.Directorio) error {
		c, ok := d.Comision(n.Comision)
		if !ok {
			return noHayComision(d, n.Comision)
		}
		rol := d.Rol(t.p.persona, c, false)
		if err := permitirSobre(rol, a, n, t.inciso); err != nil {
			return err
		}
		t.rol, t.dir = rol, d
		return fn(n)
	})
	return t.hecho(ctx, n, ids, err)
}

// registrar makes a new compromiso. The right was judged by the directory read for this
// request; where that is not the one of the transaction, all of it is judged again.
func (t *turno) registrar(ctx context.Context, alta compromiso.Alta) (*compromiso.Compromiso, error) {
	sol := t.solicitud()
	sol.Version = t.dir.Version
	n, ids, err := t.b.st.Registrar(ctx, sol, alta)
	return t.hecho(ctx, n, ids, err)
}

// hecho is what came of a transaction: what it wrote, whose avisos may leave now, or, of
// a request that came before, what it had written then.
func (t *turno) hecho(ctx context.Context, n *compromiso.Compromiso, ids []int64, err error) (*compromiso.Compromiso, error) {
	if ref, ok := repetida(err); ok {
		t.ya = true
		return t.b.st.Compromiso(ctx, ref)
	}
	if err != nil {
		return nil, err
	}
	t.b.nudge(ids)
	t.escribio = true
	return n, nil
}

// areaDe is for which area the person speaks: the first of those that attend it; ""
// for the ST.
func (t *turno) areaDe(n *compromiso.Compromiso, inciso string) string {
	for _, a := range n.AreasDeInciso(inciso) {
		for _, mia := range t.rol.Areas {
			if a == mia {
				return a
			}
		}
	}
	return ""
}
