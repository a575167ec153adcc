package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

// forma is one layout that Leer knows. Its reader makes grids and nothing else: what
// they mean is the interpreter's. A document may hold several informes, a grid each.
type forma[T []byte | string] struct {
	// nombre is how the messages call what is accepted.
	nombre string
	// reconoce looks at the content, cheaply. Of a text it may be too generous: where the
	// grids have no headings of ours, the next layout is tried.
	reconoce func(contenido T) bool
	grillas  func(contenido T) ([]grilla, error)
}

// formasDeBytes are the layouts that are no text. They are functions, and not
// variables, because the readers name them when they refuse.
func formasDeBytes() []forma[[]byte] {
	return []forma[[]byte]{
		{"documento de Word", esDOCX, una(leerDOCX)},
		formaXLSX(),
	}
}

// formasDeTexto are the layouts that are text, already decoded, the one that is
// surest of itself first.
func formasDeTexto() []forma[string] {
	return []forma[string]{
		{"página HTML", parecePagina, una(leerHTML)},
		{"tabla de Markdown", pareceMarkdown, una(leerMarkdown)},
		{"texto con columnas separadas por tabuladores", tieneTabuladores, leerTabulado},
		formaCSV(),
		// Without a table, for those that tell each compromiso in lines of its own.
		{"página HTML", esPagina, una(leerHTML)},
		{"texto de Markdown", conMarcas, una(leerMarkdown)},
		{"texto", conRotulos, una(leerTexto)},
	}
}

// conMarcas tells whether a text without a table has the marks of Markdown.
func conMarcas(s string) bool {
	return conRotulos(s) && (strings.HasPrefix(s, "#") || strings.Contains(s, "\n#") || strings.Contains(s, "**"))
}

// conRotulos tells at little cost whether a text may say its compromisos in lines of their
// own, each with the state after a colon.
func conRotulos(s string) bool { return len(s) <= maxSinTabla && reEstatusRotulado.MatchString(s) }

const maxSinTabla = 16 << 20

var reEstatusRotulado = regexp.MustCompile(`(?im)^[^\n:]{0,40}\b(?:estatus|status|estado|situaci[oó]n)\b[^\n:]{0,40}:`)

// seAcepta is the sentence that says what may be imported.
func seAcepta() string {
	return "Se acepta el informe en Word (.docx), Excel (.xlsx), CSV, página HTML, tabla de Markdown o texto con tabuladores, o el JSON que escribe este programa."
}

// una makes of a reader of one grid a reader of grids.
func una[T any](leer func(T) (grilla, error)) func(T) ([]grilla, error) {
	return func(contenido T) ([]grilla, error) {
		g, err := leer(contenido)
		if err != nil {
			return nil, err
		}
		return []grilla{g}, nil
	}
}

func tieneTabuladores(s string) bool { return strings.Contains(s, "\t") }

func formaDeBytes(b []byte) *forma[[]byte] {
	for _, f := range formasDeBytes() {
		if f.reconoce(b) {
			return &f
		}
	}
	return nil
}

// leerForma reads what is no text, such as a DOCX.
func leerForma(f forma[[]byte], b []byte, o Opciones) ([]compromiso.Informe, error) {
	l, err := f.grillas(b)
	if err != nil {
		return nil, err
	}
	if l = conEncabezados(l); len(l) == 0 {
		return nil, rechazo("En este %s no hay ninguna tabla de compromisos: %s.", f.nombre, faltanEncabezados)
	}
	return interpretarTodas(l, o, &avisos{})
}

// leerFormasDeTexto reads a text by the first layout that finds a table of ours in it.
func leerFormasDeTexto(texto string, o Opciones, avs *avisos) ([]compromiso.Informe, error) {
	for _, f := range formasDeTexto() {
		if !f.reconoce(texto) {
			continue
		}
		l, err := f.grillas(texto)
		if err != nil {
			return nil, err
		}
		if l = conEncabezados(l); len(l) > 0 {
			l[len(l)-1].cortada = l[len(l)-1].cortada || avs.cortado
			return interpretarTodas(l, o, avs)
		}
	}
	return nil, noSeReconoce(queParece(texto))
}

const faltanEncabezados = "falta una fila de encabezados con NÚMERO, ESTATUS y COMPROMISO"

func conEncabezados(l []grilla) []grilla {
	var r []grilla
	for _, g := range l {
		if g.tieneEncabezados() {
			r = append(r, partirInformes(g)...)
		} else if f, son := enFichas(g); son {
			r = append(r, f)
		}
	}
	return r
}

// interpretarTodas makes an informe of each grid; the warnings about the file as a
// whole go with the first one.
func interpretarTodas(l []grilla, o Opciones, avs *avisos) ([]compromiso.Informe, error) {
	if len(l) > maxInformes {
		return nil, rechazo("Hay más de %d informes en un archivo.", maxInformes)
	}
	informes := make([]compromiso.Informe, 0, len(l))
	for _, g := range l {
		inf, err := interpretar(g, o, avs)
		if err != nil {
			return nil, conNombre(g.donde, conCuenta(g.cuenta, err))
		}
		informes = append(informes, inf)
		avs = &avisos{}
	}
	return informes, nil
}

// conCuenta adds to a refusal that names a line what a line is.
func conCuenta(cuenta string, err error) error {
	var e *compromiso.Error
	if cuenta == "" || !esError(err, &e) || !strings.HasPrefix(e.Mensaje, "línea ") {
		return err
	}
	c := *e
	c.Mensaje += " " + cuenta
	return &c
}
