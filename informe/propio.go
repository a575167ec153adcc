package informe

import (
	"regexp"
	"strings"
)

// What our documents say about themselves, besides the data. The readers know it again by
// these words and pass over it without a warning: it is derived, and not to be imported.
const (
	// TituloCambios begins the heading of the section that says what changed since the
	// last issued informe. All that stands below it, up to the next heading, is ours.
	TituloCambios = "Cambios desde el informe emitido núm. "
	// PrefijoEmision begins the line that says how an informe was issued.
	PrefijoEmision = "Informe emitido núm. "
	// SinCompromisos stands where an informe has no rows.
	SinCompromisos = "No hay compromisos que informar."
)

// rePiePropio is the foot of our pages: «CVMRE · Segunda Sesión Extraordinaria de 2023».
var rePiePropio = regexp.MustCompile(`^[\pL\d-]+ · (?:.*Sesión .*|Informe)$`)

// EsPropio tells whether a line is one that our documents say about themselves: it holds
// no data to import.
func EsPropio(linea string) bool {
	return strings.HasPrefix(linea, PrefijoEmision) || linea == SinCompromisos || strings.HasPrefix(linea, TituloCambios) ||
		len(linea) < 200 && rePiePropio.MatchString(linea)
}

// propio tells whether a row of the grid is ours to pass over, and follows the section of
// changes to its end: the next heading, or the next table of compromisos.
func (t *interprete) propio(r renglon) bool {
	// A line of ours stands alone, in the first column where there are columns.
	sola := len(r.celdas) > 0 && !r.celdas[0].vacia() && r.llenas() == 1
	if t.enPropio && (r.titulo || esTituloGlosario(r) || encabezados(r) != nil) {
		t.enPropio = false
	}
	if !sola {
		return t.enPropio
	}
	texto := r.celdas[0].corta()
	if strings.HasPrefix(texto, TituloCambios) {
		t.tabla, t.enGlosario, t.enPropio = nil, false, true
	}
	return t.enPropio || EsPropio(texto)
}
