package informe

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// The groups of a glossary, in the order in which they are printed.
const (
	grupoConsejerias = "Consejeras y Consejeros Electorales"
	grupoPartidos    = "Partidos Políticos y Poder Legislativo"
	grupoAreas       = "Direcciones, Unidades y Coordinaciones"
	grupoOtras       = "Otras siglas"
)

// deLaForma are the siglas that the form itself brings along, in the codes of sessions and
// in the claves of who asks. The glossary of the commission rules over them.
var deLaForma = map[string]string{
	"SO":  "Sesión(es) Ordinaria(s)",
	"SE":  "Sesión(es) Extraordinaria(s)",
	"SEU": "Sesión(es) Extraordinaria(s) Urgente(s)",
	"CE":  "Persona(s) Consejera(s) Electoral(es)",
	"CPL": "Persona(s) Representante(s) de Consejería(s) del Poder Legislativo",
	"RPP": "Persona(s) Representante(s) de Partido(s) Político(s)",
	"ST":  "Secretaría Técnica",
}

// definiciones are what siglas mean: by the glossary, by the name of the commission, by
// the form. A person that the glossary names by the whole clave (CE-ACL) is defined by
// what follows the prefix, as documents do, and so is a clave whose two parts are known.
func definiciones(inf compromiso.Informe) map[string]string {
	m := make(map[string]string, len(inf.Glosario)+len(deLaForma)+1)
	for s, d := range inf.Glosario {
		if d = enUnaLinea(d); s != "" && d != "" {
			m[s] = d
		}
	}
	if d := enUnaLinea(inf.ComisionNombre); inf.Comision != "" && d != "" && m[inf.Comision] == "" {
		m[inf.Comision] = d
	}
	for s, d := range deLaForma {
		m[s] = cmp.Or(m[s], d)
	}
	for _, s := range slices.Sorted(maps.Keys(inf.Glosario)) {
		prefijo, resto, ok := strings.Cut(s, "-")
		if !ok || m[s] == "" || prefijo != "CE" && prefijo != "CPL" && prefijo != "RPP" {
			continue
		}
		if m[resto] == "" && prefijo == "CE" {
			m[resto] = m[s]
		}
		if m[resto] != "" {
			delete(m, s)
		}
	}
	return m
}

// GlosarioUsado is what the glossary of the document holds: the siglas that it uses, each
// with its meaning. sinDefinir are those that it uses and nothing defines, in order of
// appearance.
func GlosarioUsado(inf compromiso.Informe) (usado map[string]string, sinDefinir []string) {
	define := definiciones(inf)
	usadas, sinDefinir := siglasDe(inf, define)
	usado = make(map[string]string, len(usadas))
	for _, s := range usadas {
		usado[s] = define[s]
	}
	return usado, sinDefinir
}

// siglasDe are the siglas that the document uses: those with a meaning, and the others.
func siglasDe(inf compromiso.Informe, define map[string]string) (usadas, sinDefinir []string) {
	b := newBuscador(define)
	if inf.Comision != "" {
		b.texto("(" + inf.Comision + ")")
	}
	b.texto(inf.SesionTexto)
	for _, f := range inf.Compromisos {
		b.texto(f.Sesion)
		b.texto(f.Eje)
		b.texto(f.Texto)
		for _, s := range f.Solicitantes {
			b.texto(s)
		}
		b.texto(AtencionImpresa(f))
	}
	return b.fin()
}

// buscador gathers the siglas of the texts of a document.
type buscador struct {
	define     map[string]string
	vistas     map[string]bool
	textos     map[string]bool // seen whole: the ejes and claves of a report repeat
	palabras   map[string]bool // seen: the words of a report repeat
	usadas     []string
	sinDefinir []string
}

func newBuscador(define map[string]string) *buscador {
	return &buscador{define: define, vistas: map[string]bool{}, textos: map[string]bool{}, palabras: map[string]bool{}}
}

func (b *buscador) conocida(s string) bool { return b.define[s] != "" }

// texto takes note of the siglas of one text.
func (b *buscador) texto(s string) {
	if len(s) < 200 {
		if b.textos[s] {
			return
		}
		b.textos[s] = true
	}
	for l := range strings.SplitSeq(s, "\n") {
		if l = sinLigas(l); grita(l) {
			b.soloConocidas(l)
			continue
		}
		for w := range strings.FieldsSeq(l) {
			if b.palabras[w] {
				continue
			}
			b.palabras[w] = true
			if esOficial(w) && reTrozo.FindString(w) == strings.TrimFunc(w, unicode.IsPunct) {
				continue // nothing else in it, and what is in it needs no definition
			}
			for _, m := range mencionesDePalabra(w, b.conocida) {
				b.una(m)
			}
		}
	}
}

func (b *buscador) una(m mencion) {
	if b.vistas[m.sigla] || m.oficial { // what stands in the number of an oficio needs no definition
		return
	}
	b.vistas[m.sigla] = true
	if b.conocida(m.sigla) {
		b.usadas = append(b.usadas, m.sigla)
	} else {
		b.sinDefinir = append(b.sinDefinir, m.sigla)
	}
}

// soloConocidas takes, from a line that is all in capitals, the siglas that are known and
// too long to be a word of it.
func (b *buscador) soloConocidas(l string) {
	for _, w := range rePalabras.FindAllString(l, -1) {
		if len(w) >= 3 && b.conocida(w) {
			b.una(mencion{sigla: w})
		}
	}
}

// fin adds the siglas that the meanings of the others use, and theirs in turn: what the
// glossary prints it defines too.
func (b *buscador) fin() (usadas, sinDefinir []string) {
	for i := 0; i < len(b.usadas); i++ {
		if d := b.define[b.usadas[i]]; d != b.usadas[i] {
			b.texto(d)
		}
	}
	return b.usadas, b.sinDefinir
}

var (
	reDefineConsejeria = regexp.MustCompile(`^(?:(?:persona|personas|persona\(s\)) )?consejer(?:a|o|as|os|\S*\(s\)) (?:electoral|president)`)
	reDefinePartido    = regexp.MustCompile(`^partidos? |\bpartidos? politicos?\b|\bpartido\(s\)|\bpoder legislativo\b`)
	reGrupoConocido    = regexp.MustCompile(`consejer|partido|direccion|unidad|coordinacion|^otras siglas$`)
)

// agrupar makes the glossary of the siglas that are used. The groups that the document
// read had are kept, but for those that we tell by ourselves: where a page break lost the
// end of a group, all that follows would seem to belong to it.
func agrupar(inf compromiso.Informe, define map[string]string, usadas []string) documento.Glosario {
	deQuien := porPrefijo(inf)
	entradas := map[string][]documento.Entrada{}
	var otros []string
	for _, s := range ordenarSiglas(inf, usadas) {
		e := documento.Entrada{Sigla: s, Definicion: define[s]}
		g := grupoDe(e, deQuien)
		if propio := enUnaLinea(inf.GlosarioGrupos[s]); g == grupoOtras && propio != "" && !reGrupoConocido.MatchString(compromiso.Plegar(propio)) {
			if g = propio; !slices.Contains(otros, g) {
				otros = append(otros, g)
			}
		}
		entradas[g] = append(entradas[g], e)
	}
	var g documento.Glosario
	for _, t := range append(append([]string{grupoConsejerias, grupoPartidos, grupoAreas}, otros...), grupoOtras) {
		if l := entradas[t]; len(l) > 0 {
			g.Grupos = append(g.Grupos, documento.Grupo{Titulo: t, Entradas: l})
		}
	}
	if len(g.Grupos) == 1 && g.Grupos[0].Titulo == grupoOtras {
		g.Grupos[0].Titulo = "" // there is nothing else that they would be other than
	}
	return g
}

// porPrefijo tells of each sigla that follows CE-, CPL- or RPP- who it stands for.
func porPrefijo(inf compromiso.Informe) map[string]string {
	m := map[string]string{}
	for _, f := range inf.Compromisos {
		for _, s := range f.Solicitantes {
			prefijo, resto, ok := strings.Cut(reClave.FindString(s), "-")
			if !ok {
				continue
			}
			switch prefijo {
			case "CE":
				m[resto] = grupoConsejerias
			case "CPL", "RPP":
				m[resto] = grupoPartidos
			}
		}
	}
	return m
}

func grupoDe(e documento.Entrada, deQuien map[string]string) string {
	d := compromiso.Plegar(e.Definicion)
	switch {
	case e.Sigla == "CE", reDefineConsejeria.MatchString(d):
		return grupoConsejerias
	case e.Sigla == "CPL", e.Sigla == "RPP", strings.HasPrefix(e.Sigla, "CPL-"), strings.HasPrefix(e.Sigla, "RPP-"):
		return grupoPartidos
	case deQuien[e.Sigla] != "":
		return deQuien[e.Sigla]
	case reDefineArea.MatchString(d) && !strings.HasPrefix(d, "comision"):
		return grupoAreas
	case reDefinePartido.MatchString(d):
		return grupoPartidos
	}
	return grupoOtras
}

// ordenarSiglas puts the prefixes of their group first, then the siglas as the document
// that was read had them, or by the alphabet.
func ordenarSiglas(inf compromiso.Informe, usadas []string) []string {
	lugar := map[string]int{}
	for i, s := range inf.GlosarioOrden {
		if _, ya := lugar[s]; !ya {
			lugar[s] = i
		}
	}
	puesto := func(s string) int {
		switch i, ok := lugar[s]; {
		case s == "CE", s == "CPL", s == "RPP":
			return -1
		case ok:
			return i
		}
		return len(lugar)
	}
	l := slices.Clone(usadas)
	slices.SortFunc(l, func(x, y string) int {
		return cmp.Or(puesto(x)-puesto(y), cmp.Compare(compromiso.Plegar(x), compromiso.Plegar(y)), cmp.Compare(x, y))
	})
	return l
}
