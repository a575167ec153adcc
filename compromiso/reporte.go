package compromiso

import "time"

// Reporte is an informe as it goes to the commission: the data of a session's report at
// a cut-off, and what there is to say about how it was made.
type Reporte struct {
	Informe
	// Corte is the day whose end the state is of, in the commission's zone.
	Corte Fecha
	// Emision is how it was issued; nil for a draft.
	Emision *Emision
	// Anterior is the last informe of the commission that was issued before this one, nil
	// for none; Cambios is what changed since, by number.
	Anterior *Emision
	Cambios  []CambioReporte
	// Posteriores are compromisos of the sessions it covers that were recorded after the
	// cut-off: they are not in it. For whoever asks; the document does not tell.
	Posteriores []Numero
}

// Emision is an issued informe: it is kept as issued, and later changes do not touch it.
type Emision struct {
	Numero int    // from 1, by commission and session
	Sesion string // code with its year, like 02SE-CVMRE/2023
	Corte  Fecha
	Por    string // user id
	En     time.Time
	Huella string // SHA-256 of the data as kept, in hex
	Cabeza string // head of the bitácora's chain at that moment, in hex
	// Asiento is the number of the entry that was that head.
	Asiento int64
}

// EmitidoFalso is an issued informe that is not what was issued, or is missing.
type EmitidoFalso struct {
	Comision string
	Sesion   string // "02SE-CVMRE/2023"; "" where the bitácora does not say
	Numero   int
	Falta    bool
}

// CambioReporte is what became different about one compromiso between two informes.
type CambioReporte struct {
	Numero Numero
	Que    []string // sentences
}

// DatosNota is what a nota on one compromiso is written from.
type DatosNota struct {
	Comision, ComisionNombre string
	Fecha                    Fecha // of the nota
	Fila                     FilaInforme
	Glosario                 map[string]string
}

// PedidoReporte asks for the informe of a session: Sesion is its code, and Anio its year,
// 0 for the latest one with that code.
type PedidoReporte struct {
	Comision string // siglas
	Sesion   string
	Anio     int
	// Corte is the day whose end the state is of; none is Hoy, or the session's day where
	// that is past.
	Corte Fecha
	Hoy   Fecha
}
