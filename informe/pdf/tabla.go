package pdf

import (
	"slices"
	"strings"

	"compromisos/informe/documento"
)

// tablaPagina is a table being set on pages.
type tablaPagina struct {
	c        *compositor
	x        float64
	anchos   []float64
	relleno  float64
	cab      [][]renglon
	altoCab  float64
	molde    molde
	bajan    []*bajada // by column: the cell that spans down to the row at hand, or nil
	sesiones bool      // the first column names sessions, which the outline lists
	ultima   string    // the last session listed
	sola     bool      // nothing but the heading is on this page yet
	elemento int
	fila     []int // the elements of the cells of the row at hand
	nueva    bool  // its heading is said for the first time
}

// bajada is a cell that spans rows. On each page its text stands at the top of what is
// there of it: first what was not said yet, then, on later pages, all of it again.
type bajada struct {
	renglones []renglon
	hechos    int // lines that stand on some page
	faltan    int // rows still to come, the one at hand included
	y         float64
	trozo     *trozoPagina // where it stands on this page, nil before its first row there
	marca     *marca
	elemento  int
}

// tabla sets a table on pages; compositor is a destino.
func (c *compositor) tabla(t documento.Tabla, x, ancho float64, m molde) {
	p := &tablaPagina{c: c, x: c.izq + x, molde: molde{cuerpo: m.cuerpo * 0.85, celda: true}}
	p.elemento = c.estructura.nuevo("Table", 0, resume(t.Descripcion))
	p.relleno = p.molde.cuerpo * 0.4
	p.anchos = repartir(t, ancho, func(s string, k cara) float64 {
		return float64(c.mide(s, k))*p.molde.cuerpo/1000 + 2*p.relleno + 1
	})
	if len(p.anchos) == 0 {
		return
	}
	p.bajan = make([]*bajada, len(p.anchos))
	p.sesiones = strings.HasPrefix(strings.ToLower(t.Columnas[0].Titulo), "sesi")
	p.cab = c.cabecera(t, p.anchos, p.relleno, p.molde.cuerpo)
	for _, l := range p.cab {
		p.altoCab = max(p.altoCab, altura(l)+2*p.relleno)
	}

	antes := m.cuerpo * 0.7
	if p.altoCab > (c.abajo-c.arriba)/2 {
		p.altoCab = 0 // what is that long does not go on every page: it is a row like any other
	}
	// The heading row stays with what is above it and with a piece of its first row.
	c.asegurar(antes + p.altoCab + 3*p.molde.cuerpo*interlinea + 2*p.relleno)
	if len(c.pagina) > 0 {
		c.y += antes
	}
	p.titular()
	anterior := c.alEmpezar
	c.alEmpezar = p.encabezar
	for i := range t.Filas {
		p.ponerFila(t.Filas[i:])
	}
	c.alEmpezar = anterior
	c.y += m.cuerpo * 0.4
}

// titular sets the heading row for the first time; later it only repeats.
func (p *tablaPagina) titular() {
	if p.cab == nil {
		return
	}
	fila := p.c.estructura.nuevo("TR", p.elemento, "")
	for range p.cab {
		p.fila = append(p.fila, p.c.estructura.nuevo("TH", fila, esColumna))
	}
	if p.altoCab == 0 {
		cab := p.cab
		p.cab = nil
		p.repartirEnPaginas(cab)
		return
	}
	p.nueva = true
	p.encabezar()
	p.nueva = false
}

// cabecera are the headings of the columns, cell by cell; nil where none has a name.
func (c *compositor) cabecera(t documento.Tabla, anchos []float64, relleno, cuerpo float64) [][]renglon {
	if !slices.ContainsFunc(t.Columnas, func(c documento.Columna) bool { return c.Titulo != "" }) {
		return nil
	}
	cab := make([][]renglon, len(t.Columnas))
	for i, col := range t.Columnas {
		cab[i] = c.componer(documento.Texto(col.Titulo), tipo{cuerpo: cuerpo * 0.94, negrita: true, centro: true}, 0, anchos[i]-2*relleno)
	}
	return cab
}

// encabezar draws the heading row at the top of the table's part of a page.
func (p *tablaPagina) encabezar() {
	c, x := p.c, p.x
	p.sola = true
	for i, l := range p.cab {
		t := &trozoPagina{
			x: x + p.relleno, y: c.y + (p.altoCab-altura(l))/2, renglones: l,
			cajas: []caja{{x: x, y: c.y, ancho: p.anchos[i], alto: p.altoCab, rellena: true}},
		}
		if p.nueva {
			t.elemento = p.fila[i]
		}
		c.pagina = append(c.pagina, t)
		x += p.anchos[i]
	}
	c.y += p.altoCab
}

// pasar closes what is open on this page and goes on with the next one.
func (p *tablaPagina) pasar() {
	p.cerrar()
	p.c.pasarPagina()
}

// cerrar settles the spanning cells as far as this page goes.
func (p *tablaPagina) cerrar() {
	for i, b := range p.bajan {
		if b != nil && b.trozo != nil {
			p.asentar(i, b)
		}
	}
}

// asentar fills in the part of a spanning cell that is on this page.
func (p *tablaPagina) asentar(i int, b *bajada) {
	alto := p.c.y - b.y
	desde := b.hechos
	if desde == len(b.renglones) && desde <= maxRepetido {
		desde = 0
		b.trozo.elemento = 0 // said again
	}
	n, _ := entran(b.renglones[desde:], alto-2*p.relleno)
	b.trozo.renglones = b.renglones[desde : desde+n]
	b.hechos = max(b.hechos, desde+n)
	b.trozo.cajas = []caja{{x: p.columna(i), y: b.y, ancho: p.anchos[i], alto: alto}}
	b.trozo = nil
}

// maxRepetido is how long a spanning cell may be to be said again on each page.
const maxRepetido = 8

func (p *tablaPagina) columna(i int) float64 {
	x := p.x
	for _, a := range p.anchos[:i] {
		x += a
	}
	return x
}

// baja counts the rows that a cell of the first of these rows is shared by: what it
// says, as far as there are rows, and cells missing in them.
func baja(filas []documento.Fila, i int) int {
	n := 1
	for n < filas[0].Celdas[i].Filas && n < len(filas) && (i >= len(filas[n].Celdas) || filas[n].Celdas[i] == nil) {
		n++
	}
	return n
}

// ponerFila sets the first of these rows, on as many pages as it takes.
func (p *tablaPagina) ponerFila(filas []documento.Fila) {
	f := filas[0]
	celdas := make([][]renglon, len(p.anchos))
	tr := p.c.estructura.nuevo("TR", p.elemento, "")
	p.fila = make([]int, len(p.anchos))
	for i := range p.anchos {
		var cel *documento.Celda
		if i < len(f.Celdas) {
			cel = f.Celdas[i]
		}
		if cel == nil {
			if p.bajan[i] == nil {
				p.fila[i] = p.c.estructura.nuevo("TD", tr, "")
			}
			continue
		}
		n := baja(filas, i)
		p.fila[i] = p.c.estructura.nuevo("TD", tr, abarca(n))
		l := p.c.enCelda(cel.Bloques, p.anchos[i]-2*p.relleno, p.molde, p.fila[i])
		apretar(l, cel.Bloques)
		if n > 1 || i == 0 && p.sesiones {
			p.bajan[i] = &bajada{renglones: l, faltan: n, elemento: p.fila[i]}
			if i == 0 {
				p.bajan[i].marca = p.marcar(l)
			}
			continue
		}
		celdas[i] = l
	}
	p.repartirEnPaginas(celdas)
	for i, b := range p.bajan {
		if b == nil {
			continue
		}
		if b.faltan--; b.faltan == 0 {
			p.asentar(i, b)
			p.bajan[i] = nil
		}
	}
}

// apretar sets a code above its date as one thing: what is short and no list has no
// space between its paragraphs, also for who selects the text.
func apretar(l []renglon, bs []documento.Bloque) {
	if len(l) > 3 || len(l) != len(bs) {
		return
	}
	for _, b := range bs {
		if _, es := b.(documento.Parrafo); !es {
			return
		}
	}
	for i := range l {
		l[i].antes = 0
	}
}

// marcar is the bookmark of a session's cell, unless it repeats the one above.
func (p *tablaPagina) marcar(l []renglon) *marca {
	if !p.sesiones {
		return nil
	}
	var partes []string
	for _, r := range l {
		for _, t := range r.tramos {
			partes = append(partes, strings.TrimSpace(t.texto))
		}
	}
	s := strings.Join(partes, " ")
	if s == "" || s == p.ultima {
		return nil
	}
	p.ultima = s
	return &marca{s, 4}
}

// repartirEnPaginas puts a row on this page if it fits; on the next one if it fits
// there and little is lost here; else it flows over the end of the page, all of its
// cells side by side.
func (p *tablaPagina) repartirEnPaginas(celdas [][]renglon) {
	c := p.c
	cuerpo := c.abajo - c.arriba - p.altoCab
	minimo := p.molde.cuerpo*interlinea + 2*p.relleno
	hecho := make([]int, len(celdas))
	for {
		queda := c.abajo - c.y
		alto := max(minimo, p.resto(celdas, hecho))
		switch {
		case alto <= queda+holgura:
			p.sentar(celdas, hecho, nil, alto)
			return
		case !p.sola && (alto <= cuerpo && queda < cuerpo*0.25 || queda < 2*minimo):
			p.pasar()
		default:
			p.partirFila(celdas, hecho, queda)
			p.pasar()
		}
	}
}

// resto is the height that a row still needs. The last row of a spanning cell is tall
// enough for what that has not said yet.
func (p *tablaPagina) resto(celdas [][]renglon, hecho []int) float64 {
	alto := 0.0
	for i, l := range celdas {
		alto = max(alto, altura(l[hecho[i]:])+2*p.relleno)
	}
	for _, b := range p.bajan {
		if b == nil || b.faltan > 1 {
			continue
		}
		falta := altura(b.renglones[b.hechos:]) + 2*p.relleno
		if b.trozo != nil {
			falta -= p.c.y - b.y
		}
		alto = max(alto, falta)
	}
	return alto
}

// partirFila sets as much of a row as fits the rest of the page.
func (p *tablaPagina) partirFila(celdas [][]renglon, hecho []int, queda float64) {
	cuantos := make([]int, len(celdas))
	alto, algo := 0.0, false
	for i, l := range celdas {
		n, a := entran(l[hecho[i]:], queda-2*p.relleno)
		if n == 0 && hecho[i] < len(l) && p.sola {
			n, a = 1, l[hecho[i]].alto // higher than a page: it goes over its edge
		}
		cuantos[i] = n
		algo = algo || n > 0
		alto = max(alto, a+2*p.relleno)
	}
	if !algo {
		alto = queda // only a spanning cell still has something to say
	}
	p.sentar(celdas, hecho, cuantos, max(alto, min(queda, p.molde.cuerpo*interlinea+2*p.relleno)))
}

// sentar puts the next lines of each cell (all that are left, without cuantos) on the
// page, at one height.
func (p *tablaPagina) sentar(celdas [][]renglon, hecho, cuantos []int, alto float64) {
	c, x := p.c, p.x
	for i, l := range celdas {
		if b := p.bajan[i]; b != nil {
			if b.trozo == nil {
				b.trozo, b.y = &trozoPagina{x: x + p.relleno, y: c.y + p.relleno, marca: b.marca, elemento: b.elemento}, c.y
				b.marca = nil
				c.pagina = append(c.pagina, b.trozo)
			}
			x += p.anchos[i]
			continue
		}
		n := len(l) - hecho[i]
		if cuantos != nil {
			n = cuantos[i]
		}
		c.pagina = append(c.pagina, &trozoPagina{
			x: x + p.relleno, y: c.y + p.relleno, renglones: l[hecho[i] : hecho[i]+n],
			cajas:    []caja{{x: x, y: c.y, ancho: p.anchos[i], alto: alto}},
			elemento: p.fila[i],
		})
		hecho[i] += n
		x += p.anchos[i]
	}
	c.y += alto
	p.sola = false
}
