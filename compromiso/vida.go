package compromiso

import "slices"

// Transicion is one row of the table of the life of a compromiso: what is done,
// from which states, to which, and whether a reason must be given. Who may do it is
// in the table of rights, under the same action.
type Transicion struct {
	Accion Accion
	Desde  []Estatus
	Hasta  Estatus // "" leaves the state as it is
	Motivo bool
}

// vida is the table of «Life of a compromiso» in the product's description. Avanzar
// moves only what is pendiente; it stands twice.
var vida = []Transicion{
	{Accion: Avanzar, Desde: []Estatus{Pendiente}, Hasta: EnProceso},
	{Accion: Avanzar, Desde: []Estatus{EnProceso, Parcial, PorValidar}},
	{Accion: Proponer, Desde: []Estatus{Pendiente, EnProceso, Parcial}, Hasta: PorValidar},
	{Accion: Validar, Desde: []Estatus{PorValidar, Pendiente, EnProceso, Parcial}, Hasta: Cumplido},
	{Accion: Rechazar, Desde: []Estatus{PorValidar}, Hasta: EnProceso, Motivo: true},
	{Accion: PedirProrroga, Desde: []Estatus{Pendiente, EnProceso, Parcial}, Motivo: true},
	{Accion: ConcederProrroga, Desde: []Estatus{Pendiente, EnProceso, Parcial, PorValidar}},
	{Accion: NegarProrroga, Desde: []Estatus{Pendiente, EnProceso, Parcial, PorValidar}, Motivo: true},
	{Accion: Asignar, Desde: []Estatus{Pendiente, EnProceso, Parcial, PorValidar}},
	{Accion: Editar, Desde: []Estatus{Pendiente, EnProceso, Parcial, PorValidar, Cumplido, SinEfecto}},
	{Accion: Recordar, Desde: []Estatus{Pendiente, EnProceso, Parcial}},
	{Accion: Cancelar, Desde: []Estatus{Pendiente, EnProceso, Parcial, PorValidar}, Hasta: SinEfecto, Motivo: true},
	{Accion: Reabrir, Desde: []Estatus{Cumplido, SinEfecto}, Hasta: EnProceso, Motivo: true},
}

// Transiciones is the table of the life of a compromiso.
func Transiciones() []Transicion { return slices.Clone(vida) }

// Abierto tells whether the state is one in which something is still owed.
func (e Estatus) Abierto() bool { return e != Cumplido && e != SinEfecto }

// Valido tells whether it is one of the states.
func (e Estatus) Valido() bool {
	return slices.Contains([]Estatus{Pendiente, EnProceso, PorValidar, Parcial, Cumplido, SinEfecto}, e)
}

// Impreso is the state as the documents print it; for them what waits for validation
// is still in process.
func (e Estatus) Impreso() string {
	if e == PorValidar {
		return "En proceso"
	}
	return e.Texto()
}

// Texto is the state as the bot shows it.
func (e Estatus) Texto() string {
	switch e {
	case Pendiente:
		return "Pendiente"
	case EnProceso:
		return "En proceso"
	case PorValidar:
		return "Por validar"
	case Parcial:
		return "Parcialmente cumplido"
	case Cumplido:
		return "Cumplido"
	case SinEfecto:
		return "Sin efecto"
	}
	return string(e)
}

// Texto is the type as a sentence begins with it.
func (t Tipo) Texto() string {
	switch t {
	case TipoSolicitud:
		return "Solicitud"
	case TipoAcuerdo:
		return "Acuerdo"
	}
	return "Compromiso"
}

// Valido tells whether it is one of the types.
func (t Tipo) Valido() bool {
	return t == TipoCompromiso || t == TipoSolicitud || t == TipoAcuerdo
}

// pasar finds the state that the action leads to from the given one.
func pasar(a Accion, desde Estatus) (Estatus, bool) {
	for _, t := range vida {
		if t.Accion == a && slices.Contains(t.Desde, desde) {
			if t.Hasta == "" {
				return desde, true
			}
			return t.Hasta, true
		}
	}
	return "", false
}

// PuedePasar tells whether the action is possible in the state that the compromiso
// is in, whoever does it: what the card offers as buttons. With incisos it is when it
// is for one of them; a closed one is reopened whole.
func (c *Compromiso) PuedePasar(a Accion) bool {
	if c.Permanente && (a == Proponer || a == Validar) {
		return false // never finished, only reported on
	}
	_, ok := pasar(a, c.Estatus)
	if len(c.Incisos) == 0 || a == Reabrir || !c.Estatus.Abierto() {
		return ok
	}
	return slices.ContainsFunc(c.Incisos, func(i Inciso) bool {
		_, ok := pasar(a, i.Estatus)
		return ok
	})
}

// exigeMotivo tells whether the action needs a reason.
func exigeMotivo(a Accion) bool {
	return slices.ContainsFunc(vida, func(t Transicion) bool { return t.Accion == a && t.Motivo })
}

// noSePuede is the refusal of an action in the state of now: it names the state and
// what to do instead.
func (c *Compromiso) noSePuede(a Accion, e Estatus) *Error {
	switch {
	case c.Permanente && e.Abierto() && (a == Proponer || a == Validar):
		return Errorf(Conflicto, "", "El compromiso %s es permanente: no se da por cumplido, solo se informa de él. Registre avances.", c.Numero)
	case a == Proponer && e == PorValidar:
		return Errorf(Conflicto, "", "El compromiso %s ya está por validar: la Secretaría Técnica debe responder.", c.Numero)
	case a == Validar && e == Cumplido:
		return Errorf(Conflicto, "", "El compromiso %s ya está cumplido.", c.Numero)
	case a == Rechazar:
		return Errorf(Conflicto, "", "El compromiso %s está «%s»: solo se rechaza lo que está por validar.", c.Numero, e.Texto())
	case a == Recordar && e == PorValidar:
		return Errorf(Conflicto, "", "El compromiso %s está por validar: a sus áreas ya no les toca nada.", c.Numero)
	case a == Reabrir:
		return Errorf(Conflicto, "", "El compromiso %s está «%s»: solo se reabre lo que está cerrado.", c.Numero, e.Texto())
	case !e.Abierto():
		return Errorf(Conflicto, "", "El compromiso %s está «%s». Para cambiarlo, la Secretaría Técnica puede reabrirlo.", c.Numero, e.Texto())
	}
	return Errorf(Conflicto, "", "El compromiso %s está «%s»: ahora no se puede %s.", c.Numero, e.Texto(), nombres[a])
}

// Vencido tells whether it is open, not waiting for validation, and past its date.
func (c *Compromiso) Vencido(hoy Fecha) bool {
	for _, a := range c.Asuntos() {
		if a.Vencido(hoy) {
			return true
		}
	}
	return false
}
