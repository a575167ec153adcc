package compromiso

import (
	"fmt"
	"regexp"
	"strconv"
)

// Numero is the number of a compromiso within its commission: consecutive and year.
type Numero struct{ Cons, Anio int }

var reNumero = regexp.MustCompile(`^\s*(\d{1,6})\s*/\s*(\d{4})\s*$`)

// ParseNumero reads NN/AAAA, with one digit or more before the bar.
func ParseNumero(s string) (Numero, error) {
	m := reNumero.FindStringSubmatch(s)
	if m == nil {
		return Numero{}, Errorf(Invalido, "numero", "«%s» no es el número de un compromiso: escríbalo como 03/2023.", s)
	}
	c, _ := strconv.Atoi(m[1])
	a, _ := strconv.Atoi(m[2])
	if c < 1 || a < 1 {
		return Numero{}, Errorf(Invalido, "numero", "«%s» no es el número de un compromiso: escríbalo como 03/2023.", s)
	}
	return Numero{Cons: c, Anio: a}, nil
}

// IsZero tells whether there is no number.
func (n Numero) IsZero() bool { return n == Numero{} }

// String is the number as NN/AAAA, two digits at least.
func (n Numero) String() string {
	if n.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%04d", n.Cons, n.Anio)
}

// MarshalText writes NN/AAAA.
func (n Numero) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads NN/AAAA.
func (n *Numero) UnmarshalText(b []byte) error {
	m, err := ParseNumero(string(b))
	if err != nil {
		return err
	}
	*n = m
	return nil
}

// Compare orders by year, then by consecutive.
func (n Numero) Compare(m Numero) int {
	if n.Anio != m.Anio {
		return n.Anio - m.Anio
	}
	return n.Cons - m.Cons
}
