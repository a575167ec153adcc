package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

// reDefineArea is how the name of an area begins, folded. A Secretaría is none:
// the SRE is another institution, and the ST is who writes the report.
var reDefineArea = regexp.MustCompile(`^(?:direccion|unidad|coordinacion|comision|subdireccion|subcoordinacion|departamento|vocalia|junta|organo interno)\b`)

// esArea tells whether a sigla stands for an area that attends compromisos: the
// glossary defines it as a Dirección, Unidad, Coordinación … or another Comisión
// (not the one whose informe it is), or it is known as one.
func (x contexto) esArea(sigla string) bool {
	if compromiso.Plegar(sigla) == compromiso.Plegar(x.inf.Comision) {
		return false
	}
	return x.areas[sigla] || reDefineArea.MatchString(compromiso.Plegar(x.inf.Glosario[sigla]))
}

// areasMencionadas are the areas that the texts of a row name, in order of
// appearance: first what was asked, then how it was attended.
func (x contexto) areasMencionadas(f compromiso.FilaInforme) []string {
	var l []string
	for _, t := range []string{f.Texto, f.Atencion} {
		for _, m := range menciones(t, x.conocida) {
			if x.esArea(m.sigla) {
				l = append(l, m.sigla)
			}
		}
	}
	return enOrden(l)
}

var reParentesis = regexp.MustCompile(`\(([\p{Lu}][\pL\d-]{1,19})\)\s*$`)

// areasDe reads a cell of areas: siglas separated by anything, or names, whose
// siglas the glossary or the name itself gives. What is neither stays as written.
func (x contexto) areasDe(c celda) []string {
	var l []string
	for _, s := range c.items() {
		switch {
		case sinValor(s):
		case x.siglasDe(s) != "":
			l = append(l, x.siglasDe(s))
		default:
			l = append(l, x.partirAreas(s)...)
		}
	}
	return enOrden(l)
}

// partirAreas cuts a line of several areas, if every part is one by itself.
func (x contexto) partirAreas(s string) []string {
	partes := regexpAreas.Split(s, -1)
	var l []string
	for _, p := range partes {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		if sig := x.siglasDe(p); sig != "" {
			p = sig
		} else if !esSigla(p) && !strings.Contains(s, ";") {
			return []string{s}
		}
		l = append(l, p)
	}
	return l
}

var regexpAreas = regexp.MustCompile(`\s*(?:[;,/]|\s[ye]\s)\s*`)

// siglasDe gives the siglas of an area named in full, "" when they are not known.
func (x contexto) siglasDe(s string) string {
	if m := reParentesis.FindStringSubmatch(s); m != nil && strings.Contains(s, " ") {
		return m[1]
	}
	return x.porNombre[compromiso.Plegar(s)]
}
