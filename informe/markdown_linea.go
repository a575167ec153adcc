package informe

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// celdaMarkdown makes the paragraphs of a cell, or of a line, out of what Markdown writes
// inside a line: emphasis, code, links, escapes, tags of HTML.
func celdaMarkdown(s string) celda {
	a := &aplanador{}
	if !strings.ContainsAny(s, "\\`*_~[]<&") {
		a.runas([]byte(s))
		return a.fin()
	}
	l := lineaMarkdown{s: s, a: a}
	l.partir()
	l.enfasis()
	for _, p := range l.piezas {
		l.decir(p)
	}
	return a.fin()
}

// clasePieza is what a piece of a line is.
type clasePieza int

const (
	piezaTexto    clasePieza = iota // to the letter
	piezaEtiqueta                   // a tag of HTML
	piezaMarca                      // asterisks and the like, as many as are left
	piezaAviso
)

type pieza struct {
	clase        clasePieza
	s            string
	quedan       int // of the marks: those that mean nothing
	abre, cierra bool
}

// lineaMarkdown is a line while it is cut into pieces.
type lineaMarkdown struct {
	s         string
	a         *aplanador
	piezas    []pieza
	parejas   map[int]int  // of square brackets, where there are any
	sinCierre bool         // no comment ends from here on
	solas     map[int]bool // lengths of runs of backticks that no other one matches
}

var (
	reEtiqueta  = regexp.MustCompile(`^</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>`)
	reAutoLiga  = regexp.MustCompile(`^<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)|(?:[\w.+-]+@[\w.-]+))>`)
	reDestino   = regexp.MustCompile(`^\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)
	reEntidadEn = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// partir cuts the line.
func (l *lineaMarkdown) partir() {
	desde := 0
	soltar := func(hasta int) {
		if hasta > desde {
			l.piezas = append(l.piezas, pieza{s: l.s[desde:hasta]})
		}
	}
	for i := 0; i < len(l.s); {
		n := l.especial(i, func() { soltar(i) })
		if n == 0 {
			i++
			continue
		}
		i += n
		desde = i
	}
	soltar(len(l.s))
}

// especial reads what means something at i, and how long it is; 0 when nothing does. antes
// is called before the piece is added.
func (l *lineaMarkdown) especial(i int, antes func()) int {
	resto := l.s[i:]
	poner := func(p pieza, n int) int {
		antes()
		l.piezas = append(l.piezas, p)
		return n
	}
	switch resto[0] {
	case '\\':
		if len(resto) > 1 && resto[1] < utf8.RuneSelf && unicode.IsOneOf([]*unicode.RangeTable{unicode.P, unicode.S}, rune(resto[1])) {
			return poner(pieza{s: resto[1:2]}, 2)
		}
	case '`':
		return l.codigo(resto, poner)
	case '&':
		if m := reEntidadEn.FindString(resto); m != "" {
			return poner(pieza{s: html.UnescapeString(m)}, len(m))
		}
	case '<':
		return l.angulo(resto, poner)
	case '*', '_', '~':
		n := 1
		for n < len(resto) && resto[n] == resto[0] {
			n++
		}
		if resto[0] == '~' && n != 2 {
			return poner(pieza{s: resto[:n]}, n)
		}
		return poner(l.marca(i, n), n)
	case '[', '!', ']':
		return l.corchete(i, poner)
	}
	return 0
}

// codigo reads what stands between backticks, where no sign means anything.
func (l *lineaMarkdown) codigo(resto string, poner func(pieza, int) int) int {
	n := len(resto) - len(strings.TrimLeft(resto, "`"))
	marca := resto[:n]
	if l.solas[n] {
		return poner(pieza{s: marca}, n)
	}
	for de := n; ; {
		k := strings.Index(resto[de:], marca)
		if k < 0 {
			if l.solas == nil {
				l.solas = map[int]bool{}
			}
			l.solas[n] = true
			return poner(pieza{s: marca}, n)
		}
		fin := de + k + n
		if fin == len(resto) || resto[fin] != '`' {
			return poner(pieza{s: strings.TrimSpace(resto[n : de+k])}, fin)
		}
		for fin < len(resto) && resto[fin] == '`' {
			fin++
		}
		de = fin
	}
}

// angulo reads an address, a tag or a comment; anything else between angle brackets is
// what somebody wrote.
func (l *lineaMarkdown) angulo(resto string, poner func(pieza, int) int) int {
	if m := reAutoLiga.FindStringSubmatch(resto); m != nil {
		return poner(pieza{s: m[1]}, len(m[0]))
	}
	if strings.HasPrefix(resto, "<!--") && !l.sinCierre {
		if k := strings.Index(resto, "-->"); k > 0 {
			return poner(pieza{}, k+3)
		}
		l.sinCierre = true
		return 0
	}
	if m := reEtiqueta.FindString(resto); m != "" {
		return poner(pieza{clase: piezaEtiqueta, s: m}, len(m))
	}
	return 0
}

// corchete reads the ends of a link: its text stays, and its address is told. A picture is
// told whole.
func (l *lineaMarkdown) corchete(i int, poner func(pieza, int) int) int {
	if l.parejas == nil {
		l.emparejar()
	}
	switch l.s[i] {
	case '!':
		if i+1 < len(l.s) && l.s[i+1] == '[' {
			if fin, ok := l.parejas[i+1]; ok {
				if m := reDestino.FindStringSubmatch(l.destino(fin)); m != nil {
					dice := "Se omitió una imagen: «" + cita(strings.TrimSpace(l.s[i+2:fin]+" "+m[1]+m[2])) + "»."
					return poner(pieza{clase: piezaAviso, s: dice}, fin+1+len(m[0])-i)
				}
			}
		}
	case '[':
		if fin, ok := l.parejas[i]; ok && reDestino.MatchString(l.destino(fin)) {
			return poner(pieza{}, 1)
		}
	case ']':
		if de, ok := l.parejas[-i-1]; ok {
			if m := reDestino.FindStringSubmatch(l.destino(i)); m != nil {
				p := pieza{}
				if dir := m[1] + m[2]; sinEsquema(html.UnescapeString(dir)) != sinEsquema(l.s[de+1:i]) && !strings.HasPrefix(dir, "#") {
					p = pieza{clase: piezaAviso, s: "El texto no conserva la dirección de un enlace: «" + cita(html.UnescapeString(dir)) + "»."}
				}
				return poner(p, 1+len(m[0]))
			}
		}
	}
	return 0
}

// destino is where the address of the link that ends at i would be, no more than an
// address needs.
func (l *lineaMarkdown) destino(i int) string { return l.s[i+1 : min(len(l.s), i+1+4096)] }

// emparejar finds the ends of what stands between square brackets: where each closes, and
// by -i-1 where the one that closes at i opens.
func (l *lineaMarkdown) emparejar() {
	l.parejas = map[int]int{}
	var abiertas []int
	for i := 0; i < len(l.s); i++ {
		switch l.s[i] {
		case '\\':
			i++
		case '[':
			abiertas = append(abiertas, i)
		case ']':
			if n := len(abiertas); n > 0 {
				if i+1 < len(l.s) && l.s[i+1] == '(' {
					l.parejas[abiertas[n-1]], l.parejas[-i-1] = i, abiertas[n-1]
				}
				abiertas = abiertas[:n-1]
			}
		}
	}
}

// marca reads a run of n asterisks or the like: by its neighbours it may open emphasis, or
// close it.
func (l *lineaMarkdown) marca(i, n int) pieza {
	antes, _ := utf8.DecodeLastRuneInString(l.s[:i])
	despues, _ := utf8.DecodeRuneInString(l.s[i+n:])
	if i == 0 {
		antes = ' '
	}
	if i+n == len(l.s) {
		despues = ' '
	}
	puntuacion := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	izquierda := !unicode.IsSpace(despues) && (!puntuacion(despues) || unicode.IsSpace(antes) || puntuacion(antes))
	derecha := !unicode.IsSpace(antes) && (!puntuacion(antes) || unicode.IsSpace(despues) || puntuacion(despues))
	p := pieza{clase: piezaMarca, s: l.s[i : i+n], quedan: n, abre: izquierda, cierra: derecha}
	if l.s[i] == '_' {
		p.abre = izquierda && (!derecha || puntuacion(antes))
		p.cierra = derecha && (!izquierda || puntuacion(despues))
	}
	return p
}

// enfasis takes away the marks that mean something, as CommonMark pairs them. No mark is
// looked at twice for the same reason, so that a line full of them costs what it is long.
func (l *lineaMarkdown) enfasis() {
	var pila []int // of marks that may open
	fondo := map[[3]int]int{}
	for c := range l.piezas {
		p := &l.piezas[c]
		if p.clase != piezaMarca {
			continue
		}
		if p.cierra {
			pila = l.cerrarEnfasis(c, pila, fondo)
		}
		if p.abre && p.quedan > 0 {
			pila = append(pila, c)
		}
	}
}

// cerrarEnfasis pairs the marks of piece c with those that may open, the nearest first.
func (l *lineaMarkdown) cerrarEnfasis(c int, pila []int, fondo map[[3]int]int) []int {
	p := &l.piezas[c]
	for p.quedan > 0 {
		clave := [3]int{int(p.s[0]), len(p.s) % 3, si(p.abre, 1, 0)}
		hallada := -1
		for k := len(pila) - 1; k >= 0 && pila[k] >= fondo[clave]; k-- {
			o := l.piezas[pila[k]]
			tres := (o.cierra || p.abre) && (len(o.s)+len(p.s))%3 == 0 && (len(o.s)%3 != 0 || len(p.s)%3 != 0)
			if o.s[0] == p.s[0] && (!tres || o.s[0] == '~') {
				hallada = k
				break
			}
		}
		if hallada < 0 {
			fondo[clave] = c
			return pila
		}
		o := &l.piezas[pila[hallada]]
		n := min(2, p.quedan, o.quedan)
		p.quedan -= n
		o.quedan -= n
		pila = pila[:hallada+1]
		if o.quedan == 0 {
			pila = pila[:hallada]
		}
	}
	return pila
}

// decir adds a piece to the paragraphs.
func (l *lineaMarkdown) decir(p pieza) {
	switch p.clase {
	case piezaTexto:
		l.a.runas([]byte(p.s))
	case piezaMarca:
		l.a.runas([]byte(p.s[:p.quedan]))
	case piezaAviso:
		l.a.avisar("%s", p.s)
	case piezaEtiqueta:
		if strings.EqualFold(strings.TrimRight(p.s, " />"), "<br") {
			l.a.cerrar()
			return
		}
		z := html.NewTokenizer(strings.NewReader(p.s))
		tipo := z.Next()
		l.a.pieza(tipo, z.Raw(), z)
	}
}
