package compromiso

import "time"

// Hecho is one thing that happened to a compromiso: what its entry in the bitácora
// says, and what the avisos that follow from it are about.
type Hecho struct {
	Accion  Accion
	Actor   string // user id
	En      time.Time
	Inciso  string
	Motivo  string
	Antes   map[string]any // only what changed
	Despues map[string]any
	// What the fact adds to the history, to be stored with it.
	Seguimiento *Seguimiento
	Evidencias  []Evidencia
	Prorroga    *Prorroga
	// Areas are those that the fact concerns: newly assigned, to be reminded …
	Areas []string
}

// Acto is who does something and when: the moment of the field, and its civil day in
// the commission's zone.
type Acto struct {
	Actor string
	En    time.Time
	Hoy   Fecha
}

// Hechos are what happened since the compromiso was loaded, in order.
func (c *Compromiso) Hechos() []Hecho { return c.hechos }

func (c *Compromiso) anotar(h Hecho) { c.hechos = append(c.hechos, h) }
