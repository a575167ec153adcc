package compromiso

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// String is the code as the documents write it: 01SO-CVMRE; "" for the zero code.
func (c CodigoSesion) String() string {
	if c == (CodigoSesion{}) {
		return ""
	}
	s := fmt.Sprintf("%02d%s", c.Ordinal, c.Clase)
	if c.Comision != "" {
		s += "-" + c.Comision
	}
	return s
}

// Largo is the session in words: «Segunda Sesión Extraordinaria de 2023»; without
// the year, when it is 0. Ordinals past 99 are written in digits.
func (c CodigoSesion) Largo(anio int) string {
	s := ordinalEnPalabras(c.Ordinal) + " Sesión"
	switch c.Clase {
	case Ordinaria:
		s += " Ordinaria"
	case Extraordinaria:
		s += " Extraordinaria"
	case Urgente:
		s += " Extraordinaria Urgente"
	}
	if anio != 0 {
		s += " de " + strconv.Itoa(anio)
	}
	return s
}

var (
	unidades = [10]string{"", "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima", "Octava", "Novena"}
	decenas  = [10]string{
		"", "Décima", "Vigésima", "Trigésima", "Cuadragésima", "Quincuagésima",
		"Sexagésima", "Septuagésima", "Octogésima", "Nonagésima",
	}
)

func ordinalEnPalabras(n int) string {
	if n < 1 || n > 99 {
		return strconv.Itoa(n) + ".ª"
	}
	return strings.TrimSpace(decenas[n/10] + " " + unidades[n%10])
}

// ordinales reads an ordinal that is one word, in either gender: «segundo»,
// «decimosegunda», «duodécima».
var ordinales = func() map[string]int {
	m := map[string]int{}
	generos := func(femenino string, n int) {
		m[femenino], m[strings.TrimSuffix(femenino, "a")+"o"] = n, n
	}
	for u, unidad := range unidades[1:] {
		generos(Plegar(unidad), u+1)
	}
	m["primer"], m["tercer"] = 1, 3
	generos("setima", 7)
	bases := maps.Clone(m)
	for d, decena := range decenas[1:] {
		raiz := strings.TrimSuffix(Plegar(decena), "a")
		generos(raiz+"a", 10*(d+1))
		for palabra, n := range bases {
			m[raiz+"o"+palabra], m[raiz+"a"+palabra] = 10*(d+1)+n, 10*(d+1)+n
		}
	}
	generos("undecima", 11)
	generos("duodecima", 12)
	return m
}()

var (
	reCodigo = regexp.MustCompile(`(?i)^(\d{1,3}) ?[-.]? ?(SEU|SO|SE) ?[- ] ?(\pL[\pL\d_.-]*)(?: ?/ ?(\d{4}))?$`)
	reRomano = regexp.MustCompile(`^(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$`)
)

// clasesDichas are the ways of naming a class, folded; "extra ordinaria" aside.
var clasesDichas = map[string]ClaseSesion{
	"so": Ordinaria, "ord": Ordinaria, "ordinaria": Ordinaria, "ordinario": Ordinaria,
	"se": Extraordinaria, "ext": Extraordinaria, "extra": Extraordinaria, "extraord": Extraordinaria,
	"extraordinaria": Extraordinaria, "extraordinario": Extraordinaria,
	"seu": Urgente, "urg": Urgente, "urgente": Urgente,
}

// rellenos are the words that say nothing about which session it is.
var rellenos = map[string]bool{
	"sesion": true, "ses": true, "de": true, "del": true, "la": true, "el": true, "ano": true, "num": true,
	"numero": true, "no": true, "n": true, "nro": true, "con": true, "en": true, "caracter": true,
	"ejercicio": true,
}

// ParseCodigoSesion reads which session of the commission a text names, in any of
// the wordings of section 4 of the contract: 01SO-CVMRE/2023, SE-05/2023, «3ª
// Ordinaria», «Segunda Sesión Extraordinaria Urgente de 2023», «I Sesión Ordinaria».
// The year is 0 when the text names none. A session in words without a class
// («Tercera sesión») is an ordinaria, as documents that number only those write it.
// With no commission given, that of a code like 01SO-CVMRE is taken as typed, and
// left empty otherwise. The error is Invalido.
func ParseCodigoSesion(s, comision string) (CodigoSesion, int, error) {
	no := func() (CodigoSesion, int, error) {
		return CodigoSesion{}, 0, Errorf(Invalido, "sesion",
			"«%s» no es el código de una sesión: escríbalo como 01SO-%[2]s, 02SE-%[2]s o «Segunda Sesión Extraordinaria de 2023».",
			cita(s), cmp.Or(comision, "SIGLAS"))
	}
	if len(s) > 400 {
		return no()
	}
	// The code as documents write it, in which the siglas need no guessing.
	if m := reCodigo.FindStringSubmatch(strings.Join(strings.Fields(s), " ")); m != nil && !rellenos[Plegar(m[3])] {
		c := CodigoSesion{Clase: ClaseSesion(strings.ToUpper(m[2])), Comision: cmp.Or(comision, m[3])}
		c.Ordinal, _ = strconv.Atoi(m[1])
		anio, _ := strconv.Atoi(m[4])
		if c.Ordinal == 0 || m[4] != "" && !anioCreible(anio) {
			return no()
		}
		if Plegar(m[3]) == Plegar(c.Comision) {
			return c, anio, nil
		}
		if !otraForma(m[3]) {
			return CodigoSesion{}, 0, Errorf(Invalido, "sesion",
				"La sesión «%s» es de la comisión %s, no de %s: escriba una de %[3]s.", cita(s), m[3], comision)
		}
	}
	l, ok := leerSesion(quitarSiglas(trocear(s), trocear(comision)))
	if !ok {
		return no()
	}
	return CodigoSesion{Ordinal: l.ordinal, Clase: l.clase(), Comision: comision}, l.anio, nil
}

// otraForma tells whether what stands where a code has its siglas is part of
// another wording: «3 SE urgente».
func otraForma(siglas string) bool {
	for _, p := range trocear(siglas) {
		_, clase := clasesDichas[p]
		if clase || rellenos[p] || p == "comision" {
			return true
		}
	}
	return false
}

// quitarSiglas leaves the pieces of the commission's siglas out of those of a text,
// unless they read like a class of session.
func quitarSiglas(piezas, siglas []string) []string {
	if len(siglas) == 0 {
		return piezas
	}
	if _, clase := clasesDichas[siglas[0]]; clase {
		return piezas
	}
	var r []string
	for i := 0; i < len(piezas); i++ {
		if fin := i + len(siglas); fin <= len(piezas) && slices.Equal(piezas[i:fin], siglas) {
			i = fin - 1
			continue
		}
		r = append(r, piezas[i])
	}
	return r
}

// sesionLeida is what the words of a text say about a session.
type sesionLeida struct {
	ordinal, anio          int
	ord, ext, urg, sinDuda bool // sinDuda: it reads as a session even where no class is said
}

// leerSesion reads the pieces of a text, the siglas left out; false when one of
// them says nothing known, or two of them say different things.
func leerSesion(piezas []string) (l sesionLeida, ok bool) {
	piezas = numerosEnCifras(juntarIniciales(piezas))
	for i := 0; i < len(piezas) && l.ordinal >= 0; i++ {
		p := piezas[i]
		clase := clasesDichas[p]
		n := ordinales[p]
		switch {
		case p == "comision": // its name follows, and perhaps the year
			if i = len(piezas) - 1; len(piezas[i]) == 4 && clase1(piezas[i]) == 'n' {
				l.ponerNumero(piezas[i])
			}
		case clase1(p) == 0: // quotes, brackets
		case clase1(p) == 'n':
			l.ponerNumero(p)
		case n > 0:
			if i+1 < len(piezas) && n%10 == 0 && ordinales[piezas[i+1]] > 0 && ordinales[piezas[i+1]] < 10 {
				i++
				n += ordinales[piezas[i]]
			}
			l.sinDuda = true
			l.ponerOrdinal(n)
		case p == "ordinaria" && i > 0 && piezas[i-1] == "extra":
		case clase != "":
			l.ord = l.ord || clase == Ordinaria
			l.ext = l.ext || clase == Extraordinaria
			l.urg = l.urg || clase == Urgente
		case rellenos[p]:
			l.sinDuda = l.sinDuda || p == "sesion"
		case reRomano.MatchString(p):
			l.ponerOrdinal(deRomano(p))
		default:
			return l, false
		}
	}
	dicha := l.ord || l.ext || l.urg || l.sinDuda
	return l, l.ordinal > 0 && dicha && !(l.ord && (l.ext || l.urg))
}

// clase is the class that was said; an ordinaria when none was.
func (l *sesionLeida) clase() ClaseSesion {
	switch {
	case l.urg:
		return Urgente
	case l.ext:
		return Extraordinaria
	}
	return Ordinaria
}

// clase1 is the class of the letters of a piece.
func clase1(pieza string) byte {
	r, _ := utf8.DecodeRuneInString(pieza)
	return clasePieza(r)
}

// anioCreible tells whether four digits may be the year of a session.
func anioCreible(n int) bool { return n >= 1900 && n < 3000 }

// ponerOrdinal takes note of an ordinal; -1 when there was another one.
func (l *sesionLeida) ponerOrdinal(n int) {
	if n == 0 || l.ordinal != 0 && l.ordinal != n {
		n = -1
	}
	l.ordinal = n
}

// ponerNumero takes four digits for the year and up to three for the ordinal.
func (l *sesionLeida) ponerNumero(p string) {
	n, _ := strconv.Atoi(p)
	switch {
	case len(p) <= 3:
		l.ponerOrdinal(n)
	case len(p) == 4 && anioCreible(n) && (l.anio == 0 || l.anio == n):
		l.anio = n
	default:
		l.ordinal = -1
	}
}

// juntarIniciales makes one piece of each run of single letters: S.O., S. E. U.
func juntarIniciales(piezas []string) []string {
	var r []string
	suelta := false
	for _, p := range piezas {
		letra := len(p) == 1 && strings.Contains("seou", p)
		if letra && suelta {
			r[len(r)-1] += p
			continue
		}
		suelta = letra
		r = append(r, p)
	}
	return r
}

// deRomano is the value of a Roman number that reRomano takes.
func deRomano(s string) int {
	valor := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}
	total := 0
	for i := range len(s) {
		v := valor[s[i]]
		if i+1 < len(s) && v < valor[s[i+1]] {
			v = -v
		}
		total += v
	}
	return total
}
