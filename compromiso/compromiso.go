package compromiso

import "time"

// Tipo is what kind of ask it was.
type Tipo string

// The types of a compromiso.
const (
	TipoCompromiso Tipo = "compromiso"
	TipoSolicitud  Tipo = "solicitud"
	TipoAcuerdo    Tipo = "acuerdo"
)

// Estatus is the state that is stored. «Vencido» is derived, never stored.
type Estatus string

// The states of a compromiso or inciso.
const (
	Pendiente  Estatus = "pendiente"
	EnProceso  Estatus = "en_proceso"
	PorValidar Estatus = "por_validar"
	Parcial    Estatus = "parcial"
	Cumplido   Estatus = "cumplido"
	SinEfecto  Estatus = "sin_efecto"
)

// ClaseSeg is the kind of a seguimiento, so that a nota can be written from them.
type ClaseSeg string

// The kinds of a seguimiento.
const (
	SegActividad  ClaseSeg = "actividad"
	SegAcuerdo    ClaseSeg = "acuerdo"
	SegCalendario ClaseSeg = "calendario"
)

// ClaseEvidencia is the kind of a piece of evidence.
type ClaseEvidencia string

// The kinds of evidence.
const (
	EvOficio  ClaseEvidencia = "oficio"
	EvLiga    ClaseEvidencia = "liga"
	EvArchivo ClaseEvidencia = "archivo"
	EvMinuta  ClaseEvidencia = "minuta"
)

// Compromiso is a promise of a commission with everything its rules look at.
type Compromiso struct {
	ID         int64
	Comision   string // siglas
	Numero     Numero
	Sesion     *Sesion // nil: adopted in no session
	Tipo       Tipo
	Eje        string
	Texto      string
	Atencion   string // the ST's prose of how it was attended
	Permanente bool

	Solicitantes    []string // as the document writes them: «CE-ACL, Presidente de la CVMRE»
	Areas           []string // siglas of the confirmed areas
	AreasPropuestas []string // named by an informe, not confirmed yet

	Estatus           Estatus
	FechaLimite       Fecha // zero: «sin fecha»
	FechaLimiteOrig   Fecha // the first one, kept through prórrogas
	FechaPropuesta    Fecha // the day the area proposed it as fulfilled
	FechaCumplimiento Fecha
	Motivo            string // of the last rejection, cancellation or reopening

	Incisos []Inciso

	Registrado    time.Time
	RegistradoPor string // user id; "" when imported
	Cerrado       time.Time
	// AvisarDesde is the moment after which rungs count: registration or import, or
	// the granting of a prórroga, which starts everything anew.
	AvisarDesde time.Time
	Enlace      string // permalink of the message it came from, if any

	// Prorroga is the request that waits for an answer, or nil.
	Prorroga *Prorroga

	hechos []Hecho
}

// Inciso is an item of a compromiso, with its own areas, due date and state.
type Inciso struct {
	Letra             string // a, b, c …
	Texto             string
	Areas             []string // empty: those of the compromiso
	Estatus           Estatus
	FechaLimite       Fecha // zero: that of the compromiso
	FechaPropuesta    Fecha
	FechaCumplimiento Fecha
}

// Seguimiento is one dated entry of progress.
type Seguimiento struct {
	ID      int64
	Inciso  string
	Fecha   Fecha
	Area    string
	Persona string
	Clase   ClaseSeg
	Texto   string
	En      time.Time
}

// Evidencia is what proves an entry of progress.
type Evidencia struct {
	ID      int64
	Seg     int64 // the seguimiento it came with; 0: none
	Clase   ClaseEvidencia
	Titulo  string
	Liga    string
	Oficio  string
	Fecha   Fecha
	Persona string
	En      time.Time
}

// EstadoProrroga is the state of a request for a new due date.
type EstadoProrroga string

// The states of a prórroga.
const (
	ProrrogaPedida    EstadoProrroga = "pedida"
	ProrrogaConcedida EstadoProrroga = "concedida"
	ProrrogaNegada    EstadoProrroga = "negada"
)

// Prorroga is a request for a new due date.
type Prorroga struct {
	ID        int64
	Inciso    string
	Anterior  Fecha
	Nueva     Fecha
	Motivo    string
	Estado    EstadoProrroga
	Persona   string
	Respuesta string
	En        time.Time
}
