package compromiso

import (
	"strings"
	"time"
)

// Avance is what an area reports: text, with evidence if there is any.
type Avance struct {
	Inciso     string
	Area       string
	Clase      ClaseSeg
	Fecha      Fecha // of what is reported; zero: today
	Texto      string
	Evidencias []Evidencia
}

// Avanzar records progress. The first one takes what is pendiente to en_proceso.
func (c *Compromiso) Avanzar(acto Acto, av Avance) error {
	av = av.completar(acto)
	switch {
	case av.vacio():
		return Errorf(Invalido, "texto", "Escriba qué se hizo, o agregue una evidencia: un oficio o una liga.")
	case av.Fecha.Despues(acto.Hoy):
		return Errorf(Invalido, "fecha", "La fecha del avance no puede ser posterior a hoy (%s).", acto.Hoy.Puntos())
	}
	antes := c.foto()
	if err := c.mover(Avanzar, av.Inciso, func(*Inciso) {}); err != nil {
		return err
	}
	c.anotar(c.hecho(Avanzar, acto, antes).con(av))
	return nil
}

// Proponer says that the area holds it to be done: reminders fall silent, and the ST
// is told. With a text it is an entry of progress too.
func (c *Compromiso) Proponer(acto Acto, av Avance) error {
	av.Clase, av.Fecha = "", Fecha{}
	av = av.completar(acto)
	antes := c.foto()
	if err := c.mover(Proponer, av.Inciso, func(i *Inciso) { i.FechaPropuesta = acto.Hoy }); err != nil {
		return err
	}
	if len(c.Incisos) == 0 {
		c.FechaPropuesta = acto.Hoy
	}
	c.anotar(c.hecho(Proponer, acto, antes).con(av))
	return nil
}

// completar fills in what was not said.
func (av Avance) completar(acto Acto) Avance {
	av.Texto = strings.TrimSpace(av.Texto)
	if av.Fecha.IsZero() {
		av.Fecha = acto.Hoy
	}
	if av.Clase == "" {
		av.Clase = SegActividad
	}
	return av
}

func (av Avance) vacio() bool { return av.Texto == "" && len(av.Evidencias) == 0 }

// con adds to the fact the entry of progress that it brings, if it brings one.
func (h Hecho) con(av Avance) Hecho {
	h.Inciso = av.Inciso
	if av.vacio() {
		return h
	}
	h.Seguimiento = &Seguimiento{
		Inciso: av.Inciso, Fecha: av.Fecha, Area: av.Area, Persona: h.Actor, Clase: av.Clase, Texto: av.Texto, En: h.En,
	}
	for _, e := range av.Evidencias {
		e.Persona, e.En = h.Actor, h.En
		h.Evidencias = append(h.Evidencias, e)
	}
	return h
}

// Validar closes as done. fecha is the day it was fulfilled; zero means the day the
// area proposed it, or today when nobody did. atencion replaces the ST's prose when
// it is not nil.
func (c *Compromiso) Validar(acto Acto, inciso string, fecha Fecha, atencion *string) error {
	if fecha.Despues(acto.Hoy) {
		return Errorf(Invalido, "fecha", "La fecha de cumplimiento no puede ser posterior a hoy (%s).", acto.Hoy.Puntos())
	}
	antes := c.foto()
	dia := func(propuesta Fecha) Fecha {
		switch {
		case !fecha.IsZero():
			return fecha
		case !propuesta.IsZero():
			return propuesta
		}
		return acto.Hoy
	}
	err := c.mover(Validar, inciso, func(i *Inciso) { i.FechaCumplimiento = dia(i.FechaPropuesta) })
	if err != nil {
		return err
	}
	if atencion != nil {
		c.Atencion = strings.TrimSpace(*atencion)
	}
	if len(c.Incisos) == 0 {
		c.FechaCumplimiento = dia(c.FechaPropuesta)
	}
	c.cerrar(acto)
	h := c.hecho(Validar, acto, antes)
	h.Inciso = inciso
	c.anotar(h)
	return nil
}

// Rechazar sends back what waits for validation, with the reason.
func (c *Compromiso) Rechazar(acto Acto, inciso, motivo string) error {
	return c.conMotivo(Rechazar, acto, inciso, motivo, func(i *Inciso) { i.FechaPropuesta = Fecha{} }, func() {
		c.FechaPropuesta = Fecha{}
	})
}

// Cancelar closes it as «sin efecto», with the reason. An inciso without effect leaves
// the state of the whole to the other ones; the whole without effect is just that,
// whatever of it had been done.
func (c *Compromiso) Cancelar(acto Acto, inciso, motivo string) error {
	return c.conMotivo(Cancelar, acto, inciso, motivo, func(*Inciso) {}, func() {
		if inciso == "" {
			c.Estatus, c.FechaCumplimiento = SinEfecto, Fecha{}
		}
		c.cerrar(acto)
	})
}

// cerrar takes note of the closing, if the act led to one. A prórroga that waits for an
// answer waits no more.
func (c *Compromiso) cerrar(acto Acto) {
	if !c.Estatus.Abierto() {
		c.Cerrado, c.Prorroga = acto.En, nil
	}
}

// Reabrir takes back a closing, with the reason. What was done stays in the history.
func (c *Compromiso) Reabrir(acto Acto, motivo string) error {
	return c.conMotivo(Reabrir, acto, "", motivo,
		func(i *Inciso) { i.FechaCumplimiento, i.FechaPropuesta = Fecha{}, Fecha{} },
		func() {
			c.FechaCumplimiento, c.FechaPropuesta, c.Cerrado, c.AvisarDesde = Fecha{}, Fecha{}, time.Time{}, acto.En
		})
}

func (c *Compromiso) conMotivo(a Accion, acto Acto, inciso, motivo string, porInciso func(*Inciso), todo func()) error {
	motivo = strings.TrimSpace(motivo)
	if motivo == "" && exigeMotivo(a) {
		return Errorf(Invalido, "motivo", "Escriba el motivo: queda en la historia del compromiso y lo leen sus áreas.")
	}
	antes := c.foto()
	if err := c.mover(a, inciso, porInciso); err != nil {
		return err
	}
	c.Motivo = motivo
	todo()
	h := c.hecho(a, acto, antes)
	h.Inciso, h.Motivo = inciso, motivo
	c.anotar(h)
	return nil
}

// Recordar asks for a DM now to the areas that still owe something.
func (c *Compromiso) Recordar(acto Acto) error {
	if !c.PuedePasar(Recordar) {
		return c.noSePuede(Recordar, c.Estatus)
	}
	areas := c.areasQueDeben()
	if len(areas) == 0 {
		return Errorf(Conflicto, "areas", "El compromiso %s no tiene áreas a quienes recordar. Asígnelas con «asignar %s».", c.Numero, c.Numero)
	}
	h := c.hecho(Recordar, acto, c.foto())
	h.Areas = areas
	c.anotar(h)
	return nil
}

func (c *Compromiso) areasQueDeben() []string {
	var out []string
	for _, a := range c.Asuntos() {
		if a.Estatus.Abierto() && a.Estatus != PorValidar {
			out = append(out, a.Areas...)
		}
	}
	return sinRepetir(out)
}
