package documento

import (
	"strconv"
	"strings"
)

// Cuenta is how an ordered list shows its numbers.
type Cuenta int

// The ways of counting.
const (
	Numeros           Cuenta = iota // 1, 2, 3
	Letras                          // a, b, c
	Mayusculas                      // A, B, C
	Romanos                         // i, ii, iii
	RomanosMayusculas               // I, II, III
	cuentas
)

// Cuentas are all of them.
func Cuentas() []Cuenta {
	l := make([]Cuenta, cuentas)
	for i := range l {
		l[i] = Cuenta(i)
	}
	return l
}

// Rotulo is the number n in this way of counting; in digits where there is none.
func (c Cuenta) Rotulo(n int) string {
	switch c {
	case Letras:
		if n >= 1 && n <= 26 {
			return string(rune('a' + n - 1))
		}
	case Mayusculas:
		return strings.ToUpper(Letras.Rotulo(n))
	case Romanos:
		return strings.ToLower(romano(n))
	case RomanosMayusculas:
		return romano(n)
	case Numeros, cuentas:
	}
	return strconv.Itoa(n)
}

// Maximo is the last number that this way of counting shows as such, 0 for no end.
func (c Cuenta) Maximo() int {
	switch c {
	case Letras, Mayusculas:
		return 26
	case Romanos, RomanosMayusculas:
		return 89
	}
	return 0
}

func romano(n int) string {
	if n < 1 || n > Romanos.Maximo() {
		return strconv.Itoa(n)
	}
	decenas := [...]string{"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"}
	unidades := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return decenas[n/10] + unidades[n%10]
}
