package compromiso

import (
	"fmt"
	"time"
)

// ClaseAviso is why a message is sent.
type ClaseAviso string

// The kinds of aviso.
const (
	AvisoRecordatorio ClaseAviso = "recordatorio" // the one DM per person and day
	AvisoResumen      ClaseAviso = "resumen"      // the weekly digest, to the commission's channel
	AvisoRegistro     ClaseAviso = "registro"     // the post of a registration in the channel
	AvisoAsignacion   ClaseAviso = "asignacion"   // to whoever must attend it
	AvisoPropuesta    ClaseAviso = "propuesta"    // to the ST: the area says that it is done
	AvisoValidacion   ClaseAviso = "validacion"   // to the area: it is closed
	AvisoRechazo      ClaseAviso = "rechazo"      // to the area: it is not done, and why
	AvisoCierre       ClaseAviso = "cierre"       // to the area: without effect
	AvisoReapertura   ClaseAviso = "reapertura"   // to the area: it is owed again
	AvisoPideProrroga ClaseAviso = "pide_prorroga"
	AvisoProrroga     ClaseAviso = "prorroga" // to the area: granted or refused
	AvisoRecordar     ClaseAviso = "recordar" // «recordar ahora»
	AvisoFallo        ClaseAviso = "fallo"    // to the ST: an aviso could not be delivered
	AvisoInforme      ClaseAviso = "informe"  // the draft of the informe, into the thread of the digest before a session
)

// EstadoAviso is what became of an aviso.
type EstadoAviso string

// The states of an aviso. Enviando means that an attempt began and its outcome is not
// known: whoever takes it next looks for its mark before sending.
const (
	AvisoPendiente EstadoAviso = "pendiente"
	AvisoEnviando  EstadoAviso = "enviando"
	AvisoEnviado   EstadoAviso = "enviado"
	AvisoFallido   EstadoAviso = "fallido"
	AvisoOmitido   EstadoAviso = "omitido" // not wanted any more when its time came; Motivo says why
)

// Aviso is one message to one person or channel: the outbox and the record at once.
type Aviso struct {
	ID         int64
	Clave      string // unique: kind, recipient, day, what about
	Clase      ClaseAviso
	Comision   string // siglas; of a reminder, the one at whose hour it leaves
	Destino    string // U… or C…
	Dia        Fecha
	NoAntes    time.Time // moment of the field before which it does not leave
	Creado     time.Time
	Compromiso Numero // what it is about, if it is about one
	Inciso     string
	Actor      string // whose act it follows from
	// Datos are what its text needs and the state of now does not tell: a reason, a
	// date, the number of the aviso that failed.
	Datos  map[string]string
	Estado EstadoAviso
	Motivo string

	// What is known of its delivery.
	Canal        string // channel or DM in which it stands
	TS           string // Slack's timestamp of it
	Enviado      time.Time
	Intentos     int
	PrimerIntent time.Time // machine's clock: from when on its mark may be in the conversation
	PlazoDesde   time.Time // machine's clock: since when it is being tried without a long pause
	// BuscarDesde is not zero where it may be out since then (machine's clock) though its
	// record knows of no attempt: nobody was at work for a while, or the record is that of a
	// backup.
	BuscarDesde time.Time
	Asuntos     []Recordatorio
}

// EsPersona tells whether it goes to a person, by DM.
func (a Aviso) EsPersona() bool {
	return len(a.Destino) > 0 && (a.Destino[0] == 'U' || a.Destino[0] == 'W')
}

// Retenido tells whether the kind waits for the commission's hours. Only the post of
// a registration never does, the echo of an act of this minute, and what follows a message
// that has just left.
func (c ClaseAviso) Retenido() bool { return c != AvisoRegistro && c != AvisoInforme }

// ClaveRecordatorio is the key of the one reminder DM of a person on a day.
func ClaveRecordatorio(persona string, dia Fecha) string {
	return fmt.Sprintf("%s:%s:%s", AvisoRecordatorio, persona, dia)
}

// ClaveResumen is the key of the weekly digest of a commission on a day.
func ClaveResumen(comision string, dia Fecha) string {
	return fmt.Sprintf("%s:%s:%s", AvisoResumen, comision, dia)
}

// DatoSesion is the key, among the datos of a digest and of the informe that goes with it,
// of the session that they come before: its code with its year.
const DatoSesion = "sesion"

// ClaveResumenDeSesion is the key of the digest that leaves on a day before a session.
func ClaveResumenDeSesion(s *Sesion, dia Fecha) string {
	return fmt.Sprintf("%s:%s:%s:%s", AvisoResumen, s.Comision, dia, s.Codigo)
}

// DeSesion tells whether it comes before a session.
func (a Aviso) DeSesion() bool { return a.Datos[DatoSesion] != "" }

// Sesion is the session that it comes before; nil where there is none such.
func (a Aviso) Sesion(c *Comision) *Sesion {
	codigo, anio, err := ParseCodigoSesion(a.Datos[DatoSesion], c.Siglas)
	if err != nil {
		return nil
	}
	return c.Sesion(codigo, anio)
}

// SesionPorVenir tells whether that session has not begun.
func (a Aviso) SesionPorVenir(c *Comision, ahora time.Time) bool {
	s := a.Sesion(c)
	return s != nil && !s.Empezo(c.Zona, ahora)
}

// FalloRitmo is the Motivo of a failure by which Slack says that there is too much.
const FalloRitmo = "ratelimited"

// FalloEnvio is a failed attempt to deliver. It answers one question: can trying
// again help?
type FalloEnvio struct {
	Motivo string // short, stable: ratelimited, account_inactive, timeout …
	// Reintentar says that trying again can help. Despues is how long Slack asks to wait;
	// zero where it does not say, and the sender waits longer each time.
	Reintentar bool
	Despues    time.Duration
	// Incierto says that the message may have been accepted all the same: look for its
	// mark before the next attempt.
	Incierto bool
	// Inalcanzable says that the person cannot be written to: somebody else should be.
	Inalcanzable bool
	Err          error
}

// Error is the reason, and the error behind it.
func (f *FalloEnvio) Error() string {
	if f.Err == nil {
		return f.Motivo
	}
	return f.Motivo + ": " + f.Err.Error()
}

// Unwrap gives the error behind it.
func (f *FalloEnvio) Unwrap() error { return f.Err }

// Recibo is where a delivered message stands.
type Recibo struct{ Canal, TS string }

// Envio is an aviso with all that its text needs, in the state of now: what the
// postman composes from.
type Envio struct {
	Aviso      Aviso
	Comision   *Comision
	Compromiso *Compromiso // what it is about, if it is about one
	Directorio *Directorio
	Resumen    *DatosResumen // of a digest
	Reporte    *Reporte      // of the informe that goes with one
	Ahora      time.Time     // moment of the field
	// Respuestas is what came of each asunto since the message went out; nil for one that
	// did not.
	Respuestas map[ClaveAsunto]Respuesta
}

// ProximaSalida is the first moment, not before t, at which something that was not
// asked for this minute may leave: inside the hours of a business day.
func (c *Comision) ProximaSalida(t time.Time) time.Time {
	dia := c.Hoy(t)
	if c.Calendario.Habil(dia) && t.Before(dia.En(c.Zona, c.Horario.Hasta)) {
		return masTarde(t, dia.En(c.Zona, c.Horario.Desde))
	}
	return c.Calendario.EnODespues(dia.AddDias(1)).En(c.Zona, c.Horario.Desde)
}

// Buscable is since when its mark may be in the conversation, by the machine's clock;
// zero where it cannot be.
func (a Aviso) Buscable() time.Time {
	if a.BuscarDesde.IsZero() || !a.PrimerIntent.IsZero() && a.PrimerIntent.Before(a.BuscarDesde) {
		return a.PrimerIntent
	}
	return a.BuscarDesde
}

// PorEntregar names an aviso that waits to be delivered, and how often it was taken. To
// whoever took it, it is the proof of holding it: what is written about the delivery
// counts only while nobody took the aviso after.
type PorEntregar struct {
	ID     int64
	Vuelta int
	// EnMano says that somebody holds it, or that it may be out: whoever takes it over must
	// have seen it so, by a clock of its own that does not jump, for as long as one may hold it.
	EnMano bool
}
