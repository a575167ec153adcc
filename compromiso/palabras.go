package compromiso

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maximoVence bounds what is read as a date, in characters.
const maximoVence = 200

const ejemplosVence = "escriba, por ejemplo, 2023-11-30, 30/11/2023, mañana, el viernes, 30 de noviembre, " +
	"en 15 días, en 5 días hábiles, fin de mes o antes de la próxima sesión"

// lectorVence is what the reading of one date looks at.
type lectorVence struct {
	texto  string // as typed, for messages
	hoy    Fecha
	cal    Calendario
	sesion func() (Fecha, bool)
}

// ParseVence reads a due date as people type it: the digits of the contract's FECHA,
// or Spanish words (section 5). A day that is one of two, or past, is asked about and
// not guessed: the error is Ambiguo, and names the readings. It is NoEncontrado when
// the words need a next session and proximaSesion knows none, and Invalido when it
// reads as no date at all. proximaSesion gives the day to use for «antes de la
// próxima sesión» and is called only for it; nil is as if there were none.
func ParseVence(s string, hoy Fecha, cal Calendario, proximaSesion func() (Fecha, bool)) (Fecha, error) {
	l := lectorVence{texto: cita(s), hoy: hoy, cal: cal, sesion: proximaSesion}
	switch n := utf8.RuneCountInString(s); {
	case strings.TrimSpace(s) == "":
		return Fecha{}, Errorf(Invalido, "vence", "Falta la fecha límite: %s.", ejemplosVence)
	case n > maximoVence:
		return Fecha{}, Errorf(Invalido, "vence", "La fecha límite tiene %d caracteres, más de los %d que se leen: %s.",
			n, maximoVence, ejemplosVence)
	}
	if f, err := l.readCifras(strings.TrimSpace(s)); f != (Fecha{}) || err != nil {
		return f, err
	}
	piezas := numerosEnCifras(trocear(s))
	frase := reEntrada.ReplaceAllString(strings.Join(piezas, " "), "")
	if m := reAntesDe.FindStringSubmatch(frase); m != nil && !reSesion.MatchString(frase) {
		return l.readAntesDe(m[1])
	}
	return l.readFrase(frase)
}

// reEntrada are the words with which a due date may begin and that change nothing.
var (
	reEntrada = regexp.MustCompile(`^(?:(?:para|a mas tardar|hasta|vence) )+`)
	reAntesDe = regexp.MustCompile(`^antes del? (.+)$`)
)

// readAntesDe asks whether the day itself is meant, or the one before it.
func (l lectorVence) readAntesDe(frase string) (Fecha, error) {
	f, err := l.readFrase(frase)
	if err != nil {
		return Fecha{}, err
	}
	if vispera := l.cal.AddHabiles(f, -1); !vispera.Antes(l.hoy) {
		return Fecha{}, l.ask(vispera, f)
	}
	return Fecha{}, l.ask(f)
}

func (l lectorVence) readFrase(frase string) (Fecha, error) {
	for _, r := range reglasVence() {
		if m := r.forma.FindStringSubmatch(frase); m != nil {
			return r.leer(l, m)
		}
	}
	return Fecha{}, l.refuse()
}

// refuse says that the text is no date.
func (l lectorVence) refuse() error {
	return Errorf(Invalido, "vence", "«%s» no se entiende como fecha: %s.", l.texto, ejemplosVence)
}

// ask names the readings, and how to say which one.
func (l lectorVence) ask(lecturas ...Fecha) error {
	partes := make([]string, len(lecturas))
	for i, f := range lecturas {
		partes[i] = "el " + f.DiaSemana() + " " + f.String()
	}
	if len(partes) == 1 {
		return Errorf(Ambiguo, "vence", "«%s» no dice con seguridad qué día: si quiso decir %s, escriba %s.",
			l.texto, partes[0], lecturas[0])
	}
	return Errorf(Ambiguo, "vence", "«%s» puede leerse de dos maneras: %s. Escriba la fecha que quiso decir, por ejemplo %s.",
		l.texto, strings.Join(partes, " o "), lecturas[0])
}

// notPast gives the day back unless it is past; then it asks about it, and offers
// the same day of the first year in which it is still to come.
func (l lectorVence) notPast(f Fecha) (Fecha, error) {
	if !f.Antes(l.hoy) {
		return f, nil
	}
	for anio := l.hoy.Anio; anio <= l.hoy.Anio+8; anio++ {
		if g, ok := fechaExacta(anio, f.Mes, f.Dia); ok && !g.Antes(l.hoy) {
			return Fecha{}, Errorf(Ambiguo, "vence",
				"«%s» se lee como %s, que ya pasó (hoy es %s), o como %s: escriba la fecha que quiso decir, de hoy en adelante.",
				l.texto, f, l.hoy, g)
		}
	}
	return Fecha{}, Errorf(Ambiguo, "vence", "«%s» se lee como %s, que ya pasó: escriba una fecha de hoy (%s) en adelante.",
		l.texto, f, l.hoy)
}

var (
	reCifras      = regexp.MustCompile(`^(\d{1,4})([/.\-])(\d{1,2})[/.\-](\d{1,4})\.?$`)
	reDosCifras   = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})\.?$`)
	reSignoNumero = regexp.MustCompile(`^[-+−–]?\d+$`)
)

// readCifras reads what is all digits; no date and no error when it is not.
func (l lectorVence) readCifras(s string) (Fecha, error) {
	if m := reDosCifras.FindStringSubmatch(s); m != nil {
		return l.readDiaMes(atoi(m[1]), atoi(m[2]))
	}
	if reSignoNumero.MatchString(s) {
		return Fecha{}, l.refuse()
	}
	m := reCifras.FindStringSubmatch(s)
	if m == nil {
		return Fecha{}, nil
	}
	if strings.Count(s, m[2]) < 2 { // 30/11-2023
		return Fecha{}, l.refuse()
	}
	a, b, c := atoi(m[1]), atoi(m[3]), atoi(m[4])
	switch {
	case len(m[1]) == 4 && len(m[4]) <= 2:
		return l.readExacta(a, b, c)
	case len(m[4]) == 4 && len(m[1]) <= 2:
		return l.readExacta(c, b, a)
	case len(m[4]) == 2 && len(m[1]) <= 2:
		// Two digits of a year: never alone in their meaning.
		var lecturas []Fecha
		for _, p := range [][3]int{{2000 + c, b, a}, {2000 + a, b, c}, {2000 + c, a, b}} {
			f, ok := fechaExacta(p[0], time.Month(p[1]), p[2])
			if ok && !f.Antes(l.hoy) && len(lecturas) < 2 && (len(lecturas) == 0 || lecturas[0] != f) {
				lecturas = append(lecturas, f)
			}
		}
		if len(lecturas) > 0 {
			return Fecha{}, l.ask(lecturas...)
		}
	}
	return Fecha{}, l.refuse()
}

// readExacta reads a day whose three parts are said.
func (l lectorVence) readExacta(anio, mes, d int) (Fecha, error) {
	f, ok := fechaExacta(anio, time.Month(mes), d)
	if !ok {
		return Fecha{}, Errorf(Invalido, "vence", "«%s» no existe en el calendario: corrija el día o el mes.", l.texto)
	}
	return l.notPast(f)
}

// readDiaMes reads two numbers: day and month, and perhaps month and day.
func (l lectorVence) readDiaMes(a, b int) (Fecha, error) {
	if a == b || a > 12 || b > 12 {
		if b > 12 || b < 1 {
			return Fecha{}, l.refuse()
		}
		return l.readDelMes(a, time.Month(b))
	}
	f, okF := l.coming(a, time.Month(b))
	g, okG := l.coming(b, time.Month(a))
	if !okF || !okG {
		return Fecha{}, l.refuse()
	}
	return Fecha{}, l.ask(f, g)
}

// coming is the first such day of a year from today on.
func (l lectorVence) coming(d int, mes time.Month) (Fecha, bool) {
	for anio := l.hoy.Anio; anio <= l.hoy.Anio+8; anio++ {
		if f, ok := fechaExacta(anio, mes, d); ok && !f.Antes(l.hoy) {
			return f, true
		}
	}
	return Fecha{}, false
}

// readDelMes reads a day of a month without a year: this year's, and if that is
// past it asks.
func (l lectorVence) readDelMes(d int, mes time.Month) (Fecha, error) {
	f, ok := fechaExacta(l.hoy.Anio, mes, d)
	if ok {
		return l.notPast(f)
	}
	if g, otro := l.coming(d, mes); otro {
		return Fecha{}, l.ask(g)
	}
	return Fecha{}, Errorf(Invalido, "vence", "El %d de %s no existe: corrija el día o el mes.", d, nombresMes[mes])
}

// atoi is the value of digits that a pattern has bounded.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
