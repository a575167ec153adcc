package compromiso

import "slices"

// Asunto is what is owed on one date by certain areas: a compromiso without incisos
// is one, else each of its incisos is.
type Asunto struct {
	Compromiso  *Compromiso
	Inciso      string // letter, or "" for the whole
	Texto       string
	Estatus     Estatus
	Areas       []string
	FechaLimite Fecha // zero: «sin fecha»
}

// Asuntos are the parts in which the compromiso is owed, closed ones included.
func (c *Compromiso) Asuntos() []Asunto {
	if len(c.Incisos) == 0 {
		return []Asunto{{
			Compromiso: c, Texto: c.Texto, Estatus: c.Estatus, Areas: c.Areas, FechaLimite: c.FechaLimite,
		}}
	}
	out := make([]Asunto, 0, len(c.Incisos))
	for _, i := range c.Incisos {
		a := Asunto{
			Compromiso: c, Inciso: i.Letra, Texto: i.Texto, Estatus: i.Estatus, Areas: i.Areas, FechaLimite: i.FechaLimite,
		}
		if len(a.Areas) == 0 {
			a.Areas = c.Areas
		}
		if a.FechaLimite.IsZero() {
			a.FechaLimite = c.FechaLimite
		}
		if !c.Estatus.Abierto() && a.Estatus.Abierto() {
			a.Estatus = c.Estatus
		}
		out = append(out, a)
	}
	return out
}

// Vencido tells whether it is open, not waiting for validation, and past its date.
func (a Asunto) Vencido(hoy Fecha) bool {
	return a.Estatus.Abierto() && a.Estatus != PorValidar && !a.FechaLimite.IsZero() && a.FechaLimite.Antes(hoy)
}

// TodasLasAreas are the areas that answer for the compromiso or for an inciso of it.
func (c *Compromiso) TodasLasAreas() []string {
	out := append([]string(nil), c.Areas...)
	for _, i := range c.Incisos {
		for _, a := range i.Areas {
			if !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// AreasDeInciso are the areas of one inciso, or of everything when letra is "".
func (c *Compromiso) AreasDeInciso(letra string) []string {
	if letra == "" {
		return c.TodasLasAreas()
	}
	for _, a := range c.Asuntos() {
		if a.Inciso == letra {
			return a.Areas
		}
	}
	return nil
}
