package compromiso

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The days on which the tables type: in November 2023 the 20th is a holiday.
const (
	unMiercoles = "2023-11-15"
	unViernes   = "2023-11-17"
	unSabado    = "2023-11-18"
	unDomingo   = "2023-11-19"
)

func TestParseVence(t *testing.T) {
	for _, c := range []struct{ hoy, texto, quiero string }{
		{unViernes, "2023-11-30", "2023-11-30"},
		{unViernes, " 30/11/2023 ", "2023-11-30"},
		{unViernes, "30.11.2023", "2023-11-30"},
		{unViernes, "1.12.2023.", "2023-12-01"},
		{unViernes, "30-11-2023", "2023-11-30"},
		{unViernes, "05/06/2024", "2024-06-05"},
		{unViernes, "2023-11-17", "2023-11-17"},
		{unViernes, "25/12", "2023-12-25"},
		{unViernes, "12/12", "2023-12-12"},

		{unViernes, "hoy", "2023-11-17"},
		{unViernes, "HOY MISMO", "2023-11-17"},
		{unViernes, "mañana", "2023-11-18"},
		{unViernes, "man\u0303ana", "2023-11-18"},
		{unViernes, "Manana.", "2023-11-18"},
		{unViernes, "pasado  mañana", "2023-11-19"},
		{unViernes, "para mañana", "2023-11-18"},

		{unMiercoles, "viernes", "2023-11-17"},
		{unMiercoles, "el viernes", "2023-11-17"},
		{unMiercoles, "este viernes", "2023-11-17"},
		{unMiercoles, "a más tardar el viernes", "2023-11-17"},
		{unMiercoles, "el lunes", "2023-11-20"},
		{unMiercoles, "el próximo lunes", "2023-11-20"},
		{unMiercoles, "el lunes que viene", "2023-11-20"},
		{unViernes, "el próximo viernes", "2023-11-24"},
		{unSabado, "el próximo viernes", "2023-11-24"},
		{unSabado, "el viernes", "2023-11-24"},
		{unMiercoles, "el viernes de la próxima semana", "2023-11-24"},
		{unMiercoles, "el viernes de la semana que viene", "2023-11-24"},
		{unMiercoles, "viernes de esta semana", "2023-11-17"},
		{unMiercoles, "SÁBADO", "2023-11-18"},

		{unViernes, "30 de noviembre", "2023-11-30"},
		{unViernes, "el 30 de noviembre de 2023", "2023-11-30"},
		{unViernes, "30 de noviembre del 2024", "2024-11-30"},
		{unViernes, "jueves 30 de noviembre", "2023-11-30"},
		{unViernes, "Jueves, 30 de noviembre de 2023", "2023-11-30"},
		{unViernes, "30 nov", "2023-11-30"},
		{unViernes, "30-nov-2024", "2024-11-30"},
		{unViernes, "treinta de noviembre", "2023-11-30"},
		{unViernes, "treinta y uno de diciembre", "2023-12-31"},
		{unViernes, "1º de diciembre", "2023-12-01"},
		{unViernes, "primero de diciembre", "2023-12-01"},
		{unViernes, "17 de noviembre", "2023-11-17"},
		{unViernes, "30 de enero de 2024", "2024-01-30"},
		{unViernes, "el próximo 30 de enero", "2024-01-30"},
		{unViernes, "el 30", "2023-11-30"},
		{unViernes, "el día 10", "2023-12-10"},
		{unViernes, "30 de este mes", "2023-11-30"},
		{unViernes, "10 del próximo mes", "2023-12-10"},

		{unViernes, "en 15 días", "2023-12-02"},
		{unViernes, "en quince dias", "2023-12-02"},
		{unViernes, "dentro de 15 días naturales", "2023-12-02"},
		{unViernes, "15 días", "2023-12-02"},
		{unViernes, "en 5 días hábiles", "2023-11-27"},
		{unViernes, "en cinco dias habiles a partir de hoy", "2023-11-27"},
		{unViernes, "en un día hábil", "2023-11-21"},
		{unViernes, "en dos semanas", "2023-12-01"},
		{unViernes, "en una semana", "2023-11-24"},
		{unViernes, "en un mes", "2023-12-17"},
		{"2024-01-31", "en un mes", "2024-02-29"},
		{unViernes, "en un año", "2024-11-17"},
		{unViernes, "en treinta y un días", "2023-12-18"},

		{unViernes, "fin de mes", "2023-11-30"},
		{unViernes, "a fin de mes", "2023-11-30"},
		{unViernes, "a finales del mes", "2023-11-30"},
		{unViernes, "el último día del mes", "2023-11-30"},
		{unViernes, "fin del próximo mes", "2023-12-31"},
		{unViernes, "fin de noviembre", "2023-11-30"},
		{unViernes, "fin de febrero de 2024", "2024-02-29"},
		{unViernes, "fin de año", "2023-12-31"},

		{unViernes, "antes de la próxima sesión", "2023-12-11"},
		{unViernes, "para antes de la proxima sesion", "2023-12-11"},
		{unViernes, "la siguiente sesión", "2023-12-11"},
		{unViernes, "Antes de la sesión", "2023-12-11"},
	} {
		sesion := func() (Fecha, bool) { return dia(t, "2023-12-11"), true }
		got, err := ParseVence(c.texto, dia(t, c.hoy), Calendario{}, sesion)
		if err != nil || got != dia(t, c.quiero) {
			t.Errorf("%s, «%s» = %s, %v; quiero %s", c.hoy, c.texto, got, err, c.quiero)
		}
	}
}

func TestParseVenceInProceso(t *testing.T) {
	got, err := ParseVence("en 5 días hábiles", dia(t, unViernes), calendarioContrato(t), nil)
	if err != nil || got != dia(t, "2023-11-22") {
		t.Errorf("%s, %v", got, err)
	}
}

func TestParseVenceAsks(t *testing.T) {
	for _, c := range []struct {
		hoy, texto string
		lecturas   []string
	}{
		{unViernes, "el viernes", []string{"2023-11-17", "2023-11-24"}},
		{unViernes, "este viernes", []string{"2023-11-17", "2023-11-24"}},
		{unMiercoles, "el próximo viernes", []string{"2023-11-17", "2023-11-24"}},
		{unMiercoles, "el viernes que viene", []string{"2023-11-17", "2023-11-24"}},
		{unDomingo, "el próximo viernes", []string{"2023-11-24", "2023-12-01"}},
		{unDomingo, "el viernes de la próxima semana", []string{"2023-11-24", "2023-12-01"}},
		{unViernes, "miércoles de esta semana", []string{"2023-11-22"}},
		{unViernes, "30 de enero", []string{"2023-01-30", "2024-01-30"}},
		{unViernes, "30/1", []string{"2023-01-30", "2024-01-30"}},
		{unViernes, "29 de febrero", []string{"2024-02-29"}},
		{unViernes, "29 de febrero de 2020", []string{"2020-02-29", "2024-02-29"}},
		{unViernes, "5/6", []string{"2024-06-05", "2024-05-06"}},
		{unViernes, "12-1", []string{"2024-01-12", "2023-12-01"}},
		{unViernes, "30/11/23", []string{"2023-11-30", "2030-11-23"}},
		{unViernes, "2023-11-16", []string{"2023-11-16", "2024-11-16"}},
		{unViernes, "01/02/2020", []string{"2020-02-01", "2024-02-01"}},
		{unViernes, "viernes 30 de noviembre", []string{"2023-11-30", "2023-12-01"}},
		{unViernes, "la próxima semana", []string{"2023-11-21", "2023-11-24"}},
		{unViernes, "la semana que viene", []string{"2023-11-21", "2023-11-24"}},
		{unMiercoles, "esta semana", []string{"2023-11-17", "2023-11-19"}},
		{unSabado, "fin de semana", []string{"2023-11-19", "2023-11-24"}},
		{"2023-11-30", "fin de mes", []string{"2023-11-30", "2023-12-31"}},
		{"2023-12-31", "fin de año", []string{"2023-12-31", "2024-12-31"}},
		{unViernes, "fin de enero", []string{"2024-01-31"}},
		{unViernes, "fin de enero de 2023", []string{"2023-01-31", "2024-01-31"}},
		{unViernes, "antes del 30 de noviembre", []string{"2023-11-29", "2023-11-30"}},
		{unMiercoles, "antes del viernes", []string{"2023-11-16", "2023-11-17"}},
		{unViernes, "antes de hoy", []string{"2023-11-17"}},
		{unViernes, "el 17", []string{"2023-11-17", "2023-12-17"}},
		{unViernes, "el 31", []string{"2023-12-31"}},
		{unViernes, "10 de este mes", []string{"2023-12-10"}},
		{unViernes, "de hoy en ocho", []string{"2023-11-24", "2023-11-25"}},
		{unViernes, "el próximo 17 de noviembre", []string{"2023-11-17", "2024-11-17"}},
		{unViernes, "antes de la próxima sesión", []string{"2023-11-10", "2024-11-10"}},
	} {
		vieja := func() (Fecha, bool) { return dia(t, "2023-11-10"), true }
		got, err := ParseVence(c.texto, dia(t, c.hoy), Calendario{}, vieja)
		if CodigoDe(err) != Ambiguo || !got.IsZero() {
			t.Errorf("%s, «%s» = %s, %v; quiero una pregunta", c.hoy, c.texto, got, err)
			continue
		}
		for _, l := range c.lecturas {
			if !strings.Contains(err.Error(), l) {
				t.Errorf("%s, «%s»: «%v» no nombra %s", c.hoy, c.texto, err, l)
			}
		}
	}
}

func TestParseVenceRefuses(t *testing.T) {
	for _, s := range []string{
		"", "  ", "nunca", "30", "-5", "en -5 días", "en +5 días", "en 1.5 días", "en días", "en 2 semanas hábiles", "en 99999 días",
		"en 999999999999999999999 días", "31/02/2024", "2023-13-01", "31 de noviembre", "30 de febrero de 2024", "0 de mayo",
		"12/25", "0/5", "30/11-2023", "99/99/99", "5 6", "hace dos días", "ayer", "viernes o lunes", "fin", "sesión", "<@U123>",
		"30 de noviembre de 23", "fin de mayo de 0000", "123/4/2024", "mañana; DROP TABLE", "el 32", "\x00", "\xff\xfe",
		strings.Repeat("mañana ", 40),
	} {
		got, err := ParseVence(s, dia(t, unViernes), Calendario{}, nil)
		if CodigoDe(err) != Invalido || !got.IsZero() {
			t.Errorf("«%s» = %s, %v; quiero Invalido", s, got, err)
		}
	}
	for _, sesion := range []func() (Fecha, bool){nil, func() (Fecha, bool) { return Fecha{}, false }} {
		if _, err := ParseVence("antes de la próxima sesión", dia(t, unViernes), Calendario{}, sesion); CodigoDe(err) != NoEncontrado {
			t.Errorf("sin sesión: %v", err)
		}
	}
}

func TestParseVenceAllCasesAlike(t *testing.T) {
	frases := []string{
		"mañana", "pasado mañana", "el miércoles", "30 de noviembre", "en 15 días", "en 5 días hábiles",
		"en dos semanas", "fin de mes", "fin de año", "el próximo lunes",
	}
	rapid.Check(t, func(rt *rapid.T) {
		hoy, s := genFecha().Draw(rt, "hoy"), rapid.SampledFrom(frases).Draw(rt, "frase")
		a, errA := ParseVence(s, hoy, Calendario{}, nil)
		for _, otra := range []string{Plegar(s), strings.ToUpper(s), " " + s + ". "} {
			b, errB := ParseVence(otra, hoy, Calendario{}, nil)
			if a != b || CodigoDe(errA) != CodigoDe(errB) {
				rt.Fatalf("%s: «%s» = %s, %v; «%s» = %s, %v", hoy, s, a, errA, otra, b, errB)
			}
		}
		if errA == nil && a.Antes(hoy) {
			rt.Fatalf("%s: «%s» = %s, que ya pasó", hoy, s, a)
		}
	})
}
