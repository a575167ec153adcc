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

// reEmpiezaArea is how the name of an area begins, wherever a line names several.
var reEmpiezaArea = regexp.MustCompile(`^(?:direccion|unidad|coordinacion|comision|subdireccion|subcoordinacion|departamento|vocalia|junta|organo interno|secretaria|presidencia|oficina)\b`)

// partirAreas cuts a line of several areas, where what follows is an area by itself.
func (x contexto) partirAreas(s string) []string {
	var l []string
	poner := func(p string) {
		p = strings.Trim(p, " ,;/")
		switch sig := x.siglasDe(p); {
		case p == "" || sinValor(p):
		case sig != "":
			l = append(l, sig)
		default:
			l = append(l, strings.TrimSuffix(p, "."))
		}
	}
	desde := 0
	for _, m := range regexpAreas.FindAllStringIndex(s, -1) {
		if m[0] <= desde {
			continue
		}
		siguiente := s[m[1]:]
		if fin := regexpAreas.FindStringIndex(siguiente); fin != nil && fin[0] > 0 {
			siguiente = siguiente[:fin[0]]
		}
		siguiente = strings.Trim(siguiente, " .")
		if strings.ContainsAny(s[m[0]:m[1]], ";•|") || esSigla(siguiente) || x.siglasDe(siguiente) != "" ||
			reEmpiezaArea.MatchString(compromiso.Plegar(s[m[1]:])) {
			poner(s[desde:m[0]])
			desde = m[1]
		}
	}
	poner(s[desde:])
	return l
}

var regexpAreas = regexp.MustCompile(`\s*(?:[;,/•|]|\s[ye]\s|\s[-–—]\s)\s*(?:[ye]\s+)?(?:(?:la|el)\s+)?`)

// siglasDe gives the siglas of an area named in full, "" when they are not known.
func (x contexto) siglasDe(s string) string {
	if m := reParentesis.FindStringSubmatch(s); m != nil && strings.Contains(s, " ") {
		return m[1]
	}
	return x.porNombre[compromiso.Plegar(s)]
}
