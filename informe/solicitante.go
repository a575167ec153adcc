package informe

import (
	"regexp"
	"strings"
)

// reClave is the clave of a requester: CE-ACL, CPL-PT, RPP-MORENA.
var (
	reClave      = regexp.MustCompile(`^\p{Lu}{2,6}-\p{Lu}[\p{Lu}\d]+`)
	reSeparador  = regexp.MustCompile(`\s*(?:;|,?\s+y\s+|,|/)\s*`)
	reSoloClaves = regexp.MustCompile(`^\p{Lu}{2,6}-\p{Lu}[\p{Lu}\d]+(?:[,;.]|\s|$)`)
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

// solicitantesDe gives the requesters of a cell, one string each.
func solicitantesDe(c celda) []string {
	var l []string
	for _, s := range c.items() {
		l = append(l, partirSolicitantes(s)...)
	}
	return l
}

// partirSolicitantes cuts a line where another requester begins: at a semicolon, or
// at a comma or «y» with a clave after it. «CE-ACL, Presidente de la CVMRE» is one.
func partirSolicitantes(s string) []string {
	var l []string
	desde := 0
	for _, m := range reSeparador.FindAllStringIndex(s, -1) {
		if m[0] <= desde {
			continue
		}
		if s[m[0]] == ';' || reClave.MatchString(s[m[1]:]) && s[m[0]] != '/' {
			l = agregar(l, s[desde:m[0]])
			desde = m[1]
		}
	}
	return agregar(l, s[desde:])
}

func agregar(l []string, s string) []string {
	if s = strings.Trim(s, " ;"); s == "" || sinValor(s) {
		return l
	}
	return append(l, s)
}
