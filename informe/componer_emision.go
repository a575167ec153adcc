package informe

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// cambiosDe is the section that says what changed since the last issued informe.
func cambiosDe(r compromiso.Reporte) []documento.Bloque {
	if r.Anterior == nil {
		return nil
	}
	bloques := []documento.Bloque{documento.Encabezado{Nivel: 2, Texto: tituloCambios(r.Anterior)}}
	var nuevos, idos []compromiso.Numero
	var items []documento.Item
	for _, c := range r.Cambios {
		switch que := enUnaLinea(strings.Join(c.Que, " ")); que {
		case "":
		case compromiso.EsNuevo:
			nuevos = append(nuevos, c.Numero)
		case compromiso.YaNoAparece:
			idos = append(idos, c.Numero)
		default:
			items = append(items, documento.Item{Trozos: []documento.Trozo{{Texto: c.Numero.String(), Negrita: true}, {Texto: ". " + que}}})
		}
	}
	items = slices.Insert(items, 0, itemDeNumeros("Es nuevo el ", "Son nuevos: ", nuevos)...)
	items = append(items, itemDeNumeros("Ya no aparece el ", "Ya no aparecen: ", idos)...)
	if len(items) == 0 {
		return append(bloques, documento.Parrafo{Trozos: documento.Texto("No hay cambios.")})
	}
	return append(bloques, documento.Lista{Items: items})
}

// itemDeNumeros says the same of many compromisos at once.
func itemDeNumeros(de1, de string, l []compromiso.Numero) []documento.Item {
	if len(l) == 0 {
		return nil
	}
	if len(l) > 1 {
		de1 = de
	}
	return []documento.Item{{Trozos: documento.Texto(de1 + enumeracion(rangos(l)) + ".")}}
}

// rangos are the numbers, in order, with three or more that follow one another said as
// «del 03/2023 al 07/2023».
func rangos(l []compromiso.Numero) []string {
	var r []string
	for i := 0; i < len(l); {
		n := 1
		for i+n < len(l) && l[i+n].Anio == l[i].Anio && l[i+n].Cons == l[i].Cons+n {
			n++
		}
		if n > 2 {
			r = append(r, "del "+l[i].String()+" al "+l[i+n-1].String())
		} else {
			for _, m := range l[i : i+n] {
				r = append(r, m.String())
			}
		}
		i += n
	}
	return r
}

// tituloCambios names the informe that the changes are counted from.
func tituloCambios(e *compromiso.Emision) string {
	s := fmt.Sprintf("%s%d", TituloCambios, e.Numero)
	if e.Sesion != "" {
		s += " de la " + enUnaLinea(e.Sesion)
	}
	if !e.Corte.IsZero() {
		s += ", con corte al " + e.Corte.Puntos()
	}
	return s
}

// emisionDe is the small print of an issued informe: what makes it possible to check that
// it is the one that was kept.
func emisionDe(r compromiso.Reporte) []documento.Bloque {
	if r.Emision == nil {
		return nil
	}
	return []documento.Bloque{documento.Parrafo{Trozos: documento.Texto(textoEmision(r.Emision)), Clase: documento.Nota}}
}

func textoEmision(e *compromiso.Emision) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%d", PrefijoEmision, e.Numero)
	if e.Sesion != "" {
		fmt.Fprintf(&b, " de la %s", enUnaLinea(e.Sesion))
	}
	if !e.En.IsZero() {
		fmt.Fprintf(&b, ", el %s", momento(e.En))
	}
	if !e.Corte.IsZero() {
		fmt.Fprintf(&b, ", con corte al %s", e.Corte.Puntos())
	}
	b.WriteString(".")
	if e.Huella != "" {
		fmt.Fprintf(&b, " Huella de los datos (SHA-256): %s.", e.Huella)
	}
	if e.Cabeza != "" {
		// As people copy it: what finds heads in a text finds this one.
		fmt.Fprintf(&b, " Cabeza de la bitácora: %s.", cabezaDe(e))
	}
	return b.String()
}

// momento is «17.11.2023 a las 09:05 horas (UTC−6)»: read the same in every zone.
func momento(t time.Time) string {
	_, s := t.Zone()
	zona, signo := "UTC", "+"
	if s < 0 {
		signo, s = "−", -s
	}
	if s > 0 {
		zona += fmt.Sprintf("%s%d", signo, s/3600)
		if m := s / 60 % 60; m > 0 {
			zona += fmt.Sprintf(":%02d", m)
		}
	}
	return fmt.Sprintf("%s a las %s horas (%s)", compromiso.FechaDe(t).Puntos(), t.Format("15:04"), zona)
}

func cabezaDe(e *compromiso.Emision) string {
	if e.Asiento == 0 {
		return e.Cabeza
	}
	return compromiso.CabezaBitacora{Seq: e.Asiento, Hash: e.Cabeza}.String()
}
