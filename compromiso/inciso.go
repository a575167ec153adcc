package compromiso

import (
	"regexp"
	"strings"
)

var reItem = regexp.MustCompile(`^\s*(?:\d{1,2}[.)]|[a-zA-Z]\))\s+(.+?)\s*$`)

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

// Letra is the letter of the n-th inciso, from 0: a … z, aa, ab …
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
// letra "" it moves all those that the action can move. It tells whether any moved.
func (c *Compromiso) mover(a Accion, letra string, hecho func(*Inciso)) error {
	if len(c.Incisos) == 0 {
		if letra != "" {
			return Errorf(NoEncontrado, "inciso", "El compromiso %s no tiene incisos.", c.Numero)
		}
		hasta, ok := pasar(a, c.Estatus)
		if !ok {
			return c.noSePuede(a, c.Estatus)
		}
		c.Estatus = hasta
		return nil
	}
	if !c.Estatus.Abierto() && a != Reabrir && a != Editar {
		return c.noSePuede(a, c.Estatus)
	}
	movidos, visto := 0, false
	var ultimo Estatus
	for k := range c.Incisos {
		i := &c.Incisos[k]
		if letra != "" && i.Letra != letra {
			continue
		}
		visto, ultimo = true, i.Estatus
		if hasta, ok := pasar(a, i.Estatus); ok {
			i.Estatus = hasta
			hecho(i)
			movidos++
		}
	}
	if !visto {
		return Errorf(NoEncontrado, "inciso", "El compromiso %s no tiene el inciso %s.", c.Numero, letra)
	}
	if movidos == 0 {
		return c.noSePuede(a, ultimo)
	}
	c.Estatus = Derivar(c.Incisos)
	return nil
}
