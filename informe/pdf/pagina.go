package pdf

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"

	"compromisos/informe/documento"
)

// compositor sets a document on pages.
type compositor struct {
	f      *fpdf.Fpdf
	anchos [caras]*anchos
	faltas faltas
	molde  molde

	izq, arriba, ancho, abajo float64 // where text goes on a page

	y         float64
	pagina    []*trozoPagina       // what the page being filled holds, in its reading order
	dibujar   func([]*trozoPagina) // takes a page that is full
	retenidos []puesto             // lines that wait for the one they stay with
	alEmpezar func()               // repeats a table's heading on a new page
	niveles   []int                // of the headings that the outline is within

	pie        []renglon
	estructura estructura
	almacen    []tramo
	lienzo     lienzo
}

// trozoPagina is a run of lines that stand at one place of the page.
type trozoPagina struct {
	x, y      float64
	renglones []renglon
	cajas     []caja // in page coordinates
	marca     *marca
	elemento  int // what it is a piece of; 0 is none: it repeats, or only adorns
}

// puesto is a line with what it is a piece of.
type puesto struct {
	r        renglon
	elemento int
}

func nuevo(d documento.Documento) (*compositor, error) {
	orientacion, ancho, alto, margen, cuerpo := "P", 612.0, 792.0, 68.0, 10.5
	if d.Apaisado {
		orientacion, ancho, alto, margen, cuerpo = "L", 792.0, 612.0, 45.0, 10.0
	}
	c := &compositor{f: fpdf.New(orientacion, "pt", "Letter", ""), molde: molde{cuerpo: cuerpo}}
	for k := range caras {
		a, err := tablas[k]()
		if err != nil {
			return nil, err
		}
		c.anchos[k] = a
	}
	c.izq, c.arriba, c.ancho = margen, 48, ancho-2*margen
	c.pie = c.componer(documento.Texto(d.Pie), tipo{cuerpo: cuerpoPie, tinta: gris}, 0, c.ancho-anchoNumero)
	if len(c.pie) > maxPie {
		c.pie = c.pie[:maxPie]
	}
	c.abajo = alto - margenPie - float64(max(len(c.pie), 1))*cuerpoPie*interlinea - 12
	c.y = c.arriba
	c.propiedades(d)
	c.estructura.nuevo("Document", 0, "")
	if err := c.lienzo.iniciar(c.f, alto); err != nil {
		return nil, err
	}
	c.dibujar = c.enPDF
	return c, nil
}

const (
	familia     = "liberation"
	cuerpoPie   = 7.5
	margenPie   = 28.0
	anchoNumero = 110.0 // for «Página x de y»
	maxPie      = 3
)

func (c *compositor) propiedades(d documento.Documento) {
	f := c.f
	f.SetCompression(false) // of its pages, which are empty
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetTitle(utf16BE(d.Titulo), false)
	f.SetSubject(utf16BE(d.Asunto), false)
	f.SetAuthor(utf16BE(d.Autor), false)
	f.SetCreator("Compromisos", false)
	f.SetProducer("Compromisos", false)
	f.SetLang(documento.Idioma)
	creado := d.Creado
	if creado.IsZero() {
		creado = time.Unix(0, 0) // a zero time would be the clock's, for fpdf
	}
	// Without a zone, a PDF's dates are in universal time.
	f.SetCreationDate(creado.UTC())
	f.SetModificationDate(creado.UTC())
	f.SetXmpMetadata([]byte(xmp(d, creado)))
}

// utf16BE is text as PDF's own strings have it; fpdf's own conversion stops at the
// first plane.
func utf16BE(s string) string {
	if s == "" {
		return ""
	}
	u := utf16.Encode([]rune(s))
	b := make([]byte, 2, 2+2*len(u))
	b[0], b[1] = 0xFE, 0xFF
	for _, x := range u {
		b = append(b, byte(x>>8), byte(x))
	}
	return string(b)
}

// renglones puts lines below one another on the page; compositor is a destino.
func (c *compositor) renglones(l []renglon, papel string) {
	if len(l) == 0 {
		return
	}
	elemento := c.estructura.bloque(papel, 0)
	for _, r := range l {
		c.poner(puesto{r, elemento})
	}
}

func (c *compositor) poner(p puesto) {
	// A long chain of lines that stay together gives up: it would leave a page empty.
	if p.r.junto && len(c.retenidos) < 12 {
		c.retenidos = append(c.retenidos, p)
		return
	}
	c.asegurar(p.r.antes + p.r.alto)
	c.sentar(p)
}

// asegurar seats the lines that wait, on a page that has room for them and for what
// comes after them.
func (c *compositor) asegurar(alto float64) {
	espera := c.retenidos
	c.retenidos = nil
	for _, p := range espera {
		alto += p.r.antes + p.r.alto
	}
	if c.y+alto > c.abajo+holgura && len(c.pagina) > 0 {
		c.pasarPagina()
	}
	for _, p := range espera {
		c.sentar(p)
	}
}

func (c *compositor) sentar(p puesto) {
	if len(c.pagina) > 0 {
		c.y += p.r.antes
	}
	if c.y+p.r.alto > c.abajo+holgura && len(c.pagina) > 0 {
		c.pasarPagina()
	}
	c.pagina = append(c.pagina, &trozoPagina{x: c.izq, y: c.y, renglones: []renglon{p.r}, marca: p.r.marca, elemento: p.elemento})
	c.y += p.r.alto
}

// pasarPagina draws the page and begins another.
func (c *compositor) pasarPagina() {
	c.dibujar(c.pagina)
	c.pagina = c.pagina[:0]
	c.y = c.arriba
	if c.alEmpezar != nil {
		c.alEmpezar()
	}
}

// terminar draws what is left, and the foot of all pages.
func (c *compositor) terminar() {
	c.asegurar(0)
	if len(c.pagina) > 0 || c.f.PageCount() == 0 {
		c.dibujar(c.pagina)
	}
	c.pies()
}

// pies draws the foot of each page, now that it is known how many there are.
func (c *compositor) pies() {
	n := c.f.PageCount()
	for i := 1; i <= n; i++ {
		c.lienzo.otraPagina()
		c.lienzo.adorno()
		y := c.abajo + 12
		c.lienzo.raya(c.izq, y-4, c.ancho)
		for j, r := range c.pie {
			c.lienzo.renglon(c.izq, y+float64(j)*cuerpoPie*interlinea, r)
		}
		t := tipo{cuerpo: cuerpoPie, tinta: gris}
		s := fmt.Sprintf("Página %d de %d", i, n)
		mide := float64(c.mide(s, normal)) * cuerpoPie / 1000
		for _, r := range c.componer(documento.Texto(s), t, c.ancho-mide, mide+1) {
			c.lienzo.renglon(c.izq, y, r)
		}
		c.lienzo.fin()
		c.lienzo.pie()
	}
	c.lienzo.terminar()
}

// enPDF hands a page that is full to fpdf.
func (c *compositor) enPDF(pagina []*trozoPagina) {
	c.f.AddPage()
	c.lienzo.otraPagina()
	c.estructura.paginas = append(c.estructura.paginas, nil)
	for _, t := range pagina {
		if t.marca != nil {
			c.marcar(*t.marca, t.y)
		}
		c.lienzo.cajas(0, 0, t.cajas)
		if len(t.renglones) > 0 {
			c.trozo(t)
		}
	}
	c.lienzo.pagina()
}

// trozo draws lines as a piece of what they belong to.
func (c *compositor) trozo(t *trozoPagina) {
	y := t.y
	for i, r := range t.renglones {
		if i > 0 {
			y += r.antes
		}
		c.lienzo.cajas(t.x, y, r.cajas)
		y += r.alto
	}
	abierto := -1
	y = t.y
	for i, r := range t.renglones {
		if i > 0 {
			y += r.antes
		}
		elemento := t.elemento
		if elemento != 0 && r.elemento != 0 {
			elemento = r.elemento // a block of the cell
		}
		if elemento != abierto {
			if abierto >= 0 {
				c.lienzo.fin()
			}
			c.abrir(elemento)
			abierto = elemento
		}
		c.lienzo.renglon(t.x, y, r)
		y += r.alto
	}
	c.lienzo.fin()
}

// abrir begins a piece of an element, or of none.
func (c *compositor) abrir(elemento int) {
	if elemento == 0 {
		c.lienzo.adorno()
	} else {
		c.lienzo.parte(c.estructura.elementos[elemento].papel, c.estructura.marcar(elemento))
	}
}

// marcar adds an entry to the outline. An outline has no holes: a heading stands below
// the last one above its level, however many levels lie between.
func (c *compositor) marcar(m marca, y float64) {
	for n := len(c.niveles); n > 0 && c.niveles[n-1] >= m.nivel; n-- {
		c.niveles = c.niveles[:n-1]
	}
	c.lienzo.conocer(negrita) // fpdf takes the text by the kind of the current face
	c.f.Bookmark(strings.TrimSpace(m.texto), len(c.niveles), y)
	c.niveles = append(c.niveles, m.nivel)
}
