package markdown

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/informe/documento"
)

// trozos writes runs of text one after another, on one line.
func trozos(l []documento.Trozo) string {
	l = slices.DeleteFunc(slices.Clone(l), func(t documento.Trozo) bool { return t.Texto == "" })
	var b strings.Builder
	for i, t := range l {
		s := enfasis(t, l, i)
		if dir := direccion(t.Liga); dir != "" {
			s = enlazar(t, s, dir)
		}
		b.WriteString(s)
	}
	return strings.TrimSpace(b.String())
}

// enlazar writes a run that leads somewhere. One that reads as the address it leads to is
// just that: within the brackets of a link it would be a link in a link, which there is not.
func enlazar(t documento.Trozo, s, dir string) string {
	if t.Texto == t.Liga && !conLook(t) {
		if reDireccion.FindString(t.Texto) == t.Texto && !reEntidad.MatchString(t.Texto) {
			return "<" + t.Texto + ">"
		}
		s = escaparTexto(t.Texto)
	}
	return "[" + s + "](<" + dir + ">)"
}

// enfasis writes a run in its look. Asterisks mean it when they touch a letter inside, and
// no other asterisk outside; elsewhere it is said in HTML.
func enfasis(t documento.Trozo, l []documento.Trozo, i int) string {
	s := escapar(t.Texto)
	medio := strings.TrimSpace(s)
	if !t.Negrita && !t.Cursiva || medio == "" {
		return s
	}
	antes, despues, _ := strings.Cut(s, medio)
	abre, cierra := "", ""
	if t.Negrita {
		abre, cierra = "**", "**"
	}
	if t.Cursiva {
		abre, cierra = abre+"*", cierra+"*"
	}
	crudo := strings.TrimSpace(t.Texto)
	primera, _ := utf8.DecodeRuneInString(crudo)
	ultima, _ := utf8.DecodeLastRuneInString(crudo)
	pegado := i > 0 && conLook(l[i-1]) || i+1 < len(l) && conLook(l[i+1])
	if !letra(primera) || !letra(ultima) || pegado {
		abre, cierra = "", ""
		if t.Negrita {
			abre, cierra = "<strong>", "</strong>"
		}
		if t.Cursiva {
			abre, cierra = abre+"<em>", "</em>"+cierra
		}
	}
	return antes + abre + medio + cierra + despues
}

func letra(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func conLook(t documento.Trozo) bool { return t.Negrita || t.Cursiva }

// direccion is the address of a link as Markdown takes it between angle brackets, "" for
// what is none.
func direccion(s string) string {
	bien := false
	for _, esquema := range []string{"https://", "http://", "mailto:"} {
		bien = bien || len(s) > len(esquema) && strings.EqualFold(s[:len(esquema)], esquema)
	}
	if !bien || strings.ContainsFunc(s, unicode.IsControl) {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20", "|", "%7C", "&", "&amp;").Replace(s)
}

// marcas are the signs that Markdown, GitHub's or another, gives a meaning inside a line.
const marcas = "\\`*_{}[]<>|~&$^"

// reDireccion is an address written in the text.
var reDireccion = regexp.MustCompile(`https?://[^\s<>|\\` + "`" + `]*[^\s<>|\\` + "`" + `.,;:!?'"()\[\]«»“”*_~]`)

// reEntidad is what would be read as one character.
var reEntidad = regexp.MustCompile(`&#?[0-9A-Za-z]+;`)

// escapar writes what a person typed so that it means itself anywhere inside a line. In an
// address escapes would stay, since GitHub knows addresses before it knows them: one that has
// a sign stands between angle brackets, where there are none.
func escapar(s string) string {
	if !strings.Contains(s, "://") {
		return escaparTexto(s)
	}
	var b strings.Builder
	desde := 0
	for _, m := range reDireccion.FindAllStringIndex(s, -1) {
		dir := s[m[0]:m[1]]
		if !strings.ContainsAny(dir, marcas) || reEntidad.MatchString(dir) || strings.ContainsFunc(dir, unicode.IsControl) || !utf8.ValidString(dir) {
			continue
		}
		b.WriteString(escaparTexto(s[desde:m[0]]) + "<" + dir + ">")
		desde = m[1]
	}
	b.WriteString(escaparTexto(s[desde:]))
	return b.String()
}

func escaparTexto(s string) string {
	if !strings.ContainsAny(s, marcas) && !strings.ContainsFunc(s, unicode.IsControl) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for _, r := range s {
		switch {
		case r == '\t' || r == '\n':
			b.WriteByte(' ')
		case unicode.IsControl(r):
		case r < utf8.RuneSelf && strings.IndexByte(marcas, byte(r)) >= 0:
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// reInicio are the beginnings that make of a line something else than a paragraph.
var reInicio = regexp.MustCompile(`^(?:(\d{1,9})([.)])(\s|$)|([#+=:-]))`)

// inicio keeps the beginning of a paragraph from meaning a heading, a list or a line.
func inicio(s string) string {
	m := reInicio.FindStringSubmatchIndex(s)
	switch {
	case m == nil:
		return s
	case m[8] >= 0:
		return `\` + s
	default:
		return s[:m[3]] + `\` + s[m[3]:]
	}
}
