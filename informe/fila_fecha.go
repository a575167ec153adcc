package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

// fechaDe reads a column that holds a date and nothing else.
func (t *interprete) fechaDe(r *registro, c columna, f *compromiso.FilaInforme) compromiso.Fecha {
	s := r.celdas[c].enLinea()
	if sinValor(s) {
		return compromiso.Fecha{}
	}
	if soloFecha(s) {
		if f := buscarFechas(s)[0].fecha; !f.IsZero() {
			return f
		}
	}
	if d, sin, hay := fechaSinAnio(s); hay && strings.Trim(reDia.ReplaceAllString(sin, " "), " .,()*") == "" {
		if c == colFechaSesion {
			return t.conAnioDelNumero(d, f, r)
		}
		return t.conAnio(d, f, r)
	}
	t.avs.add(r.linea, campos[c], "No se reconoce esta fecha: «%s».", cita(s))
	return compromiso.Fecha{}
}

// conAnioDelNumero is the day of a session that does not say its year: the number's year is
// that of its session.
func (t *interprete) conAnioDelNumero(d diaYMes, f *compromiso.FilaInforme, r *registro) compromiso.Fecha {
	fecha := d.en(f.Numero.Anio)
	switch {
	case fecha.IsZero():
		t.avs.add(r.linea, campos[colFechaSesion], "La fecha «%s» de la sesión de %s no dice el año, y no se toma: escríbala completa.", cita(d.escrita), f.Numero)
	case r.sesionPropia || !r.celdas[colFechaSesion].vacia():
		t.avs.add(r.linea, campos[colFechaSesion], "La fecha «%s» de la sesión de %s no dice el año: se tomó el del número, %d.", cita(d.escrita), f.Numero, fecha.Anio)
	}
	return fecha
}

// conAnio is the day on which something was fulfilled that does not say its year, where only
// one lies between the session and the report.
func (t *interprete) conAnio(d diaYMes, f *compromiso.FilaInforme, r *registro) compromiso.Fecha {
	fecha := d.entre(f.FechaSesion, t.hasta)
	if fecha.IsZero() {
		t.avs.add(r.linea, campos[colCumplimiento], "La fecha «%s» de %s no dice el año, y no se toma: escríbala completa.", cita(d.escrita), f.Numero)
	} else {
		t.avs.add(r.linea, campos[colCumplimiento], "La fecha «%s» de %s no dice el año: se tomó %d, el único en que cae entre la sesión y el informe.",
			cita(d.escrita), f.Numero, fecha.Anio)
	}
	return fecha
}

var (
	// reAtaLimite are the words that tie a due date and change nothing of it.
	reAtaLimite = regexp.MustCompile(`(?i)^(?:a m[aá]s tardar|hasta|para|plazo:?|vence|con vencimiento|l[ií]mite:?)?(?:\s*(?:el|al?))?(?:\s+d[ií]a)?\s+`)
	reAntesDe   = regexp.MustCompile(`(?i)^(?:antes|previo|con anterioridad)\s+(?:del?|al?)(?:\s+d[ií]a)?\s+`)
)

// ponerLimite reads the due date. What is never finished has none.
func (t *interprete) ponerLimite(f *compromiso.FilaInforme, r *registro) {
	s := r.celdas[colLimite].enLinea()
	if sinValor(s) {
		return
	}
	corta := s
	if m := reAntesDe.FindString(s); m != "" {
		corta = s[len(m):]
	} else if m := reAtaLimite.FindString(s); m != "" {
		corta = s[len(m):]
	}
	e, resto, ok := leerEstatus(s)
	switch _, _, sinAnio := fechaSinAnio(corta); {
	case soloFecha(corta) && !buscarFechas(corta)[0].fecha.IsZero():
		f.FechaLimite = buscarFechas(corta)[0].fecha
		if reAntesDe.MatchString(s) {
			t.avs.add(r.linea, campos[colLimite], "La fecha límite de %s dice «%s»: se tomó el %s.", f.Numero, cita(s), f.FechaLimite.Puntos())
		}
	case ok && resto == "" && e.permanente && e.estatus == compromiso.EnProceso:
		f.Permanente = true
		t.avs.add(r.linea, campos[colLimite], "La fecha límite de %s dice «%s»: se tomó como permanente, sin fecha.", f.Numero, cita(s))
	case len(buscarFechas(corta)) == 0 && sinAnio:
		t.avs.add(r.linea, campos[colLimite], "La fecha límite de %s no dice el año, y no se toma: «%s». Escríbala completa.", f.Numero, cita(s))
	default:
		t.avs.add(r.linea, campos[colLimite], "No se reconoce esta fecha: «%s».", cita(s))
	}
}
