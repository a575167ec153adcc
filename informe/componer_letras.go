package informe

import (
	"regexp"

	"compromisos/informe/documento"
)

// reLetra is the beginning of a line that may be an item: «a) …», «II. …». It has one blank,
// since a list prints no more.
var reLetra = regexp.MustCompile(`^([a-z]|[A-Z]|[ivxl]{1,7}|[IVXL]{1,7})([.)]) (\S.*)$`)

// cadena is a list of letters while its lines are read.
type cadena struct {
	como  lineaTexto // n is the number that comes next
	lugar []int      // of its lines
}

// leerLineas reads lines with what each one is. A letter makes an item only of a line that
// follows another one of its list, from the first on: «A. Pérez» is a paragraph.
func leerLineas(l []string) []lineaTexto {
	lineas := make([]lineaTexto, len(l))
	var abiertas []cadena
	cerrar := func(desde int) {
		for _, c := range abiertas[desde:] {
			if len(c.lugar) < 2 {
				continue
			}
			for n, i := range c.lugar {
				lineas[i] = c.como
				lineas[i].n, lineas[i].texto = n+1, reLetra.FindStringSubmatch(l[i])[3]
			}
		}
		abiertas = abiertas[:desde]
	}
	for i, s := range l {
		if lineas[i] = leerLinea(s); lineas[i].clase != deParrafo {
			continue
		}
		m := reLetra.FindStringSubmatch(s)
		if m == nil || reOrdinal.MatchString(m[3]) || reVineta.MatchString(m[3]) {
			cerrar(0)
			continue
		}
		en := len(abiertas) - 1
		for en >= 0 && !abiertas[en].sigue(m[1], m[2]) {
			en--
		}
		c, empieza := empiezaCadena(m[1], m[2])
		switch {
		case en >= 0:
			cerrar(en + 1)
			abiertas[en].lugar = append(abiertas[en].lugar, i)
			abiertas[en].como.n++
		case empieza && len(abiertas) < maxProfundidad:
			c.lugar = []int{i}
			abiertas = append(abiertas, c)
		default:
			cerrar(0)
		}
	}
	cerrar(0)
	return lineas
}

func (c cadena) sigue(rotulo, cierre string) bool {
	return c.como.parentesis == (cierre == ")") && c.como.cuenta.Rotulo(c.como.n) == rotulo && c.como.n <= c.como.cuenta.Maximo()
}

// empiezaCadena is the list that such a first letter begins.
func empiezaCadena(rotulo, cierre string) (cadena, bool) {
	for _, k := range []documento.Cuenta{documento.Letras, documento.Mayusculas, documento.Romanos, documento.RomanosMayusculas} {
		if k.Rotulo(1) == rotulo {
			return cadena{como: lineaTexto{clase: deLetra, n: 2, cuenta: k, parentesis: cierre == ")"}}, true
		}
	}
	return cadena{}, false
}
