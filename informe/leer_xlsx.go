package informe

import (
	"fmt"
	"regexp"
	"strings"
)

// formaXLSX is the layout of Excel's workbooks.
func formaXLSX() forma[[]byte] { return forma[[]byte]{queLibro, esXLSX, leerXLSX} }

// The sheets and the mark of the workbooks that we write.
const (
	hojaCompromisos = "Compromisos"
	hojaGlosario    = "Glosario"
	hojaCambios     = "Cambios"
	hojaDatos       = "Datos"
	marcaFormato    = "Formato"
	valorFormato    = "Compromisos, versión 1"
)

// leerXLSX reads the sheets that hold a table of compromisos, a grid each; a glossary on
// a sheet of its own goes with all of them, and of any other sheet there is a warning.
// The lines are the rows of the sheet.
func leerXLSX(b []byte) ([]grilla, error) {
	l, err := abrirLibro(b)
	if err != nil {
		return nil, err
	}
	var c clasificadas
	for _, h := range l.hojas {
		if !l.p.tiene(h.parte) {
			continue
		}
		leida, err := l.leerHoja(h)
		if err != nil {
			return nil, err
		}
		c.poner(leida, h.oculta)
	}
	if l.quitados > 0 {
		c.avisar("Se quitaron %d caracteres de control de los textos del libro.", l.quitados)
	}
	if len(l.omitidos) > 0 {
		c.avisar("El libro tiene %s, que no se importan.", strings.Join(l.omitidos, ", "))
	}
	if c.datos == nil && l.celdas > maxCeldas {
		return nil, rechazo("El libro tiene demasiadas celdas: el máximo es de %d filas y %d celdas.", maxFilas, maxCeldas)
	}
	return c.grillas(), nil
}

// clasificadas are the sheets of a workbook by what they hold.
type clasificadas struct {
	tablas, glosarios []*hoja
	ocultas           []*hoja // with a table, and hidden
	cambios           *hoja
	datos             map[string]string // of our own sheet of that name
	avisos            []string
}

func (c *clasificadas) avisar(formato string, args ...any) {
	c.avisos = append(c.avisos, fmt.Sprintf(formato, args...))
}

func (c *clasificadas) poner(h *hoja, oculta bool) {
	if len(h.filas) == 0 {
		return
	}
	h.quitarMargen()
	if d := datosPropios(h); d != nil {
		c.datos = d
		return
	}
	_, encabezado := h.columnaNumero()
	switch {
	case encabezado > 0 && oculta:
		c.ocultas = append(c.ocultas, h)
	case encabezado > 0:
		c.tablas = append(c.tablas, h)
	case h.nombre == hojaCambios && !oculta:
		c.cambios = h
	case h.esGlosario():
		c.glosarios = append(c.glosarios, h)
	default:
		c.avisar("La hoja «%s» no tiene una tabla de compromisos y no se importa; dice: «%s».", cita(h.nombre), cita(h.texto()))
	}
}

// grillas settles what the sheets mean together.
func (c *clasificadas) grillas() []grilla {
	if len(c.tablas) == 0 {
		c.tablas = c.ocultas
		for _, h := range c.ocultas {
			c.avisar("La hoja «%s» está oculta; se importa porque es la única con compromisos.", cita(h.nombre))
		}
	} else {
		for _, h := range c.ocultas {
			c.avisar("La hoja «%s» está oculta y no se importa; dice: «%s».", cita(h.nombre), cita(h.texto()))
		}
	}
	if c.cambios != nil && c.datos == nil {
		c.avisar("La hoja «%s» no tiene una tabla de compromisos y no se importa; dice: «%s».", cita(c.cambios.nombre), cita(c.cambios.texto()))
	}
	var l []grilla
	var portada []filaTexto
	for i, h := range c.tablas {
		c.avisarOcultas(h)
		if p := c.delLibro(h); p != nil {
			l = append(l, p...)
			continue
		}
		_, encabezado := h.columnaNumero()
		var arriba []filaTexto
		for _, f := range h.filas {
			if f.linea < encabezado {
				arriba = append(arriba, f)
			}
		}
		if i == 0 {
			portada = arriba
		} else if len(arriba) == 0 {
			arriba = portada // said once, on the first sheet
		}
		g := h.grilla(arriba, encabezado)
		if len(c.tablas) > 1 {
			g.donde = "hoja «" + enUnaLinea(h.nombre) + "»"
			g.renglones = append([]renglon{conAvisos("Estas líneas son las filas de la hoja «" + cita(h.nombre) + "».")}, g.renglones...)
		}
		for _, gl := range c.glosarios {
			g.renglones = append(g.renglones, renglon{linea: gl.filas[0].linea, celdas: []celda{aplanar("Glosario")}, suelto: true})
			for _, f := range gl.filas {
				g.renglones = append(g.renglones, f.renglon())
			}
		}
		l = append(l, g)
	}
	if len(l) > 0 && len(c.avisos) > 0 {
		if l[0].propia != nil {
			l[0].propia.avisos = append(l[0].propia.avisos, c.avisos...)
		} else {
			l[0].renglones = append([]renglon{conAvisos(c.avisos...)}, l[0].renglones...)
		}
	}
	return l
}

func (c *clasificadas) avisarOcultas(h *hoja) {
	if n := len(h.ocultas); n > 0 {
		c.avisar("La hoja «%s» tiene filas ocultas (%d, desde la %d); se importan también.", cita(h.nombre), n, h.ocultas[0])
	}
	if h.columna {
		c.avisar("La hoja «%s» tiene columnas ocultas; se importan también.", cita(h.nombre))
	}
}

// conAvisos is a line that says nothing but warnings.
func conAvisos(avisos ...string) renglon {
	return renglon{suelto: true, celdas: []celda{{avisos: avisos}}}
}

// quitarMargen drops the columns on the left in which nothing stands.
func (h *hoja) quitarMargen() {
	margen := maxColumnas
	for _, f := range h.filas {
		for i, c := range f.celdas {
			if c != "" {
				margen = min(margen, i)
				break
			}
		}
	}
	if margen == 0 || margen == maxColumnas {
		return
	}
	for i := range h.filas {
		h.filas[i].celdas = h.filas[i].celdas[min(margen, len(h.filas[i].celdas)):]
	}
	for i := range h.uniones {
		h.uniones[i].c1, h.uniones[i].c2 = h.uniones[i].c1-margen, h.uniones[i].c2-margen
	}
}

// texto is what the sheet says, for a warning.
func (h *hoja) texto() string {
	var b strings.Builder
	for _, f := range h.filas {
		for _, c := range f.celdas {
			if c != "" {
				b.WriteString(c)
				b.WriteString(" | ")
			}
		}
		if b.Len() > 4*maxCorta {
			break
		}
	}
	return strings.TrimSuffix(b.String(), " | ")
}

// esGlosario tells whether a sheet defines siglas: by its name, its title or its headings.
func (h *hoja) esGlosario() bool {
	if esTituloGlosario(renglon{celdas: []celda{aplanar(h.nombre)}, suelto: true}) {
		return true
	}
	for i, f := range h.filas {
		r := f.renglon()
		if esTituloGlosario(r) || esEncabezadoGlosario(r) {
			return true
		}
		if i == 5 {
			break
		}
	}
	return false
}

// reConHora is a date that Excel keeps with its hour.
var reConHora = regexp.MustCompile(`^(\d{2}\.\d{2}\.\d{4}) (\d{2}:\d{2})$`)

// grilla is the sheet for the interpreter. What stands above the headings is loose lines;
// a line across the table is one too, and any other row is as wide as the headings.
func (h *hoja) grilla(arriba []filaTexto, encabezado int) grilla {
	var g grilla
	for _, f := range arriba {
		g.renglones = append(g.renglones, f.renglon())
	}
	anchas := map[int]bool{}
	for _, u := range h.uniones {
		if u.c1 == 0 && u.c2 >= 2 {
			anchas[u.f1] = true
		}
	}
	ancho := 0
	for _, f := range h.filas {
		if f.linea < encabezado {
			continue
		}
		if f.linea == encabezado {
			ancho = len(f.celdas)
		}
		for i, c := range f.celdas {
			if m := reConHora.FindStringSubmatch(c); m != nil {
				f.celdas[i] = m[1]
				f.avisos = append(f.avisos, fmt.Sprintf("De «%s» se tomó la fecha sin la hora.", c))
			}
		}
		if len(f.celdas) == 1 && !anchas[f.linea] {
			f.celdas = append(f.celdas, make([]string, max(1, ancho-1))...)
		}
		g.renglones = append(g.renglones, f.renglon())
	}
	return g
}
