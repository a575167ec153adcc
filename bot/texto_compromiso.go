package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"
)

// rotulo is how a compromiso, or an inciso of it, is called: «CVD 03/2024, inciso a».
func rotulo(n *compromiso.Compromiso, inciso string) string {
	s := unaLinea(compromiso.Referencia{Comision: n.Comision, Numero: n.Numero}.String())
	if inciso != "" {
		s += ", inciso " + inciso
	}
	return s
}

// asuntoDe is the asunto with that letter; the whole, when there is none.
func asuntoDe(n *compromiso.Compromiso, inciso string) compromiso.Asunto {
	if inciso != "" {
		for _, a := range n.Asuntos() {
			if a.Inciso == inciso {
				return a
			}
		}
	}
	return compromiso.Asunto{
		Compromiso: n, Texto: n.Texto, Estatus: n.Estatus, Areas: n.TodasLasAreas(), FechaLimite: limiteDe(n),
	}
}

// limiteDe is the date that matters first: the nearest of what is still owed.
func limiteDe(n *compromiso.Compromiso) compromiso.Fecha {
	var f compromiso.Fecha
	for _, a := range n.Asuntos() {
		debe := a.Estatus.Abierto() && a.Estatus != compromiso.PorValidar
		if debe && !a.FechaLimite.IsZero() && (f.IsZero() || a.FechaLimite.Antes(f)) {
			f = a.FechaLimite
		}
	}
	if f.IsZero() {
		return n.FechaLimite
	}
	return f
}

// fraseAreas names areas, few of them: the rest is in the card.
func fraseAreas(areas []string) string {
	const caben = 8
	switch n := len(areas); {
	case n == 0:
		return "sin área asignada"
	case n > caben:
		return fmt.Sprintf("%s y %d más", renglon(strings.Join(areas[:caben], ", "), 300), n-caben)
	}
	return renglon(compromiso.Enumerar(areas), 300)
}

// palabraAreas is «Área» or «Áreas».
func palabraAreas(areas []string) string {
	if len(areas) > 1 {
		return "Áreas"
	}
	return "Área"
}

// palabraPidio is «Lo pidió» or «Lo pidieron».
func palabraPidio(solicitantes []string) string {
	if len(solicitantes) > 1 {
		return "Lo pidieron"
	}
	return "Lo pidió"
}

// frasePlazo says in a few words how a compromiso stands on a day.
func frasePlazo(n *compromiso.Compromiso, c *compromiso.Comision, hoy compromiso.Fecha) string {
	a := asuntoDe(n, "")
	switch {
	case n.Estatus == compromiso.Cumplido && !n.FechaCumplimiento.IsZero():
		return "cumplido el " + diaCorto(n.FechaCumplimiento)
	case !n.Estatus.Abierto():
		return strings.ToLower(n.Estatus.Texto())
	case n.Estatus == compromiso.PorValidar && !n.FechaPropuesta.IsZero():
		return "por validar desde el " + diaCorto(n.FechaPropuesta)
	case n.Estatus == compromiso.PorValidar:
		return "por validar"
	}
	return fraseLimite(a.FechaLimite, c, hoy)
}

// fraseLimite is compromiso.FraseVence, for where the commission or the day may not be
// known.
func fraseLimite(f compromiso.Fecha, c *compromiso.Comision, hoy compromiso.Fecha) string {
	if c != nil && !hoy.IsZero() {
		return compromiso.FraseVence(c, f, hoy)
	}
	if f.IsZero() {
		return "sin fecha límite"
	}
	return "vence el " + diaCorto(f)
}

// dato is a line with a name: «Sesión: …»; nothing where there is nothing to say.
func dato(nombre string, valor ...trozo) linea {
	if len(valor) == 0 || (len(valor) == 1 && valor[0].texto == "" && valor[0].persona == "") {
		return nil
	}
	return append(linea{negrita(nombre + ": ")}, valor...)
}

// fraseSesion is the session with its day: «01SO-CVD, 18.09.2023».
func fraseSesion(s *compromiso.Sesion) string {
	if s == nil {
		return ""
	}
	return strings.Trim(unaLinea(s.Codigo.String())+", "+s.Fecha.Puntos(), ", ")
}

// frasePersonas names requesters, few of them, as the documents write them.
func frasePersonas(l []string, corte int) string {
	const caben = 6
	s := renglon(strings.Join(l[:min(len(l), caben)], "; "), min(corte, 600))
	if len(l) > caben {
		s += fmt.Sprintf("; y %d más", len(l)-caben)
	}
	return s
}

// incisosDe are the incisos as lines; of those areas alone, when some are given.
func incisosDe(n *compromiso.Compromiso, areas []string, corte int) []linea {
	const caben = 26
	var out []linea
	todos := n.Asuntos()
	if len(n.Incisos) == 0 {
		return nil
	}
	for _, a := range todos {
		if len(areas) > 0 && !slices.ContainsFunc(a.Areas, func(s string) bool { return slices.Contains(areas, s) }) {
			continue
		}
		if len(out) == caben {
			return append(out, linea{llano("y más: ábralo con «Ver»")})
		}
		partes := []string{a.Estatus.Texto()}
		if a.Estatus.Abierto() && !a.FechaLimite.IsZero() {
			partes = append(partes, "fecha límite "+a.FechaLimite.Puntos())
		}
		if len(a.Areas) > 0 && !slices.Equal(a.Areas, n.Areas) {
			partes = append(partes, fraseAreas(a.Areas))
		}
		out = append(out, linea{
			negrita(a.Inciso + ") "), llano(renglon(a.Texto, corte) + " (" + strings.Join(partes, "; ") + ")"),
		})
	}
	return out
}

// plural is a number with its noun.
func plural(n int, uno, varios string) string {
	if n == 1 {
		return "1 " + uno
	}
	return fmt.Sprintf("%d %s", n, varios)
}

// saludo is the greeting of the hour.
func saludo(hora int) string {
	switch {
	case hora < 12:
		return "Buenos días."
	case hora < 19:
		return "Buenas tardes."
	}
	return "Buenas noches."
}

// siglasDe are the siglas of the commission, of what names it first.
func siglasDe(c *compromiso.Comision, otras ...string) string {
	if c != nil {
		return unaLinea(c.Siglas)
	}
	return unaLinea(cmp.Or(otras...))
}

// diaCorto is «viernes 17.11.2023»; nothing where there is no date.
func diaCorto(f compromiso.Fecha) string {
	if f.IsZero() {
		return ""
	}
	return compromiso.DiaCorto(f)
}
