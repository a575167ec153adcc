package compromiso

import (
	"regexp"
	"slices"
	"sync"
	"time"
)

// reglaVence is one way of saying a day: the form of the phrase (folded, numbers in
// digits, no punctuation), and what it means.
type reglaVence struct {
	forma *regexp.Regexp
	leer  func(l lectorVence, m []string) (Fecha, error)
}

// The ways of saying «next» before and after a noun, and the week after this one.
const (
	patronProximo  = `(?:proxim[oa]|siguiente)`
	patronQueViene = `(?:proxim[oa]|siguiente|que viene|que entra)`
	patronSemana2  = `(?:(?:la )?(?:proxima|siguiente) semana|(?:la )?semana (?:proxima|siguiente|que viene|que entra))`
)

var reSesion = regexp.MustCompile(`^(?:antes de )?(?:la )?(?:` + patronProximo + ` sesion|sesion ` + patronQueViene + `)$|^antes de la sesion$`)

// reglasVence are all of them, the first that fits counts. They are worked out when the
// first phrase comes: that takes longer than all else at the start of a program.
var reglasVence = sync.OnceValue(func() []reglaVence {
	regla := func(forma string, leer func(lectorVence, []string) (Fecha, error)) reglaVence {
		return reglaVence{regexp.MustCompile(`^(?:` + forma + `)$`), leer}
	}
	enDias := func(n int) func(lectorVence, []string) (Fecha, error) {
		return func(l lectorVence, _ []string) (Fecha, error) { return l.hoy.AddDias(n), nil }
	}
	return []reglaVence{
		regla(`hoy(?: mismo)?|el dia de hoy`, enDias(0)),
		regla(`(?:el dia de )?manana(?: mismo)?`, enDias(1)),
		regla(`pasado manana`, enDias(2)),
		regla(`(?:en |dentro de |a )?(\d{1,5}) (dias?|semanas?|mes|meses|anos?)( habil| habiles| naturales| natural)?`+
			`(?: (?:a partir de|desde) hoy)?`, lectorVence.readPlazo),
		regla(`de hoy en (8|15)(?: dias)?`, lectorVence.readDeHoyEn),
		regla(`(?:el |este )?(?:dia )?`+patronDia, lectorVence.readDia),
		regla(`(?:el )?`+patronProximo+` `+patronDia+`|(?:el )?`+patronDia+` `+patronQueViene, lectorVence.readProximoDia),
		regla(`(?:el )?`+patronDia+` (?:de )?`+patronSemana2, lectorVence.readDiaSemana2),
		regla(`(?:el )?`+patronDia+` de esta(?: misma)? semana`, lectorVence.readDiaEstaSemana),
		regla(`(?:el )?(?:`+patronDia+` )?(?:el )?(?:dia )?(\d{1,2}) (?:de )?`+patronMes+`(?: (?:del? )?(?:ano )?(\d{4}))?`,
			lectorVence.readDiaDeMes),
		regla(`(?:el )?proximo (?:dia )?(\d{1,2}) (?:de )?`+patronMes, lectorVence.readProximaFecha),
		regla(`(?:el )?(?:dia )?(\d{1,2}) (?:de este|del presente|del|de) mes(?: en curso| corriente| actual)?|el (?:dia )?(\d{1,2})`,
			lectorVence.readDiaSolo),
		regla(`(?:el )?(?:dia )?(\d{1,2}) del (?:`+patronProximo+` mes|mes `+patronQueViene+`)`, lectorVence.readDiaMes2),
		regla(patronFin+`(?:de |del |de este |del presente )mes(?: en curso)?`, lectorVence.readFinDeMes),
		regla(patronFin+`(?:del )(?:`+patronProximo+` mes|mes `+patronQueViene+`)`, lectorVence.readFinDeMes2),
		regla(patronFin+`(?:de |del mes de )`+patronMes+`(?: (?:del? )?(?:ano )?(\d{4}))?`, lectorVence.readFinDeEseMes),
		regla(patronFin+`(?:de |del |de este |del presente )ano(?: en curso)?`, lectorVence.readFinDeAno),
		regla(patronSemana2, lectorVence.readSemana2),
		regla(`(?:en )?esta(?: misma)? semana|`+patronFin+`(?:de |de la |de esta )semana`, lectorVence.readEstaSemana),
		{reSesion, lectorVence.readSesion},
	}
})

const patronFin = `(?:(?:a |al |el |para )?(?:fin|fines|final|finales|ultimo dia) )`

// readPlazo reads «en 15 días», «en 5 días hábiles», «en 2 semanas», «en 1 mes».
func (l lectorVence) readPlazo(m []string) (Fecha, error) {
	n, habiles := atoi(m[1]), m[3] == " habil" || m[3] == " habiles"
	dias := m[2] == "dia" || m[2] == "dias"
	if m[3] != "" && !dias {
		return Fecha{}, l.refuse()
	}
	porUnidad := map[byte]int{'d': 1, 's': 7, 'm': 31, 'a': 366}[m[2][0]]
	const maximo = 10 * 366
	if n*porUnidad > maximo+62 {
		return Fecha{}, Errorf(Invalido, "vence", "«%s» son más de diez años: escriba un plazo más corto, o la fecha como AAAA-MM-DD.", l.texto)
	}
	switch {
	case habiles:
		return l.cal.AddHabiles(l.hoy, n), nil
	case m[2][0] == 'm':
		return addMeses(l.hoy, n), nil
	case m[2][0] == 'a':
		return addMeses(l.hoy, 12*n), nil
	}
	return l.hoy.AddDias(n * porUnidad), nil
}

// addMeses is the same day n months later, or the last of a shorter month.
func addMeses(f Fecha, n int) Fecha {
	ultimo := finDeMes(f, n)
	return Fecha{ultimo.Anio, ultimo.Mes, min(f.Dia, ultimo.Dia)}
}

// finDeMes is the last day of the month n months after that of f.
func finDeMes(f Fecha, n int) Fecha { return NewFecha(f.Anio, f.Mes+time.Month(n+1), 0) }

// diasHasta is how many days from today the next such day of the week is: 0 to 6.
func (l lectorVence) diasHasta(d time.Weekday) int { return (int(d-l.hoy.Semana()) + 7) % 7 }

// lunes is the Monday of the week of today.
func (l lectorVence) lunes() Fecha { return l.hoy.AddDias(-(int(l.hoy.Semana()) + 6) % 7) }

// enSemana is that day of the week that begins on the given Monday.
func enSemana(lunes Fecha, d time.Weekday) Fecha { return lunes.AddDias((int(d) + 6) % 7) }

// dicha is the day of the week that the phrase says.
func dicha(m []string) time.Weekday {
	i := slices.IndexFunc(m[1:], func(s string) bool { return s != "" })
	return diasSemana[m[1+i]]
}

// readDia reads «el viernes»: the next one; typed on a Friday, it asks.
func (l lectorVence) readDia(m []string) (Fecha, error) {
	n := l.diasHasta(dicha(m))
	if n == 0 {
		return Fecha{}, l.ask(l.hoy, l.hoy.AddDias(7))
	}
	return l.hoy.AddDias(n), nil
}

// readProximoDia reads «el próximo viernes»: while this week's is still to come, it
// asks. On a Sunday a week ends for some and begins for others, so it asks too.
func (l lectorVence) readProximoDia(m []string) (Fecha, error) {
	d := dicha(m)
	n := l.diasHasta(d)
	f := l.hoy.AddDias(n)
	switch {
	case n == 0:
		return l.hoy.AddDias(7), nil
	case f.Antes(l.lunes().AddDias(7)), l.hoy.Semana() == time.Sunday:
		return Fecha{}, l.ask(f, f.AddDias(7))
	}
	return f, nil
}

// readDiaSemana2 reads «el viernes de la próxima semana».
func (l lectorVence) readDiaSemana2(m []string) (Fecha, error) {
	f := enSemana(l.lunes().AddDias(7), dicha(m))
	if l.hoy.Semana() == time.Sunday {
		return Fecha{}, l.ask(f, f.AddDias(7))
	}
	return f, nil
}

// readDiaEstaSemana reads «el viernes de esta semana».
func (l lectorVence) readDiaEstaSemana(m []string) (Fecha, error) {
	f := enSemana(l.lunes(), dicha(m))
	if f.Antes(l.hoy) {
		return Fecha{}, l.ask(f.AddDias(7))
	}
	return f, nil
}

// readDiaDeMes reads «[viernes] 30 de noviembre [de 2023]».
func (l lectorVence) readDiaDeMes(m []string) (f Fecha, err error) {
	d, mes := atoi(m[2]), meses[m[3]]
	if m[4] != "" {
		f, err = l.readExacta(atoi(m[4]), int(mes), d)
	} else {
		f, err = l.readDelMes(d, mes)
	}
	if err != nil || m[1] == "" || f.Semana() == diasSemana[m[1]] {
		return f, err
	}
	// The day of the week contradicts the date: which of the two slipped?
	cerca := f.AddDias((int(diasSemana[m[1]]-f.Semana())+10)%7 - 3)
	if cerca.Antes(l.hoy) {
		cerca = cerca.AddDias(7)
	}
	return Fecha{}, l.ask(f, cerca)
}

// readProximaFecha reads «el próximo 30 de noviembre»; typed on the day, it asks.
func (l lectorVence) readProximaFecha(m []string) (Fecha, error) {
	f, ok := l.coming(atoi(m[1]), meses[m[2]])
	switch {
	case !ok:
		return Fecha{}, l.refuse()
	case f == l.hoy:
		return Fecha{}, l.ask(f, addMeses(f, 12))
	}
	return f, nil
}

// readDeHoyEn reads «de hoy en ocho», a week for some and eight days for others.
func (l lectorVence) readDeHoyEn(m []string) (Fecha, error) {
	n := atoi(m[1])
	return Fecha{}, l.ask(l.hoy.AddDias(n-1), l.hoy.AddDias(n))
}

// readDiaSolo reads «el 30» and «30 de este mes».
func (l lectorVence) readDiaSolo(m []string) (Fecha, error) {
	esteMes := m[1] != ""
	d := atoi(m[1] + m[2])
	f, ok := fechaExacta(l.hoy.Anio, l.hoy.Mes, d)
	proximo := finDeMes(l.hoy, 1)
	g, otro := fechaExacta(proximo.Anio, proximo.Mes, d)
	switch {
	case ok && f.Despues(l.hoy), ok && f == l.hoy && esteMes:
		return f, nil
	case ok && f == l.hoy && otro:
		return Fecha{}, l.ask(f, g)
	case otro && !esteMes && ok:
		return g, nil
	case otro:
		return Fecha{}, l.ask(g)
	}
	return Fecha{}, l.refuse()
}

// readDiaMes2 reads «30 del próximo mes».
func (l lectorVence) readDiaMes2(m []string) (Fecha, error) {
	proximo := finDeMes(l.hoy, 1)
	return l.readExacta(proximo.Anio, int(proximo.Mes), atoi(m[1]))
}

// readFinDeMes reads «fin de mes»: its last day; on that day, it asks.
func (l lectorVence) readFinDeMes([]string) (Fecha, error) {
	f := finDeMes(l.hoy, 0)
	if f == l.hoy {
		return Fecha{}, l.ask(f, finDeMes(l.hoy, 1))
	}
	return f, nil
}

func (l lectorVence) readFinDeMes2([]string) (Fecha, error) { return finDeMes(l.hoy, 1), nil }

// readFinDeEseMes reads «fin de noviembre [de 2023]».
func (l lectorVence) readFinDeEseMes(m []string) (Fecha, error) {
	anio := l.hoy.Anio
	if m[2] != "" {
		if anio = atoi(m[2]); anio < 1 {
			return Fecha{}, l.refuse()
		}
	}
	f := finDeMes(Fecha{anio, meses[m[1]], 1}, 0)
	if m[2] == "" && f.Antes(l.hoy) {
		return Fecha{}, l.ask(finDeMes(Fecha{anio + 1, meses[m[1]], 1}, 0))
	}
	return l.notPast(f)
}

// readFinDeAno reads «fin de año»: 31 December; on that day, it asks.
func (l lectorVence) readFinDeAno([]string) (Fecha, error) {
	f := Fecha{l.hoy.Anio, time.December, 31}
	if f == l.hoy {
		return Fecha{}, l.ask(f, Fecha{f.Anio + 1, f.Mes, f.Dia})
	}
	return f, nil
}

// readSemana2 reads «la próxima semana», which names no day: it asks whether its
// first business day is meant or its last.
func (l lectorVence) readSemana2([]string) (Fecha, error) {
	lunes := l.lunes().AddDias(7)
	return l.askSemana(lunes, lunes.AddDias(4))
}

// readEstaSemana reads «esta semana» and «fin de semana»: it asks for the day.
func (l lectorVence) readEstaSemana([]string) (Fecha, error) {
	if viernes := l.lunes().AddDias(4); !l.hoy.Despues(viernes) {
		return l.askSemana(viernes, viernes.AddDias(2))
	}
	return Fecha{}, l.ask(l.lunes().AddDias(6), l.lunes().AddDias(7+4))
}

// askSemana asks for a day from one to another, of business where there are two.
func (l lectorVence) askSemana(desde, hasta Fecha) (Fecha, error) {
	if a, b := l.cal.EnODespues(desde), l.cal.EnOAntes(hasta); a.Antes(b) {
		desde, hasta = a, b
	}
	return Fecha{}, l.ask(desde, hasta)
}

// readSesion reads «antes de la próxima sesión».
func (l lectorVence) readSesion([]string) (Fecha, error) {
	if l.sesion != nil {
		if f, ok := l.sesion(); ok {
			return l.notPast(f)
		}
	}
	return Fecha{}, Errorf(NoEncontrado, "vence",
		"No hay una próxima sesión en el calendario: regístrela antes, o escriba una fecha, como 30/11/2023 o en 5 días hábiles.")
}
