package informe

import (
	"encoding/xml"

	"compromisos/informe/docx"
)

// filaDOCX is a row as Word has it; a table's columns are only known at its end.
type filaDOCX struct {
	celdas []casillaDOCX
	fin    int // where the grid of the row ends
}

// casillaDOCX is a cell with its place in the grid.
type casillaDOCX struct {
	celda
	desde, ancho int
	baja         bool // it is the rest of the cell above
	abre         bool // cells below may be the rest of it
}

func (c *cuerpoDOCX) leerTabla() error {
	var filas []filaDOCX
	c.nuestra = false
	var lee func(e xml.StartElement) error
	lee = func(e xml.StartElement) error {
		switch {
		case e.Name.Local == "tblPr" && esWord(e.Name):
			return c.hijos(func(e xml.StartElement) error {
				c.nuestra = c.nuestra || e.Name.Local == "tblStyle" && atributo(e, "val") == docx.EstiloCompromisos
				return c.l.saltar()
			})
		case e.Name.Local == "tr" && esWord(e.Name):
			f, borrada, err := c.leerFila()
			if err != nil || borrada {
				return err
			}
			if filas = append(filas, f); len(filas) > maxFilas {
				return c.demasiado()
			}
			return nil
		case seSalta(e.Name.Local):
			return c.l.saltar()
		}
		return c.hijos(lee)
	}
	if err := c.hijos(lee); err != nil {
		return err
	}
	return c.entablar(filas)
}

func (c *cuerpoDOCX) leerFila() (f filaDOCX, borrada bool, err error) {
	var lee func(e xml.StartElement) error
	lee = func(e xml.StartElement) error {
		switch {
		case e.Name.Local == "trPr" && esWord(e.Name):
			return c.hijos(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "gridBefore":
					f.fin = min(numeroDOCX(atributo(e, "val")), maxColumnas)
				case "del":
					borrada = true
				}
				return c.l.saltar()
			})
		case e.Name.Local == "tc" && esWord(e.Name):
			return c.leerCelda(&f)
		case seSalta(e.Name.Local):
			return c.l.saltar()
		}
		return c.hijos(lee)
	}
	err = c.hijos(lee)
	return f, borrada, err
}

func (c *cuerpoDOCX) leerCelda(f *filaDOCX) error {
	if c.celdas++; c.celdas > maxCeldas {
		return c.demasiado()
	}
	x := casillaDOCX{desde: f.fin, ancho: 1}
	en := &celdaDOCX{exacta: c.nuestra}
	junta := false
	err := c.hijos(func(e xml.StartElement) error {
		if e.Name.Local != "tcPr" {
			return c.bloque(e, en)
		}
		return c.hijos(func(e xml.StartElement) error {
			switch v := atributo(e, "val"); e.Name.Local {
			case "gridSpan":
				x.ancho = min(max(numeroDOCX(v), 1), maxColumnas)
			case "vMerge":
				x.abre = v == "restart"
				x.baja = !x.abre
			case "hMerge":
				junta = v != "restart" && len(f.celdas) > 0
			}
			return c.l.saltar()
		})
	})
	if err != nil {
		return err
	}
	x.celda = en.fin()
	if f.fin += x.ancho; f.fin > maxColumnas {
		return rechazo("línea %d: la fila tiene %d columnas y el máximo es de %d.", c.linea+1, f.fin, maxColumnas)
	}
	if !junta {
		f.celdas = append(f.celdas, x)
		return nil
	}
	u := &f.celdas[len(f.celdas)-1]
	u.ancho += x.ancho
	u.bloques = append(u.bloques, x.bloques...)
	u.avisos = append(u.avisos, x.avisos...)
	return nil
}
