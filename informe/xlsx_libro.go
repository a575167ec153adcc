package informe

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// libro is a workbook of Excel: its sheets, and what their cells refer to.
type libro struct {
	p        *paquete
	hojas    []hojaDeLibro
	de1904   bool
	textos   []string      // shared strings
	estilos  []claseNumero // by index of a cell's style
	quitados int           // control characters, of the shared strings
	omitidos []string      // what there is besides cells
	celdas   int           // read so far, in all sheets
	filas    int
	bytes    int
}

type hojaDeLibro struct {
	nombre, parte string
	oculta        bool
}

// esXLSX recognises a workbook by its parts.
func esXLSX(b []byte) bool {
	for _, n := range partesZip(b) {
		if n = nombreDeParte(n); strings.HasPrefix(n, "xl/workbook") && strings.HasSuffix(n, ".xml") {
			return true
		}
	}
	return false
}

func abrirLibro(b []byte) (*libro, error) {
	p, err := abrirPaquete(b, queLibro, maxBytes)
	if err != nil {
		return nil, err
	}
	l := &libro{p: p}
	_, raiz, err := p.destinos("")
	if err != nil {
		return nil, err
	}
	cuerpo := raiz["officeDocument"]
	if cuerpo == "" {
		cuerpo = "xl/workbook.xml"
	}
	porID, porClase, err := p.destinos(cuerpo)
	if err == nil {
		err = l.leerCuerpo(cuerpo, porID)
	}
	if parte := porClase["styles"]; err == nil && p.tiene(parte) {
		err = l.leerEstilos(parte)
	}
	if parte := porClase["sharedStrings"]; err == nil && p.tiene(parte) {
		err = l.leerTextos(parte)
	}
	if err != nil {
		return nil, err
	}
	l.mirarPartes()
	return l, nil
}

// leerCuerpo reads which sheets there are.
func (l *libro) leerCuerpo(parte string, porID map[string]string) error {
	return l.p.crudo(parte, func(t xml.Token) error {
		s, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch s.Name.Local {
		case "workbookPr":
			l.de1904 = verdadero(atributo(s, "date1904"))
		case "sheet":
			estado := atributo(s, "state")
			if len(l.hojas) == maxInformes {
				return rechazo("El %s tiene demasiado en una de sus partes.", queLibro)
			}
			l.hojas = append(l.hojas, hojaDeLibro{
				nombre: atributo(s, "name"), parte: porID[atributo(s, "id")], oculta: estado == "hidden" || estado == "veryHidden",
			})
		}
		return nil
	})
}

func verdadero(s string) bool { return s == "1" || s == "true" }

// leerEstilos reads what each style makes of a number.
func (l *libro) leerEstilos(parte string) error {
	propios := map[int]claseNumero{}
	enCeldas := false
	return l.p.crudo(parte, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.EndElement:
			enCeldas = enCeldas && t.Name.Local != "cellXfs"
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if len(propios) == maxPartes {
					return rechazo("El %s tiene demasiado en una de sus partes.", queLibro)
				}
				id, err := strconv.Atoi(atributo(t, "numFmtId"))
				if err == nil {
					propios[id] = claseDeFormato(atributo(t, "formatCode"))
				}
			case "cellXfs":
				enCeldas = true
			case "xf":
				if enCeldas && len(l.estilos) < 1<<16 {
					id := entero(atributo(t, "numFmtId"))
					clase, ya := propios[id]
					if !ya {
						clase = formatosDeFabrica[id]
					}
					l.estilos = append(l.estilos, clase)
				}
			}
		}
		return nil
	})
}

// leerTextos reads the shared strings, each with its runs put together and without the
// reading aids of other scripts.
func (l *libro) leerTextos(parte string) error {
	var b strings.Builder
	enTexto, ayuda := false, 0
	return l.p.crudo(parte, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				b.Reset()
			case "rPh":
				ayuda++
			case "t":
				enTexto = ayuda == 0
			}
		case xml.CharData:
			if enTexto {
				b.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				if len(l.textos) == maxCeldas {
					return l.p.esEnorme()
				}
				s, quitados := sinControl(desescapar(b.String()))
				l.textos = append(l.textos, s)
				l.quitados += quitados
			case "rPh":
				ayuda--
			case "t":
				enTexto = false
			}
		}
		return nil
	})
}

// mirarPartes names what a workbook has and no informe takes. Links to other files are
// never followed.
func (l *libro) mirarPartes() {
	for _, c := range []struct{ inicio, que string }{
		{"xl/comments", "comentarios"},
		{"xl/threadedcomments", "comentarios"},
		{"xl/media/", "imágenes"},
		{"xl/charts/", "gráficas"},
		{"xl/externallinks/", "ligas a otros libros"},
		{"xl/embeddings/", "archivos incrustados"},
		{"xl/vbaproject", "macros"},
	} {
		for n := range l.p.partes {
			if strings.HasPrefix(n, c.inicio) {
				if len(l.omitidos) == 0 || l.omitidos[len(l.omitidos)-1] != c.que {
					l.omitidos = append(l.omitidos, c.que)
				}
				break
			}
		}
	}
}

var reEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// desescapar undoes the way in which Excel writes the characters that XML cannot hold.
func desescapar(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return reEscape.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 16)
		if err != nil || n >= 0xd800 && n < 0xe000 {
			return e
		}
		return string(rune(n))
	})
}

// valor is what a cell says: its text, the hour that goes with a date, a warning.
// sinResultado tells a formula that nobody worked out.
func (l *libro) valor(clase, v string, estilo int, sinResultado bool) (texto, hora, aviso string) {
	if sinResultado {
		return "", "", "La celda tiene una fórmula sin su resultado: abra el libro en Excel y guárdelo de nuevo."
	}
	switch clase {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || i < 0 || i >= len(l.textos) {
			return "", "", "La celda remite a un texto que no está en el libro."
		}
		return l.textos[i], "", ""
	case "str", "inlineStr":
		return desescapar(v), "", ""
	case "b":
		if verdadero(strings.TrimSpace(v)) {
			return "Sí", "", ""
		}
		return "No", "", ""
	case "e":
		return "", "", "La celda tiene un error de Excel: «" + cita(v) + "»."
	case "d":
		dia, h, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(v), "Z"), "T")
		if h = h[:min(len(h), 5)]; h == "00:00" {
			h = ""
		}
		return dia, h, ""
	}
	v = strings.TrimSpace(v)
	if v == "" {
		return "", "", ""
	}
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(n, 0) {
		return v, "", ""
	}
	if estilo >= 0 && estilo < len(l.estilos) && l.estilos[estilo] != esNumero {
		if t, h := textoDeSerie(n, l.estilos[estilo], l.de1904); t != "" {
			return t, h, ""
		}
	}
	return textoDeNumero(n), "", ""
}
