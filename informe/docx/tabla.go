package docx

import (
	"fmt"

	"compromisos/informe/documento"
)

// tabla writes a table. No row is kept whole: one longer than a page flows over it.
func (r *redactor) tabla(t documento.Tabla, l lugar) error {
	n := len(t.Columnas)
	if n == 0 {
		return fmt.Errorf("la tabla «%s» no tiene columnas", t.Descripcion)
	}
	partes := make([]float64, n)
	for i, c := range t.Columnas {
		partes[i] = c.Parte
	}
	ancho := r.hoja.util()
	if l.celda {
		ancho /= 2 // a cell does not say how wide it is; Word fits what it holds
	}
	anchos := repartir(ancho, partes)
	titulos := conTitulos(t.Columnas)
	r.abrirTabla(EstiloCompromisos, t.Descripcion, anchos, !l.celda, titulos)
	if titulos {
		r.crudo(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`)
		for i, c := range t.Columnas {
			celda := documento.Celda{Bloques: []documento.Bloque{documento.Parrafo{Trozos: documento.Texto(c.Titulo)}}}
			if err := r.celda(&celda, anchos[i], 1, "", lugar{celda: true, titulo: true}); err != nil {
				return err
			}
		}
		r.crudo(`</w:tr>`)
	}
	faltan := make([]int, n) // rows that the cell above still covers
	for i, f := range t.Filas {
		if len(f.Celdas) > n {
			return fmt.Errorf("la fila %d de la tabla «%s» tiene %d celdas y las columnas son %d", i+1, t.Descripcion, len(f.Celdas), n)
		}
		if err := r.fila(f, anchos, faltan); err != nil {
			return err
		}
	}
	r.crudo(`</w:tbl>`)
	return nil
}

func conTitulos(cs []documento.Columna) bool {
	for _, c := range cs {
		if c.Titulo != "" {
			return true
		}
	}
	return false
}

func (r *redactor) fila(f documento.Fila, anchos, faltan []int) error {
	r.crudo(`<w:tr>`)
	for i, ancho := range anchos {
		var c *documento.Celda
		if i < len(f.Celdas) {
			c = f.Celdas[i]
		}
		une := ""
		switch {
		case c != nil:
			if faltan[i] = max(c.Filas, 1) - 1; faltan[i] > 0 {
				une = `<w:vMerge w:val="restart"/>`
			}
		case faltan[i] > 0:
			faltan[i]--
			une = `<w:vMerge/>`
		}
		if err := r.celda(c, ancho, 1, une, lugar{celda: true}); err != nil {
			return err
		}
	}
	r.crudo(`</w:tr>`)
	return nil
}

// celda writes a cell that covers so many columns; nil is an empty one.
func (r *redactor) celda(c *documento.Celda, ancho, columnas int, une string, l lugar) error {
	r.crudo(`<w:tc><w:tcPr><w:tcW w:w="`)
	r.entero(ancho)
	r.crudo(`" w:type="dxa"/>`)
	if columnas > 1 {
		r.crudo(`<w:gridSpan w:val="`)
		r.entero(columnas)
		r.crudo(`"/>`)
	}
	r.crudo(une, `</w:tcPr>`)
	var bs []documento.Bloque
	if c != nil {
		bs = c.Bloques
	}
	if err := r.bloques(bs, l); err != nil {
		return err
	}
	r.crudo(`</w:tc>`)
	return nil
}

// abrirTabla writes what comes before the rows. A fixed layout spares the program that
// opens it the measuring of every cell.
func (r *redactor) abrirTabla(estilo, descripcion string, anchos []int, fija, titulos bool) {
	total := 0
	for _, a := range anchos {
		total += a
	}
	r.crudo(`<w:tbl><w:tblPr><w:tblStyle w:val="`, estilo, `"/><w:tblW w:w="`)
	if fija {
		r.entero(total)
		r.crudo(`" w:type="dxa"/><w:tblLayout w:type="fixed"/>`)
	} else {
		r.crudo(`5000" w:type="pct"/>`)
	}
	look := `"0600" w:firstRow="0"`
	if titulos {
		look = `"0620" w:firstRow="1"`
	}
	r.crudo(`<w:tblLook w:val=`, look, ` w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if descripcion != "" {
		r.crudo(`<w:tblDescription w:val="`)
		r.texto(descripcion)
		r.crudo(`"/>`)
	}
	r.crudo(`</w:tblPr><w:tblGrid>`)
	for _, a := range anchos {
		r.crudo(`<w:gridCol w:w="`)
		r.entero(a)
		r.crudo(`"/>`)
	}
	r.crudo(`</w:tblGrid>`)
}

// repartir gives each column its part of the width, to the last twentieth of a point.
func repartir(ancho int, partes []float64) []int {
	suma := 0.0
	for _, p := range partes {
		suma += max(p, 0)
	}
	anchos := make([]int, len(partes))
	llevo, hecho := 0.0, 0
	for i, p := range partes {
		if suma > 0 {
			llevo += max(p, 0) / suma
		} else {
			llevo += 1 / float64(len(partes))
		}
		hasta := int(llevo*float64(ancho) + 0.5)
		anchos[i] = hasta - hecho
		hecho = hasta
	}
	return anchos
}

// glosario writes the siglas as the table of three columns that these documents have:
// the group shared by its entries, the sigla, what it means.
func (r *redactor) glosario(g documento.Glosario, l lugar) error {
	grupos := false
	entradas := 0
	for _, x := range g.Grupos {
		grupos = grupos || x.Titulo != ""
		entradas += len(x.Entradas)
	}
	if entradas == 0 {
		return nil
	}
	partes := []float64{18, 14, 68}
	if !grupos {
		partes = partes[1:]
	}
	anchos := repartir(r.hoja.util(), partes)
	r.abrirTabla(estiloGlosario, "Glosario: siglas y su significado", anchos, !l.celda, false)
	for _, x := range g.Grupos {
		for i, e := range x.Entradas {
			if err := r.entrada(x, i, e, grupos, anchos); err != nil {
				return err
			}
		}
	}
	r.crudo(`</w:tbl>`)
	return nil
}

// entrada is a row of the glossary. A sigla of no group takes the place of the group too.
func (r *redactor) entrada(x documento.Grupo, i int, e documento.Entrada, grupos bool, anchos []int) error {
	r.crudo(`<w:tr>`)
	en := lugar{celda: true}
	suma, columnas := anchos[0], 1
	switch {
	case grupos && x.Titulo == "":
		suma, columnas = suma+anchos[1], 2
	case grupos:
		suma = anchos[1]
		c, une := celdaDe(documento.Negrita(x.Titulo)), ""
		switch {
		case i > 0:
			c, une = nil, `<w:vMerge/>`
		case len(x.Entradas) > 1:
			une = `<w:vMerge w:val="restart"/>`
		}
		if err := r.celda(c, anchos[0], 1, une, en); err != nil {
			return err
		}
	}
	if err := r.celda(celdaDe(documento.Negrita(e.Sigla)), suma, columnas, "", en); err != nil {
		return err
	}
	if err := r.celda(celdaDe(documento.Texto(e.Definicion)), anchos[len(anchos)-1], 1, "", en); err != nil {
		return err
	}
	r.crudo(`</w:tr>`)
	return nil
}

func celdaDe(ts []documento.Trozo) *documento.Celda {
	return &documento.Celda{Bloques: []documento.Bloque{documento.Parrafo{Trozos: ts}}}
}
