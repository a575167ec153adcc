package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

// rePistaSesion is what every wording of a session has in it.
var rePistaSesion = regexp.MustCompile(`(?i)s(?:o|eu?)(?:$|[^\pL])|sesi[oó]n|ord|(?:^|[^\pL])ext|urg`)

// pareceSesion tells whether a short text names a session, with its date or not.
func pareceSesion(s string) bool {
	if len(s) > 160 || !rePistaSesion.MatchString(s) {
		return false
	}
	t := textoSesion(s)
	_, _, err := compromiso.ParseCodigoSesion(t, siglasDeSesion(s))
	return err == nil || reSinCodigo.MatchString(compromiso.Plegar(t))
}

// reSinCodigo are the sessions of a kind for which there is no code, folded: they are
// sessions all the same, with their date.
var reSinCodigo = regexp.MustCompile(`^(?:\S+ )?(?:\S+ )?sesion (?:publica |privada )?(?:de caracter )?(?:especial|solemne|permanente|conjunta|inaugural|constitutiva|itinerante|publica|privada|secreta|unica|informativa|` +
	`de (?:instalacion|trabajo|clausura|toma de protesta|computo|apertura))(?:\s+(?:(?:de|del) )?(?:ano )?\d{4}|\s+\d{1,3})?(?:\s+(?:del?|el|en))?$`)

// reAtadura is what ties a session to its day: «celebrada el viernes», «de fecha», «a las
// 10:00 horas».
var reAtadura = regexp.MustCompile(`(?i)(?:^|[\s,;(])(?:(?:que )?(?:se )?(?:fue )?(?:celebr|realiz|efectu|desahog|verific)(?:ad[ao]\b|ó)|(?:que se )?llev(?:ada|ó) a cabo\b)` +
	`|\b(?:de|con|en) fecha\b|\bfecha(?: de (?:la )?sesi[oó]n)?:|\b(?:del?|el) d[ií]a\b|\ba las\b`)

// textoSesion is the cell of a session without its date and what ties it.
func textoSesion(s string) string {
	f := buscarFechas(s)
	if s = sinFechas(s, f); len(f) > 0 {
		s = sinAtaduras(s)
	} else if _, sin, hay := fechaSinAnio(s); hay {
		s = sinAtaduras(sin)
	}
	return strings.Trim(aniosEnCifras(s), " .,;:()-–—/|")
}

// sinAtaduras is a session without the words that tied it to the date taken out of it.
func sinAtaduras(s string) string {
	s = reHora.ReplaceAllString(s, " ")
	s = reAtadura.ReplaceAllString(reDia.ReplaceAllString(s, " "), " ")
	return strings.Join(strings.Fields(s), " ")
}

// reAdoptados begins what a title says of the sessions before its own.
var reAdoptados = regexp.MustCompile(`\b(?:adopt|deriv|gener|eman|surg|formul|asum|contra)\pL*\b`)

// sesionDentro is the session that a title names at its end: «Informe que se presenta en
// la Segunda Sesión Ordinaria»; not the one in which its compromisos were adopted.
func sesionDentro(s string) string {
	if len(s) > 400 || !strings.Contains(compromiso.Plegar(s), "sesion") {
		return ""
	}
	p := strings.Fields(s)
	for i := max(1, len(p)-30); i < len(p); i++ {
		fin := strings.Trim(strings.Join(p[i:], " "), " .,;:()-–—/|")
		if _, _, err := compromiso.ParseCodigoSesion(fin, siglasDeSesion(fin)); err != nil {
			continue
		}
		if antes := compromiso.Plegar(strings.Join(p[max(0, i-4):i], " ")); reAdoptados.MatchString(antes) {
			return ""
		}
		return fin
	}
	return ""
}

var reSiglasSesion = regexp.MustCompile(`\d\s?(?:SO|SEU|SE)\s?-\s?(\pL[\pL\d]*)`)

// siglasDeSesion is the commission that a session's code names, "" if none.
func siglasDeSesion(s string) string {
	if m := reSiglasSesion.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// celdaSesion is a session's cell read: the code as the contract writes it, "" when
// it cannot be read, and the date; fallo says what was wrong with it.
type celdaSesion struct {
	codigo string
	fecha  compromiso.Fecha
	anio   int // that the code or the words name, 0 none
	// sinAnio is the date when it does not say its year and neither does the session.
	sinAnio diaYMes
	fallo   string
}

func leerCeldaSesion(s, comision string) celdaSesion {
	var r celdaSesion
	if sinValor(s) {
		return r
	}
	entera := s
	s = s[:min(len(s), 400)]
	fechas := buscarFechas(s)
	var malas []string
	for _, f := range fechas {
		switch {
		case f.fecha.IsZero():
			malas = append(malas, f.escrita)
		case r.fecha.IsZero():
			r.fecha = f.fecha
		case f.fecha != r.fecha:
			malas = append(malas, f.escrita)
		}
	}
	if len(malas) > 0 {
		r.fallo = "La sesión lleva una fecha que no se toma: «" + cita(strings.Join(malas, ", ")) + "»."
	}
	t := textoSesion(s)
	if t == "" {
		r.ponerSinAnio(s, fechas)
		return r
	}
	codigo, anio, err := compromiso.ParseCodigoSesion(t, comision)
	if err != nil {
		if fin := sesionTrasSuOrgano(t, comision); fin != "" {
			codigo, anio, err = compromiso.ParseCodigoSesion(fin, comision)
			r.fallo = "De la sesión «" + cita(entera) + "» se tomó «" + cita(fin) + "»."
		}
	}
	switch {
	case err == nil:
		r.codigo, r.anio = codigo.String(), anio
	case reSinCodigo.MatchString(compromiso.Plegar(t)):
		r.anio = entero(reAnioAlFinal.FindString(t))
		r.fallo = "La sesión «" + cita(entera) + "» no es ordinaria, extraordinaria ni urgente y no tiene código: el compromiso queda sin sesión, con su fecha. " +
			"Si se registró como una de ellas, escríbala así."
	default:
		r.fallo = "No se reconoce la sesión «" + cita(entera) + "»."
	}
	r.ponerSinAnio(s, fechas)
	return r
}

var reAnioAlFinal = regexp.MustCompile(`\d{4}$`)

// ponerSinAnio takes the date that does not say its year, of the year of the session.
func (r *celdaSesion) ponerSinAnio(s string, fechas []fechaHallada) {
	if len(fechas) > 0 {
		return
	}
	if d, _, hay := fechaSinAnio(s); hay {
		if r.fecha = d.en(r.anio); r.fecha.IsZero() {
			r.sinAnio = d
		}
	}
}

// sesionTrasSuOrgano is the session that comes after the name of the body that held it:
// «Cabildo, Sesión Extraordinaria 12».
func sesionTrasSuOrgano(t, comision string) string {
	for i := range t {
		if i == 0 || t[i-1] != ',' && t[i-1] != '-' && t[i-1] != ':' {
			continue
		}
		fin := strings.TrimSpace(t[i:])
		if _, _, err := compromiso.ParseCodigoSesion(fin, comision); err == nil && strings.Contains(compromiso.Plegar(fin), "sesion") {
			return fin
		}
	}
	return ""
}

// anioDeSesion is the year of the session that a cell names, 0 when it does not say it.
func anioDeSesion(s, comision string) int {
	c := leerCeldaSesion(s, comision)
	if !c.fecha.IsZero() {
		return c.fecha.Anio
	}
	return c.anio
}
