package compromiso

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// motivo is the reason of a reminder, as a sentence says it.
func motivo(r Recordatorio, a Asunto, c *Comision, e escalon) string {
	frase := FraseVence(c, a.FechaLimite, r.Fecha)
	switch r.Regla {
	case ReglaEscala:
		return frase + tambienA + aQuienEscala(r.Papel)
	case ReglaSesion:
		if e.sesion != nil {
			return fmt.Sprintf("%s; sigue abierto y la sesión %s es el %s", frase, e.sesion.Codigo, DiaCorto(e.sesion.Fecha))
		}
		return frase + "; sigue abierto y se acerca la sesión"
	}
	return frase
}

const tambienA = "; se avisa también a "

// MotivoPropio is the reason as the person who is reminded reads it: that they are told too,
// they see.
func (r Recordatorio) MotivoPropio() string {
	s, _, _ := strings.Cut(r.Motivo, tambienA)
	return s
}

func aQuienEscala(p Papel) string {
	switch p {
	case PapelTitular:
		return "la persona titular del área"
	case PapelSecretaria:
		return "la Secretaría Técnica"
	}
	return "la suplencia del área"
}

// DiaCorto is the day as a reminder says it: «viernes 17.11.2023».
func DiaCorto(f Fecha) string { return f.DiaSemana() + " " + f.Puntos() }

// FraseVence says how a due date stands on a day: «vence el viernes 17.11.2023 (faltan
// 3 días hábiles)», «vence hoy», «venció el … (hace 2 días hábiles)», «sin fecha límite».
func FraseVence(c *Comision, limite, hoy Fecha) string {
	switch {
	case limite.IsZero():
		return "sin fecha límite"
	case limite == hoy:
		return "vence hoy, " + DiaCorto(limite)
	case limite.Antes(hoy):
		return fmt.Sprintf("venció el %s (%s)", DiaCorto(limite), contar(c.Calendario.Vencidos(limite, hoy), "hace", "hace"))
	case limite == hoy.AddDias(1):
		return "vence mañana, " + DiaCorto(limite)
	}
	return fmt.Sprintf("vence el %s (%s)", DiaCorto(limite), contar(c.Calendario.Faltan(hoy, limite), "falta", "faltan"))
}

// contar is a number of business days with its verb.
func contar(n int, uno, varios string) string {
	switch n {
	case 0:
		return "sin días hábiles de por medio"
	case 1:
		return uno + " 1 día hábil"
	}
	return fmt.Sprintf("%s %d días hábiles", varios, n)
}

// OrdenarUrgencia puts the most urgent first: the most overdue, then the nearest, then
// by number.
func OrdenarUrgencia(rs []Recordatorio) {
	slices.SortStableFunc(rs, func(x, y Recordatorio) int {
		return cmp.Or(
			cmp.Compare(y.Dias, x.Dias),
			cmp.Compare(x.Comision, y.Comision),
			x.Compromiso.Numero.Compare(y.Compromiso.Numero),
			cmp.Compare(x.Inciso, y.Inciso),
			cmp.Compare(x.Persona, y.Persona),
		)
	})
}
