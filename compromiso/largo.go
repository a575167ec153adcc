package compromiso

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

var nombresDia = [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}

var nombresMes = [13]string{
	"", "enero", "febrero", "marzo", "abril", "mayo", "junio",
	"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
}

// diasSemana and meses read the names, folded; a month also by its first letters.
var (
	diasSemana = func() map[string]time.Weekday {
		m := map[string]time.Weekday{}
		for i, n := range nombresDia {
			m[Plegar(n)] = time.Weekday(i)
		}
		return m
	}()
	meses = func() map[string]time.Month {
		m := map[string]time.Month{"sept": time.September, "set": time.September, "setiembre": time.September}
		for i, n := range nombresMes[1:] {
			m[n], m[n[:3]] = time.Month(i+1), time.Month(i+1)
		}
		return m
	}()
)

// DiaSemana is the name of the day of the week: «viernes»; "" when there is no date.
func (f Fecha) DiaSemana() string {
	if f.IsZero() {
		return ""
	}
	return nombresDia[f.Semana()]
}

// Larga is the day in words: «viernes 17 de noviembre de 2023»; "" when there is none.
func (f Fecha) Larga() string {
	if f.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %d de %s de %d", f.DiaSemana(), f.Dia, nombresMes[f.Mes], f.Anio)
}

// Patterns for words that trocear left, joined by single blanks.
const (
	patronDia = `(lunes|martes|miercoles|jueves|viernes|sabado|domingo)`
	patronMes = `(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre` +
		`|ene|feb|mar|abr|may|jun|jul|ago|sept|sep|set|oct|nov|dic)`
)

var reFechaLarga = regexp.MustCompile(`^(?:` + patronDia + ` )?(\d{1,2}) (?:de )?` + patronMes + ` (?:del? )?(?:ano )?(\d{4})$`)

// ParseFechaLarga reads a day in words, as documents write it: «Viernes 17 de
// noviembre de 2023», with or without the day of the week. It refuses with Invalido
// a day that does not exist and a day of the week that is another one's.
func ParseFechaLarga(s string) (Fecha, error) {
	var m []string
	if len(s) <= 200 {
		m = reFechaLarga.FindStringSubmatch(strings.Join(numerosEnCifras(trocear(s)), " "))
	}
	if m == nil {
		return Fecha{}, Errorf(Invalido, "fecha",
			"«%s» no es una fecha en palabras: escríbala como «17 de noviembre de 2023».", cita(s))
	}
	anio, _ := strconv.Atoi(m[4])
	d, _ := strconv.Atoi(m[2])
	f, ok := fechaExacta(anio, meses[m[3]], d)
	if !ok {
		return Fecha{}, Errorf(Invalido, "fecha", "El %d de %s de %d no existe: corrija la fecha.", d, nombresMes[meses[m[3]]], anio)
	}
	if m[1] != "" && diasSemana[m[1]] != f.Semana() {
		return Fecha{}, Errorf(Invalido, "fecha", "El %d de %s de %d es %s, no %s: corrija la fecha.",
			d, nombresMes[f.Mes], anio, f.DiaSemana(), nombresDia[diasSemana[m[1]]])
	}
	return f, nil
}

// fechaExacta is the day, if there is such a day; NewFecha would give another one.
func fechaExacta(anio int, mes time.Month, d int) (Fecha, bool) {
	f := Fecha{Anio: anio, Mes: mes, Dia: d}
	return f, anio >= 1 && anio <= 9999 && f == NewFecha(anio, mes, d)
}

// sufijos are the endings of an ordinal in digits: 1er., 2da., 3ª.
var sufijos = map[string]bool{
	"a": true, "o": true, "er": true, "era": true, "ero": true, "ra": true, "ro": true, "da": true, "do": true,
	"ta": true, "to": true, "ma": true, "mo": true, "va": true, "vo": true, "na": true, "no": true,
}

// trocear cuts a folded text into words and numbers, which need no blank between
// them («01so» is two pieces). Full stops, commas and the signs of ordinals only
// separate, and so do a bar or a hyphen between two pieces; any other sign is a
// piece of its own, so that no reader passes over it.
func trocear(s string) []string {
	letras := []rune(Plegar(s))
	alnum := func(i int) bool {
		return i >= 0 && i < len(letras) && clasePieza(letras[i]) != 0
	}
	var piezas []string
	for i := 0; i < len(letras); {
		clase := clasePieza(letras[i])
		j := i + 1
		if clase == 0 {
			r := letras[i]
			separa := strings.ContainsRune(" ,.ªº°", r) || strings.ContainsRune("/-–", r) && alnum(i-1) && alnum(i+1)
			if !separa {
				piezas = append(piezas, string(r))
			}
			i = j
			continue
		}
		for j < len(letras) && clasePieza(letras[j]) == clase {
			j++
		}
		pieza := string(letras[i:j])
		pegada := i > 0 && clasePieza(letras[i-1]) == 'n'
		if !pegada || !sufijos[pieza] {
			piezas = append(piezas, pieza)
		}
		i = j
	}
	return piezas
}

// clasePieza is 'n' for a digit, 'l' for a letter, 0 for what is neither.
func clasePieza(r rune) byte {
	switch {
	case r >= '0' && r <= '9':
		return 'n'
	case r == 'ª', r == 'º':
		return 0
	case unicode.IsLetter(r):
		return 'l'
	}
	return 0
}

// cardinales are the numbers that are one word, to 30.
var cardinales = map[string]int{
	"un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
	"nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
	"diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuna": 21,
	"veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26,
	"veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30,
}

// numerosEnCifras writes the numbers in words among the pieces, uno to treinta y
// uno, in digits, and so «primero de» of the first day of a month.
func numerosEnCifras(piezas []string) []string {
	var r []string
	for i := 0; i < len(piezas); i++ {
		n, ok := cardinales[piezas[i]]
		if ok && n == 30 && i+2 < len(piezas) && piezas[i+1] == "y" && cardinales[piezas[i+2]] == 1 {
			n, i = 31, i+2
		}
		switch {
		case ok:
			r = append(r, strconv.Itoa(n))
		case piezas[i] == "primero" && i+1 < len(piezas) && piezas[i+1] == "de":
			r = append(r, "1")
		default:
			r = append(r, piezas[i])
		}
	}
	return r
}
