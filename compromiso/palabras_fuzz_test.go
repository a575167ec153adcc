package compromiso

import (
	"regexp"
	"testing"

	"compromisos/compromiso/bound"
)

// calendariosFuzz are the calendars with which dates are read: the law's, a process, a
// stretch without business days, and one in which there are none.
var calendariosFuzz = []Calendario{
	{},
	{Proceso: []Intervalo{{NewFecha(2023, 9, 7), NewFecha(2024, 6, 2)}}},
	{Inhabiles: []Intervalo{{NewFecha(2023, 12, 18), NewFecha(2024, 1, 5)}, {NewFecha(2024, 3, 25), NewFecha(2024, 3, 29)}}},
	{Inhabiles: []Intervalo{{NewFecha(1, 1, 1), NewFecha(9999, 12, 31)}}},
}

// FuzzParseVence reads anything as a due date. What it takes is a day that exists, of
// today or later, and reads back the same in every way in which it is written; where it
// asks, each day that it offers is taken when typed.
func FuzzParseVence(f *testing.F) {
	for _, s := range []string{
		"30/11/2023", "5/6", "5/6/24", "el próximo viernes", "viernes 30 de noviembre de 2023", "en treinta y un días hábiles",
		"fin de febrero de 2024", "antes de la próxima sesión", "el 31", "29 de febrero", "de hoy en ocho", "en 10 años", "\xff",
		"a más tardar el 3 de mayo", "antes del viernes", "la próxima semana", "30.11.2023", "99999999999999999999", "en 99999 días",
	} {
		for i := range calendariosFuzz {
			f.Add(s, 700, i)
		}
	}
	oferta := regexp.MustCompile(`\d{4}-\d\d-\d\d`)
	f.Fuzz(func(t *testing.T, s string, n, c int) {
		hoy, cal := NewFecha(2000, 1, 1+n%60000), calendariosFuzz[uint(c)%uint(len(calendariosFuzz))]
		leer := func(s string) (f Fecha, err error) {
			bound.Run(t, len(s), func() {
				f, err = ParseVence(s, hoy, cal, func() (Fecha, bool) { return hoy.AddDias(9), true })
			})
			return f, err
		}
		got, err := leer(s)
		switch CodigoDe(err) {
		case "":
			if err != nil || got.Antes(hoy) || got.Anio > 9999 || got != NewFecha(got.Anio, got.Mes, got.Dia) {
				t.Fatalf("%s: %q = %v, %v", hoy, s, got, err)
			}
			for _, otra := range []string{got.String(), got.Puntos(), got.Larga()} {
				if g, err := leer(otra); err != nil || g != got {
					t.Fatalf("%s: %q = %s; escrito %q = %s, %v", hoy, s, got, otra, g, err)
				}
			}
		case Ambiguo:
			for _, d := range oferta.FindAllString(err.Error()[len("«"+cita(s)+"»"):], -1) {
				// A day that is past is named to say so.
				if g, err := leer(d); g.String() != d && d >= hoy.String() {
					t.Fatalf("%s: %q ofrece %s, que no se lee: %v", hoy, s, d, err)
				}
			}
		case Invalido:
		default:
			t.Fatalf("%s: %q: %v", hoy, s, err)
		}
	})
}
