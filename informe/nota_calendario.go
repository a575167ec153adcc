package informe

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// calendarioDe makes a table of the lines whose cells somebody separated by tabs, bars or
// semicolons; what stands before and after it are paragraphs. A text without columns
// stays a text.
func calendarioDe(s string) []documento.Bloque {
	// A tab separates cells here: it must still be there.
	lineas := strings.FieldsFunc(strings.ReplaceAll(s, "\t", "\x1f"), func(r rune) bool { return r == '\n' || r == '\r' })
	for _, sep := range []string{"\x1f", "|", ";"} {
		antes, filas, despues := tablaEn(lineas, sep)
		if len(filas) == 0 {
			continue
		}
		bloques := bloquesDe(strings.Join(antes, "\n"))
		bloques = append(bloques, tablaDeFilas(filas))
		return append(bloques, bloquesDe(strings.Join(despues, "\n"))...)
	}
	var items []documento.Item
	lineas = renglones(s)
	for _, l := range lineas {
		items = append(items, documento.Item{Trozos: trozosDe(leerLinea(l).texto)})
	}
	if len(items) < 2 || strings.HasSuffix(lineas[0], ":") {
		return bloquesDe(s)
	}
	return []documento.Bloque{documento.Lista{Items: items}}
}

// reRaya is the line that Markdown puts below a heading.
var reRaya = regexp.MustCompile(`^[\s|:\x1f-]+$`)

// tablaEn finds the lines that the separator cuts: from the first of them to the last one,
// two at least. A line among them without a separator goes on with the cell above it; and
// so do as many after the last one as other rows had.
func tablaEn(lineas []string, sep string) (antes []string, filas [][]string, despues []string) {
	primera, ultima, n := -1, -1, 0
	for i, l := range lineas {
		if len(celdasDe(l, sep)) > 1 {
			if primera < 0 {
				primera = i
			}
			ultima = i
			n++
		}
	}
	if n < 2 {
		return nil, nil, nil
	}
	ancho, siguen, seguian := 0, 0, 0
	for i, l := range lineas[primera:] {
		c := celdasDe(l, sep)
		if i > ultima-primera && siguen >= seguian {
			break
		}
		switch {
		case reRaya.MatchString(l):
		case len(c) > 1:
			filas = append(filas, c)
			ancho = max(ancho, len(c))
			seguian, siguen = max(seguian, siguen), 0
		case len(c) == 1:
			f := filas[len(filas)-1]
			f[len(f)-1] += "\n" + c[0]
			siguen++
		}
		ultima = max(ultima, primera+i)
	}
	for i := range filas {
		for len(filas[i]) < ancho {
			filas[i] = append(filas[i], "")
		}
	}
	filas = sinVacias(filas)
	if len(filas) < 2 || len(filas[0]) < 2 {
		return nil, nil, nil
	}
	return lineas[:primera], filas, lineas[ultima+1:]
}

// sinVacias drops the columns that hold nothing, as those that stand before the first tab
// of every line.
func sinVacias(filas [][]string) [][]string {
	for i := len(filas[0]) - 1; i >= 0; i-- {
		if !slices.ContainsFunc(filas, func(f []string) bool { return f[i] != "" }) {
			for k := range filas {
				filas[k] = slices.Delete(filas[k], i, i+1)
			}
		}
	}
	return filas
}

// celdasDe cuts a line, without the bars that Markdown puts around it.
func celdasDe(l, sep string) []string {
	l = strings.TrimSpace(l)
	if sep == "|" {
		l = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(l, "|"), "|"))
	}
	if strings.Trim(l, " \x1f;") == "" {
		return nil
	}
	c := strings.Split(l, sep)
	for i := range c {
		c[i] = strings.TrimSpace(strings.ReplaceAll(c[i], "\x1f", " "))
	}
	return c
}

func tablaDeFilas(filas [][]string) documento.Tabla {
	t := documento.Tabla{Descripcion: "Calendarización."}
	titulos := filas[0]
	if sonTitulos(filas) {
		filas = filas[1:]
	} else {
		titulos = titulosPara(filas)
	}
	for i, titulo := range titulos {
		largo := utf8.RuneCountInString(titulo)
		for _, f := range filas {
			largo = max(largo, utf8.RuneCountInString(f[i]))
		}
		t.Columnas = append(t.Columnas, documento.Columna{Titulo: titulo, Parte: float64(max(12, min(largo, 60)))})
	}
	for _, f := range filas {
		var fila documento.Fila
		for _, s := range f {
			fila.Celdas = append(fila.Celdas, celdaCon(bloquesDe(s)...))
		}
		t.Filas = append(t.Filas, fila)
	}
	return t
}

// palabrasTitulo are the words that the headings of such tables are made of, folded.
var palabrasTitulo = regexp.MustCompile(`\b(?:fechas?|dias?|mes|meses|hora|horas|horario|horarios|region|regiones|sede|sedes|lugar|lugares|actividad|actividades|` +
	`tema|temas|responsables?|areas?|etapas?|periodos?|plazos?|entregables?|estatus|estado|modalidad|ponentes?|participantes|taller|talleres|pais|paises|` +
	`ciudad|ciudades|num|numero|evento|eventos|descripcion|observaciones|tipo|sesion|institucion|medio|inicio|termino|fin)\b`)

// sonTitulos tells whether the first row looks like headings: short words without digits,
// above rows that have some, or words that only headings are made of.
func sonTitulos(filas [][]string) bool {
	if len(filas) < 2 {
		return false
	}
	todas := true
	for _, s := range filas[0] {
		if s == "" || utf8.RuneCountInString(s) > 60 || strings.ContainsFunc(s, unicode.IsDigit) {
			return false
		}
		todas = todas && palabrasTitulo.MatchString(compromiso.Plegar(s))
	}
	conCifras := 0
	for _, f := range filas[1:] {
		if strings.ContainsFunc(strings.Join(f, " "), unicode.IsDigit) {
			conCifras++
		}
	}
	return todas || conCifras == len(filas)-1
}

var (
	reDiaDicho = regexp.MustCompile(`(?i)\d\s+de\s+(?:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)|\d[./-]\d`)
	reHorario  = regexp.MustCompile(`(?i)\b\d{1,2}:\d{2}\b|\bhoras?\b|\bhrs?\b`)
)

// titulosPara names the columns of rows that brought no headings, by what is in them: a
// table without names would be read badly aloud.
func titulosPara(filas [][]string) []string {
	titulos := make([]string, len(filas[0]))
	usados := map[string]bool{}
	for i := range titulos {
		dias, horas := 0, 0
		for _, f := range filas {
			if reDiaDicho.MatchString(f[i]) {
				dias++
			}
			if reHorario.MatchString(f[i]) {
				horas++
			}
		}
		t := "Actividad"
		switch mitad := (len(filas) + 1) / 2; {
		case dias >= mitad && horas >= mitad:
			t = "Fecha y horario"
		case dias >= mitad:
			t = "Fecha"
		case horas >= mitad:
			t = "Horario"
		}
		if usados[t] {
			t = "Detalle"
		}
		usados[t], titulos[i] = true, t
	}
	return titulos
}
