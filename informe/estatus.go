package informe

import (
	"strings"

	"compromisos/compromiso"
)

// palabrasEstatus are the words for each state, folded; the gender and number of
// the ending do not matter (see singular).
var palabrasEstatus = map[string]compromiso.Estatus{
	"pendiente": compromiso.Pendiente, "por atender": compromiso.Pendiente,
	"en proceso": compromiso.EnProceso, "en_proceso": compromiso.EnProceso, "en tramite": compromiso.EnProceso,
	"en seguimiento": compromiso.EnProceso, "en proceso de atencion": compromiso.EnProceso, "en atencion": compromiso.EnProceso,
	"por validar": compromiso.PorValidar, "por_validar": compromiso.PorValidar,
	"parcial": compromiso.Parcial, "parcialmente cumplido": compromiso.Parcial, "parcialmente atendido": compromiso.Parcial,
	"cumplido parcialmente": compromiso.Parcial, "atendido parcialmente": compromiso.Parcial,
	"cumplimiento parcial": compromiso.Parcial, "parcialmente concluido": compromiso.Parcial,
	"cumplido": compromiso.Cumplido, "atendido": compromiso.Cumplido, "concluido": compromiso.Cumplido,
	"sin efecto": compromiso.SinEfecto, "sin_efecto": compromiso.SinEfecto, "sin efectos": compromiso.SinEfecto,
}

const estatusAceptados = "pendiente, en proceso, por validar, parcialmente cumplido, cumplido, sin efecto"

// leerEstatus reads the words of a status cell, without its date. resto is what
// came after the state, for a warning.
func leerEstatus(s string) (e compromiso.Estatus, resto string, ok bool) {
	if len(s) > 400 {
		return "", "", false
	}
	p := strings.FieldsFunc(compromiso.Plegar(s), func(r rune) bool { return strings.ContainsRune(" .,;:()[]*-–—", r) })
	// The longest beginning that is a state.
	for n := min(len(p), 4); n > 0; n-- {
		clave := make([]string, n)
		for i, w := range p[:n] {
			clave[i] = singular(w)
		}
		if e, ok := palabrasEstatus[strings.Join(clave, " ")]; ok {
			return e, strings.Join(sinConectores(p[n:]), " "), true
		}
	}
	return "", "", false
}

// singular brings «cumplidas» and «cumplida» to «cumplido».
func singular(w string) string {
	for _, fin := range []string{"idas", "idos", "ida"} {
		if base, ok := strings.CutSuffix(w, fin); ok {
			return base + "ido"
		}
	}
	if base, ok := strings.CutSuffix(w, "pendientes"); ok {
		return base + "pendiente"
	}
	return w
}

// sinConectores drops the words that only tie a state to its date.
func sinConectores(p []string) []string {
	for i, w := range p {
		switch w {
		case "el", "con", "en", "de", "desde", "fecha", "al", "dia", "y":
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
	estatus compromiso.Estatus
	fechas  []fechaHallada
	resto   string
	ok      bool
}

func leerCeldaEstatus(c celda) celdaEstatus {
	var r celdaEstatus
	t := c.corta()
	if t == "" || len(t) > 400 {
		return r
	}
	r.fechas = buscarFechas(t)
	r.estatus, r.resto, r.ok = leerEstatus(sinFechas(t, r.fechas))
	return r
}
