package bot

import (
	"context"
	"slices"

	"compromisos/compromiso"
)

// libre is the right of a door that tells nothing of anybody: the help.
const libre compromiso.Accion = "libre"

// puerta is one way in: a subcommand, a button, a form or an event, with the right
// that it needs. A door without a right cannot be made (see the tests).
type puerta struct {
	clase   clase
	nombre  string   // as the table knows it: folded for a subcommand
	alias   []string // other names of a subcommand
	accion  compromiso.Accion
	sobre   bool   // it is about one compromiso, whose areas decide
	general bool   // of the whole installation: whoever may in one commission may
	niega   string // said instead of the refusal that goes with the right
	abre    bool   // it opens a form, within the life of the trigger
	// confirma says that whoever may read may, and that the one query of its work fails
	// where the directory is not the one of the moment: nobody need ask for that first.
	confirma bool
	haz      func(context.Context, *turno) (respuesta, error)
}

// tabla is the router: every door by kind and name.
type tabla struct {
	puertas []*puerta
	indice  map[clase]map[string]*puerta
	formas  map[string]*formulario
}

func newTabla() *tabla {
	t := &tabla{indice: map[clase]map[string]*puerta{}, formas: map[string]*formulario{}}
	for _, registrar := range []func(*tabla){registrarOrdenes, registrarBotones, registrarFormularios, registrarHilo} {
		registrar(t)
	}
	return t
}

// add puts a door into the table; two of the same name are a mistake of ours.
func (t *tabla) add(p puerta) {
	m := t.indice[p.clase]
	if m == nil {
		m = map[string]*puerta{}
		t.indice[p.clase] = m
	}
	for _, n := range append([]string{p.nombre}, p.alias...) {
		if _, ya := m[n]; ya || p.haz == nil || p.accion == "" {
			panic("bot: door twice, or without right or work: " + n)
		}
		m[n] = &p
	}
	t.puertas = append(t.puertas, &p)
}

func (t *tabla) find(c clase, nombre string) (*puerta, bool) {
	p, ok := t.indice[c][nombre]
	return p, ok
}

// ordenes are the names of the subcommands, for the nearest of them.
func (t *tabla) ordenes() []string {
	var out []string
	for n := range t.indice[claseOrden] {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// permitir is the one check of rights: of every door before its work, and of every
// act again inside the transaction. areas are those of the compromiso; nil for an
// action on the commission.
func permitir(rol compromiso.Rol, a compromiso.Accion, areas []string) error {
	if a == libre {
		return nil
	}
	return rol.Puede(a, areas)
}

// permitirSobre checks the action on a compromiso or on one inciso of it. Proposing
// the whole as done needs a right on each part that is still owed.
func permitirSobre(rol compromiso.Rol, a compromiso.Accion, n *compromiso.Compromiso, inciso string) error {
	areas := n.AreasDeInciso(inciso)
	if inciso != "" && areas == nil {
		areas = n.TodasLasAreas() // no such inciso: the rules say so
	}
	if err := permitir(rol, a, areas); err != nil {
		return err
	}
	if a != compromiso.Proponer || inciso != "" || len(n.Incisos) == 0 || rol.Secretaria {
		return nil
	}
	var suyos []string
	ajenos := false
	for _, x := range n.Asuntos() {
		if permitir(rol, a, x.Areas) == nil {
			suyos = append(suyos, x.Inciso)
		} else if x.Estatus.Abierto() && x.Estatus != compromiso.PorValidar {
			ajenos = true
		}
	}
	if ajenos {
		return compromiso.Errorf(compromiso.Invalido, "inciso",
			"Otras áreas atienden parte del compromiso %s: elija el inciso que le toca a la suya (%s).", n.Numero, compromiso.Enumerar(suyos))
	}
	return nil
}
