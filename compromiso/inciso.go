package compromiso

import (
	"regexp"
	"strings"
)

var reItem = regexp.MustCompile(`^\s*(?:\d{1,2}(?:\.-|[.)])|[a-zA-Z]\))\s+(.+?)\s*$`)

// ParseIncisos finds the numbered lines of a text (R1): from two of them on, each one
// is an inciso, lettered a, b, c … A lone number is prose.
func ParseIncisos(texto string) []Inciso {
	var out []Inciso
	for _, linea := range strings.Split(texto, "\n") {
		if m := reItem.FindStringSubmatch(linea); m != nil {
			out = append(out, Inciso{Letra: Letra(len(out)), Texto: m[1], Estatus: Pendiente})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// Letra is the letter of the n-th inciso, from 0: a … z, aa, ab and so on.
func Letra(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return Letra(n/26-1) + string(rune('a'+n%26))
}

// Derivar is the state of a compromiso that follows from those of its incisos: done
// when all are done, partly when some are, waiting for validation when all that is
// open waits. Incisos without effect count for nothing unless all are.
func Derivar(incisos []Inciso) Estatus {
	cuenta := map[Estatus]int{}
	for _, i := range incisos {
		cuenta[i.Estatus]++
	}
	vivos := len(incisos) - cuenta[SinEfecto]
	switch {
	case vivos == 0:
		return SinEfecto
	case cuenta[Cumplido] == vivos:
		return Cumplido
	case cuenta[PorValidar] > 0 && cuenta[PorValidar]+cuenta[Cumplido] == vivos:
		return PorValidar
	case cuenta[Cumplido]+cuenta[Parcial] > 0:
		return Parcial
	case cuenta[Pendiente] == vivos:
		return Pendiente
	}
	return EnProceso
}

// mover applies an action to one inciso, or to the whole compromiso: with incisos and
// letra "" it moves all those that the action can move. On a refusal nothing moved.
func (c *Compromiso) mover(a Accion, letra string, hecho func(*Inciso)) error {
	if err := c.puede(a, letra); err != nil {
		return err
	}
	if len(c.Incisos) == 0 {
		c.Estatus, _ = pasar(a, c.Estatus)
		return nil
	}
	if a == Reabrir {
		c.reabrirIncisos(hecho)
	} else {
		for k := range c.Incisos {
			i := &c.Incisos[k]
			if hasta, ok := pasar(a, i.Estatus); ok && (letra == "" || i.Letra == letra) {
				i.Estatus = hasta
				hecho(i)
			}
		}
	}
	c.derivar()
	return nil
}

// puede tells whether the action is possible now on the inciso, or on the whole.
func (c *Compromiso) puede(a Accion, letra string) error {
	i := c.inciso(letra)
	switch {
	case letra != "" && len(c.Incisos) == 0:
		return Errorf(NoEncontrado, "inciso", "El compromiso %s no tiene incisos.", c.Numero)
	case letra != "" && i == nil:
		return Errorf(NoEncontrado, "inciso", "El compromiso %s no tiene el inciso %s.", c.Numero, letra)
	case !c.PuedePasar(a):
		return c.noSePuede(a, c.Estatus)
	case i == nil:
		return nil
	}
	if _, ok := pasar(a, i.Estatus); !ok {
		return Errorf(Conflicto, "", "El inciso %s del compromiso %s está «%s»: ahora no se puede %s.", letra, c.Numero, i.Estatus.Texto(), nombres[a])
	}
	return nil
}

// reabrirIncisos takes back the closing of the whole: of one that was done, what was
// done; of one without effect, what has none. What closed otherwise stays as it is.
func (c *Compromiso) reabrirIncisos(hecho func(*Inciso)) {
	for _, todos := range []bool{false, true} {
		for k := range c.Incisos {
			i := &c.Incisos[k]
			if !i.Estatus.Abierto() && (todos || i.Estatus == c.Estatus) {
				i.Estatus, _ = pasar(Reabrir, i.Estatus)
				hecho(i)
			}
		}
		if Derivar(c.Incisos).Abierto() {
			return
		}
	}
}

// derivar brings the state and the dates of the whole up to date with its incisos.
func (c *Compromiso) derivar() {
	c.Estatus = Derivar(c.Incisos)
	var propuesta, cumplimiento Fecha
	for _, i := range c.Incisos {
		if i.Estatus == PorValidar && i.FechaPropuesta.Despues(propuesta) {
			propuesta = i.FechaPropuesta
		}
		if i.Estatus == Cumplido && i.FechaCumplimiento.Despues(cumplimiento) {
			cumplimiento = i.FechaCumplimiento
		}
	}
	switch {
	case c.Estatus == PorValidar:
		c.FechaPropuesta = propuesta
	case c.Estatus == Cumplido:
		c.FechaCumplimiento = cumplimiento
	case c.Estatus.Abierto():
		c.FechaPropuesta = Fecha{}
	}
}
