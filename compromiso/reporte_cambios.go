package compromiso

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is said of a compromiso that only one of two informes has.
const (
	EsNuevo     = "Es nuevo."
	YaNoAparece = "Ya no aparece en el informe."
)

// CambiosDesde says what became different from one informe to the next, compromiso by
// compromiso, by number: what an informe prints and what follows from it, so that what
// only waits for validation has not changed.
func CambiosDesde(anterior, actual Informe) []CambioReporte {
	antes := make(map[Numero]*FilaInforme, len(anterior.Compromisos))
	for i := range anterior.Compromisos {
		antes[anterior.Compromisos[i].Numero] = &anterior.Compromisos[i]
	}
	var out []CambioReporte
	estan := make(map[Numero]bool, len(actual.Compromisos))
	for i := range actual.Compromisos {
		f := &actual.Compromisos[i]
		estan[f.Numero] = true
		que := []string{EsNuevo}
		if a := antes[f.Numero]; a != nil {
			que = a.cambiosA(f)
		}
		if len(que) > 0 {
			out = append(out, CambioReporte{Numero: f.Numero, Que: que})
		}
	}
	for n := range antes {
		if !estan[n] {
			out = append(out, CambioReporte{Numero: n, Que: []string{YaNoAparece}})
		}
	}
	slices.SortStableFunc(out, func(x, y CambioReporte) int { return x.Numero.Compare(y.Numero) })
	return out
}

// cambiosA are the sentences that lead from the row to the other.
func (f *FilaInforme) cambiosA(g *FilaInforme) []string {
	var que []string
	decir := func(formato string, args ...any) { que = append(que, fmt.Sprintf(formato, args...)) }
	if s := cambioDeEstatus(f.Estatus, g.Estatus, f.FechaCumplimiento, g.FechaCumplimiento); s != "" {
		que = append(que, s)
	}
	for _, i := range g.Incisos {
		if a := f.inciso(i.Letra); a != nil {
			if s := cambioDeEstatus(a.Estatus, i.Estatus, a.FechaCumplimiento, i.FechaCumplimiento); s != "" {
				r, n := utf8.DecodeRuneInString(s)
				decir("Inciso %s: %c%s", i.Letra, unicode.ToLower(r), s[n:])
			}
		}
	}
	if f.Texto != g.Texto {
		decir("Cambió el texto.")
	}
	if f.Tipo != g.Tipo && g.Tipo != "" {
		decir("Ahora es de tipo %s.", g.Tipo)
	}
	que = append(que, f.cambiosDeContexto(g)...)
	switch {
	case f.FechaLimite == g.FechaLimite:
	case g.FechaLimite.IsZero():
		decir("Ya no tiene fecha límite.")
	default:
		decir("Nueva fecha límite: %s.", g.FechaLimite.Puntos())
	}
	// Seguimientos are printed only while there is no prose.
	switch nuevos := len(g.Seguimientos) - len(f.Seguimientos); {
	case f.Atencion != g.Atencion && g.Atencion == "":
		decir("Se retiró la atención.")
	case f.Atencion != g.Atencion && f.Atencion == "":
		decir("Se redactó la atención.")
	case f.Atencion != g.Atencion:
		decir("Cambió la atención.")
	case g.Atencion != "":
	case nuevos == 1:
		decir("Se agregó un seguimiento.")
	case nuevos > 1:
		decir("Se agregaron %d seguimientos.", nuevos)
	}
	return que
}

// cambiosDeContexto are the sentences about the session, the eje, who asked and who attends.
func (f *FilaInforme) cambiosDeContexto(g *FilaInforme) []string {
	var que []string
	decir := func(formato string, args ...any) { que = append(que, fmt.Sprintf(formato, args...)) }
	switch {
	case f.Sesion == g.Sesion && f.FechaSesion == g.FechaSesion:
	case g.Sesion == "" && g.FechaSesion.IsZero():
		decir("Ya no tiene sesión.")
	default:
		decir("Ahora es de la sesión %s.", strings.TrimSpace(g.Sesion+" "+g.FechaSesion.Puntos()))
	}
	switch {
	case f.Eje == g.Eje:
	case g.Eje == "":
		decir("Ya no tiene eje temático.")
	default:
		decir("Nuevo eje temático: «%s».", g.Eje)
	}
	switch {
	case mismos(f.Solicitantes, g.Solicitantes):
	case len(g.Solicitantes) == 0:
		decir("Ya no dice quién lo solicitó.")
	default:
		decir("Solicitado ahora por: %s.", strings.Join(g.Solicitantes, "; "))
	}
	switch {
	case mismos(f.Areas, g.Areas):
	case len(g.Areas) == 0:
		decir("Ya no tiene área que lo atienda.")
	case len(g.Areas) == 1:
		decir("Ahora lo atiende: %s.", g.Areas[0])
	default:
		decir("Ahora lo atienden: %s.", strings.Join(g.Areas, ", "))
	}
	if f.Permanente != g.Permanente {
		if g.Permanente {
			decir("Ahora es permanente.")
		} else {
			decir("Ya no es permanente.")
		}
	}
	return que
}

// cambioDeEstatus is the sentence about the state and its day, "" when both are the same
// as they are printed.
func cambioDeEstatus(de, a Estatus, fechaDe, fechaA Fecha) string {
	el := ""
	if !fechaA.IsZero() {
		el = " el " + fechaA.Puntos()
	}
	switch {
	case de.Impreso() != a.Impreso():
		return fmt.Sprintf("Pasó de «%s» a «%s»%s.", de.Impreso(), a.Impreso(), el)
	case fechaDe == fechaA:
		return ""
	case fechaA.IsZero():
		return fmt.Sprintf("Ya no lleva fecha de cumplimiento (antes, %s).", fechaDe.Puntos())
	case fechaDe.IsZero():
		return fmt.Sprintf("Fecha de cumplimiento: %s.", fechaA.Puntos())
	}
	return fmt.Sprintf("La fecha de cumplimiento pasó del %s al %s.", fechaDe.Puntos(), fechaA.Puntos())
}

func (f *FilaInforme) inciso(letra string) *IncisoInforme {
	for i := range f.Incisos {
		if f.Incisos[i].Letra == letra {
			return &f.Incisos[i]
		}
	}
	return nil
}

// mismos tells whether two lists name the same, in any order.
func mismos(x, y []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y)))
}
