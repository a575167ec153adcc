package informe

import (
	"regexp"
	"slices"
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
	colPermanente
	// A column that only counts the rows.
	colConsecutivo
	nColumnas
)

// campos are the keys of the JSON, for the warnings.
var campos = [nColumnas]string{
	"", "sesion", "fecha_sesion", "numero", "tipo", "estatus", "fecha_cumplimiento", "eje", "texto",
	"solicitantes", "areas", "fecha_limite", "atencion",
	"permanente", "",
}

const maxTitulo = 120 // characters of a heading

// columnasDe names the columns of a row of headings; nil when a cell cannot be one.
func columnasDe(r renglon) []columna {
	if r.suelto || len(r.celdas) < 3 {
		return nil
	}
	cols := make([]columna, len(r.celdas))
	otras := 0
	for i, c := range r.celdas {
		if c.vacia() {
			continue
		}
		if c.runas() > maxTitulo {
			return nil
		}
		t := c.enLinea()
		if _, ok := leerNumero(t); ok || sinValor(t) || len(t) > 6 && soloFecha(t) || pareceSesion(t) {
			return nil
		}
		switch cols[i] = columnaDe(t); cols[i] {
		case colOtra:
			otras++
		case colSesion:
			if _, _, dia := fechaSinAnio(t); dia || len(buscarFechas(t)) > 0 {
				return nil // a session, and not the heading over them
			}
		}
	}
	// What names few columns among much else is a row like any other.
	if otras > len(cols)/2 {
		return nil
	}
	return cols
}

// encabezados gives the columns of a heading row, nil when the row is not one: it
// names at least the number, the text and a third column, and holds no number.
func encabezados(r renglon) []columna {
	cols := conNumeroDicho(columnasDe(r), r)
	if !sonEncabezados(cols) {
		return nil
	}
	return distinguir(cols, r)
}

func sonEncabezados(cols []columna) bool {
	var vistas [nColumnas]bool
	n := 0
	for _, c := range cols {
		if c != colOtra && c != colConsecutivo && !vistas[c] {
			vistas[c] = true
			n++
		}
	}
	return n >= 3 && vistas[colNumero] && vistas[colTexto]
}

// distinguir settles what depends on the other headings: a date beside the state is that
// of fulfilment; remarks are the follow-up where nothing else is; of two numbers, the one
// that names nothing only counts the rows.
func distinguir(cols []columna, r renglon) []columna {
	cols = slices.Clone(cols)
	for i, c := range cols {
		p := palabrasDe(r.celdas[i].enLinea())
		switch {
		case c == colFechaSesion && len(p) == 1 && i > 0 && cols[i-1] == colEstatus && !slices.Contains(cols, colCumplimiento):
			cols[i] = colCumplimiento
		case c == colSesion && p[0] == "fecha" && cuantas(cols, colSesion) > 1 && !slices.Contains(cols, colFechaSesion):
			cols[i] = colFechaSesion
		case c == colOtra && !slices.Contains(cols, colAtencion) && hay(p, "observaciones", "comentarios", "respuesta", "resultado", "resultados"):
			cols[i] = colAtencion
		case c == colOtra && esPorciento(p) && !slices.Contains(cols, colEstatus):
			cols[i] = colEstatus
		case c == colNumero && len(p) == 1 && cuantas(cols, colNumero) > 1:
			cols[i] = colConsecutivo
		}
	}
	return cols
}

// conNumeroDicho makes the number of a column that merely names the compromiso, where no
// other one is, and another one has the text: «Acuerdo» and «Contenido del acuerdo».
func conNumeroDicho(cols []columna, r renglon) []columna {
	if cuantas(cols, colNumero) > 0 || cuantas(cols, colTexto) < 2 {
		return cols
	}
	numero := -1
	for i, c := range cols {
		if c != colTexto || !esSoloCompromiso(r.celdas[i].enLinea()) {
			continue
		}
		if numero >= 0 {
			return cols
		}
		numero = i
	}
	if numero >= 0 {
		cols = slices.Clone(cols)
		cols[numero] = colNumero
	}
	return cols
}

// esPorciento tells the headings of a column that says how far each one is.
func esPorciento(p []string) bool {
	return hay(p, "%", "porcentaje", "porciento", "grado", "nivel") && hay(p, "avance", "cumplimiento", "atencion", "avances") || len(p) == 1 && p[0] == "%"
}

// esSiONo tells the headings under which a state is told by yes or no: «¿Cumplido?».
func esSiONo(p []string) bool {
	return len(p) <= 3 && hay(p[len(p)-1:], "cumplido", "cumplida", "cumplio", "atendido", "atendida", "atendio", "concluido", "concluida") &&
		(len(p) == 1 || hay(p[:len(p)-1], "se", "esta", "ya", "fue"))
}

func esSoloCompromiso(titulo string) bool {
	p := palabrasDe(titulo)
	return len(p) == 1 && hay(p, "compromiso", "acuerdo", "solicitud")
}

func cuantas(cols []columna, c columna) int {
	n := 0
	for _, d := range cols {
		if d == c {
			n++
		}
	}
	return n
}

// reGuionTitulo is a heading that was too wide for its column: «NÚ- MERO».
var reGuionTitulo = regexp.MustCompile(`(\pL)[-\x{ad}]\s+(\pL)`)

// columnaDe recognises a column by its heading, whatever accents or case.
func columnaDe(titulo string) columna {
	p := palabrasDe(titulo)
	c := columnaDePalabras(p)
	if c == colOtra && reGuionTitulo.MatchString(titulo) {
		c = columnaDePalabras(palabrasDe(reGuionTitulo.ReplaceAllString(titulo, "$1$2")))
	}
	return c
}

func columnaDePalabras(p []string) columna {
	if len(p) == 0 || p[0] == "informe" || hay(p, "original", "propuestas", "anterior", "previo", "oficio", "anexo", "anexos") {
		return colOtra
	}
	fecha := p[0] == "fecha" || p[0] == "dia"
	switch {
	case esPorciento(p):
		return colOtra // unless nothing else tells the state: see distinguir
	case hay(p, "limite", "vencimiento", "vence", "plazo", "termino", "compromete"),
		fecha && hay(p, "compromiso", "programada", "estimada", "entrega", "prevista") && !hay(p, "sesion"):
		return colLimite
	case fecha && hay(p, "cumplimiento", "atencion", "conclusion", "cumplido", "cierre", "realizacion", "desahogo", "cumpl", "cump",
		"cumplio", "atendio", "concluyo", "realizo", "desahogo", "solvento", "atendido", "atendida", "cumplida", "termino"):
		return colCumplimiento
	case hay(p, "estatus", "status", "estado", "situacion"), esSiONo(p):
		return colEstatus
	case hay(p, "consecutivo", "cons", "consec", "progresivo", "prog"):
		return colNumero
	case esNumeral(p) && !hay(p, "sesion", "sesiones"):
		return colNumero
	case fecha && (len(p) == 1 || hay(p, "sesion", "adopcion", "celebracion", "acuerdo", "adquirio", "adquisicion", "adopto", "acordo", "aprobo",
		"aprobacion", "asumio", "origen", "genero", "solicito", "solicitud", "registro")):
		if hay(p, "sesion") && p[1] != "de" {
			return colSesion
		}
		return colFechaSesion
	case hay(p, "sesion", "sesiones"), len(p) == 1 && p[0] == "origen":
		return colSesion
	case p[0] == "a" && hay(p, "solicitud", "peticion", "propuesta", "instancia"):
		return colSolicitante
	case hay(p, "solicitante", "solicitantes", "solicitado", "solicitada", "solicita", "solicito", "peticionario", "peticionaria", "proponente", "proponentes",
		"promovente", "requirente", "propuesto", "propuesta", "propone", "requerido", "formulado", "planteado", "peticion", "consejeria", "representacion"):
		return colSolicitante
	case hay(p, "area", "areas", "responsable", "responsables", "unidad", "unidades", "direccion", "instancia", "instancias", "encargado", "encargada", "asignado", "cargo",
		"dependencia", "dependencias", "ejecutor", "ejecutora"):
		return colArea
	}
	return columnaDeProsa(p)
}

// columnaDeProsa recognises the columns that hold more than a name.
func columnaDeProsa(p []string) columna {
	switch {
	case p[0] == "tipo", p[0] == "clase":
		return colTipo
	case p[0] == "permanente":
		return colPermanente
	case hay(p, "eje", "ejes", "tema", "temas", "tematico", "tematica", "rubro", "linea"):
		return colEje
	case hay(p, "atencion", "seguimiento", "avance", "avances", "acciones", "actividades", "cumplimiento", "desahogo", "gestiones"):
		return colAtencion
	case hay(p, "compromiso", "compromisos", "solicitud", "solicitudes", "acuerdo", "acuerdos", "descripcion", "texto", "redaccion", "asunto",
		"contenido", "requerimiento", "requerimientos", "instruccion"):
		return colTexto
	}
	return colOtra
}

// esNumeral tells the headings of the number: «Núm.», «No. de compromiso», «#».
func esNumeral(p []string) bool {
	switch p[0] {
	case "numero", "num", "no", "nro", "n", "nº", "n°", "#", "folio", "clave", "id", "identificador", "cve":
		return true
	}
	return len(p) > 1 && hay(p[1:], "numero", "num", "nro", "no", "folio")
}

// palabrasDe gives the folded words of a heading.
func palabrasDe(s string) []string {
	return strings.FieldsFunc(compromiso.Plegar(s), func(r rune) bool {
		return strings.ContainsRune(" .,;:/()-–—|*_¿?¡!", r)
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
