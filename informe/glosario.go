package informe

import (
	"regexp"
	"strings"

	"compromisos/compromiso"
)

// glosario collects the entries of a document's glossary.
type glosario struct {
	significados map[string][]byte // bytes: a meaning may go on over many lines
	orden        []string
	grupos       map[string]string
	grupo        string
	sinUso       int // line of the group, while no entry has taken it
	ultima       string
}

func newGlosario() *glosario {
	return &glosario{significados: map[string][]byte{}, grupos: map[string]string{}}
}

// esTituloGlosario recognises the line above a glossary.
func esTituloGlosario(r renglon) bool {
	if r.llenas() != 1 || !r.suelto && len(r.celdas) > 4 {
		return false
	}
	t := strings.Trim(compromiso.Plegar(r.texto()), " :.")
	return t == "siglas" || t == "siglas y acronimos" || t == "siglas y abreviaturas" ||
		len(t) < 60 && (t == "glosario" || strings.HasPrefix(t, "glosario de ") || strings.HasPrefix(t, "glosario y "))
}

// reEntrada is an entry on a loose line: «DERFE: Dirección …», «- **ST** – …».
var reEntrada = regexp.MustCompile(`^(?:[-*•]\s+)?(?:\*\*)?([\pL\d][\pL\d-]{0,24})(?:\*\*)?\s*(?::|=|\s[–—-])\s*(?:\*\*)?\s*(\S.*)$`)

// add reads one line of the glossary. Its rows are irregular: [grupo, sigla,
// significado], with the group empty, or not there at all.
func (g *glosario) add(r renglon, avs *avisos) {
	if r.suelto {
		g.suelto(r, avs)
		return
	}
	var llenas []int
	for i, c := range r.celdas {
		if !c.vacia() {
			llenas = append(llenas, i)
		}
	}
	en := func(i int) string { return r.celdas[llenas[i]].enLinea() }
	switch {
	case len(llenas) == 0 || esTituloGlosario(r):
	case len(llenas) == 1:
		g.sola(llenas[0], en(0), r.linea, avs)
	case g.esEncabezado(en(0), en(1)):
	case len(llenas) == 2:
		g.entrada(en(0), en(1), grupoSi(llenas[0] > 0, g.grupo), r.linea, avs)
	default:
		g.ponerGrupo(en(0), r.linea, avs)
		g.entrada(en(1), en(2), g.grupo, r.linea, avs)
		for i := 3; i < len(llenas); i++ {
			avs.add(r.linea, "glosario", "Sobra una celda en el glosario: «%s».", cita(en(i)))
		}
	}
}

func grupoSi(hay bool, grupo string) string {
	if hay {
		return grupo
	}
	return ""
}

// sola reads a row with one cell: a group by itself, or the rest of a meaning that
// a page break cut.
func (g *glosario) sola(columna int, texto string, linea int, avs *avisos) {
	switch {
	case columna >= 1 && g.ultima != "" && (columna >= 2 || !esSigla(texto)):
		g.seguir(texto)
	case columna == 0 && !esSigla(texto):
		g.ponerGrupo(texto, linea, avs)
	default:
		avs.add(linea, "glosario", "La sigla «%s» no tiene significado en el glosario.", cita(texto))
	}
}

// ponerGrupo begins a group. One without entries has no place to be kept: it is told.
func (g *glosario) ponerGrupo(texto string, linea int, avs *avisos) {
	g.cerrar(avs)
	g.grupo, g.sinUso = texto, linea
}

func (g *glosario) cerrar(avs *avisos) {
	if g.sinUso > 0 {
		avs.add(g.sinUso, "glosario", "El grupo «%s» del glosario no tiene siglas.", cita(g.grupo))
	}
	g.sinUso = 0
}

func (g *glosario) suelto(r renglon, avs *avisos) {
	t := r.texto()
	if m := reEntrada.FindStringSubmatch(t); m != nil {
		g.entrada(m[1], m[2], g.grupo, r.linea, avs)
		return
	}
	if r.pegado && g.ultima != "" {
		g.seguir(t)
		return
	}
	avs.add(r.linea, "glosario", "No se entiende esta línea del glosario: «%s».", cita(t))
}

func (g *glosario) esEncabezado(a, b string) bool {
	a, b = compromiso.Plegar(a), compromiso.Plegar(b)
	return (strings.HasPrefix(a, "sigla") || strings.HasPrefix(a, "acronimo") || strings.HasPrefix(a, "abreviatura")) &&
		(strings.HasPrefix(b, "significado") || strings.HasPrefix(b, "definicion") || strings.HasPrefix(b, "descripcion") || strings.HasPrefix(b, "nombre"))
}

func (g *glosario) entrada(sigla, significado, grupo string, linea int, avs *avisos) {
	sigla = strings.Trim(sigla, " :.")
	if antes, ya := g.significados[sigla]; ya {
		if string(antes) != significado {
			avs.add(linea, "glosario", "La sigla «%s» está dos veces en el glosario; se toma el primer significado y se deja «%s».",
				cita(sigla), cita(significado))
		}
		return
	}
	g.significados[sigla] = []byte(significado)
	g.orden = append(g.orden, sigla)
	if grupo != "" {
		g.grupos[sigla], g.sinUso = grupo, 0
	}
	g.ultima = sigla
}

// seguir adds to the last entry what the next page or line says of it.
func (g *glosario) seguir(texto string) {
	g.significados[g.ultima] = append(append(g.significados[g.ultima], ' '), texto...)
}

// textos are the meanings by their siglas.
func (g *glosario) textos() map[string]string {
	m := make(map[string]string, len(g.significados))
	for s, t := range g.significados {
		m[s] = string(t)
	}
	return m
}
