package informe

import (
	"strings"

	"compromisos/compromiso"
)

// esIdem tells the ways of saying «as above» in a cell.
func esIdem(s string) bool {
	if len(s) > 40 {
		return false
	}
	if strings.Trim(s, ` "'“”〃″«»`) == "" {
		return s != ""
	}
	switch strings.Trim(compromiso.Plegar(s), ` .()"'“”«»`) {
	case "idem", "id", "ibidem", "ibid", "misma", "mismo", "la misma", "el mismo", "las mismas", "los mismos", "lo mismo", "misma sesion", "la misma sesion",
		"igual", "igual que el anterior", "igual al anterior", "igual que la anterior", "el anterior", "la anterior":
		return true
	}
	return false
}

// esIdemSesion is esIdem for the column of the session, where a hyphen says so too. The
// long dash is how documents, ours among them, say that there is none.
func esIdemSesion(s string) bool {
	return esIdem(s) || s != "" && strings.Trim(s, " -_") == ""
}

// ponerIdem puts what the row above says where a row refers to it. What is long is
// copied with a word, since somebody may have meant less than all of it.
func (t *interprete) ponerIdem(reg *registro) {
	for col := colFechaSesion; col < nColumnas; col++ {
		c := reg.celdas[col]
		if col == colNumero || len(c.bloques) != 1 || !esIdem(c.enLinea()) || len(t.registros) == 0 {
			continue
		}
		arriba := t.ultimo().celdas[col]
		if col == colTexto || col == colAtencion {
			t.avs.add(reg.linea, campos[col], "«%s» se tomó por lo que dice la fila de arriba.", cita(c.enLinea()))
		}
		reg.celdas[col] = arriba.entera()
	}
}

// entera is a copy of the whole cell.
func (c celda) entera() celda {
	d := celda{abierta: c.abierta}
	for _, b := range c.bloques {
		b.texto = append([]byte(nil), b.texto...)
		d.bloques = append(d.bloques, b)
	}
	return d
}
