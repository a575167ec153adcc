package compromiso

import (
	"errors"
	"slices"
	"sort"
)

// Area is an area that attends compromisos. Its people are user ids (U…) or user
// groups (S…).
type Area struct {
	Siglas    string
	Nombre    string
	Enlaces   []string
	Suplentes []string
	Titular   string
	Canal     string
}

// Solicitante is somebody who asks for things in the sessions.
type Solicitante struct {
	Clave    string
	Nombre   string
	Cargo    string
	Usuarios []string
}

// Directorio is everything that is configured: commissions, areas, people. It is
// read-only once loaded; Version changes whenever anything in it does.
type Directorio struct {
	Version      int64
	Comisiones   []*Comision
	Areas        []Area
	Solicitantes []Solicitante
	Ejes         []string
	Glosario     map[string]string
	// Declaradas are the siglas that the configuration being applied declares, also as they
	// were: what somebody declares holds for every informe, of any day. It is not stored.
	Declaradas []string
	// Grupos are the members of the user groups that areas name, as last seen.
	Grupos map[string][]string
}

// ErrDirectorio says that the configuration is no longer the one by which a request was
// judged: it is judged again by the new one.
var ErrDirectorio = errors.New("the configuration changed meanwhile")

// Comision finds a commission by its siglas, without regard to accents or case.
func (d *Directorio) Comision(siglas string) (*Comision, bool) {
	for _, c := range d.Comisiones { // as they are stored, mostly: folding costs
		if c.Siglas == siglas {
			return c, true
		}
	}
	for _, c := range d.Comisiones {
		if Plegar(c.Siglas) == Plegar(siglas) {
			return c, true
		}
	}
	return nil, false
}

// ComisionDeCanal finds the commission whose channel it is.
func (d *Directorio) ComisionDeCanal(canal string) (*Comision, bool) {
	for _, c := range d.Comisiones {
		if canal != "" && c.Canal == canal {
			return c, true
		}
	}
	return nil, false
}

// ComisionesDe are the commissions in which the person has a part: as ST, or, with
// an area, all of them; the areas serve every commission.
func (d *Directorio) ComisionesDe(persona string) []*Comision {
	var suyas []*Comision
	area := len(d.AreasDe(persona)) > 0
	for _, c := range d.Comisiones {
		if area || slices.Contains(c.Secretaria, persona) {
			suyas = append(suyas, c)
		}
	}
	return suyas
}

// Area finds an area by its siglas, without regard to accents or case.
func (d *Directorio) Area(siglas string) (Area, bool) {
	for _, a := range d.Areas { // as they are stored, mostly: folding costs
		if a.Siglas == siglas {
			return a, true
		}
	}
	for _, a := range d.Areas {
		if Plegar(a.Siglas) == Plegar(siglas) {
			return a, true
		}
	}
	return Area{}, false
}

// Solicitante finds a requester by its clave; «CE-ACL, Presidente de la CVMRE» is CE-ACL.
func (d *Directorio) Solicitante(clave string) (Solicitante, bool) {
	clave = ClaveSolicitante(clave)
	for _, s := range d.Solicitantes {
		if Plegar(s.Clave) == Plegar(clave) {
			return s, true
		}
	}
	return Solicitante{}, false
}

// ClaveSolicitante is the key in what a document writes of a requester: what stands
// before the first comma.
func ClaveSolicitante(s string) string {
	for i, r := range s {
		if r == ',' {
			return s[:i]
		}
	}
	return s
}

// Personas are the people behind ids that may be users or user groups, each once,
// in order.
func (d *Directorio) Personas(ids ...string) []string {
	var out []string
	add := func(u string) {
		if u != "" && !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	for _, id := range ids {
		if miembros, ok := d.Grupos[id]; ok || (id != "" && id[0] == 'S') {
			for _, u := range miembros {
				add(u)
			}
			continue
		}
		add(id)
	}
	return out
}

// AreasDe are the siglas of the areas for which the person answers, as enlace,
// suplente or titular, in order of siglas.
func (d *Directorio) AreasDe(persona string) []string {
	var out []string
	for _, a := range d.Areas {
		if slices.Contains(d.Personas(a.Enlaces...), persona) ||
			slices.Contains(d.Personas(a.Suplentes...), persona) ||
			slices.Contains(d.Personas(a.Titular), persona) {
			out = append(out, a.Siglas)
		}
	}
	sort.Strings(out)
	return out
}

// GruposUsados are the user groups that the configuration names.
func (d *Directorio) GruposUsados() []string {
	var out []string
	for _, a := range d.Areas {
		for _, id := range slices.Concat(a.Enlaces, a.Suplentes, []string{a.Titular}) {
			if id != "" && id[0] == 'S' && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}
