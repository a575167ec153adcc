package informe

import (
	"strings"

	"compromisos/compromiso"
)

// contexto is what the reading of a row may look at, besides the row.
type contexto struct {
	inf       *compromiso.Informe
	areas     map[string]bool    // known as areas
	porNombre map[string]string  // siglas by folded meaning
	dichas    map[[2]string]bool // warnings the document brings: field and sentence
}

func newContexto(inf *compromiso.Informe, o Opciones) contexto {
	x := contexto{inf: inf, areas: map[string]bool{}, porNombre: map[string]string{}, dichas: map[[2]string]bool{}}
	for _, a := range o.Areas {
		x.areas[a] = true
	}
	for _, w := range inf.Advertencias {
		x.dichas[[2]string{w.Campo, w.Mensaje}] = true
	}
	for _, s := range enOrdenGlosario(*inf) {
		if n := compromiso.Plegar(inf.Glosario[s]); n != "" && x.porNombre[n] == "" {
			x.porNombre[n] = s
		}
	}
	return x
}

// conocida tells whether a sigla has a meaning: in the glossary, as an area, or as
// the commission itself.
func (x contexto) conocida(sigla string) bool {
	if sigla == "" {
		return false
	}
	if _, ok := x.inf.Glosario[sigla]; ok {
		return true
	}
	return x.areas[sigla] || sigla == x.inf.Comision
}

// avisarSiglas warns of the siglas that the texts use and nothing defines, once
// each, where they first appear; with no glossary at all, in one warning.
func (x contexto) avisarSiglas(a *avisos) {
	vistas := map[string]bool{}
	var sin []string
	for _, f := range x.inf.Compromisos {
		textos := append([]string{f.Texto, f.Atencion, f.Eje}, f.Solicitantes...)
		for _, t := range textos {
			for _, m := range menciones(t, x.conocida) {
				if m.oficial || vistas[m.sigla] || x.conocida(m.sigla) {
					continue
				}
				vistas[m.sigla] = true
				if len(x.inf.Glosario) == 0 {
					sin = append(sin, m.sigla)
					continue
				}
				x.avisarUna(a, f.Linea, "glosario", "La sigla «"+m.sigla+"» se usa en el compromiso "+f.Numero.String()+" y no está en el glosario.")
			}
		}
	}
	if len(sin) > 0 {
		x.avisarUna(a, 0, "glosario", "El documento no trae glosario; usa estas siglas: "+strings.Join(sin[:min(len(sin), 200)], ", ")+".")
	}
}

// avisarFechas warns of what is fulfilled and has no date.
func (x contexto) avisarFechas(a *avisos) {
	for _, f := range x.inf.Compromisos {
		if f.Estatus == compromiso.Cumplido && f.FechaCumplimiento.IsZero() {
			x.avisarUna(a, f.Linea, campos[colCumplimiento], "El compromiso "+f.Numero.String()+" está cumplido y no dice en qué fecha.")
		}
	}
}

// avisarUna adds a warning unless the document, an export of ours read back,
// brings the very same one.
func (x contexto) avisarUna(a *avisos, linea int, campo, mensaje string) {
	if !x.dichas[[2]string{campo, mensaje}] {
		a.add(linea, campo, "%s", mensaje)
	}
}
