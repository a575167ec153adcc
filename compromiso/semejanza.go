package compromiso

import (
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bandas is how many numbers a Huella has.
const Bandas = 6

// porBanda is how many minima make one of them: two texts of which half the roots are
// the same share some band four times of five; of which a fifth, once of five.
const porBanda = 2

// vacias are the words that say nothing of what a text is about.
var vacias = map[string]bool{
	"al": true, "ante": true, "con": true, "como": true, "cual": true, "cuales": true, "de": true, "del": true, "desde": true, "el": true,
	"ella": true, "en": true, "entre": true, "es": true, "esta": true, "este": true, "esto": true, "ha": true, "hasta": true, "la": true,
	"las": true, "le": true, "lo": true, "los": true, "mas": true, "ni": true, "no": true, "para": true, "por": true, "que": true,
	"quien": true, "se": true, "sea": true, "ser": true, "si": true, "sin": true, "sobre": true, "son": true, "su": true, "sus": true,
	"un": true, "una": true, "uno": true, "y": true,
}

// PalabrasPlegadas are the words of a text: letters and digits alone, folded.
func PalabrasPlegadas(texto string) []string {
	return strings.FieldsFunc(Plegar(texto), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Vocablos are the distinct words of a text that a slip of typing is looked up among:
// folded, of four letters at least and forty at most, without digits; in order.
func Vocablos(textos ...string) []string {
	var out []string
	for _, t := range textos {
		for _, p := range PalabrasPlegadas(t) {
			if n := utf8.RuneCountInString(p); n >= 4 && n <= 40 && !strings.ContainsFunc(p, unicode.IsDigit) {
				out = append(out, p)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Raices are what two texts are compared by: the words that say what it is about, without
// their number and gender; distinct, in order.
func Raices(texto string) []string {
	var out []string
	for _, p := range PalabrasPlegadas(texto) {
		if vacias[p] || utf8.RuneCountInString(p) == 1 && !unicode.IsDigit(rune(p[0])) {
			continue
		}
		if len(p) >= 4 {
			p = strings.TrimSuffix(p, "s")
			p = strings.TrimRight(p, "aeo")
		}
		out = append(out, p)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Semejanza is how much two texts resemble each other, by their Raices: the part of all
// of them that both have, from 0 to 1.
func Semejanza(a, b []string) float64 {
	comunes := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			comunes, i, j = comunes+1, i+1, j+1
		}
	}
	if todas := len(a) + len(b) - comunes; todas > 0 {
		return float64(comunes) / float64(todas)
	}
	return 0
}

// Huella is what a text is found by among a million: texts of one commission that
// resemble each other have one of its numbers in common, mostly, and others have not
// (minima of several hashes of the roots, in bands: Broder, «On the resemblance and
// containment of documents», 1997).
func Huella(comision, texto string) []int64 {
	var minimos [Bandas * porBanda]uint64
	for k := range minimos {
		minimos[k] = math.MaxUint64
	}
	for _, r := range Raices(texto) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(r))
		x := h.Sum64()
		for k := range minimos {
			minimos[k] = min(minimos[k], mezclar(x+uint64(k+1)*0x9e3779b97f4a7c15))
		}
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(comision))
	de := h.Sum64()
	out := make([]int64, Bandas)
	for b := range out {
		x := de
		for _, m := range minimos[b*porBanda : (b+1)*porBanda] {
			x = mezclar(x ^ m)
		}
		out[b] = int64(x)
	}
	return out
}

// mezclar spreads the bits of a number over all of it (the finaliser of splitmix64).
func mezclar(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// Distancia is how many letters must be put, taken, changed or swapped with the next to
// make one word of the other; 1000 where they are long.
func Distancia(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 40 || len(y) > 40 {
		return 1000
	}
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			costo := 1
			if x[i-1] == y[j-1] {
				costo = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+costo)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
