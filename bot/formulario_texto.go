package bot

import (
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// What was asked, by whom and on what: the inputs that the forms of registering and of
// editing share.
const (
	idTipo         = "tipo"
	idEje          = "eje"
	idSolicitantes = "solicitantes"
	idOtros        = "otros"

	etiquetaTexto = "¿Qué se pidió?"
)

func campoTipo(v valores) slack.Block {
	c := campo{id: idTipo, etiqueta: "Tipo"}
	for _, t := range []compromiso.Tipo{compromiso.TipoCompromiso, compromiso.TipoSolicitud, compromiso.TipoAcuerdo} {
		c.opciones = append(c.opciones, opcion{string(t), t.Texto()})
	}
	return c.una(v)
}

// campoEje is a select of the configured ejes, with the one that is not among them; an
// input where there are none, or more than a select holds.
func campoEje(d *compromiso.Directorio, v valores) slack.Block {
	c := campo{id: idEje, etiqueta: "Eje temático", opcional: true}
	if !ejeSeElige(d) {
		return c.escrito(v)
	}
	for _, e := range append(slices.Clone(d.Ejes), v.m[idEje].texto) {
		c.opciones = append(c.opciones, opcion{recortar(unaLinea(e), maxOpcion), e})
	}
	return c.una(conValores(map[string]string{idEje: ejeEnOpcion(d, v.m[idEje].texto)}))
}

func ejeSeElige(d *compromiso.Directorio) bool { return len(d.Ejes) > 0 && len(d.Ejes) < 100 }

// ejeEnOpcion is the eje as the form holds it: an option is short and on one line.
func ejeEnOpcion(d *compromiso.Directorio, eje string) string {
	if !ejeSeElige(d) {
		return eje
	}
	return recortar(unaLinea(eje), maxOpcion)
}

// ejeCompleto is the eje whose option was cut to fit.
func ejeCompleto(d *compromiso.Directorio, s string) string {
	for _, e := range d.Ejes {
		if s != "" && recortar(unaLinea(e), maxOpcion) == s {
			return e
		}
	}
	return s
}

// campoSolicitantes is the select of the configured requesters.
func campoSolicitantes(d *compromiso.Directorio, v valores) slack.Block {
	return campo{id: idSolicitantes, etiqueta: "Quién lo pidió", opcional: true, opciones: opcionesSolicitantes(d)}.varias(v)
}

func opcionesSolicitantes(d *compromiso.Directorio) []opcion {
	var out []opcion
	for _, s := range d.Solicitantes {
		texto := s.Clave
		if s.Nombre != "" {
			texto += " · " + s.Nombre
		}
		out = append(out, opcion{s.Clave, texto})
	}
	return out
}

// campoOtros is the input of the requesters that are not configured.
func campoOtros(v valores) slack.Block {
	return campo{id: idOtros, etiqueta: "Otras personas que lo pidieron", opcional: true, ayuda: "Sepárelas con punto y coma."}.escrito(v)
}

// repartirSolicitantes tells those that the select offers from those that are typed.
func repartirSolicitantes(d *compromiso.Directorio, l []string) (suyos []string, otros string) {
	ofrecidos := campo{opciones: opcionesSolicitantes(d)}.objetos()
	var resto []string
	for _, s := range l {
		if elegida(ofrecidos, s) != nil {
			suyos = append(suyos, s)
		} else {
			resto = append(resto, s)
		}
	}
	return suyos, strings.Join(resto, "; ")
}

func leerSolicitantes(v valores) []string {
	out := slices.Clone(v.lista(idSolicitantes))
	for _, s := range strings.Split(v.texto(idOtros), ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}
