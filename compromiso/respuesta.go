package compromiso

import "time"

// Why something is not asked for any more, as Vigilar and Vigente say it, besides the
// reasons of Suprimido.
const (
	FueraCerrado    = "cerrado"
	FueraFecha      = "fecha_nueva"
	FueraArea       = "reasignado"
	FueraRespondido = "respondido"
	FueraPidio      = "prorroga_pedida" // a new date was asked for, and nobody answered yet
)

// Respuesta is what came of an asunto since a person was told of it; zero while nothing did.
type Respuesta struct {
	Fuera  string    // why it is not asked for any more
	Hasta  Fecha     // until when the person put it off
	Avance time.Time // when progress was last registered
}

// Pendiente tells whether nobody answered yet, and it is still asked for.
func (r Respuesta) Pendiente() bool { return r == Respuesta{} }

// Responder says what came of an asunto of a reminder since it went out, and gives it as it
// stands now: h is what the person was told and asked for, avance when progress was last
// registered since.
func (r Recordatorio) Responder(c *Comision, h HistorialAviso, avance, ahora time.Time) (Recordatorio, Respuesta) {
	hoy, fuera := r.Vigilar(r.Compromiso, c, h, ahora)
	x := Respuesta{Fuera: fuera, Avance: avance}
	switch {
	case fuera == string(PorPedido):
		x.Hasta = h.PospuestoHasta
	case fuera == "" && r.Compromiso.pidioProrroga(r.Inciso):
		x.Fuera = FueraPidio
	}
	return hoy, x
}

// Responder says what came of what an aviso about one compromiso asked for since it went out.
func (a Aviso) Responder(n *Compromiso, c *Comision, h HistorialAviso, avance, ahora time.Time) Respuesta {
	_, fuera := a.Vigente(n)
	x := Respuesta{Fuera: fuera, Avance: avance}
	if fuera != "" || !a.Debe() {
		return x
	}
	switch estatus := a.estatusDe(n); {
	case !estatus.Abierto():
		x.Fuera = FueraCerrado
	case estatus == PorValidar:
		x.Fuera = string(EnValidar)
	case !h.PospuestoHasta.IsZero() && c.Calendario.EnODespues(h.PospuestoHasta).Despues(c.Hoy(ahora)):
		x.Fuera, x.Hasta = string(PorPedido), h.PospuestoHasta
	case h.Enterado.After(a.Enviado):
		x.Fuera = string(PorEnterado)
	case n.pidioProrroga(a.Inciso):
		x.Fuera = FueraPidio
	}
	return x
}

// pidioProrroga tells whether a new date was asked for, of an inciso or of the whole.
func (c *Compromiso) pidioProrroga(inciso string) bool {
	return c.Prorroga != nil && (c.Prorroga.Inciso == "" || c.Prorroga.Inciso == inciso)
}

// Debe tells whether the aviso, about one compromiso, asks its area to attend it.
func (a Aviso) Debe() bool {
	switch a.Clase {
	case AvisoAsignacion, AvisoRecordar, AvisoRechazo, AvisoReapertura, AvisoProrroga:
		return true
	}
	return false
}

// SeResponde tells whether the message of the aviso says anew how things stand once somebody
// answered it.
func (a Aviso) SeResponde() bool {
	return a.Debe() || a.Clase == AvisoRecordatorio || a.Clase == AvisoPropuesta || a.Clase == AvisoPideProrroga
}
