package informe

import "compromisos/compromiso"

// maxPortada is how many lines the head of a report may have.
const maxPortada = 15

// partirInformes cuts a grid in which one report follows another: where a page begins with
// the commission and another session or day than those of the report above.
func partirInformes(g grilla) []grilla {
	if g.propia != nil {
		return []grilla{g}
	}
	var l []grilla
	var actual portada
	desde, conFilas := 0, false
	for i := 0; i < len(g.renglones); i++ {
		r := g.renglones[i]
		if cols, tit := encabezadosEn(g.renglones, i); cols != nil {
			if !conFilas {
				actual = portadaEn(g.renglones[desde:i])
			}
			conFilas = true
			i += tit.filas - 1
			continue
		}
		if !conFilas || !abreInforme(r) {
			continue
		}
		fin := i
		for fin < len(g.renglones) && fin < i+maxPortada && (g.renglones[fin].suelto || g.renglones[fin].llenas() <= 2) {
			if cols, _ := encabezadosEn(g.renglones, fin); cols != nil {
				break
			}
			fin++
		}
		if fin == len(g.renglones) {
			continue
		}
		if cols, _ := encabezadosEn(g.renglones, fin); cols == nil {
			continue
		}
		if otra := portadaEn(g.renglones[i:fin]); otra.esOtra(actual) {
			l = append(l, g.parte(desde, i))
			desde, conFilas = i, false
			i--
		}
	}
	return append(l, g.parte(desde, len(g.renglones)))
}

// parte is a piece of the grid; only the last one may be cut off.
func (g grilla) parte(desde, hasta int) grilla {
	p := g
	p.renglones = g.renglones[desde:hasta:hasta]
	if hasta < len(g.renglones) {
		p.cortada, p.sinFin = false, false
	}
	return p
}

// abreInforme tells whether a line is the name of a commission.
func abreInforme(r renglon) bool {
	return (r.suelto || r.llenas() == 1) && r.llenas() > 0 && r.celdas[primeraLlena(r)].runas() < 300 && reOrgano.MatchString(compromiso.Plegar(r.texto()))
}

// portadaEn is what the lines of a head say.
func portadaEn(l []renglon) portada {
	p := portada{lineas: map[string]bool{}}
	for _, r := range l {
		switch {
		case r.suelto || r.llenas() == 1:
			p.leer(r, &avisos{})
		default:
			p.leerFicha(r, &avisos{})
		}
	}
	return p
}

// esOtra tells whether a head says another session than the one above, or another day.
func (p portada) esOtra(actual portada) bool {
	a, b := leerCeldaSesion(p.sesionTexto, p.comision), leerCeldaSesion(actual.sesionTexto, actual.comision)
	return a.codigo != "" && b.codigo != "" && a.codigo != b.codigo || !p.fecha.IsZero() && !actual.fecha.IsZero() && p.fecha != actual.fecha
}
