package compromiso

import (
	"fmt"
	"time"
)

// ClaseSesion is how a session was convened; it decides how long before it the
// convocatoria goes out.
type ClaseSesion string

// The classes of session, as their codes write them.
const (
	Ordinaria      ClaseSesion = "SO"
	Extraordinaria ClaseSesion = "SE"
	Urgente        ClaseSesion = "SEU"
)

// CodigoSesion is the code of a session within a commission and year: 01SO-CVMRE.
type CodigoSesion struct {
	Ordinal  int
	Clase    ClaseSesion
	Comision string // siglas
}

// Sesion is one session of a commission.
type Sesion struct {
	ID       int64
	Comision string // siglas
	Codigo   CodigoSesion
	Fecha    Fecha
	Hora     Hora
	ConHora  bool // false: only the day is known
}

// Clave is the code with its year, as people tell one from another: 01SO-CVMRE/2023.
func (s Sesion) Clave() string { return fmt.Sprintf("%s/%d", s.Codigo, s.Fecha.Anio) }

// Empezo tells whether it has begun; one of which only the day is known has when that is over.
func (s Sesion) Empezo(zona *time.Location, ahora time.Time) bool {
	if !s.ConHora {
		return s.Fecha.Antes(FechaDe(ahora.In(zona)))
	}
	return !s.Inicio(zona).After(ahora)
}

// Inicio is the moment at which the session begins in the zone; a session whose
// hour is unknown begins when the day does.
func (s Sesion) Inicio(zona *time.Location) time.Time {
	return s.Fecha.En(zona, s.Hora)
}

// Precede tells whether the session comes before the other one: by day and hour, and of two
// of a class that nothing else tells apart, by their ordinals.
func (s Sesion) Precede(otra Sesion) bool {
	switch {
	case s.Fecha != otra.Fecha:
		return s.Fecha.Antes(otra.Fecha)
	case s.ConHora && otra.ConHora && s.Hora != otra.Hora:
		return s.Hora.Minutos() < otra.Hora.Minutos()
	}
	return s.Codigo.Clase == otra.Codigo.Clase && s.Codigo.Ordinal < otra.Codigo.Ordinal
}
