package informe

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// AtencionImpresa is how a compromiso was attended, as the documents print it: the prose
// of the Secretaría and, while there is none, the seguimientos by date, one item each.
func AtencionImpresa(f compromiso.FilaInforme) string {
	if strings.TrimSpace(f.Atencion) != "" {
		return f.Atencion
	}
	var l []string
	for _, s := range seguimientosImpresos(f) {
		l = append(append(l, "• "+s[0]), s[1:]...)
	}
	return strings.Join(l, "\n")
}

// bloquesDeAtencion is AtencionImpresa as a tree: what a seguimiento says past its first
// line hangs from its item.
func bloquesDeAtencion(f compromiso.FilaInforme) []documento.Bloque {
	if strings.TrimSpace(f.Atencion) != "" {
		return bloquesDe(f.Atencion)
	}
	var lista documento.Lista
	for _, s := range seguimientosImpresos(f) {
		lista.Items = append(lista.Items, documento.Item{Trozos: trozosDe(s[0]), Dentro: bloquesDe(strings.Join(s[1:], "\n"))})
	}
	if len(lista.Items) == 0 {
		return nil
	}
	return []documento.Bloque{lista}
}

// seguimientosImpresos are the lines of each one, by date.
func seguimientosImpresos(f compromiso.FilaInforme) [][]string {
	var l [][]string
	for _, s := range porFecha(f.Seguimientos) {
		texto := s.Texto
		if s.Clase == compromiso.SegCalendario {
			texto = strings.ReplaceAll(texto, "\t", " | ") // its cells are still apart
		}
		lineas := renglones(texto)
		if len(lineas) == 0 {
			continue
		}
		if de := fechaYArea(s); de != "" {
			lineas[0] = de + ": " + lineas[0]
		}
		l = append(l, lineas)
	}
	return l
}

// fechaYArea is «08.11.2023, DERFE», or what there is of the two.
func fechaYArea(s compromiso.SegInforme) string {
	var l []string
	for _, p := range []string{s.Fecha.Puntos(), enUnaLinea(s.Area)} {
		if p != "" {
			l = append(l, p)
		}
	}
	return strings.Join(l, ", ")
}

// porFecha is the seguimientos by their day and, within it, as they were recorded.
func porFecha(l []compromiso.SegInforme) []compromiso.SegInforme {
	l = slices.Clone(l)
	slices.SortStableFunc(l, func(x, y compromiso.SegInforme) int {
		return cmp.Or(x.Fecha.Compare(y.Fecha), cmp.Compare(x.En, y.En))
	})
	return l
}

// claseLinea is what the marker of a line says that it is.
type claseLinea int

const (
	deParrafo claseLinea = iota
	deNumero
	deVineta
	deLetra // a letter or a Roman number, of a list that has more of them
)

// lineaTexto is one line of the texts of the contract: a paragraph, «1. » or «• ».
type lineaTexto struct {
	clase  claseLinea
	n      int
	texto  string
	cuenta documento.Cuenta
	// parentesis tells that a bracket closes the letter.
	parentesis bool
}

// como tells whether two lines are items of lists of one kind.
func (l lineaTexto) como(m lineaTexto) bool {
	return l.clase == m.clase && l.cuenta == m.cuenta && l.parentesis == m.parentesis
}

// reNumerada is a number that a list can print just as it was written.
var reNumerada = regexp.MustCompile(`^([1-9]\d{0,2})\.[ \t]+(\S.*)$`)

func leerLinea(s string) lineaTexto {
	if m := reNumerada.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return lineaTexto{clase: deNumero, n: n, texto: m[2]}
	}
	if t, ok := strings.CutPrefix(s, "•"); ok {
		if u := strings.TrimLeft(t, " \t"); u != "" && u != t {
			return lineaTexto{clase: deVineta, texto: u}
		}
	}
	return lineaTexto{texto: s}
}

// bloquesDe turns a text into paragraphs and real lists. Its words are kept to the letter.
func bloquesDe(s string) []documento.Bloque {
	var bloques []documento.Bloque
	var tramo []lineaTexto // the lines of lists since the last paragraph
	for _, l := range leerLineas(renglones(s)) {
		if l.clase != deParrafo {
			tramo = append(tramo, l)
			continue
		}
		bloques = append(bloques, listasDe(tramo)...)
		tramo = nil
		bloques = append(bloques, documento.Parrafo{Trozos: trozosDe(l.texto)})
	}
	return append(bloques, listasDe(tramo)...)
}

// listasDe makes lists of lines that have markers. A number that does not follow the one
// before begins another list. Lines of the other kind hang from the item above them when
// the list goes on after them, as it was before texts were flattened; at its end, when
// they did so before.
func listasDe(tramo []lineaTexto) []documento.Bloque {
	var bloques []documento.Bloque
	for len(tramo) > 0 {
		l, resto := unaLista(tramo)
		bloques = append(bloques, l)
		tramo = resto
	}
	return bloques
}

func unaLista(tramo []lineaTexto) (documento.Lista, []lineaTexto) {
	primera := tramo[0]
	l := documento.Lista{Ordenada: primera.clase != deVineta, Desde: primera.n, Cuenta: primera.cuenta, Parentesis: primera.parentesis}
	sigue := func(t lineaTexto) bool {
		return t.como(primera) && (primera.clase == deVineta || t.n == l.Desde+len(l.Items))
	}
	anidada := false
	for len(tramo) > 0 {
		if sigue(tramo[0]) {
			l.Items = append(l.Items, documento.Item{Trozos: trozosDe(tramo[0].texto)})
			tramo = tramo[1:]
			continue
		}
		n := 0 // lines of the other kind
		for n < len(tramo) && !tramo[n].como(primera) {
			n++
		}
		continua := n < len(tramo) && sigue(tramo[n])
		if n == 0 || !continua && (!anidada || n < len(tramo)) {
			break
		}
		anidada = true
		ultimo := &l.Items[len(l.Items)-1]
		ultimo.Dentro = listasDe(tramo[:n])
		tramo = tramo[n:]
	}
	return l, tramo
}

// renglones are the lines of a text that say something, without what no document can
// hold: control characters, and the many ways of breaking a line.
func renglones(s string) []string {
	var l []string
	for r := range strings.SplitSeq(sinControles(s), "\n") {
		if r = strings.TrimSpace(r); r != "" {
			l = append(l, r)
		}
	}
	return l
}

func sinControles(s string) string {
	if limpio(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// limpio tells the texts that need no cleaning: nearly all.
func limpio(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF' || r >= '\uFFFE' && r <= '\uFFFF'
	})
}

var reDireccion = regexp.MustCompile(`https?://[^\s<>"«»“”]+`)

// trozosDe is a line as runs: the addresses in it lead where they say.
func trozosDe(s string) []documento.Trozo {
	if !strings.Contains(s, "://") {
		return documento.Texto(s)
	}
	var l []documento.Trozo
	desde := 0
	for _, m := range reDireccion.FindAllStringIndex(s, -1) {
		liga := sinPuntuacion(s[m[0]:m[1]])
		if !esLiga(liga) {
			continue
		}
		if m[0] > desde {
			l = append(l, documento.Trozo{Texto: s[desde:m[0]]})
		}
		desde = m[0] + len(liga)
		l = append(l, documento.Trozo{Texto: liga, Liga: liga})
	}
	if desde < len(s) {
		l = append(l, documento.Trozo{Texto: s[desde:]})
	}
	return l
}

// sinPuntuacion takes away the signs that belong to the sentence around an address.
func sinPuntuacion(s string) string {
	for {
		t := strings.TrimRight(s, ".,;:!?…'*_’")
		if strings.HasSuffix(t, ")") && strings.Count(t, ")") > strings.Count(t, "(") {
			t = t[:len(t)-1]
		}
		if t = strings.TrimRight(t, "]}"); t == s {
			return s
		}
		s = t
	}
}

// esLiga tells whether an address may be led to: http or https, to somewhere.
func esLiga(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

// mayuscula is s with its first letter in capitals.
func mayuscula(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
