package compromiso

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
)

// leyFestivos are the days of obligatory rest of article 74 of the Ley Federal del
// Trabajo, in the order of the year (cal has no list for Mexico). Election days
// (fraction IX) are Sundays and need no entry. The rules of today are taken as
// those of every year, but for the change of government, which moved from
// 1 December to 1 October in 2024.
var leyFestivos = []*cal.Holiday{
	{Name: "Año Nuevo", Month: time.January, Day: 1, Func: enSuDia},
	{Name: "Aniversario de la Constitución", Month: time.February, Weekday: time.Monday, Offset: 1, Func: enSuSemana},
	{Name: "Natalicio de Benito Juárez", Month: time.March, Weekday: time.Monday, Offset: 3, Func: enSuSemana},
	{Name: "Día del Trabajo", Month: time.May, Day: 1, Func: enSuDia},
	{Name: "Día de la Independencia", Month: time.September, Day: 16, Func: enSuDia},
	{Name: "Transmisión del Poder Ejecutivo Federal", Month: time.October, Day: 1, StartYear: 2024, Func: cadaSexenio},
	{Name: "Aniversario de la Revolución", Month: time.November, Weekday: time.Monday, Offset: 3, Func: enSuSemana},
	{Name: "Transmisión del Poder Ejecutivo Federal", Month: time.December, Day: 1, EndYear: 2018, Func: cadaSexenio},
	{Name: "Navidad", Month: time.December, Day: 25, Func: enSuDia},
}

// enSuDia is cal.CalcDayOfMonth in UTC: cal computes in the machine's zone, where a
// clock change at midnight would give the day before.
func enSuDia(h *cal.Holiday, anio int) time.Time {
	return time.Date(anio, h.Month, h.Day, 0, 0, 0, 0, time.UTC)
}

// enSuSemana is the nth weekday of the month.
func enSuSemana(h *cal.Holiday, anio int) time.Time {
	return cal.WeekdayNFrom(time.Date(anio, h.Month, 1, 0, 0, 0, 0, time.UTC), h.Weekday, h.Offset)
}

// cadaSexenio is the day of the change of government, in the years that have one.
func cadaSexenio(h *cal.Holiday, anio int) time.Time {
	if (anio-2024)%6 != 0 {
		return time.Time{}
	}
	return enSuDia(h, anio)
}

// festivo is a legal holiday of one year.
type festivo struct {
	fecha  Fecha
	nombre string
}

// The years whose holidays are computed once and kept; others are computed each time.
const (
	primerAnioTabla = 1950
	ultimoAnioTabla = 2149
)

var tablaFestivos = sync.OnceValue(func() [][]festivo {
	t := make([][]festivo, ultimoAnioTabla-primerAnioTabla+1)
	for i := range t {
		t[i] = computeFestivos(primerAnioTabla + i)
	}
	return t
})

func computeFestivos(anio int) []festivo {
	lista := make([]festivo, 0, len(leyFestivos))
	for _, h := range leyFestivos {
		if dia, _ := h.Calc(anio); !dia.IsZero() {
			lista = append(lista, festivo{fecha: FechaDe(dia), nombre: h.Name})
		}
	}
	return lista
}

// festivosDe are the legal holidays of the year, in order.
func festivosDe(anio int) []festivo {
	if anio < primerAnioTabla || anio > ultimoAnioTabla {
		return computeFestivos(anio)
	}
	return tablaFestivos()[anio-primerAnioTabla]
}

// Festivo tells whether the day is a legal holiday in Mexico, and which one. The
// list is that of article 74 of the Ley Federal del Trabajo.
func Festivo(f Fecha) (nombre string, ok bool) {
	for _, d := range festivosDe(f.Anio) {
		if d.fecha == f {
			return d.nombre, true
		}
	}
	return "", false
}
