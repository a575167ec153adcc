package compromiso

// MaximoResumen is how many compromisos of each kind a digest carries; the counts are
// always of all.
const MaximoResumen = 50

// DatosResumen is what a digest tells of a commission: what is overdue on the day
// Hasta, what falls due from Hasta through the seven days after it, what waits for
// validation, and what was closed from Desde to Hasta.
type DatosResumen struct {
	Comision *Comision
	Desde    Fecha
	Hasta    Fecha

	Vencidos   []*Compromiso
	PorVencer  []*Compromiso
	PorValidar []*Compromiso
	Cerrados   []*Compromiso
	SinFecha   []*Compromiso // open and without a due date

	// Total are the counts of all, which the lists may not hold.
	Total ConteoResumen
	// PorArea are the open ones of each area, most overdue first.
	PorArea []ConteoArea

	// Cabeza is the end of the bitácora when the digest was posted: the conversation keeps
	// it where the database is not. A digest that is only shown has none.
	Cabeza CabezaBitacora
}

// ConteoResumen are the counts of a digest.
type ConteoResumen struct{ Vencidos, PorVencer, PorValidar, Cerrados, SinFecha, Abiertos int }

// ConteoArea is how much of what is open an area owes.
type ConteoArea struct {
	Area                                      string // "" for what has no area yet
	Abiertos, Vencidos, PorVencer, PorValidar int
}

// Vacio tells whether there is nothing to tell.
func (r DatosResumen) Vacio() bool {
	t := r.Total
	return t.Vencidos+t.PorVencer+t.PorValidar+t.Cerrados+t.SinFecha == 0
}

// DiasPorVencer is how many days ahead a digest looks.
const DiasPorVencer = 7
