package informe

import (
	"strings"

	"compromisos/compromiso"
)

// columna is what a column of an informe is about.
type columna int

const (
	colOtra columna = iota
	colSesion
	colFechaSesion
	colNumero
	colTipo
	colEstatus
	colCumplimiento
	colEje
	colTexto
	colSolicitante
	colArea
	colLimite
	colAtencion
	nColumnas
)

// campos are the keys of the JSON, for the warnings.
var campos = [nColumnas]string{
	"", "sesion", "fecha_sesion", "numero", "tipo", "estatus", "fecha_cumplimiento", "eje", "texto",
	"solicitantes", "areas", "fecha_limite", "atencion",
}

// encabezados gives the columns of a heading row, nil when the row is not one: it
// names at least the number, the text and a third column, and holds no number.
func encabezados(r renglon) []columna {
	if r.suelto || len(r.celdas) < 3 {
		return nil
	}
	cols := make([]columna, len(r.celdas))
	var vistas [nColumnas]bool
	n := 0
	for i, c := range r.celdas {
		if c.vacia() {
			continue
		}
		if c.runas() > 80 {
			return nil
		}
		t := c.enLinea()
		if _, ok := leerNumero(t); ok {
			return nil
		}
		cols[i] = columnaDe(t)
		if cols[i] != colOtra && !vistas[cols[i]] {
			vistas[cols[i]] = true
			n++
		}
	}
	if n < 3 || !vistas[colNumero] || !vistas[colTexto] {
		return nil
	}
	return cols
}

// columnaDe recognises a column by its heading, whatever accents or case.
func columnaDe(titulo string) columna {
	p := palabrasDe(titulo)
	if len(p) == 0 || p[0] == "informe" || hay(p, "original", "propuestas") {
		return colOtra
	}
	fecha := p[0] == "fecha" || p[0] == "dia"
	switch {
	case hay(p, "limite", "vencimiento", "vence", "plazo", "termino", "compromete"):
		return colLimite
	case fecha && hay(p, "cumplimiento", "atencion", "conclusion", "cumplido"):
		return colCumplimiento
	case hay(p, "estatus", "status", "estado", "situacion"):
		return colEstatus
	case esNumeral(p):
		return colNumero
	case fecha && (len(p) == 1 || hay(p, "sesion", "adopcion")):
		if hay(p, "sesion") && p[1] != "de" {
			return colSesion
		}
		return colFechaSesion
	case hay(p, "sesion", "sesiones"):
		return colSesion
	case hay(p, "solicitante", "solicitantes", "solicitado", "solicitada", "solicita", "peticionario", "proponente"):
		return colSolicitante
	case hay(p, "area", "areas", "responsable", "responsables", "unidad"):
		return colArea
	case p[0] == "tipo":
		return colTipo
	case hay(p, "eje", "ejes", "tema", "temas", "tematico", "rubro"):
		return colEje
	case hay(p, "atencion", "seguimiento", "avance", "avances"):
		return colAtencion
	case hay(p, "compromiso", "compromisos", "solicitud", "solicitudes", "acuerdo", "acuerdos"):
		return colTexto
	}
	return colOtra
}

// esNumeral tells the headings of the number: «Núm.», «No. de compromiso», «#».
func esNumeral(p []string) bool {
	switch p[0] {
	case "numero", "num", "no", "nro", "n", "nº", "n°", "#", "consecutivo", "folio":
		return true
	}
	return len(p) > 1 && hay(p[1:], "numero", "num", "nro")
}

// palabrasDe gives the folded words of a heading.
func palabrasDe(s string) []string {
	return strings.FieldsFunc(compromiso.Plegar(s), func(r rune) bool {
		return strings.ContainsRune(" .,;:/()-–—|", r)
	})
}

func hay(palabras []string, buscadas ...string) bool {
	for _, p := range palabras {
		for _, b := range buscadas {
			if p == b {
				return true
			}
		}
	}
	return false
}
