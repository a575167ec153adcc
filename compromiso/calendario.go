package compromiso

import (
	"slices"
	"time"
)

// Intervalo is a span of days, both ends included.
type Intervalo struct{ Desde, Hasta Fecha }

// Contiene tells whether the day lies in the span.
func (i Intervalo) Contiene(f Fecha) bool { return !f.Antes(i.Desde) && !f.Despues(i.Hasta) }

// Calendario is what a commission adds to the country's legal holidays: its own
// non-working days, and the electoral processes in which every day is of business.
//
// «Counting days» of section 3 of the contract is the rule: a day is of business
// unless it is Saturday, Sunday, a legal holiday or inhábil; in a process, unless
// it is inhábil. Counting looks at spans, not at days, so that its cost follows the
// number of intervals and years, and it never leaves the years 1 to 9999.
type Calendario struct {
	Proceso   []Intervalo
	Inhabiles []Intervalo
}

// Habil tells whether the day is a business day. No date is no business day.
func (c Calendario) Habil(f Fecha) bool {
	switch {
	case f.IsZero(), contiene(c.Inhabiles, f):
		return false
	case contiene(c.Proceso, f):
		return true
	}
	if s := f.Semana(); s == time.Saturday || s == time.Sunday {
		return false
	}
	_, esFestivo := Festivo(f)
	return !esFestivo
}

// Faltan is the number of business days in (hoy, limite]: 0 from the due date on,
// and where either date is missing.
func (c Calendario) Faltan(hoy, limite Fecha) int { return c.countHabiles(hoy, limite) }

// Vencidos is the number of business days in (limite, hoy]: 0 up to the due date,
// and where either date is missing.
func (c Calendario) Vencidos(limite, hoy Fecha) int { return c.countHabiles(limite, hoy) }

// AddHabiles is the nth business day after f; before f, when n is negative; f
// itself when n is 0. Where the calendar leaves no such day (everything is
// inhábil), its inhábiles are passed over; where not even the years 1 to 9999 have
// it, the answer is the last (or first) day of them.
func (c Calendario) AddHabiles(f Fecha, n int) Fecha {
	if n == 0 || f.IsZero() {
		return f
	}
	if g, ok := c.findHabil(f, n); ok {
		return g
	}
	if g, ok := (Calendario{Proceso: c.Proceso}).findHabil(f, n); ok {
		return g
	}
	if n < 0 {
		return fechaDeSerie(0)
	}
	return fechaDeSerie(ultimaSerie)
}

// EnOAntes is the nearest business day that is f or comes before it.
func (c Calendario) EnOAntes(f Fecha) Fecha {
	if c.Habil(f) {
		return f
	}
	return c.AddHabiles(f, -1)
}

// EnODespues is the nearest business day that is f or comes after it.
func (c Calendario) EnODespues(f Fecha) Fecha {
	if c.Habil(f) {
		return f
	}
	return c.AddHabiles(f, 1)
}

func contiene(lista []Intervalo, f Fecha) bool {
	for _, i := range lista {
		if i.Contiene(f) {
			return true
		}
	}
	return false
}

// A serie is the number of days since Monday, 1 January of the year 1.
const (
	serieDeEpoca = 719162  // of 1 January 1970
	ultimaSerie  = 3652058 // of 31 December 9999
)

// serieDe is the day as a serie, kept within the years 1 to 9999.
func serieDe(f Fecha) int {
	switch {
	case f.Anio < 1:
		return 0
	case f.Anio > 9999:
		return ultimaSerie
	}
	return int(f.UTC().Unix()/(24*60*60)) + serieDeEpoca
}

func fechaDeSerie(n int) Fecha { return NewFecha(1, time.January, 1+n) }

// tramo is a span of series, both ends included.
type tramo struct{ desde, hasta int }

// corte is a place in a tramo where intervals begin or end: how many more of each
// kind hold from there on.
type corte struct{ serie, inhabiles, proceso int }

// cortar gives the cuts of the calendar within t, in order.
func (c Calendario) cortar(t tramo) []corte {
	var cortes []corte
	agregar := func(lista []Intervalo, marca corte) {
		for _, i := range lista {
			desde, hasta := max(t.desde, serieDe(i.Desde)), min(t.hasta, serieDe(i.Hasta))
			if desde <= hasta && !i.Hasta.Antes(i.Desde) {
				cortes = append(cortes, corte{desde, marca.inhabiles, marca.proceso},
					corte{hasta + 1, -marca.inhabiles, -marca.proceso})
			}
		}
	}
	agregar(c.Inhabiles, corte{inhabiles: 1})
	agregar(c.Proceso, corte{proceso: 1})
	slices.SortFunc(cortes, func(a, b corte) int { return a.serie - b.serie })
	return cortes
}

// countHabiles counts the business days in (desde, hasta].
func (c Calendario) countHabiles(desde, hasta Fecha) int {
	if desde.IsZero() || hasta.IsZero() || !desde.Antes(hasta) {
		return 0
	}
	return c.countTramo(tramo{serieDe(desde) + 1, serieDe(hasta)})
}

// countTramo counts the business days in t. It cuts t where an interval begins or
// ends, so that each piece is wholly inhábil, wholly in a process, or neither.
func (c Calendario) countTramo(t tramo) int {
	total, vigentes := 0, corte{serie: t.desde}
	sumar := func(hasta int) {
		switch {
		case vigentes.serie > hasta, vigentes.inhabiles > 0:
		case vigentes.proceso > 0:
			total += hasta - vigentes.serie + 1
		default:
			total += countLey(tramo{vigentes.serie, hasta})
		}
	}
	for _, k := range c.cortar(t) {
		sumar(k.serie - 1)
		vigentes = corte{k.serie, vigentes.inhabiles + k.inhabiles, vigentes.proceso + k.proceso}
	}
	sumar(t.hasta)
	return total
}

// countLey counts the days in t that are neither weekend nor legal holiday.
func countLey(t tramo) int {
	// Series begin on a Monday, so that each full week of them holds five.
	hasta := func(n int) int { return n/7*5 + min(n%7, 5) }
	total := hasta(t.hasta+1) - hasta(t.desde)
	for anio := fechaDeSerie(t.desde).Anio; anio <= fechaDeSerie(t.hasta).Anio; anio++ {
		for _, d := range festivosDe(anio) {
			if s := serieDe(d.fecha); s%7 < 5 && t.desde <= s && s <= t.hasta {
				total--
			}
		}
	}
	return total
}

// findHabil looks for the nth business day after f (before it, when n is
// negative): it widens the span until it holds enough of them, then halves it.
func (c Calendario) findHabil(f Fecha, n int) (Fecha, bool) {
	base, signo, tope := serieDe(f), 1, ultimaSerie-serieDe(f)
	if n < 0 {
		signo, n, tope = -1, -n, serieDe(f)
	}
	cuenta := func(dias int) int {
		if signo > 0 {
			return c.countTramo(tramo{base + 1, base + dias})
		}
		return c.countTramo(tramo{base - dias, base - 1})
	}
	if n < 0 || n > tope { // n < 0: the least int has no opposite
		return Fecha{}, false
	}
	alto := min(n+n/2+4, tope)
	for cuenta(alto) < n {
		if alto == tope {
			return Fecha{}, false
		}
		alto = min(alto*2, tope)
	}
	bajo := n - 1 // not enough days to hold n business days
	for alto-bajo > 1 {
		if medio := bajo + (alto-bajo)/2; cuenta(medio) < n {
			bajo = medio
		} else {
			alto = medio
		}
	}
	return fechaDeSerie(base + signo*alto), true
}
