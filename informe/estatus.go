package informe

import (
	"regexp"
	"strings"
	"unicode"

	"compromisos/compromiso"
)

// palabraEstatus is a state as documents say it. derivada tells the words that are no
// state of ours and only lead to one: the reader of the report hears of it.
type palabraEstatus struct {
	estatus              compromiso.Estatus
	permanente, derivada bool
}

// palabrasEstatus are the words for each state, folded; the gender and number of
// the ending do not matter (see singular).
var palabrasEstatus = func() map[string]palabraEstatus {
	m := map[string]palabraEstatus{}
	poner := func(p palabraEstatus, l ...string) {
		for _, s := range l {
			m[s] = p
		}
	}
	poner(palabraEstatus{estatus: compromiso.Pendiente},
		"pendiente", "por atender", "pendiente de atender", "pendiente de atencion", "pendiente de cumplir", "pendiente de cumplimiento", "por cumplir",
		"sin iniciar", "no iniciado", "sin atender", "pendiente por atender", "pend", "pendiente de desahogo", "pendiente de desahogar",
		"pendiente por desahogar", "pendiente por cumplir", "por desahogar", "por iniciar", "pendiente de iniciar", "pendiente de inicio", "aun pendiente")
	poner(palabraEstatus{estatus: compromiso.Pendiente, derivada: true},
		"vencido", "no cumplido", "no atendido", "no concluido", "incumplido", "sin cumplir", "atrasado", "rezagado", "abierto", "vigente", "sin avance",
		"sin avances", "sin respuesta", "programado", "calendarizado", "agendado", "recibido", "registrado", "nuevo", "pendiente de respuesta")
	poner(palabraEstatus{estatus: compromiso.EnProceso},
		"en proceso", "en_proceso", "en tramite", "en seguimiento", "en proceso de atencion", "en proceso de cumplimiento", "en atencion", "en curso",
		"en desarrollo", "en ejecucion", "en gestion", "en elaboracion", "en vias de cumplimiento", "en vias de atencion", "en via de cumplimiento",
		"en avance", "con avance", "con avances", "iniciado", "en implementacion", "en revision", "en analisis", "proceso", "tramite", "seguimiento",
		"en proceso de ejecucion", "en cumplimiento", "en proc", "en estudio", "en dictaminacion", "en dictamen", "en preparacion", "en planeacion",
		"en diseno", "en integracion", "en construccion", "en proceso de desahogo", "en proceso de elaboracion", "en vias de conclusion", "en vias de ejecucion",
		"en vias de desahogo", "en proceso de conclusion")
	poner(palabraEstatus{estatus: compromiso.EnProceso, derivada: true},
		"en espera", "suspendido", "en pausa", "diferido", "reprogramado", "prorrogado", "con prorroga", "en prorroga", "en espera de respuesta",
		"turnado", "canalizado", "dictaminado", "aprobado", "autorizado", "en consulta")
	poner(palabraEstatus{estatus: compromiso.EnProceso, permanente: true},
		"permanente", "de caracter permanente", "atencion permanente", "de atencion permanente", "seguimiento permanente", "en seguimiento permanente",
		"de seguimiento permanente", "actividad permanente", "compromiso permanente", "en proceso permanente", "en atencion permanente", "continuo")
	poner(palabraEstatus{estatus: compromiso.PorValidar},
		"por validar", "por_validar", "en validacion", "pendiente de validar", "pendiente de validacion", "por validarse", "en proceso de validacion")
	poner(palabraEstatus{estatus: compromiso.Parcial},
		"parcial", "parcialmente", "parcialmente cumplido", "parcialmente atendido", "cumplido parcialmente", "atendido parcialmente", "cumplimiento parcial",
		"cumplido parcial", "atendido parcial", "atencion parcial", "avance parcial", "parcialmente concluido", "parcialmente cumplimentado",
		"concluido parcialmente", "parcialmente desahogado", "parcialmente solventado", "parcialmente realizado", "en cumplimiento parcial",
		"cumplido de forma parcial", "cumplido de manera parcial", "atendido de forma parcial", "atendido de manera parcial")
	poner(palabraEstatus{estatus: compromiso.Cumplido},
		"cumplido", "atendido", "concluido", "cumplimentado", "solventado", "desahogado", "realizado", "finalizado", "terminado", "cerrado", "ejecutado",
		"resuelto", "completado", "entregado", "hecho", "cumplimiento total", "totalmente cumplido", "totalmente atendido", "cumplido totalmente",
		"atendido totalmente", "cumplido en su totalidad", "atendido en su totalidad", "concluido en su totalidad", "100%", "100 %", "cump", "cumpl",
		"totalmente concluido", "concluido totalmente", "totalmente atendido", "satisfecho", "solucionado", "efectuado", "cubierto")
	poner(palabraEstatus{estatus: compromiso.Cumplido, derivada: true},
		"archivado", "publicado", "enviado", "remitido", "notificado", "presentado", "informado", "difundido", "formalizado", "suscrito", "agotado")
	poner(palabraEstatus{estatus: compromiso.Cumplido, permanente: true}, "cumplido permanente", "atendido permanente", "cumplido de manera permanente")
	poner(palabraEstatus{estatus: compromiso.SinEfecto},
		"sin efecto", "sin_efecto", "sin efectos", "sin materia", "cancelado", "baja", "de baja", "dado de baja", "se da de baja", "se dio de baja",
		"causa baja", "desechado", "retirado", "improcedente", "no procede", "no procedente", "eliminado", "desestimado", "descartado", "anulado",
		"desistido", "sobreseido", "queda sin materia")
	poner(palabraEstatus{estatus: compromiso.SinEfecto, derivada: true},
		"no aplica", "rechazado", "negado", "sustituido", "duplicado", "acumulado", "fusionado", "revocado")
	return m
}()

const estatusAceptados = "pendiente, en proceso, por validar, parcialmente cumplido, cumplido, sin efecto"

// rodeos are the words that come before a state and add nothing to it.
var rodeos = [][]string{
	{"estatus"},
	{"estado"},
	{"situacion"},
	{"se", "da", "por"},
	{"se", "dio", "por"},
	{"se", "tiene", "por"},
	{"se", "considera"},
	{"dado", "por"},
	{"queda"},
	{"quedo"},
	{"se", "mantiene"},
	{"se", "deja"},
	{"se", "dejo"},
	{"se", "encuentra"},
	{"compromiso"},
	{"solicitud"},
	{"acuerdo"},
	{"ya"},
}

// leerEstatus reads the words of a status cell, without its date. resto is what
// came after the state, for a warning.
func leerEstatus(s string) (e palabraEstatus, resto string, ok bool) {
	if len(s) > 400 {
		return palabraEstatus{}, "", false
	}
	p := strings.FieldsFunc(compromiso.Plegar(s), func(r rune) bool {
		return r != '_' && r != '%' && r != '/' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if e, ok = estatusEnPorciento(s); ok {
		return e, "", true
	}
	if len(p) > 1 && hay(p[:1], "continua", "sigue", "permanece") {
		if e, resto, ok = leerEstatus(strings.Join(p[1:], " ")); ok {
			return e, resto, true // «Continúa en proceso»
		}
	}
	if e, resto, ok = estatusAlPrincipio(p); ok {
		return e, resto, true
	}
	for _, rodeo := range rodeos {
		if n := len(rodeo); len(p) > n && strings.Join(p[:n], " ") == strings.Join(rodeo, " ") {
			return leerEstatus(strings.Join(p[n:], " "))
		}
	}
	return palabraEstatus{}, "", false
}

// rePorciento is a state told by how far it is: «45 %», «avance del 45 %», «cumplido al 45%».
var rePorciento = regexp.MustCompile(`^(?:(cumplid[oa]|atendid[oa]|concluid[oa]|avance|cumplimiento)\s+(?:en\s+un\s+|del?\s+|al\s+)?)?(\d{1,3})(?:\.\d+)?\s*%(?:\s+(?:de\s+)?(?:avance|cumplimiento|cumplid[oa]|atendid[oa]|concluid[oa]))?$`)

// estatusEnPorciento reads one; what is neither none nor all is only under way.
func estatusEnPorciento(s string) (palabraEstatus, bool) {
	m := rePorciento.FindStringSubmatch(strings.Trim(compromiso.Plegar(s), " .,;()"))
	if m == nil {
		return palabraEstatus{}, false
	}
	switch n := entero(m[2]); {
	case n == 100:
		return palabraEstatus{estatus: compromiso.Cumplido}, true
	case n > 100:
		return palabraEstatus{}, false
	case n == 0:
		return palabraEstatus{estatus: compromiso.Pendiente, derivada: true}, true
	case strings.HasSuffix(m[1], "do") || strings.HasSuffix(m[1], "da"):
		return palabraEstatus{estatus: compromiso.Parcial, derivada: true}, true
	}
	return palabraEstatus{estatus: compromiso.EnProceso, derivada: true}, true
}

// estatusAlPrincipio takes the longest beginning that is a state.
func estatusAlPrincipio(p []string) (e palabraEstatus, resto string, ok bool) {
	for n := min(len(p), 5); n > 0; n-- {
		clave := make([]string, n)
		for i, w := range p[:n] {
			clave[i] = singular(w)
		}
		e, ok := palabrasEstatus[strings.Join(clave, " ")]
		if !ok {
			continue
		}
		l := sinConectores(p[n:])
		if len(l) == 1 && l[0] == "permanente" {
			e.permanente, l = true, nil
		}
		return e, strings.Join(l, " "), true
	}
	return palabraEstatus{}, "", false
}

// singular brings «cumplidas» and «cumplida» to «cumplido».
func singular(w string) string {
	for _, raiz := range []string{"id", "ad", "resuelt", "hech"} {
		for _, fin := range []string{"as", "os", "a"} {
			if base, ok := strings.CutSuffix(w, raiz+fin); ok && (len(raiz) > 2 || base != "") {
				return base + raiz + "o"
			}
		}
	}
	switch w {
	case "pendientes", "permanentes", "vigentes", "improcedentes", "efectos", "procedentes", "continuas", "continuos", "abiertas", "abiertos":
		w = w[:len(w)-1]
	}
	switch w {
	case "continua", "abierta":
		return w[:len(w)-1] + "o"
	case "efecto":
		return "efecto"
	}
	return w
}

// sinConectores drops the words that only tie a state to its date.
func sinConectores(p []string) []string {
	for i, w := range p {
		switch w {
		case "el", "con", "en", "de", "desde", "fecha", "al", "dia", "y", "a", "partir", "del",
			"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo":
		default:
			return p[i:]
		}
	}
	return nil
}

// llevaFecha tells the states in which a date beside them is that of closing.
func llevaFecha(e compromiso.Estatus) bool {
	return e == compromiso.Cumplido || e == compromiso.Parcial || e == compromiso.SinEfecto
}

// celdaEstatus is a status cell read apart: the state, the dates, the rest.
type celdaEstatus struct {
	palabraEstatus
	fechas  []fechaHallada
	sinAnio diaYMes // a date that does not say its year
	resto   string
	ok      bool
}

// supuesto is the state of a cell whose words are none of those known, but begin as those of
// what is under way do: «En licitación».
func (c celdaEstatus) supuesto(escrito string) celdaEstatus {
	p := strings.Fields(compromiso.Plegar(sinFechas(escrito, buscarFechas(escrito))))
	if !c.ok && len(p) > 1 && len(p) <= 4 && p[0] == "en" {
		c.palabraEstatus, c.ok = palabraEstatus{estatus: compromiso.EnProceso, derivada: true}, true
	}
	return c
}

// reAnudo are the words at the end of a state that tied it to the date taken out of it.
var reAnudo = regexp.MustCompile(`(?i)[\s,;(]+(?:el|con fecha|de fecha|desde el|a partir del|en fecha|al|del?)(?:\s+d[ií]a)?[\s,;.)]*$`)

func sinAnudar(s string) string { return reAnudo.ReplaceAllString(s, "") }

func leerCeldaEstatus(c celda) celdaEstatus {
	var r celdaEstatus
	t := c.corta()
	if t == "" || len(t) > 400 {
		return r
	}
	r.fechas = buscarFechas(t)
	t = sinFechas(t, r.fechas)
	if r.palabraEstatus, r.resto, r.ok = leerEstatus(strings.TrimRight(sinAnudar(t), " ")); r.resto == "" || len(r.fechas) > 0 {
		return r
	}
	if d, sin, hay := fechaSinAnio(t); hay {
		if e, resto, ok := leerEstatus(sin); ok && resto == "" {
			r.palabraEstatus, r.resto, r.sinAnio = e, "", d
		}
	}
	return r
}
