package compromiso

import "time"

// Lectura says who may read the compromisos of a commission.
type Lectura string

// The settings of lectura: every member of the workspace, or the members of the
// commission's channel.
const (
	LecturaTodos Lectura = "todos"
	LecturaCanal Lectura = "canal"
)

// Comision is a commission with its settings.
type Comision struct {
	Siglas     string
	Nombre     string
	Canal      string // Slack channel of registrations and digests; "" none
	Zona       *time.Location
	Secretaria []string // user ids with the role of Secretaría Técnica
	Lectura    Lectura

	Calendario    Calendario
	Horario       Horario
	Recordatorios Recordatorios
	Resumen       Resumen

	// Sesiones are in order of date, past and to come.
	Sesiones []Sesion
	// Configurada is when the commission was first configured: no digest is owed
	// for an hour before it.
	Configurada time.Time
}

// Horario is the span of the day in which what was not asked for this minute may leave.
type Horario struct{ Desde, Hasta Hora }

// Recordatorios are the settings of section 3 of the contract with that name.
type Recordatorios struct {
	Hora           Hora
	Antes          []int // business days before the due date
	DespuesCada    int   // business days between notices while overdue, on the 1st, 1st+n …
	MaximoVencidos int   // overdue notices per compromiso and person
	EscalarALos    int   // business days overdue: suplentes and Secretaría; at twice that, the titular
}

// Resumen are the settings of the digest. Cron is in the commission's zone.
type Resumen struct {
	Cron          string
	AntesDeSesion []int // business days before each session
}

// NewComision is a commission with the defaults of section 3 of the contract.
func NewComision(siglas, nombre string) *Comision {
	zona, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		// cmd embeds tzdata; without it UTC-6 is what central Mexico keeps since 2022.
		zona = time.FixedZone("America/Mexico_City", -6*3600)
	}
	return &Comision{
		Siglas: siglas, Nombre: nombre, Zona: zona, Lectura: LecturaTodos,
		Horario: Horario{Desde: Hora{8, 0}, Hasta: Hora{20, 0}},
		Recordatorios: Recordatorios{
			Hora: Hora{9, 0}, Antes: []int{5, 3, 1, 0}, DespuesCada: 2, MaximoVencidos: 10, EscalarALos: 3,
		},
		Resumen: Resumen{Cron: "0 9 * * MON", AntesDeSesion: []int{5, 1}},
	}
}

// Hoy is the civil day of the moment in the commission's zone.
func (c *Comision) Hoy(ahora time.Time) Fecha { return FechaDe(ahora.In(c.Zona)) }
