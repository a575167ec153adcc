package informe

import (
	"regexp"
	"strings"
)

// reClave is the clave of a requester: CE-ACL, CPL-PT, RPP-MORENA, CPL-Morena.
var (
	reClave      = regexp.MustCompile(`^\p{Lu}{2,6}-\p{Lu}[\pL\d]+`)
	reSeparador  = regexp.MustCompile(`\s*(?:;|,?\s+[ye]\s+|,|/|\s[-–—]\s)\s*|\s*[•·▪|]\s*`)
	reSoloClaves = regexp.MustCompile(`^\p{Lu}{2,6}-\p{Lu}[\pL\d]+(?:[,;./|]|\s|$)`)
	// rePersona begins the name of a person or of who they speak for.
	rePersona = regexp.MustCompile(`^(?:[Cc]onsejer[oa]s?|[Rr]epresenta(?:nte|ción|ciones|ntes)|[Dd]iputad[oa]|[Ss]enador[a]?|[Rr]ep\.|[Pp]artido|[Mm]tr[oa]\.|[Dd]r[a]?\.|[Ll]icd?[oa]?\.|C\.|[Dd]ip\.|[Ss]en\.|[Rr]egidor[a]?|[Ss][ií]ndic[oa]|[Ii]ng\.|[Aa]rq\.|[Pp]rofr?a?\.|[Cc]iudadan[oa]|[Ss]ra?\.|[Vv]ocal|[Cc]omisionad[oa]|[Mm]agistrad[oa])\s+\p{Lu}?`)
	// reCargo is a title that goes on with the name before it.
	reCargo           = regexp.MustCompile(`^(?i:consejer[oa]s? (?:president[ea]|electoral(?:es)?|integrante)|representantes? (?:propietari[oa]|suplente)|president[ea]|integrante|secretari[oa])\b`)
	reEntreParentesis = regexp.MustCompile(`^\([^()]+\)[.,;]?$`)
	// reListaSiglas is a line of nothing but siglas: «PAN, PRI y PT».
	reListaSiglas = regexp.MustCompile(`^\p{Lu}[\p{Lu}\d]{1,9}(?:(?:\s*[,;/|]\s*(?:[ye]\s+)?|\s+[ye]\s+)\p{Lu}[\p{Lu}\d]{1,9})+$`)
)

// sonSolicitantes tells whether every line of a cell begins with a clave.
func sonSolicitantes(c celda) bool {
	if c.vacia() || c.runas() > 600 {
		return false
	}
	for _, s := range c.items() {
		if !reSoloClaves.MatchString(s) {
			return false
		}
	}
	return len(c.items()) > 0
}

// reGuiones is a clave whose hyphen is another than the plain one, or stands between
// blanks: the same person however the document was typed.
var reGuiones = regexp.MustCompile(`\b(CE|CPL|RPP)(?:\s?[\x{2010}-\x{2013}\x{2212}]\s?|\s-\s?|-\s)(\p{Lu}{2}[\pL\d]*)`)

func guionDeClave(s string) string { return reGuiones.ReplaceAllString(s, "$1-$2") }

// solicitantesDe gives the requesters of a cell, one string each.
func solicitantesDe(c celda) []string {
	var l []string
	pendiente := ""
	for _, s := range c.items() {
		s = guionDeClave(s)
		if pendiente != "" && !reClave.MatchString(s) && (!rePersona.MatchString(s) || reCargo.MatchString(s)) {
			s = pendiente + " " + s // the role, on a line below
		} else if pendiente != "" {
			l = append(l, partirSolicitantes(pendiente)...)
		}
		if pendiente = ""; strings.HasSuffix(s, ",") {
			pendiente = s
			continue
		}
		if n := len(l) - 1; n >= 0 && reEntreParentesis.MatchString(s) {
			l[n] += " " + s // the role, in brackets below
			continue
		}
		l = append(l, partirSolicitantes(s)...)
	}
	if pendiente != "" {
		l = append(l, partirSolicitantes(pendiente)...)
	}
	return l
}

// partirSolicitantes cuts a line where another requester begins: at a semicolon or a
// bullet, or at a comma, bar or «y» with a clave or a name after it. «CE-ACL, Presidente
// de la CVMRE» is one.
func partirSolicitantes(s string) []string {
	var l []string
	siglas := reListaSiglas.MatchString(strings.TrimRight(s, "."))
	desde := 0
	for _, m := range reSeparador.FindAllStringIndex(s, -1) {
		if m[0] <= desde {
			continue
		}
		separador, despues := s[m[0]:m[1]], s[m[1]:]
		// Two names in words are told apart only by what each begins with.
		nombres := rePersona.MatchString(strings.TrimSpace(s[desde:m[0]])) && rePersona.MatchString(despues) && !reCargo.MatchString(despues)
		if strings.ContainsAny(separador, ";•·▪|") || siglas || reClave.MatchString(despues) || nombres {
			l = agregar(l, s[desde:m[0]])
			desde = m[1]
		}
	}
	return agregar(l, s[desde:])
}

func agregar(l []string, s string) []string {
	if s = strings.Trim(s, " ;,"); s == "" || sinValor(s) {
		return l
	}
	return append(l, s)
}
