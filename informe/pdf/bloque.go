package pdf

import (
	"strconv"
	"strings"

	"compromisos/informe/documento"
)

// molde is the look of the text of a place: the page, or a table's cell.
type molde struct {
	cuerpo float64
	celda  bool
	hondo  int // lists that this one is inside of
}

func (m molde) texto() tipo { return tipo{cuerpo: m.cuerpo} }

// destino takes what blocks become: the page, or a cell.
type destino interface {
	// renglones takes the lines of one block, whose part in the structure is papel.
	renglones(l []renglon, papel string)
	tabla(t documento.Tabla, x, ancho float64, m molde)
}

// bloques hands a sequence of blocks, set between x and x+ancho, to where they go.
func (c *compositor) bloques(bs []documento.Bloque, x, ancho float64, m molde, a destino) {
	for _, b := range bs {
		switch b := b.(type) {
		case documento.Encabezado:
			a.renglones(c.encabezado(b, x, ancho, m), "H"+strconv.Itoa(min(max(b.Nivel, 1), 3)))
		case documento.Parrafo:
			a.renglones(c.parrafo(b, x, ancho, m), "P")
		case documento.Lista:
			c.lista(b, x, ancho, m, a)
		case documento.Tabla:
			a.tabla(b, x, ancho, m)
		case documento.Glosario:
			c.glosario(b, x, ancho, m, a)
		}
	}
}

func (c *compositor) encabezado(e documento.Encabezado, x, ancho float64, m molde) []renglon {
	t := tipo{cuerpo: m.cuerpo, negrita: true, centro: e.Centrado}
	antes, despues := m.cuerpo*0.5, m.cuerpo*0.3
	if !m.celda {
		escala := [...]float64{1.4, 1.2, 1.05}
		t.cuerpo *= escala[min(max(e.Nivel, 1), 3)-1]
		antes, despues = t.cuerpo*0.9, t.cuerpo*0.35
	}
	l := c.componer(documento.Texto(e.Texto), t, x, ancho)
	if len(l) == 0 {
		return nil
	}
	for i := range l {
		l[i].junto = true
	}
	l[0].antes = antes
	l[len(l)-1].alto += despues
	if !m.celda {
		l[0].marca = &marca{c.faltas.limpiar(e.Texto, c.anchos[negrita]), max(e.Nivel, 1)}
	}
	return l
}

func (c *compositor) parrafo(p documento.Parrafo, x, ancho float64, m molde) []renglon {
	t := m.texto()
	t.centro = p.Centrado
	antes := m.cuerpo * 0.55
	switch p.Clase {
	case documento.Subtitulo:
		antes = m.cuerpo * 0.2
		if !m.celda {
			t.cuerpo *= 1.1
		}
	case documento.Nota:
		t.cuerpo, t.tinta = m.cuerpo*0.85, gris
	case documento.Cuerpo:
	}
	l := c.componer(p.Trozos, t, x, ancho)
	if m.celda {
		antes = m.cuerpo * 0.35
	}
	unir(l)
	if len(l) > 0 {
		l[0].antes = antes
		l[0].junto = l[0].junto || p.Clase == documento.Subtitulo
		if n := len(p.Trozos); strings.HasSuffix(strings.TrimSpace(p.Trozos[n-1].Texto), ":") {
			l[len(l)-1].junto = true // it announces what follows
		}
	}
	return l
}

// unir keeps the first two lines of a paragraph together, and its last two.
func unir(l []renglon) {
	if n := len(l); n > 1 {
		l[0].junto, l[n-2].junto = true, true
	}
}

var vinetas = [...]string{"•", "◦", "▪"}

func (c *compositor) lista(l documento.Lista, x, ancho float64, m molde, a destino) {
	t := m.texto()
	señal := func(i int) string {
		if l.Ordenada {
			return l.Marca(i)
		}
		return vinetas[min(m.hondo, len(vinetas)-1)]
	}
	// The text of all items hangs at one distance, that of the widest marker.
	sangria := 0.0
	for i := range l.Items {
		if i == 0 || i == len(l.Items)-1 || l.Cuenta != documento.Numeros {
			sangria = max(sangria, float64(c.mide(señal(i), normal))*t.cuerpo/1000)
		}
	}
	sangria += m.cuerpo * 0.5
	margen := m.cuerpo * 0.2
	if !m.celda {
		margen = m.cuerpo * 1.2
	}
	if ancho-sangria-margen < ancho/2 {
		margen = 0
	}
	dentro := m
	dentro.hondo++
	for i, it := range l.Items {
		r := c.componer(it.Trozos, t, x+margen+sangria, ancho-margen-sangria)
		if len(r) == 0 {
			r = []renglon{{alto: t.alto()}}
		}
		unir(r)
		s := c.componer(documento.Texto(señal(i)), t, x+margen, ancho)
		s[0].tramos[0].texto += " " // the marker is a word of its own for who reads it aloud
		r[0].tramos = append(s[0].tramos, r[0].tramos...)
		r[0].antes = m.cuerpo * 0.2
		if i == 0 {
			r[0].antes = m.cuerpo * 0.35
		}
		a.renglones(r, "LI")
		c.bloques(it.Dentro, x+margen+sangria, ancho-margen-sangria, dentro, a)
	}
}

// glosario sets the siglas in a column of their own, with the meanings hanging beside.
func (c *compositor) glosario(g documento.Glosario, x, ancho float64, m molde, a destino) {
	if !m.celda {
		m.cuerpo *= 0.9
	}
	t := m.texto()
	sigla := tipo{cuerpo: m.cuerpo, negrita: true}
	columna := 0.0
	for _, gr := range g.Grupos {
		for _, e := range gr.Entradas {
			columna = max(columna, float64(c.mide(c.faltas.limpiar(e.Sigla, c.anchos[negrita]), negrita))*t.cuerpo/1000)
		}
	}
	columna = min(columna, ancho*0.3) + m.cuerpo
	for _, gr := range g.Grupos {
		titulo := c.componer(documento.Texto(gr.Titulo), sigla, x, ancho)
		for i := range titulo {
			titulo[i].junto = true
		}
		if len(titulo) > 0 {
			titulo[0].antes = m.cuerpo * 0.8
			titulo[len(titulo)-1].alto += m.cuerpo * 0.15
		}
		a.renglones(titulo, "P")
		for i, e := range gr.Entradas {
			s := c.componer(documento.Texto(e.Sigla), sigla, x, columna-m.cuerpo/2)
			d := c.componer(documento.Texto(e.Definicion), t, x+columna, ancho-columna)
			antes := m.cuerpo * 0.2
			if i == 0 && len(titulo) == 0 {
				antes = m.cuerpo * 0.8 // a group without a name still stands apart
			}
			a.renglones(alLado(s, d, antes), "LI")
		}
	}
}

// alLado joins the lines of two columns into one sequence, kept together.
func alLado(s, d []renglon, antes float64) []renglon {
	if len(s) < len(d) {
		s = append(s, make([]renglon, len(d)-len(s))...)
	}
	for i := range d {
		s[i].alto = max(s[i].alto, d[i].alto)
		s[i].tramos = append(s[i].tramos, d[i].tramos...)
	}
	for i := range len(s) - 1 {
		s[i].junto = i < 3
	}
	if len(s) > 0 {
		s[0].antes = antes
	}
	return s
}
