package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
)

// opciones is what was typed after a subcommand, taken apart: the options, by their
// folded key, and the text that is left.
type opciones struct {
	texto   string
	valores map[string]string
	errores map[string]string // by key: what cannot be read
}

// listas are the options that hold several values; written twice, they add up.
var listas = map[string]bool{"areas": true, "solicita": true}

const comillasAbren, comillasCierran = "\"“”«„", "\"“”»"

// leerOpciones takes clave:valor apart from the text, in any order. Only the keys
// given are options; any other «palabra:» is text, and so is a key with nothing after
// it. A value is quoted, straight or curly, when it holds blanks.
func leerOpciones(s string, claves ...string) opciones {
	o := opciones{valores: map[string]string{}, errores: map[string]string{}}
	conocida := map[string]bool{}
	for _, k := range claves {
		conocida[k] = true
	}
	var texto strings.Builder
	inicio := true // of a word
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if unicode.IsSpace(r) {
			texto.WriteString(s[:n])
			s, inicio = s[n:], true
			continue
		}
		if inicio {
			if clave, resto, ok := cortarClave(s, conocida); ok {
				s = o.tomar(clave, resto)
				continue
			}
		}
		texto.WriteString(s[:n])
		s, inicio = s[n:], false
	}
	o.texto = limpiarTexto(texto.String())
	return o
}

// cortarClave tells whether a known key with a value stands at the head of s.
func cortarClave(s string, conocida map[string]bool) (clave, resto string, ok bool) {
	i := strings.IndexByte(s, ':')
	if i <= 0 || i > 40 || strings.ContainsFunc(s[:i], unicode.IsSpace) {
		return "", "", false
	}
	clave = compromiso.Plegar(s[:i])
	ok = conocida[clave]
	resto = s[i+1:]
	r, _ := utf8.DecodeRuneInString(resto)
	return clave, resto, ok && resto != "" && !unicode.IsSpace(r)
}

// tomar reads the value at the head of s and gives what follows it.
func (o *opciones) tomar(clave, s string) string {
	var valor string
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(comillasAbren, r) {
		s = s[n:]
		i := strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune(comillasCierran, r) })
		if i < 0 {
			o.errores[clave] = "Falta cerrar las comillas de «" + clave + ":»."
			i = len(s)
		}
		valor, s = s[:i], s[i:]
		if _, n := utf8.DecodeRuneInString(s); s != "" {
			s = s[n:]
		}
	} else {
		valor, s = cortarValor(s, listas[clave])
	}
	valor = strings.TrimSpace(valor)
	ya, hay := o.valores[clave]
	switch {
	case !hay:
		o.valores[clave] = valor
	case listas[clave]:
		o.valores[clave] = ya + "," + valor
	case compromiso.Plegar(ya) != compromiso.Plegar(valor):
		o.errores[clave] = "Escribió «" + clave + ":» dos veces, con valores distintos: deje uno."
	}
	return s
}

// cortarValor reads up to the next blank; in a list, a comma at the end of a word goes
// on with the next one («áreas:DERFE, UTSI»).
func cortarValor(s string, lista bool) (valor, resto string) {
	for i := 0; ; {
		j := strings.IndexFunc(s[i:], unicode.IsSpace)
		if j < 0 {
			return s, ""
		}
		fin := i + j
		if !lista || !strings.HasSuffix(s[:fin], ",") {
			return s[:fin], s[fin:]
		}
		i = fin
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsSpace(r) {
				break
			}
			i += n
		}
		if i == len(s) {
			return s[:fin], s[fin:]
		}
	}
}

// limpiarTexto trims each line, folds the blanks that options leave behind, and keeps
// the lines: numbered ones are incisos.
func limpiarTexto(s string) string {
	var lineas []string
	for _, l := range strings.Split(s, "\n") {
		lineas = append(lineas, strings.Join(strings.Fields(l), " "))
	}
	return strings.Trim(strings.Join(lineas, "\n"), "\n ")
}

// partir are the values of a list, each once or more, without the empty ones.
func partir(s string) []string {
	var out []string
	for _, x := range strings.Split(s, ",") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

var caracteres = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// deSlack turns a text as Slack sends it with a command (should_escape) into what the
// person typed: links without their brackets, mentions as ids, entities as characters.
func deSlack(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		f := strings.IndexByte(s, '>')
		if f < 0 {
			break
		}
		b.WriteString(sinCorchetes(s[1:f]))
		s = s[f+1:]
	}
	b.WriteString(s)
	return caracteres.Replace(b.String())
}

func sinCorchetes(s string) string {
	antes, despues, hay := strings.Cut(s, "|")
	switch {
	case strings.HasPrefix(antes, "@"):
		return antes
	case strings.HasPrefix(antes, "#"):
		if despues != "" {
			return "#" + despues
		}
		return antes
	case strings.HasPrefix(antes, "!"):
		if hay && despues != "" {
			return despues
		}
		return "@" + strings.TrimPrefix(antes, "!")
	case strings.HasPrefix(antes, "mailto:"):
		return strings.TrimPrefix(antes, "mailto:")
	case hay && strings.HasSuffix(antes, "://"+despues):
		return despues
	}
	return antes
}
