package compromiso

import (
	"fmt"
	"regexp"
	"testing"

	"compromisos/compromiso/bound"
)

// siglasDeComision are those that a configuration may give to a commission.
var siglasDeComision = regexp.MustCompile(`^\p{L}[\p{L}0-9-]{1,19}$`)

// FuzzParseCodigoSesion reads anything as the session of any commission. What is taken
// reads back the same, as a code and in words.
func FuzzParseCodigoSesion(f *testing.F) {
	for _, s := range []string{
		"01SO-CVMRE/2023", "3ª Ordinaria", "EXT-URG 1", "XIV S.E.U.", "Vigésima primera", "-/º 1", "\xff", "Segunda Sesión Extraordinaria Urgente de 2023",
		"Décimo primera sesión extraordinaria", "999SEU-CVMRE", "01SO-COVE",
	} {
		f.Add(s, "CVMRE")
		f.Add(s, "")
	}
	f.Add("C2 01", "C2")
	f.Fuzz(func(t *testing.T, s, comision string) {
		var c CodigoSesion
		var anio int
		var err error
		bound.Run(t, len(s)+len(comision), func() { c, anio, err = ParseCodigoSesion(s, comision) })
		if err != nil {
			if CodigoDe(err) != Invalido {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if c.Ordinal < 1 || c.Ordinal > 999 || c.Clase == "" || comision != "" && c.Comision != comision || anio != 0 && !anioCreible(anio) {
			t.Fatalf("%q: %+v, %d", s, c, anio)
		}
		if comision != "" && !siglasDeComision.MatchString(comision) {
			return // no commission is called so: the configuration refuses it
		}
		formas := []string{c.String(), c.Largo(anio)}
		if anio != 0 {
			formas = append(formas, fmt.Sprintf("%s/%d", c, anio))
		}
		for _, forma := range formas {
			d, otro, err := ParseCodigoSesion(forma, c.Comision)
			if err != nil || d != c || otro != 0 && otro != anio {
				t.Fatalf("%q (%q) = %+v, %d; escrito %q = %+v, %d, %v", s, comision, c, anio, forma, d, otro, err)
			}
		}
	})
}
