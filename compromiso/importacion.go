package compromiso

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ResultadoImportacion is what an import did, or would do: what an operator wants to read.
type ResultadoImportacion struct {
	Nuevos, Cambiados, Iguales int
	// Choques are the fields that somebody changed since the last import, and that the
	// informe would write otherwise: they stay as they are.
	Choques      []Choque
	Advertencias []Advertencia
	// Detalle has each compromiso that is new or changed, in the order of the informe.
	Detalle []DetalleImportacion
}

// Choque is a field in which the informe and the store disagree.
type Choque struct {
	Numero   Numero
	Campo    string
	Guardado string // what stays
	Informe  string // what the informe says
}

// DetalleImportacion is what an import does to one compromiso.
type DetalleImportacion struct {
	Numero  Numero
	Nuevo   bool
	Cambios []Cambio // of what was there already
}

// AreasMencionadas are the siglas of known areas that a text names as words of their
// own, in the order in which it does.
func (d *Directorio) AreasMencionadas(texto string) []string {
	type mencion struct {
		siglas string
		en     int
	}
	var ms []mencion
	for _, a := range d.Areas {
		if i := buscarPalabra(texto, a.Siglas); i >= 0 {
			ms = append(ms, mencion{a.Siglas, i})
		}
	}
	slices.SortFunc(ms, func(x, y mencion) int { return x.en - y.en })
	out := make([]string, 0, len(ms))
	for _, m := range ms {
		out = append(out, m.siglas)
	}
	return out
}

// buscarPalabra is where the word first stands in the text by itself, or -1. Within an
// oficio's number (INE/DERFE/0214/2024) it does not.
func buscarPalabra(texto, palabra string) int {
	if palabra == "" {
		return -1
	}
	parte := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '/' || r == '_' || r == '-'
	}
	for desde := 0; ; {
		i := strings.Index(texto[desde:], palabra)
		if i < 0 {
			return -1
		}
		i += desde
		antes, _ := utf8.DecodeLastRuneInString(texto[:i])
		despues, _ := utf8.DecodeRuneInString(texto[i+len(palabra):])
		if !parte(antes) && !parte(despues) {
			return i
		}
		desde = i + len(palabra)
	}
}
