package compromiso

import (
	"slices"
	"strings"
)

// Asignacion is what `asignar` changes: the areas that attend, which also confirms or
// discards the proposed ones, and the due date where none was set.
type Asignacion struct {
	Areas       []string // siglas, known ones; replaces those of now
	FechaLimite Fecha    // zero leaves the date of now
	Inciso      string
}

// Asignar sets the areas of the compromiso, or of one inciso, and its due date. A new
// due date starts the reminders anew. The areas that were not there before are told.
func (c *Compromiso) Asignar(acto Acto, as Asignacion) error {
	if err := c.puede(Asignar, as.Inciso); err != nil {
		return err
	}
	areas := sinRepetir(as.Areas)
	if len(areas) == 0 {
		return Errorf(Invalido, "areas", "Elija al menos un área.")
	}
	fechaNueva := !as.FechaLimite.IsZero() && as.FechaLimite != c.limiteDe(as.Inciso)
	if fechaNueva && as.FechaLimite.Antes(acto.Hoy) {
		return Errorf(Invalido, "vence", "La fecha límite %s ya pasó: elija una de hoy en adelante.", as.FechaLimite.Puntos())
	}
	antes := c.foto()
	previas := c.AreasDeInciso(as.Inciso)
	if i := c.inciso(as.Inciso); i != nil {
		i.Areas = areas
	} else {
		c.Areas, c.AreasPropuestas = areas, nil
	}
	if fechaNueva {
		c.ponerLimite(as.Inciso, as.FechaLimite)
		if c.FechaLimiteOrig.IsZero() && as.Inciso == "" {
			c.FechaLimiteOrig = as.FechaLimite
		}
		c.AvisarDesde = acto.En
	}
	h := c.hecho(Asignar, acto, antes)
	h.Inciso = as.Inciso
	for _, a := range areas {
		if !slices.Contains(previas, a) {
			h.Areas = append(h.Areas, a)
		}
	}
	if len(h.Despues) == 0 {
		return nil // nothing changed: nothing to tell, nothing to write down
	}
	c.anotar(h)
	return nil
}

func (c *Compromiso) inciso(letra string) *Inciso {
	for k := range c.Incisos {
		if c.Incisos[k].Letra == letra {
			return &c.Incisos[k]
		}
	}
	return nil
}

func (c *Compromiso) ponerLimite(letra string, f Fecha) {
	if i := c.inciso(letra); i != nil {
		i.FechaLimite = f
		return
	}
	c.FechaLimite = f
}

// limiteDe is the due date of an inciso, or of the whole.
func (c *Compromiso) limiteDe(letra string) Fecha {
	if i := c.inciso(letra); i != nil && !i.FechaLimite.IsZero() {
		return i.FechaLimite
	}
	return c.FechaLimite
}

func sinRepetir(lista []string) []string {
	var out []string
	for _, s := range lista {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
