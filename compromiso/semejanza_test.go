package compromiso

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func comparten(a, b []int64) bool {
	for k := range a {
		if a[k] == b[k] {
			return true
		}
	}
	return false
}

// What a person would call the same request shares a number of the Huella; what only has
// common words does not.
func TestHuella(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b  string
		igual bool
	}{
		{"Presentar un informe sobre la credencialización en el extranjero.", "presentar informe de credencializacion en el EXTRANJERO", true},
		{"Convocar a una reunión de trabajo con las representaciones", "Convocar a las representaciones a reuniones de trabajo", true},
		{"Entregar la nota sobre los costos de los envíos postales a Canadá", "Entregar nota de costos de envíos postales a Canadá y México", true},
		{"Presentar un informe sobre la credencialización en el extranjero.", "Revisar el calendario de visitas a los consulados de invierno", false},
		{"Actualizar el manual de la mesa de ayuda", "Invitar a la academia al foro de octubre", false},
	} {
		if got := comparten(Huella("CVD", c.a), Huella("CVD", c.b)); got != c.igual {
			t.Errorf("%q and %q: %v (resemblance %.2f)", c.a, c.b, got, Semejanza(Raices(c.a), Raices(c.b)))
		}
	}
	if comparten(Huella("CVD", "lo mismo"), Huella("CVMRE", "lo mismo")) {
		t.Error("a text of another commission is found")
	}
}

// Of texts of which three fifths are the same, nearly all are found; of strangers, few.
func TestHuella_cuantos(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	texto := func(n int) []string {
		var out []string
		for range n {
			out = append(out, fmt.Sprintf("palab%d", r.IntN(1_000_000)))
		}
		return out
	}
	parecidos, ajenos := 0, 0
	const veces = 500
	for range veces {
		comunes := texto(15)
		a, b := strings.Join(slices.Concat(comunes, texto(5)), " "), strings.Join(slices.Concat(comunes, texto(5)), " ")
		if comparten(Huella("CVD", a), Huella("CVD", b)) { // 15 of 25
			parecidos++
		}
		if comparten(Huella("CVD", a), Huella("CVD", strings.Join(texto(20), " "))) {
			ajenos++
		}
	}
	if parecidos < veces*85/100 || ajenos > veces/100 {
		t.Errorf("of %d: %d alike and %d strangers are found", veces, parecidos, ajenos)
	}
}

func TestSemejanza(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"", "", 0},
		{"Nota 1", "Nota 2", 1. / 3},
		{"la nota de los costos", "notas del costo", 1},
		{"credencializaciones", "credencialización", 1},
	} {
		if got := Semejanza(Raices(c.a), Raices(c.b)); got < c.want-.01 || got > c.want+.01 {
			t.Errorf("%q, %q: %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestVocablos(t *testing.T) {
	t.Parallel()
	got := Vocablos("¿Qué informe? El INFORME, de 2024; notificación", "reunión/avance x2y3z "+strings.Repeat("a", 41))
	if want := []string{"avance", "informe", "notificacion", "reunion"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDistancia(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{{"lista", "lista", 0}, {"lsita", "lista", 1}, {"list", "lista", 1}, {"", "ver", 3}, {"nuvo", "nuevo", 1}, {"ñu", "nu", 1}, {strings.Repeat("a", 41), "a", 1000}} {
		if got := Distancia(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func BenchmarkHuella(b *testing.B) {
	texto := "Presentar a la Comisión un informe sobre el avance de la credencialización en el extranjero, con las cifras por consulado y por mes."
	for b.Loop() {
		Huella("CVD", texto)
	}
}
