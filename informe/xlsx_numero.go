package informe

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// claseNumero is what a number format makes of a number.
type claseNumero int

const (
	esNumero claseNumero = iota
	esFecha
	esMes  // a month of a year, without its day
	esHora // an hour without its day
	esFechaHora
)

// formatosDeFabrica are the formats of dates that have a number and no code of their own.
var formatosDeFabrica = map[int]claseNumero{
	14: esFecha, 15: esFecha, 16: esFecha, 17: esMes, 18: esHora, 19: esHora, 20: esHora, 21: esHora, 22: esFechaHora,
	27: esFecha, 28: esFecha, 29: esFecha, 30: esFecha, 31: esFecha, 32: esHora, 33: esHora, 34: esHora, 35: esHora, 36: esFecha,
	45: esHora, 46: esHora, 47: esHora, 50: esFecha, 51: esFecha, 52: esFecha, 53: esFecha, 54: esFecha, 55: esFecha, 56: esFecha, 57: esFecha, 58: esFecha,
}

// claseDeFormato reads the code of a number format: «dd/mm/yyyy», «[$-80A]d "de" mmmm;@».
func claseDeFormato(codigo string) claseNumero {
	s := strings.ToLower(codigo)
	var letras strings.Builder
	for i := 0; i < len(s) && s[i] != ';'; i++ {
		switch c := s[i]; c {
		case '\\', '_', '*':
			i++
		case '"':
			for i++; i < len(s) && s[i] != '"'; i++ {
			}
		case '[':
			fin := strings.IndexByte(s[i:], ']')
			if fin < 0 {
				return esNumero
			}
			switch dentro := s[i+1 : i+fin]; strings.Trim(dentro, "hms") {
			case "": // [h]:mm is a span of hours
				letras.WriteString(dentro)
			}
			i += fin
		default:
			letras.WriteByte(c)
		}
	}
	l := strings.NewReplacer("general", "", "am/pm", "h", "a/p", "h").Replace(letras.String())
	if strings.ContainsAny(l, "0#?") && !strings.ContainsAny(l, "yd") {
		if !strings.ContainsAny(l, "hs") {
			return esNumero
		}
	}
	dia, anio, hora, mes := strings.Contains(l, "d"), strings.Contains(l, "y"), strings.ContainsAny(l, "hs"), strings.Contains(l, "m")
	switch {
	case (dia || anio) && hora:
		return esFechaHora
	case anio && mes && !dia:
		return esMes
	case dia || anio:
		return esFecha
	case hora:
		return esHora
	case mes:
		return esFecha
	}
	return esNumero
}

// maxSerie is the last day that Excel knows, 31.12.9999.
const maxSerie = 2_958_465

// textoDeSerie is a number of days as its format would show it, in the way in which the
// interpreter reads it; "" where it is no day. hora is what a date leaves unsaid.
func textoDeSerie(v float64, clase claseNumero, de1904 bool) (texto, hora string) {
	if v < 0 || v > maxSerie+1 || math.IsNaN(v) {
		return "", ""
	}
	dias := math.Floor(v)
	segundos := int(math.Round((v - dias) * 86400))
	if segundos == 86400 {
		dias, segundos = dias+1, 0
	}
	h := time.Date(2000, 1, 1, 0, 0, segundos, 0, time.UTC).Format("15:04")
	if clase == esHora && v < 1 {
		return h, ""
	}
	if segundos == 0 {
		h = ""
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case de1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case dias < 1:
		return "", ""
	case dias < 61: // Excel believes that 1900 was a leap year
		base = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	d := base.AddDate(0, 0, int(dias))
	if clase == esMes && d.Day() == 1 && segundos == 0 {
		// 01/2023, the number of a compromiso, that was taken for a month.
		return d.Format("01/2006"), ""
	}
	return d.Format("02.01.2006"), h
}

// textoDeNumero is a number without format.
func textoDeNumero(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', 15, 64)
}
